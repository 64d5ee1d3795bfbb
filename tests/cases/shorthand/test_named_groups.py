"""People of a group by name and age: sure if a number announces them, asked about if nothing does."""

from datetime import date

import pytest

from cases.forms.intake.shorthand import words_of
from cases.shorthand import Doubt, read

TODAY, JAMBI = date(2026, 2, 10), "15.71"


def named(text: str) -> list[tuple[str, int | None, str]]:
    """Name, age and doubt of every person a line says."""
    return [
        (piece.answers.get("name", ""), piece.answers.get("age"), piece.doubt)
        for piece in read(text, today=TODAY, near=JAMBI).pieces
        if piece.kind == "person"
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("tiga orang: A 19, B 21", [("A", 19), ("B", 21), ("", None)]),
        ("3 korban: Ani 19, Budi 21 dan Cici 17", [("Ani", 19), ("Budi", 21), ("Cici", 17)]),
        ("dua orang: Siti Aminah 19 th, Budi 21 th dari bungo", [("Siti Aminah", 19), ("Budi", 21)]),
        ("20 orang: Ani 19, Budi 21", [("Ani", 19), ("Budi", 21)] + [("", None)] * 18),
    ],
)
def test_announced_names_with_ages_are_people(text, people):
    assert named(text) == [(name, age, "") for name, age in people]


@pytest.mark.parametrize("text", ["Ani 19, Budi 21", "Ani 19 dan Budi 21", "satu orang: Ani 19, Budi 21"])
def test_names_with_numbers_that_nothing_announces_are_asked_about(text):
    assert named(text) == [("Ani", 19, Doubt.COUNT), ("Budi", 21, Doubt.COUNT)]


@pytest.mark.parametrize(
    "text",
    [
        "Jambi 15, Bungo 20",
        "ani 19, budi 21",
        "Ani 19",
        "Blok 12, Gang 5",
        "Kelas 5, Kelas 6",
        "Senin 9, Selasa 10",
    ],
)
def test_places_days_and_one_name_are_no_group(text):
    assert [one for one in named(text) if one[0]] == []


def test_people_that_the_rest_of_a_line_may_describe_are_not_added_but_noted():
    reading = read("3 korban: Ani 19, Budi 21, p 17", today=TODAY, near=JAMBI)
    assert named("3 korban: Ani 19, Budi 21, p 17") == [("Ani", 19, ""), ("Budi", 21, ""), ("", 17, "")]
    assert [note.reason for note in reading.notes] == [Doubt.MISSING]


def test_more_people_than_the_page_holds_are_said():
    reading = read("31 orang: Ani 19, Budi 21", today=TODAY, near=JAMBI)
    assert named("31 orang: Ani 19, Budi 21") == []
    assert [note.reason for note in reading.notes] == [Doubt.GROUP]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3 korban: Ani 19, Budi 21", ["Ani, 19 tahun", "Budi, 21 tahun", "Belum dikenal"]),
        ("agen Rudi 081233334444", ["Rudi"]),
    ],
)
def test_a_name_that_is_taken_is_shown(text, words):
    pieces = [piece for piece in read(text, today=TODAY, near=JAMBI).pieces if piece.kind == "person"]
    assert [words_of(piece) for piece in pieces] == words
