"""Re-encrypt everything with the active key, in batches. Each is one transaction, so the run may stop at any time.

A row is done when its values carry the active key's id; the next run continues with the rest.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pgtrigger
from django.db import connection, models, transaction

from safeguards.encryption.cipher import KEY_ID_OFFSET, DecryptionError, decrypt_text, encrypt_text
from safeguards.encryption.fields import EncryptedTextField
from safeguards.encryption.key_ring import key_ring
from safeguards.encryption.unreadable import record_once
from safeguards.privacy import first_party_models

BATCH_ROWS = 500

# Encrypted values outside model fields: name -> function that re-encrypts them and returns how many.
other_values: dict[str, Callable[[], int]] = {}


class StoredColumn(NamedTuple):
    """One encrypted column and the purpose of its values."""

    name: str
    purpose: bytes


def encrypted_models() -> list[tuple[type[models.Model], list[StoredColumn]]]:
    """Every table of ours with encrypted columns, history tables included."""
    found = []
    for model in first_party_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        columns = [
            StoredColumn(str(field.column), field.purpose)
            for field in model._meta.local_concrete_fields
            if isinstance(field, EncryptedTextField)
        ]
        if columns:
            found.append((model, columns))
    return found


@dataclass
class Done:
    """The number of rows re-encrypted, and of values left as they are because they cannot be read."""

    rows: int = 0
    unreadable: int = 0


def rotate_model(
    model: type[models.Model], columns: list[StoredColumn], *, batch_rows: int = BATCH_ROWS, done: Done | None = None
) -> Iterator[int]:
    """Re-encrypt one table. Yields the number of rows after each committed batch, and adds to ``done``.

    A value that cannot be read is recorded and left as it is; the next run tries its row again.
    """
    last, done = None, done or Done()
    while True:
        with transaction.atomic(), _quiet_triggers():
            rows = _next_rows(model, columns, last, batch_rows)
            if rows:
                left = _write_rows(model, columns, rows)
        if not rows:
            return
        last = rows[-1][0]
        done.rows += len(rows)
        done.unreadable += left
        yield len(rows)


def _next_rows(model: type[models.Model], columns: list[StoredColumn], last: Any, batch_rows: int) -> list[tuple]:
    """Key and encrypted values of the next rows to do, in the order of the key, locked."""
    quote = connection.ops.quote_name
    key = quote(str(model._meta.pk.column))
    names = ", ".join(quote(column.name) for column in columns)
    after = f"{key} > %s AND" if last is not None else ""
    statement = (
        f"SELECT {key}, {names} FROM {quote(model._meta.db_table)} "  # noqa: S608 - names of our models
        f"WHERE {after} {_waiting(columns)} ORDER BY {key} LIMIT %s FOR UPDATE"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*([last] if last is not None else []), batch_rows])
        return cursor.fetchall()


def _write_rows(model: type[models.Model], columns: list[StoredColumn], rows: list[tuple]) -> int:
    """Write the values of a batch back under the active key, in one statement; returns how many were unreadable."""
    quote = connection.ops.quote_name
    key_type = model._meta.pk.rel_db_type(connection)
    values = [[_reencrypted(model, row[0], column, row[i + 1]) for row in rows] for i, column in enumerate(columns)]
    assignments = ", ".join(f"{quote(column.name)} = v.c{i}" for i, column in enumerate(columns))
    arrays = ", ".join([f"%s::{key_type}[]", *["%s::bytea[]"] * len(columns)])
    aliases = ", ".join(["k", *[f"c{i}" for i in range(len(columns))]])
    statement = (
        f"UPDATE {quote(model._meta.db_table)} AS t SET {assignments} "  # noqa: S608 - names of our models
        f"FROM unnest({arrays}) AS v({aliases}) WHERE t.{quote(str(model._meta.pk.column))} = v.k"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[row[0] for row in rows], *[[text for text, _read in column] for column in values]])
    return sum(not read for column in values for _text, read in column)


def _waiting(columns: list[StoredColumn]) -> str:
    """SQL: one of the row's values was written with another key than the active one."""
    active, quote = key_ring().active, connection.ops.quote_name
    test = f"CASE WHEN octet_length({{0}}) > {KEY_ID_OFFSET} THEN get_byte({{0}}, {KEY_ID_OFFSET}) <> {active} END"
    tests = [test.format(quote(column.name)) for column in columns]
    return f"({' OR '.join(tests)})"


def _reencrypted(
    model: type[models.Model], key: Any, column: StoredColumn, value: bytes | None
) -> tuple[bytes | None, bool]:
    """The value under the active key, and whether it could be read; an unreadable value stays as it is."""
    if value is None:
        return None, True
    try:
        return encrypt_text(decrypt_text(value, column.purpose), column.purpose), True
    except DecryptionError:
        record_once(bytes(value), model._meta.db_table, column.name, key)
        return value, False


@contextlib.contextmanager
def _quiet_triggers() -> Iterator[None]:
    """Write no history row for a change of key, and skip the append-only triggers of the history tables."""
    with pgtrigger.ignore():
        yield
