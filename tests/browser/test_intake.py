"""Logging a call: by keyboard only, without a script, on a phone, and with a lost session."""

from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from cases.models import Complaint, Draft
from tests.browser.checks import (
    accessibility_faults,
    complaints_of,
    lasting_faults,
    press,
    press_key,
    press_twice,
    sideways_overflow,
)
from tests.cases.stories import girl, log, stranger

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"


def strike(page, *keys: str) -> None:
    """Keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_a_call_with_the_keyboard_alone(open_page, world):
    page = open_page(LOG, user=world.sari)
    heard = complaints_of(page)
    for _step in range(40):  # from the top of the page to the story
        strike(page, "Tab")
        if page.evaluate("document.activeElement.id") == "id_narrative":
            break
    page.keyboard.type("Tidak boleh pulang sebelum utang tiket lunas.")
    for _step in range(20):  # over the fold of the place, to the first person's sex
        strike(page, "Tab")
        if page.evaluate("document.activeElement.name") == "orang-0-sex":
            break
    strike(page, "ArrowUp", "ArrowUp", "Tab")
    page.keyboard.type("16")
    press_key(page, "Enter")  # Enter saves
    page.wait_for_url("**/pengaduan/*-*/")
    row = Complaint.objects.get().people.get()
    assert (row.sex, row.age) == ("female", 16)
    assert heard == []


def test_sections_say_what_is_in_them(open_page, world):
    page = open_page(LOG, user=world.sari)
    expect(page.locator("#pelapor .fold-line")).to_have_text("Belum diisi")
    page.check("[name=orang-0-sex][value=female]", force=True)
    page.fill("[name=orang-0-age]", "16")
    page.click("#orang > summary")
    expect(page.locator("[data-people-line]")).to_have_text("1 diduga korban: perempuan 16 th (anak)")
    page.click("#kedaruratan > summary")
    page.check("[name=urgency][value=urgent]", force=True)
    page.click("#kedaruratan > summary")
    expect(page.locator("#kedaruratan .fold-line")).to_have_text("Mendesak")
    page.wait_for_selector("[data-draft-words]:text-matches('^Tersimpan')")  # before the page is left


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_is_accessible_and_fits(open_page, world, width, scheme):
    complaint = log(world, girl(), stranger())
    here = f"/pengaduan/{complaint.pk}/"
    page = open_page(LOG, user=world.sari, width=width, color_scheme=scheme)
    heard = complaints_of(page)
    paths = (LOG, "/pengaduan/", "/pengaduan/?kanal=media", here, f"{here}ubah/", f"{here}buka-kasus/",
             f"{here}gabung-kasus/", f"{here}selesaikan/", f"{here}kontak/", "/cari/")  # fmt: skip
    for path in paths:
        page.goto(path)
        for fold in page.query_selector_all("main details.fold"):
            fold.evaluate("fold => { fold.open = true; }")
        assert lasting_faults(page) == [], path
        assert sideways_overflow(page) <= 0, path
    assert heard == []


@pytest.mark.parametrize("width", [1280, 360])
def test_errors_and_doubts_are_accessible_and_take_the_focus(open_page, world, width):
    page = open_page(LOG, user=world.sari, width=width)
    page.fill("[name=orang-0-age]", "121")
    press(page, "text=Simpan pengaduan")
    expect(page.locator(".error-summary")).to_be_focused()
    assert lasting_faults(page) == []
    assert sideways_overflow(page) <= 0
    page.fill("[name=orang-0-age]", "16")
    page.fill("#id_narrative", "Tidak boleh pulang.")
    page.click("#orang-1 details:has-text('Identitas') > summary")
    page.fill("[name=orang-0-nik]", "157102520309000")
    press(page, "text=Simpan pengaduan")
    assert "sekarang 15" in page.inner_text(".error-summary--warn")
    page.click("#orang-1 details:has-text('Identitas') > summary")
    expect(page.locator("#orang-1 details:has-text('Identitas') .fold-line")).to_have_text("NIK")
    assert lasting_faults(page) == []
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")


def test_three_people_without_a_script(open_page, world):
    page = open_page(LOG, user=world.sari, java_script_enabled=False)
    page.fill("#id_narrative", "Tiga orang dibawa ke Batam.")
    for number in (1, 2, 3):
        if number > 1:
            press(page, "text=Tambah orang")
        page.check(f"[name=orang-{number - 1}-sex][value=male]", force=True)
        page.fill(f"[name=orang-{number - 1}-age]", str(14 + number))
    page.click("#kanal > summary")
    page.select_option("[name=channel]", "walk_in")
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")
    complaint = Complaint.objects.get()
    assert complaint.channel == "walk_in"
    assert [row.age for row in complaint.people.all()] == [15, 16, 17]
    assert not Draft.objects.exists()


def test_an_impatient_double_press_is_one_complaint(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.fill("#id_narrative", "Dua kali ditekan.")
    assert press_twice(page, "text=Simpan pengaduan") == 1
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.count() == 1


def test_a_lost_session_costs_nothing(open_page, world):
    from tests.personas import PASSWORD

    page = open_page(LOG, user=world.sari)
    page.fill("#id_narrative", "Ditawari kerja di kafe.")
    page.wait_for_selector("[data-draft-words]:text-matches('^Tersimpan')")
    Session.objects.all().delete()
    page.fill("#id_narrative", "Ditawari kerja di kafe. Baris yang terlambat.")
    page.wait_for_selector("[data-draft-words]:has-text('Sesi berakhir')")
    press(page, "text=Simpan pengaduan")
    assert urlsplit(page.url).path == "/masuk/"
    page.fill("input[name=login]", world.sari.email)
    page.fill("input[name=password]", PASSWORD)
    press_key(page, "Enter")
    assert urlsplit(page.url).path.startswith(LOG)
    assert page.input_value("#id_narrative") == "Ditawari kerja di kafe."
    assert "dipulihkan" in page.inner_text("main")
    press(page, "text=Buang draf")
    expect(page.locator("#id_narrative")).to_have_value("")


def test_a_search_leaves_no_trace_in_the_address(open_page, world):
    complaint = log(world)
    page = open_page("/pengaduan/", user=world.sari)
    strike(page, "/")
    page.keyboard.type("melatti")
    press_key(page, "Enter")
    page.wait_for_url("**/cari/")
    assert page.inner_text("main ul.rows a") == f"{complaint.number}/1"
    assert "melati" not in page.inner_text("main").lower()
    assert accessibility_faults(page) == []


def test_a_draft_under_way_is_called_back_when_its_call_is_saved(open_page, world):
    page, drafts = open_page(LOG, user=world.sari), f"**{reverse('cases:draft-save')}"
    page.route(drafts, lambda _held: None)  # never answered
    with page.expect_request(drafts):
        page.fill("#id_narrative", "Disimpan sebelum drafnya dijawab.")
    # stay on the page, so that leaving it does not end the draft
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")
    of_drafts = reverse("cases:draft-save")
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith(of_drafts)) as called_back:
        page.click("text=Simpan pengaduan")
    assert called_back.value.failure == "net::ERR_ABORTED"
    assert not Draft.objects.exists()


def test_a_page_that_was_only_looked_at_leaves_no_draft(open_page, world):
    page = open_page(reverse("cases:complaint-log"), user=world.sari)
    page.goto(reverse("cases:case-list"))
    page.goto(reverse("cases:complaint-log"))
    page.fill("#id_narrative", "Ditawari kerja di kafe.")
    expect(page.locator("[data-draft-state]")).to_contain_text("Tersimpan")  # the earlier request has also arrived
    assert Draft.objects.count() == 1
