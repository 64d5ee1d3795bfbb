"""Common parts of present stories: a case of Kota Jambi from some hours ago, handled by Sari."""

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from cases.choices import CaseKind, Channel, Factor, Sex, Stage, Urgency
from cases.models import Case
from tppo_gugus.demo import course
from tppo_gugus.demo.cast import JAMBI, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.people import Invented
from tppo_gugus.demo.plans import CasePlan


def plan(now: datetime, *, hours: int, mode: str, who: tuple[Invented, ...] = (), **fixed) -> CasePlan:
    """A case from ``hours`` ago about these people; ``fixed`` are further fields of the plan."""
    received = now - timedelta(hours=hours)
    values = {"kind": CaseKind.TPPO, "channel": Channel.CALL_CENTRE_112, "urgency": Urgency.URGENT, **fixed}
    return CasePlan(
        place=JAMBI,
        received_at=received,
        event_on=received.date() - timedelta(days=3),
        event_region="15.71.02",
        mode=mode,
        victims=who,
        factors=(Factor.ECONOMY, Factor.LURE),
        rng=Random(f"today-{hours}"),
        **values,
    )


def opened(world: World, plan: CasePlan) -> Generator[datetime, None, Case]:
    """Log after some minutes, open within the hour."""
    yield plan.received_at + timedelta(minutes=12)
    complaint = course.log(world, plan)
    yield plan.received_at + timedelta(minutes=50)
    return course.open_case(world, plan, complaint, identify=False)


def screen(world: World, plan: CasePlan, case: Case, status: str) -> None:
    """Identify, screen and assess at one moment."""
    move(world, case, Stage.IDENTIFICATION)
    course.screen(world, plan, case, status=status)
    move(world, case, Stage.ASSESSMENT)


def move(world: World, case: Case, *stages: str) -> None:
    """Sari moves every victim of a case along some stages."""
    course.move(world, SARI, case, *stages)


def woman(age: int, origin: str) -> Invented:
    """A woman or girl of that age, from a region."""
    return Invented(Sex.FEMALE, age, origin)
