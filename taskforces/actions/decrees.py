"""Acts on a decree (SK). Access is granted under a decree and ends with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.audit import record
from safeguards.conflicts import changed_names
from safeguards.errors import WorkflowRefused
from taskforces import holdings
from taskforces.access import last_admin, policy
from taskforces.access.permissions import Permission
from taskforces.events import StaffEvent, TaskForceEvent
from taskforces.models import Decree, Membership, TaskForce, User
from taskforces.queries import people_under, to_carry_over

EDITABLE = ("number", "year", "title", "signed_by", "issued_on", "valid_from", "valid_until")


@transaction.atomic
def create(*, task_force: TaskForce, details: Mapping[str, Any], by: User) -> Decree:
    """Record a decree of the task force. ``details`` are values of ``EDITABLE``."""
    policy.check(by, Permission.DECREE_MANAGE, task_force)
    TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    decree = Decree(task_force=task_force, **_only_editable(details))
    _check_days(decree)
    _check_number(decree)
    decree.save(force_insert=True)
    record(TaskForceEvent.DECREE_CREATED, by=by, target=decree, details={"valid_from": decree.valid_from})
    return decree


@transaction.atomic
def edit(*, decree: Decree, changes: Mapping[str, Any], by: User) -> Decree:
    """Correct a decree. A shorter validity ends access earlier; the work then goes to somebody who still has access."""
    policy.check(by, Permission.DECREE_MANAGE, decree)
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if decree.revoked_on is not None:
        raise WorkflowRefused(_("SK ini sudah dicabut. Catat SK baru."))
    changes = _only_editable(changes)
    changed = changed_names(decree, changes)
    if not changed:
        return decree
    for name in changed:
        setattr(decree, name, changes[name])
    _check_days(decree)
    _check_number(decree)
    with last_admin.refuse_lockout(by):
        decree.save(update_fields=changed)
    holdings.give_on(task_force_id=decree.task_force_id, by=by)
    record(TaskForceEvent.DECREE_EDITED, by=by, target=decree, details={"changed": changed})
    return decree


@transaction.atomic
def revoke(*, decree: Decree, revoked_on: date, to: User | None = None, by: User) -> Decree:
    """Revoke a decree from a day on. From that day nobody has access under it.

    If it is revoked from today, the work of its people goes to ``to``, or to a supervisor under another decree.
    """
    policy.check(by, Permission.DECREE_MANAGE, decree)
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    if decree.revoked_on is not None:
        raise WorkflowRefused(_("SK ini sudah dicabut."))
    if revoked_on < decree.valid_from:
        raise WorkflowRefused(_("Tanggal pencabutan mendahului tanggal mulai berlaku SK."))
    people = len(people_under(decree))
    with last_admin.refuse_lockout(by, on=revoked_on):
        decree.revoked_on = revoked_on
        decree.save(update_fields=["revoked_on"])
    holdings.give_on(task_force_id=decree.task_force_id, to=to, by=by)
    details = {"revoked_on": revoked_on, "people": people}
    record(TaskForceEvent.DECREE_REVOKED, by=by, target=decree, details=details)
    return decree


@transaction.atomic
def carry_over(*, decree: Decree, by: User) -> list[Membership]:
    """Continue, under this decree, the access that everybody of the task force has today under an earlier one.

    Memberships under the earlier decree stay as they are and end with it. People who already have the same role for
    the same agency under this decree are skipped, so a second run changes nothing.
    """
    policy.check(by, Permission.DECREE_MANAGE, decree)
    policy.check(by, Permission.STAFF_MANAGE, decree)
    decree = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    today = clock.today()
    if decree.has_ended(on=today):
        raise WorkflowRefused(_("SK ini sudah tidak berlaku."))
    made = []
    for old in to_carry_over(decree):
        begin, until = max(today, decree.valid_from), _until(old, decree)
        if until is not None and until < begin:
            continue
        new = Membership.objects.create(
            user_id=old.user_id,
            task_force_id=decree.task_force_id,
            decree=decree,
            agency_id=old.agency_id,
            role=old.role,
            valid_from=begin,
            valid_until=until,
        )
        made.append(new)
        details = {"person": old.user.name, "role": old.role, "decree": str(decree)}
        record(StaffEvent.CARRIED_OVER, by=by, target=new, details=details)
    return made


def _until(old: Membership, decree: Decree) -> date | None:
    """The last day under the new decree: the decree's end, or the person's own earlier last day."""
    personal = old.valid_until if old.valid_until != old.decree.valid_until else None
    return min(filter(None, [personal, decree.valid_until]), default=None)


def _check_days(decree: Decree) -> None:
    if decree.valid_until is not None and decree.valid_until < decree.valid_from:
        raise WorkflowRefused(_("Tanggal berakhir mendahului tanggal mulai berlaku."))


def _check_number(decree: Decree) -> None:
    """Refuse a number that is already used in that year, before the database does."""
    same = Decree.objects.filter(task_force_id=decree.task_force_id, number=decree.number, year=decree.year)
    if same.exclude(pk=decree.pk).exists():
        raise WorkflowRefused(_("SK dengan nomor dan tahun itu sudah tercatat."))


def _only_editable(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a decree's to change: {', '.join(sorted(unknown))}")
    return dict(values)
