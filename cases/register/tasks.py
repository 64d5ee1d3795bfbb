"""Background work of the old register. A job's arguments are not encrypted: ids only."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from cases.models import RegisterBatch, RegisterPiece, RegisterProgress, RegisterRow
from cases.register import runs
from safeguards import clock, row_security
from taskforces.models import TaskForce

SILENT_MINUTES = 3  # a run without progress for this long has lost its worker


@app.task
def run_register(batch_id: str, task_force_id: str) -> None:
    """Check, write or undo an old register, depending on its state."""
    runs.run(UUID(batch_id), UUID(task_force_id))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="resume_registers", pass_context=False)
def resume_registers(timestamp: int) -> None:
    """Every five minutes, restart runs whose worker was killed (``timestamp``: the tick)."""
    for task_force_id in TaskForce.objects.values_list("pk", flat=True):
        for batch_id in stalled_of(task_force_id):
            runs.run(batch_id, task_force_id)


def stalled_of(task_force_id: UUID) -> list[UUID]:
    """Batches of one task force whose run has made no progress for some minutes."""
    before = timezone.now() - timedelta(minutes=SILENT_MINUTES)
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        silent = RegisterProgress.objects.filter(task_force_id=task_force_id, moved_at__lt=before)
        at_work = RegisterBatch.objects.at_work().filter(pk__in=silent.values("batch_id"))
        return list(at_work.values_list("pk", flat=True))


@app.periodic(cron=clock.nightly(3, 27))
@app.task(queueing_lock="clear_registers", pass_context=False)
def clear_registers(timestamp: int) -> None:
    """Every night, delete uploaded registers and dry runs settled thirty days ago (``timestamp``: the tick)."""
    for task_force_id in TaskForce.objects.values_list("pk", flat=True):
        clear_of(task_force_id)


def clear_of(task_force_id: UUID) -> int:
    """Delete file and dry run of settled batches of one task force; returns how many. Entries stay."""
    now = clock.now()
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        batches = list(RegisterBatch.objects.to_clear(at=now).filter(task_force_id=task_force_id))
        for batch in batches:
            RegisterPiece.objects.filter(batch=batch).delete()
            RegisterRow.objects.filter(batch=batch).delete()
            RegisterProgress.objects.filter(batch_id=batch.pk).delete()
            batch.file_name, batch.layout, batch.sheets, batch.cleared_at = "", "", "[]", now
            batch.save(update_fields=["file_name", "layout", "sheets", "cleared_at"])
    return len(batches)
