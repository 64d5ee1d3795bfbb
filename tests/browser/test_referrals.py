"""A referral from its form to its outcome, as Sari and Maya see it: by mouse, on a phone, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from referrals.models import Referral
from safeguards import clock
from tests.browser.checks import accessibility_faults, complaints_of, press, sideways_overflow
from tests.referrals.conftest import NEED, Story, make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(world) -> Story:
    """The girl of the stories, with a consent."""
    return make_story(world)


def fault_free(page) -> None:
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0


@pytest.mark.parametrize("width", [1280, 360])
def test_send_with_the_slip_growing_beside_the_form(open_page, story, world, width):
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari, width=width)
    heard = complaints_of(page)
    slip = page.locator("#pratinjau")
    page.get_by_label("Rehabilitasi sosial").check()
    page.locator("#instansi").get_by_text("RSUD").wait_for(state="detached")
    page.locator("#instansi label", has_text="Dinas Sosial").click()
    slip.get_by_text("Persis yang dibaca Dinas Sosial").wait_for()
    page.locator("#id_need").fill(NEED)
    slip.get_by_text(NEED).wait_for()
    assert not page.locator("#id_reason_phone").is_visible()
    page.get_by_label("Nomor telepon korban", exact=True).check()
    page.locator("#id_reason_phone").fill("Menjemput di terminal")
    page.locator("#id_need").focus()
    slip.get_by_text("Korban boleh dihubungi dengan syarat:").wait_for()
    fault_free(page)
    press(page, page.get_by_role("button", name="Kirim rujukan"))
    assert page.get_by_role("heading", name="Slip yang dibagikan").is_visible()
    fault_free(page)
    assert Referral.objects.get().service_lines == ["social_rehabilitation"]
    assert [
        line for line in heard if not line.startswith("htmx:afterRequest")
    ] == []  # a preview aborted by leaving the page


def test_send_without_javascript(open_page, story, world):
    page = open_page(f"/korban/{story.victim.pk}/rujuk/", user=world.sari, java_script_enabled=False)
    page.locator("input[name=service_lines][value=social_rehabilitation]").check()
    page.locator("#id_need").fill(NEED)
    press(page, page.locator("button[formaction]"))
    assert "RSUD" not in page.locator("#instansi").inner_text()
    page.locator("#instansi label", has_text="Dinas Sosial").locator("input").check()
    press(page, page.locator("button[formaction]"))
    assert NEED in page.locator("#pratinjau").inner_text()
    assert "Persis yang dibaca Dinas Sosial" in page.locator("#pratinjau").inner_text()
    press(page, page.locator("button", has_text="Kirim rujukan"))
    assert page.get_by_role("heading", name="Slip yang dibagikan").is_visible()
    assert Referral.objects.get().agency == world.dinsos


@pytest.mark.parametrize("width", [1280, 360])
def test_the_queue_answers_and_completes(open_page, story, world, width):
    referral = story.send()
    page = open_page("/rujukan/masuk/", user=world.maya, width=width)
    heard = complaints_of(page)
    fault_free(page)
    press(page, page.get_by_role("link", name=referral.number))
    assert page.get_by_role("heading", name="Terima rujukan ini?").is_visible()
    fault_free(page)
    page.locator("#id_first_service_on").fill(clock.today().isoformat())
    press(page, page.get_by_role("button", name="Terima rujukan"))
    assert page.get_by_role("heading", name="Selesaikan rujukan ini").is_visible()
    page.get_by_label("Layanan diberikan", exact=True).check()
    page.locator("#id_note").fill("Konseling empat kali.")
    fault_free(page)
    press(page, page.get_by_role("button", name="Selesaikan rujukan"))
    assert page.get_by_text("Konseling empat kali.").is_visible()
    fault_free(page)
    assert heard == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_senders_list_and_an_error_page(open_page, story, world, width):
    story.send()
    page = open_page("/rujukan/", user=world.sari, width=width)
    fault_free(page)
    page.goto(f"/korban/{story.victim.pk}/rujuk/")
    press(page, page.get_by_role("button", name="Kirim rujukan"))
    expect(page.get_by_role("alert")).to_be_focused()
    fault_free(page)


def test_decline_opens_from_the_phones_bar(open_page, story, world):
    referral = story.send()
    page = open_page(f"/rujukan/{referral.pk}/", user=world.maya, width=360, height=740)
    page.get_by_role("link", name="Tolak", exact=True).click()
    page.get_by_label("Tempat atau tenaga penuh").check()
    press(page, page.get_by_role("button", name="Tolak rujukan"))
    assert page.get_by_text("Slip ini sudah tertutup.").is_visible()
    referral.refresh_from_db()
    assert (referral.state, referral.decline_reason) == ("declined", "no_place")
