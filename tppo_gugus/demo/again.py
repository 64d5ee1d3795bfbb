"""People who come up again: a recruiter in two files, a woman helped before, one recorded twice, a merged pair.

Their names and numbers are fixed here, because these stories depend on the spelling.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cases.actions import merges
from cases.choices import Channel, Mode, PersonRole, RevealReason, Sex, Stage, Urgency, VictimStatus
from cases.merging import field_choices
from tppo_gugus.demo import course, scenes
from tppo_gugus.demo.cast import RATNA, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Story

DAYS_SINCE_HELPED = 300


def stories(world: World, now: datetime) -> Iterator[Story]:
    """All stories of this module."""
    for story in (_same_recruiter, _helped_before, _written_twice, _made_one):
        yield story(world, now)


def _same_recruiter(world: World, now: datetime) -> Story:
    """Two women who do not know each other name the same number and account; Ratna is notified by code."""
    first = {"name": "Guntur Contoh Penyalur", "phone": "0812-0000-9901", "accounts": "Instagram @lowongan.contoh"}
    plan = scenes.plan(
        now, hours=330, mode=Mode.FOREIGN_JOB, who=(scenes.woman(24, "15.04"),), told_of=(_recruiter(**first),)
    )
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=300)
    scenes.screen(world, plan, case, VictimStatus.CONFIRMED)
    yield now - timedelta(hours=270)
    scenes.move(world, case, Stage.PLAN, Stage.SERVICE)
    second = {"name": "Bang Gun Contoh", "phone": "+62 812 0000 9901", "accounts": "instagram: @lowongan.contoh"}
    plan = scenes.plan(
        now, hours=28, mode=Mode.FOREIGN_JOB, who=(scenes.woman(20, "15.06"),), told_of=(_recruiter(**second),)
    )
    yield from scenes.opened(world, plan)


def _helped_before(world: World, now: datetime) -> Story:
    """A woman helped before is sold again: Sari chooses her from the known people during the call."""
    hours = DAYS_SINCE_HELPED * 24
    before = scenes.plan(now, hours=hours, mode=Mode.DOMESTIC_WORK, who=(scenes.woman(24, "15.05"),))
    case = yield from scenes.opened(world, before)
    began = now - timedelta(hours=hours)
    yield began + timedelta(days=1)
    scenes.screen(world, before, case, VictimStatus.CONFIRMED)
    yield began + timedelta(days=6)
    scenes.move(world, case, Stage.PLAN, Stage.SERVICE)
    yield began + timedelta(days=60)
    scenes.move(world, case, Stage.MONITORING)
    yield began + timedelta(days=95)
    course.end(world, before, case)
    with world.cast.acting(SARI):
        known = case.victims.select_related("person", "origin_region").get()
    again = {
        "person": known.person_id,
        "role": PersonRole.POSSIBLE_VICTIM,
        "is_known": True,
        "sex": known.sex,
        "age": known.age_at_event + 1,
        "origin_region": known.origin_region,
    }
    plan = scenes.plan(now, hours=75, mode=Mode.ONLINE_SCAM, told_of=(again,), channel=Channel.AGENCY)
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=55)
    scenes.screen(world, plan, case, VictimStatus.SUSPECTED)


def _written_twice(world: World, now: datetime) -> Story:
    """Two callers report one woman with different spellings; nobody has compared the two files yet."""
    for hours, channel, spelled in (
        (66, Channel.UPTD_HOTLINE, {"name": "Siti Nurhayati Contoh", "nickname": "Nur", "age": 22}),
        (33, Channel.WALK_IN, {"name": "Sitti Nur Hayati Contoh", "nickname": "Nur", "age": 22}),
    ):
        said = _victim(**spelled, sex=Sex.FEMALE, phone="0812-0000-9911", address="Lorong Andaian 91")
        plan = scenes.plan(now, hours=hours, mode=Mode.DEBT, told_of=(said,), channel=channel)
        yield from scenes.opened(world, plan)


def _made_one(world: World, now: datetime) -> Story:
    """A man reported by his wife and by the police: Ratna has compared and merged both, which can be undone."""
    told = {"sex": Sex.MALE, "age": 27, "phone": "0812-0000-9921"}
    plan = scenes.plan(now, hours=130, mode=Mode.ONLINE_SCAM, told_of=(_victim(name="Moch. Bayu Contoh", **told),))
    case = yield from scenes.opened(world, plan)
    plan = scenes.plan(
        now,
        hours=52,
        mode=Mode.ONLINE_SCAM,
        told_of=(_victim(name="Mohammad Bayu Contoh", nickname="Bayu", guardian="Istri Contoh", **told),),
        channel=Channel.POLICE,
        urgency=Urgency.ORDINARY,
    )
    yield plan.received_at + timedelta(minutes=15)
    complaint = course.log(world, plan)
    yield now - timedelta(hours=21)
    with world.cast.acting(RATNA) as by:
        kept = case.victims.select_related("person").get().person
        gone = complaint.people.select_related("person").get(role=PersonRole.POSSIBLE_VICTIM).person
        merges.open_both(kept=kept, gone=gone, reason=RevealReason.SAME_PERSON, by=by)
        differing = field_choices.differing_fields(kept, gone)
        choices = {name: field_choices.default_of(name, kept, gone) or field_choices.KEPT for name in differing}
        merges.merge(kept=kept, gone=gone, choices=choices, versions=(kept.version, gone.version), by=by)


def _recruiter(**said) -> dict:
    return {"role": PersonRole.RECRUITER, "is_known": True, "sex": Sex.MALE, **said}


def _victim(**said) -> dict:
    return {"role": PersonRole.POSSIBLE_VICTIM, "is_known": True, **said}
