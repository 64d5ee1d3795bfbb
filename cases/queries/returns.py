"""People who are victims again: their other cases in the task force, when, and how those ended."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import Stage
from cases.models import Victim
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
