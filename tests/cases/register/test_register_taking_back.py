"""A worker undoes a large batch: cancelled, killed, refused midway; and people in several rows."""

from datetime import timedelta
from threading import Event, Thread, Timer

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from cases.actions import victims
from cases.choices import Stage
from cases.models import Case, Person, RegisterBatch, RegisterProgress, Victim
from cases.register import actions as register
from cases.register import batch_undo, progress, runs, tasks
from safeguards.audit import AuditEvent
from tests.cases.register import files
from tests.cases.register.test_register_runs import jobs, state
from tests.personas import client_of


@pytest.fixture
def taken_back(desk, world, monkeypatch):
    """A written batch to be undone by a worker."""
    batch = desk.written()
    monkeypatch.setattr(runs, "INLINE_ROWS", 0)
    monkeypatch.setattr(runs, "Progress", lambda batch, total: progress.Silent())
    return register.undo(batch=batch, by=world.ratna)


def test_a_large_batch_is_taken_back_by_a_worker(taken_back, world):
    assert state(taken_back) == ("undoing", "")
    assert Case.objects.count() == 3
    assert register.undo(batch=taken_back, by=world.ratna).state == "undoing"  # a second press
    assert len(jobs()) == 1
    tasks.run_register(str(taken_back.pk), str(world.jambi.pk))
    assert state(taken_back) == ("undone", "")
    assert not Case.objects.exists()
    assert not runs.run(taken_back.pk, world.jambi.pk)
    verbs = list(AuditEvent.objects.filter(verb__startswith="register.und").order_by("position").values_list("verb"))
    assert verbs == [("register.undo_asked",), ("register.undone",)]
    assert AuditEvent.objects.filter(verb="register.file_undone").count() == 3


def test_a_file_touched_after_the_question_stays(taken_back, world):
    worked = Victim.objects.filter(stage=Stage.COMPLAINT).order_by("case__number").first()
    victims.move(victim=worked, to=Stage.IDENTIFICATION, by=world.ratna)
    runs.run(taken_back.pk, world.jambi.pk)
    assert state(taken_back) == ("undone", "")
    assert list(Case.objects.values_list("pk", flat=True)) == [worked.case_id]


def test_a_batch_used_as_a_whole_meanwhile_stays(taken_back, world):
    for victim in Victim.objects.filter(position=1):
        victim.version += 1
        victim.save()
    runs.run(taken_back.pk, world.jambi.pk)
    assert state(taken_back) == ("written", "used")
    assert Case.objects.count() == 3


def test_a_taking_back_that_is_cancelled_leaves_every_file(taken_back, world, monkeypatch):
    monkeypatch.setattr(progress.Silent, "move", lambda self, done: (_ for _ in ()).throw(progress.Cancelled))
    runs.run(taken_back.pk, world.jambi.pk)
    assert state(taken_back) == ("written", "cancelled")
    assert Case.objects.count() == 3
    assert not AuditEvent.objects.filter(verb="register.file_undone").exists()


def test_a_taking_back_nobody_began_is_cancelled_at_once(taken_back, world):
    assert register.cancel(batch=taken_back, by=world.ratna)
    assert state(taken_back) == ("written", "cancelled")
    assert not runs.run(taken_back.pk, world.jambi.pk)
    assert Case.objects.count() == 3
    register.undo(batch=taken_back, by=world.ratna)
    runs.run(taken_back.pk, world.jambi.pk)
    assert not Case.objects.exists()


def test_a_taking_back_midway_refused_leaves_every_file(taken_back, world, monkeypatch):
    monkeypatch.setattr(batch_undo, "CHUNK", 1)
    original, calls = batch_undo.remove, []

    def second_fails(batch, entries):
        calls.append(entries)
        if len(calls) == 2:
            raise DatabaseError("x")
        return original(batch, entries)

    monkeypatch.setattr(batch_undo, "remove", second_fails)
    runs.run(taken_back.pk, world.jambi.pk)
    assert state(taken_back) == ("written", "changed")
    assert Case.objects.count() == 3


def test_time_that_runs_out_before_the_worker_comes(taken_back, world, monkeypatch):
    monkeypatch.setattr(batch_undo, "touched", lambda batch: {})  # no victim is newer than the import
    RegisterBatch.objects.update(written_at=timezone.now() - timedelta(days=91))
    runs.run(taken_back.pk, world.jambi.pk)
    assert state(taken_back) == ("written", "changed")
    assert Case.objects.count() == 3


def test_a_taking_back_whose_worker_was_killed_begins_anew(taken_back, world):
    RegisterProgress.objects.update(moved_at=timezone.now() - timedelta(minutes=10))
    assert tasks.stalled_of(world.jambi.pk) == [taken_back.pk]
    tasks.resume_registers(timestamp=0)
    assert state(taken_back) == ("undone", "")


def test_access_that_ended_meanwhile_stops_the_taking_back(taken_back, world):
    world.ratna.memberships.update(valid_until=timezone.localdate() - timedelta(days=1))
    runs.run(taken_back.pk, world.jambi.pk)
    assert state(taken_back) == ("written", "access")
    assert Case.objects.count() == 3


def test_one_person_of_two_rows_goes_with_both_or_stays_with_one(desk, world, monkeypatch):
    monkeypatch.setattr(batch_undo, "CHUNK", 1)
    again = ("4", "9/2024", "3-3-2024", "Contoh Melati", "1571025203070001", "Pr", "16", "", "TPPO", "Lagi.", "")
    batch = desk.written(files.xlsx([*files.ROWS, again], **files.WITHOUT_YEAR))
    later = Victim.objects.get(case__number="K-2024-0001")
    victims.move(victim=later, to=Stage.IDENTIFICATION, by=world.ratna)
    left = batch_undo.touched(batch)
    assert sorted(left.values()) == ["datanya diubah sesudah dipindahkan", "orangnya ada juga di berkas lain"]
    desk.undone(batch)
    assert sorted(Case.objects.values_list("number", flat=True)) == ["K-2023-0001", "K-2024-0001"]


def test_one_person_of_two_rows_is_taken_back_some_files_at_a_time(desk, monkeypatch):
    monkeypatch.setattr(batch_undo, "CHUNK", 1)
    again = ("4", "9/2024", "3-3-2024", "Contoh Melati", "1571025203070001", "Pr", "16", "", "TPPO", "Lagi.", "")
    batch = desk.written(files.xlsx([files.ROWS[0], again], **files.WITHOUT_YEAR))
    assert Person.objects.count() == 1
    desk.undone(batch)
    assert not Person.objects.exists()


def test_the_page_shows_it_and_its_button_stops_it(taken_back, world):
    client, here = client_of(world.ratna), f"/register-lama/{taken_back.pk}/"
    page = client.get(here).content.decode()
    assert "Berkas sedang ditarik kembali" in page
    assert "Batalkan proses" in page
    assert client.get(f"{here}kemajuan/").json() == {"state": "undoing", "done": 0, "total": 3}
    assert client.post(f"{here}batalkan/").url == here
    page = client.get(here).content.decode()
    assert "Semua berkas tetap ada." in page
    assert "Tidak ada yang ditulis" not in page
    assert Case.objects.count() == 3


def test_the_page_of_a_batch_that_was_not_written_takes_nothing_back(desk, world):
    batch, client = desk.checked(), client_of(world.ratna)
    assert client.get(f"/register-lama/{batch.pk}/tarik/").context["goes"] == "0 kasus"
    client.post(f"/register-lama/{batch.pk}/tarik/")
    assert state(batch) == ("checked", "")


@pytest.mark.django_db(transaction=True)
def test_what_a_colleague_saves_at_that_moment_is_not_removed(desk, world):
    batch = desk.written()
    case = Case.objects.order_by("number").first()
    saving, saved = Event(), Event()

    def save() -> None:
        try:
            with transaction.atomic():
                Case.objects.filter(pk=case.pk).update(summary="Baru saja ditulis")
                saving.set()
                saved.wait(10)
        finally:
            connections.close_all()

    colleague = Thread(target=save)
    colleague.start()
    assert saving.wait(10)
    Timer(0.5, saved.set).start()  # by then the undo waits for the row
    desk.undone(batch)
    colleague.join(10)
    assert Case.objects.get(pk=case.pk).summary == "Baru saja ditulis"
    assert state(batch) == ("written", "changed")
    assert Case.objects.count() == 3
