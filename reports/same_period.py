"""Periods of whole local days, and the same period of earlier years."""

import calendar
from datetime import date

from reports.summary_shape import Period


def previous_year(period: Period, years: int = 1) -> Period:
    """The same period some years earlier. 29 February becomes the 28th; the last day of a month stays the last day."""
    return Period(_earlier(period.start, years), _earlier(period.end, years, keep_month_end=True))


def same_period_of_years(period: Period, count: int) -> list[Period]:
    """The period and the same one of earlier years, oldest first; ``count`` periods in all."""
    return [previous_year(period, years) if years else period for years in reversed(range(count))]


def _earlier(day: date, years: int, *, keep_month_end: bool = False) -> date:
    year = day.year - years
    last = calendar.monthrange(year, day.month)[1]
    was_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if keep_month_end and was_last else min(day.day, last))
