"""The meeting summary of a real city fits its window: children, adults, both sexes, and unknown sex."""

from datetime import date

import pytest

from tests.browser.checks import complaints_of, look_at, look_at_paper
from tests.factories import CaseFactory, VictimFactory
from tests.reports.actions.test_papers import fill

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = "dari=2022-01-01&sampai=2022-12-31"


@pytest.mark.parametrize("variant", ["terbatas", "publik"])
def test_the_summary_of_a_city_fits(open_page, world, variant):
    fill(world)
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2022, 2, 2)), age_at_event=None, sex="unknown")
    page = open_page(f"/ringkasan/?{YEAR}&varian={variant}", user=world.rina)
    heard = complaints_of(page)
    page.reload()
    assert page.get_by_role("columnheader", name="Laki-laki").is_visible()
    assert [fault for width in (1280, 360) for fault in look_at(page, width)] == []
    assert look_at_paper(page) == []
    assert heard == []
