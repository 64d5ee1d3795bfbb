"""Search by keyboard only; filters and saved views without a script and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import complaints_of, look_at, press, press_key
from tests.factories import NAME, CaseFactory, ComplaintFactory, ReferralFactory, VictimFactory


@pytest.fixture
def told(transactional_db, world):
    """A few files with summaries."""
    for number in range(3):
        case = CaseFactory(by=world.sari, summary="Dijanjikan bekerja di kafe, dibawa ke Batam", urgency="emergency")
        ReferralFactory(victim=VictimFactory(case=case, age_at_event=15 + number))
    ComplaintFactory(by=world.sari, summary="Gaji ditahan di kafe", people=1)
    return world


def test_searched_found_and_opened_by_keys_alone(told, open_page):
    page = open_page("/kasus/", user=told.sari)
    heard = complaints_of(page)
    page.keyboard.press("/")
    page.keyboard.type("kafe")
    press_key(page, "Enter")
    assert page.is_visible("#temuan-1")
    assert page.url.endswith("/cari/")
    assert "kafe" not in page.title()
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == first
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    press_key(page, "Enter")
    page.wait_for_url("**/kasus/*/")
    assert page.locator("h1").inner_text().strip() == first.strip()
    assert heard == []


def test_escape_leaves_the_box(told, open_page):
    page = open_page("/kasus/", user=told.sari)
    page.keyboard.press("/")
    page.keyboard.type("x")
    expect(page.locator("#cari")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "cari"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("script", [True, False])
def test_filters_are_kept_as_a_view_and_watched(told, open_page, width, script):
    page = open_page("/kasus/", user=told.sari, width=width, java_script_enabled=script)
    if width == 360:
        page.click("text=Ubah saringan")
    press(page, "text=Saringan lain")
    page.select_option("#id_umur", "13-17")
    page.select_option("#id_kedaruratan", "emergency")
    press(page, "#saring button >> nth=0")
    page.wait_for_url("**umur=13-17**")
    assert page.locator("tbody tr").count() == 3
    press(page, "text=Simpan tampilan")
    page.fill("#id_name", "Anak, darurat")
    press(page, "button:has-text('Simpan tampilan')")
    assert page.locator(".views a[aria-current=page]").inner_text() == "Anak, darurat"
    press(page, "text=Atur")
    press(page, "a:has-text('Pantau')")
    page.fill("#id_threshold", "2")
    press(page, "button:has-text('Pantau tampilan')")
    assert page.is_visible("text=Kabari bila lebih dari 2")


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_open_to_everybody_and_fits(told, open_page, width):
    from taskforces.actions import saved_views, watches

    name = "Anak, darurat, belum skrining"
    view = saved_views.save(
        task_force=told.jambi,
        of_list="cases",
        name=name,
        query="korban=anak",
        shared_with_role="caseworker",
        by=told.ratna,
    )
    watches.start(view=view, kind="more_than", threshold=1, by=told.sari)
    page = open_page("/", user=told.sari, width=width)
    addresses = ["/kasus/?korban=anak", "/kasus/?saringan=semua&umur=13-17", "/pengaduan/?saringan=semua",
                 "/rujukan/?saringan=semua", "/tampilan/", "/tampilan/simpan/?daftar=cases&korban=anak",
                 f"/tampilan/{view.pk}/pantau/", "/cari/"]  # fmt: skip
    for address in addresses:
        page.goto(address)
        assert look_at(page, width) == [], address
    for text in (NAME, "kafe", "tidak ada"):
        page.goto("/cari/")
        page.fill("#q", text)
        press_key(page, "Enter")
        assert page.is_visible("main .group-head, main .empty")
        assert look_at(page, width) == [], text
        assert NAME not in page.locator("main .rows").inner_text() if text == "kafe" else True
    page = open_page("/rujukan/masuk/?saringan=semua", user=told.maya, width=width)
    assert look_at(page, width) == []
