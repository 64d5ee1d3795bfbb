"""Insert many rows of one table in one statement: one array per column instead of one placeholder per value.

``bulk_create`` can do so too, but not for tables with encrypted or array columns, as nearly all of a case file have.
COPY would be even faster, but PostgreSQL refuses it under row security.
"""

import re
from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

_PLAIN = re.compile(r"[\w.-]*")


def insert(rows: Sequence[models.Model], *, into: str = "") -> None:
    """Insert unsaved rows of one model; keys and moments of creation are set as in ``save``.

    ``into`` is another table with the same columns, as an SQL name.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.concrete_fields
    names = [connection.ops.quote_name(field.column) for field in fields]
    kinds = [field.db_type(connection) for field in fields]
    arrays = [isinstance(field, ArrayField) for field in fields]
    columns = list(zip(names, kinds, arrays, strict=True))
    given = ", ".join("%s::text[]" if is_array else f"%s::{_base(kind)}[]" for _name, kind, is_array in columns)
    taken = ", ".join(f"r.{name}::{kind}" if is_array else f"r.{name}" for name, kind, is_array in columns)
    table = into or connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(names)
    statement = f"INSERT INTO {table} ({listed}) SELECT {taken} FROM UNNEST({given}) AS r ({listed})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [_column(field, rows) for field in fields])


def _column(field: models.Field, rows: Sequence[models.Model]) -> list:
    """The values of one column in database format."""
    if isinstance(field, ArrayField):
        return [_literal(field.pre_save(row, add=True)) for row in rows]
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows]


def _literal(values: Sequence) -> str:
    """An array of numbers, keys or slugs in PostgreSQL syntax."""
    words = [str(getattr(value, "value", value)) for value in values]
    if not all(map(_PLAIN.fullmatch, words)):
        raise ValueError("only numbers, keys and slugs are written this way")
    return "{" + ",".join(words) + "}"


def _base(kind: str) -> str:
    """A column's type without its length, so that the column refuses too long values instead of cutting them."""
    return kind.split("(")[0]
