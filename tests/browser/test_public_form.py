"""The public form on an old phone: no script, 360 px, keyboard only, small, no foreign host, no cookie."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import Complaint, PublicMessage
from tests.browser.checks import (
    accessibility_faults,
    complaints_of,
    look_at,
    press,
    press_key,
    press_twice,
    sideways_overflow,
)
from tests.cases.public.public_steps import unhurried
from tests.factories import PublicFormFactory

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/l/kota-jambi/"
LIGHT = 30_000  # bytes of a page with all its files, uncompressed


@pytest.fixture(autouse=True)
def _open(world, monkeypatch):
    unhurried(monkeypatch)
    PublicFormFactory(task_force=world.jambi)


def fill_in(page, danger: str = "no") -> None:
    """Type the first four steps."""
    page.check(f"[name=danger][value={danger}]")
    page.fill("[name=story]", "Teman saya tidak boleh keluar dari mes dan tidak digaji.")
    press(page, "text=Lanjut")
    page.check("[name=who][value=community]")
    page.fill("[name=age]", "15")
    press(page, "text=Lanjut")
    page.fill("[name=place]", "Belakang pasar Angso Duo")
    press(page, "text=Lanjut")
    page.check("[name=rule][value=never]")
    press(page, "text=Lanjut")


def receipt_on(page) -> str:
    """The shown code."""
    return re.sub(r"\D", "", page.inner_text(".receipt"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_way_on_a_phone_without_a_script(open_page, scheme):
    page = open_page(FORM, width=360, java_script_enabled=False, color_scheme=scheme)
    fill_in(page, danger="yes")
    assert page.is_visible("text=Telepon 112 sekarang")
    press(page, "text=Kembali")
    assert page.is_checked("[name=rule][value=never]")
    press(page, "text=Lanjut")
    assert "15" in page.inner_text("main")
    press(page, "button[value=send]")
    receipt = receipt_on(page)
    assert len(receipt) == 20
    assert page.context.cookies() == []
    assert Complaint.objects.get().urgency == "emergency"
    press(page, "text=Buka halaman untuk kode")
    page.fill("[name=receipt]", receipt)
    press(page, "main button")
    assert "Diterima" in page.inner_text(".standing")
    page.fill("[name=text]", "Dia masih di sana malam ini.")
    press(page, "main button")
    assert "sudah kami terima" in page.inner_text("main")
    assert PublicMessage.objects.get().text == "Dia masih di sana malam ini."


def test_the_whole_way_with_the_keyboard_alone(open_page):
    page = open_page(FORM)

    def tab_to(name: str) -> None:
        for _press in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == name:
                return
        raise AssertionError(name)

    def go_on() -> None:
        for _press in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.value") in ("next", "send"):
                press_key(page, "Enter")
                return

    tab_to("danger")
    page.keyboard.press("ArrowDown")
    tab_to("story")
    page.keyboard.type("Saya ditipu agen.")
    go_on()
    tab_to("name")
    page.keyboard.type("Cempaka")
    press_key(page, "Enter")  # Enter goes on
    assert page.is_visible("[name=place]")
    go_on()
    tab_to("rule")
    page.keyboard.press("Space")
    go_on()
    go_on()
    assert page.is_visible(".receipt")
    assert Complaint.objects.get().people.get().person.name == "Cempaka"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark"), (360, "light")])
def test_every_page_is_accessible_and_fits(open_page, width, scheme):
    page = open_page(FORM, width=width, color_scheme=scheme)
    heard = complaints_of(page)
    faults = {}

    def look(what: str) -> None:
        faults[what] = look_at(page, width)

    look("first")
    press(page, "text=Lanjut")
    look("errors")
    heard.clear()  # the browser itself reports a 422 response
    expect(page.locator(".error-summary")).to_be_focused()
    page.check("[name=danger][value=yes]")
    page.fill("[name=story]", "x" * 200)
    for asked in ("who", "place", "rule"):
        press(page, "text=Lanjut")
        assert page.is_visible(f"[name={asked}] >> nth=0")
        look(asked)
    page.check("[name=rule][value=never]")
    press(page, "text=Lanjut")
    assert page.is_visible("button[value=send]")
    look("check")
    press(page, "button[value=send]")
    receipt = receipt_on(page)
    look("sent")
    for path in ("/l/kode/", "/l/kalender/", "/l/", "/l/tidak-ada/"):
        page.goto(path)
        look(path)
    heard.clear()
    page.goto("/l/kode/")
    page.fill("[name=receipt]", receipt)
    press(page, "main button")
    assert page.is_visible("[name=text]")
    look("thread")
    page.fill("[name=text]", "Tambahan")
    press(page, "main button")
    assert "sudah kami terima" in page.inner_text("main")
    look("added")
    assert {what: found for what, found in faults.items() if found} == {}
    assert heard == []


def test_pages_are_light_and_ask_nobody_else(open_page, live_server):
    page = open_page("/l/kalender/", width=360)
    loaded: dict[str, int] = {}
    hosts = set()

    def note(response) -> None:
        hosts.add(response.url.split("/")[2])
        if response.status < 300:
            loaded[response.url] = len(response.body())

    page.on("response", note)
    page.goto(FORM)
    page.wait_for_load_state("networkidle")
    first = sum(loaded.values())
    loaded.clear()
    fill_in(page)
    heaviest = max(size for url, size in loaded.items() if url.endswith(FORM))
    assert hosts == {live_server.url.split("/")[2]}
    assert first < LIGHT
    assert heaviest < LIGHT
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_leaving_quickly_leaves_no_way_back(open_page):
    page = open_page("/l/kalender/")
    page.goto(FORM)
    for _press in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/l/kalender/")
    assert page.title() == "Kalender"
    page.goto(FORM)
    page.fill("[name=story]", "Sesuatu")
    press(page, "text=Keluar cepat")
    assert page.url.endswith("/l/kalender/")
    page.go_back()
    assert page.url.endswith("/l/kalender/")


def test_leaving_works_without_a_script_too(open_page):
    page = open_page(FORM, java_script_enabled=False)
    press(page, "text=Keluar cepat")
    assert page.url.endswith("/l/kalender/")


def test_pressed_twice_it_is_one_report(open_page):
    page = open_page(FORM)
    fill_in(page)
    assert press_twice(page, "button[value=send]") == 1
    assert page.is_visible(".receipt")
    assert Complaint.objects.count() == 1
    page.reload()
    assert Complaint.objects.count() == 1


def test_history_and_titles_say_nothing(open_page):
    page = open_page(FORM)
    fill_in(page)
    press(page, "button[value=send]")
    assert page.is_visible(".receipt")
    assert page.title() == "Layanan warga"
    assert page.url.endswith(FORM)
    assert sideways_overflow(page) <= 0
    assert accessibility_faults(page) == []
