"""Kota Jambi in the last days and hours before the demo is told: work for Sari, Ratna, Budi, Maya and Rina.

Every story runs up to now and stops where its people have not acted yet.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from cases.actions import services, victims
from cases.choices import CaseKind, Channel, Mode, PauseReason, Sex, Stage, Urgency, VictimStatus, ViolenceForm
from cases.models import Case, Service
from referrals.actions import referrals
from referrals.choices import DeclineReason, OutcomeKind
from safeguards import clock
from taskforces.access.roles import Role
from taskforces.actions import invitations, notifications, saved_views, watches
from taskforces.choices import SavedList, WatchKind
from taskforces.choices import ServiceLine as L
from taskforces.models import Decree
from tppo_gugus.demo import again, course, desk, duty, old_register, referring, scenes, street
from tppo_gugus.demo.cast import ARIF, BUDI, JAMBI, MAYA, OFFICERS_JAMBI, RATNA, RINA, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.people import Invented
from tppo_gugus.demo.referring import Asked
from tppo_gugus.demo.telling import Story

READ_UNTIL = timedelta(days=4)  # older notifications under Kabar are read
PICK_UP = Asked("dinsos", (L.PICK_UP, L.SOCIAL_REHABILITATION))
HOME = Asked("dinsos", (L.SOCIAL_REHABILITATION, L.REPATRIATION))
POLICE = Asked("polisi", (L.LAW_ENFORCEMENT,))
HEALTH = Asked("rsud", (L.HEALTH_REHABILITATION,))
LAWYER = Asked("lbh", (L.LEGAL_AID,))


def present(world: World, now: datetime) -> Iterator[Story]:
    """Every story of the present; older notifications are read."""
    yield _reading(world, now - READ_UNTIL)
    yield duty.roster(world, now)
    yield duty.running_emergency(world, now)
    yield street.neighbour(world, now)
    yield _views(world, now)
    yield from again.stories(world, now)
    yield from desk.stories(world, now)
    yield old_register.brought_in(world, now)
    for story in (
        _emergency, _late_police, _child_far_from_home, _declined_by_hospital, _helped_yesterday, _nearly_over,
        _seen_by_lawyer, _just_opened, _other_violence, _invitation,
    ):  # fmt: skip
        yield story(world, now)
    for hours, channel, urgency, mode in (
        (1, Channel.UPTD_HOTLINE, Urgency.URGENT, Mode.FOREIGN_JOB),
        (5, Channel.WALK_IN, Urgency.ORDINARY, Mode.DOMESTIC_WORK),
        (31, Channel.SAPA_129, Urgency.ORDINARY, Mode.ONLINE_SCAM),
    ):
        yield _waiting_complaint(world, now, hours, channel, urgency, mode)


def _emergency(world: World, now: datetime) -> Story:
    """A girl cannot leave a boarding house: reported to 112, pick-up requested, not answered yet."""
    plan = scenes.plan(
        now, hours=4, mode=Mode.PROSTITUTION_ONLINE, who=(scenes.woman(16, "32.12"),), urgency=Urgency.EMERGENCY
    )
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=2, minutes=30)
    with world.cast.acting(SARI) as by:
        for victim in case.victims.all():
            victims.move(victim=victim, to=Stage.IDENTIFICATION, by=by)
            victims.move(victim=victim, to=Stage.EMERGENCY, note="Belum dapat keluar sendiri.", by=by)
    yield now - timedelta(hours=2)
    _send(world, case, PICK_UP)


def _late_police(world: World, now: datetime) -> Story:
    """Two women; the police have not answered within their six hours."""
    plan = scenes.plan(
        now, hours=76, mode=Mode.NIGHT_ENTERTAINMENT, who=(scenes.woman(21, "18.71"), scenes.woman(19, "18.71"))
    )
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=50)
    scenes.screen(world, plan, case, VictimStatus.SUSPECTED)
    yield now - timedelta(hours=27)
    _send(world, case, POLICE)
    yield now - timedelta(hours=22)
    _send(world, case, HOME)


def _child_far_from_home(world: World, now: datetime) -> Story:
    """A boy of thirteen from Bandung, begging for others; Maya has accepted and prepares the journey home, paused."""
    boy = Invented(Sex.MALE, 13, "32.04")
    plan = scenes.plan(now, hours=170, mode=Mode.CHILD_BEGGING, who=(boy,), channel=Channel.OUTREACH)
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=150)
    scenes.screen(world, plan, case, VictimStatus.CONFIRMED)
    yield now - timedelta(hours=120)
    sent = _send(world, case, HOME)
    yield now - timedelta(hours=101)
    _accept(world, MAYA, sent)
    yield now - timedelta(hours=80)
    scenes.move(world, case, Stage.PLAN, Stage.SERVICE)
    yield now - timedelta(hours=30)
    with world.cast.acting(SARI) as by:  # his papers are missing; today Sari decides whether the journey goes on
        service = Service.objects.filter(victim__case=case).select_related("victim").earliest("pk")
        until = clock.today() + timedelta(days=1)
        services.pause(service=service, reason=PauseReason.WAITING_PAPERS, until_on=until, by=by)


def _declined_by_hospital(world: World, now: datetime) -> Story:
    """The hospital is full, so Sari has to find another place. The police work on the case."""
    plan = scenes.plan(now, hours=98, mode=Mode.PROSTITUTION, who=(scenes.woman(24, "16.71"),), channel=Channel.POLICE)
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=90)
    scenes.screen(world, plan, case, VictimStatus.CONFIRMED)
    yield now - timedelta(hours=52)
    police, health = _send(world, case, POLICE), _send(world, case, HEALTH)
    yield now - timedelta(hours=48)
    _accept(world, BUDI, police)
    yield now - timedelta(hours=20)
    with world.cast.acting(OFFICERS_JAMBI) as by:
        for referral in health:
            referrals.decline(referral=referral, reason=DeclineReason.NO_PLACE, by=by)


def _helped_yesterday(world: World, now: datetime) -> Story:
    """Yesterday Maya completed the services; Sari can read the outcome."""
    plan = scenes.plan(
        now, hours=500, mode=Mode.DOMESTIC_WORK, who=(scenes.woman(27, "15.05"),), channel=Channel.AGENCY
    )
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=470)
    scenes.screen(world, plan, case, VictimStatus.CONFIRMED)
    yield now - timedelta(hours=440)
    sent = _send(world, case, Asked("dinsos", (L.SOCIAL_REHABILITATION,)))
    yield now - timedelta(hours=425)
    _accept(world, MAYA, sent)
    scenes.move(world, case, Stage.PLAN, Stage.SERVICE)
    yield now - timedelta(hours=23)
    with world.cast.acting(MAYA) as by:
        for referral in sent:
            note = "Konseling selesai, keluarga siap menerima."
            referrals.complete(
                referral=referral, outcomes=dict.fromkeys(referral.service_lines, OutcomeKind.GIVEN), note=note, by=by
            )


def _nearly_over(world: World, now: datetime) -> Story:
    """Monitoring has gone well; Ratna decides on the end of the services."""
    plan = scenes.plan(now, hours=24 * 37, mode=Mode.FOREIGN_JOB, who=(scenes.woman(22, "15.06"),))
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(days=36)
    scenes.screen(world, plan, case, VictimStatus.CONFIRMED)
    yield now - timedelta(days=33)
    scenes.move(world, case, Stage.PLAN, Stage.SERVICE)
    yield now - timedelta(days=2)
    scenes.move(world, case, Stage.MONITORING)


def _seen_by_lawyer(world: World, now: datetime) -> Story:
    """A lawyer still has time to answer a referral; Maya also has one that is due soon."""
    plan = scenes.plan(now, hours=60, mode=Mode.DEBT, who=(scenes.woman(30, "15.71.07"),), channel=Channel.WALK_IN)
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=40)
    scenes.screen(world, plan, case, VictimStatus.SUSPECTED)
    yield now - timedelta(hours=3)
    _send(world, case, LAWYER)


def _just_opened(world: World, now: datetime) -> Story:
    """Two sisters, opened this morning, not screened yet."""
    plan = scenes.plan(now, hours=9, mode=Mode.FOREIGN_JOB, who=(scenes.woman(17, "15.08"), scenes.woman(20, "15.08")))
    yield from scenes.opened(world, plan)


def _other_violence(world: World, now: datetime) -> Story:
    """A case of other violence under way."""
    plan = scenes.plan(
        now,
        hours=200,
        mode=Mode.UNKNOWN,
        who=(scenes.woman(33, "15.71.02"),),
        kind=CaseKind.OTHER_VIOLENCE,
        violence_form=ViolenceForm.PHYSICAL,
    )
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=180)
    scenes.move(world, case, Stage.IDENTIFICATION, Stage.ASSESSMENT)
    yield now - timedelta(hours=150)
    _send(world, case, Asked("rsud", (L.HEALTH_REHABILITATION,)), answered_by=OFFICERS_JAMBI)
    scenes.move(world, case, Stage.PLAN, Stage.SERVICE)


def _waiting_complaint(world: World, now: datetime, hours: int, channel: str, urgency: str, mode: str) -> Story:
    """An open complaint."""
    plan = scenes.plan(
        now, hours=hours, mode=mode, who=(scenes.woman(23, "15.71.02"),), channel=channel, urgency=urgency
    )
    yield plan.received_at + timedelta(minutes=9)
    course.log(world, plan)


def _invitation(world: World, now: datetime) -> Story:
    """Arif has invited a colleague who has not opened the link yet."""
    yield now - timedelta(hours=26)
    with world.cast.acting(ARIF) as by:
        decree = Decree.objects.valid(on=clock.today()).get(task_force=world.place_of(JAMBI.key))
        invitations.invite(
            decree=decree,
            email="petugas.baru@jambi.contoh",
            name="Petugas Baru Contoh",
            role=Role.CASEWORKER,
            agency=world.cast.agency(JAMBI.key, "uptd"),
            valid_from=clock.today(),
            by=by,
        )


def _reading(world: World, until: datetime) -> Story:
    """Everybody has read all notifications until then."""
    yield until
    for email in (SARI, RATNA, BUDI, MAYA, RINA, OFFICERS_JAMBI):
        with world.cast.acting(email) as by:
            notifications.mark_all_read(by=by)


def _views(world: World, now: datetime) -> Story:
    """Ratna shares the view she opens every morning; Sari saves her cases with children and watches emergencies."""
    yield now - timedelta(days=3)
    task_force = world.place_of(JAMBI.key)
    keep = partial(saved_views.save, task_force=task_force)
    with world.cast.acting(RATNA) as by:
        screening = {"of_list": SavedList.CASES, "name": "Menunggu skrining", "query": "tugas=belum-skrining"}
        keep(**screening, shared_with_role=Role.CASEWORKER, by=by)
        keep(of_list=SavedList.SENT, name="Terlambat dijawab", query="keadaan=terlambat", by=by)
    with world.cast.acting(SARI) as by:
        keep(of_list=SavedList.CASES, name="Anak, milik saya", query="tampilan=anak-saya", by=by)
        urgent = "tampilan=terbuka&kedaruratan=emergency"
        view = keep(of_list=SavedList.CASES, name="Darurat", query=urgent, by=by)
        watches.start(view=view, kind=WatchKind.MORE_THAN, threshold=3, by=by)


def _send(world: World, case: Case, asked: Asked, *, answered_by: str = "") -> list:
    """One referral for each victim of the case."""
    sent = []
    with world.cast.acting(SARI) as by:
        for victim in case.victims.select_related("person"):
            consent = referring.consent_of(victim, by)
            sent.append(referring.send(world, JAMBI, victim, asked, consent, by))
    if answered_by:
        _accept(world, answered_by, sent)
    return sent


def _accept(world: World, officer: str, sent: list) -> None:
    with world.cast.acting(officer) as by:
        for referral in sent:
            referrals.accept(referral=referral, first_service_on=clock.today(), by=by)
