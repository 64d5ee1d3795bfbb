"""Case files: the case, its victims, their screenings, consents and services, and the criminal track."""

import json
from datetime import date

import factory
from django.utils import timezone

from cases import workflow
from cases.choices import (
    CaseKind,
    Channel,
    ComplaintOutcome,
    ConsentGiver,
    EndingAnswer,
    Factor,
    LegalStage,
    Mode,
    PauseReason,
    PersonRole,
    ScreeningOccasion,
    ServiceState,
    Sex,
    Stage,
    TerminationReason,
    VictimStatus,
    ViolenceForm,
)
from cases.matching import police_reports
from cases.models import (
    Case,
    Complaint,
    Consent,
    EndingRequest,
    Participation,
    Proceeding,
    ProceedingStep,
    Screening,
    Service,
    StageChange,
    Victim,
)
from cases.reading.ages import is_child
from cases.screening.findings import Findings
from cases.screening.rule import ACT, MEANS, PURPOSE
from safeguards import clock
from taskforces.choices import ServiceLine
from tests.factories.base import OwnedFactory, RowFactory, below, next_number, within
from tests.factories.people import PersonFactory
from tests.factories.taskforces import agency_of, known_region, one_origin

FOUND = Findings(
    answers={"act.recruitment": "yes", "purpose.forced_labour": "yes"},
    sources={"act.recruitment": ["victim"], "purpose.forced_labour": ["document"]},
)

DECIDED = {
    "status_decided_at": factory.LazyFunction(clock.now),
    "status_decided_by": factory.SelfAttribute("case.responsible"),
    "status_decided_by_agency": factory.LazyAttribute(lambda row: agency_of(row.task_force)),
}


class CaseFactory(OwnedFactory):
    """A TPPO case at identification, without victims. ``by`` opened it and is responsible for it."""

    class Meta:
        model = Case

    number = factory.LazyAttribute(lambda row: next_number(row.task_force, "K", row.reported_on.year))
    kind = CaseKind.TPPO
    mode = Mode.PROSTITUTION_ONLINE
    channel = Channel.CALL_CENTRE_112
    reported_on = factory.LazyFunction(clock.today)
    opened_at = factory.LazyFunction(clock.now)
    opened_by = factory.SelfAttribute("by")
    responsible = factory.SelfAttribute("by")
    stage = Stage.IDENTIFICATION

    class Params:
        other_violence = factory.Trait(
            kind=CaseKind.OTHER_VIOLENCE, violence_form=ViolenceForm.PHYSICAL, mode=Mode.UNKNOWN
        )
        closed = factory.Trait(stage=Stage.TERMINATION)

    @classmethod
    def of_complaint(cls, complaint: Complaint, **given) -> Case:
        """A case opened from a complaint: its facts, its possible victims at the first stage, its outcome."""
        facts = {
            "task_force": complaint.task_force,
            "by": complaint.recorded_by,
            "mode": Mode.UNKNOWN,
            "summary": complaint.summary,
            "urgency": complaint.urgency,
            "event_on": complaint.event_on,
            "event_until": complaint.event_until,
            "event_region_id": complaint.event_region_id,
            "channel": complaint.channel,
            "reported_on": timezone.localdate(complaint.received_at),
            "stage": Stage.COMPLAINT,
        }
        number = next_number(complaint.task_force, "K", clock.today().year)
        case = cls(**{**facts, "number": number, **given})
        for row in complaint.people.filter(role=PersonRole.POSSIBLE_VICTIM).select_related("person"):
            if not case.victims.filter(person=row.person).exists():
                victim = VictimFactory(
                    case=case, person=row.person, sex=row.sex, age_at_event=row.age, main_factor=Factor.UNKNOWN,
                    age_is_estimated=row.age_is_estimated, origin_region_id=row.origin_region_id, stage=Stage.COMPLAINT,
                )  # fmt: skip
                StageChangeFactory(victim=victim)
        join(complaint, case, ComplaintOutcome.NEW_CASE)
        return case


def join(complaint: Complaint, case: Case, outcome: ComplaintOutcome = ComplaintOutcome.EXISTING_CASE) -> None:
    """Make a complaint part of a case."""
    complaint.case, complaint.outcome, complaint.handed_to = case, outcome, ""
    complaint.version += 1
    complaint.save(update_fields=["case", "outcome", "handed_to", "version"])


class VictimFactory(RowFactory):
    """A girl of seventeen at identification, not screened yet."""

    class Meta:
        model = Victim

    case = factory.SubFactory(CaseFactory)
    task_force = within("case")
    person = factory.SubFactory(PersonFactory, task_force=below("case.task_force"))
    position = factory.LazyAttribute(lambda row: row.case.victims.count() + 1)
    sex = Sex.FEMALE
    age_at_event = 17
    is_child = factory.LazyAttribute(lambda row: is_child(row.age_at_event))
    origin_region_id = factory.LazyFunction(known_region)
    stage = Stage.IDENTIFICATION
    stage_since = factory.LazyFunction(clock.now)
    added_at = factory.LazyFunction(clock.now)
    main_factor = Factor.ECONOMY

    class Params:
        adult = factory.Trait(age_at_event=24)
        child = factory.Trait(age_at_event=15)
        of_unknown_age = factory.Trait(age_at_event=None)
        unknown = factory.Trait(person__unknown=True, sex=Sex.UNKNOWN, age_at_event=None)
        closed = factory.Trait(stage=Stage.TERMINATION, termination_reason=TerminationReason.REINTEGRATED)
        transferred = factory.Trait(stage=Stage.TRANSFERRED)
        suspected = factory.Trait(status=VictimStatus.SUSPECTED, **DECIDED)
        confirmed = factory.Trait(status=VictimStatus.CONFIRMED, **DECIDED)
        not_a_victim = factory.Trait(status=VictimStatus.NOT_A_VICTIM, **DECIDED)

    @classmethod
    def _adjust_kwargs(cls, **given):
        return one_origin(given)


class EndingRequestFactory(RowFactory):
    """Sari asks that services of a victim under monitoring end; nobody has answered."""

    class Meta:
        model = EndingRequest

    victim = factory.SubFactory(VictimFactory, stage=Stage.MONITORING)
    task_force = within("victim")
    termination_reason = TerminationReason.REINTEGRATED
    asked_at = factory.LazyFunction(clock.now)
    asked_by = factory.SelfAttribute("victim.case.responsible")

    class Params:
        returned = factory.Trait(
            answer=EndingAnswer.RETURNED,
            answer_note="Kunjungan terakhir belum ada.",
            answered_at=factory.LazyFunction(clock.now),
            answered_by=factory.SelfAttribute("asked_by"),
        )


class StageChangeFactory(RowFactory):
    """One step of a victim. Only the row; ``move_along`` also moves the victim."""

    class Meta:
        model = StageChange

    victim = factory.SubFactory(VictimFactory)
    task_force = within("victim")
    from_stage = ""
    to_stage = Stage.COMPLAINT
    changed_at = factory.LazyFunction(clock.now)
    changed_by = factory.SelfAttribute("victim.case.responsible")


def move_along(victim: Victim, *stages: Stage, **given) -> Victim:
    """Move a victim step by step; the case shows the least advanced of its victims."""
    for stage in stages:
        StageChangeFactory(victim=victim, from_stage=victim.stage, to_stage=stage, **given)
        victim.stage, victim.stage_since = Stage(stage), clock.now()
        if stage == Stage.TERMINATION:
            victim.termination_reason = TerminationReason.REINTEGRATED
        victim.version += 1
    victim.save()
    victim.case.stage = workflow.least_advanced(victim.case.victims.values_list("stage", flat=True))
    victim.case.save(update_fields=["stage"])
    return victim


class ScreeningFactory(RowFactory):
    """A screening with the status decided with it; ``findings`` are judged by the rule at the victim's age."""

    class Meta:
        model = Screening

    class Params:
        findings = FOUND
        judgement = factory.LazyAttribute(
            lambda row: row.findings.judged_at(row.victim.age_at_event, is_estimated=row.victim.age_is_estimated)
        )

    victim = factory.SubFactory(VictimFactory)
    task_force = within("victim")
    answers = factory.LazyAttribute(lambda row: dict(row.findings.answers))
    sources = factory.LazyAttribute(lambda row: {key: list(given) for key, given in row.findings.sources.items()})
    answer_notes = factory.LazyAttribute(lambda row: json.dumps(row.findings.notes) if row.findings.notes else "")
    indicators = factory.LazyAttribute(lambda row: list(row.findings.indicators))
    acts = factory.LazyAttribute(lambda row: row.findings.said_yes(ACT))
    means = factory.LazyAttribute(lambda row: row.findings.said_yes(MEANS))
    purposes = factory.LazyAttribute(lambda row: row.findings.said_yes(PURPOSE))
    previous = factory.LazyAttribute(lambda row: row.victim.screenings.order_by("-screened_at", "-pk").first())
    occasion = factory.LazyAttribute(
        lambda row: ScreeningOccasion.NEW_FACTS if row.previous else ScreeningOccasion.FIRST
    )
    status = VictimStatus.SUSPECTED
    age_used = factory.SelfAttribute("victim.age_at_event")
    child_rule = factory.SelfAttribute("judgement.child_rule")
    verdict = factory.SelfAttribute("judgement.verdict")
    screened_at = factory.LazyFunction(clock.now)
    screened_by = factory.SelfAttribute("victim.case.responsible")

    @factory.post_generation
    def decides(screening, create, agency, **_given):  # noqa: N805 (the row that was made)
        victim = screening.victim
        victim.status, victim.status_decided_at = screening.status, screening.screened_at
        victim.status_decided_by = screening.screened_by
        victim.status_decided_by_agency = agency or agency_of(screening.task_force)
        victim.version += 1
        victim.save(update_fields=["version", "status", *DECIDED])


class ConsentFactory(RowFactory):
    """A valid consent of the victim and her guardian."""

    class Meta:
        model = Consent

    victim = factory.SubFactory(VictimFactory)
    task_force = within("victim")
    given_by = ConsentGiver.VICTIM_AND_GUARDIAN
    given_on = factory.LazyAttribute(lambda row: timezone.localdate(row.recorded_at))
    recorded_at = factory.LazyFunction(clock.now)
    recorded_by = factory.SelfAttribute("victim.case.responsible")

    class Params:
        own = factory.Trait(given_by=ConsentGiver.VICTIM)
        of_officer = factory.Trait(given_by=ConsentGiver.STATE_OFFICER)
        to_follow = factory.Trait(given_by=ConsentGiver.URGENT_LATER, given_on=None)
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(clock.now), withdrawn_by=factory.SelfAttribute("recorded_by")
        )


class ServiceFactory(RowFactory):
    """A service requested of an agency, without a referral."""

    class Meta:
        model = Service

    victim = factory.SubFactory(VictimFactory)
    task_force = within("victim")
    service_line = ServiceLine.SOCIAL_REHABILITATION
    agency = factory.LazyAttribute(lambda row: agency_of(row.task_force, row.service_line))
    requested_at = factory.LazyFunction(clock.now)
    requested_by = factory.SelfAttribute("victim.case.responsible")

    class Params:
        over = factory.Trait(ended_at=factory.LazyFunction(clock.now))
        accepted = factory.Trait(state=ServiceState.ACCEPTED, started_on=factory.LazyFunction(clock.today))
        completed = factory.Trait(
            over=True, state=ServiceState.COMPLETED, started_on=factory.LazyFunction(clock.today),
        )  # fmt: skip
        declined = factory.Trait(over=True, state=ServiceState.DECLINED)
        withdrawn = factory.Trait(over=True, state=ServiceState.WITHDRAWN)
        stopped = factory.Trait(over=True, state=ServiceState.STOPPED)
        paused = factory.Trait(
            paused_at=factory.LazyFunction(clock.now), paused_by=factory.SelfAttribute("requested_by"),
            pause_reason=PauseReason.VICTIM_ASKED,
        )  # fmt: skip


class ParticipationFactory(RowFactory):
    """An agency that takes part in a case."""

    class Meta:
        model = Participation

    case = factory.SubFactory(CaseFactory)
    task_force = within("case")
    agency = factory.LazyAttribute(lambda row: agency_of(row.task_force))
    since = factory.LazyFunction(clock.now)

    class Params:
        over = factory.Trait(until=factory.LazyFunction(clock.now))


class ProceedingFactory(RowFactory):
    """The criminal track of a case at the police report, with its first step and search tokens."""

    class Meta:
        model = Proceeding

    case = factory.SubFactory(CaseFactory)
    task_force = within("case")
    police_report_number = "LP/B/000/II/2026"
    police_reported_on = date(2026, 2, 4)
    stage = LegalStage.POLICE_REPORT
    stage_on = date(2026, 2, 4)

    class Params:
        inquiry = factory.Trait(stage=LegalStage.INQUIRY, stage_on=date(2026, 2, 6))

    @factory.post_generation
    def findable(proceeding, create, wanted, **_given):  # noqa: N805 (the row that was made)
        police_reports.refresh(proceeding)
        ProceedingStepFactory(proceeding=proceeding, stage=proceeding.stage, happened_on=proceeding.stage_on)


class ProceedingStepFactory(RowFactory):
    """A dated step of a criminal track."""

    class Meta:
        model = ProceedingStep

    proceeding = factory.SubFactory(ProceedingFactory)
    task_force = within("proceeding")
    stage = LegalStage.INQUIRY
    happened_on = date(2026, 2, 6)
    recorded_at = factory.LazyFunction(clock.now)
    recorded_by = factory.SelfAttribute("proceeding.case.responsible")
