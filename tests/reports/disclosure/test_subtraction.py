"""Nobody is revealed by subtraction: an attacker with only the paper's words tries every summary."""

from dataclasses import replace

import pytest

from reports.disclosure import Inconsistent, publish, suppress
from reports.summary_shape import AtMost, Column, Row, Sum, Table, is_hidden
from tests.reports import samples
from tests.reports.attacker import Attacker
from tests.reports.towns import town

pytestmark = pytest.mark.django_db  # only for the names of regions


def found(full):
    return Attacker(publish(full), full).found()


@pytest.mark.parametrize("seed", range(12))
def test_no_invented_town_gives_anybody_away(seed):
    assert found(town(seed, cases=(12, 30, 60)[seed % 3])) == []


@pytest.mark.parametrize(
    "bands",
    [
        {"13-17": 5, "6-12": 1, "18-24": 9, "25-44": 7},  # Kota Jambi, January to October 2024: 6 - 5 = one girl
        {"13-17": 12, "6-12": 2, "18-24": 6},  # 14 - 12 = two
        {"13-17": 6, "18-24": 9, "25-44": 2},  # 11 - 9 = two women
        {"unknown": 3, "13-17": 7, "18-24": 8},  # an unknown age counts as a child
    ],
)
def test_children_are_their_age_bands(bands):
    assert found(town(7, bands=bands)) == []


def test_the_attacker_can_find_somebody():
    """The attacker must succeed on an unprotected paper: with one more number he finds a child."""
    full = town(7, bands={"13-17": 5, "6-12": 1, "18-24": 9, "25-44": 7})
    public = publish(full)
    shown = dict.fromkeys(("units", "victims_child"), None)
    tables = []
    for table, real in zip(public.tables, full.tables, strict=True):
        if table.key in shown:
            table = real
        if table.key == "victims_age":
            rows = {row.key: row for row in real.rows}
            table = replace(table, rows=tuple(rows[r.key] if r.key == "13-17" else r for r in table.rows))
        tables.append(table)
    assert Attacker(replace(public, tables=tuple(tables)), full).found()


def ages(key, *rows, total, **more):
    head = (Column("now", "2025"),)
    made = tuple(Row(name, name, (n,), covers=covers) for name, n, covers in rows)
    return Table(key, key, "orang", "", head, made, Row("t", "Jumlah", (total,), ("v",)), attributes=("age",), **more)


def test_two_tables_of_the_same_people_follow_from_what_they_say_of_themselves():
    bands = ages("bands", ("0-5", 6, ()), ("6-17", 2, ()), ("18+", 9, ()), total=17)
    groups = ages("groups", ("child", 8, ("0-5", "6-17")), ("adult", 9, ("18+",)), total=17)
    public = publish(samples.summary(tables=(bands, groups), counts={}, previous_counts={}, relations=()))
    shown = {row.key: row.cells[0] for table in public.tables for row in table.rows}
    assert is_hidden(shown["6-17"])
    assert is_hidden(shown["0-5"]) or is_hidden(shown["child"])
    assert is_hidden(shown["adult"]) == is_hidden(shown["18+"])


def test_a_table_that_hides_what_its_rows_join_is_no_paper():
    bands = ages("bands", ("0-5", 6, ()), ("6-17", 2, ()), ("18+", 9, ()), total=17)
    groups = ages("groups", ("child", 8, ()), ("adult", 9, ()), total=17)
    with pytest.raises(Inconsistent):
        publish(samples.summary(tables=(bands, groups), counts={}, previous_counts={}, relations=()))


def test_what_is_usual_counts_where_it_holds_and_is_left_out_where_not():
    """A case without a victim is not an error in the figures, but a wrong "never" would stop the paper."""
    usual = AtMost("cases", "victims", is_usual=True)
    told = {"victims": 6, "cases": 6, "a": 3, "b": 3}
    parts = Sum("cases", ("a", "b"))
    assert set(suppress(told, (parts, usual))) == set(suppress(told, (parts,)))
    assert suppress({**told, "victims": 5}, (parts, usual)) == suppress({**told, "victims": 5}, (parts,))
    with pytest.raises(Inconsistent):
        suppress({**told, "victims": 5}, (parts, AtMost("cases", "victims")))


def test_a_rest_nobody_prints_can_be_limited_too():
    """Ten victims of other violence and ten cases; the remainder of sums is a count like any other."""
    values = {"victims": 40, "tppo": 30, "cases": 60, "cases_tppo": 50}
    relations = (
        Sum("victims", ("tppo",), rest="other"),
        Sum("cases", ("cases_tppo",), rest="cases_other"),
        AtMost("cases_other", "other"),
    )
    assert suppress(values, relations) == {}
    with pytest.raises(Inconsistent):
        suppress({**values, "tppo": 31}, relations)
