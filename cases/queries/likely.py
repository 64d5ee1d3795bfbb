"""Suggestions during a call: people who may be known, earlier calls of the reporter, a colleague's same call.

Shown as codes with the fields that agree, never with stored values; read only in the user's task forces.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from cases.matching import Facts, Match, matches_for_many
from cases.merging.mentions import Mention, mentions_of, shown_to
from cases.models import Complaint, Person
from cases.queries.earlier_calls import NO_CALLS, UNREAD, EarlierCalls, Reporter, earlier_calls
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
    earlier: EarlierCalls = NO_CALLS
    several_blocks: bool = False

    def __bool__(self) -> bool:
        return bool(self.people or self.calls or self.earlier)

    @property
    def is_worth_asking(self) -> bool:
        """Whether saving waits once for a look, where no script showed them; an equal name alone is no reason."""
        by_phone = self.earlier.people or any(call.has_same_phone for call in self.earlier.calls)
        return bool(self.people or self.calls or by_phone)

    @property
    def keys(self) -> set[UUID]:
        """Keys of the people and of the reporter's complaints, as the audit counts them."""
        calls = [*(call for call in self.calls if call.same_phone), *self.earlier.calls]
        people = {one.match.person_id for one in self.people} | {one.person_id for one in self.earlier.people}
        return people | {call.complaint.pk for call in calls}

    @property
    def mark(self) -> str:
        """A mark the page sends back: that it showed suggestions, and the numbers of the calls."""
        return " ".join((SHOWN, *(call.complaint.number for call in self.calls))) if self else ""

    def has_new_calls(self, mark: str) -> bool:
        """Whether a colleague saved this call since the page showed its suggestions."""
        return any(call.complaint.number not in mark.split() for call in self.calls)


def suggestions(
    blocks: Sequence[Facts | None], *, task_force_id: UUID, reporter: Reporter | None = None, but_key="", user
) -> Suggestions:
    """Find who the people of these blocks may be, earlier calls of this reporter, and those that may be this call.

    ``but_key`` is the key of the call's form, so that a page sent again does not suggest its own complaint; a page that
    is not a call has no reporter and gets no complaints.
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
    if reporter is None or not but_key:
        return Suggestions(people, several_blocks=len(blocks) > 1)
    earlier = earlier_calls(reporter, user=user, but_form=but_key)
    calls = _same_calls(earlier, places, but_key, user)
    same = {call.complaint.pk for call in calls}
    others = replace(earlier, calls=[call for call in earlier.calls if call.complaint.pk not in same])
    return Suggestions(people, calls, others, several_blocks=len(blocks) > 1)


def codes_of(people: Iterable[Person], *, user) -> dict[UUID, str]:
    """The main code of each person for the reader, for the line *Orang yang sudah tercatat*."""
    known = {person.pk: person for person in people}
    found = {key: shown_to(user, mentions, known[key]) for key, mentions in mentions_of(known).items()}
    return {key: mentions[0].code for key, mentions in found.items() if mentions}


def _same_calls(earlier: EarlierCalls, places: set[UUID], but_key, user) -> list[SameCall]:
    """Complaints of the last hours from this telephone, or with one of these complaint rows."""
    since = clock.now() - SAME_CALL_WITHIN
    calls = [call for call in earlier.calls if call.has_same_phone and call.complaint.received_at >= since]
    same = {call.complaint.pk: SameCall(call.complaint, same_phone=True) for call in calls}
    if places:
        recent = Complaint.objects.visible_to(user).filter(received_at__gte=since, people__pk__in=places).defer(*UNREAD)
        for complaint in recent.select_related("recorded_by").order_by("-received_at").distinct()[:MOST_CALLS]:
            if str(complaint.submission_key) != str(but_key):
                same.setdefault(complaint.pk, SameCall(complaint, same_phone=False))
    newest = sorted(same.values(), key=lambda call: call.complaint.received_at, reverse=True)
    return newest[:MOST_CALLS]
