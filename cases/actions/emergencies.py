"""An emergency: declared with two keys, notified at once, acknowledged by one person, ended with a result."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import workflow
from cases.actions import cases, folding, hand_overs
from cases.choices import ComplaintOutcome, Duty, EmergencyResult, Urgency
from cases.events import EmergencyEvent
from cases.models import Complaint, EmergencyContact, EmergencyResponse, EmergencyStep, TimeLimit
from cases.queries.on_duty import users_on_duty
from cases.queries.staff import case_workers
from interface import days
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from taskforces.actions import notifications
from taskforces.models import User

# Results after which a case opened later is not an emergency case.
DANGER_OVER = frozenset(EmergencyResult) - {EmergencyResult.NOT_FOUND}


@transaction.atomic
def declare(*, complaint: Complaint, by: User) -> EmergencyResponse:
    """Declare an emergency: the clock starts; people on duty and supervisors are notified. Once per complaint.

    While one is open, a second declaration returns it. If the person declaring it is on duty, it is taken on too.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    running = complaint.emergencies.open().first()
    if running is not None:
        return running
    if complaint.outcome != ComplaintOutcome.EMERGENCY:
        workflow.check_outcome(complaint.outcome, ComplaintOutcome.EMERGENCY)
    hand_overs.take_back(complaint, by)
    folding.unfold_emergency(complaint, by)
    complaint.outcome, complaint.urgency, complaint.handed_to = ComplaintOutcome.EMERGENCY, Urgency.EMERGENCY, ""
    complaint.version += 1
    complaint.save(update_fields=["outcome", "urgency", "handed_to", "version"])
    now = clock.now()
    on_duty = users_on_duty(complaint.task_force_id, at=now)
    response = EmergencyResponse(
        task_force_id=complaint.task_force_id,
        complaint=complaint,
        declared_at=now,
        declared_by=by,
        due_at=now + TimeLimit.objects.lengths(clock.today(), complaint.task_force_id)[Duty.EMERGENCY.value],
    )
    if by in on_duty:
        response.acknowledged_at, response.acknowledged_by = now, by
    response.save()
    record(EmergencyEvent.DECLARED, by=by, target=response, details={"on_duty": len(on_duty)})
    _tell(response, on_duty, by)
    return response


@transaction.atomic
def acknowledge(*, response: EmergencyResponse, by: User) -> EmergencyResponse:
    """Take on an emergency. A second person is told who was first, unless the first no longer has access."""
    policy.check(by, Permission.COMPLAINT_EDIT, response)
    row = _open(response)
    if row.acknowledged_by_id == by.pk:
        return row
    first = case_workers([row.task_force_id]).filter(pk=row.acknowledged_by_id).first()
    if first is not None:
        raise WorkflowRefused(_("%(name)s sudah menanganinya.") % {"name": first.name})
    row.acknowledged_at, row.acknowledged_by = clock.now(), by
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(EmergencyEvent.ACKNOWLEDGED, by=by, target=row)
    return row


@transaction.atomic
def add_step(
    *,
    response: EmergencyResponse,
    happened_at: datetime,
    contact: EmergencyContact | None = None,
    whom: str = "",
    note: str = "",
    by: User,
) -> EmergencyStep:
    """Record who was called, when, and what they said."""
    policy.check(by, Permission.COMPLAINT_EDIT, response)
    row = _open(response)
    if contact is None and not whom.strip():
        raise WorkflowRefused(_("Pilih siapa yang dihubungi, atau tulis sendiri."))
    if contact is not None and contact.task_force_id != row.task_force_id:
        raise WorkflowRefused(_("Nomor ini bukan milik gugus tugas Anda."))
    if happened_at > clock.now():
        raise WorkflowRefused(_("Waktu ini belum tiba. Periksa jamnya."))
    values = {"contact": contact, "whom": whom.strip(), "note": note.strip(), "happened_at": happened_at}
    earlier = row.steps.order_by("-recorded_at").first()
    if earlier and earlier.recorded_by_id == by.pk and all(getattr(earlier, k) == v for k, v in values.items()):
        return earlier  # the same form sent twice
    step = EmergencyStep.objects.create(
        task_force_id=row.task_force_id, response=row, recorded_at=clock.now(), recorded_by=by, **values
    )
    record(EmergencyEvent.STEP_RECORDED, by=by, target=row, details={"contact": str(contact) if contact else ""})
    return step


@transaction.atomic
def end(*, response: EmergencyResponse, result: str, note: str = "", by: User) -> EmergencyResponse:
    """End an emergency with its result. The outcome of the complaint is decided later.

    If the danger is over, the complaint stays urgent but is no longer an emergency. The same holds for a case opened
    from it meanwhile, unless another emergency of that case is open.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, response)
    row = EmergencyResponse.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if (row.result, row.ended_by_id) == (result, by.pk):
        return row
    row = _open(row)
    result = EmergencyResult(result)
    row.result, row.end_note, row.ended_at, row.ended_by = result, note.strip(), clock.now(), by
    row.save(update_fields=["result", "end_note", "ended_at", "ended_by"])
    if result in DANGER_OVER:
        _calm(row.complaint_id, by)
    record(EmergencyEvent.ENDED, by=by, target=row, details={"emergency_result": result})
    return row


def path_of(response: EmergencyResponse) -> str:
    """The page of an emergency."""
    return reverse("cases:emergency-detail", args=[response.pk])


def _open(response: EmergencyResponse) -> EmergencyResponse:
    """Lock the row and check that it is still open."""
    row = EmergencyResponse.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if not row.is_open:
        raise WorkflowRefused(_("Penanganan darurat ini sudah diakhiri: %s.") % row.get_result_display())
    return row


def _calm(complaint_id: UUID, by: User) -> None:
    """Lower the urgency, so that a case opened now does not start as an emergency."""
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint_id)
    complaint.urgency = Urgency.URGENT
    complaint.version += 1
    complaint.save(update_fields=["urgency", "version"])
    case = complaint.case
    if case is None or case.urgency != Urgency.EMERGENCY:
        return
    if not EmergencyResponse.objects.open().filter(complaint__case=case).exists():
        cases.edit(case=case, changes={"urgency": Urgency.URGENT}, version=case.version, by=by)


def _tell(response: EmergencyResponse, on_duty: Collection[User], by: User) -> None:
    """Notify with numbers only. If nobody is on duty, the whole team is notified."""
    text = _("Keadaan darurat %(number)s dinyatakan. Pastikan keselamatan sebelum pukul %(at)s.")
    at = days.hour(response.due_at)
    told: dict[str, Any] = {"text": text % {"number": response, "at": at}, "path": path_of(response), "except_user": by}
    if not on_duty:
        notifications.notify_case_team(task_force_id=response.task_force_id, **told)
        return
    notifications.notify_holders(task_force_id=response.task_force_id, role=Role.SUPERVISOR, and_users=on_duty, **told)
