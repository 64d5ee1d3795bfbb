"""Backups: private files, pruned by age, and restored in a drill that leaves no database behind."""

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection

from cases.models import Person
from safeguards.encryption import KeyRing
from safeguards.encryption.key_ring import write_key_ring
from taskforces.choices import Level
from taskforces.models import Region, TaskForce
from tppo_gugus import backup


def databases() -> set[str]:
    """Return the names of all databases of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_restored_beside_the_database_and_dropped_again(tmp_path: Path) -> None:
    Region.objects.create(code="15", name="Jambi", level="province")
    SessionStore().create()
    before, said = databases(), io.StringIO()

    call_command("backup", folder=tmp_path / "kept", stdout=said)
    path = backup.newest_backup(tmp_path / "kept")
    with backup.restored(path) as name:
        rows = backup.count_rows(name)
        assert rows[Region._meta.db_table] == 1
        assert rows["django_session"] == 0, "a stolen backup opens no session"
    call_command("restore_drill", folder=tmp_path / "kept", stdout=said)

    assert path.stat().st_mode & 0o777 == 0o600
    assert databases() == before
    assert "Keep" in said.getvalue()
    assert "restored in" in said.getvalue()
    assert "the audit holds" in said.getvalue()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with a backup that contains a person."""
    task_force = TaskForce.objects.create(name="Gugus Tugas Kota Jambi", level=Level.CITY)
    Person.objects.create(task_force=task_force, name="Siti Contoh", nik="1571014502900001")
    backup.make_backup(tmp_path / "kept")
    return tmp_path / "kept"


@pytest.mark.django_db(transaction=True)
class TestDrill:
    def test_opens_values_and_compares_rows(self, kept: Path) -> None:
        Person.objects.all().delete()  # the source changes during the drill
        said = io.StringIO()
        call_command("restore_drill", folder=kept, stdout=said)
        assert re.search(r"\b[1-9]\d* encrypted values opened", said.getvalue())

    @pytest.mark.parametrize("how", ["foreign", "missing"])
    def test_fails_beside_a_ring_that_is_not_its_own(self, kept: Path, tmp_path: Path, settings, how: str) -> None:
        settings.KEY_RING_FILE = tmp_path / "other.json"
        if how == "foreign":
            write_key_ring(settings.KEY_RING_FILE, KeyRing.generate())
        before = databases()
        with pytest.raises(CommandError, match="cannot be read with our key ring"):
            call_command("restore_drill", folder=kept)
        assert databases() == before

    def test_fails_where_rows_are_missing(self, kept: Path) -> None:
        counts = backup.counts_of(backup.newest_backup(kept))
        counts.write_text(json.dumps({**json.loads(counts.read_text()), "cases_person": 2}))
        with pytest.raises(CommandError, match="cases_person has 1 rows of 2"):
            call_command("restore_drill", folder=kept)

    def test_says_that_a_backup_without_counts_was_not_compared(self, kept: Path) -> None:
        backup.counts_of(backup.newest_backup(kept)).unlink()
        said = io.StringIO()
        call_command("restore_drill", folder=kept, stdout=io.StringIO(), stderr=said)
        assert "could not be compared" in said.getvalue()

    def test_names_the_columns_in_which_a_value_is_damaged(self, kept: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_person SET nik = set_byte(nik, 20, get_byte(nik, 20) # 1)")
        backup.make_backup(kept, now=datetime(2099, 1, 1, tzinfo=UTC))
        said = io.StringIO()
        call_command("restore_drill", folder=kept, stdout=io.StringIO(), stderr=said)
        assert "cases_person.nik" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_fails_the_drill_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "tppo-20260101-000000.dump").write_bytes(b"PGDMP damaged")
    before = databases()

    with pytest.raises(CommandError, match="pg_restore failed"):
        call_command("restore_drill", folder=tmp_path)

    assert databases() == before


def test_a_drill_without_a_backup_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make backup"):
        call_command("restore_drill", folder=tmp_path)


def test_old_backups_are_deleted_but_never_the_last(tmp_path: Path) -> None:
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3)]
    paths = [tmp_path / f"tppo-{day:%Y%m%d-%H%M%S}.dump" for day in days]
    for path in paths:
        path.touch()

    assert backup.prune(tmp_path, keep=2) == paths[:1]
    assert backup.prune(tmp_path, keep=0) == paths[1:2]
    assert backup.newest_backup(tmp_path) == paths[2]
