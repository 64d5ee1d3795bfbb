"""The whole demo in parts: first the task forces, then what happened in each region. A part is there whole or not at
all, and only what is missing is told. Regions share nothing but that beginning, so they may be told side by side.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, transaction
from django.utils import timezone

from cases.models import Case
from safeguards import clock, row_security
from taskforces.models import TaskForce
from tppo_gugus.demo import founding, jakarta, jambi, meetings, today
from tppo_gugus.demo.batching import batched
from tppo_gugus.demo.cast import BARAT, JAKARTA, JAMBI, JAMBI_PROVINCE, PLACES, PUSAT, Place
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.people import People
from tppo_gugus.demo.processes import seldom_collecting
from tppo_gugus.demo.telling import Cast, Chapter, Progress, Teller


@dataclass(frozen=True)
class Part:
    """What happened in one region. ``people_from``: the number of its first invented person."""

    place: Place  # whose cases say that the part has been told
    places: tuple[Place, ...]
    chapters: tuple[Chapter, ...]
    people_from: int = 1


PARTS = (
    Part(JAMBI, (JAMBI_PROVINCE, JAMBI), (jambi.past, meetings.of(JAMBI), today.present)),
    Part(BARAT, (JAKARTA, BARAT, PUSAT), (jakarta.past, meetings.of(BARAT)), people_from=2001),
)


def is_founded() -> bool:
    """Whether the demo's task forces are there already."""
    return TaskForce.objects.filter(region_id=JAMBI.region).exists()


def is_told(part: Part) -> bool:
    """Whether the cases of a part are there already."""
    found = TaskForce.objects.filter(region_id=part.place.region)
    with row_security.activate({"task_forces": found.values_list("pk", flat=True)}):
        return Case.objects.filter(task_force__in=found).exists()


def missing() -> list[Part]:
    """The parts that have not been told yet."""
    with transaction.atomic():
        return [part for part in PARTS if not is_told(part)]


def tell(say: Progress) -> int:
    """Tell everything up to now; returns how many acts were told. Nothing happens where it was told before."""
    now = present_moment()
    return found() + sum(tell_part(part, now, say) for part in missing())


def present_moment() -> datetime:
    """The moment up to which stories are told."""
    return timezone.localtime(clock.now())


def found() -> int:
    """Tell how the task forces began; returns the number of acts, 0 where they are there."""
    with _one_piece("beginning"):
        if is_founded():
            return 0
        world = _world(present_moment(), lambda told, of: None)
        world.teller.begin([founding.found(world)])
        return world.teller.tell()


def tell_part(part: Part, now: datetime, say: Progress) -> int:
    """Tell what happened in one region until ``now``; returns the number of acts, 0 where it was told before."""
    with _one_piece(part.place.key):
        if is_told(part):
            return 0
        world = _world(now, say, People(part.people_from))
        founding.recall(world)
        world.teller.begin(founding.follow(world, place) for place in PLACES if place in part.places)
        for chapter in part.chapters:
            world.teller.begin(chapter(world, now))
        return world.teller.tell()


def _world(now: datetime, say: Progress, people: People | None = None) -> World:
    cast = Cast()
    return World(cast, Teller(cast, now=now, say=say), people or People())


@contextmanager
def _one_piece(name: str) -> Iterator[None]:
    """One transaction, told quickly. The actions' own savepoints are let go, because all is kept or nothing.

    Two programs that tell at once wait for each other: the later one then finds the part told.
    """
    with transaction.atomic(), _quick_passwords(), seldom_collecting():
        _wait_for_turn(name)
        before, connection.features.uses_savepoints = connection.features.uses_savepoints, False
        try:
            with batched():
                yield
        finally:
            connection.features.uses_savepoints = before


def _wait_for_turn(name: str) -> None:
    """Wait until nobody else tells the same piece; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"tppo demo {name}"])


@contextmanager
def _quick_passwords() -> Iterator[None]:
    """Hash in one round: the passwords are published or long random ones. The first sign-in hashes anew, in full."""
    before, PBKDF2PasswordHasher.iterations = PBKDF2PasswordHasher.iterations, 1
    try:
        yield
    finally:
        PBKDF2PasswordHasher.iterations = before
