"""What a field of a day says while somebody types: the day in full, or the sentence that asks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from safeguards import clock
from tests.personas import client_of

URL = "/tanggal/baca/"
TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def said(world, text: str, *, part: str = "day", direction: str = "past") -> dict:
    """The answer to a text."""
    with clock.at(TUESDAY):
        answer = client_of(world.sari).post(URL, {"text": text, "part": part, "direction": direction})
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize(
    ("text", "direction", "words"),
    [
        ("11/2/2026", "past", "Rabu, 11 Februari 2026"),
        ("2026-02-11", "past", "Rabu, 11 Februari 2026"),
        ("rabu 11 feb 2026", "past", "Rabu, 11 Februari 2026"),
        ("kemarin", "past", "Senin, 30 November 2026"),
        ("20 November", "past", "Jumat, 20 November 2026"),
        ("20 November", "ahead", "Sabtu, 20 November 2027"),
        ("Jumat", "past", "Jumat, 27 November 2026"),
        ("Jumat", "ahead", "Jumat, 4 Desember 2026"),
        ("5/1", "ahead", "Selasa, 5 Januari 2027"),
        ("3 hari lagi", "ahead", "Jumat, 4 Desember 2026"),
        ("besok", "either", "Rabu, 2 Desember 2026"),
        ("11 Februari 2026", "ahead", "Rabu, 11 Februari 2026"),
    ],
)
def test_a_day_is_said_in_full(world, text, direction, words):
    assert said(world, text, direction=direction)["words"] == words


@pytest.mark.parametrize(
    ("text", "direction", "doubt"),
    [
        ("31/2/2026", "past", "tidak ada di kalender"),
        ("31 april 2026", "ahead", "tidak ada di kalender"),
        ("Senin, 11 Februari 2026", "past", "hari Rabu, 11 Februari 2026, bukan Senin"),
        ("Senin, 11 Februari 2026", "ahead", "hari Rabu, 11 Februari 2026, bukan Senin"),
        ("11 Februari", "past", "Sebutkan juga tahunnya"),
        ("20 November", "either", "Sebutkan juga tahunnya"),
        ("Jumat depan", "ahead", "beberapa hari"),
        ("awal Agustus 2026", "past", "Tulis satu hari"),
        ("habis lebaran", "past", "Tulis tanggal seperti"),
        ("entah", "past", "Tulis tanggal seperti"),
        ("bukan 12 mei 2026", "past", "menyangkal"),
    ],
)
def test_what_must_be_confirmed_is_asked(world, text, direction, doubt):
    found = said(world, text, direction=direction)
    assert doubt in found["doubt"]
    assert "words" not in found


@pytest.mark.parametrize(
    ("text", "direction", "words"),
    [
        ("5/1/2026 09.32", "past", "Senin, 5 Januari 2026, 09.32 WIB"),
        ("5/1/2026 09.32 WITA", "past", "Senin, 5 Januari 2026, 08.32 WIB"),
        ("2026-01-05T09:32", "past", "Senin, 5 Januari 2026, 09.32 WIB"),
        ("kemarin pukul 15.10", "past", "Senin, 30 November 2026, 15.10 WIB"),
        ("Rabu, 11 Februari 2026, 09.00 WIB", "past", "Rabu, 11 Februari 2026, 09.00 WIB"),
        ("besok jam 9 malam", "ahead", "Rabu, 2 Desember 2026, 21.00 WIB"),
        ("Jumat 14.00", "ahead", "Jumat, 4 Desember 2026, 14.00 WIB"),
    ],
)
def test_a_moment_is_said_with_its_zone(world, text, direction, words):
    assert said(world, text, part="moment", direction=direction)["words"] == words


@pytest.mark.parametrize("text", ["kemarin", "09.32", "5/1/2026", "5/1/2026 25.10", "5/1/2026 9.71", "5.1.2026"])
def test_a_moment_needs_day_and_time(world, text):
    assert "tanggal dan jam" in said(world, text, part="moment")["doubt"]


def test_nothing_written_is_nothing_said(world):
    assert said(world, " ") == {"day": "", "words": ""}


def test_it_answers_colleagues_only_and_only_what_it_knows(world, client):
    assert client.post(URL, {"text": "kemarin", "part": "day", "direction": "past"}).status_code == 302
    sari = client_of(world.sari)
    assert sari.get(URL).status_code == 405
    assert sari.post(URL, {"text": "kemarin", "part": "x", "direction": "past"}).status_code == 400
    assert sari.post(URL, {"text": "kemarin", "part": "day", "direction": "x"}).status_code == 400
