"""A register is uploaded, checked, written and undone."""

import io
import json

import openpyxl
import pytest
from django.db import connection

from cases.actions import cases
from cases.models import Case, Complaint, Person, RegisterEntry, RegisterMapping, RegisterRow, StageChange, Victim
from cases.register import actions as register
from cases.register import stored_file
from cases.register.file_reader import FileRefused
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from tests.cases.register import files


def rows_of(batch):
    return [(row.number, row.kind, json.loads(row.content)) for row in RegisterRow.objects.filter(batch=batch)]


def test_a_dry_run_writes_nothing_of_a_case(desk):
    batch = desk.checked()
    found = rows_of(batch)
    assert [(number, kind) for number, kind, _plan in found] == [(5, "new"), (6, "new"), (7, "new"), (8, "passed")]
    assert not Complaint.objects.exists()
    assert not Person.objects.exists()
    assert (batch.state, batch.failure) == ("checked", "")


def test_what_was_approved_is_written(desk, world):
    batch = desk.written()
    assert (batch.state, batch.failure, batch.files_written, batch.victims_written) == ("written", "", 3, 4)
    assert list(Case.objects.order_by("number").values_list("number", "kind", "stage")) == [
        ("K-2023-0001", "tppo", "termination"),
        ("K-2023-0002", "other_violence", "complaint"),
        ("K-2023-0003", "tppo", "complaint"),
    ]
    victims = Victim.objects.order_by("case__number", "position")
    assert [(v.age_at_event, v.age_is_estimated, v.sex) for v in victims] == [
        (16, False, "female"), (20, True, "male"), (15, False, "female"), (17, False, "female"),
    ]  # fmt: skip
    assert AuditEvent.objects.filter(verb="register.file_imported").count() == 3
    assert AuditEvent.objects.filter(verb="register.written").count() == 1


def test_the_same_file_again_creates_nothing(desk):
    desk.written()
    again = desk.checked()
    assert {kind for _number, kind, _plan in rows_of(again)} == {"known", "passed"}
    assert Case.objects.count() == 3


def test_a_batch_is_taken_back(desk):
    batch = desk.undone(desk.written())
    assert (batch.state, batch.files_undone) == ("undone", 3)
    for model in (Case, Complaint, Person, Victim, StageChange, RegisterEntry):
        assert not model.objects.exists(), model
    again = desk.written()
    assert again.files_written == 3


def test_rows_without_a_kind_are_not_written_as_trafficking(desk, world):
    """Trafficking was once a form of other violence; files checked before need a decision and do not change."""
    batch = desk.checked()
    batch.default_kind, batch.default_form = "other_violence", "trafficking"
    batch.save()
    with pytest.raises(WorkflowRefused, match="Buka Kolom"):
        register.confirm(batch=batch, by=world.ratna)
    asked = {"batch": batch, "fields": stored_file.layout_of(batch).fields, "default_kind": "other_violence"}
    with pytest.raises(WorkflowRefused, match="Pilih bentuk kekerasan"):
        register.set_columns(**asked, default_form="trafficking", by=world.ratna)
    assert not Case.objects.exists()
    batch.refresh_from_db()
    assert batch.state == "checked"


def test_what_an_agency_had_chosen_before_is_asked_anew(desk, world):
    batch = desk.checked()
    fields = stored_file.layout_of(batch).fields
    register.set_columns(
        batch=batch, fields=fields, default_kind="other_violence", default_form="sexual", by=world.ratna
    )
    RegisterMapping.objects.update(default_form="trafficking")
    again = desk.upload(files.xlsx() + b" ", name="lain.xlsx")
    assert (again.default_kind, again.default_form) == ("other_violence", "")


def test_another_sheet_is_chosen_and_its_columns_are_proposed_anew(desk, world):
    batch = desk.checked(files.xlsx(sheets=("2023", "kosong")))
    with pytest.raises(WorkflowRefused, match="kosong"):
        register.choose_sheet(batch=batch, sheet=1, by=world.ratna)
    with pytest.raises(WorkflowRefused, match="kosong"):
        register.choose_sheet(batch=batch, sheet=7, by=world.ratna)
    assert RegisterRow.objects.filter(batch=batch).exists()
    again = register.choose_sheet(batch=batch, sheet=0, by=world.ratna)
    assert (again.state, RegisterRow.objects.filter(batch=batch).count()) == ("uploaded", 0)
    assert AuditEvent.objects.filter(verb="register.mapped").latest("id").details["sheet"] == 0


def test_a_sheet_that_counts_people_is_not_chosen_either(desk, world):
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx()))
    recapitulation = book.create_sheet("Rekap")
    for row in (("Bulan", "TPPO", "KDRT"), ("Januari", 3, 4), ("Februari", 1, 0)):
        recapitulation.append(row)
    saved = io.BytesIO()
    book.save(saved)
    batch = desk.checked(saved.getvalue())
    with pytest.raises(FileRefused, match="rekapitulasi"):
        register.choose_sheet(batch=batch, sheet=1, by=world.ratna)
    assert RegisterRow.objects.filter(batch=batch).exists()


def test_without_a_day_of_the_complaint_nothing_is_checked(desk, world):
    batch = desk.upload()
    fields = ["ignore" for _field in stored_file.layout_of(batch).fields]
    register.set_columns(batch=batch, fields=fields, default_kind="tppo", by=world.ratna)
    with pytest.raises(WorkflowRefused, match="kolom tanggal pengaduan"):
        register.check(batch=batch, by=world.ratna)


def test_columns_that_cannot_be_read_are_not_guessed(desk, world):
    batch = desk.upload()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_registerbatch SET layout = set_byte(layout, 20, get_byte(layout, 20) # 1)")
    with pytest.raises(WorkflowRefused, match="tidak terbaca"):
        register.set_columns(batch=batch, fields=[], default_kind="tppo", by=world.ratna)


def test_files_that_were_all_used_are_not_taken_back(desk, world):
    batch = desk.written()
    for case in Case.objects.all():
        cases.edit(case=case, changes={"urgency": "urgent"}, version=None, by=world.sari)
    with pytest.raises(WorkflowRefused, match="sudah dipakai"):
        desk.undone(batch)
    assert Case.objects.count() == 3
