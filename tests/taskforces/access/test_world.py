"""The personas themselves: who may access what, without pages."""

from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission


def test_each_persona_reaches_only_what_the_role_says(world):
    assert scoping.case_task_force_ids(world.sari) == {world.jambi.pk}
    assert scoping.case_task_force_ids(world.tono) == {world.jakarta_barat.pk}
    assert scoping.queue_agency_ids(world.budi) == {world.polresta.pk}
    assert scoping.figure_task_force_ids(world.dewi) == {world.jambi_province.pk, world.jambi.pk}
    assert scoping.case_task_force_ids(world.rina) == set()
    assert world.jakarta_barat.pk in scoping.managed_task_force_ids(world.arif)
    assert scoping.case_task_force_ids(world.arif) == set()


def test_somebody_without_a_membership_may_do_nothing(world):
    assert not any(policy.can(world.nobody, permission) for permission in Permission)


def test_access_ends_with_the_decree(world):
    assert policy.can(world.sari, Permission.CASE_VIEW, world.jambi)
    world.decree.revoked_on = world.decree.valid_from
    world.decree.save()
    assert not policy.can(world.fresh(world.sari), Permission.CASE_VIEW, world.jambi)
