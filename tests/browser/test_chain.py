"""From a call to the paper of the meeting in a real browser, each step by its persona."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from cases.models import Case, Complaint, Service
from tests.browser.checks import complaints_of, press, press_key, press_twice, sideways_overflow
from tests.journeys.steps import NAME, NEED, NIK, PHONE, TOLD, new_year, today

pytestmark = pytest.mark.django_db(transaction=True)
SECRETS = (NAME, NIK, PHONE, TOLD)
MOST_TABS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as without a mouse."""
    for _ in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def write(page: Page, selector: str, text: str) -> None:
    """Reach a field with Tab and type into it."""
    tab_to(page, selector)
    page.keyboard.type(text)


def press_by_keyboard(page: Page, words: str) -> None:
    """Reach a link or button of the page by Tab and press Enter."""
    wanted = page.locator("main").locator("a, button").filter(has_text=words).first
    wanted.evaluate("element => element.setAttribute('data-wanted', '')")
    tab_to(page, "[data-wanted]")
    press_key(page, "Enter")


def log_by_keyboard(page: Page) -> None:
    """One page, no mouse: the story, then the person; Enter saves."""
    press_by_keyboard(page, "Catat pengaduan")
    write(page, "#id_narrative", TOLD)
    tab_to(page, "input[name='orang-0-sex']")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    write(page, "[name='orang-0-age']", "16")
    write(page, "[name='orang-0-origin_region']", "Jambi Selatan")
    tab_to(page, "details.person-part summary, #orang-1 details summary")
    page.keyboard.press("Enter")
    write(page, "[name='orang-0-name']", NAME)
    write(page, "[name='orang-0-nik']", NIK)
    press_key(page, "Enter")


def open_case_by_keyboard(page: Page) -> None:
    """The victims are taken over; only the kind is asked."""
    press_by_keyboard(page, "Buka kasus")
    tab_to(page, "input[name=kind]")
    page.keyboard.press("Space")
    press_key(page, "Enter")


def screen(page: Page, agency: str) -> None:
    """Tick answers, check the live verdict, set the status."""
    press(page, page.get_by_role("link", name="Skrining", exact=True))
    page.check("input[name='answer.act.recruitment'][value=yes]")
    page.check("input[name='answer.purpose.prostitution'][value=yes]")
    page.wait_for_selector("#kesimpulan :text('Unsur TPPO terpenuhi')")
    page.check("input[name=status][value=confirmed]")
    page.select_option("[name=deciding_agency]", label=agency)
    press(page, page.get_by_role("button", name="Tetapkan status"))
    page.wait_for_url("**/kasus/**")


def refer(page: Page, line: str, agency: str, need: str) -> str:
    """The slip is shown beside the form; a double press sends once. Returns the number."""
    press(page, page.get_by_role("link", name="Rujuk korban"))
    page.check(f"input[name=service_lines][value={line}]")
    page.get_by_role("radio", name=agency).check()
    page.fill("#id_need", need)
    page.wait_for_selector(f"#pratinjau :text('{need}')")
    if page.locator("input[name=consent]:checked").count() == 0:
        page.check("input[name=consent][value='new:victim_and_guardian']")
        page.fill("#id_consent_given_on", today())
    assert press_twice(page, page.get_by_role("button", name="Kirim rujukan")) == 1
    page.wait_for_url("**/rujukan/**")
    return page.locator("h1").inner_text().strip()


def serve(page: Page, number: str, note: str) -> None:
    """Accept from the queue, then report the outcome."""
    press(page, page.get_by_role("link", name="Kotak rujukan").first)
    press(page, page.get_by_role("link", name=number).first)
    assert number in page.inner_text("h1")
    for secret in SECRETS:
        assert secret not in page.content()
    page.fill("[name=first_service_on]", today())
    press(page, page.get_by_role("button", name="Terima rujukan"))
    for given in page.locator("input[name^=outcome][value=given]").all():
        given.check()
    page.fill("#id_note", note)
    press(page, page.get_by_role("button", name="Selesaikan rujukan"))
    assert page.is_visible(f"text={note}")


def hold_meeting(page: Page, world) -> None:
    """Record today's rakor; Enter in a line saves the page."""
    press(page, page.get_by_role("link", name="Rapat", exact=True).first)
    press(page, page.get_by_role("link", name="Catat rapat").first)
    page.fill("[name=place]", "Aula")
    page.fill(f"[name=people_{world.dinsos.pk}]", "2")
    page.fill("[name=title]", "Rapat koordinasi")
    page.focus("[name=title]")
    press_key(page, "Enter")
    assert "Rapat koordinasi" in page.locator("h1").inner_text()


def choose_period(page: Page, first: str, last: str) -> None:
    """Both days included."""
    page.fill("input[type=text][name=dari]", first)
    page.fill("input[type=text][name=sampai]", last)
    press(page, page.get_by_role("button", name="Susun ulang ringkasan"))
    page.wait_for_url(f"**sampai={last}**")


def paper_of(page: Page) -> str:
    """The words of the PDF that the button gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh PDF").click()
    reader = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


def test_the_whole_chain(world, open_page):
    sari = open_page("/", user=world.sari)
    heard = complaints_of(sari)
    log_by_keyboard(sari)
    assert Complaint.objects.get().people.get().age == 16
    open_case_by_keyboard(sari)
    screen(sari, str(world.polresta))
    case = sari.url
    for stage in ("identification", "assessment", "plan", "service"):
        press(sari, sari.get_by_role("link", name="Catat tahap", exact=True).last)
        sari.check(f"input[name=to][value={stage}]")
        press(sari, sari.get_by_role("button", name="Catat tahap"))
        sari.wait_for_url("**/kasus/**")
    care = refer(sari, "social_rehabilitation", str(world.dinsos), NEED)
    sari.goto(case)
    police = refer(sari, "law_enforcement", str(world.polresta), "Penyelidikan.")

    serve(open_page("/", user=world.maya, width=360), care, "Tempat aman dan konseling.")
    serve(open_page("/", user=world.budi), police, "Laporan polisi dibuat.")
    assert set(Service.objects.values_list("state", flat=True)) == {"completed"}
    sari.goto(case)
    assert sari.get_by_text("Selesai").count() >= 2

    rina = open_page("/", user=world.rina, accept_downloads=True)
    hold_meeting(rina, world)
    press(rina, rina.get_by_role("link", name="Susun ringkasan"))
    choose_period(rina, new_year(), today())
    assert rina.get_by_text("1 kasus TPPO (").count() == 1
    paper = paper_of(rina)
    assert "di antaranya kasus TPPO kasus 0 1 +1" in paper, paper[:900]
    dewi = open_page(f"/ringkasan/?gugus={world.jambi.pk}", user=world.dewi)
    choose_period(dewi, new_year(), today())
    assert dewi.get_by_text("1 kasus TPPO (").count() == 1
    for seen in (paper, rina.content(), dewi.content()):
        assert not [secret for secret in SECRETS if secret in seen]
    assert Case.objects.get().number not in paper
    assert heard == []
    assert sideways_overflow(sari) == 0
