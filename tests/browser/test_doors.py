"""A flood of public reports, then somebody in danger; and a sign-in that has to wait. On desktop and phone."""

import os
import re
from pathlib import Path

import pytest

from cases.models import Complaint
from taskforces.models import Notification
from tests.attacks.test_unreadable import damage, stored
from tests.browser.checks import complaints_of, look_at, press
from tests.cases.public.public_steps import Stranger, unhurried
from tests.cases.public.test_public_pages import sum_in
from tests.cases.stories import log
from tests.factories import PublicFormFactory
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/l/kota-jambi/"
JUNK = ({"danger": "no", "story": "Sampah."}, {}, {}, {"rule": "never"})
WIDTHS = (1280, 360)
PICTURES = os.environ.get("PICTURES_OF_DOORS", "")  # a folder, to look at them


def photograph(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def _flooded(world, monkeypatch):
    """Eight empty reports from this browser's network, three of them folded."""
    unhurried(monkeypatch)
    PublicFormFactory(task_force=world.jambi, fold_after=5)
    for _time in range(8):
        stranger = Stranger(REMOTE_ADDR="127.0.0.1")
        if not stranger.report(JUNK):
            stranger.press({"answer": sum_in(stranger.page)}, go="send")
    assert Complaint.objects.folded(True).count() == 3


@pytest.mark.usefixtures("_flooded")
def test_somebody_in_danger_after_a_flood_and_the_caseworker_s_day(open_page, world):
    page = open_page(FORM, width=360, java_script_enabled=False)
    page.check("[name=danger][value=yes]")
    page.fill("[name=story]", "Saya disekap di ruko.")
    for _step in range(3):
        press(page, "text=Lanjut")
    page.check("[name=rule][value=never]")
    press(page, "text=Lanjut")
    press(page, "button[value=send]")
    receipt = re.sub(r"\D", "", page.inner_text(".receipt"))
    assert len(receipt) == 20, "taken at once, no question"
    number = Complaint.objects.get(urgency="emergency").number
    for person in (world.sari, world.ratna):
        assert Notification.objects.filter(user=person, text__contains=f"darurat {number}").count() == 1

    for width in WIDTHS:
        desk = open_page("/", user=world.sari, width=width)
        heard = complaints_of(desk)
        first = desk.locator("main section").first
        assert "Pengaduan darurat belum ditangani" in first.inner_text()
        assert number in first.inner_text()
        assert "3 laporan belum ditangani" in desk.inner_text("main")
        photograph(desk, f"hari-ini-{width}")
        assert look_at(desk, width) == []
        press(desk, desk.locator("main").get_by_role("link", name="3 laporan belum ditangani"))
        assert desk.url.endswith("/pengaduan/?beruntun=1")
        photograph(desk, f"beruntun-{width}")
        desk.goto("/pengaduan/")
        assert number in desk.inner_text("main")
        assert heard == []

    phone = open_page("/l/kode/", width=360)
    phone.fill("[name=receipt]", receipt)
    press(phone, "main button")
    phone.check("[name=danger]")
    photograph(phone, "tambahan-360")
    assert look_at(phone, 360) == []
    press(phone, "main button")
    assert phone.is_visible("text=Telepon 112 sekarang")
    photograph(phone, "tambahan-terkirim-360")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_sign_in_that_waits_says_how_long_and_a_known_device_does_not_wait(open_page, world, width):
    known = open_page("/masuk/", width=width)
    known.fill("[name=login]", world.maya.email)
    known.fill("[name=password]", PASSWORD)
    press(known, "form.form button")
    known.context.clear_cookies(name="sessionid")

    page = open_page("/masuk/", width=width)
    for _time in range(6):
        page.fill("[name=login]", world.maya.email)
        page.fill("[name=password]", "salah sekali")
        press(page, "form.form button")
    assert page.title().startswith("Tunggu sebelum mencoba lagi")
    assert "Coba lagi dalam 5 menit" in page.inner_text(".error-summary")
    assert "perlu dilengkapi" not in page.inner_text("main")
    photograph(page, f"masuk-{width}")
    assert look_at(page, width) == []

    known.goto("/masuk/")
    known.fill("[name=login]", world.maya.email)
    known.fill("[name=password]", PASSWORD)
    press(known, "form.form button")
    assert known.url.endswith("/")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_field_whose_value_cannot_be_read_says_so_and_saves_untouched(open_page, world, width):
    complaint = log(world)
    damage("cases_complaint", "narrative", "event_place", "reporter_phone", key=complaint.pk)
    before = stored(complaint, "narrative")
    page = open_page(f"/pengaduan/{complaint.pk}/", user=world.sari, width=width)
    assert "tidak terbaca" in page.inner_text("main")
    photograph(page, f"tidak-terbaca-{width}")
    assert look_at(page, width) == []
    page.goto(f"/pengaduan/{complaint.pk}/ubah/")
    assert "Isi yang tersimpan tidak terbaca" in page.inner_text("main")
    photograph(page, f"catatan-isian-{width}")
    assert look_at(page, width) == []
    page.fill("[name=summary]", "Ringkasan baru")
    press(page, page.get_by_role("button", name="Simpan perubahan"))
    complaint.refresh_from_db()
    assert complaint.summary == "Ringkasan baru"
    assert stored(complaint, "narrative") == before
