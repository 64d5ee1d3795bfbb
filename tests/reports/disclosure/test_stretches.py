"""What published stretches of days tell of the days between, against trying every way of filling the days."""

import itertools
from datetime import date
from random import Random

import pytest

from reports.disclosure.periods import (
    UNBOUNDED,
    PublishedFigures,
    Stretch,
    _bounds,
    _nested,
    bounds_of,
    keys_to_hide,
    too_close,
)
from reports.summary_shape import Period

MOST = 3  # of one day, in the invented months


def days(first: int, last: int) -> Period:
    return Period(date(2026, 1, first), date(2026, 1, last))


@pytest.mark.parametrize("seed", range(60))
def test_the_bounds_are_those_of_every_way_to_fill_the_days(seed):
    rng = Random(seed)
    real = [rng.randint(0, MOST) for _day in range(4)]
    figures = []
    for _number in range(rng.randint(1, 3)):
        start, end = sorted(rng.sample(range(5), 2))
        count = sum(real[start:end])
        low, high = rng.choice(((count, count), (max(0, count - 1), count + 1)))
        figures.append(Stretch(start, end, low, high))
    top = max(figure.high for figure in figures) + 1
    ways = [
        way
        for way in itertools.product(range(top + 1), repeat=4)
        if all(figure.low <= sum(way[figure.start : figure.end]) <= figure.high for figure in figures)
    ]
    found = _bounds(figures)
    assert found is not None
    for (start, end), (low, high) in found.items():
        sums = {sum(way[start:end]) for way in ways}
        assert low == min(sums)
        assert high == max(sums) or (high >= UNBOUNDED and max(sums) >= top)


def test_figures_that_contradict_each_other_say_nothing():
    assert _bounds([Stretch(0, 2, 5, 5), Stretch(0, 1, 6, 6)]) is None


@pytest.mark.parametrize(
    ("cell", "bounds"),
    [(7, (7, 7)), (0, (0, 0)), ("<5", (1, 4)), ("<10", (1, 9)), ("*", None), (None, None), ("<", None)],
)
def test_a_cell_says_its_bounds(cell, bounds):
    assert bounds_of(cell) == bounds


def test_a_stretch_ends_with_its_last_day():
    found = Stretch.of(days(1, 3), 5)
    assert found is not None
    assert (found.end - found.start, found.low, found.high) == (3, 5, 5)
    assert Stretch.of(days(1, 3), "*") is None


@pytest.mark.parametrize(
    ("old", "is_too_close"),
    [
        (Period(date(2026, 1, 1), date(2026, 6, 30)), False),  # the same
        (Period(date(2026, 1, 1), date(2026, 7, 27)), True),  # 27 days more
        (Period(date(2026, 1, 1), date(2026, 7, 28)), False),  # 28
        (Period(date(2026, 1, 14), date(2026, 7, 13)), True),  # 13 and 13
        (Period(date(2026, 1, 15), date(2026, 7, 14)), False),  # 14 and 14
        (Period(date(2026, 6, 30), date(2026, 7, 1)), False),  # overlaps in one day
        (Period(date(2026, 7, 1), date(2026, 7, 2)), False),  # begins after it
    ],
)
def test_periods_that_differ_by_less_than_a_month_are_too_close(old, is_too_close):
    new = Period(date(2026, 1, 1), date(2026, 6, 30))
    assert too_close(new, [old, old]) == ([old] if is_too_close else [])
    assert too_close(old, [new]) == ([new] if is_too_close else [])


def test_a_short_period_beside_another_is_too_close_only_where_they_overlap():
    assert too_close(days(1, 10), [days(11, 20)]) == []
    assert too_close(days(1, 10), [days(10, 20)]) == [days(10, 20)]
    assert too_close(days(11, 20), [days(1, 10)]) == []


@pytest.mark.parametrize(
    ("value", "before", "hides"),
    [
        (20, {days(1, 20): 20}, False),  # the same figure again
        (20, {days(1, 20): 19}, True),  # one late entry
        (20, {days(1, 20): 16}, True),
        (20, {days(1, 20): 15}, False),  # five late entries
        (3, {days(1, 20): "<5"}, False),  # as the marker said
        (20, {days(1, 20): "*"}, True),  # stays hidden
        (20, {days(1, 20): None}, False),
        (20, {days(1, 10): 20}, False),  # nobody in the rest
        (20, {days(1, 10): 18}, True),  # two in the rest
        (20, {days(1, 10): 16}, True),
        (20, {days(1, 10): 15}, False),  # five in the rest
        (20, {days(1, 31): 22}, True),
        (20, {days(1, 31): 25}, False),
        (20, {days(21, 31): 3}, False),  # beside it
        (20, {days(1, 10): 22}, True),  # corrected data: two fewer in more days
        (20, {days(1, 10): 25}, False),
        (20, {days(1, 10): 9, days(12, 20): 9}, True),  # two in neither
        (20, {days(1, 10): 9, days(11, 20): 9}, False),  # corrected data: no stretch of a few
        (20, {days(1, 10): 10, days(11, 20): 10}, False),
    ],
)
def test_a_new_figure_beside_published_ones(value, before, hides):
    published = [PublishedFigures(period, {"a": cell}) for period, cell in before.items()]
    assert keys_to_hide(days(1, 20), {"a": value}, published) == ({"a"} if hides else set())
    assert keys_to_hide(days(1, 20), {"b": value}, published) == set()


@pytest.mark.parametrize(
    ("one", "other", "is_nested"),
    [
        ((1, 10), (1, 10), True),
        ((1, 10), (3, 5), True),
        ((3, 5), (1, 10), True),
        ((1, 10), (1, 5), True),
        ((1, 10), (5, 10), True),
        ((1, 5), (3, 10), False),  # they overlap
        ((3, 10), (1, 5), False),
        ((1, 3), (5, 10), False),
        ((5, 10), (1, 3), False),
    ],
)
def test_a_stretch_lies_within_another(one, other, is_nested):
    first, second = (Stretch(start, end, 0, 0) for start, end in (one, other))
    assert _nested(first, second) is is_nested
