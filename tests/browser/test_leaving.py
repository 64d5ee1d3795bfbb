"""Arif ends Sari's access in a browser: counts are listed; Ratna gets the work, is notified, and sees it on her day."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from cases.models import Case
from tests.browser.checks import accessibility_faults, complaints_of, press, press_twice, sideways_overflow
from tests.cases.leaving.test_leaving import caseload, seat
from tests.personas import make_user

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("LEAVING_PICTURES", "")  # a folder, to look at what was tested


def picture(page, name: str, width: int) -> None:
    """A picture of the whole page, if a folder for it is set."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def sound(page) -> None:
    """The page fits and is accessible."""
    assert sideways_overflow(page) <= 0
    assert accessibility_faults(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_arif_ends_saris_access_and_ratna_has_the_work(open_page, world, width):
    had = caseload(world)
    page = open_page(reverse("taskforces:membership-deactivate", args=[seat(world.sari).pk]), user=world.arif,
                     width=width)  # fmt: skip
    heard = complaints_of(page)
    said = page.inner_text("main")
    for counted in ("1 kasus terbuka", "1 giliran jaga", "1 keadaan darurat yang ditangani", "1 draf belum selesai"):
        assert counted in said
    assert had["case"].number not in said
    sound(page)
    picture(page, "akhiri", width)
    page.check("[name=reason][value=left]")
    if width == 1280:
        assert press_twice(page, "main form button.button--danger") >= 1
    else:
        press(page, "main form button.button--danger")
    assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna

    ratna = open_page("/", user=world.ratna, width=width)
    assert "Pastikan keselamatan" in ratna.inner_text("main")
    assert "Pekerjaan Sari kini milik Anda" in ratna.inner_text("main")
    picture(ratna, "hari-ini", width)
    ratna.goto(reverse("taskforces:notification-list"))
    assert "kini milik Anda: 1 kasus terbuka" in ratna.inner_text("main")
    picture(ratna, "kabar", width)
    sound(ratna)
    ratna.goto(reverse("cases:held"))
    assert had["case"].number in ratna.inner_text("main")
    sound(ratna)
    picture(ratna, "pekerjaan-saya", width)
    assert heard == []


@pytest.mark.parametrize("width", [1280, 360])
def test_ratna_gives_on_before_a_leave(open_page, world, width):
    make_user("Wati", "caseworker", world.decree, world.uptd)
    had = caseload(world)
    page = open_page(reverse("cases:leaving"), user=world.ratna, width=width)
    sound(page)
    picture(page, "pengalihan", width)
    press(page, "main a.row-title")
    assert had["case"].number in page.inner_text("main")
    sound(page)
    picture(page, "alihkan", width)
    page.get_by_label("Wati").check()
    press(page, "main form button")
    assert Case.objects.get(pk=had["case"].pk).responsible.name == "Wati"
    picture(page, "dialihkan", width)
