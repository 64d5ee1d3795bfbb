"""The gallery and the sign-in pages, as people see them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.checks import accessibility_faults, lasting_faults, press, press_key, press_twice, sideways_overflow

pytestmark = pytest.mark.django_db(transaction=True)

VIEWS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_gallery_is_accessible_and_fits(open_page, world, width, scheme):
    page = open_page("/komponen/", width=width, color_scheme=scheme, user=world.sari)
    assert lasting_faults(page) == []
    assert sideways_overflow(page) <= 0


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_signed_out_pages(open_page, name, width):
    page = open_page(reverse(name), width=width)
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0


@pytest.mark.parametrize("path", ["/akun/2fa/", "/akun/sessions/", "/akun/password/change/", "/tidak-ada/"])
def test_signed_in_pages(open_page, world, path):
    page = open_page(path, width=360, user=world.sari)
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0


def test_signing_in_by_keyboard_without_javascript(open_page, world):
    from tests.personas import PASSWORD

    page = open_page("/masuk/?next=/akun/2fa/", java_script_enabled=False)
    page.focus("#id_login")
    page.keyboard.type(world.arif.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    press_key(page, "Enter")
    assert page.url.endswith("/akun/2fa/")


def test_the_lock_hides_at_once_and_asks_for_the_password(open_page, world):
    from tests.personas import PASSWORD

    page = open_page("/akun/2fa/", user=world.sari)
    page.keyboard.press("Control+.")
    page.wait_for_url("**/kunci/**")
    page.goto("/akun/2fa/")
    assert "/kunci/" in page.url, "the server keeps it locked"
    page.fill("input[name=password]", PASSWORD)
    press_key(page, "Enter")
    assert page.url.endswith("/akun/2fa/")


def test_a_typed_but_unsaved_form_survives_the_lock(open_page, world):
    from tests.personas import PASSWORD

    page = open_page("/komponen/", user=world.sari)
    page.fill("#id_note", "Catatan yang belum disimpan")
    page.keyboard.press("Control+.")
    page.fill("#sandi-kunci", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("body:not(.is-locked)")
    assert page.input_value("#id_note") == "Catatan yang belum disimpan"


def test_keys_move_through_lists_and_find_the_search(open_page, world):
    page = open_page("/komponen/", user=world.sari)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert "K-2026-0012/2" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert "K-2026-0012/1" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert "K-2026-0012/2" in page.evaluate("document.activeElement.textContent")


def test_the_error_summary_takes_the_focus(open_page, world):
    page = open_page("/komponen/", user=world.sari)
    expect(page.locator(".error-summary")).to_be_focused()


def test_a_draft_is_kept_and_the_page_says_so(open_page, world):
    page, kept = open_page("/komponen/", user=world.sari), []

    def answer(route):
        kept.append(route.request.post_data_json)
        route.fulfill(status=200, content_type="application/json", body='{"saved_at": "2026-02-10T09:43:00+07:00"}')

    page.route("**/komponen/draf/", answer)
    page.fill("#singkat", "p 17 telanaipura")
    page.wait_for_selector("[data-draft-words]:has-text('Tersimpan 09.43')")
    assert kept[-1] == {"key": "contoh", "fields": {"singkat": "p 17 telanaipura"}}


def test_a_draft_that_cannot_be_kept_says_so_and_goes_on_trying(open_page, world):
    page = open_page("/komponen/", user=world.sari)
    page.route("**/komponen/draf/", lambda route: route.abort())
    page.fill("#singkat", "p 18")
    page.wait_for_selector("[data-draft-words]:has-text('sambungan terputus')")
    body = '{"saved_at": "2026-02-10T09:42:00+07:00"}'
    page.route("**/komponen/draf/", lambda route: route.fulfill(status=200, content_type="application/json", body=body))
    page.wait_for_selector("[data-draft-words]:has-text('Tersimpan 09.42')")
    assert page.input_value("#singkat") == "p 18"


def test_a_double_click_sends_once(open_page, world):
    page = open_page("/masuk/")
    page.fill("#id_login", world.sari.email)
    page.fill("#id_password", "apa saja")
    assert press_twice(page, "button:has-text('Masuk')") == 1


@pytest.mark.parametrize("path", ["/komponen/", "/akun/2fa/"])
def test_paper_shows_no_controls(open_page, world, path):
    page = open_page(path, user=world.sari)
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible()
    assert not page.locator(".rail").is_visible()
    assert page.locator("h1").is_visible()
    assert sideways_overflow(page) <= 0


SIDE_BY_SIDE = """pairs => pairs.flatMap(pair => {
  const rows = [...pair.querySelectorAll(':scope > .field')].map(field => ({
    name: field.querySelector('label').textContent.trim(),
    left: field.getBoundingClientRect().left,
    label: field.querySelector('label').getBoundingClientRect().top,
    control: field.querySelector('.input').getBoundingClientRect().top,
    hint: (field.querySelector('.hint') || field.querySelector('.input')).getBoundingClientRect().top,
  }));
  const [one, two] = rows;
  if (!two || !one.label || one.left === two.left) return [];
  const uneven = Math.abs(one.label - two.label) > 1 || Math.abs(one.control - two.control) > 1;
  return uneven ? [`${one.name} | ${two.name}`] : [one.control - one.label > 120 ? `torn: ${one.name}` : ''];
})"""


def uneven_pairs(page) -> list[str]:
    """Pairs with labels or controls at different heights; an empty text for each aligned pair."""
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    return page.locator(".pair").evaluate_all(SIDE_BY_SIDE)


def test_two_fields_side_by_side_stand_in_one_row(open_page, world):
    page = open_page("/pengaduan/catat/", user=world.sari)
    found = uneven_pairs(page)
    assert len(found) >= 8
    assert set(found) == {""}, "one of two has a hint"
    page.fill("[name=orang-0-age]", "enam belas")
    page.fill("#id_event_country", "x" * 70)
    press(page, "text=Simpan pengaduan")
    assert page.is_visible(".pair .error")
    assert set(uneven_pairs(page)) == {""}, "one of two has an error"
    page.set_viewport_size({"width": 360, "height": 800})
    assert uneven_pairs(page) == [], "one below the other"
