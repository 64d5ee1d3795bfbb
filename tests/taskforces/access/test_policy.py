"""Who may do what on which row, asked of the policy alone: no page, no database, no row security before it."""

from types import SimpleNamespace

import pytest

from safeguards.errors import AccessDenied
from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission as P
from taskforces.access.roles import Role

HERE, BELOW, ELSEWHERE = "here", "below", "elsewhere"


def member(role: Role, *, task_force=HERE, agency=None, below=()):
    """A membership as the policy reads it."""
    return SimpleNamespace(
        role=role.value, task_force_id=task_force, agency_id=agency, task_force_ids_below=frozenset(below)
    )


def person(*memberships, is_authenticated=True):
    return SimpleNamespace(pk="pk", is_authenticated=is_authenticated, current_memberships=list(memberships))


def row(task_force, **more):
    return SimpleNamespace(task_force_id=task_force, **more)


SARI = person(member(Role.CASEWORKER, agency="uptd", below={BELOW}))
MAYA = person(member(Role.AGENCY_OFFICER, agency="dinsos"))
RINA = person(member(Role.SECRETARIAT, below={BELOW}))
ARIF = person(member(Role.ACCOUNTS_ADMIN, below={BELOW}))
BOTH = person(member(Role.CASEWORKER), member(Role.SUPERVISOR, task_force=ELSEWHERE), member(Role.SECRETARIAT))


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (person(member(Role.CASEWORKER), is_authenticated=False), "Masuk dahulu"),
        (SimpleNamespace(), "Masuk dahulu"),
        (person(), "Akses Anda sudah berakhir"),
        (RINA, "Peran Anda tidak mencakup"),
    ],
)
def test_a_refusal_says_why(who, reason):
    with pytest.raises(AccessDenied, match=reason):
        policy.check(who, P.CASE_VIEW)
    assert policy.can(who, P.CASE_VIEW) is False


@pytest.mark.parametrize(
    ("who", "permission", "obj", "may"),
    [
        (SARI, P.CASE_VIEW, None, True),
        (SARI, P.CASE_VIEW, row(HERE), True),
        (SARI, P.CASE_VIEW, row(BELOW), False),
        (SARI, P.CASE_VIEW, row(ELSEWHERE), False),
        (SARI, P.CASE_VIEW, row(ELSEWHERE, agency_id="uptd"), False),
        (MAYA, P.REFERRAL_ANSWER, row(HERE, agency_id="dinsos"), True),
        (MAYA, P.REFERRAL_ANSWER, row(ELSEWHERE, agency_id="dinsos"), True),
        (MAYA, P.REFERRAL_ANSWER, row(HERE, agency_id="polresta"), False),
        (MAYA, P.REFERRAL_ANSWER, row(HERE), False),
        (person(member(Role.AGENCY_OFFICER)), P.REFERRAL_ANSWER, row(HERE, agency_id=None), False),
        (RINA, P.FIGURES_VIEW, row(HERE), True),
        (RINA, P.FIGURES_VIEW, row(BELOW), True),
        (RINA, P.FIGURES_VIEW, row(ELSEWHERE), False),
        (RINA, P.MEETING_MANAGE, row(HERE), True),
        (RINA, P.MEETING_MANAGE, row(BELOW), False),
        (RINA, P.DECISION_UPDATE, row(BELOW), False),
        (ARIF, P.STAFF_MANAGE, row(BELOW), True),
        (ARIF, P.STAFF_MANAGE, row(ELSEWHERE), False),
        (BOTH, P.LINK_VIEW, row(ELSEWHERE), True),
        (BOTH, P.LINK_VIEW, row(HERE), False),
    ],
)
def test_a_role_reaches_its_rows_and_no_others(who, permission, obj, may):
    assert policy.can(who, permission, obj) is may
    if may:
        policy.check(who, permission, obj)
    else:
        with pytest.raises(AccessDenied, match="di luar gugus tugas"):
            policy.check(who, permission, obj)


@pytest.mark.parametrize(("who", "sees"), [(SARI, True), (MAYA, True), (RINA, False), (ARIF, False), (BOTH, True)])
def test_who_sees_identities_needs_two_factors(who, sees):
    assert policy.sees_identity(who) is sees


def test_memberships_with_a_permission_keep_their_order():
    assert policy.memberships_with(BOTH, P.CASE_VIEW) == BOTH.current_memberships[:2]
    assert policy.memberships_with(BOTH, P.LINK_VIEW) == [BOTH.current_memberships[1]]
    assert policy.memberships_with(SimpleNamespace(), P.CASE_VIEW) == []


def test_each_reach_opens_its_own_kind_of_rows():
    assert scoping.case_task_force_ids(BOTH) == {HERE, ELSEWHERE}
    assert scoping.case_task_force_ids_with(BOTH, P.LINK_VIEW) == {ELSEWHERE}
    assert scoping.case_task_force_ids_with(RINA, P.MEETING_MANAGE) == set()
    assert scoping.queue_agency_ids(MAYA) == {"dinsos"}
    assert scoping.queue_agency_ids(SARI) == set()
    assert scoping.figure_task_force_ids(RINA) == {HERE, BELOW}
    assert scoping.managed_task_force_ids(ARIF) == {HERE, BELOW}
    assert scoping.known_task_force_ids(SARI) == {HERE}
    assert scoping.known_task_force_ids(ARIF) == {HERE, BELOW}
    for nobody in (SimpleNamespace(), person()):
        assert not scoping.case_task_force_ids(nobody)
        assert not scoping.queue_agency_ids(nobody)
        assert not scoping.known_task_force_ids(nobody)


def test_row_security_is_told_the_same():
    assert scoping.row_security_context(BOTH) == {
        "user_id": "pk",
        "roles": ["elsewhere:supervisor", "here:caseworker", "here:secretariat"],
        "task_forces": [ELSEWHERE, HERE],
        "agencies": [],
        "coordinating_task_forces": [HERE],
        "member_task_forces": [ELSEWHERE, HERE],
    }
    assert scoping.row_security_context(RINA)["member_task_forces"] == [BELOW, HERE]
    assert scoping.row_security_context(MAYA)["agencies"] == ["dinsos"]
    assert scoping.row_security_context(SimpleNamespace(is_authenticated=False)) == {}
    assert scoping.row_security_context(SimpleNamespace()) == {}


def test_a_permission_is_written_in_templates_as_it_is_called():
    said = {permission.name.lower(): permission.value.replace(".", "_") for permission in P if permission != P.SEARCH}
    assert [f"{name} is {value}" for name, value in said.items() if name != value] == []
    assert all(permission.value.count(".") == 1 for permission in P)
    assert P.SEARCH.value == "search.run"
