"""The reader: it tries the rules in order at every word; unknown words stay for the story."""

import re
from collections.abc import Callable
from datetime import date

from cases.reading.dates import Precision, Span, is_no_day, other_weekday, read_day, words_of
from cases.shorthand import births, callers, contact, described_people, named_groups, names, numbers, places, roles
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, LineReading, words_in
from cases.shorthand.long_ago import doubt_old_ages
from cases.shorthand.pasted import without_headers
from cases.shorthand.scan import Scan

LONGEST_LINE = 2000  # characters; the rest of a longer line stays for the story
LONGEST_DATE = 6  # words
_DATES_OF_ONE_WORD = {
    "kemarin",
    "kmrn",
    "kmarin",
    "kemaren",
    "kmren",
    "semalam",
    "semalem",
    "smalam",
    "barusan",
    "selumbari",
}
_BEFORE_DATE = {"tgl", "tgl.", "tanggal", "pada", "kejadian", "sejak", "lahir", "hari"}
_WRITTEN_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}/\d{4}")
_WEEKDAYS = {"senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "ahad"}


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
    return scan.reading


def event_day(scan: Scan, at: int) -> int | None:
    """The time of the event: the longest date from here that is not in the future."""
    for end in range(min(scan.clause_end(at), at + LONGEST_DATE), at, -1):
        said = " ".join(word.raw for word in scan.words[at:end])
        if (end == at + 1 and not _is_date_alone(scan.plain(at))) or _is_weekday_of_date(scan, end - 1):
            continue
        span = read_day(said, scan.today)
        if span is None or span.first > scan.today or span.first.year < 1950:
            continue
        if span.precision is Precision.YEAR and end == at + 1:
            continue
        if scan.tears_date(at, end):
            return None
        kind = "since" if said.casefold().startswith(("sejak", "sjk", "mulai")) else "day"
        doubt = Doubt.WEEKDAY if other_weekday(_with_weekday(scan, at, end), span) else ""
        given = scan.give(kind, FACTS, {"event_on": words_of(span)}, at, end, doubt=doubt)
        if given is not None and scan.said[FACTS].get("event_on") == words_of(span):
            scan.event = span
        return given
    return None


def _with_weekday(scan: Scan, at: int, end: int) -> str:
    """A date with the weekday in front of it: *hari Selasa, tanggal 10 Februari 2026*."""
    while at and scan.plain(at - 1) in _WEEKDAYS | {"hari", "tgl", "tgl.", "tanggal"}:
        at -= 1
    return " ".join(word.raw for word in scan.words[at:end])


def impossible_day(scan: Scan, at: int) -> int | None:
    """``30/2``, ``31 april``: a day no calendar has is said, and stays in the story."""
    if not scan.begins_clause(at) and scan.plain(at - 1) not in _BEFORE_DATE:
        return None  # "lantai 30/2"
    for end in range(min(scan.clause_end(at), at + LONGEST_DATE), at, -1):
        if is_no_day(" ".join(word.raw for word in scan.words[at:end])):
            return scan.note(Doubt.NO_DAY, at, end)
    return None


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
    event_day,
    impossible_day,
    numbers.nik,
    callers.caller_of_number,
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
    named_groups.named_group,
    described_people.person,
    names.name,
    urgency,
    places.address,
    places.place,
    places.country,
    roles.mentioned,
)


def _is_weekday_of_date(scan: Scan, at: int) -> bool:
    """Whether a weekday belongs to the date after it: *hari Selasa, tanggal 10 Februari 2026*."""
    if scan.plain(at) not in _WEEKDAYS:
        return False
    start = at + 1 + (scan.plain(at + 1) in {"tgl", "tgl.", "tanggal"})
    said = (" ".join(word.raw for word in scan.words[start:end]) for end in range(start + 1, start + 4))
    return scan.plain(start)[:1].isdecimal() and any(read_day(one, scan.today) for one in said)


def _is_date_alone(word: str) -> bool:
    return word in _DATES_OF_ONE_WORD or word in _WEEKDAYS or _WRITTEN_DATE.fullmatch(word) is not None


def _connect(reading: LineReading) -> None:
    """Mark words like *dan* between two pieces as connecting; at the end of a story they stay in it."""
    used = {place for piece in reading.pieces for place in piece.places}
    for place, word in enumerate(reading.words):
        if word.plain in words.CONNECTING and place not in used and {place - 1, place + 1} <= used:
            reading.connecting.add(place)
