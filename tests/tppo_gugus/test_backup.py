"""Backups: private files, pruned by age, and restored in a drill that leaves no database behind."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection

from taskforces.models import Region
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
