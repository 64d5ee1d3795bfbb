"""The same file again, or the same rows saved anew, is said at upload."""

import pytest

from cases.models import RegisterBatch
from cases.register import actions as register
from cases.register.same_file import earlier_upload
from tests.cases.register import files
from tests.factories import DecreeFactory
from tests.personas import client_of, make_user

HERE = "/register-lama/"


@pytest.mark.parametrize("again", [files.xlsx(), files.xlsx(sheets=("Lain",)), files.xlsx(sheets=("2023", "x"))])
def test_the_same_rows_again_are_said_with_who_and_how_many(desk, world, again):
    first = desk.written()
    batch = register.upload(
        task_force=world.jambi, agency=world.uptd, file_name="lagi.xlsx", content=again, by=world.sari
    )
    assert earlier_upload(batch) == first
    page = client_of(world.sari).get(f"{HERE}{batch.pk}/kolom/").content.decode()
    assert "oleh Ratna." in page
    assert "3 berkas dibawa." in page
    assert f"Buka {first.number}" in page
    assert "Periksa semua baris" in page  # she may go on


def test_other_rows_are_not_called_the_same(desk):
    desk.written()
    assert earlier_upload(desk.upload(files.xlsx(files.ROWS[:2]))) is None


@pytest.mark.parametrize("end", ["discard", "undo"])
def test_what_was_thrown_away_or_taken_back_is_not_said(desk, world, end):
    if end == "undo":
        desk.undone(desk.written())
    else:
        register.discard(batch=desk.upload(), by=world.ratna)
    assert earlier_upload(desk.upload()) is None


def test_a_file_of_another_task_force_is_not_said(desk, world):
    from taskforces.access.roles import Role

    decree = DecreeFactory(task_force=world.jakarta_barat)
    wati = make_user("Wati", Role.SUPERVISOR, decree, world.uptd_jakarta_barat)
    register.upload(
        task_force=world.jakarta_barat, agency=world.uptd_jakarta_barat, file_name="x", content=files.xlsx(), by=wati
    )
    assert earlier_upload(desk.upload()) is None
    tokens = RegisterBatch.objects.values_list("content_token", flat=True)
    assert len(set(tokens)) == 2


def test_a_text_saved_from_the_workbook_has_the_same_rows(desk):
    rows = [
        (1, "01/A", "5 Mei 2023", "Contoh Ina", "P", 17, "TPPO"),
        (2, "02/A", "6 Mei 2023", "Contoh Ita", "P", 9, "KDRT"),
    ]
    header = ("No", "No. Register", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Jenis Kasus")
    first = desk.upload(files.xlsx(rows, header, titles=(), totals=False))
    assert earlier_upload(desk.upload(files.csv_file(rows, header), name="lain.csv")) == first
