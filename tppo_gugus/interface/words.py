"""Moments, numbers and money in Indonesian words. Absolute time first, relative time beside it, never alone."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from safeguards.encryption import Unreadable

ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}  # offset from UTC in hours: the three times of Indonesia
NEAR_DAYS = {0: gettext_lazy("Hari ini"), -1: gettext_lazy("Kemarin"), 1: gettext_lazy("Besok")}
COUNT_WORDS = (
    gettext_lazy("Nol"),
    gettext_lazy("Satu"),
    gettext_lazy("Dua"),
    gettext_lazy("Tiga"),
    gettext_lazy("Empat"),
    gettext_lazy("Lima"),
    gettext_lazy("Enam"),
    gettext_lazy("Tujuh"),
    gettext_lazy("Delapan"),
    gettext_lazy("Sembilan"),
    gettext_lazy("Sepuluh"),
)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def zone(value: datetime) -> str:
    """WIB, WITA or WIT; empty for a time without a zone."""
    offset = value.utcoffset()
    return ZONE_NAMES.get(int(offset.total_seconds() // 3600), "") if offset is not None else ""


def _written(value: date, pattern: str) -> str:
    """A day in the reader's language; a list writes the same few days many times."""
    on = value.date() if isinstance(value, datetime) else value
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
    if isinstance(value, datetime):
        value = _local(value)
    return _written(value, "l, j F Y" if weekday else "j F Y")


def clock(value: datetime | None) -> str:
    """``09.41 WIB``."""
    if not value:
        return ""
    return _clock(_local(value))


def _clock(local: datetime) -> str:
    return f"{local:%H.%M} {zone(local)}".strip()


def moment(value: date | None) -> str:
    """``Selasa, 10 Februari 2026, 09.41 WIB``; a bare date gives the weekday and date."""
    if not value:
        return ""
    if not isinstance(value, datetime):
        return day(value, weekday=True)
    return f"{day(value, weekday=True)}, {clock(value)}"


def when(value: date | None, now: datetime | None = None) -> str:
    """The short absolute form of lists: ``Hari ini 09.41 WIB``, ``Kemarin 15.10 WIB``, ``6 Februari 11.05 WIB``.

    The year is written only when it is not this year.
    """
    if not value:
        return ""
    local = _local(value) if isinstance(value, datetime) else None
    here = (now or timezone.now()).astimezone((local and local.tzinfo) or timezone.get_current_timezone())
    on, today = local.date() if local else value, here.date()
    near = NEAR_DAYS.get((on - today).days)
    words = str(near) if near else _written(on, "j F" if on.year == today.year else "j F Y")
    return f"{words} {_clock(local)}" if local else words


def when_within(value: date | None, now: datetime | None = None) -> str:
    """``when`` inside a sentence: ``Batas besok 09.00 WIB``."""
    words = when(value, now)
    return words[:1].lower() + words[1:]


def span(length: timedelta) -> str:
    """A length of time in its two largest units that matter: ``14 menit``, ``23 jam``, ``1 hari 6 jam``, ``3 hari``."""
    minutes = max(int(abs(length).total_seconds() // 60), 0)
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days >= 2 or (days and not hours):
        return ngettext("%(count)s hari", "%(count)s hari", days) % {"count": number(days)}
    if days:
        return _("1 hari %(hours)s jam") % {"hours": hours}
    if hours:
        return ngettext("%(count)s jam", "%(count)s jam", hours) % {"count": hours}
    return ngettext("%(count)s menit", "%(count)s menit", minutes) % {"count": minutes}


def due(value: date | None, now: datetime | None = None) -> str:
    """A deadline in relative words, for use beside the absolute ones: ``23 jam lagi``, ``terlambat 1 hari``."""
    if not value:
        return ""
    now = now or timezone.now()
    if not isinstance(value, datetime):
        return _due_day((value - _local(now).date()).days)
    left = value - now
    if abs(left) < timedelta(minutes=1):
        return _("sekarang")
    if left < timedelta():
        return _("terlambat %(span)s") % {"span": _coarse(left)}
    return _("%(span)s lagi") % {"span": _coarse(left)}


def _due_day(days: int) -> str:
    near = {0: _("hari ini"), 1: _("besok"), 2: _("lusa")}.get(days)
    if near:
        return near
    if days < 0:
        return _("terlambat %(count)s hari") % {"count": number(-days)}
    return _("%(count)s hari lagi") % {"count": number(days)}


def _coarse(length: timedelta) -> str:
    """One unit only; a deadline is felt in days or hours, not in both."""
    days = abs(length).total_seconds() / 86400
    return span(timedelta(days=int(days))) if days >= 1 else span(length)


def left(value: datetime, now: datetime | None = None) -> str:
    """How long until a moment, or since it, without saying which: ``23 jam``; for sentences that say it themselves."""
    if abs(value - (now or timezone.now())) < timedelta(minutes=1):
        return _("kurang dari 1 menit")
    return _coarse(value - (now or timezone.now()))


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """Time passed: ``2 jam lalu``, ``baru saja``."""
    if not value:
        return ""
    passed = (now or timezone.now()) - value
    if passed < timedelta(minutes=1):
        return _("baru saja")
    return _("%(span)s lalu") % {"span": _coarse(passed)}


def is_late(value: date | None, now: datetime | None = None) -> bool:
    """Whether a deadline has passed; a day is late only when it is over."""
    if not value:
        return False
    now = now or timezone.now()
    return value < now if isinstance(value, datetime) else value < _local(now).date()


def number(value: object) -> str:
    """``1.234`` and ``0,5``; text such as ``*`` or ``<5`` (a hidden cell) passes unchanged, nothing becomes a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    whole = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))


def rupiah(value: object) -> str:
    """``Rp1.500.000``; sen are not written."""
    return "" if value is None or value == "" else f"Rp{number(int(Decimal(str(value))))}"


def duration_hours(value: float | None) -> str:
    """Hours in words: ``7 jam``, ``1 hari 6 jam``, ``30 menit``; nothing known is a dash."""
    return "–" if value is None else span(timedelta(hours=float(value)))


def count_word(value: int) -> str:
    """``Tiga`` for 3; figures above ten."""
    return str(COUNT_WORDS[value]) if 0 <= value <= 10 else number(value)
