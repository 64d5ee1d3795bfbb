"""The one place that decides whether a user may do an act: ``check`` raises with a reason, ``can`` returns a bool."""

from typing import Any

from django.utils.translation import gettext as _

from safeguards.errors import AccessDenied
from taskforces.access.permissions import Permission
from taskforces.access.roles import OWN_TASK_FORCE_ONLY, Reach, rule_of


def check(user: Any, permission: Permission, obj: Any = None) -> None:
    """Raise ``AccessDenied`` with an Indonesian reason unless a current membership allows the act on the object.

    ``obj`` has a ``task_force_id`` (and an ``agency_id`` if it is in an agency's queue). ``None`` asks whether the user
    may do the act anywhere.
    """
    if not getattr(user, "is_authenticated", False):
        raise AccessDenied(_("Masuk dahulu untuk melanjutkan."))
    if not user.current_memberships:
        raise AccessDenied(_("Akses Anda sudah berakhir. Hubungi pengelola akun gugus tugas Anda."))
    holders = memberships_with(user, permission)
    if not holders:
        raise AccessDenied(_("Peran Anda tidak mencakup tindakan ini."))
    if obj is not None and not any(_reaches(membership, permission, obj) for membership in holders):
        raise AccessDenied(_("Tindakan ini di luar gugus tugas atau instansi Anda."))


def can(user: Any, permission: Permission, obj: Any = None) -> bool:
    """Whether ``check`` would pass."""
    try:
        check(user, permission, obj)
    except AccessDenied:
        return False
    return True


def memberships_with(user: Any, permission: Permission | None) -> list:
    """The current memberships whose role includes a permission. A new row belongs to the first one."""
    return [m for m in getattr(user, "current_memberships", []) if permission in rule_of(m.role).permissions]


def sees_identity(user: Any) -> bool:
    """Whether a current membership can read identities, in a file or on a slip. Such users need a second factor."""
    return any(rule_of(m.role).sees_identity for m in user.current_memberships)


def _reaches(membership: Any, permission: Permission, obj: Any) -> bool:
    reach = rule_of(membership.role).reach
    if reach is Reach.AGENCY:
        return membership.agency_id is not None and getattr(obj, "agency_id", None) == membership.agency_id
    if reach is Reach.TASK_FORCE or permission in OWN_TASK_FORCE_ONLY:
        return obj.task_force_id == membership.task_force_id
    return obj.task_force_id == membership.task_force_id or obj.task_force_id in membership.task_force_ids_below
