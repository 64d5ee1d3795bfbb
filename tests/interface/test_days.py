"""Days, zones, numbers and lengths of time at their edges: each form that a page, a letter or a register needs."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from interface import days, durations
from interface.search_hits import RegisterNumber, register_number, search_text
from interface.zones import zone
from safeguards.encryption.unreadable import Unreadable

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 2, 10, 9, 41, tzinfo=JAKARTA)


def test_a_day_that_cannot_be_read_says_so():
    unread = Unreadable(b"cipher", b"cases_person.birth_date")
    assert days.day(unread) == str(unread)


def test_shorter_forms_of_a_day():
    on = date(2026, 2, 10)
    assert days.day_of_year(on) == "10 Februari"
    assert days.day_of_year(on, weekday=True) == "Selasa, 10 Februari"
    assert days.day_of_year(None) == ""
    assert (days.short_day(on), days.short_day(None)) == ("10 Feb", "")
    assert days.in_figures(on) == "10-02-2026"
    assert (days.month(on), days.month(on, year=False)) == ("Februari 2026", "Februari")
    assert days.short_weekdays()[0] == "Sen"
    assert len(days.short_weekdays()) == 7


def test_a_time_of_day():
    assert days.hour(time(9, 5)) == "09.05"
    assert days.hour(NOW.astimezone(UTC)) == "09.41"
    assert days.hour(None) == ""
    assert days.moment_on_paper(NOW) == "10 Februari 2026 pukul 09.41 WIB"


def test_inside_a_sentence_no_capital():
    assert days.when_within(NOW, NOW) == "hari ini 09.41 WIB"
    assert days.when(NOW - timedelta(days=400), NOW) == "6 Januari 2025 09.41 WIB"
    assert days.when_within(None) == ""


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "1 Januari 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "Februari 2026"),
        (date(2026, 1, 1), date(2026, 1, 10), "1–10 Januari 2026"),
        (date(2026, 5, 5), date(2026, 6, 3), "5 Mei–3 Juni 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Desember 2025–2 Januari 2026"),
    ],
)
def test_a_stretch(first, last, said):
    assert days.stretch(first, last) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2022, 3, 1), date(2022, 3, 31), "Maret 2022"),
        (date(2022, 1, 1), date(2022, 8, 31), "Januari–Agustus 2022"),
        (date(2021, 11, 1), date(2022, 2, 28), "November 2021–Februari 2022"),
        (date(2022, 3, 2), date(2022, 3, 31), "2–31 Maret 2022"),
    ],
)
def test_a_period(first, last, said):
    assert days.period(first, last) == said


@pytest.mark.parametrize(
    ("hours", "minutes", "said"), [(7, 0, "WIB"), (9, 0, "WIT"), (3, 0, "UTC+3"), (-7, 0, "UTC−7"), (5, 30, "UTC+5.30")]
)
def test_any_zone_is_said(hours, minutes, said):
    there = timezone(timedelta(hours=hours, minutes=minutes))
    assert zone(NOW.astimezone(there)).replace("-", "−").replace(":", ".") == said


def test_a_time_without_a_zone_says_none():
    assert zone(datetime(2026, 2, 10)) == ""  # noqa: DTZ001 - just that


def test_time_passed_and_time_left():
    assert durations.ago(NOW, NOW + timedelta(seconds=20)) == "baru saja"
    assert durations.ago(NOW, NOW + timedelta(hours=2)) == "2 jam lalu"
    assert durations.left(NOW, NOW + timedelta(seconds=20)) == "kurang dari 1 menit"
    assert durations.left(NOW + timedelta(hours=23), NOW) == "23 jam"
    assert not durations.is_late(None)


def test_a_register_number_in_whatever_way_it_is_written():
    assert register_number("k-2026-12", year=2025) == RegisterNumber("K", 2026, 12)
    assert register_number("siti", year=2025) is None
    assert RegisterNumber("", 2026, 12).among(["P", "K"]) == ["P-2026-0012", "K-2026-0012"]
    assert RegisterNumber("K", 2026, 12).among(["P", "K"]) == ["K-2026-0012"]


def test_what_is_typed_into_the_box_is_one_line():
    assert search_text({"q": " siti\x00contoh\n"}) == "siti contoh"
    assert search_text({}) == ""
