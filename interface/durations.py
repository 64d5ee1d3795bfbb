"""Lengths of time and deadlines: ``1 hari 6 jam``, ``23 jam lagi``, ``terlambat 1 hari``, ``2 jam lalu``.

A length is rounded and written in two units. A deadline has one unit, rounded down, because people think of it in days
or in hours, not in both; it always stands beside the absolute time.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.days import local
from interface.numbers import NOTHING, number


def duration(length: timedelta) -> str:
    """A length of time in its two largest units: ``14 menit``, ``23 jam``, ``1 hari 6 jam``, ``2 hari``.

    Rounded to the hour, below one hour to the minute.
    """
    minutes = round(abs(length).total_seconds() / 60)
    if minutes < 60:
        return _minutes(minutes)
    days, hours = divmod(round(minutes / 60), 24)
    return " ".join([*([_days(days)] if days else []), *([_hours(hours)] if hours else [])])


def duration_hours(value: float | str | None) -> str:
    """Hours in words, like ``duration``. A hidden cell (``*``) passes unchanged; ``None`` becomes a dash."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else duration(timedelta(hours=float(value)))


def _days(count: int) -> str:
    return ngettext("%(count)s hari", "%(count)s hari", count) % {"count": number(count)}


def _hours(count: int) -> str:
    return ngettext("%(count)s jam", "%(count)s jam", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)s menit", "%(count)s menit", count) % {"count": count}


def _coarse(length: timedelta) -> str:
    """The length in one whole unit: days, else hours, else minutes."""
    minutes = int(abs(length).total_seconds() // 60)
    if days := minutes // 1440:
        return _days(days)
    return _hours(minutes // 60) if minutes >= 60 else _minutes(minutes)


def due(value: date | None, now: datetime | None = None) -> str:
    """A deadline relative to now, to stand beside the absolute time: ``23 jam lagi``, ``terlambat 1 hari``."""
    if not value:
        return ""
    now = now or timezone.now()
    if not isinstance(value, datetime):
        return until_day(value, local(now).date())
    left = value - now
    if abs(left) < timedelta(minutes=1):
        return _("sekarang")
    return late_by(left) if left < timedelta() else _("%(span)s lagi") % {"span": _coarse(left)}


def late_by(length: timedelta) -> str:
    """``terlambat 2 hari``."""
    return _("terlambat %(span)s") % {"span": _coarse(length)}


def until_day(value: date, today: date) -> str:
    """How far a day is: ``hari ini``, ``besok``, ``3 hari lagi``, ``terlambat 2 hari``."""
    days = (value - today).days
    near = {0: _("hari ini"), 1: _("besok"), 2: _("lusa")}.get(days)
    if near:
        return near
    return late_by(timedelta(days=days)) if days < 0 else _("%(span)s lagi") % {"span": _days(days)}


def left(value: datetime, now: datetime | None = None) -> str:
    """The time until or since a moment: ``23 jam``. The sentence around it says which of the two."""
    length = value - (now or timezone.now())
    return _("kurang dari 1 menit") if abs(length) < timedelta(minutes=1) else _coarse(length)


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """Time passed: ``2 jam lalu``, ``baru saja``."""
    if not value:
        return ""
    passed = (now or timezone.now()) - value
    if passed < timedelta(minutes=1):
        return _("baru saja")
    return _("%(span)s lalu") % {"span": _coarse(passed)}


def is_late(value: date | None, now: datetime | None = None) -> bool:
    """Whether a deadline has passed. A deadline that is a day passes at the end of that day."""
    if not value:
        return False
    now = now or timezone.now()
    return value < now if isinstance(value, datetime) else value < local(now).date()
