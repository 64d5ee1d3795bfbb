"""Timers: emergencies, hand-overs, merges, and access that ended by date.

No user acts here: the audit names no person, and texts carry numbers only.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cases.actions.emergencies import path_of
from cases.events import ComplaintEvent, EmergencyEvent, PersonEvent
from cases.leaving.giving import RECENT_DAYS, give_on_left
from cases.leaving.holding import counts_left_behind
from cases.models import EmergencyResponse, HandOver, PersonMerge
from cases.register import tasks as register_tasks  # noqa: F401 - the worker learns of tasks here
from safeguards import clock, row_security
from safeguards.audit import record
from taskforces import holdings
from taskforces.access.roles import Role
from taskforces.actions import notifications
from taskforces.models import TaskForce

HIGHEST_LEVEL = 2
MERGES_AT_ONCE = 200  # erased in one transaction
logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="escalate_emergencies", pass_context=False)
def escalate_emergencies(timestamp: int) -> None:
    """Every minute, escalate emergencies that are overdue (``timestamp``: the tick)."""
    for task_force_id in _task_forces():
        escalate_of(task_force_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="give_on_what_was_left", pass_context=False)
def give_on_what_was_left(timestamp: int) -> None:
    """Every minute, hand on the work of people whose access ended by date (``timestamp``: the tick)."""
    for task_force_id in _task_forces():
        give_on_in(task_force_id)


@app.periodic(cron=clock.nightly(0, 1))
@app.task(queueing_lock="check_holders", pass_context=False)
def check_holders(timestamp: int) -> None:
    """Just after midnight, check every task force for open work nobody holds (``timestamp``: the tick)."""
    for task_force_id in _task_forces():
        give_on_in(task_force_id, days=None)
        tell_unowned_in(task_force_id)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="tell_missing_receipts", pass_context=False)
def tell_missing_receipts(timestamp: int) -> None:
    """Every ten minutes, notify the sender of a hand-over whose receipt is overdue (``timestamp``: the tick)."""
    for task_force_id in _task_forces():
        tell_missing_of(task_force_id)


@app.periodic(cron=clock.nightly(3, 37))
@app.task(queueing_lock="erase_merged", pass_context=False)
def erase_merged(timestamp: int) -> None:
    """Every night, erase the earlier state of merges that can no longer be undone (``timestamp``: the tick)."""
    for task_force_id in _task_forces():
        while erase_merged_of(task_force_id) == MERGES_AT_ONCE:
            continue


def _task_forces() -> Iterable[UUID]:
    """The task forces; each is handled with its own files and in its own transaction."""
    return TaskForce.objects.values_list("pk", flat=True)


@contextmanager
def _files_of(task_force_id: UUID) -> Iterator[None]:
    """One transaction that sees the files of one task force, and no others."""
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        yield


def escalate_of(task_force_id) -> int:
    """Raise each overdue emergency by one level; returns how many.

    Level one, when the time is over: the supervisors are notified, and everybody if nobody took it on. Level two, after
    the same time again: everybody. Each level is notified once.
    """
    now = clock.now()
    raised = 0
    with _files_of(task_force_id):
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


def give_on_in(task_force_id, *, days: int | None = RECENT_DAYS) -> bool:
    """Hand on the work of people without access in one task force. A failure does not stop the other task forces."""
    try:
        with _files_of(task_force_id):
            return give_on_left(task_force_id=task_force_id, days=days)
    except Exception as error:
        logger.error("work of people who left could not be given on: %s", type(error).__name__)
        return False


def tell_unowned_in(task_force_id) -> int:
    """Notify the accounts admins of open work held by nobody with access; returns how many items."""
    with _files_of(task_force_id):
        left = counts_left_behind(task_force_id)
        things = sum(one.count for one in left)
        if left:
            what = holdings.in_words(left)
            text = _("%(where)s: tidak seorang pun punya akses. Masih terbuka: %(what)s. Beri akses kepada petugas.")
            text %= {"where": TaskForce.objects.get(pk=task_force_id).name[:60], "what": what}
            path = reverse("taskforces:staff-list")
            notifications.notify_accounts_admins(task_force_id=task_force_id, text=text, path=path)
            logger.warning("open work belongs to nobody with access: %s things", things)
    return things


def tell_missing_of(task_force_id) -> int:
    """Notify, once, of every overdue receipt; returns how many."""
    now = clock.now()
    with _files_of(task_force_id):
        late = HandOver.objects.overdue(now).filter(task_force_id=task_force_id, overdue_told_at__isnull=True)
        rows = list(late.select_for_update(of=("self",), skip_locked=True).select_related("complaint", "handed_by"))
        for hand_over in rows:
            hand_over.overdue_told_at = now
            hand_over.save(update_fields=["overdue_told_at"])
            record(ComplaintEvent.RECEIPT_OVERDUE, by=None, target=hand_over)
            text = _("Tanda terima pengaduan %(number)s belum datang.") % {"number": hand_over}
            path = reverse("cases:handover-detail", args=[hand_over.pk])
            notifications.notify_user(user=hand_over.handed_by, text=text, path=path, task_force_id=task_force_id)
    return len(rows)


def erase_merged_of(task_force_id) -> int:
    """Erase the earlier state of merges after ninety days, in batches, each once; returns how many."""
    with _files_of(task_force_id):
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
    if not holdings.team(response.task_force_id).exists():  # no team: notify the people who give access
        text = _("Keadaan darurat berjalan tanpa petugas yang punya akses. Beri akses sekarang.")
        path = reverse("taskforces:staff-list")
        notifications.notify_accounts_admins(task_force_id=response.task_force_id, text=text, path=path)
