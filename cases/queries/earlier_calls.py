"""Earlier calls of the same reporter, however long ago: shown as codes with a reason, never with a stored value.

Used beside the page of a call and on the page that joins a complaint to a case. Only complaints the reader may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from cases.matching.caller_search import FoundCall, calls_with_name, calls_with_number
from cases.matching.people_search import candidates_with_phone, typed_words
from cases.merging.mentions import Mention, mentions_of, shown_to
from cases.models import Case, Complaint, Person
from cases.reading import telephone
from taskforces.access import policy
from taskforces.access.permissions import Permission

MOST_SHOWN = 6
FEWEST_WORDS = 2  # of a name: a name of one word is too many people's
UNREAD = (
    "narrative", "event_place", "reporter_name", "reporter_phone", "reporter_code_word", "reporter_contact_note",
    "risks",
)  # fmt: skip


@dataclass(frozen=True)
class Reporter:
    """What is known of the person who calls now."""

    task_force_id: UUID
    phone: str = ""
    name: str = ""


@dataclass(frozen=True)
class EarlierCall:
    """An earlier complaint of this reporter, or with this number in its story."""

    complaint: Complaint
    found: FoundCall

    @property
    def has_same_phone(self) -> bool:
        """Whether the reporter has the same number: the surest sign."""
        return self.found.why == "phone"

    @property
    def case(self) -> Case | None:
        """The case it became part of."""
        return self.complaint.case


@dataclass(frozen=True)
class EarlierCalls:
    """The newest earlier calls, people who have this number, and whether there are more than are shown."""

    calls: Sequence[EarlierCall] = ()
    people: Sequence[Mention] = ()  # who has this number as their own: a victim who calls herself, somebody reported
    has_more: bool = False

    def __bool__(self) -> bool:
        return bool(self.calls or self.people)


NO_CALLS = EarlierCalls()


def earlier_calls(reporter: Reporter, *, user, but: Complaint | None = None, but_form: object = None) -> EarlierCalls:
    """Find them with three look-ups in indexes; complaints and people are read only if there are any.

    ``but`` is the complaint of this call, ``but_form`` the key of its form while it is not stored.
    """
    if not policy.can(user, Permission.IDENTITY_REVEAL) or not policy.can(user, Permission.COMPLAINT_VIEW):
        return NO_CALLS
    found = {call.complaint_id: call for call in _calls(reporter)}
    calls = [EarlierCall(row, found[row.pk]) for row in _complaints(list(found), reporter, user, but, but_form)]
    calls.sort(key=lambda call: -call.found.score)  # stable: the newest first among equals
    people = _people(reporter, user, but)
    has_more = max(len(calls), len(people)) > MOST_SHOWN
    return EarlierCalls(calls[:MOST_SHOWN], people[:MOST_SHOWN], has_more)


def of_complaint(complaint: Complaint, *, user, phone: str = "", name: str = "") -> EarlierCalls:
    """Other calls of the reporter of this complaint; ``phone`` and ``name`` replace the stored ones, if typed."""
    reporter = Reporter(complaint.task_force_id, phone or complaint.reporter_phone, name or complaint.reporter_name)
    return earlier_calls(reporter, user=user, but=complaint)


def _calls(reporter: Reporter) -> list[FoundCall]:
    """By number and by name; of two reasons for one complaint the better is last, so that it stays."""
    forces = [reporter.task_force_id]
    numbers = [call for phone in telephone.split(reporter.phone) for call in calls_with_number(phone, forces)]
    named = calls_with_name(reporter.name, forces) if len(typed_words(reporter.name)) >= FEWEST_WORDS else []
    return [*(call for call in named if call.why == "name"), *reversed(numbers)]


def _complaints(keys: list[UUID], reporter: Reporter, user, but: Complaint | None, but_form: object) -> list[Complaint]:
    if not keys:
        return []
    rows = Complaint.objects.visible_to(user).filter(pk__in=keys, task_force_id=reporter.task_force_id)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if but_form:
        rows = rows.filter(~Q(submission_key=but_form) | Q(submission_key=None))
    return list(rows.select_related("case", "recorded_by").defer(*UNREAD).order_by("-received_at"))


def _people(reporter: Reporter, user, but: Complaint | None) -> list[Mention]:
    """The main mention of each person with this number, outside this complaint."""
    keys = candidates_with_phone(reporter.phone, [reporter.task_force_id])
    office, own = Person(task_force_id=reporter.task_force_id), but.number if but is not None else ""
    shown = (shown_to(user, mentions, office) for mentions in mentions_of(keys).values()) if keys else ()
    others = ([one for one in mentions if one.file != own and not one.code.startswith(f"{own}/")] for mentions in shown)
    return [mentions[0] for mentions in others if mentions]
