"""Everything the case page shows, in a fixed number of queries, without identity."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
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
    Service,
    StageChange,
    TimeLimit,
    Victim,
)
from cases.queries import safe_contact
from cases.queries.duties import NextDuty, duties_of
from cases.queries.duty_facts import complaints_of, consents_of, facts_of, services_of, victims_of
from cases.queries.returns import OtherCase, newest_ended, other_cases
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
    victims = list(victims_of([case], but=OPENED).select_related("person", "origin_region"))
    for victim in victims:
        victim.case = case
    services, complaints = list(services_of([case])), list(complaints_of([case]))
    others = _others(case, victims)
    consents = consents_of([case])
    steps = _steps(case)
    file = CaseFile(
        case=case,
        about=_about(case, victims),
        responsible_agency=_agency_of_responsible(case),
        victims=[
            _view(victim, steps[victim.pk], consents.get(victim.pk, []), others.get(victim.person_id, []))
            for victim in victims
        ],
        services=services,
        proceeding=_proceeding(case),
        participations=list(Participation.objects.filter(case=case).select_related("agency")),
        complaints=complaints,
    )
    about = {view.victim.pk: view.about for view in file.victims}
    for service in services:
        service.whose = about[service.victim_id]
    file.duties = duties_of(
        facts_of(case, victims, services, complaints, consents, _returned(victims, others)),
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


def _others(case: Case, victims: list[Victim]) -> dict[UUID, list[OtherCase]]:
    """By person: other cases of the task force in which they are victims."""
    keys = {victim.person_id for victim in victims}
    return other_cases(keys, task_force_id=case.task_force_id, case_id=case.pk, on=case.reported_on)


def _returned(victims: list[Victim], others: dict[UUID, list[OtherCase]]) -> dict[UUID, str]:
    """By victim: the newest earlier ended case of somebody who is a victim again."""
    return {victim.pk: newest_ended(others.get(victim.person_id, [])) for victim in victims}
