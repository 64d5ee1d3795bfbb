"""The stand-in for a stored value that cannot be read, and the record of where it is.

A damaged or moved value must not break its page, must never be taken for text, and must not be lost when the row is
saved again. A wrong key ring is different: it stops the start (``safeguards.encryption.sealing``).
"""

import hashlib
import json
import logging
import uuid
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from safeguards.privacy import first_party_models

REMEMBERED_SECONDS = 90 * 24 * 3600  # a value still unreadable after that is recorded once more
MOST_KNOWN = 10_000
MARK = "\u2060"  # an invisible sign before the words; it reveals that they were given back as a value

logger = logging.getLogger(__name__)
_known: set[str] = set()


class Unreadable(str):
    """A value that exists but cannot be read. Pages show *tidak terbaca*; code computes with an empty text.

    As a string it is empty, so that nothing is searched, compared or parsed with it. It counts as true, because
    something is stored. It equals only itself. ``stored`` is the cipher text, ``purpose`` what it was bound to: a field
    of the same purpose writes it back unchanged, any other field refuses it.
    """

    __slots__ = ("purpose", "stored")
    stored: bytes
    purpose: bytes

    def __new__(cls, stored: bytes, purpose: bytes) -> "Unreadable":
        """The string itself is empty; ``__str__`` gives the words."""
        made = super().__new__(cls, "")
        made.stored, made.purpose = bytes(stored), purpose
        return made

    def __getnewargs__(self) -> tuple[bytes, bytes]:  # type: ignore[override] # made from bytes, not from text
        return self.stored, self.purpose

    def __str__(self) -> str:
        return MARK + _("tidak terbaca")

    def __html__(self) -> str:
        return str(self)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f"<Unreadable {self.purpose.decode()}>"

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unreadable) and (self.stored, self.purpose) == (other.stored, other.purpose)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.stored, self.purpose))

    def __add__(self, other: str) -> str:
        return str(self) + other

    def __radd__(self, other: str) -> str:
        return other + str(self)


def readable(text: str | None) -> str:
    """The text if it can be read, else an empty string, for code that computes with it."""
    return "" if text is None or isinstance(text, Unreadable) else text


def readable_json(text: str | None, otherwise: Any) -> Any:
    """The content of a JSON text; ``otherwise`` if there is none or it cannot be read."""
    return json.loads(text) if text and not isinstance(text, Unreadable) else otherwise


def is_written_out(text: str) -> bool:
    """Whether a text holds the words of an unreadable value, as shown or within JSON. Such a text is never stored."""
    words = str(Unreadable(b"", b""))
    return (MARK in text and words in text) or f"\\u2060{words[1:]}" in text


def record_once(stored: bytes, table: str, column: str, row: Any = None) -> None:
    """Write the place of an unreadable value, never the value, to log and audit, once for all processes.

    ``row`` is the key of the row; without it, the row is searched for. Database errors are logged, not raised.
    """
    digest = hashlib.sha256(stored + f"{table}.{column}".encode()).hexdigest()
    if digest in _known:
        return
    if len(_known) < MOST_KNOWN:
        _known.add(digest)
    key = f"unreadable:{digest}"
    try:
        if cache.add(key, 1, REMEMBERED_SECONDS):
            _record(table, column, row if row is not None else _row_of(stored, table, column))
    except DatabaseError as error:
        _known.discard(digest)  # the next reader tries again
        cache.delete(key)
        logger.error("an unreadable value in %s.%s could not be recorded: %s", table, column, type(error).__name__)


def _record(table: str, column: str, row: Any) -> None:
    """Write the line in the log and the row in the audit."""
    from safeguards.audit.recording import record_unreadable  # noqa: PLC0415 - it brings models, which load after fields

    logger.error("unreadable value: %s.%s of row %s", table, column, row if row is not None else "unknown")
    record_unreadable(table=table, column=column, row=row if isinstance(row, uuid.UUID) else None, key=str(row or ""))


def _row_of(stored: bytes, table: str, column: str) -> Any:
    """The key of the row that holds these bytes, or ``None`` if the reader may not see it."""
    quote = connection.ops.quote_name
    key = quote(_key_column(table))
    statement = f"SELECT {key} FROM {quote(table)} WHERE {quote(column)} = %s LIMIT 1"  # noqa: S608 - names of our models
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [stored])
        found = cursor.fetchone()
    return found[0] if found else None


def _key_column(table: str) -> str:
    """The primary key of one of our tables."""
    return next(str(model._meta.pk.column) for model in first_party_models() if model._meta.db_table == table)
