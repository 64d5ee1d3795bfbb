"""A call by keyboard only: a shorthand line, questions about danger, sections opened with keys."""

import pytest
from playwright.sync_api import expect

from cases.actions import drafts
from cases.intake import risk_prompts
from cases.models import Complaint, Draft
from safeguards.identifiers import new_id
from tests.browser.checks import accessibility_faults, complaints_of, look_at, look_at_paper, press, sideways_overflow
from tests.factories import PublicFormFactory

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"
LINE = "p 16 jambi selatan, kerja kafe batam sejak awal jan tahun ini, wa 081200000027 jgn malam"


def scribble(page, text: str) -> None:
    """A shorthand line, accepted with Enter."""
    page.keyboard.press("Alt+s")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#id_shorthand")).to_have_value("")


def test_a_whole_call_with_the_keyboard_alone(open_page, world):
    page = open_page(LOG, user=world.sari)
    heard = complaints_of(page)
    page.keyboard.press("Alt+s")
    page.keyboard.type(LINE)
    page.wait_for_selector(".understood li:has-text('Perempuan, 16 tahun (anak)')")
    expect(page.locator(".understood")).to_contain_text("masuk ke cerita kejadian")  # the whole line was read
    page.keyboard.press("Enter")
    expect(page.locator("#id_narrative")).to_have_value(LINE)
    page.keyboard.press("Alt+c")
    page.keyboard.press("Control+End")
    page.keyboard.type(", tidak boleh pulang, disekap.")
    page.wait_for_selector("[data-risks] legend:has-text('Bebas keluar')")
    page.keyboard.press("Alt+r")
    page.keyboard.press("ArrowRight")  # Tidak: she is not free to go
    page.wait_for_selector("[data-set-urgency]")
    assert page.evaluate("document.querySelector('[name=urgency]:checked').value") == "unknown"  # proposed, never set
    page.keyboard.press("Alt+k")
    assert page.evaluate("document.activeElement.name") == "channel"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    complaint = Complaint.objects.get()
    girl = complaint.people.get()
    assert (girl.age, girl.origin_region_id, complaint.event_region_id) == (16, "15.71.02", "21.71")
    assert (str(complaint.event_on)[5:], str(complaint.event_until)[5:]) == ("01-01", "01-10")
    assert girl.person.contact_hours == "Jangan malam hari"
    assert risk_prompts.answers_in(complaint.risks) == {"held": "yes"}
    assert "disekap" in complaint.narrative
    assert "Disekap" in page.inner_text("#bahaya + ul")
    assert not Draft.objects.exists()
    assert heard == []


def test_the_first_key_of_a_call_is_written_not_obeyed(open_page, world):
    page = open_page(LOG, user=world.sari)
    expect(page.locator("#id_shorthand")).to_be_focused()
    page.keyboard.type("p 16 jambi selatan 7")
    expect(page.locator("#id_shorthand")).to_have_value("p 16 jambi selatan 7")
    assert page.evaluate("document.querySelector('[name=outcome]:checked')?.value || ''") == ""


def test_what_is_there_already_is_not_overwritten(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.fill("[name=orang-0-age]", "16")
    page.check("[name=orang-0-sex][value=female]", force=True)
    page.keyboard.press("Alt+w")
    page.fill("#id_event_region", "Kota Jambi")
    page.keyboard.press("Alt+s")
    page.keyboard.type("di batam")
    page.wait_for_selector(".understood-known:has-text('Sudah diisi “Kota Jambi”')")
    page.keyboard.press("Enter")
    expect(page.locator("#id_shorthand")).to_have_value("")
    assert page.input_value("#id_event_region") == "Kota Jambi"
    assert page.input_value("#id_narrative") == "di batam"


def test_children_without_a_sex_are_as_many_blocks(open_page, world):
    page = open_page(LOG, user=world.sari)
    scribble(page, "3 anak dari sungai penuh, diajak kerja")
    expect(page.locator("[name=orang-jumlah]")).to_have_value("3")
    expect(page.locator("[data-people-line]")).to_have_text("3 diduga korban: belum dikenal")
    assert page.input_value("#id_narrative") == "3 anak dari sungai penuh, diajak kerja"
    assert [page.input_value(f"[name=orang-{at}-origin_region]") for at in range(3)] == ["Kota Sungai Penuh"] * 3
    page.wait_for_selector("[data-risks] legend:has-text('dewasa yang dipercaya')")


def test_more_people_than_blocks(open_page, world):
    page = open_page(LOG, user=world.sari)
    scribble(page, "3 korban p 16 & l 15, pelaku lk 40, disekap di ruko")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    rows = Complaint.objects.get().people.all()
    assert sorted((row.role, row.age or 0) for row in rows) == [
        ("possible_victim", 0), ("possible_victim", 15), ("possible_victim", 16), ("reported", 40),
    ]  # fmt: skip


def test_the_line_without_a_script(open_page, world):
    page = open_page(LOG, user=world.sari, java_script_enabled=False)
    page.fill("#id_shorthand", LINE)
    press(page, "text=Baca")
    page.uncheck("li:has-text('Tempat kejadian') input")
    press(page, "text=Pakai yang dicentang")
    assert page.input_value("[name=orang-0-age]") == "16"
    assert page.input_value("#id_narrative") == LINE
    assert page.locator("[data-risks] legend:has-text('dewasa yang dipercaya')").count() == 1
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.get().people.get().person.phone == "0812-0000-0027"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_accessible_while_a_line_is_read(open_page, world, width):
    page = open_page(LOG, user=world.sari, width=width, height=3200)
    page.fill("#id_narrative", "Anak disekap, hp diambil, diancam pakai parang.")
    page.fill("#id_shorthand", LINE)
    page.wait_for_selector(".understood li")
    page.wait_for_selector("[data-risks] legend")
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0
    page.click("[data-pick]")
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_list_of_drafts_is_accessible_and_fits(open_page, world, width):
    for by, to in ((world.sari, None), (world.ratna, world.sari)):
        drafts.save(key=f"complaint:{new_id()}", fields={"narrative": "Belum selesai."}, by=by)
        if to:
            own = Draft.objects.filter(user=by).values_list("pk", flat=True)
            drafts.hand_over(task_force=world.jambi, to=to, drafts=list(own), by=by)
    page = open_page("/pengaduan/draf/", user=world.sari)
    assert "Diterima dari Ratna" in page.inner_text("main")
    assert look_at(page, width) == []
    assert look_at_paper(page) == []
    page.goto("/pengaduan/draf/serahkan/")
    assert look_at(page, width) == []


def test_a_shift_is_handed_over(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.fill("#id_narrative", "Belum selesai ditulis.")
    press(page, "text=Serahkan ke jaga berikutnya >> visible=true")
    assert page.is_visible("text=Kepada siapa")
    assert accessibility_faults(page) == []
    page.check(f"[value='{world.ratna.pk}']", force=True)
    press(page, "button:has-text('Serahkan draf')")
    assert page.is_visible("text=diserahkan kepada Ratna")
    ratna = open_page("/pengaduan/draf/", user=world.ratna)
    assert "Diterima dari Sari" in ratna.inner_text("main")
    press(ratna, "text=Lanjutkan")
    assert ratna.input_value("#id_narrative") == "Belum selesai ditulis."
    assert not Draft.objects.filter(user=world.sari).exists()


def test_on_a_phone_the_buttons_of_a_draft_are_not_under_its_title(open_page, world):
    drafts.save(key=f"complaint:{new_id()}", fields={"narrative": "Belum selesai."}, by=world.sari)
    page = open_page("/pengaduan/draf/", user=world.sari, width=360)
    press(page, "main a:has-text('Serahkan') >> nth=0")
    page.wait_for_url("**/serahkan/")
    page.go_back()
    press(page, "main button:has-text('Buang draf')")
    assert page.is_visible("text=Draf dibuang")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_pasted_is_not_cut_but_answered_at_the_field(open_page, world, scripts):
    page = open_page(LOG, user=world.sari, java_script_enabled=scripts)
    page.focus("#id_narrative")
    page.keyboard.insert_text("kata " * 4100)  # like pasting: it would obey a maxlength
    page.focus("#id_summary")
    page.keyboard.insert_text("ringkas " * 40)
    press(page, "text=Simpan pengaduan")
    assert "Terlalu panjang: 20.499 huruf, paling banyak 20.000." in page.inner_text("#id_narrative-galat")
    assert "paling banyak 300." in page.inner_text("#id_summary-galat")
    assert len(page.input_value("#id_narrative")) == 20_500
    assert not Complaint.objects.exists()
    page.fill("#id_narrative", "kata " * 3000)
    page.fill("#id_summary", "ringkas")
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")
    assert len(Complaint.objects.get().narrative) == 14_999


def test_the_public_form_cuts_nothing_either(open_page, world):
    PublicFormFactory(task_force=world.jambi)
    page = open_page("/l/kota-jambi/", width=360)
    page.focus("[name=story]")
    page.keyboard.insert_text("kata " * 1000)
    page.check("[name=danger][value=no]", force=True)
    press(page, "text=Lanjut")
    assert "Tulis paling banyak 4.000 huruf" in page.inner_text(".error >> nth=0")
    assert len(page.input_value("[name=story]")) == 5000


CHAT = """[09/02/26 21.12] +62 813-7777-0001: adik saya Contoh Dewi 19 th
[09/02/26 21.14] +62 813-7777-0001: dibawa sponsor namanya Bu Contoh (0852-1111-2222)
[09/02/26 21.15] +62 813-7777-0001: Jangan telpon dia bu nanti ketahuan, hp ditahan"""


def paste(page, text: str) -> None:
    """Insert a text like pasting."""
    page.keyboard.press("Alt+s")
    page.keyboard.insert_text(text)


def test_a_pasted_chat_goes_to_the_story_whole(open_page, world):
    page = open_page(LOG, user=world.sari)
    heard = complaints_of(page)
    paste(page, CHAT)
    page.wait_for_selector(".understood-offered li:has-text('Perekrut')")
    assert page.locator(".understood input:checked").count() == 0
    page.keyboard.press("Enter")
    expect(page.locator("#id_narrative")).to_have_value(CHAT)
    assert page.input_value("[name=orang-0-name]") == ""
    assert page.locator("[name=orang-jumlah]").input_value() == "1"
    page.wait_for_selector("[data-risks] legend:has-text('ponsel')")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.get().narrative.replace("\r\n", "\n") == CHAT
    assert heard == []


def test_a_pasted_chat_without_a_script(open_page, world):
    page = open_page(LOG, user=world.sari, java_script_enabled=False)
    page.fill("#id_shorthand", CHAT)
    press(page, "text=Baca")
    press(page, "text=Pakai yang dicentang")
    assert page.input_value("#id_narrative") == CHAT
    press(page, "text=Simpan pengaduan")
    page.wait_for_url("**/pengaduan/*-*/")
    assert Complaint.objects.get().narrative.replace("\r\n", "\n") == CHAT


def test_what_is_doubtful_is_not_taken_with_enter(open_page, world):
    page = open_page(LOG, user=world.sari)
    scribble(page, "p 21 nama Contoh Sekar disekap, 6 tahun lalu, agen Contoh Rudi, jgn dihubungi")
    assert page.input_value("[name=orang-0-name]") == "Contoh Sekar"
    assert page.input_value("[name=orang-0-age]") == ""
    assert page.locator("[name=orang-1-role][value=recruiter]").is_checked()
    assert page.locator("[name$=contact_rule][value=never]:checked").count() == 0
    page.wait_for_selector("[data-risks] legend:has-text('Bebas keluar')")
    page.wait_for_selector("[data-risks] legend:has-text('dewasa yang dipercaya')")


def test_a_doubt_is_ticked_with_the_keyboard(open_page, world):
    page = open_page(LOG, user=world.sari)
    page.keyboard.press("Alt+s")
    page.keyboard.type("p <18")
    page.wait_for_selector(".understood-offered li:has-text('±17 tahun (anak)')")
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.closest('.understood-offered') !== null"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.input_value("[name=orang-0-age]") == "17"
    assert page.is_checked("[name=orang-0-age_is_estimated]")
    assert page.input_value("#id_narrative") == "p <18"


@pytest.mark.parametrize("scripts", [True, False])
def test_every_danger_with_one_key(open_page, world, scripts):
    page = open_page(LOG, user=world.sari, java_script_enabled=scripts)
    assert page.locator("[data-risks] legend").count() == 0
    if scripts:
        page.keyboard.press("Alt+b")
    else:
        press(page, "text=Pertanyaan bahaya >> visible=true")
    page.wait_for_selector("[data-risks] legend:has-text('Hamil')")
    assert page.locator("[data-risks] legend").count() == 13
    page.fill("#id_narrative", "Belum tahu lagi.")  # the questions stay
    page.wait_for_timeout(700)
    assert page.locator("[data-risks] legend").count() == 13
