"""Rows of an old register read with what stands above and beside them. Nothing here touches the database."""

from datetime import date

import pytest

from cases.register import columns, periods, recapitulation
from cases.register.dittos import is_ditto
from cases.register.file_reader import SheetRow
from cases.register.plan_making import Ground
from cases.register.row_context import CaseRows, Passed, Walker
from cases.register.row_plans import Reader
from cases.register.several_names import names_in
from taskforces import region_table

TODAY = date(2026, 11, 30)
HEADER = ("No", "No Register", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Kecamatan", "Jenis Kasus", "Kronologi")


def sheet(*rows, header=HEADER, titles=(), name=""):
    """The plans of the cases and the rows passed over, by their numbers."""
    lines = [*([title] for title in titles), header, *rows]
    cells = [SheetRow(n, [cell or None for cell in line]) for n, line in enumerate(lines, 1)]
    layout = columns.find_layout(cells, TODAY, "15.71")
    period = layout.period.within(periods.sheet(name)) if layout.period.year else periods.sheet(name)
    reader = Reader(Ground(layout, TODAY, near="15.71", region_codes=frozenset(region_table.rows())))
    data = [row for row in cells if row.number >= layout.data_from]
    plans, passed = {}, {}
    for item in Walker(layout, period).walk(data):
        if isinstance(item, CaseRows):
            plans[item.row.number] = reader.plan(item)
        else:
            passed[item.number] = item.why
    return plans, passed


def row(number="1", old="A-1", day="5-6-2023", name="Contoh Ina", sex="P", age="15", place="Jelutung", kind="TPPO",
        told="Dijanjikan kerja."):  # fmt: skip
    return (number, old, day, name, sex, age, place, kind, told)


def remarks(plan):
    return " | ".join(remark.text for remark in (*plan.refusals, *plan.doubts))


@pytest.mark.parametrize(
    "cell", ["dto", "DTO", "ditto", "sda", "S.d.a.", "idem", "ibid", '"', "-\"-", "''", "〃", "//", "sama dgn di atas",
             "seperti di atas", "idem di atas"],
)  # fmt: skip
def test_words_and_signs_that_repeat(cell):
    assert is_ditto(cell)


@pytest.mark.parametrize("cell", ["-", "Ida", "Dodo", "tidak ada", "Samarinda", "", None, 5.0, "Idem Contoh"])
def test_words_that_repeat_nothing(cell):
    assert not is_ditto(cell)


def test_ditto_on_ditto_reaches_the_written_cell():
    plans, _passed = sheet(row(), row("2", "A-2", '"', "Contoh Uli", "L", "20", "sda"),
                           row("3", "A-3", "dto", "Contoh Ori", "P", "30", "idem"))  # fmt: skip
    assert [plan.facts["reported_on"] for plan in plans.values()] == ["2023-06-05"] * 3
    assert [plan.facts["event_region"] for plan in plans.values()] == ["15.71.08"] * 3
    assert "Tgl Lapor, Kecamatan mengikuti baris 2" in [remark.text for remark in plans[4].said]
    assert not plans[4].doubts


def test_a_row_without_number_and_date_is_the_second_victim():
    plans, _passed = sheet(row(), ("", "", "", "Contoh Uli", "L", "9", "", "", ""), row("2", "A-2"))
    assert list(plans) == [2, 4]
    assert plans[2].joined == [3]
    assert [(victim["name"], victim["age"]) for victim in plans[2].victims] == [("Contoh Ina", 15), ("Contoh Uli", 9)]


def test_a_case_goes_on_behind_the_heading_of_the_next_page():
    plans, passed = sheet(row(), HEADER, ("", "", "", "Contoh Uli", "L", "9", "", "", ""))
    assert passed == {3: "heading"}
    assert plans[2].joined == [4]


def test_a_row_with_a_number_and_no_date_is_no_continuation():
    plans, _passed = sheet(row(), ("2", "A-2", "", "Contoh Uli", "L", "9", "", "KDRT", "x"))
    assert "tanggal pengaduan kosong" in remarks(plans[3])


@pytest.mark.parametrize("text", ["BULAN JUNI 2023", "Juni 2023", "MINGGU II", "Triwulan II 2023", "TAHUN 2023"])
@pytest.mark.parametrize("at", [0, 2])
def test_a_separator_changes_no_outcome(text, at):
    line = [""] * len(HEADER)
    line[at] = text
    with_it, passed = sheet(row(), line, row("2", "A-2", "7-6-2023", "Contoh Uli"))
    without, _none = sheet(row(), row("2", "A-2", "7-6-2023", "Contoh Uli"))
    assert passed == {3: "separator"}
    assert [plan.facts for plan in with_it.values()] == [plan.facts for plan in without.values()]
    assert not with_it[4].doubts


@pytest.mark.parametrize(
    ("titles", "name", "line"),
    [(("REGISTER PENGADUAN", "TAHUN 2023"), "", None), ((), "TW II 2023", None), ((), "", "BULAN JUNI 2023")],
)
def test_a_year_from_elsewhere_is_doubted(titles, name, line):
    rows = [row(day="9 Juni")] if line is None else [(line, *[""] * 8), row(day="9 Juni")]
    plans, _passed = sheet(*rows, titles=titles, name=name)
    (plan,) = plans.values()
    assert plan.facts["reported_on"] == "2023-06-09"
    assert "tahun tidak tertulis: 2023" in remarks(plan)


def test_a_year_nobody_says_is_refused():
    plans, _passed = sheet(row(day="9 Juni"))
    assert plans[2].facts["reported_on"] is None
    assert "tahun “9 Juni” tidak tertulis" in remarks(plans[2])


def test_the_year_of_a_law_in_the_title_is_none():
    plans, _passed = sheet(row(day="9 Juni"), titles=("REGISTER MENURUT UU 21 TAHUN 2007",))
    assert plans[3].facts["reported_on"] is None


def test_rows_that_go_on_past_their_month_in_order_are_not_asked_about():
    month = ("BULAN JUNI 2023", *[""] * 8)
    said = [row(str(n), f"A-{n}", day) for n, day in enumerate(["2-6-2023", "5-7-2023", "9-7-2023", "1-8-2023"], 1)]
    plans, _passed = sheet(month, *said)
    assert [plan.facts["reported_on"] for plan in plans.values()][1:] == ["2023-07-05", "2023-07-09", "2023-08-01"]
    assert not any("di luar" in remarks(plan) for plan in plans.values())


@pytest.mark.parametrize("text", ["3 hari lalu", "kemarin", "minggu lalu"])
def test_days_counted_from_the_day_of_writing_are_refused(text):
    plans, _passed = sheet(row(), row("2", "A-2", text))
    assert "dihitung dari hari menulisnya" in remarks(plans[3])


def test_a_day_outside_its_month_or_far_from_its_neighbours_is_doubted():
    month = ("BULAN JUNI 2023", *[""] * 8)
    plans, _passed = sheet(month, row(day="5-7-2023"))
    assert "di luar “BULAN JUNI 2023”" in remarks(plans[3])
    plans, _passed = sheet(month, row(day="2-6-2023"), row("2", "A-2", "5-7-2023"), row("3", "A-3", "9-6-2023"))
    assert "di luar “BULAN JUNI 2023”" in remarks(plans[4])  # alone, and out of order
    days = ["5-6-2023", "6-6-2023", "7-6-2013", "8-6-2023", "9-6-2023"]
    plans, _passed = sheet(*(row(str(n), f"A-{n}", day, f"Contoh {n}") for n, day in enumerate(days)))
    assert ["jauh dari" in remarks(plan) for plan in plans.values()] == [False, False, True, False, False]


def test_totals_notes_and_signatures_are_passed_over_and_said():
    plans, passed = sheet(
        row(),
        ("JUMLAH", "", "12 orang", "", "L 2", "P 10", "", "", ""),
        ("Ket: data sementara", *[""] * 8),
        ("", "", "", "", "", "", "", "Jambi, 30 Juni 2023", ""),
        ("", "", "", "", "", "", "", "Contoh Kepala", ""),
        ("17", *[""] * 8),
    )
    assert list(plans) == [2]
    assert passed == {3: "total", 4: "note", 5: "signature", 6: "signature", 7: "signature"}


def test_a_column_order_changes_no_outcome():
    order = [8, 3, 0, 7, 2, 5, 1, 6, 4]
    mixed, _passed = sheet([row()[n] for n in order], header=[HEADER[n] for n in order])
    plain, _passed = sheet(row())
    assert mixed[2].facts == plain[2].facts
    assert mixed[2].victims == plain[2].victims


@pytest.mark.parametrize(
    ("heads", "rows"),
    [(("Umur Korban", ""), [("L", "P"), ("", "15")]), (("Pria", "Wanita"), [("", "15")]), (("L", "P"), [("", "15")])],
)
def test_sex_told_by_a_heading_of_one_or_two_lines(heads, rows):
    header = ("No Register", "Tgl Lapor", "Nama Korban", *heads, "Jenis Kasus", "Kronologi")
    below = [("", "", "", *rows[0], "", "")] if len(rows) > 1 else []
    plans, _passed = sheet(*below, ("A-1", "5-6-2023", "Contoh Ina", *rows[-1], "TPPO", "x"), header=header)
    (plan,) = plans.values()
    assert [(victim["sex"], victim["age"]) for victim in plan.victims] == [("female", 15)]


@pytest.mark.parametrize(
    ("text", "elsewhere", "names", "doubts"),
    [
        ("Contoh Ina", set(), ["Contoh Ina"], 0),
        ("Contoh Ina / Contoh Ita", set(), ["Contoh Ina", "Contoh Ita"], 1),
        ("Contoh Ina / Contoh Ita", {2}, ["Contoh Ina", "Contoh Ita"], 0),
        ("Contoh Ina, S.Pd", set(), ["Contoh Ina, S.Pd"], 0),
        ("Contoh Ina alias Melur / Mel", set(), ["Contoh Ina alias Melur / Mel"], 0),
        ("Contoh Ina dkk", set(), ["Contoh Ina"], 1),
        ("1. Contoh Ina (17)\n2. Contoh Ita (15)", set(), ["Contoh Ina", "Contoh Ita"], 0),
    ],
)
def test_names_in_one_cell(text, elsewhere, names, doubts):
    found = names_in(text, parts_elsewhere=elsewhere)
    assert [one.name for one in found.names] == names
    assert len(found.doubts) == doubts


def test_how_many_people_a_name_says():
    assert names_in("Contoh Ina dkk (3 orang)", parts_elsewhere=set()).said == 3
    found = names_in("1. Ina (17)\n2. Ita (P, 15 th)", parts_elsewhere=set())
    assert [one.age for one in found.names] == ["17", "15 th"]


def test_a_cell_over_the_limit_is_doubted_and_whole_in_the_story():
    plans, _passed = sheet(row(old="A-" + "9" * 80))
    assert len(plans[2].old_number) == 60
    assert "dipotong" in remarks(plans[2])
    assert "9" * 80 in plans[2].facts["told"]


def test_a_row_longer_than_its_heading_is_doubted_and_loses_nothing():
    plans, _passed = sheet(row(), row("2", "A-2"), (*row("3", "A-3"), "sesuatu"), row("4", "A-4"))
    assert "lebih panjang dari judulnya" in remarks(plans[4])
    assert "sesuatu" in plans[4].facts["told"]
    assert not plans[2].doubts


@pytest.mark.parametrize(
    ("header", "rows", "is_recap"),
    [
        (("No", "Kecamatan", "Laki-laki", "Perempuan", "Jumlah"),
         [("1", "Jelutung", "2", "3", "5"), ("2", "Pasar Jambi", "0", "1", "1")], True),
        (("Bulan", "TPPO", "KDRT"), [("Januari", "3", "4"), ("Februari", "1", "0")], True),
        (("No", "Tgl Lapor", "Nama Korban", "Pria", "Wanita"), [("1", "5-6-2023", "Contoh Ina", "", "15")], False),
        (HEADER, [row(), row("2", "A-2")], False),
    ],
)  # fmt: skip
def test_a_recapitulation_is_told_from_a_register(header, rows, is_recap):
    lines = [SheetRow(n, [cell or None for cell in line]) for n, line in enumerate([header, *rows], 1)]
    assert recapitulation.is_recapitulation(columns.find_layout(lines, TODAY), lines) is is_recap


def test_a_passed_row_shows_no_official():
    walker = Walker(columns.find_layout([SheetRow(1, list(HEADER))], TODAY))
    lines = [SheetRow(2, [None] * 7 + ["Mengetahui", None]), SheetRow(3, [None] * 7 + ["Contoh Kepala", None])]
    assert [item.words for item in walker.walk(lines) if isinstance(item, Passed)] == ["", ""]
