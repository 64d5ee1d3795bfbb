"""A stretch of days, because people often do not mean a single day: ``awal Agustus``, ``2024``."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from interface import days

EARLIEST_YEAR, LATEST_YEAR = 1500, 2999


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


def day_of(year: int | str, month: int | str, day: int | str) -> date | None:
    """A day of the calendar, or ``None`` if there is no such day."""
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def one(day: date | None) -> Span | None:
    """A single day as a span."""
    return Span(day, day) if day else None


def shift(day: date, by: int) -> date:
    """A day some days later, within the years that can be meant."""
    return min(max(day + timedelta(days=by), date(EARLIEST_YEAR, 1, 1)), date(LATEST_YEAR, 12, 31))


def from_today(today: date, first: int, last: int) -> Span:
    """The days from ``first`` to ``last``, counted from today."""
    precision = Precision.DAY if first == last else Precision.DAYS
    return Span(shift(today, first), shift(today, last), precision)


def whole_month(year: int, month: int) -> Span | None:
    """All days of a month."""
    first = day_of(year, month, 1)
    return Span(first, days.month_end(first), Precision.MONTH) if first else None


def whole_year(year: int) -> Span | None:
    """All days of a year."""
    first = day_of(year, 1, 1)
    return Span(first, date(year, 12, 31), Precision.YEAR) if first else None


def not_beyond(span: Span, today: date) -> Span:
    """Cut a span that has begun to end today at the latest."""
    if span.first <= today < span.last:
        return Span(span.first, today, Precision.DAY if span.first == today else Precision.DAYS)
    return span
