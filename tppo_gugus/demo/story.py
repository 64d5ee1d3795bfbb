"""The whole demo: told once, in one transaction, so that there is either all of it or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from safeguards import clock
from taskforces.models import TaskForce
from tppo_gugus.demo import founding, jakarta, jambi, meetings, today
from tppo_gugus.demo.cast import JAMBI, PLACES
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.people import People
from tppo_gugus.demo.telling import Cast, Teller


def is_told() -> bool:
    """Whether the demo's task forces are there already."""
    return TaskForce.objects.filter(region_id=JAMBI.region).exists()


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """Let the actions' own savepoints go: nothing of the demo is kept unless all is, and it is a quarter quicker."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = before


def tell(say: Callable[[str], None]) -> int:
    """Tell everything up to now; returns how many acts were told. Nothing happens where it was told before."""
    with transaction.atomic():
        if is_told():
            return 0
        with _without_savepoints():
            return _tell(say)


def _tell(say: Callable[[str], None]) -> int:
    now = timezone.localtime(clock.now())
    cast = Cast()
    teller = Teller(cast, now=now, say=say)
    world = World(cast, teller, People())
    teller.begin([founding.found(world), *(founding.follow(world, place) for place in PLACES)])
    for chapter in (jambi.past, jakarta.past, meetings.all_of, today.present):
        teller.begin(chapter(world, now))
    return teller.tell()
