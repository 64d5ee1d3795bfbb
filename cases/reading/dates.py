"""Days as Indonesians write and say them: ``12-8-24``, ``17 Agustus``, ``awal jan``, ``kemarin``, ``Senin lalu``.

People often do not mean a single day, so the result is a span: the first and last day that may be meant. A span that
has begun never goes beyond today. The functions are pure: no clock, no database, no settings.
"""

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from interface import days
from interface.numbers import SMALL_NUMBERS

EARLIEST_YEAR, LATEST_YEAR = 1500, 2999
LONGEST_TEXT = 80  # characters; longer texts are not dates


class Precision(StrEnum):
    """How exactly a span is known."""

    DAY = "day"
    DAYS = "days"  # several days in a row, with exact or rounded ends
    MONTH = "month"
    YEAR = "year"


class Span(NamedTuple):
    """From the first to the last day that may be meant, both included."""

    first: date
    last: date
    precision: Precision = Precision.DAY

    @property
    def is_day(self) -> bool:
        """Whether it is one single day."""
        return self.first == self.last


_SPELLINGS = {
    1: "jan januari januar jnuari january",
    2: "feb februari pebruari peb febuari februri february",
    3: "mar maret mrt mart march",
    4: "apr april aprl",
    5: "mei may",
    6: "jun juni june",
    7: "jul juli july",
    8: "agu agus agt agust agustus ags agst augustus aug august",
    9: "sep sept september septembr spt",
    10: "okt oktober oct october oktobr",
    11: "nov nop november nopember nopembr",
    12: "des desember dec december desembr",
}
MONTHS = {word: number for number, words in _SPELLINGS.items() for word in words.split()}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        ("senin snin sen", "selasa slasa sel", "rabu rab", "kamis kmis kam", "jumat jum'at jumaat jum",
         "sabtu sbtu sab", "minggu mnggu ahad min")
    )
    for word in words.split()
}  # fmt: skip
NUMBER_WORDS = {word: number for number, word in enumerate(SMALL_NUMBERS[1:11], start=1)}
PARTS = {"awal": 0, "awl": 0, "pertengahan": 1, "tengah": 1, "akhir": 2, "akhr": 2}
PAST = r"(?:(?:yang |yg )?(?:lalu|lewat|silam|kemarin|kemaren|kmrn|kmarin|kmren)|ini hari)"
_UNITS = {"hari": "hari", "hr": "hari", "minggu": "minggu", "mgg": "minggu", "bulan": "bulan", "bln": "bulan",
          "tahun": "tahun", "thn": "tahun", "th": "tahun"}  # fmt: skip
_ONE = {f"se{unit}": unit for unit in ("hari", "minggu", "bulan", "tahun")}
_BY_DAY = r"(?:pagi|pgi|pg|siang|siank|sore|petang|subuh|sbh)"
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
_AHEAD = {"besok": 1, "bsk": 1, "lusa": 2, "besok lusa": 2}
_LEADING = re.compile(
    r"^(?:sejak|sjk|semenjak|mulai|dari|pada|tanggal|tgl|tg|kejadian(?:nya)?|hari tanggal)\b[ .:]*|^hari,? (?=\d)"
)
_ABOUT = re.compile(r"^(?:sekitar|kira-kira|kira2|kurang lebih|krg lbh|±|\+/-)[ .]*")
_NUMERIC = re.compile(r"^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$|^(\d{1,2}) (\d{1,2}) (\d{4})$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DAY_MONTH = re.compile(r"^(\d{1,2})[/.-](\d{1,2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/.-](\d{4})$")
_IN_WORDS = re.compile(r"^(\d{1,2})[ \-/.]{0,2}([a-z']{3,})\.?(?:[ \-/.,']{1,2}(\d{4}|\d{2}))?$")
_MONTH_WORDS = re.compile(r"^(?:bulan |bln )?([a-z]{3,})\.?(?:[ \-/.,']{1,2}(\d{4}|\d{2}))?$")
_RANGE = re.compile(r"\s*(?:–|—|s/d|s\.d\.|sd|sampai dengan|sampai|hingga)\s*|(?<=\d)\s*-\s*(?=\d{1,2} [a-z])")


def read_day(text: str, today: date) -> Span | None:
    """The span a text means, relative to today; ``None`` if it is not a date. Future days are allowed.

    A day without a year is the latest one that is not in the future; a year of two digits likewise.
    """
    words = " ".join(text.casefold().replace("’", "'").split()).strip(" ,;.")
    if not words or len(words) > LONGEST_TEXT:
        return None
    while (shorter := _LEADING.sub("", words)) != words:
        words = shorter.strip()
    about = _ABOUT.match(words)
    span = _read(words[about.end() :] if about else words, today)
    if span is None:
        return None
    if about and span.is_day:
        span = Span(_shift(span.first, -3), _shift(span.last, 3), Precision.DAYS)
    return _not_beyond(span, today)


def is_no_day(text: str) -> bool:
    """Whether a text is written like a day of a month that has fewer days: ``30/2``, ``31 april 2026``."""
    words = " ".join(text.casefold().split()).strip(" ,;.")
    named = re.fullmatch(r"(\d{1,2}) ([a-z]{3,})(?: \d{4})?", words)
    written = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})(?:[-/](?:\d{4}|\d{2}))?", words)
    month = MONTHS.get(named[2]) if named else int(written[2]) if written else None
    found = named or written
    if found is None or not month or not 1 <= month <= 12:
        return False
    return calendar.monthrange(2024, month)[1] < int(found[1]) <= 31  # 29 February is left to read_day


def other_weekday(text: str, span: Span) -> str | None:
    """The day of the week a text names beside a written day that falls on another one: ``Senin, 10-2-2026``."""
    words = re.findall(r"[a-z']+|\d+", text.casefold())
    named = [word for word in words if word in WEEKDAYS and len(word) > len("sen")]
    if not span.is_day or not any(word.isdecimal() for word in words):
        return None
    differs = named and all(WEEKDAYS[word] != span.first.weekday() for word in named)
    return named[0] if differs else None


def words_of(span: Span) -> str:
    """A span in words ``read_day`` reads: ``5 Januari 2026``, ``1–10 Januari 2026``, ``Januari 2026``, ``2026``."""
    return days.stretch(span.first, span.last)


def _read(words: str, today: date) -> Span | None:
    for reader in (_relative, _ago, _weekday, _numeric, _in_words, _part, _month, _year, _range):
        span = reader(words, today)
        if span is not None:
            return span
    return None


def _relative(words: str, today: date) -> Span | None:
    if _TODAY.fullmatch(words):
        return _days(today, 0, 0)
    if _NIGHT.fullmatch(words):
        return _days(today, -1, 0)
    if _BEFORE_YESTERDAY.fullmatch(words):
        return _days(today, -2, -2)
    if _YESTERDAY.fullmatch(words):
        return _days(today, -1, -1)
    ahead = _AHEAD.get(words)
    return _days(today, ahead, ahead) if ahead else None


def _ago(words: str, today: date) -> Span | None:
    """``3 hari lalu``, ``dua minggu yang lalu``, ``bulan lalu``, ``minggu ini``, ``sebulan lalu``."""
    found = re.fullmatch(rf"(?:(\S+) )?(?!yang |yg )(\S+) (?:{PAST}|(ini))", words)
    if not found:
        return None
    count_text, unit_text, this = found.groups()
    unit = _UNITS.get(unit_text)
    if unit is None and unit_text in _ONE and count_text is None:
        count_text, unit = "1", _ONE[unit_text]
    if count_text == "beberapa" and unit == "hari":
        return _days(today, -6, -2)
    count = _count(count_text) if count_text else 0 if this else 1
    if unit is None or count is None or (unit == "hari" and not count_text):
        return None
    return _units_ago(count, unit, today, is_rounded=bool(count_text))


def _units_ago(count: int, unit: str, today: date, *, is_rounded: bool) -> Span | None:
    if unit == "hari":
        return _days(today, -count, -count)
    if unit == "minggu":
        if is_rounded:
            return _days(today, -7 * count - 3, -7 * count + 3)
        monday = -today.weekday() - 7 * count
        return _days(today, monday, monday + 6)
    if unit == "bulan":
        months = today.year * 12 + today.month - 1 - count
        return _whole_month(months // 12, months % 12 + 1)
    return _whole_year(today.year - count)


def _weekday(words: str, today: date) -> Span | None:
    """``Senin lalu``, ``hari Minggu``: the latest such day before today. A plain *minggu lalu* is a week."""
    found = re.fullmatch(rf"(hari )?([a-z']+)(?: ({PAST}|minggu lalu))?", words)
    if not found or found[2] not in WEEKDAYS:
        return None
    if len(found[2]) == 3 and not (found[1] or found[3]):
        return None  # "sen" and "min" alone are other words
    if WEEKDAYS[found[2]] == 6 and found[2] != "ahad" and not found[1]:
        return None
    back = (today.weekday() - WEEKDAYS[found[2]]) % 7 or 7
    if found[3] == "minggu lalu":
        back = today.weekday() + 7 - WEEKDAYS[found[2]]
    return _days(today, -back, -back)


def _numeric(words: str, today: date) -> Span | None:
    if found := _NUMERIC.match(words):
        day, month, year = found.group(1, 3, 4) if found[1] else found.group(5, 6, 7)
        return _one(_date(_full_year(year, today), month, day))
    if found := _ISO.match(words):
        return _one(_date(*found.groups()))
    if found := _MONTH_YEAR.match(words):
        return _whole_month(int(found[2]), int(found[1]))
    if found := _DAY_MONTH.match(words):
        return _one(_latest(int(found[1]), int(found[2]), today))
    return None


def _in_words(words: str, today: date) -> Span | None:
    """``17 Agustus``, ``17 agt 24``, ``Senin, 12 Agustus 2024``."""
    head, _gap, rest = words.partition(" ")
    if head.strip(",") in WEEKDAYS and rest[:1].isdigit():
        return _numeric(rest, today) or _in_words(rest, today)
    found = _IN_WORDS.match(words)
    if not found or found[2] not in MONTHS:
        return None
    if found[3]:
        return _one(_date(_full_year(found[3], today), MONTHS[found[2]], found[1]))
    return _one(_latest(int(found[1]), MONTHS[found[2]], today))


def _part(words: str, today: date) -> Span | None:
    """``awal Agustus``, ``akhir bulan lalu``, ``pertengahan 2024``, ``awal tahun``."""
    head, _gap, rest = words.partition(" ")
    if head not in PARTS or not rest:
        return None
    which = PARTS[head]
    rest = {"bulan": "bulan ini", "tahun": "tahun ini"}.get(rest, rest)
    whole = _month(rest, today) or _year(rest, today) or _ago(rest, today)
    if whole is None or whole.precision not in (Precision.MONTH, Precision.YEAR):
        return None
    if whole.precision is Precision.YEAR:
        year, month = whole.first.year, which * 4 + 1
        return Span(date(year, month, 1), days.month_end(date(year, month + 3, 1)), Precision.DAYS)
    first = whole.first.replace(day=(1, 11, 21)[which])
    last = whole.first.replace(day=(10, 20)[which]) if which < 2 else days.month_end(whole.first)
    return Span(first, last, Precision.DAYS)


def _month(words: str, today: date) -> Span | None:
    found = _MONTH_WORDS.match(words)
    if not found or found[1] not in MONTHS:
        return None
    month = MONTHS[found[1]]
    year = _full_year(found[2], today) if found[2] else today.year - (month > today.month)
    return _whole_month(year, month)


def _year(words: str, today: date) -> Span | None:
    found = re.fullmatch(r"(?:tahun |thn |th )?(\d{4})", words)
    return _whole_year(int(found[1])) if found else None


def _range(words: str, today: date) -> Span | None:
    """``1–10 Januari 2026``, ``25 Desember 2025 s/d 3 Januari 2026``."""
    parts = _RANGE.split(words)
    if len(parts) != 2 or not all(parts):
        return None
    last = _in_words(parts[1], today) or _numeric(parts[1], today)
    if last is None or not last.is_day:
        return None
    first = _begin(parts[0], last.first, today)
    if first is None or first > last.first:
        return None
    return _one(first) if first == last.first else Span(first, last.first, Precision.DAYS)


def _begin(text: str, last: date, today: date) -> date | None:
    """The first day of a range; it may leave out parts that the last day has."""
    if text.isdecimal() and len(text) < 3:
        return _date(last.year, last.month, text)
    found = _IN_WORDS.match(text)
    if found and not found[3] and found[2] in MONTHS:
        years = (last.year, last.year - 1)  # "25 Desember s/d 3 Januari" begins the year before
        candidates = (_date(year, MONTHS[found[2]], found[1]) for year in years)
        return next((day for day in candidates if day and day <= last), None)
    span = _in_words(text, today) or _numeric(text, today)
    return span.first if span else None


def _not_beyond(span: Span, today: date) -> Span:
    """Cut a span that has begun to end today at the latest."""
    if span.first <= today < span.last:
        return Span(span.first, today, Precision.DAY if span.first == today else Precision.DAYS)
    return span


def _count(text: str) -> int | None:
    if text.isdecimal() and len(text) < 4:
        return int(text)
    return NUMBER_WORDS.get(text)


def _full_year(text: str, today: date) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def _date(year: int | str, month: int | str, day: int | str) -> date | None:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _latest(day: int, month: int, today: date) -> date | None:
    """The latest such day that is not in the future; 29 February goes back to a leap year."""
    candidates = (_date(today.year - back, month, day) for back in range(9))
    return next((found for found in candidates if found and found <= today), None)


def _one(day: date | None) -> Span | None:
    return Span(day, day) if day else None


def _shift(day: date, days: int) -> date:
    return min(max(day + timedelta(days=days), date(EARLIEST_YEAR, 1, 1)), date(LATEST_YEAR, 12, 31))


def _days(today: date, first: int, last: int) -> Span:
    precision = Precision.DAY if first == last else Precision.DAYS
    return Span(_shift(today, first), _shift(today, last), precision)


def _whole_month(year: int, month: int) -> Span | None:
    first = _date(year, month, 1)
    return Span(first, days.month_end(first), Precision.MONTH) if first else None


def _whole_year(year: int) -> Span | None:
    first = _date(year, 1, 1)
    return Span(first, date(year, 12, 31), Precision.YEAR) if first else None
