"""Offices use kelurahan and desa: their names are read, and doubted if they may mean something else."""

from datetime import date

import pytest

from cases.shorthand import Doubt, read

TODAY, JAMBI = date(2026, 2, 10), "15.71"


def places(text: str) -> list[tuple[str, str, str]]:
    """Kind, region and doubt of every place a line says."""
    return [
        (piece.kind, next(iter(piece.answers.values())), piece.doubt)
        for piece in read(text, today=TODAY, near=JAMBI).pieces
        if piece.kind in ("origin", "scene")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("p ±22 kenali asam bawah", "origin", "Kel. Kenali Asam Bawah, Kec. Kota Baru, Kota Jambi"),
        ("p 22 kel. budiman", "origin", "Kel. Budiman, Kec. Jambi Timur, Kota Jambi"),
        ("disekap di simpang 3 sipin, p 15", "scene", "Kel. Simpang III Sipin, Kec. Kota Baru, Kota Jambi"),
        ("ditemukan di the hok tadi malam, p 18", "scene", "Kel. Thehok, Kec. Jambi Selatan, Kota Jambi"),
        ("p 17 desa mendalo darat", "origin", "Desa Mendalo Darat, Kec. Jambi Luar Kota, Kabupaten Muaro Jambi"),
        ("p 30 cempaka putih", "origin", "Kel. Cempaka Putih, Kec. Jelutung, Kota Jambi"),
        ("p 20 kotabaru", "origin", "Kota Baru, Kota Jambi"),
        ("l 25 jamtim", "origin", "Jambi Timur, Kota Jambi"),
        ("p 19 asal tanjabtim", "origin", "Kabupaten Tanjung Jabung Timur"),
    ],
)
def test_a_village_of_ones_own_city_or_a_named_one_is_read(text, kind, label):
    assert places(text) == [(kind, label, "")]


@pytest.mark.parametrize(
    "text",
    [
        "p 17 mendalo darat",
        "p 16 tangkit baru",
        "wa dari budiman, p 16",
        "di rajawali, p 15",
        "kerja di pabrik harapan jaya",
    ],
)
def test_a_village_that_may_be_something_else_is_asked_about(text):
    assert [doubt for _kind, _label, doubt in places(text)] == [Doubt.VILLAGE]


@pytest.mark.parametrize(
    "text",
    [
        "p 20 budiman",
        "p 14 murni, selamat dari bahaya",
        "p 18 rajawali",
        "p 30 nama Contoh Beringin",
        "di desa sukamaju, p 15",
        "jl. kenali asam bawah no 3, p 15",
    ],
)
def test_an_everyday_word_a_name_or_a_street_is_no_village(text):
    assert places(text) == []


def test_a_city_that_shares_its_name_with_a_village_near_by_is_asked_about():
    assert places("di tanjung pinang, p 16") == [("scene", "Kota Tanjung Pinang", Doubt.NAMESAKE)]
    assert places("p 16 dari kota tanjung pinang") == [("origin", "Kota Tanjung Pinang", "")]
    assert [doubt for _kind, _label, doubt in places("p 16 dari kel. tanjung pinang")] == [""]
