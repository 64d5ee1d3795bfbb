"""While a name is typed, known people appear as codes; they are chosen and removed by keyboard only."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cases.models import Complaint
from tests.browser.checks import accessibility_faults, complaints_of, press, press_key, sideways_overflow
from tests.cases.stories import PHONE, girl, log
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"
TAKE, KNOWN = "[data-likely] button[name=use_person]", "#orang-1 [data-known]"


def open_identity(page) -> None:
    """The folded identity section of the first person."""
    page.eval_on_selector_all("#orang-1 details", "all => all.forEach((one) => { one.open = true; })")


def picture(page, name: str) -> None:
    """Save a picture, if a folder is set."""
    folder = Path("var/likely")
    if folder.is_dir():
        page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_taken_and_given_back_with_the_keyboard(open_page, world, width):
    code = f"{log(world, by=world.ratna)}/1"
    page = open_page(LOG, user=world.sari, width=width)
    heard = complaints_of(page)
    page.fill("[name=narrative]", "Ditawari kerja di kafe.")
    open_identity(page)
    page.type("[name=orang-0-name]", "contoh melari")
    page.fill("[name=orang-0-phone]", "+62 812 0000 0027")
    expect(page.locator("[data-likely]")).to_contain_text("Nomor telepon sama.")  # and no longer only by name
    said = page.inner_text("[data-likely]")
    assert code in said
    assert "oleh Ratna" in said
    assert not any(secret in said for secret in ("Melati", PHONE, "Mela"))
    picture(page, f"suggested-{width}")
    page.evaluate("scrollTo(0, 0)")  # otherwise the sticky head covers half a field
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0
    page.focus(TAKE)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{KNOWN}:visible")
    assert code in page.inner_text(KNOWN)
    page.wait_for_selector(TAKE, state="detached")
    picture(page, f"taken-{width}")
    page.keyboard.press("Enter")  # the focus is on "Bukan orang ini"
    page.wait_for_selector(KNOWN, state="hidden")
    page.wait_for_selector(TAKE)
    with page.expect_response(f"**{reverse('cases:draft-save')}"):
        page.click(TAKE)
    press_key(page, "Control+Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    first, second = Complaint.objects.order_by("recorded_at")
    assert first.people.get(position=1).person == second.people.get().person
    assert heard == []


def test_without_a_script_the_page_asks_before_it_saves(open_page, world):
    code = f"{log(world)}/1"
    page = open_page(LOG, user=world.sari, java_script_enabled=False)
    page.fill("[name=narrative]", "Ditawari kerja di kafe.")
    page.click("#orang-1 details:has([name=orang-0-phone]) > summary")
    page.fill("[name=orang-0-phone]", PHONE)
    press(page, "text=Simpan pengaduan")
    assert "Mungkin sudah tercatat" in page.inner_text("main")
    press(page, TAKE)
    assert code in page.inner_text(KNOWN)
    press(page, "text=Simpan pengaduan")
    first, second = Complaint.objects.order_by("recorded_at")
    assert first.people.get(position=1).person == second.people.get().person


def test_a_victim_is_taken_for_a_case(open_page, world):
    log(world, girl())
    case = CaseFactory(by=world.sari)
    page = open_page(reverse("cases:victim-add", args=[case.pk]), user=world.sari)
    heard = complaints_of(page)
    page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    page.fill("[name=nik]", girl()["nik"])
    page.wait_for_selector(TAKE)
    picture(page, "victim")
    page.click(TAKE)
    page.wait_for_selector("[data-known]:visible")
    assert accessibility_faults(page) == []
    press(page, "text=Tambah korban >> nth=-1")
    page.wait_for_url(f"**{reverse('cases:case-detail', args=[case.pk])}*")
    assert case.victims.filter(person__complaint_roles__isnull=False).exists()
    assert heard == []
