"""Who is on duty now and next, and which offices to call in an emergency."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cases.models import DutyTurn, EmergencyContact
from cases.queries.staff import case_workers
from safeguards import clock

LOOK_AHEAD = timedelta(hours=48)


@dataclass(frozen=True)
class Desk:
    """Information for an emergency: who is on duty, who is next, whom to call."""

    now: list[DutyTurn]
    following: DutyTurn | None
    contacts: list[EmergencyContact]


def desk_of(task_force_ids, *, at: datetime | None = None) -> Desk:
    """The desk of the user's task forces. Two statements."""
    at = at or clock.now()
    ids = list(task_force_ids)
    turns = DutyTurn.objects.filter(task_force_id__in=ids).between(at, at + LOOK_AHEAD).select_related("user")
    running = [turn for turn in turns if turn.starts_at <= at]
    coming = [turn for turn in turns if turn.starts_at > at]
    contacts = EmergencyContact.objects.active().filter(task_force_id__in=ids)
    return Desk(running, coming[0] if coming else None, list(contacts))


def users_on_duty(task_force_id: UUID, *, at: datetime) -> list:
    """People on duty at a moment who still work for the task force, so that people who left are not notified."""
    turns = DutyTurn.objects.filter(task_force_id=task_force_id).running(at)
    return list(case_workers([task_force_id]).filter(pk__in=turns.values("user_id")))
