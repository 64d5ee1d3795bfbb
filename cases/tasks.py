"""Timers of emergencies, hand-overs and merges. Nobody's act: the audit names no person, texts carry numbers only."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cases.actions.emergencies import path_of
from cases.events import ComplaintEvent, EmergencyEvent, PersonEvent
from cases.models import EmergencyResponse, HandOver, PersonMerge
from cases.register import tasks as register_tasks  # noqa: F401 - the worker learns of tasks here
from safeguards import clock, row_security
from safeguards.audit import record
from taskforces.access.roles import Role
from taskforces.actions import notifications
from taskforces.models import TaskForce

HIGHEST_LEVEL = 2
MERGES_AT_ONCE = 200  # erased in one transaction


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="escalate_emergencies", pass_context=False)
def escalate_emergencies(timestamp: int) -> None:
    """Every minute, raise the alarm of emergencies whose time is over (``timestamp``: the tick)."""
    for task_force_id in TaskForce.objects.values_list("pk", flat=True):
        escalate_of(task_force_id)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="tell_missing_receipts", pass_context=False)
def tell_missing_receipts(timestamp: int) -> None:
    """Every ten minutes, tell who handed a complaint over that its receipt did not come (``timestamp``: the tick)."""
    for task_force_id in TaskForce.objects.values_list("pk", flat=True):
        tell_missing_of(task_force_id)


@app.periodic(cron=clock.nightly(3, 37))
@app.task(queueing_lock="erase_merged", pass_context=False)
def erase_merged(timestamp: int) -> None:
    """Every night, erase what people were before merges that can be undone no more (``timestamp``: the tick)."""
    for task_force_id in TaskForce.objects.values_list("pk", flat=True):
        while erase_merged_of(task_force_id) == MERGES_AT_ONCE:
            continue


def escalate_of(task_force_id) -> int:
    """Raise what is overdue by one level each; returns how many.

    Level one is reached when the time is over: the supervisors are told, and everybody where nobody took it on. Level
    two, after as much time again: everybody. Each level is told once.
    """
    now = clock.now()
    raised = 0
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        rows = EmergencyResponse.objects.overdue(now).filter(
            task_force_id=task_force_id, escalation_level__lt=HIGHEST_LEVEL
        )
        for response in rows.select_for_update(of=("self",), skip_locked=True).select_related("complaint"):
            level = _level_reached(response, now)
            if level <= response.escalation_level:
                continue
            response.escalation_level, response.escalated_at = level, now
            response.save(update_fields=["escalation_level", "escalated_at"])
            record(EmergencyEvent.ESCALATED, by=None, target=response, details={"level": level})
            _tell(response, level)
            raised += 1
    return raised


def tell_missing_of(task_force_id) -> int:
    """Tell, once, of every receipt that is overdue; returns how many."""
    now = clock.now()
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        late = HandOver.objects.overdue(now).filter(task_force_id=task_force_id, overdue_told_at__isnull=True)
        rows = list(late.select_for_update(of=("self",), skip_locked=True).select_related("complaint", "handed_by"))
        for hand_over in rows:
            hand_over.overdue_told_at = now
            hand_over.save(update_fields=["overdue_told_at"])
            record(ComplaintEvent.RECEIPT_OVERDUE, by=None, target=hand_over)
            text = _("Tanda terima pengaduan %(number)s belum datang.") % {"number": hand_over}
            path = reverse("cases:handover-detail", args=[hand_over.pk])
            notifications.notify_user(user=hand_over.handed_by, text=text, path=path)
    return len(rows)


def erase_merged_of(task_force_id) -> int:
    """Erase the state before of merges whose ninety days are over, some at a time; returns how many. Each once."""
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        over = PersonMerge.objects.filter(task_force_id=task_force_id).to_erase(on=clock.today())
        rows = over.select_for_update(of=("self",), skip_locked=True).select_related("kept").defer("before", "reason")
        rows = list(rows.order_by("merged_at")[:MERGES_AT_ONCE])
        for merge in rows:
            merge.before = None
            merge.save(update_fields=["before"])
            codes = {"code": merge.kept_code, "other": merge.gone_code}
            record(PersonEvent.MERGE_SEALED_ERASED, by=None, target=merge.kept, details={**codes, "merge": merge.pk})
    return len(rows)


def _level_reached(response: EmergencyResponse, now) -> int:
    """One when the time is over, two after as much time again."""
    allowed = response.due_at - response.declared_at
    return min(1 + int((now - response.due_at) / allowed), HIGHEST_LEVEL)


def _tell(response: EmergencyResponse, level: int) -> None:
    if level == 1 and response.acknowledged_at:
        text = _("Keadaan darurat %(number)s melewati batas dan belum diakhiri.")
    elif level == 1:
        text = _("Keadaan darurat %(number)s melewati batas, belum ada yang menangani.")
    elif response.acknowledged_at:
        text = _("Keadaan darurat %(number)s dua kali melewati batas dan masih belum diakhiri.")
    else:
        text = _("Keadaan darurat %(number)s dua kali melewati batas, masih belum ada yang menangani.")
    text = text % {"number": response}
    told = {"task_force_id": response.task_force_id, "text": text, "path": path_of(response)}
    if level == 1 and response.acknowledged_at:
        notifications.notify_holders(role=Role.SUPERVISOR, **told)
    else:
        notifications.notify_case_team(**told)
