"""Tell stories: each is a generator that yields the moment of its next act; the earliest goes first.

So everything happens in chronological order across all cities: numbers, audit chains and the ends of decrees come out
as in real life. Future acts are not told; those cases are still open.
"""

import heapq
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings

from safeguards import clock, row_security
from taskforces.access import scoping
from taskforces.models import Agency, User

Story = Generator[datetime, None, None]
Chapter = Callable[[Any, datetime], Iterator[Story]]  # arguments: the world and the present moment
Progress = Callable[[int, int], None]  # arguments: stories begun, stories in total


class Cast:
    """The acting users, by e-mail address, and the agencies, by city and short key."""

    def __init__(self) -> None:
        self.agencies: dict[tuple[str, str], Agency] = {}
        self._users: dict[tuple[str, int], User] = {}

    @contextmanager
    def acting(self, email: str) -> Iterator[User]:
        """Act as a user: row security and field history know the user, exactly as in a request."""
        user = self._user(email)
        with row_security.activate(scoping.row_security_context(user)), pghistory.context(user=str(user.pk)):
            yield user

    def agency(self, city: str, key: str) -> Agency:
        """A member agency of a city."""
        return self.agencies[city, key]

    def forget(self) -> None:
        """Reload everybody's memberships after somebody got or lost one."""
        self._users.clear()

    def _user(self, email: str) -> User:
        """The user with the memberships of the story's current year (decrees change with the year)."""
        key = (email, clock.today().year)
        if key not in self._users:
            self._users[key] = User.objects.get(email=email)
        return self._users[key]


class Teller:
    """Tells stories in chronological order, up to the present moment."""

    def __init__(self, cast: Cast, *, now: datetime, say: Progress = lambda begun, known: None) -> None:
        self.cast, self.now, self._say = cast, now, say
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._order = count()
        self.told = 0

    def begin(self, stories: Iterable[Story]) -> None:
        """Add stories; each runs to its first moment."""
        for story in stories:
            self._resume(story)

    def tell(self) -> int:
        """Tell everything; returns the number of acts (groups of actions at one moment)."""
        first = {id(story) for moment, _order, story in self._waiting if moment <= self.now}
        known, begun = len(first), 0
        while self._waiting and self._waiting[0][0] <= self.now:
            moment, _order, story = heapq.heappop(self._waiting)
            if id(story) in first:
                first.remove(id(story))
                begun += 1
                self._say(begun, known)
            with clock.at(moment):
                self._resume(story)
            self.told += 1
        return self.told

    def _resume(self, story: Story) -> None:
        moment = next(story, None)
        if moment is not None:
            heapq.heappush(self._waiting, (moment, next(self._order), story))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day, in the installation's time zone."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))


def office_hour(day: date, rng: Random) -> datetime:
    """Some moment of a working day on or after ``day``, between eight and four."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    return at(day, rng.randrange(8, 16), rng.randrange(60))
