"""Everything the case page shows, in a fixed number of queries, without identity."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.utils import timezone

from cases import words, workflow
from cases.choices import Stage, VictimStatus
from cases.models import (
    Case,
    Complaint,
    Consent,
    Participation,
    Proceeding,
    ProceedingStep,
    RegisterEntry,
    Screening,
    Service,
    StageChange,
    TimeLimit,
    Victim,
)
from cases.models.consent import standing
from cases.queries import safe_contact
from cases.queries.closed import without_identity
from cases.queries.duties import CaseFacts, NextDuty, ServiceFacts, VictimFacts, duties_of
from cases.queries.returns import OtherCase, other_cases
from cases.reading.planned_days import near_days
from safeguards import clock
from taskforces.models import Membership

OPENED = ("phone",)  # the only identity field the page needs; it is shown masked


@dataclass(frozen=True)
class StagePoint:
    """One point of the journey line."""

    label: str
    state: str  # done | now | ""
    on: object = None


@dataclass(frozen=True)
class VictimView:
    """One victim on the page: a code and facts, the line of stages, safe contact."""

    victim: Victim
    about: str
    journey: list[StagePoint]
    aside_stage: str  # the stage in words if it is not one of the line's seven
    safe: dict  # the safe-contact line: state, rule, number, may_use
    consent: Consent | None
    others: list[OtherCase] = field(default_factory=list)  # other cases of the same victim


@dataclass
class CaseFile:
    """The file of one case."""

    case: Case
    about: str
    responsible_agency: str
    victims: list[VictimView]
    services: list[Service]
    proceeding: Proceeding | None
    participations: list[Participation]
    complaints: list[Complaint]
    duties: list[NextDuty] = field(default_factory=list)

    @property
    def plan(self) -> str:
        """The next planned departure in words, also one that has just passed; empty if there is none."""
        today = clock.today()
        coming = [row.planned_on for row in self.complaints if row.planned_on and row.planned_on >= near_days(today)[0]]
        return words.planned(min(coming, default=None), today)

    @property
    def nearest(self) -> NextDuty | None:
        """The most urgent duty."""
        return self.duties[0] if self.duties else None


def read(case: Case) -> CaseFile:
    """Read the file of a case fetched through ``visible_to``, with region and responsible person loaded."""
    newest = Screening.objects.filter(victim=OuterRef("pk")).newest_first()
    victims = list(
        without_identity(Victim.objects.filter(case=case).select_related("origin_region"), but=OPENED)
        .annotate(needs_review=Subquery(newest.values("needs_review")[:1]))
        .order_by("position")
    )
    for victim in victims:
        victim.case = case
    services = list(
        Service.objects.filter(victim__case=case)
        .select_related("agency", "victim")
        .defer("outcome_note", "pause_note")
        .order_by("requested_at", "pk")
    )
    complaints = list(
        Complaint.objects.filter(case=case)
        .only("number", "channel", "received_at", "recorded_at", "planned_on")
        .annotate(is_from_register=Exists(RegisterEntry.objects.filter(complaint=OuterRef("pk"))))
        .order_by("received_at")
    )
    others = _others(case, victims)
    consents = _consents(case)
    steps = _steps(case)
    file = CaseFile(
        case=case,
        about=_about(case, victims),
        responsible_agency=_agency_of_responsible(case),
        victims=[
            _view(victim, steps[victim.pk], consents[victim.pk], others.get(victim.person_id, [])) for victim in victims
        ],
        services=services,
        proceeding=_proceeding(case),
        participations=list(Participation.objects.filter(case=case).select_related("agency")),
        complaints=complaints,
    )
    file.duties = duties_of(
        _facts(case, victims, services, complaints, consents, others),
        TimeLimit.objects.lengths(clock.today(), case.task_force_id),
        clock.now(),
    )
    return file


def journey_of(victim: Victim, entered: dict[str, datetime]) -> list[StagePoint]:
    """The seven stages as a line. ``entered`` is when each stage was last entered."""
    at = _place_on_line(victim.stage, entered)
    points = []
    for index, stage in enumerate(workflow.JOURNEY):
        state = "now" if index == at else "done" if index < at else ""
        moment = entered.get(stage.value) if state else None
        points.append(StagePoint(short_label(stage), state, timezone.localdate(moment) if moment else None))
    return points


def short_label(stage: Stage) -> str:
    """The stage in one word, for the line: ``Pengaduan``, ``Layanan``, ``Monitoring``."""
    words_of_label = str(stage.label).split()
    return words_of_label[-1].capitalize() if stage == Stage.SERVICE else words_of_label[0]


def _place_on_line(stage: str, entered: dict[str, datetime]) -> int:
    """The victim's position on the line; for stages off it (emergency, transferred), the furthest stage entered."""
    line = [point.value for point in workflow.JOURNEY]
    if stage in line:
        return line.index(stage)
    return max((line.index(name) for name in entered if name in line), default=0)


def _view(victim: Victim, entered: dict[str, datetime], consents: list[Consent], others: list[OtherCase]) -> VictimView:
    on_line = Stage(victim.stage) in workflow.JOURNEY
    return VictimView(
        victim=victim,
        about=words.described(victim),
        journey=journey_of(victim, entered),
        aside_stage="" if on_line else victim.get_stage_display(),
        safe=safe_contact.line_of(victim.person, home=victim.origin_region_id),
        consent=consents[0] if consents else None,
        others=others,
    )


def _about(case: Case, victims: list[Victim]) -> str:
    confirmed = any(victim.status == VictimStatus.CONFIRMED for victim in victims)
    children = sum(victim.is_child for victim in victims)
    parts = [
        words.kind(case.kind, case.violence_form, is_confirmed=confirmed),
        words.victims_in_words(len(victims), children),
        case.event_region.name if case.event_region_id else "",
    ]
    return ", ".join(filter(None, parts))


def _proceeding(case: Case) -> Proceeding | None:
    """The criminal track with its steps, without decrypting their notes."""
    steps = Prefetch("steps", ProceedingStep.objects.defer("note"))
    return Proceeding.objects.filter(case=case).prefetch_related(steps).first()


def _agency_of_responsible(case: Case) -> str:
    seat = (
        Membership.objects.filter(user=case.responsible_id, task_force=case.task_force_id, agency__isnull=False)
        .select_related("agency")
        .order_by("-valid_from")
        .first()
    )
    return str(seat.agency) if seat else ""


def _steps(case: Case) -> dict[UUID, dict[str, datetime]]:
    """By victim: when each stage was last entered."""
    found: dict = defaultdict(dict)
    rows = StageChange.objects.filter(victim__case=case).order_by("changed_at", "pk")
    for victim_id, stage, at in rows.values_list("victim_id", "to_stage", "changed_at"):
        found[victim_id][stage] = at
    return found


def _consents(case: Case) -> dict[UUID, list[Consent]]:
    """By victim: consents in force, then withdrawn ones, each newest first."""
    found: dict = defaultdict(list)
    for consent in Consent.objects.filter(victim__case=case).defer("note").order_by("-given_on", "-recorded_at"):
        found[consent.victim_id].append(consent)
    for victim_id, rows in found.items():
        in_force = {consent.pk for consent in standing(rows)}
        found[victim_id] = sorted(rows, key=lambda row: (row.pk not in in_force, row.withdrawn_at is None))
    return found


def _limits_run_from(complaint: Complaint) -> datetime:
    return complaint.recorded_at if complaint.is_from_register else complaint.received_at


def _facts(case: Case, victims, services, complaints, consents, others) -> CaseFacts:
    return CaseFacts(
        kind=case.kind,
        urgency=case.urgency,
        received_at=min(map(_limits_run_from, complaints), default=case.opened_at),
        is_from_register=any(complaint.is_from_register for complaint in complaints),
        kind_is_doubtful=case.kind_is_doubtful,
        planned_on=tuple(complaint.planned_on for complaint in complaints if complaint.planned_on),
        victims=tuple(
            VictimFacts(
                id=victim.pk,
                position=victim.position,
                stage=victim.stage,
                status=victim.status,
                contact_rule=victim.person.contact_rule,
                has_phone=bool(victim.person.phone),
                needs_review=bool(victim.needs_review),
                consent_withdrawn_at=_withdrawn(consents[victim.pk]),
                returned_from=_returned_from(others.get(victim.person_id, [])),
            )
            for victim in victims
        ),
        services=tuple(
            ServiceFacts(
                row.victim_id,
                row.service_line,
                str(row.agency),
                row.state,
                row.referral_number,
                row.due_at,
                row.ended_at,
                row.paused_at is not None,
                row.paused_until,
            )
            for row in services
        ),
    )


def _withdrawn(consents: list[Consent]) -> datetime | None:
    """When the last consent ended; ``None`` while one is in force, or if none was ever given."""
    if not consents or consents[0].withdrawn_at is None:
        return None
    return max(consent.withdrawn_at for consent in consents if consent.withdrawn_at is not None)


def _others(case: Case, victims: list[Victim]) -> dict[UUID, list[OtherCase]]:
    """By person: other cases of the task force in which they are victims."""
    keys = {victim.person_id for victim in victims}
    return other_cases(keys, task_force_id=case.task_force_id, case_id=case.pk, on=case.reported_on)


def _returned_from(others: list[OtherCase]) -> str:
    """The newest earlier ended case of somebody who is a victim again; empty if there is none."""
    return next((other.number for other in others if other.is_earlier and other.has_ended), "")
