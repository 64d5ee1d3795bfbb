"""Write the audit: one INSERT without RETURNING, because the writer may not be allowed to read the row."""

import json
import logging
import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connections, models, transaction
from django.utils import timezone

from safeguards import clock
from safeguards.privacy import redact

REFUSED = "access.refused"
UNREADABLE = "value.unreadable"
UNREADABLE_STREAM = "system/unreadable"  # separate, because the reader's transaction may hold the system's chain
SYSTEM_STREAM = "system"
LOCK_TIMEOUT = "2s"  # a refusal waits no longer than this for its chain

logger = logging.getLogger(__name__)


class AuditRow(NamedTuple):
    """The columns a writer fills; the database fills position and hashes. ``details`` is JSON text."""

    stream: str
    at: datetime
    actor_id: uuid.UUID | None
    actor_name: str
    verb: str
    target_type: str
    target_id: uuid.UUID | None
    target_label: str
    root_id: uuid.UUID | None
    details: str


COLUMNS = ", ".join(AuditRow._fields)
INSERT = f"INSERT INTO safeguards_auditevent ({COLUMNS}) VALUES ({', '.join(['%s'] * len(AuditRow._fields))})"  # noqa: S608


def record(event: models.TextChoices, *, by: Any, target: Any, details: Mapping[str, Any] | None = None) -> None:
    """Write one act into the chain of the target's task force, in the transaction of the action.

    ``by`` is the person, ``None`` for the system itself; the name is stored as it is now. ``target`` has
    ``audit_stream``, ``audit_root`` and a number as ``str``. The target's ``Privacy`` decides what is redacted in
    ``details``. Raises ``TransactionManagementError`` outside a transaction.
    """
    if not isinstance(event, models.TextChoices):
        raise TypeError(f"{event!r} is not a member of an audit vocabulary")
    connection = connections["default"]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs into the action's own transaction")
    row = audit_row(event.value, by=by, target=target, details=details, at=clock.now())
    with connection.cursor() as cursor:
        cursor.execute(INSERT, row)


def record_refusal(refused: Any, *, by: Any, target: Any = None, **details: Any) -> None:
    """Write that somebody was refused, outside the request's transaction, so that a rollback keeps the row.

    Refusals have their own chain beside the task force's (``<stream>/refused``), because the request may still hold
    the lock of the other one. If even this row cannot be written, the error is logged and the refusal still stands.
    """
    details = {"refused": str(getattr(refused, "value", refused)), **details}
    row = audit_row(REFUSED, by=by, target=target, details=details, at=timezone.now())
    row = row._replace(stream=f"{row.stream}/refused")
    try:
        _insert_apart(row)
    except DatabaseError as error:
        logger.error("a refusal could not be recorded: %s", type(error).__name__)


def record_unreadable(*, table: str, column: str, row: uuid.UUID | None, key: str) -> None:
    """Write the place of an unreadable value, never the value, in its own chain and outside the reader's transaction.

    ``row`` is the key if it is a UUID, ``key`` is the same as text. Database errors are raised to the caller.
    """
    details = {"table": table, "column": column, "row": key}
    found = audit_row(UNREADABLE, by=None, target=None, details=details, at=timezone.now())
    _insert_apart(found._replace(stream=UNREADABLE_STREAM, target_type=table, target_id=row))


def _insert_apart(row: AuditRow) -> None:
    """Write one row through the second connection, so that a rollback of the request keeps it."""
    with transaction.atomic(using="audit"), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
        cursor.execute(INSERT, row)


def audit_row(verb: str, *, by: Any, target: Any, details: Mapping[str, Any] | None, at: datetime) -> AuditRow:
    """Build the row that is stored; ``safeguards.audit.bulk`` uses it too."""
    model = type(target) if isinstance(target, models.Model) else None
    if model is not None:
        details = redact(model, details or {})
    return AuditRow(
        stream=str(getattr(target, "audit_stream", SYSTEM_STREAM)),
        at=at,
        actor_id=getattr(by, "pk", None),
        actor_name=str(getattr(by, "name", "")),
        verb=verb,
        target_type=model._meta.label_lower if model else "",
        target_id=_uuid_or_none(getattr(target, "pk", None)),
        target_label=str(target)[:200] if model else "",
        root_id=_uuid_or_none(getattr(target, "audit_root", None)),
        details=json.dumps(details or {}, cls=_DetailsEncoder, ensure_ascii=False),
    )


def _uuid_or_none(value: Any) -> uuid.UUID | None:
    """A key if it is a UUID; the few tables with a code as key (regions) are named by their label instead."""
    return value if isinstance(value, uuid.UUID) else None


class _DetailsEncoder(DjangoJSONEncoder):
    """Also writes choices and rows: a row becomes its key, never its text."""

    def default(self, o: Any) -> Any:
        if isinstance(o, models.Model):
            return o.pk
        if isinstance(o, Enum):
            return o.value
        if isinstance(o, (set, frozenset)):
            return sorted(o, key=str)
        return super().default(o)
