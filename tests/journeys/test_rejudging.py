"""A girl is screened; her birth date turns out wrong; the verdict needs a review, and somebody does it."""

import pytest

from cases.models import Screening, Victim
from tests.journeys import steps
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db


def test_a_corrected_birth_date_comes_back_as_a_duty_until_somebody_reviewed(world):
    sari = Desk(world.sari)
    steps.log_call(sari)
    steps.open_case(sari)
    case = sari.address
    steps.screen(sari, world.uptd, status="suspected")
    victim = Victim.objects.get()
    assert Screening.objects.get().child_rule

    ratna = Desk(world.ratna).open(case).follow("Ubah data")
    ratna.press("Simpan", birth_date="1/2/2001")
    if "Simpan" in " ".join(ratna.buttons()) and "umur" in ratna.text.lower() and ratna.address != case:
        ratna.press("Simpan")  # the doubt about the stated age was shown
    newest = Screening.objects.newest_first().first()
    assert (newest.is_automatic, newest.verdict, newest.status) == (True, "not_yet", "suspected")
    assert Victim.objects.get().stage == victim.stage

    sari.open("/")
    assert f"Tinjau kesimpulan skrining {victim}" in sari.text
    assert "perlu ditinjau: umur saat kejadian berubah" in sari.follow("Kabar").text
    sari.open(case)
    assert "Tinjau kesimpulan skrining /1" in sari.text
    sari.follow("Tinjau kesimpulan")
    assert "Yang masih kurang: cara." in sari.text
    assert "Satu jawaban “ya” tentang cara membuat unsur terpenuhi." in sari.text

    answers = {"answer.means.deception": "yes", "source.means.deception": ["victim", "document"]}
    sari.press("Tetapkan status", {**answers, "status": "suspected", "deciding_agency": world.uptd.pk})
    assert "Tinjau kesimpulan skrining" not in sari.open(case).text
    assert "Tinjau kesimpulan skrining" not in sari.open("/").text
    rows = list(Screening.objects.newest_first())
    assert [(row.occasion, row.verdict) for row in rows] == [
        ("review", "met"),
        ("age_corrected", "not_yet"),
        ("first", "met"),
    ]
    history = sari.open(case).follow("Riwayat skrining").text
    assert "dinilai ulang otomatis" in history
    assert "Penipuan ditambahkan" in history
    assert "menjadi" in sari.follow("Bandingkan").text or "Unsur TPPO" in sari.text
