"""A user has two roles in two cities: each role opens only its own city."""

from datetime import date

import pytest
from django.utils import timezone

from cases.choices import LinkKind
from cases.models import Link, PersonMerge
from taskforces.access.roles import Role
from taskforces.models import Membership, User
from tests.factories import PersonFactory
from tests.personas import client_of


@pytest.fixture
def both(world) -> User:
    """Ratna leads in Kota Jambi and logs calls in Jakarta Barat."""
    seat = Membership.objects.filter(user=world.tono).get()
    Membership.objects.create(
        user=world.ratna, task_force=seat.task_force, decree=seat.decree, agency=seat.agency, role=Role.CASEWORKER,
        valid_from=date(2026, 1, 2),
    )  # fmt: skip
    return User.objects.get(pk=world.ratna.pk)


def test_links_of_the_other_city_stay_unknown(world, both):
    made = {"kind": LinkKind.PHONE, "found_at": timezone.now()}
    own = Link.objects.create(task_force=world.jambi, token=1, **made)
    Link.objects.create(task_force=world.jakarta_barat, token=2, **made)
    assert list(Link.objects.visible_to(both)) == [own]
    assert list(Link.objects.visible_to(world.tono)) == []
    assert client_of(both).get("/kaitan/").context["page_obj"].paginator.count == 1


def test_merges_across_roles_of_the_other_city_stay_unknown(world, both):
    for force in (world.jambi, world.jakarta_barat):
        kept, gone = (PersonFactory(task_force=force) for _side in range(2))
        PersonMerge.objects.create(
            task_force=force, kept=kept, gone=gone, kept_code="a", gone_code="b", before="{}", crosses_roles=True,
            reason="Alasan yang cukup", merged_at=timezone.now(), merged_by=both,
        )  # fmt: skip
    assert [row.task_force_id for row in PersonMerge.objects.visible_to(both)] == [world.jambi.pk]
