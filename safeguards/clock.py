"""The present moment, asked in one place, so that a story from 2022 can be told through today's actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told_moment", default=None)


def now() -> datetime:
    """The moment an act happens: now, or the moment the story being told is at."""
    return _told.get() or timezone.now()


def today() -> date:
    """The local day of ``now``."""
    return timezone.localdate(now())


def nightly(hour: int, minute: int) -> str:
    """The cron line of a time of day in the deployment's ``TIME_ZONE``: workers read cron lines as UTC.

    The zone's offset of today is used: no zone of Indonesia changes its clocks.
    """
    offset = datetime.now(ZoneInfo(settings.TIME_ZONE)).utcoffset() or timedelta()
    of_day = (hour * 60 + minute - int(offset.total_seconds()) // 60) % (24 * 60)
    return f"{of_day % 60} {of_day // 60} * * *"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let acts happen at another moment (demo stories and tests). The moment must be aware of its time zone."""
    if timezone.is_naive(moment):
        raise ValueError("a story's moment needs a time zone")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
