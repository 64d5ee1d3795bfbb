"""The days of a row, with what stands above and beside it: a year that is not written, a day far from the others. Pure.

A year taken from elsewhere is always doubted, and so is a month in place of the day. Words that count from the day of
writing ("3 hari lalu") are refused, because nobody knows that day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from cases.reading.dates import Span, is_no_day, read_day
from cases.reading.told_date import writes_year
from cases.register import cell_values
from cases.register.cell_values import Notes, UnreadableCell, quoted, text_of
from cases.register.periods import NO_PERIOD, ToldPeriod
from interface import days
from interface.zones import ZONE_NAMES

NEAR = 200  # days; neighbours this close to each other are in the order of time
FAR = 300  # days from all of them
LEAST_NEIGHBOURS = 3
_FROM_TODAY = re.compile(
    r"\b(?:lalu|kemarin|kemaren|kmrn|tadi|barusan|semalam|besok|lusa|silam|sekarang|hari ini|"
    r"(?:minggu|bulan|tahun) ini)\b"
)
_FIGURES = re.compile(r"\D*(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(?:\d{4}|\d{2})")
_ZONE = "|".join(ZONE_NAMES.values())
_CLOCK = r"\d{1,2}(?:[:.]\d{2}){1,2}"
_TIME = re.compile(
    rf"(?i)(?<=\w)[\s,;/T-]+(?:(?:pkl|pukul|jam)\b\.?\s*(?:{_CLOCK}|\d{{1,2}})|{_CLOCK})"
    rf"(?:\s*(?:{_ZONE}|am|pm))?(?:\s*(?:pagi|siang|sore|malam))?(?:\s*(?:{_ZONE}))?\.?$"
)
_NO_TIME = re.compile(rf"(?i)[\s,](\d{{1,2}}[:.](?:[6-9]\d)|(?:2[5-9]|[3-9]\d)[:.]\d{{2}})(?:\s*(?:{_ZONE}))?$")
_CARRIED_OVER = re.compile(r"\b(?:sisa|tunggakan|pindahan|lanjutan|bawaan)\b")
SAID_BY_FILE = date(2999, 12, 31)  # a year is only completed by what the file says


@dataclass(frozen=True)
class Beside:
    """What a date may be read with: the period above, and the days of the rows before and after."""

    period: ToldPeriod = NO_PERIOD
    before: Sequence[date] = ()
    after: Sequence[date] = ()
    has_month_first: bool = False  # other dates of the column can only be read month first


def without_time(text: str) -> str:
    """A date in one line, without the time of day behind it; ``Senin / 13 Januari`` gets a comma."""
    line = re.sub(r"(?i)^([a-z']+)\s*/\s*(?=\d)", r"\1, ", " ".join(text.split()))
    return _TIME.sub("", line)


@lru_cache(maxsize=4096)
def _written(text: str) -> date | None:
    plain = without_time(text)
    if not writes_year(plain) or _FROM_TODAY.search(plain.casefold()):
        return None
    span = read_day(plain, SAID_BY_FILE)
    return span.first if span and span.is_day else None


def written_day(cell: object) -> date | None:
    """The day a cell says in full, with its year; ``None`` for all else."""
    if isinstance(cell, str) and not cell.isdecimal():
        return _written(cell)
    if not isinstance(cell, (dict, float, str)):
        return None
    try:
        span = cell_values.span_of(cell, today=SAID_BY_FILE)
    except (UnreadableCell, ValueError, OverflowError):
        return None
    return span.first if span and span.is_day else None


def are_month_first(cells: Sequence[object]) -> bool:
    """Whether of the dates that can be read one way only, most have the month first."""
    return sum(map(is_month_first, cells)) > sum(map(_is_day_first, cells))


def _is_day_first(cell: object) -> bool:
    found = _FIGURES.match(cell) if isinstance(cell, str) else None
    return bool(found) and int(found[2]) <= 12 < int(found[1]) <= 31


def is_month_first(cell: object) -> bool:
    """Whether a date can only be read with the month first: ``7/19/2023``."""
    found = _FIGURES.match(cell) if isinstance(cell, str) else None
    return bool(found) and int(found[1]) <= 12 < int(found[2]) <= 31


def reported(cell: object, *, today: date, beside: Beside, notes: Notes) -> Span | None:
    """The day or days of a report. Raises ``UnreadableCell``; what is not sure is noted as a doubt."""
    told = _with_day_only(cell, beside, notes)
    if isinstance(cell, str) and (clock := _NO_TIME.search(" ".join(cell.split()))):
        notes.doubt(_("jam %s tidak ada") % quoted(clock[1]))
    text = without_time(cell_values.known_text(told)) if isinstance(told, str) else ""
    _refuse_words_from_today(text)
    if text and not text.isdecimal() and not writes_year(text):
        told = _completed(text, beside, notes)
    elif text:
        _doubt_month_first(text, beside, notes)
        told = text
    span = cell_values.checked_span(told, today=today, notes=notes)
    if span is not None:
        _doubt_place_in_time(span, beside, notes)
    return span


def event(cell: object, *, today: date, reported_on: date | None, beside: Beside, notes: Notes) -> Span | None:
    """The day or days of an event; a missing year is taken from the day of the report, and doubted."""
    text = without_time(cell_values.known_text(cell)) if isinstance(cell, str) else ""
    _refuse_words_from_today(text)
    told = cell
    if text and not text.isdecimal() and not writes_year(text):
        if reported_on is None:
            raise UnreadableCell(_("%(cell)s tanpa tahun. Tulis tahunnya.") % {"cell": quoted(text)})
        told = _in_year_of(text, reported_on)
        words = {"year": reported_on.year}
        notes.doubt(_("tahun tidak tertulis: dibaca menurut tanggal pengaduan (%(year)s)") % words)
    elif text:
        _doubt_month_first(text, beside, notes)
        told = text
    return cell_values.checked_span(told, today=today, notes=notes)


def _in_year_of(text: str, until: date) -> object:
    """A day or month without a year: the latest one until a day."""
    span = read_day(text, until)
    if span is None:
        raise UnreadableCell(_no_such_day(text))
    return {"d": span.first.isoformat()} if span.is_day else days.stretch(span.first, span.last)


def _refuse_words_from_today(text: str) -> None:
    if _FROM_TODAY.search(text.casefold()):
        words = _("%(cell)s dihitung dari hari menulisnya, yang tidak diketahui. Tulis tanggalnya.")
        raise UnreadableCell(words % {"cell": quoted(text)})


def _with_day_only(cell: object, beside: Beside, notes: Notes) -> object:
    """A day of the month alone ("12") below a separator that says month and year."""
    text = text_of(cell)
    if isinstance(cell, dict) or not re.fullmatch(r"\d{1,2}", text) or not (beside.period.year and beside.period.month):
        return cell
    try:
        day = date(beside.period.year, beside.period.month, int(text))
    except ValueError:
        raise UnreadableCell(_no_such_day(text)) from None
    words = {"day": days.in_figures(day), "period": quoted(beside.period.words)}
    notes.doubt(_("hanya hari tertulis: dibaca %(day)s menurut %(period)s") % words)
    return {"d": day.isoformat()}


def _completed(text: str, beside: Beside, notes: Notes) -> object:
    """A day without a year: from the separator, title or sheet, else from the rows beside it."""
    year, source = beside.period.year, quoted(beside.period.words)
    if not year:
        year, source = _year_of_neighbours(text, beside), _("baris di sekitarnya")
    if not year:
        raise UnreadableCell(
            _("tahun %(cell)s tidak tertulis, juga tidak di judul atau baris di sekitarnya. Tulis tahunnya.")
            % {"cell": quoted(text)}
        )
    span = read_day(text, date(year, 12, 31))
    if span is None or span.first.year != year:
        raise UnreadableCell(_no_such_day(text))
    notes.doubt(_("tahun tidak tertulis: %(year)s diambil dari %(source)s") % {"year": year, "source": source})
    return {"d": span.first.isoformat()} if span.is_day else days.stretch(span.first, span.last)


def _year_of_neighbours(text: str, beside: Beside) -> int:
    """The year that puts a day nearest to the days beside it."""
    around = [*beside.before, *beside.after]
    if not around:
        return 0
    best, least = 0, timedelta.max
    for year in {day.year + step for day in around for step in (-1, 0, 1)}:
        span = read_day(text, date(year, 12, 31))
        if span is None or span.first.year != year:
            continue
        away = sum((abs(span.first - day) for day in around), timedelta())
        if away < least:
            best, least = year, away
    return best


def _no_such_day(text: str) -> str:
    if is_no_day(text):
        return _("%(cell)s: tidak ada tanggal ini.") % {"cell": quoted(text)}
    return _("%(cell)s bukan tanggal yang dikenal. Tulis misalnya 12-08-2024.") % {"cell": quoted(text)}


def _doubt_month_first(text: str, beside: Beside, notes: Notes) -> None:
    if is_month_first(text):
        notes.doubt(_("bulan ditulis lebih dahulu: dibaca hari kedua"))
        return
    found = _FIGURES.match(text)
    is_either = bool(found) and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]
    if is_either and beside.has_month_first:
        notes.doubt(_("hari dulu atau bulan dulu? Tanggal lain di kolom ini menulis bulan dulu"))


def _goes_on(day: date, beside: Beside) -> bool:
    """Whether the rows went on past the month above them without a new separator: in order, and not this row alone."""
    beyond = [near for near in (*beside.before, *beside.after) if near.month > beside.period.last]
    in_order = all(near <= day for near in beside.before) and all(near >= day for near in beside.after)
    return day.month > beside.period.last and in_order and any(near.year == day.year for near in beyond)


def _doubt_place_in_time(span: Span, beside: Beside, notes: Notes) -> None:
    """Doubt a day outside the period above it, or far from days that agree with each other."""
    period = beside.period
    is_carried_over = _CARRIED_OVER.search(period.words.casefold()) is not None
    is_other_year = bool(period.year) and span.first.year != period.year and not is_carried_over
    is_other_month = bool(period.first) and not period.first <= span.first.month <= period.last
    if is_other_month and not is_other_year and _goes_on(span.first, beside):
        return
    if is_other_year or is_other_month:
        notes.doubt(_("tanggal di luar %s") % quoted(period.words))
        return
    around = [*beside.before, *beside.after]
    if len(around) < LEAST_NEIGHBOURS or (max(around) - min(around)).days > NEAR:
        return
    if all(abs((span.first - day).days) > FAR for day in around):
        notes.doubt(_("jauh dari tanggal baris di sekitarnya (%s)") % days.in_figures(around[0]))
