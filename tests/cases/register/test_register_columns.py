"""What the columns of an old register may become: as many as the file has, each known, and most of them once."""

from types import SimpleNamespace

import pytest

from cases.register.actions import MANY, _check_fields
from cases.register.column_meanings import RegisterField
from safeguards.errors import WorkflowRefused

ONCE = next(name for name in RegisterField.values if name not in MANY)


def check(*fields: str, columns: int | None = None) -> None:
    _check_fields(fields, SimpleNamespace(columns=[None] * (len(fields) if columns is None else columns)))


def test_each_column_becomes_a_field_and_some_fields_take_several():
    check()
    check(ONCE, *sorted(MANY))
    for name in MANY:
        check(ONCE, name, name)


def test_a_field_of_one_column_is_refused_for_two_and_named():
    with pytest.raises(WorkflowRefused, match=f"Hanya satu kolom dapat menjadi: {RegisterField(ONCE).label}"):
        check(ONCE, ONCE)


@pytest.mark.parametrize("columns", [0, 2])
def test_a_file_with_other_columns_than_were_asked_about_is_refused(columns):
    with pytest.raises(WorkflowRefused, match="Unggah lagi"):
        check(ONCE, columns=columns)


def test_a_field_nobody_knows_is_refused():
    with pytest.raises(WorkflowRefused, match="Unggah lagi"):
        check(ONCE, "no_such_field")
