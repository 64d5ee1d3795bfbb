"""Times of day as people write them: ``14.30 WITA``, ``jam 9 malam``, ``pkl 09.15-10.00 WIT``. Pure.

A zone word decides the zone. Without one the caller says whose clock counts.
"""

import re
from datetime import time
from typing import NamedTuple

from cases.reading.visible import plain
from interface.zones import ZONES_AS_WRITTEN

_ZONE = rf"(?:{'|'.join(ZONES_AS_WRITTEN)})"
_HEAD = r"(?:(?:pukul|pkl|jam|jm)\b\.?:? ?)"
_PART = r"(?:pagi|pgi|siang|sore|petang|malam|malem|mlm|subuh|dini hari)"
_AFTERNOON = ("sore", "petang", "malam", "malem", "mlm")
_NOON = "siang"
NOON, LATE_MORNING = 12, 10  # "10-11 siang" is before noon, "1-3 siang" after
_CLOCK = rf"(\d{{1,2}})(?:[.:](\d{{2}}))?(?:[.:]\d{{2}})?(?: ?({_PART}))?(?: ?({_ZONE}))?(?![\w.:]*\d)"
_TO = r" ?(?:-|–|—|sampai|smp|hingga|s\.?d\.?|s/d) ?"
_SPAN = re.compile(rf"(?<![\d.:/-])(?:{_HEAD})?{_CLOCK}{_TO}(?:{_HEAD})?{_CLOCK}")
_FROM = re.compile(rf"(?:setelah|stlh|sesudah|habis|di ?atas|mulai|dari|sejak) {_HEAD}{_CLOCK}")
_UNTIL = re.compile(rf"(?:sebelum|sblm|sampai|hingga|paling lambat|di ?bawah) {_HEAD}{_CLOCK}")
# A time beside a date. Without a word before it or a zone behind it, it must have minutes and stand at the end.
_BESIDE_DATE = re.compile(
    rf"(?:antara )?{_HEAD}\d{{1,2}}(?:[.:]\d{{2}}){{0,2}}(?: ?{_PART})?(?: ?{_ZONE})?"
    rf"(?:{_TO}\d{{1,2}}(?:[.:]\d{{2}})?(?: ?{_PART})?(?: ?{_ZONE})?(?!\S)|{_TO}(?={_HEAD})| dan(?= ))?"
    rf"|(?<![\d.:/-])\d{{1,2}}[.:]\d{{2}}(?:{_TO}\d{{1,2}}[.:]\d{{2}})? ?{_ZONE}\b"
    rf"|(?<=\d)(?:t| |, ?)\d{{1,2}}[.:]\d{{2}}(?:[.:]\d{{2}})?(?:{_TO}\d{{1,2}}[.:]\d{{2}})?(?: ?{_ZONE})?$"
    rf"|(?<=\d) {_PART}$|^(?:pagi|siang|sore|subuh) (?=\d|tgl|tanggal)"
)
# The time of day behind a date: with minutes, or announced by a word or a part of the day.
_AT_END = re.compile(
    rf"(?<![\w.:/-])(?:{_HEAD}(\d{{1,2}})(?:[.:](\d{{2}}))?|(\d{{1,2}})[.:](\d{{2}}))(?:[.:]\d{{2}}(?:[.:]\d+)?)?"
    rf"(?: ?({_PART}))?$"
)


class Hours(NamedTuple):
    """From one time of day to another, and the zone in hours ahead of UTC if a word names it."""

    first: time
    last: time
    ahead: int | None = None


def read(text: str) -> list[Hours]:
    """The stretches of a day a text names. Empty if there are none, or one of them is no time of day."""
    words, found = plain(text), []
    pieces = [(match.groups()[:4], match.groups()[4:]) for match in _SPAN.finditer(words)]
    rest = _SPAN.sub(" ", words)
    day_ends = (None, None, None, None)
    pieces += [(match.groups(), day_ends) for match in _FROM.finditer(rest)]
    pieces += [(day_ends, match.groups()) for match in _UNTIL.finditer(rest)]
    for first, last in pieces:
        if first[0] and last[0] and not (first[1] or last[1] or _is_announced(words)):
            continue  # "13-15" without the word *jam* may count anything
        begin = _time(first, last[2]) if first[0] else time.min
        end = _time(last, None) if last[0] else time.max
        if begin is None or end is None:
            return []
        zone = last[3] or first[3]
        found.append(Hours(begin, end, ZONES_AS_WRITTEN[zone] if zone else None))
    return found


def at_end(text: str) -> tuple[str, time] | None:
    """What stands before a time of day, and the time: ``kemarin pukul 15.10``, ``2026-02-10T09:41``.

    ``None`` without a time of day at the end, or with one that no clock shows.
    """
    words = re.sub(r"(?<=\d)t(?=\d{2}:\d{2})", " ", plain(text))
    found = _AT_END.search(words)
    if found is None:
        return None
    hour, minute, part = found[1] or found[3], found[2] or found[4], found[5]
    if int(hour) >= 24 or int(minute or 0) >= 60:
        return None
    told = _time((hour, minute, part), None)
    return (words[: found.start()].strip(" ,;"), told) if told else None


def without(text: str) -> str:
    """A text in plain signs without its times of day, for a reader of the date beside them."""
    words = plain(text)
    found = _BESIDE_DATE.sub(" ", words)
    while found != words:
        words, found = found, _BESIDE_DATE.sub(" ", found)
    return " ".join(words.split()).strip(" ,;.()")


def has_zone(text: str) -> bool:
    """Whether a text names a time zone."""
    return re.search(rf"(?<![a-z]){_ZONE}\b", plain(text)) is not None


def _is_announced(words: str) -> bool:
    return re.search(rf"\b{_HEAD}\d", words) is not None or re.search(rf"\d ?(?:{_PART}|{_ZONE})\b", words) is not None


def _time(clock: tuple, part_behind: str | None) -> time | None:
    """A time of day; ``9 malam`` is 21.00, and ``1-3 siang`` begins at 13.00."""
    hour, minute, part = int(clock[0]), int(clock[1] or 0), clock[2] or part_behind
    if hour < NOON and (part in _AFTERNOON or (part == _NOON and hour < LATE_MORNING)):
        hour += NOON
    try:
        return time(hour % 24, minute)
    except ValueError:
        return None
