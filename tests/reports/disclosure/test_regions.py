"""A province minus its cities: what public summaries of nested regions must not reveal together."""

from datetime import date

import pytest

from reports.actions import releases
from reports.disclosure import Family, PublishedFigures
from reports.disclosure.regions import _too_close, keys_revealed_by_regions
from reports.models import SummaryRelease
from reports.summary_shape import Period, is_hidden
from safeguards import row_security
from taskforces.access.roles import Role
from taskforces.access.scoping import row_security_context
from taskforces.models import Region
from tests.factories import CaseFactory, DecreeFactory, TaskForceFactory, VictimFactory
from tests.personas import make_user

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
PARENTS = {"province": None, "east": "province", "west": "province", "north": "province"}


def told(place, value, published, *, parents=PARENTS, period=YEAR):
    """Whether ``value`` of a place must not be printed beside these published figures."""
    figures = [(other, PublishedFigures(YEAR, {"cases.tppo": cell})) for other, cell in published.items()]
    return keys_revealed_by_regions(Family(place, parents, figures), period, {"cases.tppo": value}, 5) == {"cases.tppo"}


@pytest.mark.parametrize(
    ("value", "published", "is_told"),
    [
        (30, {}, False),
        (30, {"east": 20}, False),  # ten elsewhere
        (22, {"east": 20}, True),  # two elsewhere
        (20, {"east": 20}, False),  # nobody elsewhere: a zero may be known
        (32, {"east": 20, "west": 10, "north": "<5"}, True),  # the hidden one is two
        (34, {"east": 20, "west": 10, "north": "<5"}, True),  # four, if the province itself counts nobody
        (40, {"east": 20, "west": 10, "north": "<5"}, False),
        (24, {"east": 20, "west": "<5", "north": "<5"}, True),
        (28, {"east": 20, "west": "<5", "north": "<5"}, True),  # both four, if the province itself counts nobody
        (25, {"east": 20, "west": "<5", "north": "*"}, False),
        (0, {"east": 0}, False),
    ],
)
def test_what_a_province_may_print_beside_its_cities(value, published, is_told):
    assert told("province", value, published) is is_told


@pytest.mark.parametrize(
    ("value", "published", "is_told"),
    [
        (20, {"province": 22}, True),  # two in all the others
        (20, {"province": 40}, False),
        (20, {"province": "*"}, False),
        (10, {"province": 33, "east": 20}, True),  # three in the north
        (10, {"west": 20}, False),
    ],
)
def test_what_a_city_may_print_beside_its_province_and_neighbours(value, published, is_told):
    assert told("west", value, published) is is_told


def test_a_small_count_is_hidden_anyway_and_other_days_say_nothing():
    assert not told("province", 3, {"east": 2})
    assert not told("province", 22, {"east": 20}, period=Period(date(2024, 1, 1), date(2024, 12, 31)))


def test_figures_that_no_longer_fit_tell_nothing():
    assert not told("province", 10, {"east": 20})


def test_a_hidden_province_between_is_seen_through():
    parents = {"centre": None, "province": "centre", "east": "province", "west": "province"}
    assert told("centre", 22, {"province": "*", "east": 20}, parents=parents)


@pytest.fixture
def two_cities(world):
    """Nine TPPO victims in Kota Jambi, three in Muaro Jambi; the secretariats of both and of the province."""
    muaro = TaskForceFactory(
        name="Gugus Tugas Muaro Jambi", region=Region.objects.get(pk="15.05"), parent=world.jambi_province
    )
    province = make_user("Wira", Role.SECRETARIAT, DecreeFactory(task_force=world.jambi_province))
    for _n in range(9):
        VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2025, 3, 1)), age_at_event=30)
    for _n in range(3):
        case = CaseFactory(reported_on=date(2025, 3, 1), task_force=muaro)
        VictimFactory(case=case, age_at_event=30)
    return world, muaro, province


def victims(release):
    return release.summary["counts"]["victims"]["tppo"]


def publish(task_force, by):
    """Run like a request of that user: the database shows only their rows."""
    with row_security.activate(row_security_context(by)):
        return releases.release(task_force=task_force, period=YEAR, variant="publik", by=by)


def test_a_province_that_publishes_after_its_city_does_not_give_the_other_city_away(two_cities):
    world, _muaro, province = two_cities
    assert victims(publish(world.jambi, world.rina)) == 9
    assert is_hidden(victims(publish(world.jambi_province, province)))


def test_a_city_that_publishes_after_its_province_does_not_give_the_other_city_away(two_cities):
    world, _muaro, province = two_cities
    assert victims(publish(world.jambi_province, province)) == 12
    assert is_hidden(victims(publish(world.jambi, world.rina)))


def test_everybody_reads_public_summaries_and_nobody_a_stranger_s_members_variant(two_cities):
    world, _muaro, province = two_cities
    publish(world.jambi_province, province)
    with row_security.activate(row_security_context(province)):
        releases.release(task_force=world.jambi_province, period=YEAR, variant="terbatas", by=province)
    with row_security.activate(row_security_context(world.rina)):
        assert set(SummaryRelease.objects.values_list("variant", flat=True)) == {"publik"}
        assert not SummaryRelease.objects.visible_to(world.rina).exists()


def test_a_place_without_the_row_counts_nobody_in_it_if_it_printed_the_table():
    """East printed a table of the cases without this kind: it had none, and the rest is known."""
    figures = [
        ("east", PublishedFigures(YEAR, {"cases.other": 9})),
        ("west", PublishedFigures(YEAR, {"cases.tppo": 20})),
    ]
    revealed = keys_revealed_by_regions(Family("province", PARENTS, figures), YEAR, {"cases.tppo": 22}, 5)
    assert revealed == {"cases.tppo"}
    other = [("east", PublishedFigures(YEAR, {"services.other": 9}))]
    assert not keys_revealed_by_regions(Family("province", PARENTS, other), YEAR, {"cases.tppo": 22}, 5)


@pytest.mark.parametrize(
    ("low", "high", "tells"),
    [
        (0, 0, False),  # nobody
        (5, 6, False),  # no small count
        (1, 4, False),  # what the marker says
        (0, 4, False),
        (2, 6, False),
        (4, 8, False),
        (0, 3, True),
        (1, 3, True),
        (2, 4, True),
        (2, 5, True),
        (4, 7, True),
        (3, 3, True),
    ],
)
def test_bounds_that_tell_more_of_a_small_count_than_its_marker(low, high, tells):
    assert _too_close((low, high), 5) is tells
