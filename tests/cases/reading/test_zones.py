"""Whose clock counts: WIB, WITA and WIT in words decide; without one the person's origin, else the office."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from cases.queries.safe_contact import SafeContact
from cases.reading import clocks
from cases.reading.clocks import Hours
from interface.form_fields import MomentField
from taskforces.region_table import rows
from taskforces.region_zones import hours_ahead

JAMBI, MAKASSAR, JAYAPURA, KUPANG = "15.71", "73.71", "91.71", "53.71"
NIGHT = time(23, 59, 59, 999999)


def safe(hours: str, home: str = "") -> SafeContact:
    return SafeContact("conditional", ["call"], hours, "", "", False, "0812-0000-0027", home)


@pytest.mark.parametrize(
    ("text", "first", "last", "ahead"),
    [
        ("13.00–15.00", "13:00", "15:00", None), ("13.00–15.00 WIB", "13:00", "15:00", 7),
        ("15.00–15.59 WITA", "15:00", "15:59", 8), ("15:00 - 15:59 wita", "15:00", "15:59", 8),
        ("09.15-10.00 WIT", "09:15", "10:00", 9), ("pkl 09.15 WIT s/d 10.00 WIT", "09:15", "10:00", 9),
        ("15.00 WITA sampai 16.00 WITA", "15:00", "16:00", 8), ("jam 13-15", "13:00", "15:00", None),
        ("jam 13 - 15 WITA", "13:00", "15:00", 8), ("jam 9 pagi - 3 sore", "09:00", "15:00", None),
        ("jam 7-9 malam", "19:00", "21:00", None), ("pukul 1-3 siang", "13:00", "15:00", None),
        ("13–15 WIT", "13:00", "15:00", 9), ("Senin–Jumat 13.00–15.00 WIB", "13:00", "15:00", 7),
        ("20.00 sampai 05.00", "20:00", "05:00", None), ("１３.００–１５.００ WITA", "13:00", "15:00", 8),
    ],
)  # fmt: skip
def test_hours_and_their_zone(text, first, last, ahead):
    assert clocks.read(text) == [Hours(time.fromisoformat(first), time.fromisoformat(last), ahead)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("setelah jam 17", Hours(time(17), NIGHT)), ("sesudah jam 8 malam WITA", Hours(time(20), NIGHT, 8)),
     ("sebelum jam 10", Hours(time.min, time(10))), ("mulai pukul 20.00 WIT", Hours(time(20), NIGHT, 9))],
)  # fmt: skip
def test_hours_with_one_end(text, hours):
    assert clocks.read(text) == [hours]


@pytest.mark.parametrize(
    "text", ["", "malam hari", "13-15", "99.99–12.00", "0812-0000-0027", "2 anak", "hari kerja", "12-8-2025"]
)
def test_what_names_no_hours(text):
    assert clocks.read(text) == []


@pytest.mark.parametrize(
    ("hours", "home", "utc", "outside"),
    [
        ("15.00–15.59 WITA", "", "08:03", True),  # 15.03 WIB, 16.03 there
        ("15.00–15.59 WITA", "", "07:30", False),
        ("16.00–16.59 WITA", "", "08:03", False),
        ("16.00–16.59 WIT", "", "07:30", False),
        ("16.00–16.59 WIT", MAKASSAR, "07:30", False),  # the word decides, not the place
        ("16.00–16.59 WIB", JAYAPURA, "09:30", False),
        ("16.00–16.59", "", "09:30", False),  # the office's clock
        ("16.00–16.59", JAMBI, "09:30", False),
        ("16.00–16.59", MAKASSAR, "09:30", True),  # 17.30 there
        ("16.00–16.59", MAKASSAR, "08:30", False),
        ("16.00–16.59", KUPANG, "08:30", False),
        ("16.00–16.59", JAYAPURA, "07:30", False),
        ("16.00–16.59", JAYAPURA, "08:30", True),
        ("Jangan 18.00–22.00 WITA", "", "11:30", True),  # 19.30 there
        ("Jangan 18.00–22.00 WITA", "", "14:30", False),  # 22.30 there
        ("23.00–01.00 WIT", "", "15:30", False),  # 00.30 of the next day there
        ("setelah jam 17 WITA", "", "08:30", True),
        ("setelah jam 17 WITA", "", "09:30", False),
    ],
)
def test_whose_clock_counts(hours, home, utc, outside):
    now = datetime.combine(date(2026, 2, 10), time.fromisoformat(utc), UTC)
    assert safe(hours, home).is_outside_hours(now) is outside


def test_the_line_says_which_clock_was_used():
    assert "WITA, menurut daerah asalnya" in safe("13.00–15.00", MAKASSAR).words
    assert "WIT, menurut daerah asalnya" in safe("13.00–15.00", JAYAPURA).words
    assert "WIB, waktu kantor" in safe("13.00–15.00").words
    assert "dihitung" not in safe("13.00–15.00 WITA", JAYAPURA).words
    assert "dihitung" not in safe("malam hari", JAYAPURA).words


def test_a_paper_says_the_zone_because_it_is_read_elsewhere():
    assert safe("13.00–15.00", MAKASSAR).hours_and_zone == "13.00–15.00 (jam dihitung WITA, menurut daerah asalnya)"
    assert safe("13.00–15.00").hours_and_zone == "13.00–15.00 (jam dihitung WIB, waktu kantor)"
    assert safe("13.00–15.00 WIT", MAKASSAR).hours_and_zone == "13.00–15.00 WIT"
    assert safe("malam hari", MAKASSAR).hours_and_zone == "malam hari"


@pytest.mark.parametrize(
    ("code", "ahead"),
    [("15.71", 7), ("31.71", 7), ("61.71", 7), ("62.71", 7), ("51.71", 8), ("52.71", 8), ("53.71", 8), ("63.71", 8),
     ("64.71", 8), ("65.71", 8), ("73.71.01.1001", 8), ("71", 8), ("81.71", 9), ("82.71", 9), ("91.71", 9),
     ("92.01", 9), ("94", 9), ("96", 9), ("", None)],
)  # fmt: skip
def test_the_zone_of_a_region(code, ahead):
    assert hours_ahead(code) == ahead


def test_every_province_has_a_zone():
    provinces = {code[:2] for code in rows()}
    assert {code for code in provinces if hours_ahead(code) == 9} == {"81", "82", "91", "92", "93", "94", "95", "96"}
    assert len(provinces) == 38


@pytest.mark.parametrize(
    ("typed", "utc"),
    [("5/1/2026 09.32", "02:32"), ("5/1/2026 09.32 WIB", "02:32"), ("5/1/2026 09.32 WITA", "01:32"),
     ("5/1/2026 09:32 wit", "00:32"), ("5/1/2026 pukul 09.32 WITA", "01:32"), ("5-1-2026, pkl. 09.32 WIT", "00:32"),
     ("2026-01-05T09:32", "02:32")],
)  # fmt: skip
def test_the_moment_of_a_complaint(typed, utc):
    moment = MomentField().clean(typed)
    assert moment.astimezone(UTC) == datetime.combine(date(2026, 1, 5), time.fromisoformat(utc), UTC)


@pytest.mark.parametrize("typed", ["09.32 WITA", "5/1/2026 WITA", "5/1/2026 09.32 WITAX", "WIB"])
def test_a_zone_is_no_moment(typed):
    with pytest.raises(ValidationError, match="WITA"):
        MomentField().clean(typed)
