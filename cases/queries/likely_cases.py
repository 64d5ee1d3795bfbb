"""Which case a complaint may belong to: cases of its people, of likely the same people, and links.

Shown as codes with reasons, never with stored values, and only cases the reader may know of. Reported people are not
matched by identity: values that recur are links, shown only to holders of ``LINK_VIEW``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.choices import PersonRole, Stage
from cases.linking import shared_values
from cases.matching import Likelihood, Match, matches_for_many
from cases.merging.mentions import SUSPECT_ROLES
from cases.merging.suggestions import decisions_about, facts_of, with_decisions
from cases.models import Case, Complaint, ComplaintPerson, Victim
from cases.reading import telephone
from taskforces.access import policy
from taskforces.access.permissions import Permission

MOST_PEOPLE = 6  # of one complaint
MOST_OF_A_PERSON = 5
MOST_SHOWN = 5
CERTAIN = 1.0  # the same person was chosen during the call


class LikelyReason(NamedTuple):
    """One reason for one case."""

    words: str
    against: str = ""
    match: Match | None = None  # none of a link: a shared number is weaker evidence than a likely person
    row: UUID | None = None  # key of the complaint row of a person who may be in the case already


@dataclass(frozen=True)
class LikelyCase:
    """A case to which a complaint may belong, and why."""

    case: Case
    whys: Sequence[LikelyReason]

    @property
    def code(self) -> str:
        """Its number."""
        return self.case.number

    @property
    def order(self) -> tuple[int, float]:
        """Sort key, the greatest first: that of its likeliest person."""
        return max((why.match.order for why in self.whys if why.match), default=(0, 0.0))

    @property
    def likelihood(self) -> Likelihood | None:
        """How likely its likeliest person is the same; none if only a link points to the case."""
        return max((why.match.likelihood for why in self.whys if why.match), default=None)

    @property
    def reasons(self) -> list[str]:
        """The sentences of what agrees, without repetition."""
        return list(dict.fromkeys(why.words for why in self.whys if why.words))

    @property
    def against(self) -> list[str]:
        """The sentences of what speaks against it."""
        return list(dict.fromkeys(why.against for why in self.whys if why.against))


def likely_cases(complaint: Complaint, *, user) -> list[LikelyCase]:
    """The likeliest case first; empty for users who may see neither identity nor links."""
    whys: dict[UUID, list[LikelyReason]] = defaultdict(list)
    if policy.can(user, Permission.IDENTITY_REVEAL, complaint):
        _of_people(complaint, whys)
    if policy.can(user, Permission.LINK_VIEW, complaint):
        _of_links(complaint, whys)
    whys.pop(complaint.case_id, None)
    visible = Case.objects.visible_to(user).filter(task_force_id=complaint.task_force_id, pk__in=whys)
    found = [LikelyCase(case, whys[case.pk]) for case in visible.order_by("-reported_on", "-pk")]
    return sorted(found, key=lambda one: one.order, reverse=True)[:MOST_SHOWN]


def codes_with(found: Iterable[LikelyCase], row_id: UUID) -> list[str]:
    """Codes of the proposed cases that may already include this person of the complaint."""
    return [one.code for one in found if any(why.row == row_id for why in one.whys)]


def _of_people(complaint: Complaint, whys: dict[UUID, list[LikelyReason]]) -> None:
    rows = complaint.people.exclude(role__in=SUSPECT_ROLES).select_related("person")
    rows = list(rows.order_by("position")[:MOST_PEOPLE])
    places: dict[UUID, list[tuple[ComplaintPerson, Match]]] = defaultdict(list)
    decided = decisions_about(row.person_id for row in rows)
    for row, matches in zip(rows, _matches(complaint, rows), strict=True):
        places[row.person_id].append((row, Match(row.person_id, CERTAIN, True, ())))
        for match in with_decisions(matches, decided[row.person_id]):
            places[match.person_id].append((row, match))
    for case_id, person_id in _cases_with(places, complaint):
        for row, match in places[person_id]:
            agreeing = match.agreeing if match.reasons else _("Orang yang sudah tercatat di sana.")
            words, against = (
                _("%(code)s: %(why)s") % {"code": row, "why": why} if why else "" for why in (agreeing, match.against)
            )
            whys[case_id].append(LikelyReason(words, against, match, row.pk))


def _matches(complaint: Complaint, rows: Sequence[ComplaintPerson]) -> list[list[Match]]:
    """For each person of the complaint: people of the register who may be the same."""
    day = complaint.day_of_ages
    asked = [
        replace(
            facts_of(row.person),
            phones=tuple(telephone.split(row.person.phone)),
            age=row.age,
            age_on=day,
            origin=row.origin_region_id or "",
        )
        for row in rows
    ]
    own = {row.person_id for row in rows}
    return matches_for_many(asked, task_force_ids=[complaint.task_force_id], limit=MOST_OF_A_PERSON, exclude=own)


def _of_links(complaint: Complaint, whys: dict[UUID, list[LikelyReason]]) -> None:
    for shared in shared_values.links_of_complaint(complaint):
        words = _("Kaitan antarkasus: %(kind)s.") % {"kind": shared.kind.lower()}
        for file in shared.files:
            whys[file.key].append(LikelyReason(words))


def _cases_with(people: Iterable[UUID], complaint: Complaint) -> list[tuple[UUID, UUID]]:
    """Pairs of case and person: cases where they are victims, and cases of their complaints. Two queries."""
    people = list(people)
    victims = Victim.objects.filter(person_id__in=people, task_force_id=complaint.task_force_id)
    told = ComplaintPerson.objects.filter(
        ~Q(complaint=complaint),
        person_id__in=people,
        role=PersonRole.POSSIBLE_VICTIM,
        complaint__case__isnull=False,
        task_force_id=complaint.task_force_id,
    )
    found = [
        *victims.exclude(stage=Stage.DUPLICATE).values_list("case_id", "person_id"),
        *told.values_list("complaint__case_id", "person_id"),
    ]
    return list(dict.fromkeys(found))
