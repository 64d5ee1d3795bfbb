"""Days counted from today: ``kemarin``, ``tadi malam``, ``3 hari lalu``, ``Senin lalu``, ``malam Jumat``. Pure."""

import re
from datetime import date

from cases.reading.number_words import NUMBER_WORDS
from cases.reading.spans import Span, from_today, whole_month, whole_year

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        ("senin snin sen senen", "selasa slasa sel", "rabu rab", "kamis kmis kam", "jumat jum'at jumaat jum",
         "sabtu sbtu sab", "minggu mnggu ahad min")
    )
    for word in words.split()
}  # fmt: skip
PAST = r"(?:yl|y\.l|(?:yang |yg )?(?:lalu|lewat|silam|kemarin|kemaren|kmrn|kmarin|kmren)|ini hari)"
SEVERAL = ("beberapa", "bbrp", "bbrapa")
_UNITS = {"hari": "hari", "hr": "hari", "minggu": "minggu", "mgg": "minggu", "pekan": "minggu",
          "bulan": "bulan", "bln": "bulan",
          "tahun": "tahun", "thn": "tahun", "th": "tahun"}  # fmt: skip
_ONE = {f"se{unit}": unit for unit in ("hari", "minggu", "pekan", "bulan", "tahun")}
_BY_DAY = r"(?:pagi|pgi|pg|siang|siank|sore|petang|subuh|sbh|dini hari|magrib|maghrib)"
_BY_NIGHT = r"(?:malam|malem|mlm|mlam)"
_EARLIER, _BEFORE_TODAY = r"(?:tadi|td|tdi)", r"(?:kemarin|kemaren|kmrn|kmarin|kmren)"
_TODAY = re.compile(
    rf"hari ini|hr ini|{_EARLIER}(?: {_BY_DAY})?|{_BY_DAY} {_EARLIER}|barusan|baru saja"
    rf"|(?:{_BY_DAY}|{_BY_NIGHT}) ini|sekarang"
)
_NIGHT = re.compile(
    rf"(?:{_EARLIER}|{_BEFORE_TODAY}) {_BY_NIGHT}|{_BY_NIGHT} (?:{_EARLIER}|{_BEFORE_TODAY})|semalam|semalem|smalam"
)
_YESTERDAY = re.compile(rf"{_BEFORE_TODAY}(?: {_BY_DAY})?|{_BY_DAY} {_BEFORE_TODAY}")
_BEFORE_YESTERDAY = re.compile(r"(?:kemarin|kmrn|kemaren) (?:dulu|lusa)|selumbari|kemarin dulunya")
_AHEAD = re.compile(rf"(?:(besok|bsk)|(lusa|besok lusa))(?: {_BY_DAY}| {_BY_NIGHT})?")
_WEEKDAY = re.compile(
    rf"(hari )?(?:(?:{_BEFORE_TODAY} )?({_BY_NIGHT}) )?([a-z']+)"
    rf"(?: (?:({_BY_NIGHT})|{_BY_DAY}))?(?: ({PAST}|minggu lalu))?"
)
SUNDAY = 6


def read(words: str, today: date) -> Span | None:
    """The days that words relative to today mean; ``None`` if they are no such words."""
    return _named(words, today) or _ago(words, today) or _weekday(words, today)


def is_today_or_a_week_ago(words: str, today: date) -> bool:
    """Whether a text names only today's day of the week, so that today may be meant as well as a week ago."""
    found = _WEEKDAY.fullmatch(words)
    return bool(found) and not found[5] and WEEKDAYS.get(found[3]) == today.weekday()


def _named(words: str, today: date) -> Span | None:
    if _TODAY.fullmatch(words):
        return from_today(today, 0, 0)
    if _NIGHT.fullmatch(words):
        return from_today(today, -1, 0)
    if _BEFORE_YESTERDAY.fullmatch(words):
        return from_today(today, -2, -2)
    if _YESTERDAY.fullmatch(words):
        return from_today(today, -1, -1)
    ahead = _AHEAD.fullmatch(words)
    return from_today(today, *((1, 1) if ahead[1] else (2, 2))) if ahead else None


def _ago(words: str, today: date) -> Span | None:
    """``3 hari lalu``, ``dua belas hari yang lalu``, ``bulan lalu``, ``minggu ini``, ``sebulan lalu``."""
    found = re.fullmatch(rf"(?:(\S+(?: belas| puluh(?: \S+)?)?) )?(?!yang |yg )(\S+) (?:{PAST}|(ini))", words)
    if not found:
        return None
    count_text, unit_text, this = found.groups()
    unit = _UNITS.get(unit_text)
    if unit is None and unit_text in _ONE and count_text is None:
        count_text, unit = "1", _UNITS[_ONE[unit_text]]
    if count_text in SEVERAL and unit == "hari":
        return from_today(today, -6, -2)
    count = _count(count_text) if count_text else 0 if this else 1
    if unit is None or count is None or (unit == "hari" and not count_text) or (this and count_text):
        return None
    return _units_ago(count, unit, today, is_rounded=bool(count_text))


def _units_ago(count: int, unit: str, today: date, *, is_rounded: bool) -> Span | None:
    if unit == "hari":
        return from_today(today, -count, -count)
    if unit == "minggu":
        if is_rounded:
            return from_today(today, -7 * count - 3, -7 * count + 3)
        monday = -today.weekday() - 7 * count
        return from_today(today, monday, monday + 6)
    if unit == "bulan":
        months = today.year * 12 + today.month - 1 - count
        return whole_month(months // 12, months % 12 + 1)
    return whole_year(today.year - count)


def _weekday(words: str, today: date) -> Span | None:
    """``Senin lalu``, ``hari Minggu``, ``Jumat malam``: the latest such day before today.

    ``malam Jumat`` is the night before Friday. A plain *minggu lalu* is a week, not a Sunday.
    """
    found = _WEEKDAY.fullmatch(words)
    if not found or found[3] not in WEEKDAYS or (found[2] and found[4]):
        return None
    has_head, eve, name, late, past = found.groups()
    is_short = len(name) == 3 and not (has_head or past or eve)
    if is_short or (WEEKDAYS[name] == SUNDAY and name != "ahad" and not (has_head or eve or late)):
        return None  # "sen" and "min" alone are other words
    back = (today.weekday() - WEEKDAYS[name]) % 7 or (0 if eve else 7)
    if past == "minggu lalu":
        back = today.weekday() + 7 - WEEKDAYS[name]
    if eve:
        return from_today(today, -back - 1, -back)
    return from_today(today, -back, 1 - back if late else -back)


def _count(text: str) -> int | None:
    if text.isdecimal() and len(text) < 4:
        return int(text)
    return NUMBER_WORDS.get(text)
