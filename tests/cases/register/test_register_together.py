"""Cells that say two things, and columns that say one thing together. Nothing here touches the database."""

import pytest

from cases.register.births import with_sex_apart
from cases.register.column_meanings import F, meaning_of
from cases.register.place_columns import level_of
from cases.register.plan_making import RowCells
from cases.register.several_names import names_in
from taskforces.choices import RegionLevel
from tests.cases.register.test_register_context import remarks, row, sheet

PLACES = (
    "No",
    "No Register",
    "Tgl Lapor",
    "Nama Korban",
    "L/P",
    "Umur",
    "Jenis Kasus",
    "Desa",
    "Kecamatan",
    "Kabupaten",
)


def placed(village, district, regency):
    plans, _passed = sheet(("1", "A-1", "5-6-2023", "Contoh Ina", "P", "15", "TPPO", village, district, regency),
                           header=PLACES)  # fmt: skip
    return plans[2]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (("", "Jonggat", "Loteng"), "52.02.02"), (("", "Tanjung", "KLU"), "52.08.01"), (("", "", "Loteng"), "52.02"),
        (("Dusun Contoh", "Kediri", "Lobar"), "52.01.02"), (("-", "Sape", "Bima"), "52.06.06"),
        (("", "Jelutung", "-"), "15.71.08"), (("-", "-", "Kab. Lombok Timur"), "52.03"),
    ],
)  # fmt: skip
def test_village_district_and_regency_in_columns_of_their_own_are_one_place(place, code):
    plan = placed(*place)
    assert (plan.facts["event_region"], remarks(plan)) == (code, "")


def test_a_hamlet_nobody_knows_stays_in_the_story():
    assert "Desa: Dusun Contoh, Kediri, Lobar" in placed("Dusun Contoh", "Kediri", "Lobar").facts["told"]


def test_a_district_that_lies_elsewhere_is_asked_about():
    assert "“Selong” tidak terletak di Kabupaten Lombok Barat" in remarks(placed("", "Selong", "Lobar"))


def test_a_district_alone_in_another_province_is_asked_about():
    assert "di provinsi lain" in remarks(placed("Dusun Contoh", "Cempaka Putih", ""))


@pytest.mark.parametrize(
    ("heading", "level"),
    [("Kel/Desa", RegionLevel.VILLAGE), ("Kec.", RegionLevel.DISTRICT), ("Kab/Kota", RegionLevel.CITY),
     ("Desa/Kecamatan", None), ("Wilayah", None)],
)  # fmt: skip
def test_the_level_a_heading_names(heading, level):
    assert level_of(heading) == level


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("HUB PELAPOR DGN KLIEN", F.REPORTER_KIND), ("Diantar Oleh", F.REPORTER_KIND), ("Umur/JK", F.AGE),
        ("Nama dan umur", F.NAME), ("Alamat Korban Kecamatan", F.ORIGIN), ("Kab/Kota Asal", F.ORIGIN),
        ("Tgl Tiba", F.REPORTED_ON), ("Keadaan Pulang", F.STATUS),
    ],
)  # fmt: skip
def test_headings_of_other_offices(heading, field):
    name, sure = meaning_of(heading)
    assert (name, sure >= 0.9) == (field, True)


@pytest.mark.parametrize(
    ("cell", "sex", "age"),
    [
        ("34 th / P", "P", "34 th"), ("P / 22 th", "P", "22 th"), ("41/L", "L", "41"), ("5 bln / L", "L", "5 bln"),
        ("±40 th / P", "P", "±40 th"), ("17P", "P", "17"), ("17 th (P)", "P", "17 th"),
        ("17 th / P, 18 th / L", "P\nL", "17 th\n18 th"), ("lk/17", "lk", "17"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", [F.AGE, F.SEX])
def test_age_and_sex_in_one_cell(field, cell, sex, age):
    cells = with_sex_apart(RowCells({field: cell}))
    assert (cells.get(F.SEX), cells.get(F.AGE)) == (sex, age)


@pytest.mark.parametrize("cell", ["lk 17", "17 lk", "kelas 5", "12-3-2001", "17-18", "17 th", "perempuan", "17/P, 18"])
def test_a_cell_with_one_of_them_stays(cell):
    cells = RowCells({F.AGE: cell})
    assert with_sex_apart(cells) is cells


def test_a_cell_beside_a_filled_column_of_the_other_stays():
    cells = RowCells({F.AGE: "17/P", F.SEX: "L"})
    assert with_sex_apart(cells) is cells


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Contoh Maria, 17 th", [("Contoh Maria", "17 th")]), ("Contoh Maria 17 thn.", [("Contoh Maria", "17 thn.")]),
        ("Contoh Lena, 38 th dan Contoh Noel, 2 th", [("Contoh Lena", "38 th"), ("Contoh Noel", "2 th")]),
        ("Contoh Ina, ±19 th", [("Contoh Ina", "±19 th")]),
        ("Contoh Ina hilang 2 th", [("Contoh Ina hilang 2 th", None)]),
        ("Contoh Ina, 16", [("Contoh Ina, 16", None)]),
    ],
)  # fmt: skip
def test_an_age_behind_a_name(cell, names):
    found = names_in(cell, parts_elsewhere=set())
    assert ([(one.name, one.age) for one in found.names], found.doubts) == (names, [])


def test_a_bare_number_is_an_age_where_the_heading_says_so():
    found = names_in("Contoh Ina, 16", parts_elsewhere=set(), is_age_told=True)
    assert [(one.name, one.age) for one in found.names] == [("Contoh Ina", "16")]


def test_another_age_behind_the_name_is_asked_about():
    plans, _passed = sheet(row(name="Contoh Ina (17 th)", age="15"))
    assert "di belakang nama tertulis “17 th”, di kolom umur “15”" in remarks(plans[2])
    plans, _passed = sheet(row(name="Contoh Ina (15 th)", age="15"))
    assert not remarks(plans[2])


@pytest.mark.parametrize("day", ["4-4-2035", "5 Mei 1890"])
def test_an_impossible_birth_is_asked_about_and_not_taken(day):
    header = (
        "No",
        "No Register",
        "Tgl Lapor",
        "Nama Korban",
        "L/P",
        "Tgl Lahir",
        "Kecamatan",
        "Jenis Kasus",
        "Kronologi",
    )
    plans, _passed = sheet(row(age=day), header=header)
    assert plans[2].victims[0]["birth_date"] == ""
    assert (plans[2].refusals, "tidak diambil" in remarks(plans[2])) == ([], True)
    assert day in plans[2].facts["told"]


def test_a_running_number_with_a_ditto_for_the_day_is_a_case_of_its_own():
    header = ("No", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Kecamatan", "Jenis Kasus")
    said = [
        ("1", "5-6-2023", "Contoh Ina", "P", "15", "Jelutung", "TPPO"),
        ("2", "dto", "Contoh Uli", "P", *["dto"] * 3),
    ]
    plans, _passed = sheet(*said, header=header)
    assert list(plans) == [2, 3]
