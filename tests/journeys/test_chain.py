"""From a call to the paper of the meeting, each step by its persona; each sees only what is theirs."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from pypdf import PdfReader

from cases.models import Case, Person, Service, Victim
from coordination.models import Meeting
from reports.models import SummaryRelease
from safeguards.audit import AuditEvent
from safeguards.audit.verification import find_faults
from tests.journeys import steps
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(world):
    return Desk(world.sari)


@pytest.fixture
def told(world, sari):
    """A case with a victim screened and referred to Polresta and to Dinas Sosial."""
    steps.log_call(sari)
    steps.open_case(sari)
    steps.screen(sari, world.polresta)
    steps.move(sari, "identification", "assessment", "plan", "service")
    case = sari.address
    police = steps.refer(sari, world.polresta, "law_enforcement", need="Penyelidikan dan perlindungan saksi.")
    sari.open(case)
    care = steps.refer(sari, world.dinsos, "social_rehabilitation", "pick_up")
    sari.open(case)
    return {"case": case, "police": police, "care": care}


def test_victims_carry_over_without_retyping(world, sari):
    steps.log_call(sari)
    number = steps.open_case(sari)
    victim = Victim.objects.select_related("person").get()
    assert (victim.age_at_event, victim.is_child, victim.sex) == (16, True, "female")
    assert victim.person.name == steps.NAME
    assert Person.objects.count() == 1
    assert f"{number}/1" in sari.text
    assert "16 th" in sari.text


def test_the_verdict_says_why_and_the_case_shows_its_stage(world, sari, told):
    sari.follow("Skrining")
    assert "Aturan anak berlaku" in sari.text
    assert "Korban berumur 16 tahun saat kejadian" in sari.text
    sari.open(told["case"])
    assert "Pelaksanaan layanan" in sari.text
    assert "Korban terkonfirmasi" in sari.text


def test_agencies_accept_and_complete_and_the_service_counts_as_given(world, sari, told):
    budi, maya = Desk(world.budi), Desk(world.maya)
    steps.accept(budi, told["police"])
    steps.complete(budi, "Laporan polisi dibuat.")
    steps.accept(maya, told["care"])
    steps.complete(maya)
    states = dict(Service.objects.values_list("service_line", "state"))
    assert states == {
        "law_enforcement": "completed", "social_rehabilitation": "completed", "pick_up": "completed",
    }  # fmt: skip
    assert "Konseling enam kali" in sari.open("/").follow("Rujukan").follow(told["care"]).text
    sari.open(told["case"])
    assert "Dinas Sosial" in sari.text
    assert find_faults() == []


def test_an_agency_sees_its_slip_and_nothing_else(world, sari, told):
    maya = Desk(world.maya)
    maya.open("/").follow("Kotak rujukan").follow(told["care"])
    assert steps.NEED in maya.text
    assert steps.NICKNAME in maya.text, "so that the girl can be spoken to"
    for secret in (*set(steps.IDENTITY) - {steps.NICKNAME}, steps.TOLD, told["police"]):
        assert secret not in maya.source, secret
    case = Case.objects.get()
    assert case.number not in maya.text
    maya.open(told["case"], expect=403)
    assert told["care"] not in Desk(world.budi).open("/rujukan/masuk/").text


def test_the_meeting_gets_its_summary_and_no_name(world, sari, told):
    rina = Desk(world.rina)
    rina.open("/").follow("Ringkasan").press("Susun ulang ringkasan", dari=steps.new_year(), sampai=steps.today())
    assert "1 kasus TPPO" in rina.text
    assert "1 korban TPPO" in rina.text
    for secret in (*steps.IDENTITY, steps.TOLD):
        assert secret not in rina.source
    for button, kind in (("Unduh PDF", "application/pdf"), ("DOCX", "wordprocessing"), ("XLSX", "spreadsheet")):
        rina.open(f"/ringkasan/?dari={steps.new_year()}&sampai={steps.today()}").press(button)
        assert kind in rina.response["Content-Type"]
        if button == "Unduh PDF":
            paper = "\n".join(page.extract_text() for page in PdfReader(BytesIO(rina.response.content)).pages)
    assert SummaryRelease.objects.count() == 1
    assert SummaryRelease.objects.get().number in paper
    for secret in (*steps.IDENTITY, steps.TOLD):
        assert secret not in paper


def test_what_the_meeting_decided_stands_in_its_summary(world, sari, told):
    rina = Desk(world.rina)
    last = (timezone.localdate() - timedelta(days=30)).isoformat()
    steps.record_meeting(rina, world, "Daftar nomor jaga diperbarui", "Kunjungan ke pelabuhan", held_on=last)
    assert Meeting.objects.get().decisions.count() == 2
    assert "5 orang dari 2 instansi" in rina.text
    rina.open("/").follow("Daftar nomor jaga").press("Simpan", state="in_progress", progress_note="Separuh selesai.")
    Desk(world.dewi).open("/").follow("Kunjungan ke pelabuhan")  # the province reads it but cannot change it
    steps.record_meeting(rina, world)
    rina.follow("Susun ringkasan")
    assert "Daftar nomor jaga diperbarui" in rina.text
    assert "Berjalan" in rina.text
    assert "Rapat koordinasi" in rina.text


def test_somebody_is_invited_and_starts_to_work(world, sari, told):
    arif, email = Desk(world.arif), "petugas.baru@uji.contoh"
    link = steps.invite(arif, world.dinsos, email, "Petugas Baru")
    newcomer = Desk()
    newcomer.open(urlsplit(link).path)
    assert "Petugas layanan instansi" in newcomer.text
    secret = "kalimat panjang yang mudah diingat"
    newcomer.press("Terima undangan", password=secret, password_again=secret)
    newcomer.press("Masuk", login=email, password=secret)
    assert told["care"] in newcomer.open("/rujukan/masuk/").text
    newcomer.open(told["case"], expect=403)
    Desk().open(urlsplit(link).path, expect=410)
    arif.open(told["case"], expect=403)


def test_the_province_sees_figures_and_the_stranger_nothing(world, sari, told):
    dewi = Desk(world.dewi)
    dewi.open("/ringkasan/").press(
        "Susun ulang ringkasan", dari=steps.new_year(), sampai=steps.today(), gugus=world.jambi.pk
    )
    assert "1 kasus TPPO" in dewi.text
    dewi.open(told["case"], expect=403)
    tono = Desk(world.tono)
    assert "K-" not in tono.open("/kasus/").text
    tono.open(told["case"], expect=404)
    tono.open("/cari/").press("Cari", q=sari.code("K-"))
    assert sari.code("K-") not in tono.links()


def test_every_act_left_its_row_in_the_audit(world, sari, told):
    verbs = list(AuditEvent.objects.order_by("position").values_list("verb", flat=True))
    for verb in ("complaint.logged", "case.opened", "screening.recorded", "consent.recorded", "referral.sent"):
        assert verb in verbs, (verb, verbs)
    names = {steps.NAME, steps.NIK, steps.PHONE}
    for event in AuditEvent.objects.all():
        assert not any(name in str(event.details) for name in names), event.verb
