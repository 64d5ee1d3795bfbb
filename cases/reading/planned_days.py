"""Planned days as Indonesians say them: ``besok``, ``tanggal 5``, ``Jumat depan``, ``3 hari lagi``, ``5/12``.

A day of the past has its own reader (``cases.reading.dates``), which completes a missing year backwards; here it is
completed forwards. The result is a span, because *minggu depan* is not one day. The functions are pure.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from cases.reading.dates import (
    LONGEST_TEXT,
    MONTHS,
    NUMBER_WORDS,
    PARTS,
    WEEKDAYS,
    Precision,
    Span,
    is_no_day,
    read_day,
)
from cases.reading.visible import plain
from interface import days

# A Friday call about a Monday departure must be acted on that Friday, so three days are near.
PLAN_NEAR_DAYS = 3
# After its day a plan stays in sight for a week, until somebody knows whether it happened.
PASSED_DAYS = 7
FARTHEST_DAYS = 731  # nobody plans a departure more than two years ahead, so such a year is mistyped

_LEAD = re.compile(r"^(?:(?:pada|rencana(?:nya)?|berangkat|mulai|hari tanggal)\b[ .:]*)+")
_DATED = re.compile(r"^(?:(?:tanggal|tgl|tg)\b[ .:]*)")
_HOUR = r"(?: (?:subuh|dini hari|pagi|pagi2|pagi-pagi|siang|sore|petang|malam|mlm|malem))"
_SOON = re.compile(r"(?:hari|hr|malam|mlm|sore|siang|petang) (?:ini|nanti)|nanti(?: (?:malam|mlm|sore|siang|petang))?")
_DAWN = re.compile(r"nanti (?:subuh|dini hari|pagi)|(?:subuh|dini hari|pagi) nanti")
_TOMORROW = re.compile(rf"(?:besok|bsk|besuk|esok|isuk|sesok|isuak)(?: hari)?{_HOUR}?")
_AFTER_TOMORROW = re.compile(rf"(?:besok )?lusa{_HOUR}?")
_EITHER = re.compile(r"(?:besok|bsk) (?:atau|ato|/) lusa|besok/lusa")
_AHEAD = re.compile(
    r"(?:dalam |dlm )?(?:(\S+) )?(hari|hr|minggu|mgg|bulan|bln)(?: (?:lagi|lg|mendatang|ke depan|kedepan))"
)
_ONE_AHEAD = re.compile(r"se(minggu|bulan) (?:lagi|lg)")
_WHOLE = re.compile(r"(minggu|mgg|bulan|bln|tahun|thn|th) (ini|depan|dpn|besok)")
_WEEKDAY = re.compile(r"(hari |hr )?([a-z']+)(?: (ini|besok|bsk|nanti|depan|dpn|pekan depan|minggu depan))?")
_OF_MONTH = re.compile(r"(\d{1,2})(?: (?:bulan |bln )?(ini|depan|dpn))?")
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(\d{1,2})[ \-]?([a-z]{3,})\.?(?: (\d{4}|\d{2}))?")
_MONTH = re.compile(r"(?:bulan |bln )?([a-z]{3,})\.?(?: (\d{4}))?")


def read_planned_day(text: str, today: date) -> Span | None:
    """The span of days a text means, none before today; ``None`` if it is not a day ahead.

    A day without a year is the next one. *Jumat depan* said on a Tuesday is this Friday or the next, so it is a span.
    """
    words = plain(text).strip(" ,;.")
    if not words or len(words) > LONGEST_TEXT:
        return None
    words = _LEAD.sub("", words)
    dated = _DATED.match(words)
    if dated:
        words = words[dated.end() :]
        return _of_month(words, today) or _written(words, today)
    for reader in _READERS:
        span = reader(words, today)
        if span is not None:
            return span if span.last >= today else None
    return None


def is_impossible(text: str) -> bool:
    """Whether a text is written like a day no calendar has: ``30/2``, ``31 april``, ``tanggal 35``."""
    words = " ".join(text.casefold().split()).strip(" ,;.")
    bare = _DATED.sub("", _LEAD.sub("", words))
    numbered = re.fullmatch(r"(\d{1,2})", bare) if bare != words else None
    return is_no_day(bare) or (numbered is not None and not 1 <= int(numbered[1]) <= 31)


def is_near(planned_on: date | None, today: date) -> bool:
    """Whether a plan is due within ``PLAN_NEAR_DAYS``, or passed at most ``PASSED_DAYS`` ago."""
    if planned_on is None:
        return False
    first, last = near_days(today)
    return first <= planned_on <= last


def near_days(today: date) -> tuple[date, date]:
    """The first and the last planned day that somebody must look at today."""
    return today - timedelta(days=PASSED_DAYS), today + timedelta(days=PLAN_NEAR_DAYS)


def is_ambiguous(text: str, today: date) -> bool:
    """Whether a text may be a day of the past as well: ``Senin``, ``tanggal 5``, ``5/12``; not ``besok``."""
    plain = " ".join(text.casefold().split())
    if re.search(r"besok|bsk|besuk|esok|isuk|sesok|lusa|depan|dpn|lagi\b|lg\b|nanti|mendatang", plain):
        return False
    span = read_planned_day(text, today)
    past = read_day(text, today)
    return span is None or past is None or past != span


def _soon(words: str, today: date) -> Span | None:
    if _SOON.fullmatch(words):
        return Span(today, today)
    if _DAWN.fullmatch(words):  # said in the evening it is tomorrow
        return _ahead(today, 0, 1)
    if _EITHER.fullmatch(words):
        return _ahead(today, 1, 2)
    if _AFTER_TOMORROW.fullmatch(words):
        return _ahead(today, 2, 2)
    return _ahead(today, 1, 1) if _TOMORROW.fullmatch(words) else None


def _in_some_time(words: str, today: date) -> Span | None:
    """``3 hari lagi`` is a day; ``dua minggu lagi`` and ``sebulan lagi`` are rounded."""
    if found := _ONE_AHEAD.fullmatch(words):
        count, unit = 1, found[1]
    elif found := _AHEAD.fullmatch(words):
        said = found[1] or ""
        number = int(said) if said.isdecimal() and len(said) < 3 else NUMBER_WORDS.get(said)
        if number is None:
            return _ahead(today, 2, 6) if said == "beberapa" and found[2] in {"hari", "hr"} else None
        count, unit = number, found[2]
    else:
        return None
    if unit in {"hari", "hr"}:
        return _ahead(today, count, count)
    length, rounded = (7, 2) if unit in {"minggu", "mgg"} else (30, 7)
    return _ahead(today, count * length - rounded, count * length + rounded)


def _whole(words: str, today: date) -> Span | None:
    """``minggu depan``, ``bulan ini``, ``tahun depan``; what has begun begins today."""
    found = _WHOLE.fullmatch(words)
    if not found:
        return None
    later = found[2] != "ini"
    if found[1] in {"minggu", "mgg"}:
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * later)
        return Span(max(monday, today), monday + timedelta(days=6), Precision.DAYS)
    if found[1] in {"bulan", "bln"}:
        return _month_of(today, *_after(today, months=int(later)))
    year = today.year + later
    return Span(max(date(year, 1, 1), today), date(year, 12, 31), Precision.YEAR)


def _weekday(words: str, today: date) -> Span | None:
    found = _WEEKDAY.fullmatch(words)
    if not found or found[2] not in WEEKDAYS or (len(found[2]) == 3 and not (found[1] or found[3])):
        return None  # "sen" and "min" alone are other words
    if found[2] in {"minggu", "mnggu"} and not found[1]:
        return None  # a week
    ahead = (WEEKDAYS[found[2]] - today.weekday()) % 7
    if found[3] in {"pekan depan", "minggu depan"}:
        return _ahead(today, 7 - today.weekday() + WEEKDAYS[found[2]], 7 - today.weekday() + WEEKDAYS[found[2]])
    is_this_week = ahead <= 6 - today.weekday()
    if found[3] in {"depan", "dpn"}:
        return _ahead(today, ahead or 7, ahead + 7 if is_this_week else ahead)
    if ahead == 0 and found[3] != "ini":
        return Span(today, today + timedelta(days=7), Precision.DAYS)
    return _ahead(today, ahead, ahead)


def _written(words: str, today: date) -> Span | None:
    """``5 Desember``, ``5/12/2026``, ``Jumat, 4 Desember``: the next such day if no year is named."""
    head, _gap, rest = words.partition(" ")
    if head.strip(",") in WEEKDAYS and rest[:1].isdigit():
        words = rest
    if found := _FIGURES.fullmatch(words):
        number, month, year = int(found[1]), int(found[3]), found[4]
    elif (found := _NAMED.fullmatch(words)) and found[2] in MONTHS:
        number, month, year = int(found[1]), MONTHS[found[2]], found[3]
    else:
        return None
    if year:
        return _one(_date(int(year) if len(year) == 4 else 2000 + int(year), month, number))
    coming = (_date(today.year + later, month, number) for later in range(9))
    return _one(next((day for day in coming if day and day >= today), None))


def _of_month(words: str, today: date) -> Span | None:
    """``tanggal 5``: the next fifth; ``tanggal 5 bulan depan``."""
    found = _OF_MONTH.fullmatch(words)
    if not found:
        return None
    if found[2]:
        return _one(_date(*_after(today, months=int(found[2] != "ini")), int(found[1])))
    coming = (_date(*_after(today, months=later), int(found[1])) for later in range(13))
    return _one(next((day for day in coming if day and day >= today), None))


def _month(words: str, today: date) -> Span | None:
    """``desember``, ``awal bulan depan``, ``akhir Januari``."""
    head, _gap, rest = words.partition(" ")
    if head in PARTS and rest:
        whole = _whole("bulan ini" if rest == "bulan" else rest, today) or _month(rest, today)
        if whole is None or (whole.last - whole.first).days > 31:
            return None
        first = max(whole.first.replace(day=(1, 11, 21)[PARTS[head]]), today)
        last = whole.last if PARTS[head] == 2 else whole.last.replace(day=(10, 20)[PARTS[head]])
        return Span(first, last, Precision.DAYS) if first <= last else None
    found = _MONTH.fullmatch(words)
    if not found or found[1] not in MONTHS:
        return None
    month = MONTHS[found[1]]
    year = int(found[2]) if found[2] else today.year + (month < today.month)
    return _month_of(today, year, month) if today.year <= year < 9999 else None


_READERS: tuple[Callable[[str, date], Span | None], ...] = (_soon, _in_some_time, _whole, _weekday, _written, _month)


def _after(today: date, *, months: int) -> tuple[int, int]:
    """The year and the month so many months later."""
    number = today.year * 12 + today.month - 1 + months
    return number // 12, number % 12 + 1


def _month_of(today: date, year: int, month: int) -> Span | None:
    last = days.month_end(date(year, month, 1))
    first = max(date(year, month, 1), today)
    return Span(first, last, Precision.MONTH if first.day == 1 else Precision.DAYS) if first <= last else None


def _ahead(today: date, first: int, last: int) -> Span:
    precision = Precision.DAY if first == last else Precision.DAYS
    return Span(today + timedelta(days=first), today + timedelta(days=last), precision)


def _date(year: int, month: int, number: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def _one(day: date | None) -> Span | None:
    return Span(day, day) if day else None
