"""Days, moments and stretches of days: ``10 Februari 2026``, ``09.41 WIB``, ``Kemarin 15.10 WIB``, ``Mei–Juni 2022``.

Django gives the names of months and weekdays, in the reader's language. Moments are shown in the office's time zone.
"""

import calendar
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from interface.zones import zone
from safeguards.encryption import Unreadable

NEAR_DAYS = {0: gettext_lazy("Hari ini"), -1: gettext_lazy("Kemarin"), 1: gettext_lazy("Besok")}


def local(value: datetime) -> datetime:
    """A moment in the office's time zone; a time without a zone stays as it is."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _written(value: date, pattern: str) -> str:
    """A day in the reader's language, cached, because a list shows the same few days many times."""
    on = local(value).date() if isinstance(value, datetime) else value
    return _written_in(get_language(), on, pattern)


@lru_cache(maxsize=4096)
def _written_in(_language: str, on: date, pattern: str) -> str:
    return date_format(on, pattern)


def day(value: date | Unreadable | None, weekday: bool = False) -> str:
    """``10 Februari 2026``, or ``Selasa, 10 Februari 2026`` with the weekday."""
    if not value:
        return ""
    if isinstance(value, Unreadable):
        return str(value)
    return _written(value, "l, j F Y" if weekday else "j F Y")


def day_of_year(value: date | None, weekday: bool = False) -> str:
    """``10 Februari``, or ``Selasa, 10 Februari`` with the weekday, for pages that already show the year."""
    return _written(value, "l, j F" if weekday else "j F") if value else ""


def short_day(value: date | None) -> str:
    """``10 Feb``, for places too narrow for the full month name."""
    return _written(value, "j M") if value else ""


def in_figures(value: date) -> str:
    """``12-08-2024``, as an old register writes a day; for messages that quote one."""
    return f"{value:%d-%m-%Y}"


def month(value: date, year: bool = True) -> str:
    """``Februari 2026``, or ``Februari`` without the year."""
    return _written(value, "F Y" if year else "F")


def hour(value: datetime | time | None) -> str:
    """``09.41``, without the time zone, for pages that show the zone elsewhere."""
    if value is None:
        return ""
    return f"{local(value) if isinstance(value, datetime) else value:%H.%M}"


def clock(value: datetime | None) -> str:
    """``09.41 WIB``."""
    return f"{hour(value)} {zone(local(value))}".strip() if value else ""


def moment(value: date | None) -> str:
    """``Selasa, 10 Februari 2026, 09.41 WIB``; a bare date gives the weekday and date."""
    if not value:
        return ""
    if not isinstance(value, datetime):
        return day(value, weekday=True)
    return f"{day(value, weekday=True)}, {clock(value)}"


def moment_on_paper(value: datetime) -> str:
    """``10 Februari 2026 pukul 09.41 WIB``, as letters write it."""
    return _("{day} pukul {time}").format(day=day(value), time=clock(value))


def when(value: date | None, now: datetime | None = None) -> str:
    """The short absolute form for lists: ``Hari ini 09.41 WIB``, ``Kemarin 15.10 WIB``, ``6 Februari 11.05 WIB``.

    The year is written only if it is not this year.
    """
    if not value:
        return ""
    here_and_then = local(value) if isinstance(value, datetime) else None
    zone_there = (here_and_then and here_and_then.tzinfo) or timezone.get_current_timezone()
    today = (now or timezone.now()).astimezone(zone_there).date()
    on = here_and_then.date() if here_and_then else value
    near = NEAR_DAYS.get((on - today).days)
    words = str(near) if near else (day_of_year(on) if on.year == today.year else day(on))
    return f"{words} {clock(here_and_then)}" if here_and_then else words


def when_within(value: date | None, now: datetime | None = None) -> str:
    """``when`` inside a sentence: ``Batas besok 09.00 WIB``."""
    words = when(value, now)
    return words[:1].lower() + words[1:]


def short_weekdays() -> tuple[str, ...]:
    """``Sen`` to ``Min``, for the head of a calendar."""
    return tuple(str(WEEKDAYS_ABBR[number]) for number in range(7))


def stretch(first: date, last: date) -> str:
    """A range of days: ``1–10 Januari 2026``, ``Januari 2026``, ``2026``, ``5 Mei–3 Juni 2026``."""
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and last == month_end(first):
        return month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    begin = day_of_year(first) if first.year == last.year else day(first)
    return f"{begin}–{day(last)}"


def period(first: date, last: date) -> str:
    """A counted period in months: ``Januari–Agustus 2022``, ``Maret 2022``; in days if the months are not whole."""
    if first.day != 1 or last != month_end(last):
        return stretch(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    return f"{month(first, year=first.year != last.year)}–{month(last)}"


def month_end(value: date) -> date:
    """The last day of the month of ``value``."""
    return value.replace(day=calendar.monthrange(value.year, value.month)[1])
