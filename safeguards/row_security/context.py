"""The context of one transaction: who the user is, and which rows are open to them."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

# key of a context -> the setting the policies read
SETTINGS = {
    "user_id": "app.user_id",
    "roles": "app.roles",  # "<task force>:<role>"
    "task_forces": "app.task_forces",
    "agencies": "app.agencies",
    "member_task_forces": "app.member_task_forces",
    "coordinating_task_forces": "app.coordinating_task_forces",
    "figure_task_forces": "app.figure_task_forces",
    "public_task_force": "app.public_task_force",  # where an anonymous visitor may add rows but read none
    "public_receipt": "app.public_receipt",  # hexadecimal digest of the one receipt whose answers may be read
}
NOBODY: Mapping[str, Any] = {"user_id": None, **{key: () for key in SETTINGS if key != "user_id"}}

_current: ContextVar[Mapping[str, Any] | None] = ContextVar("row_security_context", default=None)


def current() -> Mapping[str, Any] | None:
    """The active context, or ``None`` if there is none."""
    return _current.get()


def binds(table: str) -> bool:
    """Whether this connection sees only some rows of the table. A command that needs all rows must then refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active(%s::regclass)", [table])
        return cursor.fetchone()[0]


@contextlib.contextmanager
def activate(context: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Show only the rows of ``context`` until the block ends; then the earlier context applies again.

    Keys: those of ``SETTINGS``; a missing one opens nothing. Needs a transaction, because the settings end with it;
    raises ``TransactionManagementError`` without one, ``TypeError`` for an unknown key. On a connection of the owner
    (commands, tests) the block also runs as the application role, which row security binds.
    """
    unknown = set(context) - set(SETTINGS)
    if unknown:
        raise TypeError(f"unknown keys in a row security context: {', '.join(sorted(unknown))}")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("row security needs a transaction to live in")
    before, context = _current.get(), {**NOBODY, **context}
    _apply(context)
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
        if _can_speak():  # a broken transaction loses its settings when it is rolled back
            _apply(before)


@contextlib.contextmanager
def figures_scope(task_force_ids: Iterable) -> Iterator[Mapping[str, Any]]:
    """Also open the counting tables of these task forces for reading. Persons' identities stay closed."""
    with activate({**(_current.get() or NOBODY), "figure_task_forces": tuple(task_force_ids)}) as context:
        yield context


@contextlib.contextmanager
def file_scope(task_force_ids: Iterable) -> Iterator[Mapping[str, Any]]:
    """Also open the files of these task forces, for an act that is already checked and must write into a file.

    Example: an agency's officer who answers a referral may not read the case, but the answer is written there.
    """
    before = _current.get() or NOBODY
    with activate({**before, "task_forces": (*before["task_forces"], *task_force_ids)}) as context:
        yield context


def _apply(context: Mapping[str, Any] | None) -> None:
    """Set the context in PostgreSQL for the rest of this transaction, in one round trip."""
    values = {name: _as_setting((context or NOBODY)[key]) for key, name in SETTINGS.items()}
    if _connected_as_another():
        values["role"] = settings.ROW_SECURITY_APPLICATION_ROLE if context is not None else "none"
    calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for item in values.items() for part in item])


def _as_setting(value: Any) -> str:
    """One id as it is, several as a PostgreSQL array, nothing as an empty string, which the policies read as NULL."""
    if value is None:
        return ""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(value)
    ids = [str(part) for part in value]
    return "{" + ",".join(ids) + "}" if ids else ""


def _connected_as_another() -> bool:
    """Whether the connection uses another role than the application role, so that it must switch to it."""
    connection.ensure_connection()
    return connection.connection.info.user != settings.ROW_SECURITY_APPLICATION_ROLE


def _can_speak() -> bool:
    """Whether the connection still accepts statements; one that is about to be rolled back does not."""
    raw = connection.connection
    if raw is None or raw.closed or connection.needs_rollback:
        return False
    return raw.info.transaction_status is TransactionStatus.INTRANS
