"""The benchmark database: create, migrate, drop what slows down loading, and restore it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from tppo_gugus.load.writing import COLUMNS

PREFIX = "tppo_load_"
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = ANY (%s::regclass[]) ORDER BY 1, 2
"""
OTHER_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u') AND conrelid = ANY (%s::regclass[]) ORDER BY contype, 1, 2
"""
INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    WHERE i.indrelid = ANY (%s::regclass[])
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    ORDER BY 1
"""
SIDE_TABLES = ("cases_filewords",)  # filled once at the end, from the other tables
WORDS = (
    """INSERT INTO cases_filewords (id, unit, task_force_id, words)
    SELECT id, 'case', task_force_id,
           cases_word_numbers(task_force_id, summary) || cases_simfoni_numbers(task_force_id, simfoni_number)
    FROM cases_case WHERE summary <> '' OR simfoni_number <> ''""",
    """INSERT INTO cases_filewords (id, unit, task_force_id, words)
    SELECT id, 'complaint', task_force_id, cases_word_numbers(task_force_id, summary)
    FROM cases_complaint WHERE summary <> ''""",
)
REFERRING = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND confrelid = ANY (%s::regclass[]) AND conrelid <> ALL (%s::regclass[]) ORDER BY 1, 2
"""


def name_for(cases: int) -> str:
    """The database name for a size."""
    return f"{PREFIX}{cases}"


def is_complete(name: str, note: str) -> bool:
    """Whether the database exists and was filled completely with the data of the note."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [name])
        row = cursor.fetchone()
    return row is not None and row[0] == note


def create(name: str) -> None:
    """Create the database; an existing one of that name is dropped."""
    identifier = sql.Identifier(name)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(identifier))


def use(name: str) -> None:
    """Connect this process to that database from now on."""
    connections.close_all()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name
        connections.settings[alias]["NAME"] = name


def build() -> None:
    """Create the tables and regions."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_regions", stdout=io.StringIO())


def mark_complete(name: str, note: str) -> None:
    """Store that the load is complete."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(note)))


def drop_indexes() -> list[list[str]]:
    """Drop keys and indexes of the tables and disable their triggers; returns the statements to restore them, in
    rounds.

    Statements of a round are independent: first the words of summaries, which the triggers would have written, then
    keys, indexes, and foreign keys, which need keys. The audit keeps its triggers and its index on streams, because
    each row needs the one before it.
    """
    tables = [*COLUMNS, *SIDE_TABLES]
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS, [tables])
        foreign = cursor.fetchall()
        cursor.execute(REFERRING, [tables, tables])
        foreign += cursor.fetchall()
        cursor.execute(OTHER_KEYS, [tables])
        keys = cursor.fetchall()
        cursor.execute(INDEXES, [[*tables, "safeguards_auditevent"]])
        indexes = cursor.fetchall()
        for table, name, _definition in (*foreign, *keys):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return [
        [*WORDS],
        [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in keys],
        [definition for _name, definition in indexes]
        + [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in COLUMNS],
        [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in foreign],
    ]


@contextmanager
def quick_session() -> Iterator[None]:
    """Fast settings for loading; after a crash the data are simply generated again."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SET max_parallel_maintenance_workers = 1")
    yield
