"""Where people occur in files, as codes: what a page may show of a person without the identity."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import PersonRole
from cases.models import ComplaintPerson, Person, Victim
from cases.words import described
from taskforces.access import policy
from taskforces.access.permissions import Permission

# Columns of a complaint that a mention does not need; they would be decrypted for nothing.
CLOSED = tuple(
    f"complaint__{name}"
    for name in (
        "narrative",
        "event_place",
        "reporter_name",
        "reporter_phone",
        "reporter_code_word",
        "reporter_contact_note",
        "risks",
    )
)
SUSPECT_ROLES = frozenset({PersonRole.REPORTED, PersonRole.RECRUITER})


@dataclass(frozen=True)
class Mention:
    """One occurrence of a person: code, link, role, and a description without a name."""

    person_id: UUID
    row_id: UUID
    code: str
    url: str
    role: str
    about: str
    on: date
    file: str  # the case, or the complaint without a case
    is_victim: bool = False
    is_suspect: bool = False
    is_in_case: bool = False


def mentions_of(person_ids: Iterable[UUID]) -> dict[UUID, list[Mention]]:
    """By person: every victim row and every complaint row, victims first, newest first. Two queries."""
    keys = list(person_ids)
    found: dict[UUID, list[Mention]] = defaultdict(list)
    victims = Victim.objects.filter(person_id__in=keys).select_related("case", "origin_region")
    for victim in victims.order_by("-case__reported_on", "-pk"):
        found[victim.person_id].append(mention_of_victim(victim))
    rows = ComplaintPerson.objects.filter(person_id__in=keys).select_related("complaint__case", "origin_region")
    for row in rows.defer(*CLOSED).order_by("-complaint__received_at", "position"):
        found[row.person_id].append(mention_of_row(row))
    return found


def mention_of_victim(victim: Victim) -> Mention:
    """A victim row as a mention; ``case`` and ``origin_region`` must be loaded."""
    return Mention(
        person_id=victim.person_id,
        row_id=victim.pk,
        code=str(victim),
        url=f"{reverse('cases:case-detail', args=[victim.case_id])}#korban",
        role=_("Korban"),
        about=described(victim),
        on=victim.case.reported_on,
        file=victim.case.number,
        is_victim=True,
        is_in_case=True,
    )


def mention_of_row(row: ComplaintPerson) -> Mention:
    """A complaint row as a mention."""
    complaint = row.complaint
    return Mention(
        person_id=row.person_id,
        row_id=row.pk,
        code=str(row),
        url=reverse("cases:complaint-detail", args=[row.complaint_id]),
        role=row.get_role_display(),
        about=described(row),
        on=timezone.localdate(complaint.received_at),
        file=complaint.case.number if complaint.case_id else complaint.number,
        is_victim=row.role == PersonRole.POSSIBLE_VICTIM,
        is_suspect=row.role in SUSPECT_ROLES,
        is_in_case=complaint.case_id is not None,
    )


def code_of(mentions: list[Mention]) -> str:
    """The code of a person: that of the newest victim row, else of the newest complaint."""
    return mentions[0].code if mentions else _("tanpa berkas")


def shown_to(user, mentions: list[Mention], person: Person) -> list[Mention]:
    """What a reader may know: only supervisors see that a victim is reported elsewhere (no blame on victims)."""
    if policy.can(user, Permission.PERSON_MERGE_ACROSS_ROLES, person) or not is_restricted(mentions):
        return mentions
    return [mention for mention in mentions if not mention.is_suspect]


def rows_shown_to(user, rows: Iterable[ComplaintPerson]) -> list[ComplaintPerson]:
    """Complaint rows by the same rule: without reported people who are possible victims in another complaint."""
    rows = list(rows)
    victims = {row.person_id for row in rows if row.role == PersonRole.POSSIBLE_VICTIM}
    return [
        row
        for row in rows
        if row.role not in SUSPECT_ROLES
        or row.person_id not in victims
        or policy.can(user, Permission.PERSON_MERGE_ACROSS_ROLES, row)
    ]


def is_restricted(mentions: list[Mention]) -> bool:
    """Whether the same person is a victim in one file and reported in another."""
    return roles_cross(mentions, mentions)


def roles_cross(left: list[Mention], right: list[Mention]) -> bool:
    """Whether one is a victim and the other is reported: only the supervisor may merge these."""

    def meets(one: list[Mention], other: list[Mention]) -> bool:
        return any(mention.is_victim for mention in one) and any(mention.is_suspect for mention in other)

    return meets(left, right) or meets(right, left)
