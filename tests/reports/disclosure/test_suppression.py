"""The attacker here tries every table that fits the published one; he must never determine a small count."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure import Inconsistent, suppress
from reports.summary_shape import AtMost, Sum

THRESHOLD = 5
small_count = st.integers(0, 8)


def row_of(parts):
    values = {f"p{i}": value for i, value in enumerate(parts)}
    return {**values, "total": sum(parts)}, [Sum("total", tuple(values))]


def grid_of(a, b, c, d):
    values = {"a": a, "b": b, "c": c, "d": d, "ab": a + b, "cd": c + d, "ac": a + c, "bd": b + d, "all": a + b + c + d}
    relations = [Sum("ab", ("a", "b")), Sum("cd", ("c", "d")), Sum("ac", ("a", "c")), Sum("bd", ("b", "d"))]
    return values, [*relations, Sum("all", ("ab", "cd")), Sum("all", ("ac", "bd"))]


def fits(values, markers, truth, sharp):
    """Whether this table is possible for the attacker. ``sharp``: he reads '*' beside '<5' as 'surely not 1 to 4'."""
    for key, value in values.items():
        mark = markers.get(key)
        if mark is None and value != truth[key]:
            return False
        if mark == "<5" and not 1 <= value < THRESHOLD:
            return False
        if mark == "*" and sharp and 1 <= value < THRESHOLD:
            return False
    return True


def attack(build, inner, markers, truth, top=20):
    """Possible values of every hidden count, by trying all inner tables."""
    sharp = all(markers[key] == "<5" for key, value in truth.items() if 1 <= value < THRESHOLD)
    ranges = [range(top) if name in markers else (truth[name],) for name in inner]
    possible = {key: set() for key in markers}
    for combination in itertools.product(*ranges):
        values = build(*combination)
        if fits(values, markers, truth, sharp):
            for key in markers:
                possible[key].add(values[key])
    return possible


def assert_protected(possible, markers, truth):
    for key, value in truth.items():
        if not 1 <= value < THRESHOLD:
            continue
        assert key in markers, f"{key} = {value} is printed"
        if markers[key] == "<5":
            assert possible[key] >= {1, 2, 3, 4}, (key, possible[key], markers)
        else:
            assert max(possible[key]) - min(possible[key]) >= THRESHOLD - 1, (key, possible[key], markers)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=3))
def test_no_small_count_of_a_row_can_be_worked_out(parts):
    truth, relations = row_of(parts)
    markers = suppress(truth, relations, THRESHOLD)
    possible = attack(lambda *p: row_of(p)[0], [f"p{i}" for i in range(len(parts))], markers, truth)
    assert_protected(possible, markers, truth)


@settings(max_examples=40, deadline=None)
@given(small_count, small_count, small_count, small_count)
def test_no_small_count_of_a_cross_table_can_be_worked_out(a, b, c, d):
    truth, relations = grid_of(a, b, c, d)
    markers = suppress(truth, relations, THRESHOLD)
    possible = attack(lambda *p: grid_of(*p)[0], ["a", "b", "c", "d"], markers, truth, top=15)
    assert_protected(possible, markers, truth)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=3, max_size=3), st.integers(0, 9))
def test_one_total_in_two_tables_and_a_rest_nobody_prints(parts, other):
    """Victims by age and by sex share their total, and all victims minus those of TPPO is the rest."""
    total = sum(parts)
    female = min(total, parts[0] + parts[2] // 2)
    truth = {"all": total + other, "tppo": total, "f": female, "m": total - female}
    truth |= {f"age{i}": n for i, n in enumerate(parts)}
    relations = [Sum("all", ("tppo",), rest="rest"), Sum("tppo", ("f", "m")), Sum("tppo", ("age0", "age1", "age2"))]
    markers = suppress(truth, relations, THRESHOLD)
    if 0 < other < THRESHOLD:
        assert "all" in markers or "tppo" in markers

    def build(a, b, c, f, o):
        t = a + b + c
        return {"all": t + o, "tppo": t, "f": f, "m": t - f, "age0": a, "age1": b, "age2": c}

    seen = {key: set() for key in markers} | {"rest": set()}
    sharp = all(markers.get(k) == "<5" for k, v in truth.items() if 1 <= v < THRESHOLD)
    ages = [range(16) if f"age{i}" in markers else (parts[i],) for i in range(3)]
    for a, b, c in itertools.product(*ages):
        if "tppo" not in markers and a + b + c != total:
            continue
        for f in range(a + b + c + 1) if "f" in markers else (female,):
            for o in range(16) if {"all", "tppo"} & set(markers) else (other,):
                values = build(a, b, c, f, o)
                if values["m"] >= 0 and fits(values, markers, truth, sharp and not 0 < other < THRESHOLD):
                    for key in markers:
                        seen[key].add(values[key])
                    seen["rest"].add(o)
    assert_protected(seen, markers, truth)
    if 0 < other < THRESHOLD:
        assert seen["rest"] >= {1, 2, 3, 4} or max(seen["rest"]) - min(seen["rest"]) >= THRESHOLD - 1


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((6, 7), {}),
        ((13, 0), {}),
        ((3, 10), {"p0": "<5", "p1": "*"}),
        ((3, 3), {"p0": "*", "p1": "*"}),
        ((2, 6), {"p0": "*", "p1": "*"}),
        ((1, 4), {"p0": "<5", "p1": "<5"}),
    ],
)
def test_what_is_hidden_in_a_row_of_two(parts, expected):
    truth, relations = row_of(parts)
    assert suppress(truth, relations, THRESHOLD) == expected


def test_two_small_counts_whose_sum_is_small_are_not_given_away_together():
    """13 in all, 10 shown: that three people fall into two hidden rows would be as bad as one row of three."""
    truth, relations = row_of((10, 1, 2))
    assert "p0" in suppress(truth, relations, THRESHOLD)


def test_counts_that_do_not_add_up_are_refused():
    with pytest.raises(Inconsistent):
        suppress({"total": 12, "a": 5, "b": 6}, [Sum("total", ("a", "b"))], THRESHOLD)
    with pytest.raises(Inconsistent):
        suppress({"total": 12, "a": 15}, [Sum("total", ("a",), rest="other")], THRESHOLD)
    with pytest.raises(Inconsistent):
        suppress({"completed": 9, "accepted": 8}, [AtMost("completed", "accepted")], THRESHOLD)


def test_a_bound_from_above_is_part_of_what_the_attacker_knows():
    """Three completed cannot be hidden by three accepted and a total that leaves exactly three."""
    truth = {"total": 9, "a": 6, "b": 3, "b.done": 3}
    markers = suppress(truth, [Sum("total", ("a", "b")), AtMost("b.done", "b")], THRESHOLD)
    assert {"a", "b", "b.done"} <= set(markers)
    assert "total" not in markers


def test_the_same_input_gives_the_same_pattern():
    truth, relations = grid_of(3, 8, 9, 2)
    assert suppress(truth, relations, THRESHOLD) == suppress(dict(truth), list(relations), THRESHOLD)


def test_two_groups_protected_by_the_same_hidden_count_are_asked_again():
    values = {"tppo": 12, "police": 9, "child": 5, "all": 14, "other": 2}
    relations = (
        Sum("all", ("tppo", "other")),
        Sum("all", ("tppo",), rest="all-tppo"),
        Sum("tppo", ("police",), rest="without_police"),
        Sum("tppo", ("police",), rest="tppo-police"),
        Sum("tppo", ("child",), rest="adults_only"),
    )
    marks = suppress(values, relations)
    assert marks["other"] in ("<5", "*")
    assert "tppo" in marks or "police" in marks
