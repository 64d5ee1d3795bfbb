"""Reading an NIK: many days, both sexes, and any typed text."""

import random
from datetime import date, timedelta

import pytest

from cases.choices import Sex
from cases.reading import nik

TODAY = date(2026, 2, 10)


def written(born: date, sex: Sex, region: str = "157102", serial: str = "0001") -> str:
    """An NIK as the population register would write it."""
    day = born.day + (nik.WOMEN_ADD if sex == Sex.FEMALE else 0)
    return f"{region}{day:02d}{born.month:02d}{born.year % 100:02d}{serial}"


def test_what_was_written_is_read_back_for_every_day_of_a_life():
    for days in range(0, 99 * 365, 37):
        born = TODAY - timedelta(days=days)
        for sex in (Sex.FEMALE, Sex.MALE):
            reading = nik.read(written(born, sex), today=TODAY)
            assert (reading.birth_date, reading.sex, reading.region_code) == (born, sex, "15.71.02")
            assert nik.doubts(written(born, sex), today=TODAY, sex=sex, birth_date=born) == []


def test_a_future_day_is_taken_from_the_century_before():
    assert nik.read(written(date(1926, 2, 11), Sex.MALE), today=TODAY).birth_date == date(1926, 2, 11)
    assert nik.read(written(date(2026, 2, 10), Sex.MALE), today=TODAY).birth_date == date(2026, 2, 10)


def test_the_century_alone_is_no_disagreement():
    assert nik.doubts(written(date(2020, 1, 2), Sex.MALE), today=TODAY, birth_date=date(1920, 1, 2)) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("157102520309000", "sekarang 15"),
        ("15710252030900011", "sekarang 17"),
        ("15710252030900O1", "hanya terdiri atas angka"),
        ("1571023002090001", "bukan tanggal yang ada"),
        ("1571029902090001", "bukan tanggal yang ada"),
        ("1571025203090000", "tidak pernah 0000"),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence(typed, words):
    (doubt,) = nik.doubts(typed, today=TODAY)
    assert words in doubt


def test_sex_and_birth_date_that_disagree_are_both_said():
    found = nik.doubts(written(date(2009, 3, 12), Sex.FEMALE), today=TODAY, sex=Sex.MALE, birth_date=date(2009, 3, 13))
    assert len(found) == 2


def test_an_unknown_sex_disagrees_with_nothing():
    assert nik.doubts(written(date(2009, 3, 12), Sex.FEMALE), today=TODAY, sex=Sex.UNKNOWN) == []


def test_blanks_dots_and_dashes_are_no_part_of_it():
    assert nik.digits_of(" 1571.02-520309 0001 ") == "1571025203090001"
    assert nik.has_form("1571 0252 0309 0001")


def test_anything_at_all_can_be_typed():
    letters = random.Random(4)
    for _ in range(500):
        typed = "".join(letters.choice("0123456789 .-x🙂٣") for _ in range(letters.randrange(30)))
        assert isinstance(nik.doubts(typed, today=TODAY), list)
        assert typed == "" or nik.masked(typed) != typed


def test_the_mask_keeps_region_and_serial_only():
    assert nik.masked("1571025203090001") == "157102******0001"
    assert nik.masked("123") == ""
