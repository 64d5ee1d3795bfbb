"""The present moment, asked in one place, so that a story from 2022 can be told through today's actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told_moment", default=None)


def now() -> datetime:
    """The moment an act happens: now, or the moment the story being told is at."""
    return _told.get() or timezone.now()


def today() -> date:
    """The local day of ``now``."""
    return timezone.localdate(now())


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
