"""The screen locks during a call, or the server is down while somebody types: nothing typed is lost."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from cases.models import Complaint
from tests.browser.checks import press
from tests.journeys.steps import TOLD
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"
CHAT = """[09/02/26 21.12] +62 813-7777-0001: adik saya Contoh Dewi 19 th
[09/02/26 21.14] +62 813-7777-0001: dibawa sponsor namanya Bu Contoh (0852-1111-2222)
[09/02/26 21.15] +62 813-7777-0001: Jangan telpon dia bu nanti ketahuan, hp ditahan"""


def test_a_call_goes_on_after_the_screen_was_locked(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.fill("#id_narrative", TOLD)
    page.keyboard.press("Control+.")
    page.wait_for_url("**/kunci/**")
    assert TOLD not in page.content()
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LOG}*/")
    assert page.input_value("#id_narrative") == TOLD
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.get().narrative == TOLD


def test_a_lost_line_keeps_trying_until_the_words_are_kept(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.context.set_offline(True)
    page.fill("#id_narrative", TOLD)
    page.wait_for_selector("[data-draft-words]:has-text('sambungan terputus')")
    page.context.set_offline(False)
    page.wait_for_selector("[data-draft-words]:text-matches('^Tersimpan')")
    again = open_page(urlsplit(page.url).path, user=world.sari)
    assert again.input_value("#id_narrative") == TOLD


def test_the_line_is_lost_in_the_middle_of_a_paste(open_page, world):
    """What was pasted stays on the page, is kept once the line is back, and goes to the story whole."""
    page = open_page(LOG, user=world.sari)
    page.keyboard.press("Alt+s")
    page.keyboard.insert_text(CHAT[:60])
    page.context.set_offline(True)
    page.keyboard.insert_text(CHAT[60:])
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-draft-words]:has-text('sambungan terputus')")
    assert page.input_value("#id_shorthand") + page.input_value("#id_narrative") == CHAT
    page.context.set_offline(False)
    page.wait_for_selector("[data-draft-words]:text-matches('^Tersimpan')")
    again = open_page(urlsplit(page.url).path, user=world.sari)
    assert again.input_value("#id_shorthand") + again.input_value("#id_narrative") == CHAT
    again.keyboard.press("Control+Enter")
    again.wait_for_selector("text=Pakai yang dicentang >> visible=true")
    again.keyboard.press("Alt+s")
    again.keyboard.press("Enter")
    expect(again.locator("#id_narrative")).to_have_value(CHAT)


@pytest.mark.parametrize("keys", [("Control+Enter",), ("Alt+s", "x", "Enter")])
def test_without_a_line_saving_leaves_nothing_behind(open_page, world, keys):
    page = open_page(LOG, user=world.sari)
    page.context.set_offline(True)
    page.fill("#id_narrative", TOLD)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_selector("[data-draft-words]:has-text('Tulisan tetap di layar')")
    assert page.input_value("#id_narrative") == TOLD
    page.context.set_offline(False)
    page.wait_for_selector("[data-draft-words]:text-matches('^Tersimpan')")
    page.fill("#id_shorthand", "")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.get().narrative == TOLD


def test_the_back_arrow_finds_the_form_as_it_was_and_sends_no_second_complaint(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.fill("#id_narrative", TOLD)
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")
    page.go_back()
    story = page.locator("#id_narrative")  # the form, or the saved complaint
    if story.count() and story.input_value() == TOLD:
        press(page, "text=Simpan pengaduan")
        page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.count() == 1
