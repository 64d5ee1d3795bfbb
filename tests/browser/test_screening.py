"""Identification in a real browser: the conversation by keyboard, without a script, on a phone, and a conflict."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cases.actions import cases, screenings, victims
from cases.choices import CaseKind, Stage
from cases.models import Screening, Victim
from cases.screening.findings import Findings
from tests.browser.checks import accessibility_faults, complaints_of, press, press_key, sideways_overflow
from tests.cases.stories import girl, log


@pytest.fixture
def victim(transactional_db, world) -> Victim:
    """A girl of sixteen, identified."""
    case = cases.open_from_complaint(complaint=log(world, girl()), kind=CaseKind.TPPO, by=world.sari)
    return victims.move(victim=case.victims.get(), to=Stage.IDENTIFICATION, by=world.sari)


def address(name: str, victim: Victim) -> str:
    """The address of a page about the victim."""
    return reverse(f"cases:{name}", args=[victim.pk])


def screened(victim, world, **answers) -> Screening:
    """A screening in a few words."""
    given = {f"act.{name}": answer for name, answer in answers.items()}
    found = Findings(answers={**given, "purpose.forced_labour": "yes"}, sources={"purpose.forced_labour": ["victim"]})
    return screenings.screen(
        victim=victim, findings=found, status="suspected", deciding_agency=world.uptd, by=world.sari
    )


def test_the_conversation_is_led_with_the_keyboard_alone(world, victim, open_page):
    page = open_page(address("screening-conversation", victim), user=world.sari)
    heard = complaints_of(page)
    expect(page.locator("input[type=radio][value=not_asked]:checked")).to_be_focused()
    page.keyboard.press("ArrowDown")  # wraps to the first answer: ya
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first source: korban
    page.locator(".verdict :text('perekrutan')").wait_for()
    press_key(page, "Enter")
    page.wait_for_url("**langkah=2")
    expect(page.locator("input[type=radio]:checked")).to_be_focused()
    press_key(page, "Enter")
    page.wait_for_url("**langkah=3")
    page.get_by_role("button", name="Kembali", exact=True).focus()
    press_key(page, "Enter")
    page.wait_for_url("**langkah=2")
    page.goto(address("screening", victim))
    assert page.is_checked("input[name='answer.act.recruitment'][value=yes]")
    assert page.is_checked("input[name='source.act.recruitment'][value=victim]")
    assert heard == []


def test_without_a_script_it_is_led_to_its_end(world, victim, open_page):
    page = open_page(address("screening-conversation", victim), user=world.sari, java_script_enabled=False)
    page.check("input[name='answer.act.recruitment'][value=yes]")
    page.check("input[name='source.act.recruitment'][value=witness]")
    press(page, page.get_by_role("button", name="Lanjut"))
    assert "Pertanyaan 2 dari 27" in page.inner_text("main")
    page.get_by_text("Semua pertanyaan").click()
    press(page, page.get_by_role("button", name="Ancaman kekerasan"))
    assert "Tidak disyaratkan bagi anak" in page.inner_text(".question")
    press(page, page.get_by_role("button", name="Lewati semua cara"))
    page.check("input[name='answer.purpose.prostitution'][value=not_known]")
    press(page, page.get_by_role("button", name="Tampilkan satu lembar"))
    assert page.is_checked("input[name='answer.purpose.prostitution'][value=not_known]")
    page.check("input[name='answer.purpose.forced_labour'][value=yes]")
    press(page, page.get_by_role("button", name="Tanya satu per satu"))
    page.get_by_text("Semua pertanyaan").click()
    press(page, page.get_by_role("button", name="Pemanfaatan tenaga atau kemampuan"))
    press(page, page.get_by_role("button", name="Lanjut"))
    page.get_by_label("KTP, paspor, atau ponselnya dipegang orang lain").check()
    press(page, page.get_by_role("button", name="Lanjut"))
    assert "Unsur TPPO terpenuhi" in page.inner_text(".verdict")
    page.get_by_label("Terduga korban").check()
    page.get_by_label("Ditetapkan oleh").select_option(label="UPTD PPA Kota Jambi")
    press(page, page.get_by_role("button", name="Tetapkan status"))
    page.wait_for_url("**/kasus/**")
    row = Screening.objects.get()
    assert row.answers["purpose.prostitution"] == "not_known"
    assert row.sources["act.recruitment"] == ["witness"]
    assert row.indicators == ["general_papers_kept"]


def test_a_crash_costs_nothing_that_was_kept(world, victim, open_page):
    page = open_page(address("screening-conversation", victim) + "?langkah=3", user=world.sari)
    page.check("input[name='answer.act.harbouring'][value=no]")
    with page.expect_response(lambda answer: "bersama bibi" in (answer.request.post_data or "")):
        page.fill("input[name='note.act.harbouring']", "Tinggal bersama bibi")
    page.context.close()
    again = open_page(address("screening", victim), user=world.sari)
    assert again.is_checked("input[name='answer.act.harbouring'][value=no]")
    assert again.input_value("input[name='note.act.harbouring']") == "Tinggal bersama bibi"


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_fits_and_is_open_to_everybody(world, victim, open_page, width):
    screened(victim, world, recruitment="yes")
    screened(victim, world, recruitment="no", transport="yes")
    page = open_page("/", user=world.sari, width=width)
    heard = complaints_of(page)
    for name, query in (
        ("screening", ""),
        ("screening-conversation", "?langkah=1"),
        ("screening-conversation", "?langkah=7"),
        ("screening-conversation", "?langkah=28"),
        ("screening-conversation", "?langkah=29"),
        ("screening-history", ""),
        ("screening-compare", ""),
        ("screening-print", ""),
        ("paper-screening", ""),
        ("paper-screening", "?untuk=anak"),
        ("paper-intake", ""),
        ("filled", ""),
    ):
        if name == "filled":
            page.goto(address("screening-print", victim))
            press(page, page.get_by_role("button", name="Siapkan lembar terisi"))
        else:
            page.goto((reverse(f"cases:{name}") if name.startswith("paper") else address(name, victim)) + query)
        assert accessibility_faults(page) == [], (name, query)  # at the top: scrolled, the bar may lie over a button
        page.keyboard.press("End")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        assert sideways_overflow(page) == 0, (name, query)
    assert heard == []
