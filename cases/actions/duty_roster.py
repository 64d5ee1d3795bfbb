"""The supervisor's acts to prepare for emergencies: who is on duty, and whom to call."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.events import DutyEvent
from cases.models import DutyTurn, EmergencyContact
from cases.queries.staff import case_workers
from safeguards import clock
from safeguards.audit import record
from safeguards.conflicts import changed_names, check_version
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce, User

LONGEST_TURN = timedelta(hours=24)
WEEK = timedelta(days=7)


@transaction.atomic
def add_turn(
    *, task_force: TaskForce, user: User, starts_at: datetime, ends_at: datetime, phone: str = "", by: User
) -> DutyTurn:
    """Put a team member on duty. The same turn entered twice is stored once."""
    policy.check(by, Permission.DUTY_MANAGE, task_force)
    if not timedelta(0) < ends_at - starts_at <= LONGEST_TURN:
        raise WorkflowRefused(_("Satu giliran jaga paling lama 24 jam, dan berakhir setelah mulai."))
    if not case_workers([task_force.pk]).filter(pk=user.pk).exists():
        raise WorkflowRefused(_("Orang ini tidak bertugas dalam tim kasus gugus tugas Anda."))
    turn, is_new = DutyTurn.objects.get_or_create(
        task_force=task_force,
        user=user,
        starts_at=starts_at,
        defaults={"ends_at": ends_at, "phone": phone.strip(), "entered_at": clock.now(), "entered_by": by},
    )
    if is_new:
        record(DutyEvent.TURN_ADDED, by=by, target=turn, details={"who": user.name})
    return turn


@transaction.atomic
def remove_turn(*, turn: DutyTurn, by: User) -> None:
    """Remove a turn from the roster. Past turns stay, because they say who was on duty."""
    policy.check(by, Permission.DUTY_MANAGE, turn)
    row = DutyTurn.objects.select_for_update(of=("self",)).filter(pk=turn.pk).first()
    if row is None:
        return
    if row.ends_at <= clock.now():
        raise WorkflowRefused(_("Giliran ini sudah lewat dan tetap tercatat."))
    record(DutyEvent.TURN_REMOVED, by=by, target=row, details={"who": row.user.name})
    row.delete()


@transaction.atomic
def repeat_week(*, task_force: TaskForce, start: datetime, by: User) -> int:
    """Copy the turns of the week from ``start`` to the next week; returns how many were new."""
    policy.check(by, Permission.DUTY_MANAGE, task_force)
    turns = DutyTurn.objects.filter(task_force=task_force, starts_at__gte=start, starts_at__lt=start + WEEK)
    team = set(case_workers([task_force.pk]).values_list("pk", flat=True))
    count = 0
    for turn in turns.filter(user_id__in=team):
        _turn, is_new = DutyTurn.objects.get_or_create(
            task_force=task_force,
            user_id=turn.user_id,
            starts_at=turn.starts_at + WEEK,
            defaults={
                "ends_at": turn.ends_at + WEEK, "phone": turn.phone, "entered_at": clock.now(), "entered_by": by,
            },
        )  # fmt: skip
        count += is_new
    if count:
        record(DutyEvent.WEEK_REPEATED, by=by, target=task_force, details={"count": count})
    return count


@transaction.atomic
def add_contact(*, task_force: TaskForce, details: Mapping[str, Any], by: User) -> EmergencyContact:
    """Add an office that helps in emergencies. The same office entered twice is stored once."""
    policy.check(by, Permission.DUTY_MANAGE, task_force)
    given = {name: value for name, value in details.items() if name not in ("kind", "name")}
    contact, is_new = EmergencyContact.objects.get_or_create(
        task_force=task_force,
        kind=details["kind"],
        name=details["name"],
        defaults={**given, "entered_at": clock.now(), "entered_by": by},
    )
    if is_new:
        record(DutyEvent.CONTACT_ADDED, by=by, target=contact)
    return contact


@transaction.atomic
def change_contact(
    *, contact: EmergencyContact, details: Mapping[str, Any], version: int, by: User
) -> EmergencyContact:
    """Correct an office's number or hours, or remove it from the list; earlier calls keep its name."""
    policy.check(by, Permission.DUTY_MANAGE, contact)
    contact = EmergencyContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    check_version(contact, version, details)
    changed = changed_names(contact, details)
    for name in changed:
        setattr(contact, name, details[name])
    if changed:
        contact.version += 1
        contact.save()
        record(DutyEvent.CONTACT_CHANGED, by=by, target=contact, details={"changed": changed})
    return contact
