"""A neighbour reports anonymously, comes back with a code, and the office handles the report like any other."""

import re

import pytest

from cases.models import Complaint, Victim
from safeguards.audit import AuditEvent
from safeguards.audit.verification import find_faults
from tests.cases.public.public_steps import unhurried
from tests.journeys import steps
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db
FORM = "/l/kota-jambi/"


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch):
    unhurried(monkeypatch)


def open_the_form(world) -> None:
    """The accounts admin fills in the channels and opens the form."""
    arif = Desk(world.arif)
    arif.open(f"/gugus-tugas/{world.jambi.pk}/").follow("Formulir publik")
    arif.press("Simpan formulir publik", is_open="on", code="kota-jambi", unit_phone="0813-8687-0227")
    assert "Formulir publik dibuka" in arif.text


def report(desk: Desk) -> str:
    """Five steps; returns the code in its written form."""
    desk.open("/lapor/")
    assert desk.address == FORM
    desk.press("Lanjut", danger="yes", story="Anak tetangga saya dikurung di mes.")
    desk.press("Lanjut", who="community", name=steps.NAME, age="16", sex="female")
    desk.press("Lanjut", place="Ruko dekat pasar", when="kemarin malam")
    desk.press("Lanjut", rule="never")
    assert steps.NAME in desk.text
    desk.press("Kirim")
    return " ".join(re.findall(r"\b\d{4}\b", desk.text.split("Bentuknya")[0].split("menyimpannya.")[1]))


def standing(desk: Desk, receipt: str) -> str:
    """The state shown for the code."""
    desk.open("/l/kode/").press("Buka", receipt=receipt)
    return desk.page.xpath("//p[contains(@class, 'standing')]/strong")[0].text_content()


def test_from_the_street_to_the_case_and_back(world):
    open_the_form(world)
    neighbour, sari = Desk(), Desk(world.sari)
    receipt = report(neighbour)
    assert len(receipt) == 24
    assert standing(neighbour, receipt) == "Diterima"

    sari.open("/kabar/")
    assert "Pengaduan darurat" in sari.text
    sari.open("/pengaduan/")
    assert "Formulir publik" in sari.text
    sari.follow(sari.code("P-"))
    assert "dikurung di mes" in sari.text
    assert "Darurat" in sari.text
    assert steps.NAME not in sari.source
    sari.follow("Jawab pelapor").press("Kirim jawaban", text="Apakah masih ada anak lain di sana?")
    assert "dengan kodenya" in sari.text

    assert standing(neighbour, receipt) == "Sedang ditangani"
    assert "Apakah masih ada anak lain" in neighbour.text
    assert "Sari" not in neighbour.source
    neighbour.press("Kirim tambahan", text="Ada dua lagi, dijaga satu orang.")

    sari.open("/")
    assert "Tambahan baru dari pelapor" in sari.text
    sari.follow("Baca tambahan")
    assert "Ada dua lagi" in sari.text
    sari.press("Tandai sudah dibaca")
    assert "Belum dibaca" not in sari.text
    number = steps.open_case(sari)
    assert Victim.objects.get().person.name == steps.NAME
    assert standing(neighbour, receipt) == "Sedang ditangani"
    for secret in (number, "K-", "P-", "Kasus", steps.NAME, "dikurung"):
        assert secret not in neighbour.text

    assert find_faults() == []
    actors = set(AuditEvent.objects.filter(verb__startswith="public_report.").values_list("actor_name", flat=True))
    assert actors == {"Formulir publik", "Sari"}


def test_closed_again_it_shows_numbers_and_the_code_still_opens(world):
    open_the_form(world)
    neighbour = Desk()
    receipt = report(neighbour)
    arif = Desk(world.arif).open(f"/gugus-tugas/{world.jambi.pk}/formulir/")
    arif.press("Simpan formulir publik", is_open="")
    neighbour.open(FORM)
    assert "sedang ditutup" in neighbour.text
    assert neighbour.buttons() == []
    assert standing(neighbour, receipt) == "Diterima"
    assert Complaint.objects.count() == 1
