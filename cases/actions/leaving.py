"""A supervisor hands on somebody's open work: before a leave, before access ends, or when nobody has it."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.leaving.giving import give_on_of
from cases.queries.staff import case_workers
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.events import StaffEvent
from taskforces.models import TaskForce, User


@transaction.atomic
def hand_on(*, task_force: TaskForce, holder: User, to: User, by: User) -> None:
    """Give all open work of a holder in a task force to a colleague of the team, in one step.

    Cases and future turns change hands; an open emergency waits for the team again. Drafts stay with their author as
    long as that person has access. A second submit is refused, because nothing is left.
    """
    policy.check(by, Permission.DUTY_MANAGE, task_force)
    if to == holder or not case_workers([task_force.pk]).filter(pk=to.pk).exists():
        raise WorkflowRefused(_("Pilih rekan lain yang masih punya akses ke berkas kasus gugus tugas ini."))
    if not give_on_of(task_force_id=task_force.pk, holder=holder, to=to, by=by):
        raise WorkflowRefused(_("Tidak ada lagi yang dipegang orang ini."))
    record(StaffEvent.HANDED_ON, by=by, target=task_force, details={"person": holder.name, "to": to.name})
