"""People who are victims again: their other cases in the task force, when, and how those ended."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Stage
from cases.models import Case, Victim
from cases.workflow import ENDED


@dataclass(frozen=True)
class OtherCase:
    """Another case in which the same person is a victim."""

    number: str
    url: str
    on: date  # the day that case was reported
    outcome: str  # how it ended, or its current stage
    is_earlier: bool
    has_ended: bool

    @property
    def words(self) -> str:
        """``Pernah menjadi korban dalam K-2024-0017``; the page adds the day and the outcome."""
        if self.is_earlier:
            return _("Pernah menjadi korban dalam %(number)s") % {"number": self.number}
        return _("Menjadi korban lagi dalam %(number)s") % {"number": self.number}


def other_cases(
    person_ids: Iterable[UUID], *, task_force_id: UUID, case_id: UUID | None, on: date
) -> dict[UUID, list[OtherCase]]:
    """By person: cases of the task force besides ``case_id`` in which they are victims, newest first. One query.

    ``on`` is the day of the current case or complaint; cases reported before it are earlier.
    """
    rows = Victim.objects.filter(person_id__in=list(person_ids), task_force_id=task_force_id)
    rows = rows.exclude(stage=Stage.DUPLICATE).exclude(case_id=case_id).select_related("case").defer("special_needs")
    found: dict[UUID, list[OtherCase]] = defaultdict(list)
    for victim in rows.order_by("-case__reported_on", "-case_id"):
        found[victim.person_id].append(_other(victim, on))
    return found


def newest_ended(others: Iterable[OtherCase]) -> str:
    """The number of the newest earlier case that has ended; empty if there is none."""
    return next((other.number for other in others if other.is_earlier and other.has_ended), "")


def returned_from(victims: Iterable[Victim], cases: Iterable[Case]) -> dict[UUID, str]:
    """By victim of ``cases``: the newest earlier ended case of the same person. One query for all cases."""
    victims, of_key = list(victims), {case.pk: case for case in cases}
    rows = Victim.objects.filter(person_id__in={victim.person_id for victim in victims}).exclude(stage=Stage.DUPLICATE)
    elsewhere = defaultdict(list)
    for row in rows.select_related("case").defer("special_needs").order_by("-case__reported_on", "-case_id"):
        elsewhere[row.person_id].append(row)
    found = {}
    for victim in victims:
        case = of_key[victim.case_id]
        own = [row for row in elsewhere[victim.person_id] if row.task_force_id == case.task_force_id]
        found[victim.pk] = newest_ended(_other(row, case.reported_on) for row in own if row.case_id != case.pk)
    return found


def _other(victim: Victim, on: date) -> OtherCase:
    case = victim.case
    return OtherCase(
        number=case.number,
        url=reverse("cases:case-detail", args=[case.pk]) + "#korban",
        on=case.reported_on,
        outcome=victim.get_termination_reason_display() or victim.get_stage_display(),
        is_earlier=case.reported_on <= on,
        has_ended=Stage(victim.stage) in ENDED,
    )
