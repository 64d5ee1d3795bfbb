"""Single cells, whole headers and whole rows as offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.register import cell_values, column_samples, columns, synonyms
from cases.register.cell_values import Notes, UnreadableCell
from cases.register.column_meanings import HEADINGS, F, meaning_of
from cases.register.columns import Layout, RegisterColumn
from cases.register.file_reader import SheetRow
from cases.register.row_plans import Ground, Reader

TODAY = date(2026, 11, 21)
CELLS = st.one_of(
    st.none(), st.text(max_size=60), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1, 1, 1)).map(lambda day: {"d": day.isoformat()}),
    st.text(alphabet="0123456789-/. ±+,;()\nabcdjulrpAgustus", max_size=30),
)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "years", "rough"),
    [("17", 17, False), (17.0, 17, False), ("17 th", 17, False), ("17th", 17, False), ("17 tahun", 17, False),
     ("±20", 20, True), ("+/- 20", 20, True), ("20an", 20, True), ("sekitar 20 th", 20, True), ("20-25", 20, True),
     ("6 bulan", 0, False), ("18 bln", 1, False), ("17 th 3 bln", 17, False), ("-", None, False), ("", None, False)],
)  # fmt: skip
def test_ages(cell, years, rough):
    assert cell_values.age(cell, Notes()) == (years, rough)


@pytest.mark.parametrize("cell", ["entah", "130", "-5", "L", "12-8-24"])
def test_what_is_no_age_is_refused(cell):
    with pytest.raises(UnreadableCell, match=cell):
        cell_values.age(cell, Notes())


@pytest.mark.parametrize(
    "cell", ["12-8-24", "12/08/2024", "12 Agustus 2024", "12 agt 24", "Senin, 12 Agustus 2024", "2024-08-12", 45516.0,
             "45516", {"d": "2024-08-12"}, "12-08-2024 10:30", "12.8.2024"],
)  # fmt: skip
def test_days(cell):
    assert cell_values.checked_span(cell, today=TODAY, notes=Notes()).first == date(2024, 8, 12)


@pytest.mark.parametrize("cell", ["12-8-2100", "1-1-1900", {"d": "2100-01-01"}, {"d": "1900-01-01"}, "99-99-2024", 3.0])
def test_impossible_days_are_refused(cell):
    with pytest.raises(UnreadableCell):
        cell_values.checked_span(cell, today=TODAY, notes=Notes())


def test_a_very_old_day_is_doubted():
    notes = Notes()
    assert cell_values.checked_span("12-8-1998", today=TODAY, notes=notes).first == date(1998, 8, 12)
    assert notes.doubts == ["tahun 1998: benarkah setua itu?"]


@pytest.mark.parametrize("cell", [1571025203070001.0, "1,57103E+15", "1.571025E+15"])
def test_an_nik_that_excel_made_a_number_is_refused_with_the_remedy(cell):
    with pytest.raises(UnreadableCell, match="format kolom NIK menjadi Teks"):
        cell_values.nik(cell, today=TODAY, notes=Notes())


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0812-3456-7890", "081234567890"), (81234567890.0, "081234567890"), ("+62 812 3456 7890", "081234567890"),
     ("0812 3456 7890 / 0813", "0812 3456 7890 / 0813"), ("tidak ada", "")],
)  # fmt: skip
def test_telephones(cell, number):
    assert cell_values.phone(cell, Notes()) == number


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("Rp 1.500.000,00", 1_500_000), ("Rp.250.000,-", 250_000), ("1,5 juta", 1_500_000), (2e6, 2_000_000), ("-", None)],
)
def test_money(cell, amount):
    assert cell_values.rupiah(cell) == amount


@pytest.mark.parametrize("word", ["L", "LK", "Lk.", "Laki-laki", "laki laki", "Pria", "M"])
def test_men(word):
    assert synonyms.sex_of(word) == "male"


@pytest.mark.parametrize("word", ["P", "Pr", "PR.", "Perempuan", "wanita", "W", "F"])
def test_women(word):
    assert synonyms.sex_of(word) == "female"


@pytest.mark.parametrize(
    "cell", ["Siti\nRina", "Siti; Rina", "1. Siti 2. Rina", "1) Siti\n2) Rina", "Siti dan Rina", "Siti & Rina"]
)
def test_several_in_one_cell(cell):
    assert cell_values.split_parts(cell, words=True) == ["Siti", "Rina"]


@given(CELLS)
def test_no_cell_is_more_than_read_or_refused(cell):
    for act in (
        lambda: cell_values.checked_span(cell, today=TODAY, notes=Notes()),
        lambda: cell_values.birth(cell, today=TODAY, notes=Notes()),
        lambda: cell_values.age(cell, Notes()),
        lambda: cell_values.nik(cell, today=TODAY, notes=Notes()),
        lambda: cell_values.phone(cell, Notes()),
        lambda: cell_values.rupiah(cell),
        lambda: cell_values.split_parts(cell, words=True),
        lambda: column_samples.masked(cell),
    ):
        try:
            act()
        except UnreadableCell as told:
            assert str(told)  # noqa: PT017 - whether it raises depends on the cell


@given(st.integers(1, 120))
def test_an_age_is_read_as_it_was_written(years):
    for written in (f"{years}", f"{years} th", f"±{years}", float(years), f"{years} tahun"):
        assert cell_values.age(written, Notes())[0] == years


@given(st.dates(date(2000, 1, 1), TODAY))
def test_a_day_is_read_as_it_was_written(day):
    serial = float((day - cell_values.EXCEL_ZERO).days)
    for written in (f"{day:%d-%m-%Y}", f"{day:%d/%m/%y}", day.isoformat(), serial, {"d": day.isoformat()}):
        assert cell_values.checked_span(written, today=TODAY, notes=Notes()).first == day


# --- Headers ----------------------------------------------------------------------------------------------------------
def rows(*lines) -> list[SheetRow]:
    return [SheetRow(number, list(line)) for number, line in enumerate(lines, 1)]


DATA = (1.0, "12-8-24", "Contoh Melati", "1571025203070001", "P", "16 th", "Jl. Contoh")


def test_titles_above_and_numbers_below_the_header():
    found = columns.find_layout(
        rows(
            ("REGISTER PENGADUAN KORBAN KEKERASAN",),
            ("TAHUN 2024",),
            ("No", "Tgl Lapor", "Nama Korban", "NIK", "L/P", "Umur", "Alamat"),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
            DATA,
        ),
        TODAY,
    )
    assert (found.header_from, found.data_from) == (3, 5)
    assert found.fields == ["ignore", "reported_on", "name", "nik", "sex", "age", "address"]


def test_two_header_lines_with_merged_cells():
    found = columns.find_layout(
        rows(
            ("No", "Tanggal", "Korban", None, None, None, None, "Pelapor", None, "Ket"),
            (None, None, "Nama", "NIK", "L/P", "Umur", "Alamat", "Nama", "No HP", None),
            (*DATA, "Contoh Ibu", "081200000001", "x"),
        ),
        TODAY,
    )
    assert (found.header_from, found.data_from) == (1, 3)
    assert found.fields == [
        "ignore", "reported_on", "name", "nik", "sex", "age", "address", "reporter_name", "reporter_phone", "note",
    ]  # fmt: skip


def test_a_group_named_in_two_words_leaves_its_columns_their_meaning():
    found = columns.find_layout(
        rows(
            ("DATA KORBAN KEKERASAN",),
            ("No", "Tanggal", "Identitas Korban", None, None, None, None, "Data Pelapor", None, "Ket"),
            (None, None, "Nama", "NIK", "L/P", "Umur", "Alamat", "Nama", "No HP", None),
            (*DATA, "Contoh Ibu", "081200000001", "x"),
        ),
        TODAY,
    )
    assert (found.header_from, found.data_from) == (2, 4)
    assert found.fields == [
        "ignore", "reported_on", "name", "nik", "sex", "age", "address", "reporter_name", "reporter_phone", "note",
    ]  # fmt: skip
    assert all(column.confidence >= columns.SURE for column in found.columns)


def test_a_title_right_above_the_header_is_no_group():
    found = columns.find_layout(
        rows(("KORBAN TPPO",), ("No", "Tgl Lapor", "Nama Korban", "NIK", "L/P", "Umur", "Alamat"), DATA), TODAY
    )
    assert found.header_from == 2
    assert found.columns[0].label == "No"


def test_columns_without_a_heading_are_known_by_what_is_in_them():
    found = columns.find_layout(
        rows(("Tanggal", "Nama", "???", "!!!"), ("1-1-24", "Contoh", "1571025203070001", "P")), TODAY
    )
    assert found.fields == ["reported_on", "name", "nik", "sex"]
    assert found.columns[2].confidence < columns.SURE


def test_a_table_without_a_header_is_still_shown():
    found = columns.find_layout(rows(DATA, DATA), TODAY)
    assert found.data_from == 1
    assert found.fields[3:5] == ["nik", "sex"]


@pytest.mark.parametrize("cells", [(None, "JUMLAH", 12.0), ("Total", None, 3.0), (None, None, "Jumlah Total", 4.0)])
def test_totals(cells):
    assert columns.is_total(cells)


@pytest.mark.parametrize("cells", [DATA, ("1", "12-8-24", "Total Contoh", "P")])
def test_people_are_no_totals(cells):
    assert not columns.is_total(cells)
    assert not columns.is_signature(cells)


@pytest.mark.parametrize(
    "cells",
    [
        (None, None, "Jambi, 31 Desember 2022"),
        (None, "Mengetahui,", "Jambi, 31 Desember 2022"),
        (None, None, "Kepala UPTD PPA"),
        ("NIP. 19780101 200501 1 001",),
    ],
)
def test_the_signature_under_a_table_is_no_row(cells):
    assert columns.is_total(cells) or columns.is_signature(cells)


@pytest.mark.parametrize("cells", [("Contoh Melati",), (None, "12 Agustus 2022"), ("Kepala Contoh",)])
def test_a_row_with_little_in_it_is_still_a_row(cells):
    assert not columns.is_total(cells)
    assert not columns.is_signature(cells)


@pytest.mark.parametrize("cell", ["0812 3456 7802", "+62 812-3456-7802", "(0741) 567802", 81234567802.0])
def test_a_number_is_hidden_however_it_is_written(cell):
    shown = column_samples.masked(cell)
    assert shown.endswith("02")
    assert "3456" not in shown
    assert "56" not in shown


@pytest.mark.parametrize("cell", ["12-08-2024", "2022-09-01", "12/8/24", "12-08-2024 09.30", "Rp 1.500.000"])
def test_days_and_amounts_are_shown_as_they_are(cell):
    assert column_samples.masked(cell) == cell


def test_samples_tell_nobody():
    shown = columns.find_layout(
        rows(("Nama Korban", "NIK", "Umur"), ("Contoh Melati", "1571025203070001", "16")), TODAY
    )
    said = " ".join(sample for column in shown.columns for sample in column.samples)
    assert "Melati" not in said
    assert "1571025203070001" not in said
    assert "16" in said


@pytest.mark.parametrize("cell", ["dewasa", "Anak", "di bawah umur", "dibawah umur", "balita."])
def test_a_word_for_an_age_is_doubted_and_no_age(cell):
    notes = Notes()
    assert cell_values.age(cell, notes) == (None, False)
    assert "dihitung sebagai anak sampai diisi" in notes.doubts[0]


def test_where_somebody_comes_from_is_not_where_it_happened():
    assert meaning_of("Asal Kec.")[0] == F.ORIGIN
    assert meaning_of("Kec.")[0] == F.REGION


def test_every_heading_and_every_name_of_a_field_is_understood():
    for name, headings in HEADINGS.items():
        for heading in headings:
            assert meaning_of(heading.upper())[0] == name, heading
    for item in F:
        assert meaning_of(str(item.label)) == (item.value, 1.0)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=12))
def test_no_sheet_breaks_the_search_for_its_header(lines):
    found = columns.find_layout([SheetRow(number, list(line)) for number, line in enumerate(lines, 1)], TODAY)
    once = [name for name in found.fields if name not in ("ignore", "note")]
    assert len(once) == len(set(once))


# --- Rows -------------------------------------------------------------------------------------------------------------
def plan_of(**cells):
    layout = Layout(1, 2, [RegisterColumn(str(F(name).label), name) for name in cells])
    ground = Ground(layout, TODAY, near="15.71", region_codes=frozenset({"15.71.02", "15.71"}))
    return Reader(ground).plan(SheetRow(14, list(cells.values())))


def test_a_refusal_names_row_column_and_cell():
    plan = plan_of(reported_on="12-8-24", name="Contoh", age="banyak")
    assert [(r.column, r.text) for r in plan.refusals] == [
        ("Umur korban", "“banyak” bukan angka umur. Tulis misalnya 17.")
    ]


def test_a_day_of_the_week_that_does_not_fit_is_doubted():
    def said(text: str) -> list[str]:
        return [remark.text for remark in plan_of(reported_on=text).doubts if "padahal" in remark.text]

    assert said("Selasa, 10 Juni 2024") == ["tertulis “selasa”, padahal Senin, 10 Juni 2024"]
    assert said("Senin / 10 Juni 2024") == []


FAR = Ground(
    Layout(1, 2, [RegisterColumn("Asal", "origin")]),
    TODAY,
    near="15.71",
    region_codes=frozenset({"31.73.05", "15.71.08.1002", "21.71"}),
)


@pytest.mark.parametrize(
    ("text", "code", "doubt"),
    [
        (
            "Kebon Jeruk",
            "31.73.05",
            "“Kebon Jeruk” dibaca sebagai Kebon Jeruk, Kota Administrasi Jakarta Barat, di provinsi lain",
        ),
        ("Kebon Jeruk, Jakarta Barat", "31.73.05", None),
        ("Cempaka Putih", "15.71.08.1002", None),
        ("Batam", "21.71", None),
        ("Tanjung Pinang", None, "ada beberapa wilayah bernama “Tanjung Pinang”: belum dipilih"),
        ("Bekasi", None, "ada beberapa wilayah bernama “Bekasi”: belum dipilih"),
    ],
)
def test_a_small_place_of_another_province_is_doubted(text, code, doubt):
    plan = Reader(FAR).plan(SheetRow(14, [text]))
    assert [victim["origin_region"] for victim in plan.victims] == [code]
    assert [remark.text for remark in plan.doubts if remark.column == "Asal"] == ([doubt] if doubt else [])


def test_victims_of_one_cell_share_or_divide_the_other_cells():
    plan = plan_of(reported_on="12-8-24", name="A Contoh\nB Contoh", sex="P", age="15\n±17", origin="Jambi Selatan",
                   kind="TPPO")  # fmt: skip
    assert [(v["name"], v["sex"], v["age"], v["age_is_estimated"], v["origin_region"]) for v in plan.victims] == [
        ("A Contoh", "female", 15, False, "15.71.02"),
        ("B Contoh", "female", 17, True, "15.71.02"),
    ]
    assert plan.doubts == []


def test_a_number_of_victims_beyond_the_names_is_doubted():
    plan = plan_of(reported_on="12-8-24", name="A Contoh", victim_count="3 orang")
    assert len(plan.victims) == 3
    assert plan.doubts[0].text == "tertulis 3 korban, terbaca 1"


def test_a_birth_date_decides_the_age_and_disagreement_is_doubted():
    plan = plan_of(reported_on="12-8-2024", name="A", birth_date="Jambi, 3-5-2007", age="30")
    assert (plan.victims[0]["age"], plan.victims[0]["birth_date"]) == (17, "2007-05-03")
    assert "umur 30" in plan.doubts[0].text


def test_nothing_that_is_written_is_lost():
    plan = plan_of(
        reported_on="12-8-24", narrative="Cerita.", region="Negeri Antah", channel="burung merpati", loss="Rp1.000"
    )
    for words in ("Cerita.", "Negeri Antah", "burung merpati", "Rp1.000"):
        assert words in plan.facts["told"]


@given(st.fixed_dictionaries({name.value: CELLS for name in F if name not in (F.IGNORE, F.NOTE)}))
def test_any_row_becomes_a_plan(cells):
    plan = plan_of(**cells)
    assert plan.refusals or plan.facts["reported_on"]
    for victim in plan.victims:
        assert victim["age"] is None or 0 <= victim["age"] <= 120
        assert victim["nik"] == "" or len(victim["nik"]) == 16
