"""A reporter who is the victim: one person, typed once. What is given on one side of the page also fills the other."""

from django.http import QueryDict

from cases.choices import PersonRole, ReporterKind
from cases.forms.person_forms import COUNT, MOST_PEOPLE, PREFIX, blocks_of

SAYS_NOTHING = {"", "unknown", "not_asked", PersonRole.POSSIBLE_VICTIM.value}
# Of the block -> of the reporter. A contact rule goes over as a whole, or its conditions would be lost.
CONTACT = {
    "contact_rule": "reporter_contact_rule",
    "contact_ways": "reporter_contact_ways",
    "contact_hours": "reporter_contact_hours",
    "contact_code_word": "reporter_code_word",
    "contact_note": "reporter_contact_note",
    "may_leave_message": "reporter_may_leave_message",
}


def is_said_of(data, index: int) -> bool:
    """Whether a block of the page says anything of somebody."""
    head = f"{PREFIX}-{index}-"
    return any(name.startswith(head) and str(value) not in SAYS_NOTHING for name, value in data.items())


def victims_in(data) -> list[int]:
    """The filled blocks of possible victims."""
    roles = {"", PersonRole.POSSIBLE_VICTIM.value}
    return [at for at in range(blocks_of(data)) if is_said_of(data, at) and data.get(_of(at, "role"), "") in roles]


def join_reporter(data: QueryDict, *, is_new: bool) -> QueryDict:
    """The sent data with the reporting victim marked, and with their name, number and contact rule on both sides.

    Nothing that was typed is replaced. Of several victims none is guessed. For a stored complaint (``is_new`` is
    false) nothing is copied, because hidden answers would be overwritten.
    """
    joined = data.copy()
    marked = [at for at in range(blocks_of(joined)) if joined.get(_of(at, "is_reporter"))]
    if not marked and joined.get("reporter_kind") == ReporterKind.VICTIM:
        marked = _victim_to_mark(joined)
    if len(marked) != 1:
        return joined
    at = marked[0]
    joined[_of(at, "is_reporter")] = "on"
    if joined.get("reporter_kind", "") in SAYS_NOTHING:
        joined["reporter_kind"] = ReporterKind.VICTIM.value
    if is_new and not joined.get(_of(at, "person")):
        _copy(joined, at)
    return joined


def _of(at: int, name: str) -> str:
    return f"{PREFIX}-{at}-{name}"


def _victim_to_mark(data: QueryDict) -> list[int]:
    """The one victim of the page; without any, an empty block, because the caller is the victim."""
    if found := victims_in(data):
        return found
    count = blocks_of(data)
    empty = next((at for at in range(count) if not is_said_of(data, at)), count)
    if empty >= MOST_PEOPLE:
        return []
    data[COUNT] = str(max(count, empty + 1))
    return [empty]


def _copy(data: QueryDict, at: int) -> None:
    _fill(data, _of(at, "phone"), "reporter_phone")
    if not data.get("reporter_is_anonymous"):  # a name that is not to be named is copied nowhere
        _fill(data, _of(at, "name"), "reporter_name")
    pairs = [(_of(at, own), reporters) for own, reporters in CONTACT.items()]
    is_given = [any(_is_said(data, pair[side]) for pair in pairs) for side in (0, 1)]
    if is_given[0] != is_given[1]:
        for pair in pairs:
            _fill(data, *pair)


def _fill(data: QueryDict, one: str, other: str) -> None:
    """Copy an answer to the side that has none."""
    for here, there in ((one, other), (other, one)):
        if _is_said(data, here) and not _is_said(data, there):
            data.setlist(there, data.getlist(here))


def _is_said(data: QueryDict, name: str) -> bool:
    return any(value.strip() not in SAYS_NOTHING for value in data.getlist(name))
