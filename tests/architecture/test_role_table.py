"""Who may do what to whose objects: a table written by hand, compared with the policy cell by cell.

A cell is the scope of a role's permission: ``own`` task force, task forces ``below`` it, only the own agency's
``queue``, or nothing (no cell). Everything outside the table must be refused.
"""

from datetime import date
from types import SimpleNamespace

import pytest

from taskforces.access import policy
from taskforces.access.permissions import Permission as P
from taskforces.access.roles import Role
from taskforces.models import Agency, Decree
from tests.factories import AgencyFactory, DecreeFactory
from tests.personas import make_user

OWN = frozenset({"own"})
WITH_BELOW = frozenset({"own", "below"})
QUEUE = frozenset({"queue"})

CASE_WORK = {
    P.SEARCH: OWN,
    P.COMPLAINT_LOG: OWN,
    P.COMPLAINT_VIEW: OWN,
    P.COMPLAINT_EDIT: OWN,
    P.PUBLIC_REPORT_ANSWER: OWN,
    P.PERSON_MERGE: OWN,
    P.REGISTER_IMPORT: OWN,
    P.VIEW_SAVE: OWN,
    P.CASE_OPEN: OWN,
    P.CASE_VIEW: OWN,
    P.CASE_EDIT: OWN,
    P.CASE_CHANGE_KIND: OWN,
    P.VICTIM_SCREEN: OWN,
    P.VICTIM_MOVE_STAGE: OWN,
    P.IDENTITY_REVEAL: OWN,
    P.PROCEEDING_EDIT: OWN,
    P.SERVICE_RECORD: OWN,
    P.CONSENT_RECORD: OWN,
    P.REFERRAL_SEND: OWN,
    P.REFERRAL_VIEW: OWN,
    P.REFERRAL_WITHDRAW: OWN,
}
TABLE: dict[Role, dict[P, frozenset]] = {
    Role.CASEWORKER: CASE_WORK,
    Role.SUPERVISOR: {
        **CASE_WORK,
        P.VICTIM_END_SERVICE: OWN,
        P.DUTY_MANAGE: OWN,
        P.TIME_LIMIT_SET: OWN,
        P.PERSON_MERGE_ACROSS_ROLES: OWN,
        P.LINK_VIEW: OWN,
        P.REGISTER_APPROVE: OWN,
        P.VIEW_SHARE: OWN,
    },
    Role.AGENCY_OFFICER: {
        P.SEARCH: QUEUE,
        P.REFERRAL_VIEW: QUEUE,
        P.REFERRAL_ANSWER: QUEUE,
        P.REFERRAL_COMPLETE: QUEUE,
        P.VIEW_SAVE: QUEUE,
    },
    Role.SECRETARIAT: {
        P.SEARCH: WITH_BELOW,
        P.MEETING_VIEW: WITH_BELOW,
        P.MEETING_MANAGE: OWN,
        P.DECISION_UPDATE: OWN,
        P.FIGURES_VIEW: WITH_BELOW,
        P.FIGURES_EXPORT: WITH_BELOW,
    },
    Role.FIGURES_VIEWER: {
        P.SEARCH: WITH_BELOW,
        P.MEETING_VIEW: WITH_BELOW,
        P.FIGURES_VIEW: WITH_BELOW,
        P.FIGURES_EXPORT: WITH_BELOW,
    },
    Role.ACCOUNTS_ADMIN: {
        P.SEARCH: WITH_BELOW,
        P.TASK_FORCE_MANAGE: WITH_BELOW,
        P.DECREE_MANAGE: WITH_BELOW,
        P.AGENCY_MANAGE: WITH_BELOW,
        P.STAFF_MANAGE: WITH_BELOW,
        P.PUBLIC_FORM_MANAGE: WITH_BELOW,
    },
}
# Permissions that no role holds over the tables above would be dead; permissions in no table would be a hole.
SEES_IDENTITY = {Role.CASEWORKER, Role.SUPERVISOR, Role.AGENCY_OFFICER}  # the officer only on a slip with identity


@pytest.fixture
def places(world):
    """Objects of the own task force (a province), below it, above it and elsewhere; and of the own queue."""
    agency = AgencyFactory(task_force=world.jambi_province, name="Dinas Provinsi")
    other = AgencyFactory(task_force=world.jambi_province, name="Dinas Lain")
    return {
        "own": SimpleNamespace(task_force_id=world.jambi_province.pk, agency_id=other.pk),
        "queue": SimpleNamespace(task_force_id=world.jambi_province.pk, agency_id=agency.pk),
        "below": SimpleNamespace(task_force_id=world.jambi.pk, agency_id=world.dinsos.pk),
        "above": SimpleNamespace(task_force_id=world.centre.pk, agency_id=None),
        "beside": SimpleNamespace(task_force_id=world.jakarta.pk, agency_id=None),
        "elsewhere": SimpleNamespace(task_force_id=world.jakarta_barat.pk, agency_id=world.uptd_jakarta_barat.pk),
    }


def member(world, role: Role):
    """Somebody with one role in Jambi province, for one agency there."""
    decree = Decree.objects.get(task_force=world.jambi_province)
    agency = Agency.objects.get(name="Dinas Provinsi")
    return make_user(f"Uji{role.value}", role, decree, agency)


def test_the_table_is_total():
    assert set(TABLE) == set(Role)
    assert {permission for cells in TABLE.values() for permission in cells} == set(P)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_exactly_what_the_table_says(world, places, role):
    user = member(world, role)
    allowed = {(p, name) for p in P for name, thing in places.items() if policy.can(user, p, thing)}
    expected = set()
    for permission, reach in TABLE[role].items():
        expected |= {(permission, name) for name in reach}
        if "own" in reach:
            expected.add((permission, "queue"))  # the own task force includes the own agency's queue

    assert allowed == expected


@pytest.mark.parametrize("role", list(Role))
def test_without_a_thing_the_question_is_about_the_role_alone(world, places, role):
    user = member(world, role)

    assert {permission for permission in P if policy.can(user, permission)} == set(TABLE[role])


@pytest.mark.parametrize("role", list(Role))
def test_only_case_work_and_slips_show_identity(world, places, role):
    assert policy.sees_identity(member(world, role)) is (role in SEES_IDENTITY)


@pytest.mark.parametrize("ending", ["decree", "revoked", "membership", "deactivated", "agency", "account", "not_begun"])
@pytest.mark.parametrize("role", list(Role))
def test_whatever_ends_access_ends_all_of_it(world, places, role, ending):
    user = member(world, role)
    membership = user.memberships.select_related("decree", "agency").get()
    past, future = date(2020, 6, 1), date(2999, 1, 1)
    changes = {
        "decree": (membership.decree, {"valid_until": past}),
        "revoked": (membership.decree, {"revoked_on": past}),
        "membership": (membership, {"valid_until": past}),
        "deactivated": (
            membership,
            {"deactivated_at": membership.decree.task_force.created_at, "deactivated_by": user},
        ),
        "agency": (membership.agency, {"is_active": False}),
        "account": (user, {"is_active": False}),
        "not_begun": (membership, {"valid_from": future}),
    }
    row, values = changes[ending]
    for name, value in values.items():
        setattr(row, name, value)
    row.save()

    fresh = world.fresh(user)
    assert not any(policy.can(fresh, permission) for permission in P)
    assert not policy.sees_identity(fresh)


def test_roles_add_up_and_never_multiply(world, places):
    """Figures here and case work there do not make case work here."""
    user = member(world, Role.SECRETARIAT)
    decree = DecreeFactory(task_force=world.jakarta)
    agency = AgencyFactory(task_force=world.jakarta, unit=True)
    user.memberships.create(
        task_force=world.jakarta, decree=decree, agency=agency, role=Role.CASEWORKER, valid_from=date(2020, 1, 1)
    )
    fresh = world.fresh(user)

    assert policy.can(fresh, P.CASE_VIEW, places["beside"])
    assert not policy.can(fresh, P.CASE_VIEW, places["own"])
    assert not policy.can(fresh, P.MEETING_VIEW, places["beside"])
