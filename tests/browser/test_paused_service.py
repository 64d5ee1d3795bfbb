"""A service is paused and resumed in a real browser, on a desk and on a phone."""

import pytest
from django.urls import reverse

from cases.models import Service
from tests.browser.checks import complaints_of, look_at, press
from tests.factories import ReferralFactory
from tests.referrals.conftest import make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_paused_by_sari_read_by_maya_and_resumed(open_page, world, width):
    story = make_story(world)
    lines = ["social_rehabilitation", "pick_up"]
    referral = ReferralFactory(victim=story.victim, agency=world.dinsos, consent=story.consent, service_lines=lines)
    page = open_page(reverse("cases:case-detail", args=[referral.case_id]), user=world.sari, width=width)
    heard = complaints_of(page)
    assert look_at(page, width) == []
    page.get_by_role("link", name="Tunda Rehabilitasi sosial").click()
    page.get_by_role("button", name="Tunda layanan").wait_for()
    assert look_at(page, width) == []
    press(page, page.get_by_role("button", name="Tunda layanan"))
    assert page.get_by_text("Pilih alasan penundaan.").first.is_visible()
    assert look_at(page, width) == []
    page.get_by_label("Korban sementara tidak dapat hadir").check()
    press(page, page.get_by_role("button", name="Tunda layanan"))
    assert page.get_by_text("Layanan ditunda.").first.is_visible()
    assert look_at(page, width) == []

    maya = open_page(reverse("referrals:referral-detail", args=[referral.pk]), user=world.maya, width=width)
    assert maya.get_by_text("Ditunda oleh pengirim.").is_visible()
    assert look_at(maya, width) == []
    maya.goto(reverse("referrals:inbox") + "?tampil=ditunda")
    assert maya.get_by_text("Ditunda: korban sementara tidak dapat hadir").is_visible()
    assert look_at(maya, width) == []

    page.goto(reverse("referrals:referral-detail", args=[referral.pk]))
    assert look_at(page, width) == []
    page.get_by_role("link", name="Lanjutkan layanan").click()
    page.get_by_role("button", name="Lanjutkan layanan").wait_for()
    assert look_at(page, width) == []
    press(page, page.get_by_role("button", name="Lanjutkan layanan"))
    assert page.get_by_text("Layanan dilanjutkan.").first.is_visible()
    assert not Service.objects.paused().exists()
    assert [line for line in heard if "422" not in line] == []  # the refused form
