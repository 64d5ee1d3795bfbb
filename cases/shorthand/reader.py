"""The reader: it tries the rules in order at every word; unknown words stay for the story."""

from collections.abc import Callable
from datetime import date

from cases.reading.dates import Span
from cases.shorthand import (
    births,
    callers,
    contact,
    described_people,
    named_groups,
    names,
    numbers,
    places,
    plans,
    roles,
)
from cases.shorthand import vocabulary as words
from cases.shorthand.event_days import event_day, holiday, impossible_day
from cases.shorthand.line_reading import FACTS, LineReading, words_in
from cases.shorthand.long_ago import age_at_event, doubt_old_ages
from cases.shorthand.pasted import without_headers
from cases.shorthand.scan import Scan
from cases.shorthand.second_look import look_again

LONGEST_LINE = 2000  # characters; the rest of a longer line stays for the story


def read(text: str, *, today: date, near: str = "", event: Span | None = None) -> LineReading:
    """Read a line. ``near`` is the region code of the task force; it decides between places with the same name.

    ``event`` is when it happened, if that is known already.
    """
    messages = without_headers(text)
    scan = Scan(words_in(messages), today=today, near=near)
    scan.event = event
    at, end = 0, len(words_in(messages[:LONGEST_LINE]))
    while at < min(end, len(scan.words)):
        at = next((after for rule in RULES if (after := rule(scan, at)) is not None), at + 1)
    doubt_old_ages(scan)
    _connect(scan.reading)
    look_again(scan)
    return scan.reading


def channel(scan: Scan, at: int) -> int | None:
    """The channel: a short number anywhere, words at the start of a clause."""
    found = scan.phrase(at, words.CHANNELS, 3)
    if not found or not (scan.plain(at).isdecimal() or scan.begins_clause(at)):
        return None
    if found[1] == at + 1 and not scan.plain(at).isdecimal() and scan.clause_end(at) != at + 1:
        return None  # "datang" alone is a channel, "datang ke rumah" is a story
    return scan.give("channel", FACTS, {"channel": found[0]}, at, found[1])


def urgency(scan: Scan, at: int) -> int | None:
    """The urgency."""
    found = scan.phrase(at, words.URGENCIES, 2)
    return scan.give("urgency", FACTS, {"urgency": found[0]}, at, found[1]) if found else None


RULES: tuple[Callable[[Scan, int], int | None], ...] = (
    births.birth,
    plans.planned_day,
    event_day,
    impossible_day,
    holiday,
    numbers.nik,
    callers.caller_of_number,
    numbers.several,
    numbers.phone,
    contact.only,
    contact.only_then,
    channel,
    callers.reporter,
    callers.caller,
    callers.anonymous,
    contact.forbidden,
    contact.allowed,
    contact.code_word,
    age_at_event,
    named_groups.named_group,
    described_people.person,
    names.name,
    urgency,
    places.address,
    places.place,
    places.country,
    roles.mentioned,
)


def _connect(reading: LineReading) -> None:
    """Mark words like *dan* between two pieces as connecting; at the end of a story they stay in it."""
    used = {place for piece in reading.pieces for place in piece.places}
    for place, word in enumerate(reading.words):
        if word.plain in words.CONNECTING and place not in used and {place - 1, place + 1} <= used:
            reading.connecting.add(place)
