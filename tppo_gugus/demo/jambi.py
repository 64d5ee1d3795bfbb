"""Kota Jambi, 2021 until a few weeks ago. Counting these rows gives the published figures of the city's DPMPPA:

- January to August 2022: 13 TPPO cases handled with the police, six of them with a child. Here each of the six has one
child, so that "six of them are children" is true for cases and for children. - January to October 2024: 149 cases of
violence, 22 of them TPPO. The source says 22 people in its headline and 22 cases in its text; here each of the 22 has
one victim, so that both are true. Five come from the raid of July 2024.

Everything else is invented, with smaller numbers before and after, so that the charts have a shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from cases.choices import Channel, Mode
from tppo_gugus.demo import course
from tppo_gugus.demo.cast import JAMBI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.plans import (
    adult_age,
    child_age,
    moments,
    trafficking_plan,
    violence_plan,
)
from tppo_gugus.demo.telling import Story

DAYS_BEFORE_NOW = 40  # the past ends here; then the present begins (today.py)
RAID = date(2024, 7, 19)


@dataclass(frozen=True)
class Stretch:
    """Numbers of cases by kind between two days, both included. ``children``: TPPO cases with a child."""

    start: date
    end: date
    tppo: int
    children: int
    other: int
    inquiries: int
    always_police: bool = False
    one_victim_each: bool = False


STRETCHES = (
    Stretch(date(2021, 1, 11), date(2021, 12, 20), 5, 2, 8, 3),
    Stretch(date(2022, 1, 5), date(2022, 8, 30), 13, 6, 9, 3, always_police=True),
    Stretch(date(2022, 9, 2), date(2022, 12, 21), 3, 1, 5, 1),
    Stretch(date(2023, 1, 9), date(2023, 12, 20), 11, 4, 18, 4),
    Stretch(date(2024, 1, 3), date(2024, 10, 29), 17, 6, 127, 8, one_victim_each=True),
    Stretch(date(2024, 11, 4), date(2024, 12, 20), 2, 1, 4, 1),
    Stretch(date(2025, 1, 6), date(2025, 12, 19), 10, 4, 20, 5),
)
RAID_CASES = 5  # of the 22
SINCE_2026 = (9, 3, 16, 4)  # tppo, children, other, inquiries in a whole year


def past(world: World, now: datetime) -> Iterator[Story]:
    """Every case and complaint of the past."""
    for stretch in (*STRETCHES, *recent_stretches((now - timedelta(days=DAYS_BEFORE_NOW)).date())):
        yield from _stories(world, stretch)
    rng = Random("jambi-raid")
    for number in range(RAID_CASES):
        received = moments(RAID, RAID, 1, rng)[0] + timedelta(minutes=number)
        plan = trafficking_plan(
            JAMBI,
            received,
            (adult_age(rng),),
            rng,
            mode=Mode.PROSTITUTION_ONLINE,
            channel=Channel.OUTREACH,
            legal_steps=4,
            event_on=RAID,
        )
        yield course.trafficking(world, plan)


def recent_stretches(until: date) -> Iterator[Stretch]:
    """The years since 2026 with the usual numbers, the last one up to ``until``."""
    for year in range(2026, until.year + 1):
        start, end = date(year, 1, 5), min(date(year, 12, 19), until)
        share = (end - start).days / 348
        if share > 0:
            tppo, children, other, inquiries = (round(number * share) for number in SINCE_2026)
            yield Stretch(start, end, tppo, children, other, inquiries)


def _stories(world: World, stretch: Stretch) -> Iterator[Story]:
    rng = Random(f"jambi-{stretch.start}")
    received = moments(stretch.start, stretch.end, stretch.tppo, rng)
    with_child = set(rng.sample(range(stretch.tppo), stretch.children))
    for number, moment in enumerate(received):
        fixed = {"legal_steps": rng.choice((1, 2, 4, 8))} if stretch.always_police else {}
        plan = trafficking_plan(
            JAMBI,
            moment,
            _ages(number in with_child, stretch.one_victim_each, rng),
            rng,
            is_first_other_violence=number % 7 == 3,
            **fixed,
        )
        yield course.trafficking(world, plan)
    for moment in moments(stretch.start, stretch.end, stretch.other, rng):
        yield course.other_violence(world, violence_plan(JAMBI, moment, rng))
    for moment in moments(stretch.start, stretch.end, stretch.inquiries, rng):
        yield course.inquiry(world, violence_plan(JAMBI, moment, rng))


def _ages(has_child: bool, is_single: bool, rng: Random) -> tuple[int, ...]:
    """Ages with exactly one child, or none; one case in five has a second, adult victim."""
    first = child_age(rng) if has_child else adult_age(rng)
    return (first,) if is_single or rng.random() < 0.8 else (first, adult_age(rng))
