"""An emergency from the call to the case: declared, notified, taken on, escalated, ended, counted."""

from datetime import timedelta

import pytest

from cases import tasks
from cases.models import Case, Complaint, EmergencyResponse
from safeguards import clock
from taskforces.models import Notification
from tests.factories import DutyTurnFactory, EmergencyContactFactory
from tests.journeys import steps
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db


def test_an_emergency_until_its_case(world):
    DutyTurnFactory(by=world.ratna)
    EmergencyContactFactory(by=world.ratna)
    sari, ratna = Desk(world.sari), Desk(world.ratna)

    sari.open("/pengaduan/catat/")
    assert "0741-000-0110" in sari.text
    sari.press("Simpan sebagai darurat", narrative="Dikunci di kamar kos, masih dapat berbisik.")
    assert "Penanganan darurat P-" in sari.text
    emergency = sari.address
    response = EmergencyResponse.objects.get()

    assert Notification.objects.get(user=world.ratna).path == emergency
    ratna.open("/")
    assert "Satu keadaan darurat perlu dipastikan" in ratna.text
    ratna.open(emergency).press("Saya tangani")
    assert "Ratna sejak" in ratna.text
    sari.open(emergency)
    assert "Saya tangani" not in sari.buttons()
    ratna.press("Catat langkah", whom="Piket Polresta", note="Patroli berangkat")
    assert "Piket Polresta" in sari.open(emergency).text

    with clock.at(response.due_at + timedelta(minutes=1)):
        assert tasks.escalate_of(world.jambi.pk) == 1
    assert "melewati batas" in Notification.objects.filter(user=world.ratna).first().text

    ratna.open(emergency).press("Akhiri dan catat hasil", result="safe")
    assert "diakhiri. Berikutnya: tentukan hasil pengaduannya" in ratna.text
    assert "hasil belum ditentukan" in sari.open("/").text
    sari.open(f"/pengaduan/{Complaint.objects.get().pk}/").follow("Buka kasus")
    sari.press("Buka kasus", kind="tppo")
    assert Case.objects.get().urgency == "urgent"
    assert Complaint.objects.get().outcome == "new_case"
    assert EmergencyResponse.objects.get().result == "safe"

    figures = Desk(world.rina).open(f"/ringkasan/?dari={steps.new_year()}&sampai={steps.today()}").text
    assert "1 keadaan darurat ditangani" in figures


def test_a_wrong_number_is_work_and_nobody_s_case(world):
    sari = Desk(world.sari)
    sari.open("/pengaduan/catat/").press("Simpan pengaduan", outcome="wrong_number")
    assert "Salah sambung" in sari.text
    assert Complaint.objects.get().narrative == ""
    assert "1 pengaduan diterima" in sari.open("/").text
    assert not Case.objects.exists()
