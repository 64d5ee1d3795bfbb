"""Days as Indonesians write and say them: ``12-8-24``, ``17 Agustus``, ``awal jan``, ``kemarin``, ``Senin lalu``.

The result is a span: the first and last day that may be meant. A span that has begun never goes beyond today.
``told_date`` says what about it must be confirmed. Pure: no clock, no database, no settings.
"""

import difflib
import re
from datetime import date

from django.utils.translation import gettext as _

from cases.reading import relative_days
from cases.reading.number_words import NUMBER_WORDS
from cases.reading.relative_days import PAST, WEEKDAYS
from cases.reading.spans import Precision, Span, day_of, not_beyond, one, shift, whole_month, whole_year
from cases.reading.visible import plain
from interface import days

__all__ = ["LONGEST_TEXT", "MONTHS", "NUMBER_WORDS", "WEEKDAYS", "Precision", "Span", "other_weekday", "read_day"]
LONGEST_TEXT = 80  # characters; longer texts are not dates

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
SHORTEST_MISSPELT = 6  # letters; "juni" and "juli" are one letter apart
_MISSPELT = [word for word in MONTHS if len(word) >= SHORTEST_MISSPELT]
_CLOSE = 0.85  # of difflib: one letter missing, doubled or changed
PARTS = {"awal": 0, "awl": 0, "pertengahan": 1, "tengah": 1, "akhir": 2, "akhr": 2}
_YEAR = r"(?:tahun|thn|th)\.?"
_MONTH = r"(?:bulan|bln)\.?"
_LEADING = re.compile(
    r"^(?:sejak|sjk|semenjak|mulai|dari|pada|tanggal|tgl|tg|kejadian(?:nya)?|hari ?/? ?(?:tanggal|tgl))\b[ .:]*"
    r"|^hari,? (?=\d)"
)
_WEEKDAY_BEFORE = re.compile(rf"^(?:hari )?(?:{'|'.join(WEEKDAYS)})\.?[ ,/]+(?:(?:tanggal|tgl)\.? )?(?=\d)")
_WEEKDAY_BEHIND = re.compile(rf"(?<=\d\d)[ ,(]+(?:hari )?(?:{'|'.join(WEEKDAYS)})\)?$")
_ABOUT = re.compile(r"^(?:sekitar|kira-kira|kira2|kurang lebih|krg lbh|±|\+/-)[ .]*")
_NUMERIC = re.compile(r"^(\d{1,2})\s?([-–/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$|^(\d{1,2}) (\d{1,2}) (\d{4})$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DAY_MONTH = re.compile(r"^(\d{1,2})[/.-](\d{1,2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/.-](\d{4})$")
_IN_WORDS = re.compile(r"^(\d{1,2})[ \-/.]{0,2}([a-z']{3,})\.?(?:[ \-/.,']{0,2}(\d{4}|\d{2}))?$")
_MONTH_WORDS = re.compile(rf"^(?:{_MONTH} )?([a-z]{{3,}})\.?(?:[ \-/.,']{{1,2}}(\d{{4}}|\d{{2}}))?$")
_RANGE = re.compile(
    r"\s*(?:–|—|s/d|s\.d\.?|\bsd\b|sampai dengan|sampai|hingga)\s*|(?<=\d)\s*-\s*(?=\d{1,2} [a-z])"
    r"|(?<=[a-z])\s*-\s*(?=[a-z])|(?<=\d{4})\s*-\s*(?=[a-z]|\d{4}$|\d{1,2}([-/.])\d{1,2}\1\d{4}$)"
)


def read_day(text: str, today: date) -> Span | None:
    """The span a text means, relative to today; ``None`` if it is not a date. Future days are allowed.

    A day without a year is the latest one that is not in the future; a year of two digits likewise.
    """
    words = words_to_read(text)
    if not words or len(words) > LONGEST_TEXT:
        return None
    about = _ABOUT.match(words)
    span = _of_month(plain(text), today) or _read(words[about.end() :] if about else words, today)
    if span is None:
        return None
    if about and span.is_day:
        span = Span(shift(span.first, -3), shift(span.last, 3), Precision.DAYS)
    return not_beyond(span, today)


def words_to_read(text: str) -> str:
    """A text in plain signs, without the words that only announce a date and without its day of the week."""
    words = plain(text).strip(" ,;.()")
    for pattern in (_LEADING, _WEEKDAY_BEFORE):
        while (shorter := pattern.sub("", words)) != words:
            words = shorter.strip()
    words = _WEEKDAY_BEHIND.sub("", words).strip(" ,;.()")
    words = re.sub(rf"(?<=[a-z0-9.]) {_YEAR} (?=(?:19|20)\d\d$)", " ", words)
    found = re.fullmatch(rf"(\d{{1,2}}) {_MONTH} (\d{{1,2}}|[a-z]+)((?: \d{{4}})?)", words)
    if found and (found[2] in MONTHS or found[2].isdecimal()):
        words = f"{found[1]} {found[2]}{found[3]}" if found[3] or found[2] in MONTHS else f"{found[1]}/{found[2]}"
    return words


def is_no_day(text: str) -> bool:
    """Whether a text is written like a day of a month that has fewer days: ``30/2``, ``31 april 2026``."""
    words = words_to_read(text)
    named = re.fullmatch(r"(\d{1,2}) ([a-z]{3,})(?: (\d{4}))?", words)
    written = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?", words)
    month = MONTHS.get(named[2]) if named else int(written[2]) if written else None
    found = named or written
    if found is None or not month or not 1 <= month <= 12:
        return False
    year = int(found[3]) if found[3] and len(found[3]) == 4 else 2024  # 29 February without a year is one
    return int(found[1]) <= 31 and day_of(year, month, 1) is not None and not day_of(year, month, found[1])


def other_weekday(text: str, span: Span) -> str | None:
    """The day of the week a text names beside a written day that falls on another one: ``Senin, 10-2-2026``."""
    words = re.findall(r"[a-z']+|\d+", plain(text))
    named = [word for word in words if word in WEEKDAYS and len(word) > len("sen")]
    if not span.is_day or not any(word.isdecimal() for word in words):
        return None
    differs = named and all(WEEKDAYS[word] != span.first.weekday() for word in named)
    return named[0] if differs else None


def words_of(span: Span) -> str:
    """A span in words ``read_day`` reads: ``5 Januari 2026``, ``1–10 Januari 2026``, ``Januari 2026``, ``2026``."""
    return days.stretch(span.first, span.last)


def days_in_words(span: Span | None) -> str:
    """The days of an event in words, several as an estimate: ``1–10 Januari 2026, perkiraan``; empty if unknown."""
    if span is None:
        return ""
    return words_of(span) if span.is_day else _("%(days)s, perkiraan") % {"days": words_of(span)}


def turned_round(text: str) -> Span | None:
    """``7/19/2024`` and ``2024-19-07``: month and day in the other order, if no other reading is possible."""
    words = words_to_read(text)
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})", words):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return one(day_of(year, found[1], found[2])) if int(found[2]) > 12 else None
    if found := _ISO.match(words):
        return one(day_of(found[1], found[3], found[2])) if int(found[2]) > 12 else None
    return None


def latest(day: int, month: int, today: date) -> date | None:
    """The latest such day that is not in the future; 29 February goes back to a leap year."""
    candidates = (day_of(today.year - back, month, day) for back in range(9))
    return next((found for found in candidates if found and found <= today), None)


def _read(words: str, today: date) -> Span | None:
    readers = (relative_days.read, _numeric, _in_words, _of_year, _part, _month, _year, _range)
    for reader in readers:
        span = reader(words, today)
        if span is not None:
            return span
    return None


def _numeric(words: str, today: date) -> Span | None:
    if found := _NUMERIC.match(words):
        day, month, year = found.group(1, 3, 4) if found[1] else found.group(5, 6, 7)
        return one(day_of(_full_year(year, today), month, day))
    if found := _ISO.match(words):
        return one(day_of(*found.groups()))
    if found := _MONTH_YEAR.match(words):
        return whole_month(int(found[2]), int(found[1]))
    if found := _DAY_MONTH.match(words):
        return one(latest(int(found[1]), int(found[2]), today))
    return None


def _in_words(words: str, today: date) -> Span | None:
    """``17 Agustus``, ``17 agt 24``, ``dua belas mei 2025``, ``5 mei lalu``."""
    words = re.sub(rf"(?<=[a-z]{{3}}) {PAST}$", "", words) if words[:1].isdecimal() else _with_figure(words)
    found = _IN_WORDS.match(words)
    if not found:
        return None
    month = MONTHS.get(found[2]) or (_misspelt(found[2]) if found[3] else None)
    if month is None:
        return None
    if found[3]:
        return one(day_of(_full_year(found[3], today), month, found[1]))
    return one(latest(int(found[1]), month, today))


def _with_figure(words: str) -> str:
    """``dua belas mei 2025`` with its day in figures."""
    head, behind = re.match(r"(.*?)(?: ([a-z]+(?: \d{2,4})?))?$", words).groups()
    day = NUMBER_WORDS.get(head) if behind else None
    return f"{day} {behind}" if day else words


def _misspelt(word: str) -> int | None:
    """The month of a long word with a letter missing, doubled or changed: *septmber*, *agusuts*."""
    close = difflib.get_close_matches(word, _MISSPELT, 1, _CLOSE) if len(word) >= SHORTEST_MISSPELT else ()
    return MONTHS[close[0]] if close else None


def _of_year(words: str, today: date) -> Span | None:
    """``5 mei tahun lalu``, ``mei tahun lalu``, ``awal jan tahun ini``."""
    found = re.fullmatch(rf"(.*?([a-z]+)) {_YEAR} (?:({PAST})|ini)", words)
    if not found or found[2] not in MONTHS:
        return None
    return _read(f"{found[1]} {today.year - bool(found[3])}", today)


def _of_month(words: str, today: date) -> Span | None:
    """``tgl 5 bulan ini``, ``tgl 5 bulan lalu``; without the first word it is five months ago."""
    found = re.fullmatch(rf"(?:tanggal|tgl|tg)\.? (\d{{1,2}}) {_MONTH} (?:({PAST})|ini)", words)
    if not found:
        return None
    months = today.year * 12 + today.month - 1 - bool(found[2])
    return one(day_of(months // 12, months % 12 + 1, found[1]))


def _part(words: str, today: date) -> Span | None:
    """``awal Agustus``, ``akhir bulan lalu``, ``pertengahan 2024``, ``awal tahun``."""
    head, _gap, rest = words.partition(" ")
    if head not in PARTS or not rest:
        return None
    which = PARTS[head]
    plain_rest = {"bulan": ("bulan ini", "bulan lalu"), "tahun": ("tahun ini", "tahun lalu")}.get(rest, (rest,))
    found = [_part_of(which, choice, today) for choice in plain_rest]
    begun = [span for span in found if span and span.first <= today]  # "akhir bulan" on the 10th is the last month's
    return next(iter(begun), found[0])


def _part_of(which: int, rest: str, today: date) -> Span | None:
    whole = _month(rest, today) or _year(rest, today) or relative_days.read(rest, today)
    if whole is None or whole.precision not in (Precision.MONTH, Precision.YEAR):
        return None
    if whole.precision is Precision.YEAR:
        year, month = whole.first.year, which * 4 + 1
        return Span(date(year, month, 1), days.month_end(date(year, month + 3, 1)), Precision.DAYS)
    first = whole.first.replace(day=(1, 11, 21)[which])
    last = whole.first.replace(day=(10, 20)[which]) if which < 2 else days.month_end(whole.first)
    return Span(first, last, Precision.DAYS)


def _month(words: str, today: date) -> Span | None:
    found = _MONTH_WORDS.match(re.sub(rf" {PAST}$", "", words))
    if not found or found[1] not in MONTHS:
        return None
    month = MONTHS[found[1]]
    year = _full_year(found[2], today) if found[2] else today.year - (month > today.month)
    return whole_month(year, month)


def _year(words: str, today: date) -> Span | None:
    found = re.fullmatch(rf"(?:{_YEAR} )?(\d{{4}})", words)
    return whole_year(int(found[1])) if found else None


def _range(words: str, today: date) -> Span | None:
    """``1–10 Januari 2026``, ``25 Desember 2025 s/d 3 Januari 2026``, ``mei-juli 2025``, ``2023-2024``."""
    between = list(_RANGE.finditer(words))
    if len(between) != 1:
        return None
    parts = words[: between[0].start()], words[between[0].end() :]
    if not all(parts):
        return None
    last = _end(parts[1], today)
    if last is None:
        return None
    first = _begin(parts[0], last, today)
    if first is None or first > last.last:
        return None
    return one(first) if first == last.last else Span(first, last.last, Precision.DAYS)


def _end(text: str, today: date) -> Span | None:
    """The last day, month or year of a range."""
    span = _in_words(text, today) or _numeric(text, today) or _month(text, today) or _year(text, today)
    return span if span and (span.is_day or span.precision in (Precision.MONTH, Precision.YEAR)) else None


def _begin(text: str, end: Span, today: date) -> date | None:
    """The first day of a range; it may leave out parts that the last day has."""
    last = end.first
    if text.isdecimal() and len(text) < 3:
        return day_of(last.year, last.month, text) if end.is_day else None
    found = _IN_WORDS.match(text)
    if found and not found[3] and found[2] in MONTHS:
        years = (last.year, last.year - 1)  # "25 Desember s/d 3 Januari" begins the year before
        candidates = (day_of(year, MONTHS[found[2]], found[1]) for year in years)
        return next((day for day in candidates if day and day <= last), None)
    if text in MONTHS and end.precision is Precision.MONTH:
        return date(last.year - (MONTHS[text] > last.month), MONTHS[text], 1)
    span = _in_words(text, today) or _numeric(text, today) or _month(text, today) or _year(text, today)
    return span.first if span else None


def _full_year(text: str, today: date) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return 2000 + year if 2000 + year <= today.year else 1900 + year
