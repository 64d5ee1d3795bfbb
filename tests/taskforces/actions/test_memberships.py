"""Grant, change and end access."""

from datetime import date, timedelta

import pytest

from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from taskforces.actions import memberships
from taskforces.choices import DeactivationReason
from taskforces.models import Decree, Membership
from tests.personas import make_user
from tests.taskforces.actions.test_decrees import at_noon
from tests.taskforces.acts import city_admin, other_admin, verbs

BEGAN = date(2020, 1, 1)


def given(world, **changes) -> Membership:
    terms = {"user": world.nobody, "decree": world.decree, "role": Role.SECRETARIAT, "valid_from": BEGAN}
    return memberships.grant(**{**terms, "by": world.arif, **changes})


def of(user) -> Membership:
    return Membership.objects.get(user=user)


def test_a_role_is_given_once(world):
    made = given(world)
    with pytest.raises(WorkflowRefused, match="sudah memegang"):
        given(world)

    assert policy.can(world.fresh(world.nobody), Permission.MEETING_MANAGE, world.jambi)
    assert verbs(made.pk) == ["staff.granted"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"role": Role.CASEWORKER}, "Pilih instansi"),
        ({"role": Role.AGENCY_OFFICER}, "Pilih instansi"),
        ({"valid_from": date(2019, 1, 1)}, "sebelum SK"),
        ({"valid_until": date(2019, 1, 1)}, "mendahului"),
    ],
)
def test_terms_that_cannot_be(world, changes, says):
    with pytest.raises(WorkflowRefused, match=says):
        given(world, **changes)
    assert not Membership.objects.filter(user=world.nobody).exists()


def test_an_agency_of_another_task_force_or_one_that_left_is_refused(world):
    with pytest.raises(WorkflowRefused, match="berbeda"):
        given(world, role=Role.CASEWORKER, agency=world.uptd_jakarta_barat)
    world.dinsos.is_active = False
    world.dinsos.save()
    with pytest.raises(WorkflowRefused, match="sudah berakhir"):
        given(world, role=Role.AGENCY_OFFICER, agency=world.dinsos)


def test_nobody_gives_themselves_a_role(world):
    wati = city_admin(world)
    with pytest.raises(AccessDenied, match="diri sendiri"):
        given(world, user=wati, by=wati, role=Role.CASEWORKER, agency=world.uptd)
    assert not policy.can(world.fresh(wati), Permission.CASE_VIEW, world.jambi)


def test_nobody_gives_a_role_outside_their_reach(world):
    with pytest.raises(AccessDenied, match="di luar"):
        given(world, by=other_admin(world))
    province = Decree.objects.get(task_force=world.jambi_province)
    with pytest.raises(AccessDenied, match="di luar"):
        given(world, decree=province, role=Role.ACCOUNTS_ADMIN, by=city_admin(world))


@pytest.mark.parametrize("who", ["sari", "ratna", "budi", "maya", "rina", "tono", "dewi", "nobody"])
def test_others_touch_no_membership(world, who):
    user = getattr(world, who)
    for act in (
        lambda: given(world, user=world.arif, by=user),
        lambda: memberships.change_period(membership=of(world.sari), valid_until=None, by=user),
        lambda: memberships.deactivate(membership=of(world.sari), reason=DeactivationReason.LEFT, by=user),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert not AuditEvent.objects.exists()


def test_deactivation_ends_access_now_and_keeps_its_reason(world):
    memberships.deactivate(membership=of(world.sari), reason=DeactivationReason.MOVED, by=world.arif)
    with pytest.raises(WorkflowRefused, match="sudah diakhiri"):
        memberships.deactivate(membership=of(world.sari), reason=DeactivationReason.LEFT, by=world.arif)

    row = of(world.sari)
    assert (row.deactivation_reason, row.deactivated_by) == ("moved", world.arif)
    assert not policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
    assert verbs(row.pk) == ["staff.deactivated"]


def test_the_last_own_admin_membership_stays(world):
    wati = city_admin(world)
    with pytest.raises(WorkflowRefused, match="akses Anda sendiri"):
        memberships.deactivate(membership=of(wati), reason=DeactivationReason.LEFT, by=wati)
    with pytest.raises(WorkflowRefused, match="akses Anda sendiri"):
        memberships.change_period(membership=of(wati), valid_until=clock.today() - timedelta(days=1), by=wati)

    assert policy.can(world.fresh(wati), Permission.STAFF_MANAGE, world.jambi)
    assert not AuditEvent.objects.exists()
    memberships.deactivate(membership=of(wati), reason=DeactivationReason.LEFT, by=world.arif)
    assert not policy.can(world.fresh(wati), Permission.STAFF_MANAGE, world.jambi)


def test_access_ends_after_its_last_day(world):
    last = clock.today() + timedelta(days=1)
    memberships.change_period(membership=of(world.sari), valid_until=last, by=world.arif)

    with clock.at(at_noon(last)):
        assert policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
    with clock.at(at_noon(last + timedelta(days=1))):
        assert not policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)


def test_the_period_stays_within_the_decree(world):
    world.decree.valid_until = clock.today() + timedelta(days=10)
    world.decree.save()
    with pytest.raises(WorkflowRefused, match="bersama SK"):
        memberships.change_period(
            membership=of(world.sari), valid_until=clock.today() + timedelta(days=11), by=world.arif
        )
    memberships.deactivate(membership=of(world.sari), reason=DeactivationReason.LEFT, by=world.arif)
    with pytest.raises(WorkflowRefused, match="sudah diakhiri"):
        memberships.change_period(membership=of(world.sari), valid_until=None, by=world.arif)


def test_several_memberships_of_one_person_add_up(world):
    lina = make_user("Lina", Role.SECRETARIAT, world.decree)
    given(world, user=lina, role=Role.CASEWORKER, agency=world.uptd)

    fresh = world.fresh(lina)
    assert policy.can(fresh, Permission.CASE_VIEW, world.jambi)
    assert policy.can(fresh, Permission.MEETING_MANAGE, world.jambi)
