"""What the tests of acts share: the audit of a file, and a small set of people who administer accounts."""

from safeguards.audit import AuditEvent
from taskforces.access.roles import Role
from taskforces.models import Decree
from tests.personas import make_user


def verbs(root_id) -> list[str]:
    """What the audit says of a file, oldest first."""
    return list(AuditEvent.objects.filter(root_id=root_id).order_by("id").values_list("verb", flat=True))


def city_admin(world):
    """An accounts admin of Kota Jambi alone."""
    return make_user("Wati", Role.ACCOUNTS_ADMIN, world.decree)


def other_admin(world):
    """An accounts admin of Jakarta Barat alone."""
    return make_user("Anton", Role.ACCOUNTS_ADMIN, Decree.objects.get(task_force=world.jakarta_barat))
