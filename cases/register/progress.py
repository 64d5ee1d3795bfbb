"""Progress of a run, written on a second connection, so that it is visible at once and survives a rollback."""

from django.db import connections, transaction
from django.utils import timezone

from cases.models import RegisterBatch, RegisterProgress
from safeguards.identifiers import new_id

BEGIN = """
    INSERT INTO cases_registerprogress (id, task_force_id, batch_id, done, total, moved_at, is_cancelled)
    VALUES (%s, %s, %s, 0, %s, %s, false)
    ON CONFLICT (batch_id) DO UPDATE SET done = 0, total = excluded.total, moved_at = excluded.moved_at
"""
MOVE = """
    UPDATE cases_registerprogress SET done = %s, moved_at = %s WHERE batch_id = %s RETURNING is_cancelled
"""
ALIAS = "audit"  # the second connection of this project


class Cancelled(Exception):
    """Somebody asked to stop the run; everything it wrote is rolled back."""


class Silent:
    """No progress, for a run too short to watch."""

    def move(self, done: int) -> None:
        """Do nothing."""


class Progress:
    """Stores how many rows are done, and checks whether somebody cancelled."""

    def __init__(self, batch: RegisterBatch, total: int) -> None:
        self.batch = batch
        self._say(BEGIN, [new_id(), batch.task_force_id, batch.pk, total, timezone.now()])

    def move(self, done: int) -> None:
        """Store the progress. Raises ``Cancelled`` if somebody asked to stop."""
        answer = self._say(MOVE, [done, timezone.now(), self.batch.pk])
        if answer and answer[0]:
            raise Cancelled

    def _say(self, statement: str, values: list) -> tuple | None:
        with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
            cursor.execute("SELECT set_config('app.task_forces', %s, true)", [f"{{{self.batch.task_force_id}}}"])
            cursor.execute(statement, values)
            return cursor.fetchone() if cursor.description else None


def prepare(batch: RegisterBatch, total: int) -> None:
    """Reset the progress, in the transaction that starts the run."""
    RegisterProgress.objects.update_or_create(
        batch_id=batch.pk,
        defaults={
            "task_force_id": batch.task_force_id,
            "done": 0,
            "total": total,
            "moved_at": timezone.now(),
            "is_cancelled": False,
        },
    )


def progress_of(batch: RegisterBatch) -> RegisterProgress | None:
    """The progress of a batch's run, or ``None``."""
    return RegisterProgress.objects.filter(batch_id=batch.pk).first()
