"""From memberships to rows: the task forces and agencies whose rows a user may read."""

from typing import Any

from taskforces.access.permissions import Permission
from taskforces.access.policy import memberships_with
from taskforces.access.roles import Reach, rule_of


def _task_forces(user: Any, reach: Reach, *, with_below: bool = False) -> set:
    memberships = [m for m in getattr(user, "current_memberships", []) if rule_of(m.role).reach is reach]
    ids = {m.task_force_id for m in memberships}
    if with_below:
        for membership in memberships:
            ids |= membership.task_force_ids_below
    return ids


def case_task_force_ids(user: Any) -> set:
    """Task forces whose case files the user works on."""
    return _task_forces(user, Reach.TASK_FORCE)


def case_task_force_ids_with(user: Any, permission: Permission) -> set:
    """Task forces on whose files the user works with this permission; a member of two cities may have it in one."""
    memberships = memberships_with(user, permission)
    return {m.task_force_id for m in memberships if rule_of(m.role).reach is Reach.TASK_FORCE}


def queue_agency_ids(user: Any) -> set:
    """Agencies whose referral queue the user answers."""
    return {m.agency_id for m in getattr(user, "current_memberships", []) if rule_of(m.role).reach is Reach.AGENCY}


def figure_task_force_ids(user: Any) -> set:
    """Task forces whose figures the user may see: their own and those below."""
    return _task_forces(user, Reach.FIGURES, with_below=True)


def managed_task_force_ids(user: Any) -> set:
    """Task forces whose accounts the user manages: their own and those below."""
    return _task_forces(user, Reach.ACCOUNTS, with_below=True)


def known_task_force_ids(user: Any) -> set:
    """Task forces whose member agencies the user may see."""
    own = {m.task_force_id for m in getattr(user, "current_memberships", [])}
    return own | managed_task_force_ids(user)


def row_security_context(user: Any) -> dict:
    """The row-security context of a user for one request. An anonymous user gets an empty one, so no rows."""
    if not getattr(user, "is_authenticated", False):
        return {}
    return {
        "user_id": user.pk,
        "roles": sorted({f"{m.task_force_id}:{m.role}" for m in user.current_memberships}),
        "task_forces": sorted(case_task_force_ids(user)),
        "agencies": sorted(queue_agency_ids(user)),
        "coordinating_task_forces": sorted(figure_task_force_ids(user)),
        "member_task_forces": sorted(known_task_force_ids(user) | figure_task_force_ids(user)),
    }
