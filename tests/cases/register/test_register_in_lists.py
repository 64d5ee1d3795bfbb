"""An old case is listed and counted on the day it was reported, not on the day of import."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.queries import searching
from reports.summary import compose
from reports.summary_shape import Period
from tests.cases.stories import girl, logged
from tests.factories import CaseFactory, VictimFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db


def listed(user, query: str = "") -> list[str]:
    page = client_of(user).get(f"{reverse('cases:case-list')}?{query}")
    return [row.number for row in page.context["rows"]]


def test_todays_cases_stand_above_an_old_register_that_came_in_after_them(desk, world):
    today = CaseFactory(by=world.sari).number
    desk.written()
    numbers = listed(world.sari)
    assert numbers[0] == today
    reported = dict(Case.objects.values_list("number", "reported_on"))
    days = [reported[number] for number in numbers]
    assert len(numbers) == 4
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("query", ["jenis=tppo", "tahap=identification", "tampilan=terbuka"])
def test_narrowed_the_order_is_the_same(desk, world, query):
    today = CaseFactory(by=world.sari).number
    desk.written()
    Case.objects.update(stage="identification")
    assert listed(world.sari, query)[0] == today


def test_of_one_day_the_last_one_opened_stands_first(world):
    first, second = CaseFactory(by=world.sari), CaseFactory(by=world.sari)
    assert listed(world.sari) == [second.number, first.number]


def test_somebody_is_known_by_the_newest_case_not_by_the_one_brought_in_last(desk, world):
    case = CaseFactory(by=world.sari)
    victim = VictimFactory(case=case, person=logged(world, girl(name="Contoh Melati")).people.get().person)
    desk.written()
    codes = [hit.code for hit in searching.by_person("Contoh Melati", user=world.sari)]
    assert codes[0] == str(victim)
    assert len(codes) > 1


def test_it_counts_in_its_own_year_and_not_in_todays(desk, world):
    now = timezone.localdate()
    periods = {year: Period(date(year, 1, 1), min(date(year, 12, 31), now)) for year in (2023, now.year)}
    before = {year: totals(world, period) for year, period in periods.items()}
    desk.written()
    after = {year: totals(world, period) for year, period in periods.items()}
    assert after[now.year] == before[now.year]
    assert (before[2023], after[2023]) == ((0, 0, 0), (3, 3, 4))


def totals(world, period) -> tuple[int, int, int]:
    """Complaints, cases and victims of a period."""
    counts = compose(task_force=world.jambi, period=period, by=world.rina).counts
    return counts["complaints"]["all"], counts["cases"]["all"], counts["victims"]["all"]
