"""The page on which a service is paused and resumed, and where each side reads that it is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Service, Victim
from interface import days
from referrals.models import Referral
from safeguards import clock
from tests.factories import CaseFactory, ReferralFactory, ServiceFactory, VictimFactory
from tests.journeys.desk import Desk
from tests.personas import client_of

NOTE = "Ibunya dirawat, ia menjaga adiknya."


@pytest.fixture
def referral(world) -> Referral:
    """Sari asked Dinas Sosial for social rehabilitation and a pick-up; the answer is late."""
    return ReferralFactory(
        victim=VictimFactory(case=CaseFactory(by=world.sari)),
        agency=world.dinsos,
        service_lines=["social_rehabilitation", "pick_up"],
        overdue=True,
    )


def service_of(referral: Referral) -> Service:
    return Service.objects.filter(referral_id=referral.pk).order_by("pk").first()


def url(name: str, row) -> str:
    return reverse(f"cases:{name}", args=[row.pk])


def test_sari_pauses_maya_reads_why_and_sari_resumes(world, referral):
    until = clock.today() + timedelta(days=5)
    sari, maya = Desk(world.sari), Desk(world.maya)
    assert "Terlambat dijawab" in maya.open("/").text
    sari.open(reverse("cases:case-detail", args=[referral.case_id])).follow("Tunda")
    assert f"Satu jawaban berlaku untuk seluruh rujukan {referral.number}" in sari.text
    sari.press("Tunda layanan", reason="victim_absent", until_on=until.isoformat(), note=NOTE)
    assert "Layanan ditunda. Batas waktunya berhenti" in sari.text
    assert "Terlambat" not in sari.text

    assert "Terlambat dijawab" not in maya.open("/").text
    said = f"korban sementara tidak dapat hadir, sampai {days.day(until)}"
    maya.open(reverse("referrals:inbox"))
    assert "0 menunggu jawaban" in maya.text
    assert referral.number not in maya.text
    assert f"Ditunda: {said}" in maya.follow("Ditunda pengirim (1)").text
    maya.open(reverse("referrals:referral-detail", args=[referral.pk]))
    assert "Ditunda oleh pengirim." in maya.text
    assert "Batas jawaban berhenti dan tidak ada yang terlambat." in maya.text
    assert NOTE not in maya.source

    with clock.at(clock.now() + timedelta(days=5)):
        late = Desk(world.sari).open("/")
        assert "Layanan ditunda: lanjutkan?" in late.text
        late.follow("Putuskan")
        assert NOTE in late.text
        late.press("Lanjutkan layanan")
        assert "Layanan dilanjutkan. Waktu selama ditunda tidak dihitung." in late.text
    assert not Service.objects.paused().exists()
    assert "Ditunda oleh pengirim." not in maya.open(reverse("referrals:referral-detail", args=[referral.pk])).text


def test_the_sender_finds_it_on_the_page_of_the_referral_and_in_lists(world, referral):
    sari = Desk(world.sari).open(reverse("referrals:referral-detail", args=[referral.pk]))
    sari.follow("Tunda layanan").press("Tunda layanan", reason="agency_asked")
    sari.open(reverse("referrals:referral-detail", args=[referral.pk]))
    assert "Layanan ditunda. Atas permintaan instansi" in sari.text
    assert "Lanjutkan layanan" in sari.links()
    assert referral.number in sari.open(reverse("referrals:referral-list") + "?keadaan=ditunda").text
    assert referral.number not in sari.open(reverse("referrals:referral-list") + "?keadaan=terlambat").text
    cases = reverse("cases:case-list")
    assert referral.case.number in sari.open(f"{cases}?keadaan_layanan=paused").text
    for waits in ("jawaban-terlambat", "menunggu-jawaban", "tundaan-jatuh-tempo"):
        assert referral.case.number not in sari.open(f"{cases}?tugas={waits}").text
    with clock.at(clock.now() + timedelta(days=1)):
        Service.objects.update(paused_until=clock.today())
        decided = {
            "status_decided_at": clock.now(),
            "status_decided_by": world.sari,
            "status_decided_by_agency": world.uptd,
        }
        Victim.objects.update(stage="service", status="suspected", **decided)  # or screening would come first
        late = Desk(world.sari)
        assert referral.case.number in late.open(f"{cases}?tugas=tundaan-jatuh-tempo").text
        assert "ditunda sampai" in late.open(cases).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"note": NOTE}, "Pilih alasan penundaan."),
        ({"reason": "victim_asked", "until_on": "2020-01-05", "note": NOTE}, "Tanggalnya harus sesudah hari ini"),
        ({"reason": "other", "until_on": "31 Februari"}, "tidak ada di kalender"),
        ({"reason": "other"}, "Tulis alasannya, agar rekan Anda"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_nothing_is_lost(world, referral, typed, words):
    response = client_of(world.sari).post(url("service-pause", service_of(referral)), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    for value in typed.values():
        assert value in page
    assert not Service.objects.paused().exists()


def test_a_colleague_was_first_and_what_was_typed_stays(world, referral):
    sheet = Desk(world.sari).open(url("service-pause", service_of(referral)))
    typed = sheet.fill("Tunda layanan", reason="victim_asked", note=NOTE)
    Desk(world.ratna).open(url("service-pause", service_of(referral))).press("Tunda layanan", reason="agency_asked")
    sheet.send(typed, expect=422)
    assert "sudah ditunda oleh Ratna: atas permintaan instansi" in sheet.text
    assert NOTE in sheet.text
    assert set(Service.objects.values_list("pause_reason", flat=True)) == {"agency_asked"}


def test_pressed_twice_it_is_done_once_and_looks_done(world, referral):
    sari = Desk(world.sari).open(url("service-pause", service_of(referral)))
    sheet = sari.fill("Tunda layanan", reason="victim_asked")
    sari.send(sheet).send(sheet)
    assert "Layanan ditunda." in sari.text
    sari.open(url("service-pause", service_of(referral)))
    sheet = sari.fill("Lanjutkan layanan")
    sari.send(sheet).send(sheet)
    assert "Layanan dilanjutkan." in sari.text


def test_an_old_page_is_told_of_a_newer_pause(world, referral):
    sari = Desk(world.sari).open(url("service-pause", service_of(referral)))
    sari.press("Tunda layanan", reason="victim_asked").open(url("service-pause", service_of(referral)))
    old = sari.fill("Lanjutkan layanan")
    ratna = Desk(world.ratna).open(url("service-pause", service_of(referral)))
    ratna.press("Lanjutkan layanan").open(url("service-pause", service_of(referral)))
    ratna.press("Tunda layanan", reason="agency_asked")
    sari.send(old, expect=422)
    assert "ditunda lagi sejak halaman dibuka" in sari.text
    assert "Ratna" in sari.text
    sari.send(old.forged(paused_at="kemarin"), expect=422)
    assert Service.objects.paused().count() == 2


@pytest.mark.each_door
def test_another_task_force_gets_404_and_another_role_403(world, referral):
    for name in ("service-pause", "service-resume"):
        address = url(name, service_of(referral))
        for method in ("get", "post"):
            assert getattr(client_of(world.tono), method)(address).status_code == 404
            for stranger in (world.maya, world.rina, world.dewi, world.arif):
                assert getattr(client_of(stranger), method)(address).status_code in (403, 404)
    assert not Service.objects.paused().exists()


def test_what_has_ended_offers_nothing_and_says_why(world):
    service = ServiceFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)), completed=True)
    sari = Desk(world.sari).open(url("service-pause", service))
    assert "sudah berkeadaan “Selesai”" in sari.text
    assert "Tunda layanan" not in sari.buttons()
    for name in ("service-pause", "service-resume"):
        response = client_of(world.sari).post(url(name, service), {"reason": "victim_asked"})
        assert response.status_code == 422
        assert "tidak dapat ditunda atau dilanjutkan" in response.content.decode()
