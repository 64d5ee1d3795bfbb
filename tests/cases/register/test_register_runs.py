"""Long runs: in the background, cancelled, killed, concurrent; and undo."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions import victims
from cases.choices import Stage
from cases.models import (
    Case,
    CaseHistory,
    Complaint,
    Person,
    PersonTokens,
    RegisterBatch,
    RegisterEntry,
    RegisterPiece,
    RegisterProgress,
    RegisterRow,
    Victim,
)
from cases.register import actions as register
from cases.register import batch_undo, batch_writer, dry_run_words, progress, runs, tasks
from cases.register.approval import actions as approving
from safeguards import row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import scoping
from tests.cases.register import files
from tests.cases.register.conftest import as_application
from tests.factories import CaseFactory, VictimFactory
from tests.personas import client_of


@pytest.mark.parametrize("column", ["content", "matches"])
def test_a_row_that_cannot_be_read_any_more_ends_the_run_with_the_remedy_and_nothing_written(desk, world, column):
    batch = desk.checked()
    register.decide(batch=batch, decisions={}, rest="new", by=world.ratna)
    row = batch_writer.rows_to_write(batch).last()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_registerrow SET {column} = '\\x0101'::bytea WHERE id = %s", [row.pk])
    register.confirm(batch=batch, by=world.ratna)
    assert state(batch) == ("checked", "unreadable")
    assert not Complaint.objects.exists()
    assert not RegisterEntry.objects.filter(batch=batch).exists()
    page = client_of(world.ratna).get(reverse("cases:register-detail", args=[batch.pk])).content.decode()
    assert "Ada baris yang tidak terbaca lagi." in page


@pytest.fixture
def long_runs(monkeypatch):
    """Make every file long enough for the background."""
    monkeypatch.setattr(runs, "INLINE_ROWS", 0)


@pytest.fixture
def waiting(request, long_runs, desk, world, monkeypatch):
    """A batch to be written by a worker.

    Progress on the second connection is visible only if the test's rows are committed.
    """
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        monkeypatch.setattr(runs, "Progress", lambda batch, total: progress.Silent())
    batch = register.check(batch=desk.upload(), by=world.ratna)
    runs.run(batch.pk, world.jambi.pk)
    return register.confirm(batch=batch, by=world.ratna)


def state(batch) -> tuple[str, str]:
    batch = RegisterBatch.objects.get(pk=batch.pk)
    return batch.state, batch.failure


def entries_of(batch) -> list:
    return list(RegisterEntry.objects.filter(batch=batch).values_list("pk", flat=True))


def jobs() -> list:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_long_file_is_left_to_a_worker_with_ids_alone(waiting, world):
    found = jobs()
    assert [name for name, _args in found] == ["cases.register.tasks.run_register"] * 2
    assert json.loads(found[0][1]) == {"batch_id": str(waiting.pk), "task_force_id": str(world.jambi.pk)}
    assert state(waiting) == ("writing", "")
    assert not Case.objects.exists()
    tasks.run_register(str(waiting.pk), str(world.jambi.pk))
    assert state(waiting) == ("written", "")
    assert Case.objects.count() == 3


def test_a_job_that_comes_twice_writes_once(waiting, world):
    assert runs.run(waiting.pk, world.jambi.pk)
    assert not runs.run(waiting.pk, world.jambi.pk)
    assert Case.objects.count() == 3


def test_a_worker_of_another_task_force_finds_nothing(waiting, world):
    assert not runs.run(waiting.pk, world.jakarta_barat.pk)


def test_a_run_that_was_cancelled_leaves_nothing(waiting, world, monkeypatch):
    monkeypatch.setattr(progress.Silent, "move", lambda self, done: (_ for _ in ()).throw(progress.Cancelled))
    runs.run(waiting.pk, world.jambi.pk)
    assert state(waiting) == ("checked", "cancelled")
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_run_nobody_began_is_cancelled_at_once(waiting, world):
    assert register.cancel(batch=waiting, by=world.ratna)
    assert state(waiting) == ("checked", "cancelled")
    assert not runs.run(waiting.pk, world.jambi.pk)


def test_a_run_that_is_over_is_not_called_cancelled(waiting, world):
    runs.run(waiting.pk, world.jambi.pk)
    assert state(waiting)[0] == "written"
    assert not register.cancel(batch=waiting, by=world.ratna)
    assert not AuditEvent.objects.filter(verb="register.cancelled").exists()
    page = client_of(world.ratna).post(reverse("cases:register-cancel", args=[waiting.pk]), follow=True)
    assert "tidak ada yang dihentikan" in page.content.decode()


@pytest.mark.parametrize("error", [RuntimeError("x"), DatabaseError("x"), AccessDenied("x")])
def test_a_run_that_fails_midway_leaves_nothing(waiting, world, monkeypatch, error, caplog):
    def fail(self, chunk):
        raise error

    monkeypatch.setattr(batch_writer.Writer, "write_files", fail)
    runs.run(waiting.pk, world.jambi.pk)
    assert state(waiting)[0] == "checked"
    assert state(waiting)[1] in {"unexpected", "changed", "access"}
    assert not Person.objects.exists()
    assert not PersonTokens.objects.exists()
    assert "Contoh" not in caplog.text


def test_access_that_ended_meanwhile_stops_the_writing(waiting, world):
    world.ratna.memberships.update(valid_until=timezone.localdate() - timedelta(days=1))
    runs.run(waiting.pk, world.jambi.pk)
    assert state(waiting) == ("checked", "access")
    assert not Case.objects.exists()


def test_a_run_whose_worker_was_killed_begins_anew(waiting, world):
    assert tasks.stalled_of(world.jambi.pk) == []
    RegisterProgress.objects.update(moved_at=timezone.now() - timedelta(minutes=10))
    assert tasks.stalled_of(world.jambi.pk) == [waiting.pk]
    tasks.resume_registers(timestamp=0)
    assert state(waiting) == ("written", "")


@pytest.mark.django_db(transaction=True)
def test_progress_shows_on_another_connection_while_the_run_goes_on(waiting, world, monkeypatch):
    seen = []
    original = batch_writer.Writer.write_files

    def look(self, chunk):
        from django.db import connections

        with connections["audit"].cursor() as cursor:
            cursor.execute("SELECT done FROM cases_registerprogress")
            done = cursor.fetchone()[0]
            cursor.execute("SELECT count(*) FROM cases_person")
            seen.append((done, cursor.fetchone()[0]))
        original(self, chunk)

    monkeypatch.setattr(batch_writer.Writer, "write_files", look)
    runs.run(waiting.pk, world.jambi.pk)
    assert seen == [(3, 0)]
    assert (RegisterProgress.objects.get().done, RegisterProgress.objects.get().total) == (6, 6)
    assert state(waiting) == ("written", "")


@pytest.mark.django_db(transaction=True)
def test_a_cancellation_is_heard_by_the_run(waiting, world, monkeypatch):
    original = batch_writer.Writer.write_people

    def cancel_meanwhile(self, chunk):
        original(self, chunk)
        from django.db import connections

        with connections["audit"].cursor() as cursor:
            cursor.execute("UPDATE cases_registerprogress SET is_cancelled = true")

    monkeypatch.setattr(batch_writer.Writer, "write_people", cancel_meanwhile)
    runs.run(waiting.pk, world.jambi.pk)
    assert state(waiting) == ("checked", "cancelled")
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_is_being_written_is_not_written_by_a_second_worker(waiting, world):
    from django.db import connections

    with transaction.atomic(using="audit"), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM cases_registerbatch FOR UPDATE")
        assert not runs.run(waiting.pk, world.jambi.pk)
        with pytest.raises(WorkflowRefused, match="sedang diproses"):
            register.discard(batch=waiting, by=world.ratna)
        assert register.confirm(batch=waiting, by=world.ratna).state == "writing"


def kinds_of(batch) -> list[str]:
    """The kinds of a batch's rows in order, without those that are no case, such as the total."""
    rows = RegisterRow.objects.filter(batch=batch).exclude(kind="passed").order_by("number")
    return list(rows.values_list("kind", flat=True))


def test_two_batches_with_the_same_rows_write_them_once(desk, world):
    one, other = desk.checked(), desk.checked()
    register.confirm(batch=one, by=world.ratna)
    other = register.confirm(batch=other, by=world.ratna)
    assert state(other) == ("checked", "again")
    assert set(kinds_of(other)) == {"known"}
    with pytest.raises(WorkflowRefused, match="Tidak ada baris"):
        register.confirm(batch=other, by=world.ratna)
    assert Case.objects.count() == 3


def test_the_same_rows_in_another_file_create_nothing(desk):
    desk.written()
    order = [5, 2, 3, 1, 6, 7, 8, 9, 10, 0, 4]
    moved = files.csv_file([[row[i] for i in order] for row in files.ROWS[:2]], [files.HEADER[i] for i in order])
    batch = desk.checked(moved)
    kinds = list(RegisterRow.objects.filter(batch=batch).values_list("kind", flat=True))
    assert kinds == ["known", "known"]


def test_a_row_twice_in_a_file_is_written_once(desk):
    batch = desk.written(files.xlsx([*files.ROWS, files.ROWS[0]]))
    assert batch.files_written == 3


def test_the_same_person_in_two_rows_is_one_person(desk):
    again = ("4", "9/2024", "3-3-2024", "Contoh Melati", "1571025203070001", "Pr", "16", "", "TPPO", "Lagi.", "")
    desk.written(files.xlsx([files.ROWS[0], again], **files.WITHOUT_YEAR))
    assert (Person.objects.count(), Victim.objects.count(), Case.objects.count()) == (1, 2, 2)


def test_somebody_known_is_used_again_and_not_changed(desk, world):
    known = Person.objects.create(
        task_force=world.jambi, name="Contoh Melati", nik="1571025203070001", sex="female", birth_date="2007-03-12"
    )
    from cases.matching import person_tokens

    person_tokens.refresh(known)
    with as_application(world.ratna):
        batch = desk.checked(files.xlsx(files.ROWS[:1]))
    assert kinds_of(batch) == ["match"]
    register.confirm(batch=batch, by=world.ratna)
    assert Victim.objects.get().person_id == known.pk
    assert Person.objects.count() == 1
    desk.undone(RegisterBatch.objects.get())
    assert Person.objects.get().pk == known.pk  # no other person is removed


def test_an_nik_column_of_floats_is_refused_as_a_whole(desk):
    rows = [(*row[:4], 1571025203070001.0, *row[5:]) for row in files.ROWS]
    batch = desk.checked(files.xlsx(rows))
    assert set(kinds_of(batch)) == {"refused"}
    lost = [
        (n, f"{n}/24", "1-2-24", f"Contoh {n}", f"157102520307{n:03d}0", "P", 16, "", "TPPO", "x", "") for n in range(5)
    ]
    batch = desk.checked(files.csv_file(lost, files.HEADER))
    assert set(kinds_of(batch)) == {"refused"}


# --- Taking back ------------------------------------------------------------------------------------------------------
def test_files_somebody_worked_on_stay_and_say_why(desk, world):
    before = Case.objects.count()
    batch = desk.written()
    worked = Victim.objects.filter(stage=Stage.COMPLAINT).order_by("case__number").first()
    victims.move(victim=worked, to=Stage.IDENTIFICATION, by=world.ratna)
    left = batch_undo.touched(batch)
    assert list(left.values()) == ["datanya diubah sesudah dipindahkan"]
    batch = desk.undone(batch)
    assert (batch.state, batch.files_undone) == ("undone", 2)
    assert Case.objects.count() == before + 1
    assert RegisterEntry.objects.count() == 1
    assert AuditEvent.objects.filter(verb="register.file_undone").count() == 2
    assert CaseHistory.objects.filter(pgh_label="delete").count() == 2


@pytest.mark.parametrize(("answer", "victims_written", "people"), [("", 3, 2), ("new", 4, 3), ("same", 4, 2)])
def test_the_same_name_and_telephone_in_two_rows_is_one_person(desk, world, answer, victims_written, people):
    header = ("No", "Tgl Lapor", "Nama Korban", "NIK", "No HP", "Kronologi", "Jenis Kasus")
    rows = [
        (1, "3-2-2023", "Contoh Wulan", None, "0812 9999 0001", "Dibawa ke kafe.", "TPPO"),
        (2, "7-7-2023", "contoh  wulan", None, 81299990001.0, "Dibawa lagi.", "TPPO"),
        (3, "8-7-2023", "Contoh Wulan", None, "0812 9999 0002", "Telepon lain.", "TPPO"),
        (4, "9-7-2023", "Contoh Wulan", "1571025203070001", "0812 9999 0001", "NIK belum pernah ditulis.", "TPPO"),
    ]
    batch = desk.checked(files.xlsx(rows, header))
    page = dry_run_words.rows_in_words(RegisterRow.objects.filter(batch=batch).order_by("number"), batch)
    assert [line["same"] for line in page][1] == ["Nama dan telepon sama dengan korban di baris 5."]
    assert kinds_of(batch) == ["new", "match", "new", "doubt"]
    assert "Kolom Nama Korban: orang ini mungkin sama dengan korban di baris 5" in " ".join(page[3]["remarks"])
    register.decide(batch=batch, decisions={8: answer} if answer else {}, rest="same", by=world.ratna)
    register.confirm(batch=batch, by=world.ratna)
    assert Victim.objects.count() == victims_written
    assert Victim.objects.values("person").distinct().count() == people


def test_unnamed_people_with_one_telephone_are_not_one_person(desk):
    header = ("No", "Tgl Lapor", "Nama Korban", "NIK", "No HP", "Kronologi", "Jenis Kasus")
    names = ("Ny. Y", "Ny. Y", "Melati (bukan nama asli)", "Melati (bukan nama asli)", "Fulanah", "Fulanah")
    rows = [
        (number, f"{number}-2-2023", name, None, "0812 9999 0001", f"Cerita {number}.", "TPPO")
        for number, name in enumerate(names, 1)
    ]
    desk.written(files.xlsx(rows, header), rest="")
    assert list(Person.objects.values_list("name", flat=True)) == [""] * len(names)
    told = Complaint.objects.order_by("number").values_list("narrative", flat=True)
    assert [f"Nama Korban: {name}" in story for name, story in zip(names, told, strict=True)] == [True] * len(names)


def test_a_person_used_in_another_file_keeps_its_file(desk, world):
    batch = desk.written()
    person = Person.objects.filter(victimhoods__case__number="K-2023-0001").get()
    VictimFactory(case=CaseFactory(by=world.sari), person=person)
    assert list(batch_undo.touched(batch).values()) == ["orangnya ada juga di berkas lain"]


def test_time_runs_out(desk, world):
    batch = desk.written()
    RegisterBatch.objects.update(written_at=timezone.now() - timedelta(days=91))
    with pytest.raises(WorkflowRefused, match="90 hari"):
        desk.undone(batch)
    with pytest.raises(DatabaseError, match="cannot be undone"), as_application(world.ratna):
        batch_undo.remove(batch, entries_of(batch))
    assert Case.objects.count() == 3


@pytest.mark.parametrize("name", ["tono", "rina", "dewi", "nobody"])
def test_the_function_of_the_database_serves_its_own_task_force_alone(desk, world, name):
    batch = desk.written()
    context = scoping.row_security_context(getattr(world, name))
    with pytest.raises(DatabaseError, match="cannot be undone"), transaction.atomic(), row_security.activate(context):
        batch_undo.remove(batch, entries_of(batch))
    assert Case.objects.count() == 3


def test_the_function_itself_refuses_files_that_were_changed(desk, world):
    batch = desk.written()
    Complaint.objects.filter(case__number="K-2023-0001").update(urgency="urgent")
    with pytest.raises(DatabaseError, match="was changed"), as_application(world.ratna):
        batch_undo.remove(batch, entries_of(batch))


def test_a_batch_that_was_not_written_is_not_taken_back(desk, world):
    with pytest.raises(WorkflowRefused):
        desk.undone(desk.checked())


# --- What is kept -----------------------------------------------------------------------------------------------------
def test_the_file_is_kept_encrypted_and_deleted_in_time(desk, world):
    batch = desk.written()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(content, '') FROM cases_registerpiece")
        assert b"Contoh" not in bytes(cursor.fetchone()[0])
        cursor.execute("SELECT file_name FROM cases_registerbatch")
        assert b"register" not in bytes(cursor.fetchone()[0])
    assert tasks.clear_of(world.jambi.pk) == 0
    RegisterBatch.objects.update(settled_at=timezone.now() - timedelta(days=31))
    tasks.clear_registers(timestamp=0)
    assert not RegisterPiece.objects.exists()
    assert not RegisterRow.objects.exists()
    assert RegisterEntry.objects.filter(batch=batch).count() == 3
    assert tasks.clear_of(world.jambi.pk) == 0


def test_what_is_thrown_away_is_gone_at_once(desk, world):
    batch = register.discard(batch=desk.checked(), by=world.ratna)
    assert batch.state == "discarded"
    assert not RegisterPiece.objects.exists()
    assert not RegisterRow.objects.exists()
    with pytest.raises(WorkflowRefused):
        register.check(batch=batch, by=world.ratna)


def test_the_columns_are_remembered_for_the_office(desk, world):
    batch = desk.upload(files.csv_file([("1-2-24", "Contoh", "x")], ("Tgl Lapor", "Nama", "Aneh")))
    register.set_columns(
        batch=batch, fields=["reported_on", "name", "narrative"], default_kind="other_violence",
        default_form="physical", by=world.ratna,
    )  # fmt: skip
    again = desk.upload(files.csv_file([("3-4-24", "Contoh Lain", "y")], ("Tgl Lapor", "Nama", "Aneh")))
    from cases.register import stored_file

    assert stored_file.layout_of(again).fields == ["reported_on", "name", "narrative"]
    assert (again.default_kind, again.default_form) == ("other_violence", "physical")


@pytest.mark.parametrize("name", ["maya", "rina", "arif", "tono"])
def test_who_does_not_import_does_nothing(desk, world, name):
    batch, by = desk.checked(), getattr(world, name)
    acts = [
        lambda: register.upload(task_force=world.jambi, agency=None, file_name="x", content=files.xlsx(), by=by),
        lambda: register.choose_sheet(batch=batch, sheet=0, by=by),
        lambda: register.set_columns(batch=batch, fields=[], default_kind="tppo", by=by),
        lambda: register.check(batch=batch, by=by),
        lambda: register.decide(batch=batch, decisions={}, by=by),
        lambda: register.confirm(batch=batch, by=by),
        lambda: register.cancel(batch=batch, by=by),
        lambda: register.discard(batch=batch, by=by),
        lambda: register.undo(batch=batch, by=by),
        lambda: register.note_download(batch=batch, by=by),
        lambda: approving.hand_in(batch=batch, by=by),
        lambda: approving.withdraw(batch=batch, by=by),
        lambda: approving.give_back(batch=batch, reason="x", by=by),
    ]
    for act in acts:
        with pytest.raises(AccessDenied):
            act()
    assert state(batch) == ("checked", "")
