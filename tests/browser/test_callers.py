"""Somebody calls again: the page of the call says so, and the page for joining a case finds the earlier one."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cases.models import Case, Complaint
from safeguards import clock
from tests.browser.checks import complaints_of, look_at, press, press_key
from tests.cases.stories import girl, log, logged, stranger
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"
CALLER = {"reporter_name": "Contoh Wagiman Rekaan", "reporter_phone": "0852-6611-2200"}


def picture(page, name: str) -> None:
    """Save a picture, if a folder is set."""
    folder = Path("var/callers")
    if folder.is_dir():
        page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def earlier(world) -> Case:
    """The case of a call two months ago by the same reporter."""
    with clock.at(clock.now() - timedelta(days=60)):
        return CaseFactory.of_complaint(logged(world, girl(), **CALLER))


@pytest.mark.parametrize("width", [1280, 360])
def test_a_caller_of_two_months_ago_is_met_again_and_joined(open_page, world, earlier, width):
    page = open_page(LOG, user=world.sari, width=width)
    heard = complaints_of(page)
    page.fill("[name=narrative]", "Pelat mobil yang menjemput sudah diketahui.")
    page.eval_on_selector_all("main details.fold", "all => all.forEach((one) => { one.open = true; })")
    page.fill("[name=reporter_phone]", "+62 852 6611 2200")
    page.locator("[name=reporter_phone]").press("Tab")
    number = earlier.complaints.get().number
    expect(page.locator("[data-likely]")).to_contain_text(number)
    said = page.inner_text("[data-likely]")
    assert "Wagiman" not in said
    assert "6611" not in said
    picture(page, f"call-{width}")
    press_key(page, "Control+Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    page.goto(f"{page.url}gabung-kasus/")
    assert look_at(page, width) == []
    picture(page, f"join-{width}")
    press(page, f"button[name=chosen][value='{earlier.number}']")
    page.wait_for_url("**/kasus/*/")
    assert Complaint.objects.filter(case=earlier).count() == 2
    assert heard == []


@pytest.mark.parametrize("width", [1280, 360])
def test_a_case_is_searched_for_and_an_empty_answer_says_what_was_searched(open_page, world, earlier, width):
    complaint = log(world, stranger())
    page = open_page(f"/pengaduan/{complaint.pk}/gabung-kasus/", user=world.sari, width=width)
    page.fill("[name=find]", "contoh wagiman")
    page.keyboard.press("Enter")
    expect(page.locator(f"button[name=chosen][value='{earlier.number}']")).to_be_visible()
    assert page.input_value("[name=find]") == "contoh wagiman"
    assert look_at(page, width) == []
    picture(page, f"searched-{width}")
    page.fill("[name=find]", "tidak ada siapa pun")
    press(page, "button[name=look]")
    assert page.locator("button[name=chosen]").count() == 0
    assert "pelapor" in page.inner_text("main").casefold()
    assert Complaint.objects.get(pk=complaint.pk).case is None
