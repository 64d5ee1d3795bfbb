"""Acts on a membership: give access, prolong or shorten it, end it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.audit import record
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces import granting, holdings
from taskforces.access import last_admin, policy
from taskforces.access.permissions import Permission
from taskforces.events import StaffEvent
from taskforces.models import Agency, Decree, Membership, User


@transaction.atomic
def grant(
    *,
    user: User,
    decree: Decree,
    role: str,
    agency: Agency | None = None,
    valid_from: date,
    valid_until: date | None = None,
    by: User,
) -> Membership:
    """Give a role under a decree to somebody who has an account. Nobody may give a role to themselves."""
    policy.check(by, Permission.STAFF_MANAGE, decree)
    if user.pk == by.pk:
        raise AccessDenied(_("Anda tidak dapat memberi peran kepada diri sendiri."))
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    granting.check(decree=decree, role=role, agency=agency, valid_from=valid_from, valid_until=valid_until)
    granting.check_new(user=user, decree=decree, role=role, agency=agency)
    membership = Membership.objects.create(
        user=user,
        task_force_id=decree.task_force_id,
        decree=decree,
        agency=agency,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    record(StaffEvent.GRANTED, by=by, target=membership, details={"person": user.name, "role": role})
    return membership


@transaction.atomic
def change_period(*, membership: Membership, valid_until: date | None, to: User | None = None, by: User) -> Membership:
    """Change the last day of somebody's access; ``None`` means the end of the decree.

    A past day ends the access now, and the person's work goes to ``to``, or to a supervisor.
    """
    policy.check(by, Permission.STAFF_MANAGE, membership)
    membership = _locked(membership)
    if membership.deactivated_at is not None:
        raise WorkflowRefused(_("Akses ini sudah diakhiri. Undang orangnya kembali."))
    granting.check_period(decree=membership.decree, valid_from=membership.valid_from, valid_until=valid_until)
    if membership.valid_until == valid_until:
        return membership
    with last_admin.refuse_lockout(by):
        membership.valid_until = valid_until
        membership.save(update_fields=["valid_until"])
    details = {"person": membership.user.name, "role": membership.role, "until": valid_until or _("akhir SK")}
    holdings.give_on(task_force_id=membership.task_force_id, to=to, by=by)
    record(StaffEvent.PERIOD_CHANGED, by=by, target=membership, details=details)
    return membership


@transaction.atomic
def deactivate(*, membership: Membership, reason: str, to: User | None = None, by: User) -> Membership:
    """End somebody's access now: it ends at their next request, also on open pages.

    The person's work goes to ``to``, or to a supervisor.
    """
    policy.check(by, Permission.STAFF_MANAGE, membership)
    membership = _locked(membership)
    if membership.deactivated_at is not None:
        raise WorkflowRefused(_("Akses ini sudah diakhiri."))
    with last_admin.refuse_lockout(by):
        membership.deactivated_at, membership.deactivated_by = clock.now(), by
        membership.deactivation_reason = reason
        membership.save(update_fields=["deactivated_at", "deactivated_by", "deactivation_reason"])
    details = {"person": membership.user.name, "role": membership.role, "end_reason": reason}
    holdings.give_on(task_force_id=membership.task_force_id, to=to, by=by)
    record(StaffEvent.DEACTIVATED, by=by, target=membership, details=details)
    return membership


def _locked(membership: Membership) -> Membership:
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user", "decree")
    return locked.get(pk=membership.pk)
