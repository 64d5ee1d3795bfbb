"""Dates in the cells of an old register: taken, doubted with a reason, or refused."""

from datetime import date

import pytest

from cases.register import cell_values
from cases.register.cell_values import Notes, UnreadableCell

TODAY = date(2026, 11, 21)

SURE = """
17-08-2024 14.30 WITA | 2024-08-17
17-08-2024 14:30 WIB | 2024-08-17
17 Agustus 2024 pukul 09.15 WIT | 2024-08-17
Pkl 09.15 WIT, 17 Agustus 2024 | 2024-08-17
17-08-2024 jam 9 pagi | 2024-08-17
Senin / 13 Januari 2025 | 2025-01-13
Hari/Tanggal: Senin, 13 Januari 2025 | 2025-01-13
Sabtu, 17 Agustus 2024 | 2024-08-17
17 Agt '24 | 2024-08-17
17 agusuts 2024 | 2024-08-17
"""
DOUBTED = """
7/19/2023 | 2023-07-19 | tertukar
9 Juni | 2026-06-09 | Tahunnya tidak disebut
10-06 | 2026-06-10 | Tahunnya tidak disebut
20 November | 2026-11-20 | Tahunnya tidak disebut
Selasa, 10 Juni 2024 | 2024-06-10 | padahal Senin
Minggu, 10-06-2024 | 2024-06-10 | padahal Senin
17 Agustus 2024 di kantor | 2024-08-17 | sebagian
sebelum 17 Agustus 2024 | 2024-08-17 | batas waktu
"""
REFUSED = """
3 hari lalu | dihitung dari hari ini
kemarin | dihitung dari hari ini
2 minggu yang lalu | dihitung dari hari ini
5 mei tahun lalu | dihitung dari hari ini
habis lebaran 2024 | Hari raya
30/2/2024 | tidak ada di kalender
bukan 17-08-2024 | menyangkal
12 dan 14 agustus 2024 | beberapa hari
12-08-2024 dan 14-08-2024 | beberapa hari
entah | 12-08-2024
jam 9 pagi | 12-08-2024
"""
BIRTHS = """
Jambi, 3 Mei 2007 | 2007-05-03
Jambi 3 Mei 2007 | 2007-05-03
Muara Bungo, 03-05-2007 | 2007-05-03
Jambi / 3 Mei 2007 | 2007-05-03
03-05-2007 (17 th) | 2007-05-03
3 Mei 2007 (17 tahun) | 2007-05-03
Kamis, 3 Mei 2007 | 2007-05-03
"""
OPEN_BIRTHS = ("3 Mei", "kemarin", "3/5", "Jambi, 3 Mei")


def lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")]


def checked(cell: str) -> tuple[date, str]:
    notes = Notes()
    span = cell_values.checked_span(cell, today=TODAY, notes=notes)
    return span.first, " ".join(notes.doubts)


@pytest.mark.parametrize(("cell", "day"), lines(SURE))
def test_a_day_with_its_time_and_zone_is_sure(cell, day):
    assert checked(cell) == (date.fromisoformat(day), "")


@pytest.mark.parametrize(("cell", "day", "why"), lines(DOUBTED))
def test_a_completed_or_turned_day_is_doubted(cell, day, why):
    first, doubts = checked(cell)
    assert first == date.fromisoformat(day)
    assert why in doubts


@pytest.mark.parametrize(("cell", "why"), lines(REFUSED))
def test_a_day_that_is_none_is_refused_with_the_reason(cell, why):
    with pytest.raises(UnreadableCell, match=why):
        checked(cell)


@pytest.mark.parametrize(("cell", "day"), lines(BIRTHS))
def test_a_birth_beside_its_place_or_age(cell, day):
    notes = Notes()
    assert cell_values.birth(cell, today=TODAY, notes=notes).day == date.fromisoformat(day)
    assert notes.doubts == []


@pytest.mark.parametrize("cell", OPEN_BIRTHS)
def test_a_birth_without_a_year_is_not_taken(cell):
    notes = Notes()
    assert cell_values.birth(cell, today=TODAY, notes=notes) == cell_values.Birth()
    assert "tanpa tahun" in " ".join(notes.doubts)
