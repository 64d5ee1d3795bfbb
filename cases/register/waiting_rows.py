"""Temporary tables where complaints and cases wait for their numbers, so that nobody else waits for the import.

Number series and audit chain stay locked until the transaction ends. So everything else of a batch is written first.
Both locks are taken only for the last seconds, when the waiting rows move to their tables.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import OperationalError, connection, models, transaction

from cases.models import Case, Complaint, ComplaintPerson, ComplaintTokens, RegisterEntry, StageChange, Victim
from cases.register.bulk_insert import insert
from safeguards.audit.bulk import create_waiting, insert_rows, lock_chain
from safeguards.audit.recording import COLUMNS, AuditRow
from taskforces.actions.numbering import take_numbers

SERIES: dict[type[models.Model], str] = {Case: "K", Complaint: "P"}
WAITING = (Case, Complaint, RegisterEntry)  # in the order they move; entries need existing files
EARLY = (ComplaintPerson, ComplaintTokens, StageChange, Victim)  # written before the complaints and cases they point at
AT_ONCE = "200ms"  # longest single wait for a lock, below PostgreSQL's deadlock timeout
PATIENCE = 60  # seconds of trying
PAUSE = 0.05  # seconds between two tries, for others
AUDIT = "pg_temp.waiting_audit"
WRITE_AUDIT = f"""
    INSERT INTO safeguards_auditevent ({COLUMNS}) SELECT {COLUMNS} FROM (
        SELECT w.place, w.stream, w.at, w.actor_id, w.actor_name, w.verb, w.target_type, w.target_id,
               k.number AS target_label, w.root_id, w.details || jsonb_build_object('complaint', c.number) AS details
          FROM {AUDIT} w JOIN cases_case k ON k.id = w.target_id JOIN cases_complaint c ON c.case_id = k.id
         UNION ALL
        SELECT w.place, w.stream, w.at, w.actor_id, w.actor_name, w.verb, w.target_type, w.target_id,
               c.number, w.root_id, w.details
          FROM {AUDIT} w JOIN cases_complaint c ON c.id = w.target_id
    ) AS told ORDER BY place
"""  # noqa: S608
FOREIGN_KEYS = """
    SELECT quote_ident(conname) FROM pg_constraint
     WHERE contype = 'f' AND condeferrable AND conrelid = ANY (%s::regclass[]) AND confrelid <> ALL (%s::regclass[])
"""


class WaitingRows:
    """The waiting rows of one batch. They live in the caller's transaction."""

    def __init__(self, task_force_id: UUID) -> None:
        self.force = task_force_id
        self.years: dict[type[models.Model], Counter[int]] = {model: Counter() for model in SERIES}
        create_waiting(AUDIT)
        with connection.cursor() as cursor:
            for model in WAITING:
                cursor.execute(f"CREATE TEMPORARY TABLE {_name(model)} (LIKE {_table(model)}) ON COMMIT DROP")
            cursor.execute(FOREIGN_KEYS, [[_table(m) for m in EARLY], [_table(m) for m in SERIES]])
            names = ", ".join(name for (name,) in cursor.fetchall())
            cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")  # check them now, not while others wait

    def place(self, model: type[models.Model], year: int) -> str:
        """A placeholder for the number of a case or a complaint: the year, and its place in that year."""
        self.years[model][year] += 1
        return f"{year}-{self.years[model][year]}"

    def hold(self, rows: Sequence[models.Model]) -> None:
        """Put complaints, cases or entries into their waiting table."""
        if rows:
            insert(rows, into=_name(type(rows[0])))

    def tell(self, rows: Iterable[AuditRow]) -> None:
        """Put audit rows about cases and complaints into their waiting table; ``settle`` fills in the numbers."""
        insert_rows(rows, into=AUDIT)

    def cases_of(self, complaint_ids: Iterable[UUID]) -> dict[UUID, UUID | None]:
        """The case of each waiting complaint; ``None`` where it has none."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, case_id FROM {_name(Complaint)} WHERE id = ANY (%s)", [list(complaint_ids)])  # noqa: S608
            return dict(cursor.fetchall())

    def settle(self) -> None:
        """Number all waiting rows and move them to their tables. Others wait until the transaction ends."""
        self._lock(str(self.force))
        with connection.cursor() as cursor:
            for model in WAITING:
                cursor.execute(*self._move(model))
                cursor.execute(f"DROP TABLE {_name(model)}")
            cursor.execute(WRITE_AUDIT)
            cursor.execute(f"DROP TABLE {AUDIT}")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def _lock(self, stream: str) -> None:
        """Take all locks or none, and retry. This avoids a deadlock with holders of one lock who want another."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with transaction.atomic():
                    before = _set_lock_timeout(AT_ONCE)
                    lock_chain(stream)
                    self.before = {
                        model: take_numbers(task_force_id=self.force, series=series, counts=self.years[model])
                        for model, series in SERIES.items()
                    }
                    _set_lock_timeout(before)
                return
            except OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(PAUSE)

    def _move(self, model: type[models.Model]) -> tuple[str, list]:
        """The statement that copies waiting rows with their numbers."""
        names = [connection.ops.quote_name(field.column) for field in model._meta.concrete_fields]
        if model not in SERIES:
            listed = ", ".join(names)
            return f"INSERT INTO {_table(model)} ({listed}) SELECT {listed} FROM {_name(model)}", []  # noqa: S608
        place = "split_part(s.number, '-', 2)::integer + b.before"
        number = f"%s || '-' || b.year || '-' || lpad(({place})::text, greatest(4, length(({place})::text)), '0')"
        taken = ", ".join(number if name == '"number"' else f"s.{name}" for name in names)
        statement = (
            f"INSERT INTO {_table(model)} ({', '.join(names)}) SELECT {taken} FROM {_name(model)} s "  # noqa: S608
            "JOIN unnest(%s::integer[], %s::integer[]) AS b (year, before)"
            " ON b.year = split_part(s.number, '-', 1)::integer"
        )
        before = self.before[model]
        return statement, [SERIES[model], list(before), list(before.values())]


def _name(model: type[models.Model]) -> str:
    return f"pg_temp.waiting_{model._meta.db_table}"


def _table(model: type[models.Model]) -> str:
    return f"public.{model._meta.db_table}"


def _set_lock_timeout(value: str) -> str:
    """Set the lock timeout of this transaction; returns the old one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [value])
    return before
