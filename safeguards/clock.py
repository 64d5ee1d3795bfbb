"""The current time, read in one place, so that demo stories and tests can run today's actions at another moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("clock_moment", default=None)


def now() -> datetime:
    """The moment an act happens: the current time, or the moment set with ``at``."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The local day of ``now``."""
    return timezone.localdate(now())


def nightly(hour: int, minute: int) -> str:
    """The cron line, in UTC as workers read it, for a time of day in the deployment's ``TIME_ZONE``.

    Uses today's offset of the zone: no Indonesian zone changes its clocks.
    """
    offset = datetime.now(ZoneInfo(settings.TIME_ZONE)).utcoffset() or timedelta()
    of_day = (hour * 60 + minute - int(offset.total_seconds()) // 60) % (24 * 60)
    return f"{of_day % 60} {of_day // 60} * * *"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make acts happen at another moment (demo stories and tests). A naive moment raises ``ValueError``."""
    if timezone.is_naive(moment):
        raise ValueError("a story's moment needs a time zone")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
