"""Check with samples whether a key ring can decrypt the values of a database."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from psycopg import sql

from safeguards.encryption.cipher import HEADER_BYTES, KEY_ID_OFFSET, VERSION, DecryptionError, decrypt_text, key_id_of
from safeguards.encryption.key_ring import ForeignKeyRingError, KeyRing
from safeguards.encryption.rotation import StoredColumn, encrypted_models

SAMPLE = 20  # values of a key, of one column
EXISTING = "SELECT table_name, column_name FROM information_schema.columns WHERE udt_name = 'bytea'"

# Encrypted values outside model fields: functions that return samples of them as (value, purpose).
other_samples: list[Callable[["Asked"], Iterable[tuple[bytes, bytes]]]] = []


class Asked(Protocol):
    """A cursor of Django or a connection of psycopg."""

    def execute(self, query: Any, params: Any = None) -> Any:
        """Run one statement."""

    def fetchall(self) -> list[tuple]:
        """The rows of the statement."""


class ProofResult(NamedTuple):
    """How many samples could be decrypted, and which columns hold one that could not."""

    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    unreadable_in: tuple[str, ...]


def holds_encrypted_values(database: Asked) -> bool:
    """Whether this database holds any encrypted value. The caller must see all rows."""
    return any(_values(database, table, column, 1) for table, column in _columns(database)) or any(
        True for samples in other_samples for _sample in samples(database)
    )


def prove(database: Asked, ring: KeyRing) -> ProofResult:
    """Decrypt samples of every key in use. Raises ``ForeignKeyRingError`` if a key is missing or too few samples open.

    Half of a key's samples must open: single values may be damaged, and a foreign ring may have written some.
    """
    found, opened, unreadable = Counter[int](), Counter[int](), set()
    for value, purpose in _samples(database):
        key_id = key_id_of(value)
        if key_id not in ring.keys:
            raise ForeignKeyRingError(
                f"The key ring lacks key {key_id}, with which {purpose.decode()} was written: "
                "put back the ring that has it."
            )
        found[key_id] += 1
        try:
            decrypt_text(value, purpose, ring)
            opened[key_id] += 1
        except DecryptionError:
            unreadable.add(purpose.decode())
    for key_id, count in found.items():
        if opened[key_id] * 2 < count:
            raise ForeignKeyRingError(
                f"This is not the key ring the database was written with: its key {key_id} opens {opened[key_id]} of "
                f"{count} values; put the right one back."
            )
    return ProofResult(opened.total(), tuple(sorted(unreadable)))


def _samples(database: Asked) -> Iterable[tuple[bytes, bytes]]:
    """Some values of every key and every existing column, with their purpose."""
    for table, column in _columns(database):
        name, source = sql.Identifier(column.name), sql.Identifier(table)
        query = sql.SQL("SELECT DISTINCT get_byte({0}, {1}) FROM {2} WHERE {3}")
        for (key_id,) in _asked(database, query.format(name, KEY_ID_OFFSET, source, _whole(name))):
            for value in _values(database, table, column, SAMPLE, key_id=key_id):
                yield value, column.purpose
    for samples in other_samples:
        yield from samples(database)


def _values(database: Asked, table: str, column: StoredColumn, limit: int, *, key_id: int | None = None) -> list[bytes]:
    name = sql.Identifier(column.name)
    of_key = sql.SQL("") if key_id is None else sql.SQL(" AND {}").format(_carries(name, key_id))
    query = sql.SQL("SELECT {0} FROM {1} WHERE {2}{3} LIMIT {4}")
    statement = query.format(name, sql.Identifier(table), _whole(name), of_key, limit)
    return [bytes(value) for (value,) in _asked(database, statement)]


def _whole(name: sql.Identifier) -> sql.Composed:
    """SQL: the value has our layout. Any other value is damaged, and says nothing about keys."""
    query = sql.SQL("CASE WHEN octet_length({0}) > {1} THEN get_byte({0}, 0) = {2} END")
    return query.format(name, HEADER_BYTES, VERSION)


def _carries(name: sql.Identifier, key_id: int) -> sql.Composed:
    """SQL: the value was written with this key."""
    query = sql.SQL("CASE WHEN octet_length({0}) > {1} THEN get_byte({0}, {1}) = {2} END")
    return query.format(name, KEY_ID_OFFSET, key_id)


def _columns(database: Asked) -> list[tuple[str, StoredColumn]]:
    """Every encrypted column that exists here; a database being migrated, or an older copy, may lack some."""
    there = set(_asked(database, EXISTING))
    return [
        (model._meta.db_table, column)
        for model, columns in encrypted_models()
        for column in columns
        if (model._meta.db_table, column.name) in there
    ]


def _asked(database: Asked, statement: Any) -> list[tuple]:
    """Rows of one statement."""
    database.execute(statement)
    return database.fetchall()
