"""Fewer round trips while stories are told: a statement without an answer travels with the next one that has one.

The statements, their order and their context stay the same; PostgreSQL gets several in one message. Half of them are
rows written or settings made, and nobody waits for their result. An error is raised a few statements later than usual,
which the demo can bear: its one transaction is kept whole or not at all.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import DatabaseError, connection
from django.db.backends.postgresql.base import Cursor

MOST_WAITING = 200  # statements
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
        if len(self.waiting.statements) >= MOST_WAITING:
            self.flush()
        return self

    def flush(self) -> None:
        """Send what waits."""
        if self.waiting.statements:
            statements, checked = self.waiting.take()
            super().execute(";".join(statements))
            self._check(checked)

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
        if not self.waiting.statements:
            return super().execute(query, params, **options)
        if not isinstance(query, str) or options:
            self.flush()
            return super().execute(query, params, **options)
        statement = self._merged(query, params)
        statements, checked = self.waiting.take()
        super().execute(";".join([*statements, statement]))
        self._check(checked)
        while self.nextset():
            pass
        return self

    def _check(self, places: list[int]) -> None:
        if any(self._results[place].command_tuples != 1 for place in places):
            raise DatabaseError("A change that was sent later did not find its row.")


@contextmanager
def batched() -> Iterator[None]:
    """Let statements of the block travel together; inside one transaction."""
    connection.ensure_connection()
    raw = connection.connection
    factory = type("StoryCursor", (BatchingCursor,), {"waiting": Waiting()})
    before, raw.cursor_factory = raw.cursor_factory, factory
    try:
        yield
        with connection.cursor() as cursor:
            cursor.cursor.flush()
    finally:
        raw.cursor_factory = before
