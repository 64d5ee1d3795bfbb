"""The course of one case from the call to the end of its services, as a story."""

from datetime import timedelta

from cases.actions import cases, complaints, hand_overs, proceedings, screenings, victims
from cases.choices import (
    CaseKind,
    ComplaintOutcome,
    HandOverWay,
    LegalStage,
    ReporterKind,
    Sex,
    Stage,
    TerminationReason,
    Urgency,
    VictimStatus,
    ViolenceForm,
)
from cases.models import Case, Complaint, Service, Victim
from cases.screening.findings import Findings
from safeguards import clock
from taskforces.choices import ServiceLine as L
from taskforces.models import User
from tppo_gugus.demo import referring
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.plans import CasePlan
from tppo_gugus.demo.referring import Asked
from tppo_gugus.demo.telling import Story, office_hour
from tppo_gugus.demo.words import ELEMENTS, INQUIRIES, NARRATIVES, SPECIAL_NEEDS, VIOLENCE

TRACK = (
    (LegalStage.POLICE_REPORT, 1),
    (LegalStage.INQUIRY, 4),
    (LegalStage.INVESTIGATION, 16),
    (LegalStage.SPDP, 5),
    (LegalStage.STAGE_ONE, 40),
    (LegalStage.P21, 16),
    (LegalStage.STAGE_TWO, 9),
    (LegalStage.COURT_FILED, 14),
)  # stage, days after the previous one
SHARE_HANDED_ON = 0.6  # share of other violence: help by the family's own region or another office


def trafficking(world: World, plan: CasePlan) -> Story:
    """A TPPO case: logged, opened, screened, helped by agencies, followed up, ended by the supervisor."""
    place, rng = plan.place, plan.rng
    yield plan.received_at + timedelta(minutes=rng.randrange(6, 40))
    complaint = log(world, plan)
    yield clock.now() + timedelta(hours=rng.randrange(1, 7))
    case = open_case(world, plan, complaint)
    if plan.legal_steps:
        world.teller.begin([criminal_track(world, plan, case)])
    yield office_hour(clock.today() + timedelta(days=1), rng)
    screen(world, plan, case)
    yield office_hour(clock.today() + timedelta(days=rng.randrange(1, 4)), rng)
    with world.cast.acting(place.caseworker) as by:
        for victim in _victims(case):
            victims.move(victim=victim, to=Stage.ASSESSMENT, by=by)
            _refer(world, plan, victim, by)
    yield office_hour(clock.today() + timedelta(days=rng.randrange(2, 6)), rng)
    move(world, place.caseworker, case, Stage.PLAN, Stage.SERVICE)
    _calm(world, plan, case)
    yield office_hour(clock.today() + timedelta(days=rng.randrange(30, 70)), rng)
    move(world, place.caseworker, case, Stage.MONITORING)
    yield office_hour(clock.today() + timedelta(days=rng.randrange(20, 60)), rng)
    yield from until_nothing_is_owed(world, plan, case)
    end(world, plan, case)


def other_violence(world: World, plan: CasePlan) -> Story:
    """A case of other violence in the same register, in fewer steps."""
    place, rng = plan.place, plan.rng
    yield plan.received_at + timedelta(minutes=rng.randrange(6, 40))
    complaint = log(world, plan)
    yield clock.now() + timedelta(hours=rng.randrange(1, 7))
    case = open_case(world, plan, complaint, identify=False)
    yield office_hour(clock.today() + timedelta(days=rng.randrange(2, 9)), rng)
    if rng.random() < SHARE_HANDED_ON:
        move(world, place.caseworker, case, Stage.TRANSFERRED)
        return
    move(world, place.caseworker, case, Stage.IDENTIFICATION, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICE)
    _calm(world, plan, case)
    if rng.random() < 0.25:
        with world.cast.acting(place.caseworker) as by:
            for victim in _victims(case):
                lines = (L.HEALTH_REHABILITATION,) if rng.random() < 0.6 else (L.LEGAL_AID,)
                asked = Asked("rsud" if lines[0] == L.HEALTH_REHABILITATION else "lbh", lines)
                _ask(world, plan, victim, [asked], by)
    yield office_hour(clock.today() + timedelta(days=rng.randrange(25, 90)), rng)
    move(world, place.caseworker, case, Stage.MONITORING)
    yield from until_nothing_is_owed(world, plan, case)
    end(world, plan, case)


def inquiry(world: World, plan: CasePlan) -> Story:
    """A complaint without a case: information, another region, a wrong number."""
    rng = plan.rng
    yield plan.received_at + timedelta(minutes=rng.randrange(3, 20))
    with world.cast.acting(plan.place.caseworker) as by:
        details = {"channel": plan.channel, "received_at": plan.received_at, "narrative": rng.choice(INQUIRIES)}
        task_force = world.place_of(plan.place.key)
        complaint = complaints.log(task_force=task_force, details=details, people=[], submission_key=None, by=by)
        outcome = rng.choice((ComplaintOutcome.INFORMATION,) * 5 + (ComplaintOutcome.OTHER_REGION,) * 2)
        if outcome == ComplaintOutcome.OTHER_REGION:
            _hand_over(complaint, by)
        else:
            complaints.conclude(complaint=complaint, outcome=outcome, by=by)


def _hand_over(complaint: Complaint, by) -> None:
    """Hand the complaint to a neighbouring region, which confirms by telephone."""
    office = "UPTD PPA kabupaten tetangga (contoh)"
    made = hand_overs.hand_over(complaint=complaint, to_office=office, way=HandOverWay.PHONE, by=by)
    hand_overs.enter_receipt(
        hand_over=made,
        receiver_name="Petugas Contoh",
        receipt_way=HandOverWay.PHONE,
        received_at=clock.now(),
        by=by,
    )


def criminal_track(world: World, plan: CasePlan, case: Case) -> Story:
    """The dated steps of the criminal track, as many as planned."""
    day = clock.today()
    for stage, days in TRACK[: plan.legal_steps]:
        day += timedelta(days=max(1, days + plan.rng.randrange(-1, 3)))
        moment = office_hour(day, plan.rng)
        day = moment.date()
        yield moment
        with world.cast.acting(plan.place.caseworker) as by:
            proceedings.record_step(
                case=case,
                stage=stage,
                happened_on=clock.today(),
                police_report_number=f"LP/B/CONTOH-{case.number}" if stage == LegalStage.POLICE_REPORT else "",
                police_reported_on=clock.today() if stage == LegalStage.POLICE_REPORT else None,
                by=by,
            )


def log(world: World, plan: CasePlan) -> Complaint:
    """Log the call, a few minutes after it came."""
    rng, people = plan.rng, world.people
    is_anonymous = rng.random() < 0.35
    told = NARRATIVES.get(plan.mode) or VIOLENCE.get(plan.violence_form, "")
    details = {
        "channel": plan.channel,
        "received_at": plan.received_at,
        "narrative": told,
        "summary": told.removeprefix("Cerita contoh: ").capitalize(),
        "event_on": plan.event_on,
        "event_region": people.region(plan.event_region),
        "event_place": "Tempat contoh",
        "urgency": plan.urgency,
        "reporter_kind": rng.choice((ReporterKind.FAMILY, ReporterKind.COMMUNITY, ReporterKind.AGENCY)),
        "reporter_is_anonymous": is_anonymous,
        **({} if is_anonymous else people.reporter()),
    }
    about = [people.victim(who, plan.event_on, rng) for who in plan.victims] + list(plan.told_of)
    if rng.random() < 0.6:
        about.append(people.reported(rng))
    with world.cast.acting(plan.place.caseworker) as by:
        task_force = world.place_of(plan.place.key)
        return complaints.log(task_force=task_force, details=details, people=about, submission_key=None, by=by)


def open_case(world: World, plan: CasePlan, complaint: Complaint, *, identify: bool = True) -> Case:
    """Open the case and start identification. Some cases are first opened as other violence."""
    as_violence = plan.kind == CaseKind.OTHER_VIOLENCE or plan.is_first_other_violence
    with world.cast.acting(plan.place.caseworker) as by:
        case = cases.open_from_complaint(
            complaint=complaint,
            kind=CaseKind.OTHER_VIOLENCE if as_violence else CaseKind.TPPO,
            violence_form=(plan.violence_form or ViolenceForm.EXPLOITATION) if as_violence else "",
            mode=plan.mode,
            by=by,
        )
        for victim in _victims(case) if identify else ():
            victims.move(victim=victim, to=Stage.IDENTIFICATION, by=by)
        return case


def screen(world: World, plan: CasePlan, case: Case, *, status: str = "") -> None:
    """Screen every victim with findings that fit the mode, and record the contributing factors."""
    acts, means, purposes = ELEMENTS[plan.mode]
    with world.cast.acting(plan.place.caseworker) as by:
        if plan.is_first_other_violence:
            case.refresh_from_db()
            reason = "Skrining menunjukkan unsur TPPO."
            cases.change_kind(case=case, kind=CaseKind.TPPO, reason=reason, version=case.version, by=by)
        for victim in _victims(case):
            known = () if victim.is_child and plan.rng.random() < 0.5 else means
            said = [f"act.{value}" for value in acts] + [f"means.{value}" for value in known]
            said += [f"purpose.{value}" for value in purposes]
            screenings.screen(
                victim=victim,
                findings=Findings(
                    answers=dict.fromkeys(said, "yes"),
                    sources={said[0]: ["victim"], said[-1]: ["victim", "witness"]},
                ),
                status=status or (VictimStatus.CONFIRMED if plan.rng.random() < 0.85 else VictimStatus.SUSPECTED),
                deciding_agency=world.cast.agency(plan.place.key, "uptd"),
                by=by,
            )
            facts = {
                "main_factor": plan.factors[0],
                "factors": list(plan.factors),
                "special_needs": plan.rng.choice(SPECIAL_NEEDS),
            }
            victims.edit(victim=victim, changes=facts, version=None, by=by)


def _refer(world: World, plan: CasePlan, victim: Victim, by: User) -> None:
    """Refer a TPPO victim, by their origin and age."""
    rng, wanted = plan.rng, []
    if plan.legal_steps:
        wanted.append(Asked("polisi", (L.LAW_ENFORCEMENT,), must_accept=True))
    if rng.random() < 0.45:
        wanted.append(Asked("rsud", (L.HEALTH_REHABILITATION,)))
    is_far = not (victim.origin_region_id or "").startswith(plan.place.region)
    if is_far:
        wanted.append(Asked("dinsos", (L.SOCIAL_REHABILITATION, L.REPATRIATION)))
    elif rng.random() < 0.5:
        wanted.append(Asked("dinsos", (L.SOCIAL_REHABILITATION,)))
    if victim.is_child and victim.sex == Sex.FEMALE and not is_far:
        wanted.append(Asked("disdik", (L.SOCIAL_REINTEGRATION,)))
    if rng.random() < 0.2:
        wanted.append(Asked("lbh", (L.LEGAL_AID,)))
    _ask(world, plan, victim, wanted, by)


def _ask(world: World, plan: CasePlan, victim: Victim, wanted: list[Asked], by: User) -> None:
    if not wanted:
        return
    consent = referring.consent_of(victim, by)
    for asked in wanted:
        referral = referring.send(world, plan.place, victim, asked, consent, by)
        world.teller.begin([referring.way_of(world, plan.place, referral, asked, plan.rng)])


def move(world: World, who: str, case: Case, *stages: str) -> None:
    """Move every victim of a case along some stages."""
    with world.cast.acting(who) as by:
        for victim in _references(case):
            for stage in stages:
                victims.move(victim=victim, to=stage, by=by)


def _calm(world: World, plan: CasePlan, case: Case) -> None:
    """Lower the urgency of a served case, so that an emergency does not stay on the first page for months."""
    if plan.urgency == Urgency.EMERGENCY:
        with world.cast.acting(plan.place.caseworker) as by:
            case.refresh_from_db()
            cases.edit(case=case, changes={"urgency": Urgency.ORDINARY}, version=case.version, by=by)


def until_nothing_is_owed(world: World, plan: CasePlan, case: Case) -> Story:
    """Wait week by week until every referral is finished, because services end only after that."""
    while _is_owed(world, plan, case):
        yield office_hour(clock.today() + timedelta(days=7), plan.rng)


def _is_owed(world: World, plan: CasePlan, case: Case) -> bool:
    with world.cast.acting(plan.place.supervisor):
        return Service.objects.filter(victim__case=case).owed().exists()


def end(world: World, plan: CasePlan, case: Case) -> None:
    """End the services as the supervisor."""
    with world.cast.acting(plan.place.supervisor) as by:
        for victim in _references(case):
            victims.move(
                victim=victim,
                to=Stage.TERMINATION,
                note="Keadaan sudah stabil.",
                termination_reason=plan.rng.choice((TerminationReason.GOALS_REACHED, TerminationReason.REINTEGRATED)),
                by=by,
            )


def _victims(case: Case) -> list[Victim]:
    return list(case.victims.select_related("person"))


def _references(case: Case) -> list[Victim]:
    """The victims with only the fields for acts that read them again."""
    return list(case.victims.only("pk", "task_force_id", "case_id"))
