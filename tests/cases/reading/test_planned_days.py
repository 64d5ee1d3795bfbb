"""A planned day: the next one that is meant, several days as several, and nothing that has passed."""

from datetime import date, timedelta

import pytest

from cases.reading.planned_days import (
    PASSED_DAYS,
    PLAN_NEAR_DAYS,
    is_ambiguous,
    is_impossible,
    is_near,
    near_days,
    read_planned_day,
)

TODAY = date(2026, 2, 10)  # a Tuesday


def read(text: str, today: date = TODAY) -> tuple[str, ...] | None:
    span = read_planned_day(text, today)
    return span and tuple(dict.fromkeys((f"{span.first}", f"{span.last}")))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("besok", "2026-02-11"), ("Besok pagi", "2026-02-11"), ("bsk mlm", "2026-02-11"), ("esok hari", "2026-02-11"),
        ("sesok", "2026-02-11"), ("lusa", "2026-02-12"), ("besok lusa", "2026-02-12"), ("lusa subuh", "2026-02-12"),
        ("hari ini", "2026-02-10"), ("malam ini", "2026-02-10"), ("nanti malam", "2026-02-10"),
        ("malam nanti", "2026-02-10"), ("nanti", "2026-02-10"), ("3 hari lagi", "2026-02-13"),
        ("tiga hr lg", "2026-02-13"), ("dalam 10 hari mendatang", "2026-02-20"), ("Jumat", "2026-02-13"),
        ("hari Jumat", "2026-02-13"), ("Jumat ini", "2026-02-13"), ("senin depan", "2026-02-16"),
        ("jumat minggu depan", "2026-02-20"), ("selasa depan", "2026-02-17"), ("selasa ini", "2026-02-10"),
        ("hari minggu", "2026-02-15"), ("tanggal 5", "2026-03-05"), ("tgl 31", "2026-03-31"), ("tgl. 10", "2026-02-10"),
        ("pada tanggal 12", "2026-02-12"), ("tanggal 5 bulan depan", "2026-03-05"), ("tgl 12 bulan ini", "2026-02-12"),
        ("5 maret", "2026-03-05"), ("5 Maret 2026", "2026-03-05"), ("5 mrt 26", "2026-03-05"), ("5/3", "2026-03-05"),
        ("5-3-26", "2026-03-05"), ("05.03.2026", "2026-03-05"), ("5 jan", "2027-01-05"), ("29/2", "2028-02-29"),
        ("Jumat, 13 Februari 2026", "2026-02-13"), ("rencananya besok", "2026-02-11"),
        ("berangkat tanggal 5", "2026-03-05"), ("tanggal 5 Maret", "2026-03-05"),
    ],
)  # fmt: skip
def test_a_day_ahead_is_the_next_one_that_is_meant(text, day):
    assert read(text) == (day,)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("besok atau lusa", "2026-02-11", "2026-02-12"), ("nanti subuh", "2026-02-10", "2026-02-11"),
        ("minggu depan", "2026-02-16", "2026-02-22"), ("minggu ini", "2026-02-10", "2026-02-15"),
        ("seminggu lagi", "2026-02-15", "2026-02-19"), ("dua minggu lagi", "2026-02-22", "2026-02-26"),
        ("beberapa hari lagi", "2026-02-12", "2026-02-16"), ("bulan depan", "2026-03-01", "2026-03-31"),
        ("bulan ini", "2026-02-10", "2026-02-28"), ("awal bulan depan", "2026-03-01", "2026-03-10"),
        ("akhir bulan", "2026-02-21", "2026-02-28"), ("pertengahan maret", "2026-03-11", "2026-03-20"),
        ("maret", "2026-03-01", "2026-03-31"), ("tahun depan", "2027-01-01", "2027-12-31"),
        ("jumat depan", "2026-02-13", "2026-02-20"), ("selasa", "2026-02-10", "2026-02-17"),
    ],
)  # fmt: skip
def test_several_days_stay_several(text, first, last):
    assert read(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "kemarin", "tadi malam", "9 Februari 2026", "Januari 2026", "senin lalu", "minggu", "min", "sen",
        "30/2", "31 april", "tanggal 35", "besok pagi jam 5", "x hari lagi", "100 hari lagi", "habis lebaran",
        "5", "p 16", "besok " * 30,
    ],
)  # fmt: skip
def test_what_is_no_day_ahead_is_not_read(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "impossible"),
    [("30/2", True), ("31 april", True), ("tanggal 35", True), ("tgl 0", True), ("tanggal 31", False),
     ("29/2", False), ("5/3", False), ("35", False), ("besok", False)],
)  # fmt: skip
def test_a_day_no_calendar_has(text, impossible):
    assert is_impossible(text) is impossible


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [("senin", True), ("tanggal 5", True), ("5/3", True), ("5 maret", True), ("besok", False), ("lusa", False),
     ("minggu depan", False), ("5 maret 2026", False), ("3 hari lagi", False), ("malam ini", False)],
)  # fmt: skip
def test_a_day_that_may_have_passed_as_well(text, ambiguous):
    assert is_ambiguous(text, TODAY) is ambiguous


def test_the_turn_of_month_and_year():
    new_year_eve = date(2026, 12, 31)
    assert read("besok", new_year_eve) == ("2027-01-01",)
    assert read("tanggal 30", new_year_eve) == ("2027-01-30",)
    assert read("bulan depan", new_year_eve) == ("2027-01-01", "2027-01-31")
    assert read("akhir januari", new_year_eve) == ("2027-01-21", "2027-01-31")


def test_near_is_three_days_ahead_and_a_week_after():
    first, last = near_days(TODAY)
    assert (TODAY - first, last - TODAY) == (timedelta(days=PASSED_DAYS), timedelta(days=PLAN_NEAR_DAYS))
    assert is_near(first, TODAY)
    assert is_near(last, TODAY)
    assert is_near(TODAY, TODAY)
    assert not is_near(last + timedelta(days=1), TODAY)
    assert not is_near(first - timedelta(days=1), TODAY)
    assert not is_near(None, TODAY)


@pytest.mark.parametrize("text", ["be\u200bsok", "\u202ebesok", "tanggal １１"])
def test_signs_nobody_sees_and_wide_digits_hide_no_plan(text):
    assert read_planned_day(text, TODAY).first == date(2026, 2, 11)
