"""Decrees, their divisions, and the access that depends on them."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from taskforces.actions import decrees, divisions
from taskforces.models import Decree, Division, Membership
from tests.factories import DecreeFactory
from tests.personas import client_of, make_user
from tests.taskforces.acts import city_admin, other_admin, verbs

DETAILS = {"number": "12", "year": 2027, "valid_from": date(2020, 1, 1), "valid_until": None}


def at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=12)))


def test_a_decree_is_written_down_once(world):
    made = decrees.create(task_force=world.jambi, details=DETAILS, by=world.arif)
    with pytest.raises(WorkflowRefused, match="sudah tercatat"):
        decrees.create(task_force=world.jambi, details=DETAILS, by=world.arif)

    assert Decree.objects.filter(number="12").count() == 1
    assert verbs(made.pk) == ["decree.created"]


def test_days_in_the_wrong_order_are_refused(world):
    with pytest.raises(WorkflowRefused, match="mendahului"):
        decrees.create(task_force=world.jambi, details={**DETAILS, "valid_until": date(2019, 1, 1)}, by=world.arif)
    with pytest.raises(WorkflowRefused, match="mendahului"):
        decrees.revoke(decree=world.decree, revoked_on=date(2019, 1, 1), by=world.arif)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["sari", "ratna", "budi", "maya", "rina", "tono", "dewi", "nobody"])
def test_others_touch_no_decree(world, who):
    user = getattr(world, who)
    acts = (
        lambda: decrees.create(task_force=world.jambi, details=DETAILS, by=user),
        lambda: decrees.edit(decree=world.decree, changes={"title": "X"}, by=user),
        lambda: decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=user),
        lambda: decrees.carry_over(decree=world.decree, by=user),
        lambda: divisions.create(decree=world.decree, name="X", by=user),
        lambda: divisions.edit(division=world.division, changes={"name": "X"}, by=user),
        lambda: divisions.remove(division=world.division, by=user),
    )
    for act in acts:
        with pytest.raises(AccessDenied):
            act()
    assert not AuditEvent.objects.exists()


def test_another_task_forces_admin_does_not_find_the_decree(world):
    anton = client_of(other_admin(world))

    for path in ("", "ubah/", "cabut/", "lanjutkan/"):
        assert anton.get(f"/sk/{world.decree.pk}/{path}").status_code == 404
    assert anton.post(f"/sk/{world.decree.pk}/cabut/", {"revoked_on": "2026-01-01"}).status_code == 404


def test_access_ends_at_the_first_request_after_revocation(world):
    sari = client_of(world.sari)
    assert sari.get("/kabar/").status_code == 200
    assert policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)

    decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=world.arif)

    assert not policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
    assert verbs(world.decree.pk) == ["decree.revoked"]
    event = AuditEvent.objects.get(verb="decree.revoked")
    assert event.details["people"] == 5


def test_a_revocation_in_the_future_ends_access_on_its_day(world):
    tomorrow = clock.today() + timedelta(days=1)
    decrees.revoke(decree=world.decree, revoked_on=tomorrow, by=world.arif)

    assert policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
    with clock.at(at_noon(tomorrow)):
        assert not policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)


def test_access_ends_the_day_after_the_decrees_last_day(world):
    last = clock.today() + timedelta(days=30)
    decrees.edit(decree=world.decree, changes={"valid_until": last}, by=world.arif)

    with clock.at(at_noon(last)):
        assert policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
    with clock.at(at_noon(last + timedelta(days=1))):
        assert not policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)


def test_a_revoked_decree_stays_as_it_is(world):
    decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=world.arif)
    for act in (
        lambda: decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=world.arif),
        lambda: decrees.edit(decree=world.decree, changes={"title": "X"}, by=world.arif),
        lambda: decrees.carry_over(decree=world.decree, by=world.arif),
    ):
        with pytest.raises(WorkflowRefused):
            act()
    assert verbs(world.decree.pk) == ["decree.revoked"]


@pytest.mark.parametrize("way", ["revoke", "revoke later", "shorten"])
def test_nobody_locks_themselves_out_by_accident(world, way):
    wati = city_admin(world)
    yesterday, tomorrow = clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)
    ways = {
        "revoke": lambda: decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=wati),
        "revoke later": lambda: decrees.revoke(decree=world.decree, revoked_on=tomorrow, by=wati),
        "shorten": lambda: decrees.edit(decree=world.decree, changes={"valid_until": yesterday}, by=wati),
    }
    with pytest.raises(WorkflowRefused, match="akses Anda sendiri"):
        ways[way]()

    world.decree.refresh_from_db()
    assert (world.decree.revoked_on, world.decree.valid_until) == (None, None)
    assert not AuditEvent.objects.exists()


def test_a_new_decree_takes_everybody_over_once(world):
    wati = city_admin(world)
    new = decrees.create(task_force=world.jambi, details=DETAILS, by=wati)
    made = decrees.carry_over(decree=new, by=wati)

    assert {m.user.name for m in made} == {"Sari", "Ratna", "Budi", "Maya", "Rina", "Wati"}
    assert decrees.carry_over(decree=new, by=wati) == []
    decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=wati)
    assert policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
    assert policy.can(world.fresh(wati), Permission.STAFF_MANAGE, world.jambi)
    assert AuditEvent.objects.filter(verb="staff.carried_over").count() == 6


def test_carrying_over_prolongs_nobody_who_was_to_leave_earlier(world):
    soon = clock.today() + timedelta(days=3)
    Membership.objects.filter(user=world.sari).update(valid_until=soon)
    new = decrees.create(task_force=world.jambi, details={**DETAILS, "valid_until": date(2099, 1, 1)}, by=world.arif)
    decrees.carry_over(decree=new, by=world.arif)

    assert Membership.objects.get(user=world.sari, decree=new).valid_until == soon
    assert Membership.objects.get(user=world.ratna, decree=new).valid_until == date(2099, 1, 1)


def test_one_person_with_two_memberships_keeps_the_other(world):
    jakarta = Decree.objects.get(task_force=world.jakarta_barat)
    both = make_user("Lina", Role.FIGURES_VIEWER, world.decree)
    Membership.objects.create(
        user=both, task_force=world.jakarta_barat, decree=jakarta, role=Role.SECRETARIAT, valid_from=date(2020, 1, 1)
    )
    decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=world.arif)

    assert not policy.can(world.fresh(both), Permission.FIGURES_VIEW, world.jambi)
    assert policy.can(world.fresh(both), Permission.MEETING_MANAGE, world.jakarta_barat)


def test_divisions_stand_in_order_and_once(world):
    made = divisions.create(decree=world.decree, name="Rehabilitasi", by=world.arif)
    with pytest.raises(WorkflowRefused, match="sudah ada"):
        divisions.create(decree=world.decree, name="rehabilitasi", by=world.arif)
    divisions.edit(division=made, changes={"name": "Rehabilitasi kesehatan"}, by=world.arif)

    assert made.position == 2
    assert verbs(made.pk) == ["division.created", "division.edited"]
    divisions.remove(division=made, by=world.arif)
    assert not Division.objects.filter(pk=made.pk).exists()
    assert verbs(made.pk)[-1] == "division.removed"


def test_a_division_that_met_stays(world):
    from coordination.models import Meeting

    Meeting.objects.create(
        task_force=world.jambi,
        title="Rakor",
        held_on=clock.today(),
        place="Jambi",
        division=world.division,
        recorded_at=clock.now(),
        recorded_by=world.rina,
    )
    with pytest.raises(WorkflowRefused, match="sudah punya rapat"):
        divisions.remove(division=world.division, by=world.arif)

    assert Division.objects.filter(pk=world.division.pk).exists()
    assert not AuditEvent.objects.exists()


def test_same_number_in_another_task_force_is_another_decree(world):
    assert (
        DecreeFactory(task_force=world.jakarta, number=world.decree.number, year=world.decree.year).pk
        != world.decree.pk
    )
