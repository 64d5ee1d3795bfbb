"""Rows that point at a person, without decrypting the identity. They show which fields have a value."""

from collections.abc import Collection

from django.db.models import Model, QuerySet

from cases.models import Person
from safeguards.encryption.filled import IsFilled

MARK = "stored_"


def without_identity(rows: QuerySet, *, but: Collection[str] = ()) -> QuerySet:
    """The rows with their ``person``; identifying fields are deferred, except those in ``but``."""
    return rows.select_related("person").defer(*(f"person__{name}" for name in Person.closed(but=but)))


def with_stored(rows: QuerySet) -> QuerySet:
    """The rows, annotated with the identifying fields of ``person`` that have a value; see ``stored_of``."""
    return rows.annotate(**{f"{MARK}{name}": IsFilled(f"person__{name}") for name in Person.IDENTITY})


def stored_of(row: Model) -> tuple[str, ...]:
    """Names of the identifying fields with a value, for a row from ``with_stored``."""
    return tuple(name for name in Person.IDENTITY if getattr(row, MARK + name))
