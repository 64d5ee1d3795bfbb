"""A slip names the district somebody comes from, never the kelurahan or desa: few people live there."""

from cases.words import described
from referrals.queries import subject_of
from taskforces.models import Region
from tests import factories


def from_village(world):
    """A victim who comes from a kelurahan of Kota Jambi."""
    district, _new = Region.objects.get_or_create(
        pk="15.71.07", defaults={"name": "Kota Baru", "level": "district", "parent_id": "15.71"}
    )
    village, _new = Region.objects.get_or_create(
        pk="15.71.07.1005", defaults={"name": "Kenali Asam Bawah", "level": "village", "parent": district}
    )
    return factories.VictimFactory(case__task_force=world.jambi, origin_region=village)


def test_the_slip_and_the_lists_say_no_more_than_the_district(world):
    victim = from_village(world)

    assert subject_of(victim).origin == "Kota Baru, Kota Jambi"
    assert "Kota Baru, Kota Jambi" in described(victim)
    assert "Kenali" not in described(victim)
