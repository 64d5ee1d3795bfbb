"""The first accounts admin of an installation signs up with a printed link."""

import re

import pytest
from django.core.management import CommandError, call_command

from taskforces import queries
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import invitations
from taskforces.choices import Level
from taskforces.management.commands.load_regions import load
from taskforces.models import Decree, TaskForce, User

GOOD = "sebuah-kata-sandi-panjang"
ARGUMENTS = {
    "email": "pengelola@jambi.contoh",
    "name": "Pengelola Contoh",
    "task_force_name": "Gugus Tugas Provinsi Jambi",
    "region": "15",
    "decree_number": "11",
    "decree_year": 2026,
}
pytestmark = pytest.mark.django_db


def created(capsys, **changes) -> str:
    """The token of the printed link."""
    call_command("create_admin", **{**ARGUMENTS, **changes})
    return re.search(r"/undangan/([\w-]+)/", capsys.readouterr().out).group(1)


def test_from_an_empty_database_to_an_admin_who_can_invite(capsys):
    load()
    token = created(capsys)
    assert not User.objects.get().has_usable_password()
    membership = invitations.accept(invitation=queries.invitation_by_token(token), name="Wulan", password=GOOD)

    task_force = TaskForce.objects.get()
    assert (task_force.level, task_force.region_id, task_force.parent) == (Level.PROVINCE, "15", None)
    assert policy.can(membership.user, Permission.STAFF_MANAGE, task_force)
    assert User.objects.get().name == "Wulan"


def test_a_lost_link_is_replaced_and_an_admin_is_not(capsys):
    load()
    first = created(capsys)
    second = created(capsys)
    assert not queries.invitation_by_token(first).is_open
    invitations.accept(invitation=queries.invitation_by_token(second), name="Wulan", password=GOOD)
    with pytest.raises(CommandError, match="sudah punya pengelola akun"):
        created(capsys)

    assert (TaskForce.objects.count(), Decree.objects.count(), User.objects.count()) == (1, 1, 1)


def test_the_centre_has_no_region(capsys):
    created(capsys, region="", task_force_name="Gugus Tugas Pusat")

    assert TaskForce.objects.get().level == Level.NATIONAL


@pytest.mark.parametrize(
    ("changes", "says"), [({"region": "99"}, "no province"), ({"email": "bukan"}, "is not an address")]
)
def test_mistakes_are_said_and_leave_nothing(changes, says):
    with pytest.raises(CommandError, match=says):
        call_command("create_admin", **{**ARGUMENTS, "region": "", **changes})
    assert not TaskForce.objects.exists()
