"""Writing many audit rows at once, through the same trigger. For the owning role: COPY passes row security by."""

from collections.abc import Iterable

from django.db import connections

from safeguards.audit.recording import COLUMNS, AuditRow


def copy_rows(rows: Iterable[AuditRow]) -> int:
    """COPY rows into the chain, in the given order; returns how many. Sort by stream to be kind to the cache."""
    count = 0
    statement = f"COPY safeguards_auditevent ({COLUMNS}) FROM STDIN"
    with connections["default"].cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def insert_rows(rows: Iterable[AuditRow], *, at_once: int = 200) -> int:
    """INSERT rows into the chain in the given order, as the application role may; returns how many."""
    line, count, waiting = f"({', '.join(['%s'] * len(AuditRow._fields))})", 0, []

    def write() -> None:
        statement = f"INSERT INTO safeguards_auditevent ({COLUMNS}) VALUES {', '.join([line] * len(waiting))}"  # noqa: S608
        with connections["default"].cursor() as cursor:
            cursor.execute(statement, [value for row in waiting for value in row])

    for row in rows:
        waiting.append(row)
        count += 1
        if len(waiting) == at_once:
            write()
            waiting.clear()
    if waiting:
        write()
    return count
