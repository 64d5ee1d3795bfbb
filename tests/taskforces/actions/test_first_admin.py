"""The first accounts admin of an installation: what is written, and what a second call reuses."""

from datetime import timedelta

import pytest
from django.conf import settings

from safeguards import clock
from safeguards.audit import AuditEvent
from taskforces.access.roles import Role
from taskforces.actions import bootstrap
from taskforces.choices import Level
from taskforces.models import Decree, Invitation, Region, TaskForce, User

pytestmark = pytest.mark.django_db


def begun(region: str | None = "21.71", **changes):
    given = {
        "task_force_name": "Gugus Tugas Batam",
        "region": Region.objects.get(pk=region) if region else None,
        "decree_number": "9",
        "decree_year": 2026,
        "valid_from": clock.today() - timedelta(days=30),
        "valid_until": clock.today() + timedelta(days=300),
        "email": " Admin@Kota.contoh ",
        "name": "Admin Batam",
    }
    return bootstrap.begin(**{**given, **changes})


def test_everything_the_first_admin_needs_is_written(world):
    moment = clock.now()
    with clock.at(moment):
        sent = begun()
    row = Invitation.objects.get(pk=sent.invitation.pk)
    force, decree = row.task_force, row.decree
    assert (force.name, force.level, force.region_id, force.parent_id) == (
        "Gugus Tugas Batam",
        Level.CITY,
        "21.71",
        None,
    )
    assert (decree.task_force, decree.number, decree.year) == (force, "9", 2026)
    assert (decree.valid_from, decree.valid_until) == (clock.today() - timedelta(30), clock.today() + timedelta(300))
    assert (row.email, row.name, row.role) == ("admin@kota.contoh", "Admin Batam", Role.ACCOUNTS_ADMIN)
    assert row.valid_from == clock.today(), "not before today, though the decree is older"
    assert (row.invited_at, row.expires_at) == (moment, moment + settings.INVITATION_LIFETIME)
    assert row.invited_by == User.objects.get(email="admin@kota.contoh")
    assert not row.invited_by.has_usable_password()
    assert len(sent.token) == 43
    event = AuditEvent.objects.get()
    assert (event.target_id, event.actor_name, event.details) == (force.pk, "", {"person": "Admin Batam"})


def test_a_decree_to_come_is_waited_for(world):
    later = clock.today() + timedelta(days=9)
    assert begun(valid_from=later).invitation.valid_from == later


def test_a_second_call_reuses_what_there_is_and_ends_the_first_link(world):
    first, second = begun(), begun(task_force_name="Nama lain", valid_until=None)
    assert first.token != second.token
    assert first.invitation.task_force == second.invitation.task_force
    assert first.invitation.decree == second.invitation.decree
    old = Invitation.objects.get(pk=first.invitation.pk)
    assert (old.revoked_at is not None, old.revoked_by) == (True, old.invited_by)
    assert Invitation.objects.get(pk=second.invitation.pk).revoked_at is None
    assert User.objects.filter(email="admin@kota.contoh").count() == 1
    begun(email="lain@kota.contoh")
    assert Invitation.objects.get(pk=second.invitation.pk).revoked_at is None, "of somebody else"


def test_without_a_region_it_is_the_centre_s(world):
    Decree.objects.filter(task_force=world.centre).first().memberships.all().delete()
    assert begun(region=None).invitation.task_force == world.centre
    assert TaskForce.objects.filter(level=Level.NATIONAL).count() == 1


def test_an_invitation_of_another_task_force_to_the_same_person_stays(world):
    first, other = begun(), begun("31.73", task_force_name="Gugus Tugas Jakarta Barat Baru")
    assert Invitation.objects.get(pk=first.invitation.pk).revoked_at is None
    assert Invitation.objects.get(pk=other.invitation.pk).revoked_at is None
