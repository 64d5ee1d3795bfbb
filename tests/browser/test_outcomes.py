"""Outcomes with one key, an emergency with two, and a number that is shown only after recording."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.actions import cases
from cases.models import Complaint, ContactAttempt, EmergencyResponse, HandOver
from tests.browser.checks import complaints_of, look_at, look_at_paper, press, press_key, press_twice
from tests.browser.chromium import PATIENCE
from tests.cases.stories import girl, log
from tests.factories import CaseFactory, DutyTurnFactory, EmergencyContactFactory, EmergencyFactory, HandOverFactory

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"
PICTURES = os.environ.get("OUTCOME_PICTURES", "")  # a folder, to look at what was tested


def picture(page, name: str) -> None:
    """A picture of the whole page at both widths, if a folder for it is set."""
    if not PICTURES:
        return
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def focused(page) -> str:
    """The focused element, in words."""
    return page.evaluate("document.activeElement.innerText || document.activeElement.value || ''").strip()


def test_one_key_takes_an_outcome_and_enter_saves(open_page, world):
    page = open_page(LOG, user=world.sari)
    heard = complaints_of(page)
    page.locator("#isi").focus()
    page.keyboard.press("5")
    assert page.evaluate("document.querySelector('[name=outcome]:checked').value") == "wrong_number"
    press_key(page, "Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.get().outcome == "wrong_number"
    assert heard == []


def test_a_digit_in_a_story_is_a_digit_and_with_alt_it_is_an_outcome(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.focus("[name=narrative]")
    page.keyboard.type("Umur 17")
    assert page.input_value("[name=narrative]") == "Umur 17"
    page.keyboard.press("Alt+4")
    assert page.evaluate("document.querySelector('[name=outcome]:checked').value") == "other_region"
    page.fill("[name=to_office]", "UPTD PPA Kota Batam")
    picture(page, "catat-daerah-lain")
    press_key(page, "Enter")
    page.wait_for_url("**/penyerahan/*/")
    assert HandOver.objects.get().complaint.outcome == "other_region"


def test_an_emergency_in_two_keys_until_the_case(open_page, world):
    DutyTurnFactory(by=world.ratna)
    EmergencyContactFactory(by=world.ratna)
    EmergencyContactFactory(by=world.ratna, kind="shelter", name="Rumah aman (contoh)", phone="0741-000-0119")
    page = open_page(LOG, user=world.sari)
    heard = complaints_of(page)
    page.focus("[name=narrative]")
    page.keyboard.type("Disekap di kos, tidak bisa keluar")
    page.keyboard.press("Alt+d")
    assert focused(page) == "Simpan sebagai darurat"
    assert "0741-000-0110" in page.inner_text("#darurat-siap")
    picture(page, "catat-darurat")
    press_key(page, "Enter")
    page.wait_for_url("**/darurat/*/")
    response = EmergencyResponse.objects.get()
    assert response.complaint.urgency == "emergency"
    assert re.match(r"Pastikan aman dalam (59 menit \d+ detik|1 jam)", page.inner_text("[data-countdown] strong"))
    assert page.inner_text("main").count("Pastikan aman dalam") == 1, "one clock, in one wording"
    picture(page, "darurat")
    expect(page.get_by_role("button", name="Saya tangani")).to_be_focused()
    press_key(page, "Enter")
    assert page.is_visible("text=Sari sejak")
    page.select_option("[name=contact]", label="Unit PPA Polresta (contoh)")
    page.fill("form[action$='langkah/'] [name=note]", "Patroli berangkat")
    press(page, "text=Catat langkah >> nth=-1")
    assert page.is_visible("text=Patroli berangkat")
    press(page, "a:has-text('Buka kasus')")
    page.check("[name=kind][value=tppo]", force=True)
    press(page, "form.act button.button")
    page.wait_for_url("**/kasus/*/")
    page.goto(f"/darurat/{response.pk}/")
    page.check("[name=result][value=safe]", force=True)
    press(page, "text=Akhiri dan catat hasil")
    page.wait_for_url("**/pengaduan/*-*/")
    response.refresh_from_db()
    assert (response.result, response.acknowledged_by) == ("safe", world.sari)
    assert Complaint.objects.get().outcome == "new_case"
    assert heard == []


def test_the_clock_of_an_emergency_says_when_it_is_late(open_page, world):
    now = timezone.now()
    response = EmergencyFactory(
        complaint=log(world), declared_at=now - timedelta(hours=1), due_at=now + timedelta(seconds=50)
    )
    plain = open_page(f"/darurat/{response.pk}/", user=world.sari, java_script_enabled=False)
    assert plain.inner_text("[data-countdown] strong") == "Pastikan aman dalam kurang dari 1 menit"
    assert EmergencyResponse.objects.filter(pk=response.pk).update(due_at=timezone.now() + timedelta(seconds=4)) == 1
    page = open_page(f"/darurat/{response.pk}/", user=world.sari)
    expect(page.locator("[data-countdown].is-late strong")).to_have_text(
        re.compile(r"Terlambat \d+ detik"), timeout=PATIENCE
    )
    expect(page.locator("[data-countdown] .muted").first).to_contain_text("batas ")
    plain.reload()
    assert plain.inner_text("[data-countdown] strong") == "Terlambat kurang dari 1 menit"


def test_an_emergency_without_a_script(open_page, world):
    EmergencyContactFactory(by=world.ratna)
    page = open_page(LOG, user=world.sari, java_script_enabled=False)
    page.click("#darurat summary")
    press(page, "[data-emergency-confirm]")
    page.wait_for_url("**/darurat/*/")
    assert "Pastikan aman dalam" in page.inner_text("main")
    press(page, "text=Saya tangani")
    assert "Sari sejak" in page.inner_text("main")


def test_on_a_phone_the_way_to_the_emergency_stands_below_the_thumb(open_page, world):
    EmergencyContactFactory(by=world.ratna)
    page = open_page(LOG, user=world.sari, width=360)
    page.click("a:has-text('Darurat')")
    press(page, "[data-emergency-confirm]")
    assert page.is_visible("text=Saya tangani")
    assert EmergencyResponse.objects.exists()


def test_a_double_click_declares_once(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.keyboard.press("Alt+d")
    assert press_twice(page, "[data-emergency-confirm]") == 1
    page.wait_for_url("**/darurat/*/")
    assert (Complaint.objects.count(), EmergencyResponse.objects.count()) == (1, 1)


def test_the_same_keys_on_the_page_of_a_complaint(open_page, world):
    complaint = log(world)
    page = open_page(f"/pengaduan/{complaint.pk}/", user=world.sari)
    picture(page, "pengaduan")
    page.keyboard.press("7")
    assert focused(page).startswith("Iseng atau spam")
    press_key(page, "Enter")
    assert page.is_visible("text=selesai: Iseng atau spam")
    complaint.refresh_from_db()
    assert complaint.outcome == "spam"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_number_is_opened_with_the_keyboard_and_its_use_is_known(open_page, world, scripts):
    complaint = log(world, girl(contact_ways=["call", "whatsapp"], contact_hours=""))
    page = open_page(f"/pengaduan/{complaint.pk}/", user=world.sari, java_script_enabled=scripts)
    press(page, "main a:text-is('Hubungi')")
    assert "081200000027" not in page.content()
    page.check("[name=way][value=whatsapp]", force=True)
    picture(page, "hubungi")
    press_key(page, "Enter")
    link = page.locator("a:has-text('Buka WhatsApp')")
    assert link.get_attribute("href") == "https://wa.me/6281200000027"
    assert link.get_attribute("rel") == "noreferrer noopener"
    assert ContactAttempt.objects.get().way == "whatsapp"
    picture(page, "hubungi-nomor")
    page.check("[name=result][value=reached]", force=True)
    press(page, "text=Catat hasil")
    assert page.is_visible("text=Terhubung dengan orangnya")
    assert "081200000027" not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_the_gate(open_page, world, scheme):
    DutyTurnFactory(by=world.ratna)
    office = EmergencyContactFactory(by=world.ratna)
    response = EmergencyFactory(complaint=log(world), acknowledged_by=None)
    made = HandOverFactory(complaint=log(world, outcome="other_region"))
    complaint = log(world, girl(contact_ways=["call"]), reporter_contact_rule="never")
    paths = {
        "hari-ini": "/",
        "darurat-berjalan": f"/darurat/{response.pk}/",
        "serah-terima": f"/penyerahan/{made.pk}/",
        "tanda-terima": f"/penyerahan/{made.pk}/tanda-terima/",
        "serahkan": f"/pengaduan/{complaint.pk}/serahkan/",
        "jaga": "/jaga/",
        "nomor": f"/jaga/nomor/{office.pk}/",
        "hubungi-orang": f"/pengaduan/{complaint.pk}/hubungi/?orang=1",
        "hubungi-pelapor": f"/pengaduan/{complaint.pk}/hubungi/",
    }
    page = open_page("/", user=world.ratna, color_scheme=scheme)
    heard, faults = complaints_of(page), []
    for name, path in paths.items():
        page.goto(path)
        for width in (1280, 360):
            faults += [f"{path} at {width}: {fault}" for fault in look_at(page, width)]
        faults += [f"{path} on paper: {fault}" for fault in look_at_paper(page)]
        if scheme == "light":
            picture(page, name)
    assert not faults, "\n".join(faults)
    assert heard == []


def test_a_key_moves_to_the_likely_case_and_enter_attaches(open_page, world):
    case = cases.open_from_complaint(complaint=log(world, girl()), kind="tppo", by=world.sari)
    complaint = log(world, girl(nik="", phone="", name="Conto Melati Rekaan"), girl(name="Rekaan Kenanga", nik=""))
    page = open_page(f"/pengaduan/{complaint.pk}/gabung-kasus/", user=world.sari)
    heard = complaints_of(page)
    assert [fault for width in (360, 1280) for fault in look_at(page, width)] == []
    picture(page, "bagian-dari-kasus")
    page.keyboard.press("1")
    assert focused(page).startswith("Gabungkan")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kasus/{case.pk}/")
    assert Complaint.objects.get(pk=complaint.pk).case == case
    assert heard == []


def test_enter_in_the_number_presses_no_proposal(open_page, world):
    cases.open_from_complaint(complaint=log(world, girl()), kind="tppo", by=world.sari)
    other = CaseFactory(by=world.sari)
    complaint = log(world, girl())
    page = open_page(f"/pengaduan/{complaint.pk}/gabung-kasus/", user=world.sari)
    page.fill("[name=number]", other.number)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/kasus/{other.pk}/")
    assert Complaint.objects.get(pk=complaint.pk).case == other
