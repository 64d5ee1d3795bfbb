"""The case file in a real browser: keyboard, live verdict and the same without a script, identity that closes again."""

import pytest
from django.urls import reverse

from cases.actions import cases, services, victims
from cases.choices import CaseKind, Stage
from cases.models import Case, Screening
from safeguards import clock
from safeguards.identifiers import new_id
from tests.browser.checks import accessibility_faults, complaints_of, look_at, press, press_twice
from tests.cases.stories import girl, log


@pytest.fixture
def case(transactional_db, world) -> Case:
    """A case of one girl, with an unanswered service request."""
    case = cases.open_from_complaint(complaint=log(world, girl()), kind=CaseKind.TPPO, by=world.sari)
    victim = victims.move(victim=case.victims.get(), to=Stage.IDENTIFICATION, by=world.sari)
    services.request(
        victim=victim,
        service_lines=["social_rehabilitation"],
        agency=world.dinsos,
        referral_id=new_id(),
        referral_number="R-2026-0031",
        due_at=clock.now(),
        by=world.sari,
    )
    return case


def address(name: str, case: Case) -> str:
    """The URL of a page about the case, or about its victim."""
    about_case = name.startswith(("case", "proceeding", "victim-add"))
    return reverse(f"cases:{name}", args=[case.pk if about_case else case.victims.get().pk])


PAGES = (
    "case-detail",
    "case-history",
    "case-edit",
    "case-kind",
    "proceeding-edit",
    "victim-add",
    "victim-edit",
    "victim-stage",
    "screening",
    "consent-record",
    "identity-reveal",
)


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_open_to_everybody_and_fits(world, case, open_page, width):
    page = open_page(reverse("cases:case-list"), user=world.sari, width=width)
    heard = complaints_of(page)
    for name in (None, *PAGES):
        if name:
            page.goto(address(name, case))
        assert look_at(page, width) == [], name
    assert heard == []


def test_rows_open_by_keyboard_and_by_a_press_anywhere(world, case, open_page):
    page = open_page(reverse("cases:case-list"), user=world.sari)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address('case-detail', case)}")
    assert case.number in page.inner_text("h1")
    page.go_back()
    cell = page.locator("tbody tr").first.locator("td").nth(1).bounding_box()
    page.mouse.click(cell["x"] + 5, cell["y"] + 5)
    page.wait_for_url(f"**{address('case-detail', case)}")
    assert case.number in page.inner_text("h1")


def test_the_verdict_follows_the_ticks(world, case, open_page):
    page = open_page(address("screening", case), user=world.sari)
    assert "belum terpenuhi" in page.inner_text(".verdict")
    assert page.locator(".answer-beside:visible").count() == 0
    page.check("input[name='answer.act.recruitment'][value=yes]")
    page.check("input[name='answer.purpose.forced_labour'][value=yes]")
    page.locator(".verdict-word", has_text="Unsur TPPO terpenuhi").wait_for()
    assert page.locator(".answer-beside:visible").count() == 2
    page.get_by_label("Terduga korban").check()
    page.get_by_label("Ditetapkan oleh").select_option(label="UPTD PPA Kota Jambi")
    assert press_twice(page, page.get_by_role("button", name="Tetapkan status")) == 1
    page.wait_for_url(f"**{address('case-detail', case)}*")
    assert Screening.objects.count() == 1


def test_without_a_script_a_button_asks_for_the_verdict(world, case, open_page):
    page = open_page(address("screening", case), user=world.sari, java_script_enabled=False)
    page.check("input[name='answer.act.recruitment'][value=yes]")
    press(page, page.get_by_role("button", name="Hitung kesimpulan"))
    assert "Yang masih kurang: tujuan." in page.inner_text(".verdict")
    assert page.is_checked("input[name='answer.act.recruitment'][value=yes]")
    assert Screening.objects.count() == 0


def test_an_identity_closes_when_the_page_is_left(world, case, open_page):
    page = open_page(address("identity-reveal", case), user=world.sari)
    page.get_by_label("Menghubungi korban atau walinya").check()
    press(page, page.get_by_role("button", name="Tampilkan identitas"))
    assert page.is_visible("text=Contoh Melati Rekaan")
    assert "Melati" not in page.title() + page.url
    assert accessibility_faults(page) == []
    page.get_by_role("link", name="Sembunyikan identitas").click()
    page.wait_for_url(f"**{address('case-detail', case)}*")
    page.go_back()
    page.wait_for_selector("text=Untuk apa Anda memerlukannya?")
    assert "Melati" not in page.content()


def test_paper_carries_no_identity_and_says_who_printed(world, case, open_page):
    page = open_page(address("case-detail", case), user=world.sari)
    page.emulate_media(media="print")
    printed = page.inner_text("body")
    assert "tanpa identitas, oleh Sari" in printed
    assert "Melati" not in printed
    assert not page.locator(".rail").is_visible()
