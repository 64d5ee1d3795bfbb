"""Who may approve a register: nobody their own, where a second person exists who may."""

from uuid import UUID

from django.utils.translation import gettext as _

from cases.choices import RegisterState as State
from cases.models import RegisterBatch
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role, rule_of
from taskforces.models import Membership, User


def prepared_by(batch: RegisterBatch) -> set[UUID]:
    """The people who prepared a batch: who uploaded it, and who handed it in."""
    return {pk for pk in (batch.uploaded_by_id, batch.handed_in_by_id) if pk is not None}


def may_read(batch: RegisterBatch, by: User) -> bool:
    """Whether this person may have the file with its names: who prepared it, and who may approve it."""
    return by.pk in prepared_by(batch) or policy.can(by, Permission.REGISTER_APPROVE, batch)


def has_another_approver(batch: RegisterBatch) -> bool:
    """Whether somebody may approve the batch who did not prepare it."""
    roles = [role for role in Role if Permission.REGISTER_APPROVE in rule_of(role).permissions]
    seats = Membership.objects.current().filter(task_force_id=batch.task_force_id, role__in=roles)
    return seats.filter(user__is_active=True).exclude(user_id__in=prepared_by(batch)).exists()


def reason_against(batch: RegisterBatch, by: User) -> str:
    """Why this person may not approve this batch now, in Indonesian; empty if they may.

    Their role is not asked. Whoever prepared a batch may approve it only while nobody else can.
    """
    if by.pk not in prepared_by(batch):
        return "" if batch.state == State.HANDED_IN else _("Register ini belum diserahkan untuk disetujui.")
    if has_another_approver(batch):
        return _("Anda sendiri yang menyiapkan register ini. Serahkan, lalu penyelia lain menyetujuinya.")
    return ""


def check(batch: RegisterBatch, by: User) -> None:
    """Raise ``WorkflowRefused`` unless this person may approve this batch now."""
    if reason := reason_against(batch, by):
        raise WorkflowRefused(reason)
