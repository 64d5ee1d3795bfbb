"""*Batas waktu* in a browser: Ratna finds it, sees a preview, saves; also without a script."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cases.models import TimeLimit
from safeguards import clock
from tests.browser.checks import complaints_of, look_at, look_at_paper, press, press_twice
from tests.factories import ComplaintFactory

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("LIMIT_PICTURES", "")  # a folder, to look at what was tested
DAY = "1×24 jam sejak pengaduan diterima; dasar hukumnya belum diperiksa"
LAW = "UU 27/2022 tentang Pelindungan Data Pribadi, 3×24 jam sejak permintaan"
HOUSE = (
    {"duty": "identification", "hours": 24, "basis": DAY},
    {"duty": "stop_sharing", "hours": 72, "basis": LAW, "is_verified": True, "source": "law"},
    {"duty": "emergency", "hours": 1, "basis": "Satu jam sejak keadaan darurat dinyatakan"},
)


def looked_at(page, name: str) -> None:
    """The page has no faults at both widths and in print; saves a picture if a folder is set."""
    for width in (1280, 360):
        assert look_at(page, width) == []
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    assert look_at_paper(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("with_script", [True, False])
def test_the_supervisor_sets_a_limit_after_seeing_what_follows(open_page, world, with_script):
    for row in HOUSE:
        TimeLimit.objects.get_or_create(duty=row["duty"], task_force=None, defaults=row)
    ComplaintFactory(by=world.sari, received_at=clock.now() - timedelta(hours=30), urgency="urgent", people=1)
    page = open_page("/", user=world.ratna, java_script_enabled=with_script)
    heard = complaints_of(page)
    press(page, "main a:has-text('Batas waktu')")
    if with_script:
        looked_at(page, "daftar")
    press(page, page.get_by_role("link", name="Tetapkan batas Identifikasi"))
    page.fill("[name=length]", "2")
    page.select_option("[name=unit]", "24")
    page.fill("[name=basis]", "")
    page.check("[name=is_verified]")
    press(page, "button:has-text('Lihat akibatnya')")
    expect(page.locator(".error-summary")).to_contain_text("Tulis dasarnya")
    expect(page.locator("[name=length]")).to_have_value("2")
    if with_script:
        looked_at(page, "galat")
    page.fill("[name=basis]", "Keputusan rapat tim kasus")
    press(page, "button:has-text('Lihat akibatnya')")
    expect(page.locator(".notice")).to_contain_text("Dengan batas ini 0 pengaduan terlambat hari ini")
    if with_script:
        looked_at(page, "akibat")
        press_twice(page, "button:has-text('Simpan batas')")
    else:
        press(page, "button:has-text('Simpan batas')")
    expect(page.locator("main")).to_contain_text("48 jam (2 hari)")
    assert TimeLimit.objects.get(task_force=world.jambi).checked_by == world.ratna
    if with_script:
        page.goto("/batas-waktu/identifikasi/")
        page.fill("[name=length]", "12")
        page.fill("[name=starts_on]", f"{clock.today() + timedelta(days=14):%Y-%m-%d}")
        page.fill("[name=basis]", "Keputusan rapat gugus tugas")
        press(page, "button:has-text('Lihat akibatnya')")
        press(page, "button:has-text('Simpan batas')")
        page.locator("summary").first.click()
        looked_at(page, "riwayat")
        page.goto("/jaga/")
        looked_at(page, "jaga")
    assert heard == ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"]
