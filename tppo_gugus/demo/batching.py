"""Less waiting while stories are told: nobody waits for a statement whose answer is not needed yet.

Half of the statements write rows or make settings. They are sent a few at a time, and PostgreSQL works on them while
the story goes on here. The statements, their order and their context stay the same. An error is raised a few statements
later than usual. The demo can bear that: its one transaction is kept whole or not at all.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from django.db import DatabaseError, connection
from django.db.backends.postgresql.base import Cursor
from psycopg import errors, generators, pq

ENOUGH_TO_SEND = 3  # statements
HISTORY_CONTEXT = (
    "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true); "
)
ROW_CONTEXT = "SELECT set_config(%s, %s, true)"
ONE_ROW = re.compile(r'^UPDATE "(\w+)" SET .* WHERE "\1"\."id" = %s$', re.DOTALL)


class Waiting:
    """Statements not sent yet, and what was said last about who acts."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.checked: list[int] = []  # places of the statements that must change exactly one row
        self.history: tuple = ()  # the context of the field history in force
        self.row_context = -1  # place of a row security context that may still be replaced
        self.under_way: list[int] | None = None  # the checked places of a message that PostgreSQL is working on

    def add(self, statement: str, *, changes_one_row: bool = False) -> None:
        """Keep a statement for later."""
        if changes_one_row:
            self.checked.append(len(self.statements))
        self.statements.append(statement)
        self.row_context = -1

    def set_row_context(self, statement: str) -> None:
        """Keep a row security context; it replaces one under which nothing has been done."""
        if self.row_context >= 0:
            self.statements[self.row_context] = statement
            return
        self.add(statement)
        self.row_context = len(self.statements) - 1

    def take(self) -> tuple[list[str], list[int]]:
        """Return what waits, and wait for more."""
        taken = self.statements, self.checked
        self.statements, self.checked, self.row_context = [], [], -1
        return taken


class BatchingCursor(Cursor):
    """A cursor of the connection that tells stories."""

    waiting: Waiting
    _waits = False

    @property
    def rowcount(self) -> int:
        """The rows a statement touched; of one that waits, the one row it must touch."""
        return 1 if self._waits else super().rowcount

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Send a statement with all that wait, or let it wait too."""
        self._waits = False
        if not isinstance(query, str) or isinstance(params, dict) or options:
            return self._send(query, params, **options)
        query, params = self._say_history(query, params)
        if query.startswith(ROW_CONTEXT) and query.count("%s") == len(params) and query.count("(") == len(params) // 2:
            self.waiting.set_row_context(self.mogrify(query, params))
        elif query.startswith("INSERT INTO ") and "RETURNING" not in query:
            self.waiting.add(self._merged(query, params))
        elif ONE_ROW.match(query):
            self.waiting.add(self._merged(query, params), changes_one_row=True)
        else:
            return self._send(query, params)
        self._waits = True
        if len(self.waiting.statements) >= ENOUGH_TO_SEND:
            self._send_ahead()
        return self

    def flush(self) -> None:
        """Send what waits, and see all of it done."""
        self._send_ahead()
        self._see_done()

    def forget(self) -> None:
        """Drop what waits and wait for what is under way: the connection is then free for the rollback."""
        self.waiting.take()
        if self.waiting.under_way is not None:
            self.waiting.under_way = None
            self.connection.wait(generators.fetch_many(self._pgconn))

    def _send_ahead(self) -> None:
        """Let PostgreSQL begin with what waits, while the story goes on here."""
        if not self.waiting.statements:
            return
        self._see_done()
        statements, self.waiting.under_way = self.waiting.take()
        self._pgconn.send_query(";".join(statements).encode())
        self.connection.wait(generators.send(self._pgconn))

    def _see_done(self) -> None:
        """Take the results of what is under way."""
        if self.waiting.under_way is None:
            return
        checked, self.waiting.under_way = self.waiting.under_way, None
        results = self.connection.wait(generators.fetch_many(self._pgconn))
        for result in results:
            if result.status == pq.ExecStatus.FATAL_ERROR:
                raise errors.error_from_result(result)
        _check(results, checked)

    def _say_history(self, query: str, params: Any) -> tuple[str, Any]:
        """Take off what the field history puts before a change, and say it only where it is new."""
        if not query.startswith(HISTORY_CONTEXT):
            return query, params
        said, rest = tuple(params[:2]), tuple(params[2:])
        if said != self.waiting.history:
            self.waiting.add(self.mogrify(HISTORY_CONTEXT.rstrip("; "), said))
            self.waiting.history = said
        return query[len(HISTORY_CONTEXT) :], rest or None

    def _merged(self, query: str, params: Any) -> str:
        return self.mogrify(query, params) if params else query

    def _send(self, query: Any, params: Any, **options: Any) -> Self:
        self._see_done()
        if not self.waiting.statements:
            return super().execute(query, params, **options)
        if not isinstance(query, str) or options:
            self.flush()
            return super().execute(query, params, **options)
        statement = self._merged(query, params)
        statements, checked = self.waiting.take()
        super().execute(";".join([*statements, statement]))
        _check(self._results, checked)
        while self.nextset():
            pass
        return self


def _check(results: Sequence[pq.abc.PGresult], places: list[int]) -> None:
    if any(results[place].command_tuples != 1 for place in places):
        raise DatabaseError("A change that was sent later did not find its row.")


@contextmanager
def batched() -> Iterator[None]:
    """Let statements of the block travel together; inside one transaction."""
    connection.ensure_connection()
    raw = connection.connection
    factory = type("StoryCursor", (BatchingCursor,), {"waiting": Waiting()})
    before, raw.cursor_factory = raw.cursor_factory, factory
    try:
        with connection.cursor() as cursor:
            try:
                yield
            except BaseException:
                cursor.cursor.forget()
                raise
            with connection.wrap_database_errors:
                cursor.cursor.flush()
    finally:
        raw.cursor_factory = before
