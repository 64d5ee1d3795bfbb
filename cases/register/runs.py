"""The long runs over a batch, in the background or at once: dry run, writing, undoing."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import RegisterState as State
from cases.events import RegisterEvent
from cases.models import RegisterBatch
from cases.register import batch_undo, batch_writer, dry_run, stored_file
from cases.register.file_reader import FileRefused
from cases.register.progress import Cancelled, Progress, Silent
from interface.numbers import number
from safeguards import clock, row_security
from safeguards.audit import record
from safeguards.errors import SafeguardError, WorkflowRefused
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.models import User

INLINE_ROWS = 300  # batches up to this size run in the request
CHANGED, UNEXPECTED, REFUSED, USED = "changed", "unexpected", "access", "used"  # reasons besides those of a file
UNREADABLE, AGAIN = "unreadable", "again"
BEFORE = {State.CHECKING: State.UPLOADED, State.WRITING: State.CHECKED, State.UNDOING: State.WRITTEN}  # of each run
logger = logging.getLogger(__name__)


def check(batch: RegisterBatch, progress: Progress | Silent) -> None:
    """Dry-run a locked batch. It then waits for approval, or for its columns again."""
    done = _attempt(batch, lambda: dry_run.check(batch, progress))
    batch.state = State.CHECKED if done else State.UPLOADED
    batch.checked_at = clock.now() if done else None
    batch.save(update_fields=["state", "checked_at", "failure"])


def write(batch: RegisterBatch, progress: Progress | Silent, *, by: User) -> None:
    """Write a whole locked batch. After a refusal or a cancellation nothing is written and the batch waits again.

    It also waits again if something was recorded since the dry run that makes a question of one of its rows.
    """

    def act() -> None:
        policy.check(by, Permission.REGISTER_APPROVE, batch)
        written = batch_writer.write(batch, progress, by=by)
        batch.files_written, batch.victims_written = written.files, written.victims
        batch.complaints_written = written.complaints

    again = 0

    def compare() -> None:
        nonlocal again
        again = dry_run.compare_again(batch)

    if _attempt(batch, compare) and again:
        batch.failure = AGAIN
    done = not batch.failure and _attempt(batch, act)
    batch.state = State.WRITTEN if done else state_before(batch)
    batch.written_at = batch.settled_at = clock.now() if done else None
    if not done:
        batch.confirmed_at = batch.confirmed_by = None
    preparer = batch.handed_in_by
    if batch.failure == AGAIN:
        wait_for_answers(batch)
    batch.save()
    if done:
        details = {"files": batch.files_written, "victims": batch.victims_written}
        record(RegisterEvent.WRITTEN, by=by, target=batch, details=details)
    if preparer is not None and preparer != by and (done or batch.failure == AGAIN):
        _tell(preparer, batch)


def undo(batch: RegisterBatch, progress: Progress | Silent, *, by: User) -> None:
    """Undo a locked batch as far as possible. After a refusal or a cancellation everything stays as it was."""
    left = 0

    def act() -> None:
        nonlocal left
        policy.check(by, Permission.REGISTER_APPROVE, batch)
        batch.files_undone, left = batch_undo.undo(batch, progress, by=by)

    done = _attempt(batch, act)
    if done and not batch.files_undone:
        batch.failure = USED
    if done and batch.files_undone:
        batch.state, batch.settled_at = State.UNDONE, clock.now()
        record(RegisterEvent.UNDONE, by=by, target=batch, details={"files": batch.files_undone, "left": left})
    else:
        batch.state, batch.undo_by = State.WRITTEN, None
    batch.save()


def run(batch_id: UUID, task_force_id: UUID) -> bool:
    """Do the run the batch's state requires; called by a worker. Returns whether there was one.

    The batch stays locked during the run, so that a second worker skips it. A killed worker leaves the state unchanged,
    and the next one starts again.
    """
    with transaction.atomic(), row_security.activate({"task_forces": [task_force_id]}):
        batch = locked(batch_id)
        if batch is None or batch.state not in BEFORE:
            return False
        by = User.objects.get(pk=batch.undo_by_id or batch.confirmed_by_id or batch.uploaded_by_id)
        with row_security.activate({**scoping.row_security_context(by), "task_forces": [task_force_id]}):
            if batch.state == State.CHECKING:
                check(batch, Progress(batch, planned_rows(batch)))
            elif batch.state == State.UNDOING:
                undo(batch, Progress(batch, batch.files_written), by=by)
            else:
                write(batch, Progress(batch, 2 * batch_writer.rows_to_write(batch).count()), by=by)
    return True


def state_before(batch: RegisterBatch) -> State:
    """The state a stopped run returns to; a register that was handed in waits for approval again."""
    if batch.state == State.WRITING and batch.handed_in_at is not None:
        return State.HANDED_IN
    return BEFORE[State(batch.state)]


def wait_for_answers(batch: RegisterBatch) -> None:
    """Return a locked batch to whoever prepares it; it has to be handed in again."""
    batch.state, batch.handed_in_at, batch.handed_in_by = State.CHECKED, None, None
    batch.save()


def in_state(batch: RegisterBatch, *states: str) -> RegisterBatch:
    """The locked batch, if it is in one of the states; otherwise a refusal that names its state."""
    held = locked(batch.pk)
    if held is None:
        raise WorkflowRefused(_("Register ini sedang diproses. Tunggu sampai selesai, atau batalkan prosesnya."))
    if held.state not in states:
        raise WorkflowRefused(_("Register ini sekarang: %s.") % held.get_state_display())
    return held


def locked(batch_id: UUID) -> RegisterBatch | None:
    """The batch, locked; ``None`` while a run holds the lock."""
    rows = RegisterBatch.objects.select_for_update(of=("self",), skip_locked=True)
    return rows.select_related("task_force").filter(pk=batch_id).first()


def planned_rows(batch: RegisterBatch) -> int:
    """The number of rows in the chosen sheet."""
    return stored_file.sheets_of(batch)[batch.sheet][1]


def _tell(preparer: User, batch: RegisterBatch) -> None:
    """Notify who handed the register in of what became of it."""
    written = _("Register lama %(number)s disetujui: %(count)s kasus ditulis.")
    again = _("Register lama %(number)s kembali kepada Anda: sejak diperiksa ada catatan baru yang mungkin sama.")
    notifications.notify_user(
        user=preparer,
        text=(again if batch.failure else written) % {"number": batch.number, "count": number(batch.files_written)},
        path=reverse("cases:register-detail", args=[batch.pk]),
        task_force_id=batch.task_force_id,
    )


def _attempt(batch: RegisterBatch, act: Callable[[], object]) -> bool:
    """Do everything, or do nothing and store the reason on the batch."""
    batch.failure = ""
    try:
        with transaction.atomic():
            act()
    except Cancelled:
        batch.failure = "cancelled"
    except FileRefused as refusal:
        batch.failure = refusal.code
    except batch_writer.RowUnreadable:
        batch.failure = UNREADABLE
    except SafeguardError:
        batch.failure = REFUSED
    except DatabaseError as error:
        logger.error("a register batch met the database's refusal: %s", type(error).__name__)
        batch.failure = CHANGED
    except Exception as error:
        logger.error("a register batch stopped: %s", type(error).__name__)
        batch.failure = UNEXPECTED
    return not batch.failure
