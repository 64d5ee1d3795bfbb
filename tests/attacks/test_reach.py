"""A province reads figures of its cities, but cannot act in them."""

import pytest

from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role
from tests.factories import DecreeFactory
from tests.personas import make_user


@pytest.fixture
def province(world):
    """The secretariat of the province above Kota Jambi."""
    return make_user("Wira", Role.SECRETARIAT, DecreeFactory(task_force=world.jambi_province))


@pytest.mark.parametrize("act", [Permission.MEETING_MANAGE, Permission.DECISION_UPDATE])
def test_a_province_does_not_rewrite_a_city_s_meetings(world, province, act):
    assert policy.can(province, act, world.jambi_province)
    assert not policy.can(province, act, world.jambi)
    assert policy.can(world.rina, act, world.jambi)


def test_a_province_still_reads_a_city_s_figures_and_meetings(world, province):
    assert policy.can(province, Permission.FIGURES_VIEW, world.jambi)
    assert policy.can(province, Permission.MEETING_VIEW, world.jambi)
    assert not policy.can(province, Permission.FIGURES_VIEW, world.jakarta_barat)
    assert not policy.can(world.rina, Permission.FIGURES_VIEW, world.jambi_province)
