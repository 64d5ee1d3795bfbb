"""Who works on cases of a task force."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from safeguards import clock
from taskforces.access.roles import Reach, Role, rule_of
from taskforces.models import Membership, User

CASE_ROLES = tuple(role.value for role in Role if rule_of(role).reach is Reach.TASK_FORCE)


def case_workers(task_force_ids: Collection[UUID], *, current: bool = True) -> QuerySet:
    """People whose role includes the case files of these task forces; ``current=False`` adds former ones."""
    seats = Membership.objects.filter(task_force_id__in=task_force_ids, role__in=CASE_ROLES)
    seats = seats.current(clock.today()) if current else seats
    people = User.objects.filter(is_active=True) if current else User.objects.all()
    return people.filter(pk__in=seats.values("user_id")).order_by("name")
