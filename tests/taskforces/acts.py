"""Common parts of act tests: the audit of a file, and some accounts admins."""

from safeguards.audit import AuditEvent
from taskforces.access.roles import Role
from taskforces.models import Decree
from tests.personas import make_user


def verbs(root_id) -> list[str]:
    """The audit of a file, oldest first."""
    return list(AuditEvent.objects.filter(root_id=root_id).order_by("id").values_list("verb", flat=True))


def city_admin(world):
    """An accounts admin of only Kota Jambi."""
    return make_user("Wati", Role.ACCOUNTS_ADMIN, world.decree)


def other_admin(world):
    """An accounts admin of only Jakarta Barat."""
    return make_user("Anton", Role.ACCOUNTS_ADMIN, Decree.objects.get(task_force=world.jakarta_barat))
