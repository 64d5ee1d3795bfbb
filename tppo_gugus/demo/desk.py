"""On Sari's desk: unfinished calls, one that another city has to confirm, a screening to review."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cases.actions import complaints, drafts, hand_overs, screenings, victims
from cases.choices import (
    AnswerSource,
    Channel,
    HandOverWay,
    Mode,
    PersonRole,
    ReporterKind,
    ScreeningAnswer,
    Sex,
    Stage,
    Urgency,
    VictimStatus,
)
from cases.models import Draft
from cases.models.draft import CALLS
from cases.screening.findings import Findings
from safeguards.identifiers import new_id
from tppo_gugus.demo import scenes
from tppo_gugus.demo.cast import JAMBI, RATNA, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Story

YES, NO, NOT_KNOWN = ScreeningAnswer.YES, ScreeningAnswer.NO, ScreeningAnswer.NOT_KNOWN
VICTIM, DOCUMENT, OBSERVATION = AnswerSource.VICTIM, AnswerSource.DOCUMENT, AnswerSource.OBSERVATION
AGE_TOLD, AGE_ON_PAPER = 18, 16  # full years at the event
FOUND = Findings(
    answers={
        "act.recruitment": YES,
        "act.transport": YES,
        "act.transfer": NO,
        "means.threat": NO,
        "means.confinement": NO,
        "means.deception": NOT_KNOWN,
        "purpose.forced_labour": YES,
        "purpose.prostitution": NO,
    },
    sources={
        "act.recruitment": [VICTIM],
        "act.transport": [VICTIM, DOCUMENT],
        "means.confinement": [OBSERVATION],
        "purpose.forced_labour": [VICTIM],
    },
    notes={
        "act.transport": "Tiket travel dibelikan penyalur, fotonya ada.",
        "means.deception": "Belum jelas upah yang dijanjikan; tanyakan lagi.",
        "purpose.forced_labour": "Tiga bulan tanpa upah.",
    },
    indicators=("general_papers_kept", "labour_wage_withheld", "labour_long_hours"),
)


def stories(world: World, now: datetime) -> Iterator[Story]:
    """All stories of this module."""
    for story in (_calls_begun, _handed_to_palembang, _younger_than_told):
        yield story(world, now)


def _calls_begun(world: World, now: datetime) -> Story:
    """Sari's call was cut off; and Ratna, at the end of her shift, has given her a call to finish."""
    yield now - timedelta(minutes=55)
    with world.cast.acting(SARI) as to, world.cast.acting(RATNA) as by:
        key = _begin(
            "Ibu menelepon: anaknya berangkat kerja ke Batam dan tiga hari tidak dapat dihubungi. Akan telepon lagi.",
            reporter_kind=ReporterKind.FAMILY,
            by=by,
        )
        given = list(Draft.objects.visible_to(by).filter(key=key).values_list("pk", flat=True))
        drafts.hand_over(task_force=world.place_of(JAMBI.key), to=to, drafts=given, by=by)
    yield now - timedelta(minutes=14)
    with world.cast.acting(SARI) as by:
        _begin(
            "Penjaga kos melihat dua perempuan muda tidak pernah keluar. Sambungan terputus.",
            reporter_kind=ReporterKind.COMMUNITY,
            by=by,
        )


def _begin(narrative: str, *, reporter_kind: str, by) -> str:
    """Type the first words of a call; returns the key of its draft."""
    form = str(new_id())
    told = {"channel": Channel.UPTD_HOTLINE.value, "urgency": Urgency.URGENT.value, "narrative": narrative}
    fields = {"submission_key": form, **told, "reporter_kind": str(reporter_kind)}
    drafts.save(key=f"{CALLS}{form}", fields=fields, by=by)
    return f"{CALLS}{form}"


def _handed_to_palembang(world: World, now: datetime) -> Story:
    """The event was in another city, whose office has not confirmed the hand-over yet."""
    yield now - timedelta(hours=29)
    with world.cast.acting(SARI) as by:
        details = {
            "channel": Channel.CALL_CENTRE_112,
            "received_at": now - timedelta(hours=29, minutes=10),
            "narrative": "Adik perempuannya bekerja di rumah makan di Palembang, ponsel dan KTP dipegang pemilik.",
            "summary": "Pekerja rumah makan di kota lain, KTP dipegang pemilik.",
            "event_region": world.people.region("16.71"),
            "urgency": Urgency.URGENT,
            "reporter_kind": ReporterKind.FAMILY,
            **world.people.reporter(),
        }
        about = [{"role": PersonRole.POSSIBLE_VICTIM, "sex": Sex.FEMALE, "age": 19, "is_known": False}]
        task_force = world.place_of(JAMBI.key)
        complaint = complaints.log(task_force=task_force, details=details, people=about, submission_key=None, by=by)
        hand_overs.hand_over(
            complaint=complaint,
            to_office="UPTD PPA Kota Palembang (contoh)",
            to_region=world.people.region("16.71"),
            way=HandOverWay.WHATSAPP,
            contact_person="Petugas Contoh",
            by=by,
        )


def _younger_than_told(world: World, now: datetime) -> Story:
    """She said eighteen, and no means was found; the birth certificate says sixteen, so the child rule applies."""
    told = {
        "role": PersonRole.POSSIBLE_VICTIM,
        "is_known": True,
        "name": "Kenanga Contoh Muda",
        "nickname": "Kenanga",
        "sex": Sex.FEMALE,
        "age": AGE_TOLD,
        "origin_region": world.people.region("15.04"),
    }
    plan = scenes.plan(now, hours=46, mode=Mode.DEBT, told_of=(told,), channel=Channel.WALK_IN)
    case = yield from scenes.opened(world, plan)
    yield now - timedelta(hours=40)
    scenes.move(world, case, Stage.IDENTIFICATION)
    with world.cast.acting(SARI) as by:
        victim = case.victims.select_related("person").get()
        screenings.screen(
            victim=victim,
            findings=FOUND,
            note="Cara belum ditemukan; upah yang dijanjikan ditanyakan lagi.",
            status=VictimStatus.SUSPECTED,
            deciding_agency=world.cast.agency(JAMBI.key, "uptd"),
            by=by,
        )
    yield now - timedelta(hours=16)
    with world.cast.acting(SARI) as by:
        event = plan.event_on
        born = event.replace(year=event.year - AGE_ON_PAPER, day=1)
        victims.edit(victim=victim, changes={"birth_date": born}, version=None, by=by)
