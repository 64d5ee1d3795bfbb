"""Other writers of numbers and audit wait only for the last step of an import."""

import threading

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from cases.models import Case, Complaint
from cases.register import actions as register
from cases.register import batch_writer, runs, waiting_rows
from safeguards.audit.bulk import lock_chain
from taskforces.actions.numbering import next_number, take_numbers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database_timers]


@pytest.fixture
def confirmed(desk, world, monkeypatch):
    """A batch to be written by a worker, with rows of this year."""
    monkeypatch.setattr(runs, "INLINE_ROWS", 0)
    from tests.cases.register import files

    today = timezone.localdate()
    rows = [(*row[:2], f"{today:%d-%m-%Y}", *row[3:]) for row in files.ROWS]
    batch = register.check(batch=desk.upload(files.xlsx(rows, **files.WITHOUT_YEAR)), by=world.ratna)
    runs.run(batch.pk, world.jambi.pk)
    return register.confirm(batch=batch, by=world.ratna)


def elsewhere(act):
    """Do something on a separate connection without waiting for locks."""
    said = []

    def run():
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '500ms'")
                said.append(act())
        except OperationalError as error:
            said.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return said[0]


def take(world):
    """The locks of logging a complaint and opening its case: both numbers, and the chain."""

    def act():
        year = timezone.localdate().year
        taken = [next_number(task_force_id=world.jambi.pk, series=series, year=year) for series in "PK"]
        lock_chain(str(world.jambi.pk))
        return taken

    return elsewhere(act)


def test_numbers_and_audit_are_free_until_the_last_step(confirmed, world, monkeypatch):
    year, seen = timezone.localdate().year, []
    original, settle = batch_writer.detection.detect_all_links, waiting_rows.WaitingRows.settle

    def look_before(*args, **kwargs):
        seen.append(take(world))
        return original(*args, **kwargs)

    def look_after(self):
        settle(self)
        seen.append(take(world))

    monkeypatch.setattr(batch_writer.detection, "detect_all_links", look_before)
    monkeypatch.setattr(waiting_rows.WaitingRows, "settle", look_after)
    runs.run(confirmed.pk, world.jambi.pk)
    assert seen[0] == [f"P-{year}-0001", f"K-{year}-0001"]
    assert isinstance(seen[1], OperationalError)  # the check can fail
    written = [f"K-{year}-000{n}" for n in (2, 3, 4)]  # the colleague's number comes first, without a gap
    assert list(Case.objects.order_by("pk").values_list("number", flat=True)) == written
    assert take(world) == [f"P-{year}-0005", f"K-{year}-0005"]


def test_a_batch_waits_politely_for_a_colleague(confirmed, world, monkeypatch):
    """A colleague holds the chain lock and wants a number: holding the number locks meanwhile would deadlock."""
    holds, ends, seen = threading.Event(), threading.Event(), []

    def colleague():
        with transaction.atomic():
            lock_chain(str(world.jambi.pk))
            holds.set()
            ends.wait(30)
            seen.append(next_number(task_force_id=world.jambi.pk, series="K", year=timezone.localdate().year))
        connections.close_all()

    thread = threading.Thread(target=colleague)
    monkeypatch.setattr(waiting_rows.time, "sleep", lambda seconds: (ends.set(), thread.join()))
    original = batch_writer.detection.detect_all_links

    def meanwhile(*args, **kwargs):
        thread.start()
        holds.wait(30)
        return original(*args, **kwargs)

    monkeypatch.setattr(batch_writer.detection, "detect_all_links", meanwhile)
    runs.run(confirmed.pk, world.jambi.pk)
    assert seen == [f"K-{timezone.localdate().year}-0001"]
    assert Case.objects.count() == 3


def test_a_batch_that_gets_no_lock_writes_nothing_and_takes_no_number(confirmed, world, monkeypatch):
    monkeypatch.setattr(waiting_rows, "PATIENCE", 0)
    with transaction.atomic(using="audit"), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 582107))", [str(world.jambi.pk)])
        runs.run(confirmed.pk, world.jambi.pk)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.failure) == ("checked", "changed")
    assert not Complaint.objects.exists()
    year = timezone.localdate().year
    assert take(world) == [f"P-{year}-0001", f"K-{year}-0001"]


def test_several_numbers_follow_those_that_were_taken(world):
    one = {"task_force_id": world.jambi.pk, "series": "P"}
    assert next_number(**one, year=2020) == "P-2020-0001"
    assert take_numbers(**one, counts={2020: 3, 2019: 2}) == {2020: 1, 2019: 0}
    assert next_number(**one, year=2020) == "P-2020-0005"
    assert take_numbers(**one, counts={}) == {}
