"""The field in which somebody types stays on the screen while questions about danger appear above it."""

import pytest
from playwright.sync_api import expect

from safeguards.identifiers import new_id
from tests.browser.checks import accessibility_faults, sideways_overflow
from tests.factories import ComplaintFactory

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"
SIX = "Anak disekap, hp diambil, diancam pakai parang, hamil, luka, tinggal bersama terlapor."
ONE_LINE = 24  # pixels: on a phone the strip takes one more line when it says that the draft is kept
SCREENS = [(1366, 768), (360, 740)]
ASK_ALL = """() => {
  const every = document.querySelector('[data-all-risks]').dataset.allRisks;
  document.querySelector('[name="risiko-asked_before"]').value = every;
}"""
INSIDE = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector('.topbar')?.getBoundingClientRect().bottom || 0;
  return [Math.round(box.top), box.top >= bar && box.top + Math.min(box.height, 60) <= innerHeight];
}"""
BOXES = """() => [document.activeElement, document.querySelector('[data-risks]')]
  .map((one) => one.getBoundingClientRect()).map(({top, bottom}) => [top, bottom])"""


def legends(page):
    """The questions about danger on the page."""
    return page.locator("[data-risks] legend")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_with_six_questions_and_with_thirteen(open_page, world, width, height):
    page = open_page(LOG, user=world.sari, width=width, height=height)
    page.locator("#id_narrative").scroll_into_view_if_needed()
    page.focus("#id_narrative")
    before, is_inside = page.evaluate(INSIDE)
    assert is_inside
    page.keyboard.type(SIX)
    legends(page).nth(5).wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == "id_narrative"
    after, is_inside = page.evaluate(INSIDE)
    assert is_inside
    assert abs(after - before) <= ONE_LINE
    expect(page.locator("[data-risks-link]")).to_be_in_viewport()
    expect(page.locator("[data-risks-said]")).to_contain_text("pertanyaan bahaya baru")
    page.evaluate(ASK_ALL)
    page.keyboard.type(" Belum tahu.")
    expect(legends(page)).to_have_count(13)
    last, is_inside = page.evaluate(INSIDE)
    assert is_inside
    assert abs(last - before) <= ONE_LINE
    assert sideways_overflow(page) <= 0
    assert accessibility_faults(page) == []


def test_every_question_is_reached_by_keyboard_in_its_own_place(open_page, world):
    page = open_page(LOG, user=world.sari, width=1366, height=768)
    page.keyboard.press("Alt+b")
    expect(legends(page)).to_have_count(13)
    for _question in range(12):
        page.keyboard.press("Tab")
    box, place = page.evaluate(BOXES)
    assert place[0] - 1 <= box[0]
    assert box[1] <= place[1] + 1


def test_the_channel_is_taken_over_with_a_key(open_page, world):
    ComplaintFactory(by=world.sari, channel="uptd_hotline", submission_key=new_id())
    page = open_page(LOG, user=world.sari)
    expect(page.locator("[data-call-channel]")).to_have_text("Kanal tidak disebut")
    assert "badge--done" not in page.locator("[data-ready-of=kanal] .badge").get_attribute("class")
    page.keyboard.press("Alt+l")
    expect(page.locator("[data-call-channel]")).to_have_text("Telepon atau WhatsApp UPTD PPA")
    assert page.input_value("#id_channel") == "uptd_hotline"
    assert page.locator("[data-set-channel] >> visible=true").count() == 0
    assert "badge--done" in page.locator("[data-ready-of=kanal] .badge").get_attribute("class")
    assert page.evaluate("document.activeElement.id") == "id_shorthand"
