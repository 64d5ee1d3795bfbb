"""What adjacent public periods would reveal is refused or hidden."""

from datetime import date

import pytest

from reports.disclosure import PublishedFigures, too_close
from reports.disclosure.periods import keys_to_hide
from reports.summary_shape import Period


def months(first, last, year=2025):
    end = {1: 31, 2: 28, 3: 31, 6: 30, 7: 31, 8: 31, 11: 30, 12: 31}[last]
    return Period(date(year, first, 1), date(year, last, end))


def test_a_period_that_differs_by_days_is_too_close_and_the_same_period_is_not():
    published = [months(1, 8), Period(date(2024, 1, 1), date(2024, 12, 31))]
    assert too_close(Period(date(2025, 1, 1), date(2025, 8, 28)), published) == [months(1, 8)]
    assert too_close(Period(date(2025, 1, 14), date(2025, 9, 2)), published) == [months(1, 8)]
    assert too_close(months(1, 8), published) == []
    assert too_close(months(1, 7), published) == []
    assert too_close(months(11, 12), published) == []


@pytest.mark.parametrize(
    ("long", "short", "hidden"),
    [
        (13, 13, False),
        (13, 12, True),
        (13, 9, True),
        (13, 8, False),
        (12, "<5", False),
        (6, "<5", True),
        (13, "*", False),
    ],
)
def test_a_longer_period_minus_a_shorter_one(long, short, hidden):
    published = [PublishedFigures(months(1, 7), {"cases.tppo": short})]
    assert bool(keys_to_hide(months(1, 8), {"cases.tppo": long}, published)) is hidden


def test_a_shorter_period_inside_a_published_longer_one():
    published = [PublishedFigures(months(1, 12), {"cases.tppo": 20})]
    assert keys_to_hide(months(1, 6), {"cases.tppo": 18}, published) == {"cases.tppo"}
    assert keys_to_hide(months(1, 6), {"cases.tppo": 12}, published) == set()


def test_two_short_periods_together_nearly_fill_a_long_one():
    published = [
        PublishedFigures(months(1, 3), {"victims.tppo": 10}),
        PublishedFigures(Period(date(2025, 4, 1), date(2025, 8, 31)), {"victims.tppo": 12}),
    ]
    assert keys_to_hide(months(1, 12), {"victims.tppo": 24}, published) == {"victims.tppo"}
    assert keys_to_hide(months(1, 12), {"victims.tppo": 30}, published) == set()


def test_overlapping_periods_are_chained():
    """Jan-Aug and Mar-Dec and Jan-Dec: 20 + 18 - 22 leaves March to August at least 16, the ends at most a handful."""
    published = [
        PublishedFigures(months(1, 8), {"k": 20}),
        PublishedFigures(Period(date(2025, 3, 1), date(2025, 12, 31)), {"k": 18}),
    ]
    assert keys_to_hide(months(1, 12), {"k": 22}, published) == {"k"}


def test_the_same_period_again_may_repeat_its_figure_but_not_show_a_late_entry():
    published = [PublishedFigures(months(1, 8), {"k": 13, "m": 13, "n": 13})]
    assert keys_to_hide(months(1, 8), {"k": 13, "m": 14, "n": 19}, published) == {"m"}


def test_corrected_data_that_no_longer_fit():
    published = [PublishedFigures(months(1, 12), {"k": 20, "m": 20})]
    assert keys_to_hide(months(1, 6), {"k": 22, "m": 40}, published) == {"k"}
