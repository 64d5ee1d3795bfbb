"""A failed test of a table says which cell differs."""

import pytest

from taskforces.access.permissions import Permission as P
from tests.differences import explain

MANY = {(permission, place) for permission in P for place in ("own", "below", "queue")}


def test_the_one_row_that_is_missing_is_named():
    added = (P.CASE_VIEW, "elsewhere")
    assert explain("==", MANY | {added}, MANY)[1:] == [f"  only left:  {added!r}"]
    assert explain("==", MANY, MANY | {added})[1:] == [f"  only right: {added!r}"]


def test_the_one_cell_that_is_another_is_named():
    labels = {f"Stage.{number}": "Tahap" for number in range(40)}
    other = {**labels, "Stage.7": "missing"}
    del other["Stage.9"]
    assert explain("==", other, labels)[1:] == [
        "  'Stage.7': left 'missing', right 'Tahap'",
        "  'Stage.9': left (none), right 'Tahap'",
    ]


def test_the_keys_of_a_table_are_a_set_too():
    assert explain("==", {"a": 1}.keys() - set(), set())[1:] == ["  only left:  'a'"]


@pytest.mark.parametrize(("operator", "left", "right"), [("in", 1, {2}), ("==", [1], [2]), ("==", "a", "b")])
def test_everything_else_is_told_by_pytest(operator, left, right):
    assert explain(operator, left, right) is None


def test_no_line_of_a_difference_is_left_out(pytestconfig):
    assert int(pytestconfig.getini("truncation_limit_lines")) == 0
    assert int(pytestconfig.getini("truncation_limit_chars")) == 0
