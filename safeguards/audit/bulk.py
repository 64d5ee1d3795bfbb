"""Writing many audit rows at once, through the same trigger. For the owning role: COPY passes row security by."""

from collections.abc import Iterable
from itertools import islice

from django.db import connections

from safeguards.audit.recording import COLUMNS, AuditRow

CHAIN_LOCK = 582107  # the seed of the lock in the trigger safeguards_audit_chain
KINDS = ("text", "timestamptz", "uuid", "text", "text", "text", "uuid", "text", "uuid", "jsonb")  # of COLUMNS


def copy_rows(rows: Iterable[AuditRow]) -> int:
    """COPY rows into the chain, in the given order; returns how many. Sort by stream to be kind to the cache."""
    count = 0
    statement = f"COPY safeguards_auditevent ({COLUMNS}) FROM STDIN"
    with connections["default"].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def create_waiting(name: str) -> None:
    """A temporary table for audit rows, gone with the transaction; ``name`` as SQL writes it."""
    columns = ", ".join(f"{column} {kind}" for column, kind in zip(AuditRow._fields, KINDS, strict=True))
    with connections["default"].cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (place serial, {columns}) ON COMMIT DROP")


def lock_chain(stream: str) -> None:
    """Wait for the chain as its next writer would, and keep it until the transaction ends."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock(hashtextextended(%s, {CHAIN_LOCK}))", [stream])


def insert_rows(rows: Iterable[AuditRow], *, at_once: int = 1000, into: str = "safeguards_auditevent") -> int:
    """INSERT rows into the chain in the given order, as the application role may; returns how many.

    ``into`` names a temporary table instead, for rows that are to wait.
    """
    given = ", ".join(f"%s::{kind}[]" for kind in KINDS)
    statement = f"INSERT INTO {into} ({COLUMNS}) SELECT * FROM unnest({given})"  # noqa: S608
    count, rows = 0, iter(rows)
    while some := list(islice(rows, at_once)):
        with connections["default"].cursor() as cursor:
            cursor.execute(statement, [list(column) for column in zip(*some, strict=True)])
        count += len(some)
    return count
