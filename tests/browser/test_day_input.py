"""A day is text: what is typed is said back in full, and the calendar gives the same text by keyboard and by touch."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from safeguards import clock
from tests.browser.checks import complaints_of, look_at

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("DAY_PICTURES", "")  # a folder, to look at what was tested
NEW_MEETING = "/rapat/baru/"


def pictured(page, name: str) -> None:
    """A picture, if a folder is set."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_what_is_typed_is_said_back_in_full_and_a_doubt_is_asked(open_page, world):
    page = open_page(NEW_MEETING, user=world.rina)
    heard = complaints_of(page)
    field, said = page.locator("[name=held_on]"), page.locator("[data-day-input]:has([name=held_on]) output")
    field.fill("11/2/2026")
    expect(said).to_have_text("Rabu, 11 Februari 2026")
    field.fill("Senin, 11 Februari 2026")
    expect(said).to_contain_text("bukan Senin")
    pictured(page, "ditanya")
    field.fill("")
    expect(said).to_have_text("")
    assert heard == []


def test_the_calendar_by_keyboard(open_page, world):
    page = open_page(NEW_MEETING, user=world.rina)
    heard = complaints_of(page)
    field, said = page.locator("[name=held_on]"), page.locator("[data-day-input]:has([name=held_on]) output")
    field.fill("28 Februari 2026")
    expect(said).to_have_text("Sabtu, 28 Februari 2026")
    field.press("Alt+ArrowDown")
    expect(page.get_by_role("dialog", name="Pilih tanggal")).to_be_visible()
    expect(page.locator(".calendar :focus")).to_have_attribute("aria-label", "Sabtu, 28 Februari 2026")
    pictured(page, "kalender")
    for key, day in (
        ("ArrowRight", "Minggu, 1 Maret 2026"),
        ("PageDown", "Rabu, 1 April 2026"),
        ("End", "Minggu, 5 April 2026"),
        ("ArrowUp", "Minggu, 29 Maret 2026"),
        ("PageUp", "Sabtu, 28 Februari 2026"),
        ("Home", "Senin, 23 Februari 2026"),
    ):
        page.keyboard.press(key)
        expect(page.locator(".calendar :focus")).to_have_attribute("aria-label", day)
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("28 Februari 2026")
    field.press("Alt+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("7 Maret 2026")
    expect(field).to_be_focused()
    expect(said).to_have_text("Sabtu, 7 Maret 2026")
    assert heard == []


def test_the_calendar_by_touch_on_a_phone(open_page, world):
    page = open_page(NEW_MEETING, user=world.rina)
    page.set_viewport_size({"width": 360, "height": 740})
    wrap = page.locator("[data-day-input]:has([name=held_on])")
    page.fill("[name=held_on]", "")
    wrap.get_by_role("button", name="Kalender").click()
    calendar = page.get_by_role("dialog", name="Pilih tanggal")
    calendar.get_by_role("button", name="Bulan berikutnya").click()
    assert look_at(page, 360) == []
    pictured(page, "kalender-360")
    calendar.locator("[data-on$='-15']").click()
    expect(calendar).to_have_count(0)
    expect(wrap.locator("output")).to_contain_text(", 15 ")
    assert page.input_value("[name=held_on]").startswith("15 ")


def test_without_a_script_it_is_a_plain_field(open_page, world):
    page = open_page(NEW_MEETING, user=world.rina, java_script_enabled=False)
    expect(page.get_by_role("button", name="Kalender").first).to_be_hidden()
    page.fill("[name=held_on]", f"{clock.today().day}-13-2026")
    page.locator("[name=title]").press("Enter")
    expect(page.locator("[name=held_on]")).to_have_value(f"{clock.today().day}-13-2026")
