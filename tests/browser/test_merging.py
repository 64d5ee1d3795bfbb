"""Two records of one girl: compared and merged by keyboard only, undone on a phone; and links between files."""

import pytest
from django.urls import reverse

from cases.actions import cases, persons
from cases.choices import CaseKind
from cases.models import Link, PersonMerge
from tests.browser.checks import accessibility_faults, complaints_of, press, press_key, sideways_overflow
from tests.cases.linking.test_links import recruiter
from tests.cases.merging.test_merges import merged, person_of
from tests.cases.stories import girl, log

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(world):
    first = log(world, girl(), recruiter())
    second = log(world, girl(nik="", phone="0813-0000-0099", address="Lorong Lain 5 RT 7", accounts="BCA 1234567890"))
    cases.open_from_complaint(complaint=first, kind=CaseKind.TPPO, by=world.sari)
    return person_of(first), person_of(second)


def address(kept, gone) -> str:
    return reverse("cases:person-merge", args=[kept.pk, gone.pk])


def tab_to(page, selector: str) -> None:
    """Tab until the element has the focus."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"never reached {selector}")


def test_suggested_compared_and_merged_with_the_keyboard_alone(open_page, world, pair):
    kept, gone = pair
    page = open_page(reverse("cases:person-similar", args=[kept.pk]), user=world.sari)
    heard = complaints_of(page)
    tab_to(page, f'a.button[href="{address(kept, gone)}"]')
    press_key(page, "Enter")
    page.wait_for_url(f"**{address(kept, gone)}")
    tab_to(page, "[name=reason]")
    page.keyboard.press("Space")
    press_key(page, "Enter")
    assert "0813-0000-0099" in page.inner_text("main")
    tab_to(page, "[name=pilih_phone]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=pilih_address]")
    page.keyboard.press("Space")
    tab_to(page, "form[data-identity] button.button")
    press_key(page, "Enter")
    page.wait_for_url("**/penggabungan/*-*/")
    kept.refresh_from_db()
    assert PersonMerge.objects.get().kept == kept
    assert heard == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_is_accessible_and_fits(open_page, world, pair, width, scheme):
    kept, gone = pair
    log(world, recruiter(name="Rekaan Bos Lain"))
    people = [person_of(log(world, girl(phone=phone))) for phone in ("0811", "0822")]
    merge = merged(*people, world.ratna, {"phone": "gone"})
    persons.update(person=merge.kept, changes={"phone": "0833", "address": "Jalan Baru 1 RT 9"}, by=world.ratna)
    link = Link.objects.first()
    paths = [
        reverse("cases:person-similar", args=[kept.pk]),
        address(kept, gone),
        reverse("cases:merge-list"),
        reverse("cases:merge-detail", args=[merge.pk]),
        reverse("cases:merge-undo", args=[merge.pk]),
        reverse("cases:merge-open", args=[merge.pk]),
        reverse("cases:link-list"),
        reverse("cases:link-detail", args=[link.pk]),
        reverse("cases:complaint-detail", args=[gone.complaint_roles.get().complaint_id]),
        reverse("cases:case-detail", args=[kept.victimhoods.get().case_id]),
    ]
    page = open_page(paths[0], user=world.ratna, width=width, color_scheme=scheme)
    heard = complaints_of(page)
    for path in paths:
        page.goto(path)
        assert accessibility_faults(page) == [], path
        assert sideways_overflow(page) <= 0, path
    for path, button, opened in (
        (reverse("cases:merge-open", args=[merge.pk]), "Tampilkan isinya", "table.conflict"),
        (address(kept, gone), "Bandingkan identitas", "[name=pilih_phone]"),
    ):
        page.goto(path)
        page.check("[name=reason][value=other]", force=True)
        page.fill("[name=other_reason]", "Dicatat dua kali")
        press(page, f"text={button}")
        assert page.locator(opened).count()
        assert accessibility_faults(page) == []
        assert sideways_overflow(page) <= 0
    assert heard == []


def test_merged_and_undone_on_a_phone_without_a_script(open_page, world, pair):
    kept, gone = pair
    page = open_page(address(kept, gone), user=world.sari, width=360, java_script_enabled=False)
    page.check("[name=reason][value=other]", force=True)
    page.fill("[name=other_reason]", "Dicatat dua kali")
    press(page, "text=Bandingkan identitas")
    page.check("[name=pilih_phone][value=both]", force=True)
    page.check("[name=pilih_address][value=gone]", force=True)
    press(page, "text=Gabungkan kedua orang ini")
    page.wait_for_url("**/penggabungan/*-*/")
    kept.refresh_from_db()
    assert kept.phone == "0812-0000-0027, 0813-0000-0099"
    press(page, "text=Batalkan penggabungan")
    page.wait_for_url("**/batalkan/")
    press(page, "button:has-text('Batalkan penggabungan')")
    page.wait_for_url("**/penggabungan/*-*/")
    kept.refresh_from_db()
    assert kept.phone == "0812-0000-0027"
    assert "kembali menjadi dua orang" in page.inner_text("main")
