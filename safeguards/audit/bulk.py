"""Write many audit rows at once, through the same trigger. For the owning role only: COPY bypasses row security."""

from collections.abc import Iterable
from itertools import islice

from django.db import connections

from safeguards.audit.recording import COLUMNS, AuditRow

CHAIN_LOCK = 582107  # the seed of the lock in the trigger safeguards_audit_chain
KINDS = ("text", "timestamptz", "uuid", "text", "text", "text", "uuid", "text", "uuid", "jsonb")  # of COLUMNS


def copy_rows(rows: Iterable[AuditRow]) -> int:
    """COPY rows into the chain in the given order; returns how many. Rows sorted by stream use the cache best."""
    count = 0
    statement = f"COPY safeguards_auditevent ({COLUMNS}) FROM STDIN"
    with connections["default"].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def create_waiting(name: str) -> None:
    """Create a temporary table for audit rows, dropped at commit; ``name`` is an SQL identifier."""
    columns = ", ".join(f"{column} {kind}" for column, kind in zip(AuditRow._fields, KINDS, strict=True))
    with connections["default"].cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (place serial, {columns}) ON COMMIT DROP")


def lock_chain(stream: str) -> None:
    """Take the lock of the chain, as its next writer would, and keep it until the transaction ends."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock(hashtextextended(%s, {CHAIN_LOCK}))", [stream])


def insert_rows(rows: Iterable[AuditRow], *, at_once: int = 1000, into: str = "safeguards_auditevent") -> int:
    """INSERT rows into the chain in the given order; the application role may do this. Returns how many.

    ``into`` names a temporary table instead, for rows that must wait.
    """
    given = ", ".join(f"%s::{kind}[]" for kind in KINDS)
    statement = f"INSERT INTO {into} ({COLUMNS}) SELECT * FROM unnest({given})"  # noqa: S608
    count, rows = 0, iter(rows)
    while some := list(islice(rows, at_once)):
        with connections["default"].cursor() as cursor:
            cursor.execute(statement, [list(column) for column in zip(*some, strict=True)])
        count += len(some)
    return count
