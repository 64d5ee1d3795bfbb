"""Jakarta Barat and Jakarta Pusat under DKI Jakarta. The published numbers are people, not cases:

- 2023: 37 victims of TPPO in the province, 22 of them in Jakarta Barat; here the other 15 are in Jakarta Pusat. -
January to July 2024: 16 victims. The source does not say whether in the province or in Jakarta Barat. The demo counts
them for the province, because the sentence continues the province's count: 9 in Jakarta Barat and 7 in Jakarta Pusat.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tppo_gugus.demo import course
from tppo_gugus.demo.cast import BARAT, PUSAT, Place
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.plans import adult_age, child_age, moments, trafficking_plan, violence_plan
from tppo_gugus.demo.telling import Story

DAYS_BEFORE_NOW = 10


@dataclass(frozen=True)
class Stretch:
    """Victims between two days (``groups``: number per case), and cases of other violence."""

    place: Place
    start: date
    end: date
    groups: tuple[int, ...]
    other: int = 0


STRETCHES = (
    Stretch(BARAT, date(2022, 1, 10), date(2022, 12, 20), (2, 1, 1, 1), 1),
    Stretch(BARAT, date(2023, 1, 9), date(2023, 12, 20), (3, 1, 1, 2, 4, 1, 2, 1, 2, 3, 1, 1), 2),  # 22 people
    Stretch(BARAT, date(2024, 1, 8), date(2024, 7, 30), (2, 1, 3, 1, 1, 1), 1),  # 9 people
    Stretch(BARAT, date(2024, 8, 5), date(2024, 12, 20), (1, 2), 1),
    Stretch(BARAT, date(2025, 1, 8), date(2025, 12, 19), (1, 3, 1, 2), 1),
    Stretch(PUSAT, date(2022, 1, 17), date(2022, 12, 12), (2, 1)),
    Stretch(PUSAT, date(2023, 1, 16), date(2023, 12, 18), (2, 1, 4, 1, 2, 1, 3, 1), 1),  # 15 people
    Stretch(PUSAT, date(2024, 1, 15), date(2024, 7, 29), (2, 1, 3, 1), 1),  # 7 people
    Stretch(PUSAT, date(2024, 8, 12), date(2024, 12, 16), (1,)),
    Stretch(PUSAT, date(2025, 1, 20), date(2025, 12, 15), (1, 2, 1)),
)
SINCE_2026 = ((BARAT, (1, 2, 1, 2)), (PUSAT, (1, 2)))


def past(world: World, now: datetime) -> Iterator[Story]:
    """Every case of the two cities."""
    for stretch in (*STRETCHES, *recent_stretches((now - timedelta(days=DAYS_BEFORE_NOW)).date())):
        rng = Random(f"{stretch.place.key}-{stretch.start}")
        received = moments(stretch.start, stretch.end, len(stretch.groups), rng)
        for moment, people in zip(received, stretch.groups, strict=True):
            yield course.trafficking(world, trafficking_plan(stretch.place, moment, _ages(people, rng), rng))
        for moment in moments(stretch.start, stretch.end, stretch.other, rng):
            yield course.other_violence(world, violence_plan(stretch.place, moment, rng))


def recent_stretches(until: date) -> Iterator[Stretch]:
    """The years since 2026, the last one up to ``until``."""
    for place, groups in SINCE_2026:
        for year in range(2026, until.year + 1):
            start, end = date(year, 1, 12), min(date(year, 12, 18), until)
            share = (end - start).days / 340
            if share > 0:
                yield Stretch(place, start, end, groups[: round(len(groups) * share)])


def _ages(people: int, rng: Random) -> tuple[int, ...]:
    """One victim in four is a child."""
    return tuple(child_age(rng) if rng.random() < 0.25 else adult_age(rng) for _ in range(people))
