"""Backups of the database, and the drill that proves one can be restored.

A backup is one file of `pg_dump` in custom format, written with mode 0600. Identity, contact and narrative fields are
ciphertext in it; the key ring is deliberately not part of it and is kept elsewhere (see docs/operations.md).
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from tppo_gugus.embedded.binaries import find_binaries

SUFFIX = ".dump"
# Rows of these tables stay out: whoever steals a backup must not walk in on a session that still runs.
NOT_KEPT = ("django_session", "usersessions_usersession", "tppo_cache")


class BackupError(Exception):
    """A backup could not be made or restored; the message holds what PostgreSQL said."""


def make_backup(folder: Path, *, now: datetime | None = None) -> Path:
    """Write a backup of the database into `folder` and return its path; a half-written file never has that name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    moment = now or timezone.now()
    path = folder / f"tppo-{moment:%Y%m%d-%H%M%S}{SUFFIX}"
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    left_out = [f"--exclude-table-data={table}" for table in NOT_KEPT]
    _run("pg_dump", "--format=custom", "--no-owner", *left_out, f"--file={draft}", _database_name())
    draft.rename(path)
    return path


def newest_backup(folder: Path) -> Path:
    """Return the newest backup in `folder`."""
    found = sorted(folder.glob(f"tppo-*{SUFFIX}"))
    if not found:
        raise BackupError(f"There is no backup in {folder}; make one with `make backup`.")
    return found[-1]


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups (at least one) and return what was deleted."""
    old = sorted(folder.glob(f"tppo-*{SUFFIX}"))[: -max(keep, 1)]
    for path in old:
        path.unlink()
    return old


@contextmanager
def restored(path: Path) -> Iterator[str]:
    """Restore `path` into a database of its own, yield its name, and drop it again whatever happens."""
    name = f"restore_drill_{os.getpid()}"
    _in_maintenance_database(sql.SQL("CREATE DATABASE {} TEMPLATE template1").format(sql.Identifier(name)))
    try:
        _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(path))
        yield name
    finally:
        _in_maintenance_database(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def count_rows(database: str) -> dict[str, int]:
    """Return the number of rows of every table of the project in `database`."""
    tables = ["django_migrations", *connection.introspection.django_table_names(only_existing=True)]
    with psycopg.connect(**_parameters(database)) as copy:
        query = sql.SQL("SELECT count(*) FROM {}")
        counted = {table: copy.execute(query.format(sql.Identifier(table))).fetchone() for table in tables}
    return {table: row[0] for table, row in counted.items() if row}


def _database_name() -> str:
    """Return the name of the database these settings use."""
    return str(connection.settings_dict["NAME"])


def _parameters(database: str) -> dict[str, Any]:
    """Return psycopg's parameters for `database` on the server these settings use."""
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
