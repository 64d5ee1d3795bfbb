"""Sari withdraws a consent while Maya has the slip open: what each sees and can still do."""

import pytest

from cases.models import Service
from referrals.actions import referrals as actions
from referrals.models import Referral
from safeguards import clock
from tests.browser.checks import accessibility_faults, complaints_of, press, sideways_overflow
from tests.referrals.conftest import NEED, Story, make_story

pytestmark = pytest.mark.django_db(transaction=True)

CLOSED = "Ditutup: persetujuan dicabut."


@pytest.fixture
def story(world) -> Story:
    """The girl of the stories, with a consent."""
    return make_story(world)


def fault_free(page) -> None:
    assert accessibility_faults(page) == []
    assert sideways_overflow(page) <= 0


@pytest.mark.parametrize("width", [1280, 360])
def test_sari_withdraws_while_maya_has_the_slip_open(open_page, story, world, width):
    referral = story.send()
    maya = open_page(f"/rujukan/{referral.pk}/", user=world.maya, width=width)
    assert maya.get_by_text(NEED).first.is_visible()

    sari = open_page(f"/korban/{story.victim.pk}/persetujuan/", user=world.sari, width=width)
    heard = complaints_of(sari)
    fault_free(sari)
    sari.locator("summary", has_text="Persetujuan ditarik").click()
    fault_free(sari)
    press(sari, sari.get_by_role("button", name="Catat penarikan"))
    assert sari.get_by_text(f"Ditutup bagi instansinya: {referral.number}").is_visible()
    fault_free(sari)

    maya.locator("#id_first_service_on").fill(clock.today().isoformat())
    press(maya, maya.get_by_role("button", name="Terima rujukan").locator("visible=true"))
    assert maya.get_by_text("Tidak ada yang disimpan").is_visible()
    assert maya.get_by_text(CLOSED).is_visible()
    assert maya.get_by_text(NEED).count() == 0
    fault_free(maya)
    for address in ("/", "/rujukan/masuk/?tampil=selesai"):
        maya.goto(address)
        assert maya.get_by_role("link", name=referral.number).first.is_visible()
        fault_free(maya)
    assert Referral.objects.get().state == "sent"
    assert heard == []


@pytest.mark.parametrize("width", [1280, 360])
def test_sari_arranges_what_follows_and_only_then_services_end(open_page, story, world, width):
    referral = story.send()
    actions.accept(referral=referral, first_service_on=clock.today(), by=world.maya)
    story.victim.stage = "service"
    story.victim.save()
    sari = open_page(f"/korban/{story.victim.pk}/persetujuan/", user=world.sari, width=width)
    sari.locator("summary", has_text="Persetujuan ditarik").click()
    fault_free(sari)
    press(sari, sari.get_by_role("button", name="Catat penarikan"))

    sari.goto(f"/korban/{story.victim.pk}/tahap/")
    fault_free(sari)
    sari.locator("input[name=to][value=transferred]").check()
    sari.locator("#id_note").fill("Pindah ke Padang.")
    press(sari, sari.get_by_role("button", name="Catat tahap"))
    assert sari.get_by_text("masih ada rujukan yang belum selesai").first.is_visible()
    assert sari.locator("#id_note").input_value() == "Pindah ke Padang."
    fault_free(sari)
    press(sari, sari.locator("main").get_by_role("link", name=referral.number).first)
    assert sari.get_by_text("Persetujuan korban sudah ditarik.").is_visible()
    fault_free(sari)
    sari.locator("#id_note").fill("Layanan berhenti hari ini; anak dijemput pendamping.")
    press(sari, sari.get_by_role("button", name="Catat kelanjutan"))
    assert sari.get_by_text("anak dijemput pendamping").is_visible()
    fault_free(sari)
    assert Service.objects.get().state == "withdrawn"
