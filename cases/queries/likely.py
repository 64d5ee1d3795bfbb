"""Suggestions during a call: people who may be known already, and a colleague's complaint about the same call.

Shown as codes with the fields that agree, never with stored values; read only in the user's task forces.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from cases.matching import Facts, Match, matches_for_many
from cases.merging.mentions import Mention, mentions_of, shown_to
from cases.models import Complaint, ComplaintPerson, Person
from cases.reading import telephone
from interface import days
from safeguards import clock
from taskforces.access import policy
from taskforces.access.permissions import Permission

MOST_OF_A_BLOCK = 3
MOST_BLOCKS = 6
MOST_CALLS = 3
MINUTES_SHOWN = 90
SHOWN = "1"  # the same value is in likely.js
SAME_CALL_WITHIN = timedelta(hours=6)
MOST_RECENT = 200  # recent complaints whose reporter is compared


@dataclass(frozen=True)
class Likely:
    """A known person who may be the person of a block."""

    block: int  # position of the block on the page, from 0
    match: Match
    mentions: Sequence[Mention]

    @property
    def first(self) -> Mention:
        """The main mention: a case before a complaint."""
        return self.mentions[0]

    @property
    def was_victim(self) -> bool:
        """Whether they are already a victim in a case."""
        return any(mention.is_victim and mention.url.endswith("#korban") for mention in self.mentions)

    @property
    def choice(self) -> str:
        """The value of the button *Pakai orang ini*."""
        return f"{self.block}:{self.match.person_id}"


@dataclass(frozen=True)
class SameCall:
    """A complaint of the last hours that may be this call."""

    complaint: Complaint
    same_phone: bool

    @property
    def since(self) -> str:
        """How long ago it was recorded."""
        minutes = int((clock.now() - self.complaint.recorded_at).total_seconds() // 60)
        if minutes < 1:
            return _("baru saja")
        if minutes < MINUTES_SHOWN:
            return _("%(count)d menit lalu") % {"count": minutes}
        return _("pukul %(time)s") % {"time": days.hour(self.complaint.recorded_at)}


@dataclass(frozen=True)
class Suggestions:
    """The suggestions of a page."""

    people: Sequence[Likely] = ()
    calls: Sequence[SameCall] = ()
    several_blocks: bool = False

    def __bool__(self) -> bool:
        return bool(self.people or self.calls)

    @property
    def mark(self) -> str:
        """A mark the page sends back: that it showed suggestions, and the numbers of the calls."""
        return " ".join((SHOWN, *(call.complaint.number for call in self.calls))) if self else ""

    def has_new_calls(self, mark: str) -> bool:
        """Whether a colleague saved this call since the page showed its suggestions."""
        return any(call.complaint.number not in mark.split() for call in self.calls)


def suggestions(
    blocks: Sequence[Facts | None], *, task_force_id: UUID, reporter_phone: str = "", but_key="", user
) -> Suggestions:
    """Find who the people of these blocks may be, and recent complaints that may be the same call.

    ``but_key`` is the key of the call's form, so that a page sent again does not suggest its own complaint; a page that
    is not a call gets no complaints.
    """
    if not policy.can(user, Permission.IDENTITY_REVEAL):
        return Suggestions()
    asked = [(index, facts) for index, facts in enumerate(blocks) if facts][:MOST_BLOCKS]
    answers = matches_for_many(
        [facts for _index, facts in asked], task_force_ids=[task_force_id], limit=MOST_OF_A_BLOCK
    )
    office = Person(task_force_id=task_force_id)  # all people found belong to it
    met = mentions_of({match.person_id for matches in answers for match in matches})
    found = {key: shown_to(user, mentions, office) for key, mentions in met.items()}
    people = [
        Likely(index, match, found[match.person_id])
        for (index, _facts), matches in zip(asked, answers, strict=True)
        for match in matches
        if found.get(match.person_id)
    ]
    people.sort(key=lambda one: one.match.order, reverse=True)
    # a person with a reason against points to no call: the two hints would contradict each other
    places = {mention.row_id for one in people if not one.match.against for mention in one.mentions}
    calls = _same_calls(task_force_id, reporter_phone, places, but_key) if but_key else []
    return Suggestions(people, calls, several_blocks=len(blocks) > 1)


def codes_of(people: Iterable[Person], *, user) -> dict[UUID, str]:
    """The main code of each person for the reader, for the line *Orang yang sudah tercatat*."""
    known = {person.pk: person for person in people}
    found = {key: shown_to(user, mentions, known[key]) for key, mentions in mentions_of(known).items()}
    return {key: mentions[0].code for key, mentions in found.items() if mentions}


def _same_calls(task_force_id: UUID, reporter_phone: str, places: set[UUID], but_key) -> list[SameCall]:
    """Complaints of the last hours from this telephone, or with one of these complaint rows."""
    wanted = telephone.keys_of(reporter_phone)
    if not wanted and not places:
        return []
    calls = Complaint.objects.filter(task_force_id=task_force_id, received_at__gte=clock.now() - SAME_CALL_WITHIN)
    newest = calls.order_by("-received_at").values_list("pk", "submission_key", "reporter_phone")[:MOST_RECENT]
    recent = {
        key: bool(wanted & telephone.keys_of(phone)) for key, own_key, phone in newest if str(own_key) != str(but_key)
    }
    with_them = set()
    if places and recent:
        rows = ComplaintPerson.objects.filter(complaint__in=list(recent), pk__in=places)
        with_them = set(rows.values_list("complaint", flat=True))
    same = [key for key, same_phone in recent.items() if same_phone or key in with_them][:MOST_CALLS]
    return [SameCall(complaint, recent[complaint.pk]) for complaint in _shown(same)]


def _shown(keys: Sequence[UUID]) -> list[Complaint]:
    """The complaints of these calls with the fields the page shows, in order."""
    if not keys:
        return []
    unread = ("narrative", "event_place", "reporter_name", "reporter_code_word", "reporter_contact_note", "risks")
    rows = Complaint.objects.filter(pk__in=keys).select_related("recorded_by").defer(*unread)
    return sorted(rows, key=lambda complaint: keys.index(complaint.pk))
