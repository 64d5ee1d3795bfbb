"""Everyday ways to say a time, an age, a wish to stay unnamed: read, asked about, or said to be impossible."""

from datetime import date

import pytest

from cases.choices import ContactRule, ContactWay, ReporterKind
from cases.shorthand import Doubt, read
from cases.shorthand.line_reading import REPORTER

TODAY, JAMBI = date(2026, 2, 10), "15.71"


def of(text: str):
    return read(text, today=TODAY, near=JAMBI)


def answer(text: str, kind: str) -> list[tuple[dict, str]]:
    """Answers and doubt of the pieces of a kind."""
    return [(dict(piece.answers), str(piece.doubt)) for piece in of(text).pieces if piece.kind == kind]


@pytest.mark.parametrize("text", ["mlm tadi", "tadi mlm", "malam kemarin", "kmrn malem", "td malam", "semalem"])
def test_last_night_in_any_order(text):
    assert answer(text, "day") == [({"event_on": "9–10 Februari 2026"}, "")]


@pytest.mark.parametrize("text", ["td sore", "sore tadi", "tadi pg", "pagi tadi", "tdi siang"])
def test_earlier_today_in_any_order(text):
    assert answer(text, "day") == [({"event_on": "10 Februari 2026"}, "")]


@pytest.mark.parametrize("text", ["sore kemarin", "kmrn sore", "kemaren petang"])
def test_yesterday_in_any_order(text):
    assert answer(text, "day") == [({"event_on": "9 Februari 2026"}, "")]


@pytest.mark.parametrize("text", ["30/2 p 15", "31 april, p 15", "kejadian 31/9/2025 p 16", "tgl 30-02-2025, p 15"])
def test_a_day_no_calendar_has_is_said(text):
    assert [note.reason for note in of(text).notes] == [Doubt.NO_DAY]
    assert answer(text, "day") == []


@pytest.mark.parametrize("text", ["kerja di lantai 30/2 p 15", "29/2/2024 p 15", "28/2 p 15", "31 mei, p 15"])
def test_a_house_number_and_a_leap_day_are_not_impossible(text):
    assert of(text).notes == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("kls 3 sma lk", 18),
        ("p kelas 5 sd", 11),
        ("pr kelas 11", 17),
        ("kelas 2 smp, p", 14),
        ("lk kls 1 sd", 7),
    ],
)
def test_a_class_of_a_school_is_no_age_until_somebody_says_so(text, age):
    assert answer(text, "age") == [({"age": age, "age_is_estimated": True}, Doubt.SCHOOL)]


@pytest.mark.parametrize("text", ["kelas 5 sma p", "kelas 13 p", "naik kelas p", "kelas 0 sd p"])
def test_no_class_no_age(text):
    assert answer(text, "age") == []


def test_the_months_of_a_baby_are_no_years():
    assert answer("balita 10 bln lk", "person") == [({"sex": "male", "age": 0}, "")]
    assert answer("p 20 bulan", "person") == [({"sex": "female", "age": 1}, "")]


@pytest.mark.parametrize(
    "text", ["pelapor minta identitas ditutup", "pelapor namanya jgn ditulis", "pelapor satpam, nama dirahasiakan"]
)
def test_a_reporter_who_stays_unnamed(text):
    assert ({"is_anonymous": True}, "") in answer(text, "reporter")


def test_whose_name_is_hidden_is_asked_where_a_victim_was_spoken_of():
    assert answer("p 16, namanya dirahasiakan", "reporter") == [({"is_anonymous": True}, Doubt.WHO)]
    assert answer("p 16, nama korban dirahasiakan", "reporter") == []


@pytest.mark.parametrize("word", ["satpam", "ojol", "penjaga kos", "pedagang"])
def test_people_of_the_neighbourhood_report(word):
    assert answer(f"pelapor {word}", "reporter") == [({"kind": ReporterKind.COMMUNITY}, "")]


@pytest.mark.parametrize(
    ("text", "way", "hours"),
    [
        ("pelapor ibu, sms malem aja", ContactWay.MESSAGE, "malam hari"),
        ("pelapor ibu, telp pagi saja", ContactWay.CALL, "pagi hari"),
    ],
)
def test_a_way_and_its_hours(text, way, hours):
    rules = [dict(piece.answers) for piece in of(text).pieces if piece.kind == "contact" and piece.about == REPORTER]
    assert rules == [{"contact_rule": ContactRule.CONDITIONAL, "contact_ways": [way], "contact_hours": [hours]}]


def test_a_call_in_the_morning_is_a_story():
    assert answer("pelapor ibu, telp pagi dari kampung", "contact") == []


@pytest.mark.parametrize("text", ["besok berangkat ke malaysia p 17", "mau ke batam p 17", "diterbangkan via batam"])
def test_a_place_that_is_not_reached_yet_is_asked_about(text):
    doubts = [piece.doubt for piece in of(text).pieces if piece.kind in ("scene", "country")]
    assert doubts == [Doubt.ON_THE_WAY]


def test_a_place_somebody_was_taken_to_is_where_it_happened():
    assert answer("dibawa ke malaysia p 17", "country") == [({"event_country": "Malaysia"}, "")]


@pytest.mark.parametrize(
    "text", ["senin 10 februari 2026 p 15", "hari kamis tgl 6 februari 2026, p 15", "hari rabu, tanggal 5-2-2026, p 15"]
)
def test_a_day_of_the_week_that_does_not_fit_is_asked_about(text):
    assert [doubt for _answers, doubt in answer(text, "day")] == [Doubt.WEEKDAY]


@pytest.mark.parametrize("text", ["selasa 10 februari 2026", "hari kamis tgl 5 februari 2026, p 15", "jumat lalu"])
def test_a_day_of_the_week_that_fits_is_taken(text):
    assert [doubt for _answers, doubt in answer(text, "day")] == [""]
