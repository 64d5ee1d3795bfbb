"""Jalur hukum: the dated steps of the criminal track, parallel to the services."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from cases import workflow
from cases.choices import LegalStage
from cases.events import CaseEvent
from cases.matching import police_reports
from cases.models import Case, Proceeding, ProceedingStep
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User


@transaction.atomic
def record_step(
    *,
    case: Case,
    stage: str,
    happened_on: date,
    police_report_number: str = "",
    police_reported_on: date | None = None,
    note: str = "",
    by: User,
) -> Proceeding:
    """Record one dated step, or correct the police report's number and date while the stage stays as it is.

    The same step on the same day is a form sent twice and changes nothing.
    """
    policy.check(by, Permission.PROCEEDING_EDIT, case)
    case = Case.objects.select_for_update().get(pk=case.pk)
    proceeding = Proceeding.objects.filter(case=case).first()
    _check_dates(proceeding, happened_on, police_reported_on)
    number = police_report_number.strip()
    if proceeding is not None and proceeding.stage == stage and _repeats(proceeding, stage, happened_on):
        return _correct_report(proceeding, case, number, police_reported_on, by)
    workflow.check_legal_stage(proceeding.stage if proceeding else "", stage)
    if proceeding is None:
        proceeding = Proceeding(task_force_id=case.task_force_id, case=case, version=0)
    proceeding.stage, proceeding.stage_on = LegalStage(stage), happened_on
    proceeding.police_report_number = number or proceeding.police_report_number
    proceeding.police_reported_on = police_reported_on or proceeding.police_reported_on
    proceeding.version += 1
    proceeding.save()
    police_reports.refresh(proceeding)
    ProceedingStep.objects.create(
        task_force_id=case.task_force_id,
        proceeding=proceeding,
        stage=stage,
        happened_on=happened_on,
        note=note.strip(),
        recorded_at=clock.now(),
        recorded_by=by,
    )
    record(CaseEvent.PROCEEDING_STEP_RECORDED, by=by, target=case, details={"stage": str(LegalStage(stage).value)})
    return proceeding


def _check_dates(proceeding: Proceeding | None, happened_on: date, reported_on: date | None) -> None:
    today = clock.today()
    if happened_on > today or (reported_on and reported_on > today):
        raise WorkflowRefused(_("Tanggalnya belum terjadi. Isi tanggal hari ini atau sebelumnya."))
    if proceeding is not None and happened_on < proceeding.stage_on:
        raise WorkflowRefused(
            _("Tanggal langkah ini lebih awal daripada langkah sebelumnya (%(stage)s). Periksa urutannya.")
            % {"stage": proceeding.get_stage_display()}
        )


def _repeats(proceeding: Proceeding, stage: str, happened_on: date) -> bool:
    """Whether this step is already recorded: the stage cannot follow itself, or has the same day."""
    may_repeat = LegalStage(stage) in workflow.next_legal_stages(proceeding.stage)
    return not may_repeat or proceeding.stage_on == happened_on


def _correct_report(proceeding: Proceeding, case: Case, number: str, reported_on: date | None, by: User) -> Proceeding:
    unchanged = number in ("", proceeding.police_report_number) and reported_on in (None, proceeding.police_reported_on)
    if unchanged:
        return proceeding
    proceeding.police_report_number = number or proceeding.police_report_number
    proceeding.police_reported_on = reported_on or proceeding.police_reported_on
    proceeding.version += 1
    proceeding.save()
    police_reports.refresh(proceeding)
    record(CaseEvent.PROCEEDING_STEP_RECORDED, by=by, target=case, details={"stage": proceeding.stage})
    return proceeding
