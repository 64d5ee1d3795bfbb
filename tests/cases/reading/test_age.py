"""Ages as people write them: a limit is not an age, and neither is a number after an unrelated word."""

import pytest

from cases.reading import told_age


@pytest.mark.parametrize(
    ("text", "years", "rough"),
    [
        ("17", 17, False), ("17 th", 17, False), ("17,5", 17, False), ("Usia: 17 tahun", 17, False), ("±17", 17, True),
        ("20-an", 20, True), ("kurang lebih 20", 20, True), ("lk 20", 20, True), ("17 th 3 bln", 17, False),
        ("6 bulan", 0, False), ("18 bln", 1, False),
    ],
)  # fmt: skip
def test_ages_said(text, years, rough):
    assert told_age.read(text) == told_age.Age(years, rough)


@pytest.mark.parametrize(
    "text",
    ["<18", "< 18 th", "≤17", "<= 17", "di bawah 18", "dibawah 18 tahun", "umur di bawah 18 th", "kurang dari 18",
     "krg dari 18", "s.d. 17", "s/d 17", "sd 17", "sampai 17", "maks 17", "17 ke bawah", "17 tahun kebawah",
     "hampir 18",
     "belum 18", "belum genap 18 tahun", "blm genap 18", "0-17", "0 - 17 th", "6-12", "<5", "di bawah umur"],
)  # fmt: skip
def test_a_limit_of_childhood_is_a_child_of_unknown_age(text):
    found = told_age.read(text)
    assert (found.years, found.is_readable) == (None, True)  # unknown counts as a child
    assert "anak" in found.doubt


@pytest.mark.parametrize(
    ("text", "years"),
    [(">17", 18), ("> 17 th", 18), (">= 18", 18), ("≥18", 18), ("di atas 17", 18), ("diatas 18", 19), ("18+", 18),
     ("lebih dari 40", 41), ("18 ke atas", 18), ("minimal 18", 18), ("17+", 17)],
)  # fmt: skip
def test_a_lower_limit_is_an_estimate(text, years):
    found = told_age.read(text)
    assert (found.years, found.is_estimated) == (years, True)
    assert "batas umur" in found.doubt


@pytest.mark.parametrize(
    ("text", "years"),
    [("13-17", 13), ("20-25", 20), ("18-24", 18), ("25 - 59 th", 25), ("16-25", 16), ("17 s.d. 20", 17)],
)
def test_a_band_is_its_younger_end_and_doubted(text, years):
    found = told_age.read(text)
    assert (found.years, found.is_estimated) == (years, True)
    assert "rentang" in found.doubt


@pytest.mark.parametrize(
    "text",
    ["kelas 5", "kls 5 SD", "RT 3", "RT 03", "hamil 6 bulan", "anak ke 2", "no 17", "SMA 2", "bukan 17", "tidak 17",
     "17 atau 18", "umur tidak diketahui 17", "5 SD", "anak 1 dari 3"],
)  # fmt: skip
def test_a_figure_behind_another_word_is_no_age(text):
    found = told_age.read(text)
    assert (found.years, found.is_readable) == (None, True)
    assert found.doubt


@pytest.mark.parametrize("text", ["130", "-5", "L", "12-8-24", "1990", "17?", "17/P"])
def test_what_is_no_age_is_not_readable(text):
    assert not told_age.read(text).is_readable
