"""Backups of the database, and the drill that proves one can be restored.

A backup is one file of ``pg_dump`` in custom format, written with mode 0600. Identity, contact and narrative fields are
ciphertext in it; the key ring is deliberately not part of it and is kept elsewhere (see docs/operations.md). A file
beside it has the row count of every table at that moment, so that the drill detects missing rows.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from safeguards.audit import verification
from safeguards.encryption import KeyRingError, sealing
from safeguards.encryption.key_ring import read_key_ring
from safeguards.encryption.proof import ProofResult, prove
from tppo_gugus.embedded.binaries import find_binaries

SUFFIX = ".dump"
COUNTS_SUFFIX = ".rows.json"
# Rows of these tables are left out, so that a stolen backup gives no access through a running session.
NOT_KEPT = ("django_session", "usersessions_usersession", "tppo_cache")


class BackupError(Exception):
    """A backup could not be made or restored; the message contains PostgreSQL's error."""


def make_backup(folder: Path, *, now: datetime | None = None) -> Path:
    """Write a backup of the database into ``folder`` and return its path. A half-written file has another name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = now or timezone.now()
    path = folder / f"tppo-{moment:%Y%m%d-%H%M%S}{SUFFIX}"
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    left_out = [f"--exclude-table-data={table}" for table in NOT_KEPT]
    connection.ensure_connection()  # the embedded server starts with the first connection
    with psycopg.connect(**_parameters(_database_name())) as same_moment:
        same_moment.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (snapshot,) = same_moment.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        saved = (f"--snapshot={snapshot}", f"--file={draft}", _database_name())
        _run("pg_dump", "--format=custom", "--no-owner", *left_out, *saved)
        counted = {table: rows for table, rows in _count(same_moment).items() if table not in NOT_KEPT}
    counts_of(path).write_text(json.dumps(counted, indent=1))
    draft.rename(path)
    return path


def counts_of(path: Path) -> Path:
    """The file beside a backup with the row counts of its tables."""
    return path.with_suffix(COUNTS_SUFFIX)


def newest_backup(folder: Path) -> Path:
    """The newest backup in ``folder``."""
    found = sorted(folder.glob(f"tppo-*{SUFFIX}"))
    if not found:
        raise BackupError(f"There is no backup in {folder}; make one with `make backup`.")
    return found[-1]


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` backups (at least one) and return what was deleted."""
    old = sorted(folder.glob(f"tppo-*{SUFFIX}"))[: -max(keep, 1)]
    for path in old:
        path.unlink()
        counts_of(path).unlink(missing_ok=True)
    return old


@contextmanager
def restored(path: Path) -> Iterator[str]:
    """Restore ``path`` into a new database, yield its name, and always drop it again."""
    name = f"restore_drill_{os.getpid()}"
    _in_maintenance_database(sql.SQL("CREATE DATABASE {} TEMPLATE template1").format(sql.Identifier(name)))
    try:
        _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(path))
        yield name
    finally:
        _drop(name)


def _drop(name: str) -> None:
    """Drop a copy. First without FORCE, because that is refused while autovacuum of another role works on it."""
    try:
        _in_maintenance_database(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
    except psycopg.errors.ObjectInUse:
        _in_maintenance_database(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def count_rows(database: str) -> dict[str, int]:
    """The number of rows of every table of the project in ``database``."""
    with psycopg.connect(**_parameters(database)) as copy:
        return _count(copy)


@dataclass(frozen=True)
class RestoredRows:
    """The result of the drill on a restored copy."""

    rows: dict[str, int]
    opened: ProofResult  # encrypted values tried with the key ring
    were_counted: bool  # whether there was a file with row counts


def examine(database: str, path: Path) -> RestoredRows:
    """Check a restored copy: its row counts, its audit chain, and its values with our key ring.

    Raise ``BackupError`` with the fault: other row counts, a broken chain, or a key ring that does not fit.
    """
    rows = count_rows(database)
    counts = counts_of(path)
    if counts.exists():
        wanted = json.loads(counts.read_text())
        wrong = [f"{table} has {rows.get(table, 0)} rows of {n}" for table, n in wanted.items() if rows.get(table) != n]
        if wrong:
            raise BackupError(f"{path} is not whole: {'; '.join(wrong)}.")
    with psycopg.connect(**_parameters(database)) as copy:
        faults = [verification.Fault(*row) for row in copy.execute(verification.FAULTS.encode()).fetchall()]
        if faults:
            raise BackupError(f"{path}: {'; '.join(map(str, faults))}")
        try:
            ring = read_key_ring(sealing.key_ring_file())
            sealing.compare(sealing.seal_in(copy.cursor()), ring)
            opened = prove(copy.cursor(), ring)
        except KeyRingError as error:
            raise BackupError(f"{path} cannot be read with our key ring: {error}") from error
    return RestoredRows(rows, opened, counts.exists())


def _count(database: psycopg.Connection) -> dict[str, int]:
    """The number of rows of every table of the project, through an open connection."""
    tables = ["django_migrations", *connection.introspection.django_table_names(only_existing=True)]
    query = sql.SQL("SELECT count(*) FROM {}")
    counted = {table: database.execute(query.format(sql.Identifier(table))).fetchone() for table in tables}
    return {table: row[0] for table, row in counted.items() if row}


def _database_name() -> str:
    """The name of the database these settings use."""
    return str(connection.settings_dict["NAME"])


def _parameters(database: str) -> dict[str, Any]:
    """Psycopg's parameters for ``database`` on the server these settings use."""
    used = connection.settings_dict
    given = {"host": used["HOST"], "port": str(used["PORT"] or ""), "user": used["USER"], "password": used["PASSWORD"]}
    return {name: value for name, value in given.items() if value} | {"dbname": database}


def _in_maintenance_database(statement: sql.Composed) -> None:
    """Run one statement outside any transaction in the database every server has."""
    with psycopg.connect(**_parameters("postgres"), autocommit=True) as maintenance:
        maintenance.execute(statement)


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL program against our server; the password travels in the environment, never in the arguments."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    parameters = _parameters("postgres")
    environment = {names[name]: value for name, value in parameters.items() if name in names}
    connection.ensure_connection()  # the embedded server starts with the first connection
    embedded = "EMBEDDED" in settings.DATABASES["default"]
    command = str(find_binaries() / program) if embedded or "PG_BIN" in os.environ else program
    result = subprocess.run([command, *arguments], env={**os.environ, **environment}, capture_output=True, text=True)
    if result.returncode:
        raise BackupError(f"{program} failed: {result.stderr.strip()}")
