"""Values as Indonesian words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from interface import days, durations, numbers

NOW = datetime(2026, 2, 10, 9, 41, tzinfo=ZoneInfo("Asia/Jakarta"))


def test_moment_is_written_out_in_the_office_s_time():
    assert days.moment(NOW.astimezone(UTC)) == "Selasa, 10 Februari 2026, 09.41 WIB"


def test_a_day_has_no_clock():
    assert days.day(date(2022, 9, 21)) == "21 September 2022"
    assert days.moment(date(2026, 2, 10)) == "Selasa, 10 Februari 2026"


@pytest.mark.parametrize(
    ("zone", "name"), [("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("Asia/Jakarta", "WIB")]
)
def test_the_three_times_of_indonesia(zone, name):
    with timezone.override(zone):
        assert days.clock(NOW).endswith(name)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(minutes=14), "14 menit lagi"),
        (timedelta(hours=23, minutes=19), "23 jam lagi"),
        (timedelta(days=2, hours=5), "2 hari lagi"),
        (timedelta(days=-1, hours=-3), "terlambat 1 hari"),
        (timedelta(hours=-3), "terlambat 3 jam"),
        (timedelta(seconds=20), "sekarang"),
    ],
)
def test_deadlines_in_words(left, said):
    assert durations.due(NOW + left, NOW) == said


@pytest.mark.parametrize(
    ("days", "said"), [(0, "hari ini"), (1, "besok"), (2, "lusa"), (9, "9 hari lagi"), (-2, "terlambat 2 hari")]
)
def test_deadlines_that_are_days(days, said):
    assert durations.due(NOW.date() + timedelta(days=days), NOW) == said


def test_a_day_is_late_only_when_it_is_over():
    assert not durations.is_late(NOW.date(), NOW)
    assert durations.is_late(NOW.date() - timedelta(days=1), NOW)
    assert durations.is_late(NOW - timedelta(minutes=1), NOW)


def test_lists_name_the_near_days():
    assert days.when(NOW, NOW) == "Hari ini 09.41 WIB"
    assert days.when(NOW - timedelta(days=1), NOW) == "Kemarin 09.41 WIB"
    assert days.when(NOW - timedelta(days=4), NOW) == "6 Februari 09.41 WIB"
    assert days.when(date(2025, 11, 12), NOW) == "12 November 2025"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1234567, "1.234.567"),
        (0, "0"),
        (Decimal("0.50"), "0,5"),
        ("<5", "<5"),
        ("*", "*"),
        (None, "–"),
        (-1200, "−1.200"),
    ],
)
def test_numbers(value, said):
    assert numbers.number(value) == said


def test_money_and_lengths_of_time():
    assert numbers.rupiah(1500000) == "Rp1.500.000"
    assert [durations.duration_hours(hours) for hours in (7, 30, 0.5, 48, None)] == [
        "7 jam", "1 hari 6 jam", "30 menit", "2 hari", "–",
    ]  # fmt: skip


def test_nothing_becomes_nothing_not_none():
    for written in (days.moment, days.day, days.clock, days.when, durations.due, durations.ago, numbers.rupiah):
        assert written(None) == ""
