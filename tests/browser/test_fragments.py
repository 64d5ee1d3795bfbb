"""Parts of a page that are updated while somebody types: the response is late, refused, or never comes."""

from contextlib import suppress

import pytest
from django.conf import settings
from playwright.sync_api import Error, expect

from tests.browser.checks import complaints_of
from tests.personas import PASSWORD
from tests.referrals.conftest import NEED, Story, make_story

pytestmark = pytest.mark.django_db(transaction=True)
CALL = "/pengaduan/catat/"
SUGGESTIONS = "**/pengaduan/catat/orang-serupa/"
OPEN_FOLDS = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"


@pytest.fixture
def story(world) -> Story:
    """The girl of the stories, with a consent."""
    return make_story(world)


def test_an_older_answer_never_replaces_a_newer_one(open_page, world):
    """Hold the first response until the second has arrived."""
    page = open_page(CALL, user=world.sari)
    held = []

    def answer(route):
        if "q=jambi+sel" in route.request.url or "q=jambi%20sel" in route.request.url:
            route.fulfill(status=200, body='<li><button class="suggestion">baru</button></li>')
        else:
            held.append(route)

    page.route("**/wilayah/saran/**", answer)
    page.evaluate(OPEN_FOLDS)
    place = page.locator("#id_event_region")
    place.press_sequentially("jambi")
    page.wait_for_timeout(400)
    place.press_sequentially(" sel")
    found = page.locator("#id_event_region-suggestions")
    found.get_by_text("baru").wait_for()
    assert held
    for route in held:
        with suppress(Error):  # the browser aborted the request
            route.fulfill(status=200, body='<li><button class="suggestion">lama</button></li>')
    page.wait_for_timeout(300)
    assert found.inner_text() == "baru"


@pytest.mark.parametrize(
    ("status", "words"),
    [(429, "Terlalu sering diperbarui"), (500, "belum dapat diperbarui"), (403, "belum dapat diperbarui")],
)
def test_a_refusal_is_said_in_the_part_until_the_next_answer(open_page, world, status, words):
    page = open_page(CALL, user=world.sari)
    page.wait_for_load_state("networkidle")
    page.route(SUGGESTIONS, lambda route: route.fulfill(status=status, body=""))
    page.evaluate(OPEN_FOLDS)
    page.fill("#id_reporter_phone", "0812-3456-7891")
    line = page.locator("[data-likely] [data-reason]")
    expect(line).to_contain_text(words)
    page.unroute(SUGGESTIONS)
    page.fill("#id_reporter_phone", "0812-3456-7892")
    expect(line).to_have_count(0)


def test_suggestions_that_fail_say_so_in_their_list(open_page, world):
    page = open_page(CALL, user=world.sari)
    page.route("**/wilayah/saran/**", lambda route: route.fulfill(status=500, body=""))
    page.evaluate(OPEN_FOLDS)
    page.locator("#id_event_region").press_sequentially("jambi")
    found = page.locator("#id_event_region-suggestions")
    expect(found).to_contain_text("belum dapat diperbarui")
    page.unroute("**/wilayah/saran/**")
    page.locator("#id_event_region").press_sequentially(" s")
    expect(found.get_by_role("button").first).to_be_visible()
    expect(found.locator("[data-reason]")).to_have_count(0)


def test_a_line_that_is_down_is_said_and_asked_again(open_page, world, story):
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari)
    page.context.set_offline(True)
    page.locator("#id_need").fill(NEED)
    expect(page.locator("#pratinjau [data-reason=offline]")).to_be_visible()
    page.context.set_offline(False)
    page.locator("#pratinjau").get_by_text(NEED).wait_for()
    expect(page.locator("#pratinjau [data-reason]")).to_have_count(0)


def test_a_session_that_ended_is_said_and_what_is_typed_stays(open_page, world, story):
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari)
    heard = complaints_of(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#id_need").fill(NEED)
    expect(page.locator("#pratinjau [data-reason=expired]")).to_be_visible()
    assert page.locator("#id_need").input_value() == NEED
    assert [line for line in heard if "Content Security Policy" in line] == []


def test_a_screen_locked_elsewhere_is_covered_and_opens_with_what_was_typed(open_page, world, story):
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari)
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    assert page.context.request.post("/kunci/", form={"csrfmiddlewaretoken": token}).ok
    page.locator("#id_need").fill(NEED)
    expect(page.locator(".lock [data-lock-form]")).to_be_visible()
    page.locator("#sandi-kunci").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".lock")).to_have_count(0)
    assert page.url.endswith("/rujuk/")
    assert page.locator("#id_need").input_value() == NEED
    page.locator("#id_need").press_sequentially(" sekarang")
    page.locator("#pratinjau").get_by_text("sekarang").wait_for()


def test_a_part_says_that_it_is_busy(open_page, world, story):
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari)
    held = []
    page.route("**/*bagian=pratinjau", lambda route: held.append(route))
    page.locator("#id_need").fill(NEED)
    expect(page.locator("#pratinjau")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    page.locator("#pratinjau").get_by_text(NEED).wait_for()
    assert page.locator("#pratinjau").get_attribute("aria-busy") is None


def test_previews_of_a_slip_wait_for_one_another(open_page, world, story):
    """The server records the first preview of an identity: two requests at once would record it twice."""
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari)
    held, let_go = [], []
    page.route("**/*bagian=pratinjau", lambda route: route.continue_() if let_go else held.append(route))
    page.locator("#id_need").fill("satu dua")
    expect(page.locator("#pratinjau")).to_have_attribute("aria-busy", "true")
    page.locator("#id_need").fill(NEED)
    page.wait_for_timeout(1000)
    assert len(held) == 1
    let_go.append(True)
    held[0].continue_()
    page.locator("#pratinjau").get_by_text(NEED).wait_for()
