"""One register: a case of other violence becomes TPPO and back, and nobody types anything again."""

import pytest

from cases.models import Case, Complaint, Person, Screening, Victim
from tests.journeys import steps
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db


def facts_kept() -> tuple:
    """The values that must not change with the kind of case."""
    victim = Victim.objects.select_related("person").get()
    return (
        victim.person.name,
        victim.person.nik,
        victim.age_at_event,
        victim.stage,
        victim.status,
        Person.objects.count(),
        Complaint.objects.count(),
        Screening.objects.count(),
        Case.objects.get().number,
    )


def figures(world) -> str:
    """The three units on the secretariat's page today."""
    return Desk(world.rina).open(f"/ringkasan/?dari={steps.new_year()}&sampai={steps.today()}").text


def test_violence_becomes_tppo_and_back(world):
    sari = Desk(world.sari)
    steps.log_call(sari)
    steps.open_case(sari, "other_violence", violence_form="physical")
    steps.move(sari, "identification")
    case = sari.address
    assert "0 kasus TPPO" in figures(world)

    sari.follow("Ubah jenis").press("Ubah jenis kasus", kind="tppo", reason="Hasil skrining menunjukkan eksploitasi.")
    before = facts_kept()
    assert "Jenis kasus diubah" in sari.text
    assert "1 kasus TPPO" in figures(world)
    steps.screen(sari, world.polresta)

    screened = facts_kept()
    assert screened[:4] == before[:4]
    sari.open(case).follow("Ubah jenis")
    back = "Keterangan penyidik: kekerasan dalam rumah tangga."
    sari.press("Ubah jenis kasus", kind="other_violence", violence_form="psychological", reason=back)
    assert facts_kept() == screened
    assert "0 kasus TPPO" in figures(world)
    history = sari.open(case).text
    assert history.count("Mengubah jenis") + history.count("mengubah jenis") >= 2 or "jenis" in history


def test_other_violence_names_its_form(world):
    sari = Desk(world.sari)
    steps.log_call(sari)
    sari.follow("Buka kasus").press("Buka kasus", kind="other_violence", expect=422)
    assert "Pilih bentuk kekerasannya." in sari.text
    assert not Case.objects.exists()


def test_a_case_shows_its_least_advanced_victim(world):
    sari = Desk(world.sari)
    sari.open("/pengaduan/catat/").press("Tambah orang", {"narrative": steps.TOLD, **steps.GIRL})
    sari.press("Simpan pengaduan", {"orang-1-role": "possible_victim", "orang-1-sex": "male", "orang-1-age": "30"})
    steps.open_case(sari)
    assert Victim.objects.count() == 2
    steps.move(sari, "identification", "assessment")
    assert Case.objects.get().stage == "complaint"
    second = Victim.objects.get(position=2)
    sari.open(f"/korban/{second.pk}/tahap/").press("Catat tahap", to="identification")
    assert Case.objects.get().stage == "identification"
    assert "(korban yang paling awal)" in sari.text
