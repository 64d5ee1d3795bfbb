"""A date as people write it: the days it means, and why they must be confirmed.

``dates.read_day`` reads the words; this module judges whether the whole text was understood and nothing was added that
nobody said. Pure.
"""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.reading import clocks, dates, relative_days
from cases.reading.dates import MONTHS, Span
from cases.reading.negations import IS_NOT, NOT, pattern_of
from cases.reading.spans import one
from cases.reading.visible import plain

UNSAID_YEAR = 200  # days; a day without its year that is further back may be of another year
UNSAID_CENTURY = 10  # years; "12-8-27" in 2026 may be next year
_HOLIDAYS = (
    "lebaran", "idul fitri", "idulfitri", "idul adha", "iduladha", "puasa", "ramadhan", "ramadan", "romadhon", "syawal",
    "takbiran", "maulid", "muharram", "muharam", "suro", "sya'ban", "syaban", "rajab", "dzulhijjah", "zulhijah",
    "natal", "paskah", "nyepi", "galungan", "waisak", "imlek", "tahun baru", "libur", "liburan", "panen", "hari raya",
)  # fmt: skip
_HOLIDAY = re.compile(rf"\b(?:{'|'.join(_HOLIDAYS)})\b")
_VAGUE = re.compile(
    rf"(?:{'|'.join(relative_days.SEVERAL)}) .*|baru-baru ini|baru2 ini|belakangan(?: ini)?|(?:sudah|sdh|udah) lama"
    r"|waktu itu|dulu|dahulu"
)
_DENYING = re.compile(rf"^(?:{pattern_of(IS_NOT, NOT)}) ")
_BOUNDING = re.compile(r"^(?:sebelum|sblm|setelah|stlh|sesudah|ssdh|sampai|smp|hingga|s/d|habis|usai|pasca) ")
_DAY_ALONE = re.compile(rf"(?:tgl|tg|tanggal)\.? ?(\d{{1,2}})(?: {relative_days.PAST})?")
_AND = re.compile(r"\s*(?:\bdan\b|&|\batau\b|\bato\b|,|;| / |(?<=\d{4})/)\s*")
_WHOLE_DATE = re.compile(
    rf"(?<![\w./-])(?:\d{{1,2}}([-/. ])\d{{1,2}}\1\d{{4}}|\d{{1,2}} ?(?:{'|'.join(MONTHS)})\.? ?\d{{4}})(?![\w/-])"
)


class DateDoubt(StrEnum):
    """Why a date must be confirmed."""

    YEAR = "year"  # no year was said, and the latest such day is long ago
    MONTH = "month"  # "tgl 5"
    CENTURY = "century"  # "12-8-27"
    CLOCK = "clock"  # "10.11": a day or a time of day
    WEEKDAY = "weekday"  # "senin 10 februari 2026", a Tuesday
    TURNED = "turned"  # "7/19/2023"
    IMPOSSIBLE = "impossible"  # "30/2"; there is no value
    HOLIDAY = "holiday"  # "habis lebaran"; there is no value
    VAGUE = "vague"  # "beberapa hari lalu"
    DENIED = "denied"  # "bukan 12 mei 2025"
    LIMIT = "limit"  # "sebelum 12 mei 2025"
    SEVERAL = "several"  # two dates, or today's weekday
    PART = "part"  # a date among other words


SENTENCES = {
    DateDoubt.YEAR: _("Tahunnya tidak disebut. Sebutkan juga tahunnya."),
    DateDoubt.MONTH: _("Bulannya tidak disebut. Sebutkan juga bulannya."),
    DateDoubt.CENTURY: _("Tahun dengan dua angka dapat berarti dua abad. Tulis tahunnya dengan empat angka."),
    DateDoubt.CLOCK: _("Dapat berarti tanggal atau jam. Tulis bulannya dengan kata."),
    DateDoubt.WEEKDAY: _("Hari dan tanggalnya tidak cocok. Tanyakan mana yang benar."),
    DateDoubt.TURNED: _("Bulan dan harinya seperti tertukar. Tulis hari dahulu, lalu bulan."),
    DateDoubt.IMPOSSIBLE: _("Tanggal ini tidak ada di kalender. Tanyakan tanggal yang benar."),
    DateDoubt.HOLIDAY: _("Hari raya atau musim bukan tanggal. Tanyakan tanggalnya."),
    DateDoubt.VAGUE: _("Waktunya disebut kira-kira. Tanyakan tanggalnya."),
    DateDoubt.DENIED: _("Ada kata yang menyangkal, seperti “bukan” atau “tidak”."),
    DateDoubt.LIMIT: _("Yang disebut batas waktu, bukan tanggalnya. Tanyakan tanggal kejadiannya."),
    DateDoubt.SEVERAL: _("Dapat berarti beberapa hari. Pastikan tanggal yang dimaksud."),
    DateDoubt.PART: _("Hanya sebagian yang terbaca sebagai tanggal."),
}


class ToldDate(NamedTuple):
    """The days a text means, or ``None``, and the reason why they must be confirmed."""

    span: Span | None = None
    doubt: DateDoubt | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the whole text was understood as a date."""
        return self.span is not None and self.doubt is None


def read(text: str, today: date) -> ToldDate:
    """The date of a field or a cell, which may have other words beside it."""
    found = whole(text, today)
    if found != ToldDate():
        return found
    words = plain(text)
    if found := _among_words(words, today):
        return found
    if _HOLIDAY.search(words):
        return ToldDate(None, DateDoubt.HOLIDAY)
    return ToldDate()


def whole(text: str, today: date) -> ToldDate:
    """The date of a text that is nothing but a date, with its time of day, or with a word that denies or limits it."""
    words = clocks.without(text)
    for pattern, doubt in ((_DENYING, DateDoubt.DENIED), (_BOUNDING, DateDoubt.LIMIT)):
        if pattern.match(words) and (span := dates.read_day(pattern.sub("", words), today)):
            return ToldDate(span, doubt)
    span = dates.read_day(words, today)
    if span is not None:
        return ToldDate(span, _doubt(words, span, today))
    return _hard(words, today)


def is_holiday(text: str) -> bool:
    """Whether a text names a feast or a season, which has no day until somebody says it."""
    return _HOLIDAY.fullmatch(plain(text)) is not None


def _hard(words: str, today: date) -> ToldDate:
    """A date that is no date as it stands: without a month, turned round, impossible, vague, several."""
    if found := _DAY_ALONE.fullmatch(words):
        months = [today.month, (today.month - 2) % 12 + 1]
        days = [day for month in months if (day := dates.latest(int(found[1]), month, today))]
        return ToldDate(one(max(days)), DateDoubt.MONTH) if days else ToldDate()
    if span := dates.turned_round(words):
        return ToldDate(span, DateDoubt.TURNED)
    if dates.is_no_day(words):
        return ToldDate(None, DateDoubt.IMPOSSIBLE)
    if _VAGUE.fullmatch(words):
        return ToldDate(None, DateDoubt.VAGUE)
    return ToldDate(None, DateDoubt.SEVERAL) if _is_several(words, today) else ToldDate()


def _is_several(words: str, today: date) -> bool:
    """Whether a text names two days: ``12-8-2025 dan 14-8-2025``, ``12 dan 14 agustus 2025``."""
    parts = [part for part in _AND.split(words) if part]
    if len(parts) < 2 or dates.read_day(parts[-1], today) is None:
        return False
    return all(re.fullmatch(r"(?:tgl )?\d{1,2}", part) or dates.read_day(part, today) for part in parts[:-1])


def _among_words(words: str, today: date) -> ToldDate | None:
    found = [span for match in _WHOLE_DATE.finditer(words) if (span := dates.read_day(match.group(), today))]
    if not found:
        return None
    return ToldDate(found[0], DateDoubt.PART) if len(set(found)) == 1 else ToldDate(None, DateDoubt.SEVERAL)


def _doubt(words: str, span: Span, today: date) -> DateDoubt | None:
    if re.fullmatch(r"\d{1,2}\.\d{1,2}", words):
        return DateDoubt.CLOCK
    if dates.other_weekday(words, span):
        return DateDoubt.WEEKDAY
    if relative_days.is_today_or_a_week_ago(words, today):
        return DateDoubt.SEVERAL
    if words.startswith(relative_days.SEVERAL):
        return DateDoubt.VAGUE
    if _is_of_a_near_century(words, span, today):
        return DateDoubt.CENTURY
    if (today - span.last).days > UNSAID_YEAR and not (writes_year(words) or is_counted_from_today(words)):
        return DateDoubt.YEAR
    return None


def writes_year(text: str) -> bool:
    """Whether a text writes a year: in four digits, or in two behind day and month."""
    named = dates.words_to_read(clocks.without(text))
    in_figures = re.search(r"\d{1,2}\s?[-–/. ]\s?\d{1,2}\s?[-–/. ]\s?\d{2}\b", named)
    in_words = re.search(rf"(?:{'|'.join(MONTHS)})\.?[ \-/.,']{{0,2}}\d{{2}}\s*$", named)
    return bool(re.search(r"\d{4}", named) or in_figures or in_words)


def is_counted_from_today(text: str) -> bool:
    """Whether a date is told by its distance from today: ``3 hari lalu``, ``Senin``, ``5 mei tahun lalu``."""
    named = dates.words_to_read(clocks.without(text))
    is_of_calendar = re.search(rf"\b(?:{'|'.join(MONTHS)})\b", named) or re.search(r"\d[-/.]\d|\d{4}", named)
    return not is_of_calendar or re.search(rf"{relative_days.PAST}$|(?:tahun|thn|th) ini$", named) is not None


def _is_of_a_near_century(words: str, span: Span, today: date) -> bool:
    is_short = not re.search(r"\d{4}", words)
    return is_short and span.first.year < today.year and 0 < span.first.year + 100 - today.year <= UNSAID_CENTURY
