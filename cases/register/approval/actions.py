"""Actions between two people: hand in, withdraw, give back with a word. ``register.actions.confirm`` approves."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import RegisterState as State
from cases.events import RegisterEvent
from cases.models import RegisterBatch
from cases.register import batch_writer, runs
from cases.register.approval import second_person
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.models import User


@transaction.atomic
def hand_in(*, batch: RegisterBatch, by: User) -> RegisterBatch:
    """Hand a checked register in for approval: its answers cannot change until it comes back. A second press is one."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    held = runs.locked(batch.pk)
    if held is not None and held.state == State.HANDED_IN and held.handed_in_by_id == by.pk:
        return held
    batch = runs.in_state(batch, State.CHECKED)
    rows = batch_writer.rows_to_write(batch).count()
    if not rows:
        raise WorkflowRefused(_("Tidak ada baris yang akan ditulis. Jawab yang diragukan, atau perbaiki berkasnya."))
    batch.state, batch.handed_in_at, batch.handed_in_by = State.HANDED_IN, clock.now(), by
    batch.returned_at, batch.returned_by, batch.return_reason, batch.failure = None, None, "", ""
    batch.save()
    record(RegisterEvent.HANDED_IN, by=by, target=batch, details={"rows": rows})
    notifications.notify_permitted(
        permission=Permission.REGISTER_APPROVE,
        task_force_id=batch.task_force_id,
        text=_("Register lama %s menunggu persetujuan Anda.") % batch.number,
        path=reverse("cases:register-detail", args=[batch.pk]),
        except_user=by,
    )
    return batch


@transaction.atomic
def withdraw(*, batch: RegisterBatch, by: User) -> RegisterBatch:
    """Take one's own register back before it is approved, to change its answers or its columns."""
    policy.check(by, Permission.REGISTER_IMPORT, batch)
    batch = runs.in_state(batch, State.HANDED_IN)
    if by.pk not in second_person.prepared_by(batch):
        raise WorkflowRefused(_("Hanya yang menyiapkan register ini dapat mengambilnya kembali."))
    runs.wait_for_answers(batch)
    record(RegisterEvent.WITHDRAWN, by=by, target=batch)
    return batch


@transaction.atomic
def give_back(*, batch: RegisterBatch, reason: str, by: User) -> RegisterBatch:
    """Return a register to whoever handed it in, with a word about what to mend. They are notified without the word."""
    policy.check(by, Permission.REGISTER_APPROVE, batch)
    batch = runs.in_state(batch, State.HANDED_IN)
    if not reason.strip():
        raise WorkflowRefused(_("Tulis apa yang perlu diperbaiki."))
    preparer = batch.handed_in_by
    batch.returned_at, batch.returned_by, batch.return_reason = clock.now(), by, reason.strip()[:500]
    runs.wait_for_answers(batch)
    record(RegisterEvent.RETURNED, by=by, target=batch)
    if preparer is not None and preparer != by:
        notifications.notify_user(
            user=preparer,
            text=_("Register lama %s dikembalikan untuk diperbaiki.") % batch.number,
            path=reverse("cases:register-detail", args=[batch.pk]),
            task_force_id=batch.task_force_id,
        )
    return batch
