"""Rows that point at a person, without deciphering who it is. What is there is asked, not read."""

from collections.abc import Collection

from django.db.models import Model, QuerySet

from cases.models import Person
from safeguards.encryption.filled import IsFilled

MARK = "stored_"


def without_identity(rows: QuerySet, *, but: Collection[str] = ()) -> QuerySet:
    """The rows with their ``person``, whose identifying fields stay closed, except those named in ``but``."""
    return rows.select_related("person").defer(*(f"person__{name}" for name in Person.closed(but=but)))


def with_stored(rows: QuerySet) -> QuerySet:
    """The rows, each knowing which identifying fields of its ``person`` hold something: see ``stored_of``."""
    return rows.annotate(**{f"{MARK}{name}": IsFilled(f"person__{name}") for name in Person.IDENTITY})


def stored_of(row: Model) -> tuple[str, ...]:
    """Names of the identifying fields that hold something, of a row read through ``with_stored``."""
    return tuple(name for name in Person.IDENTITY if getattr(row, MARK + name))
