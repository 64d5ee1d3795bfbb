"""Example registers (invented): every cell is read correctly, or asked about."""

import json
from pathlib import Path

import pytest

from cases.models import RegisterBatch, RegisterRow
from cases.register.file_reader import FileRefused
from tests.cases.register import files
from tests.personas import client_of

EXAMPLES = Path(__file__).parent / "examples"


def dry_run(desk, name: str) -> dict[int, tuple[str, dict]]:
    batch = desk.checked((EXAMPLES / f"{name}.csv").read_bytes())
    return {row.number: (row.kind, json.loads(row.content)) for row in RegisterRow.objects.filter(batch=batch)}


def told(plan: dict) -> str:
    return " | ".join(remark["text"] for remark in (*plan["refusals"], *plan["doubts"]))


def test_one_nik_under_two_names(desk):
    rows = dry_run(desk, "k1")
    assert [kind for kind, _plan in rows.values()] == ["new", "doubt"]
    assert "nama tidak sama" in told(rows[3][1])


@pytest.mark.parametrize(
    ("row", "words"),
    [(2, "hilang"), (3, "lebih dari satu"), (5, "tahun lahir 1996"), (6, "kata ingkar"),
     (6, "kelas sekolah, bukan umur"), (10, "jenis “pemerasan foto pribadi” tidak dikenal"),
     (12, "jenis kasus tidak disebut"), (13, "bukan angka umur"),
     (2, "“rampung” tidak dikenal"), (3, "“beres” tidak dikenal")],
)  # fmt: skip
def test_what_was_silent_is_asked(desk, row, words):
    kind, plan = dry_run(desk, "rows")[row]
    assert kind in ("doubt", "refused")
    assert words in told(plan)


def test_a_question_becomes_a_complaint_without_a_case(desk):
    kind, plan = dry_run(desk, "rows")[11]
    assert (kind, plan["facts"]["outcome"], plan["victims"], plan["doubts"]) == ("new", "information", [], [])
    assert "Minta informasi" in plan["facts"]["told"]


def test_the_values_of_those_rows(desk):
    rows = {number: plan for number, (_kind, plan) in dry_run(desk, "rows").items()}
    assert rows[2]["facts"]["reporter_phone"] == "8,12555E+10"  # as typed, not completed
    assert rows[3]["facts"]["reporter_phone"] == "81200000021 / 81200000022"
    assert rows[5]["victims"][0]["age"] == 17
    assert (rows[6]["facts"]["kind"], rows[6]["victims"][0]["age"]) == ("other_violence", None)
    assert "Bukan TPPO" in rows[6]["facts"]["told"]
    assert [rows[n]["facts"]["kind"] for n in (9, 10, 11)] == ["other_violence"] * 3
    assert rows[13]["victims"][0]["age"] is None


def test_ditto_words_repeat_the_row_above(desk):
    rows = dry_run(desk, "rows")
    plan = rows[7][1]
    assert (plan["facts"]["reported_on"], plan["facts"]["channel"]) == ("2024-06-10", "media")
    assert plan["facts"]["reporter_phone"] == ""  # the cell above is empty
    assert "Tgl Lapor, Asal, Kecamatan, Jenis Kasus, … mengikuti baris 6" in [one["text"] for one in plan["said"]]
    assert rows[13][1]["victims"][0]["name"] == "Contoh Sebelas"  # not called "dto"


def test_a_row_cut_off_and_two_victims_in_a_cell_are_asked(desk):
    rows = dry_run(desk, "rows")
    assert "hanya berisi 3 dari 14 kolom" in told(rows[12][1])
    assert [victim["name"] for victim in rows[8][1]["victims"]] == ["Contoh Ina", "Contoh Ita"]
    assert "dibaca sebagai 2 korban" in told(rows[8][1])


def test_days_without_a_year_or_from_today(desk):
    rows = dry_run(desk, "rows")
    assert "bulan ditulis lebih dahulu" in told(rows[2][1])
    assert "tahun tidak tertulis: 2024 diambil dari baris di sekitarnya" in told(rows[3][1])
    assert rows[4][0] == "refused"
    assert "dihitung dari hari menulisnya" in told(rows[4][1])


def test_an_office_s_word_for_a_kind_stays_in_the_story(desk):
    rows = dry_run(desk, "rows")
    assert "Jenis Kasus: K.T.A." in rows[9][1]["facts"]["told"]
    assert "Jenis Kasus: KDRT" in rows[13][1]["facts"]["told"]


def test_a_recapitulation_is_refused_at_upload(desk):
    with pytest.raises(FileRefused, match="rekapitulasi"):
        desk.upload((EXAMPLES / "k7.csv").read_bytes())
    assert not RegisterBatch.objects.exists()


def test_a_mixed_column_a_separator_and_an_invisible_sign(desk):
    rows = dry_run(desk, "k12_k23_k24")
    assert [row["victims"][0]["age"] for row in (rows[2][1], rows[3][1])] == [19, 16]
    assert rows[3][1]["victims"][0]["birth_date"] == "2006-08-04"
    assert rows[2][1]["victims"][0]["name"] == "Contoh Melur"
    assert rows[4][0] == "passed"
    assert "pemisah “MINGGU II”" in rows[4][1]["said"][0]["text"]


def test_sex_told_by_the_heading(desk, world):
    rows = dry_run(desk, "k13_k14")
    victims = [plan["victims"][0] for _kind, plan in rows.values()]
    assert [(victim["sex"], victim["age"]) for victim in victims] == [("female", 17), ("male", 21)]
    facts = rows[2][1]["facts"]
    assert (facts["channel"], facts["event_region"], facts["stage"]) == ("call_centre_112", "15.71", "termination")


def test_filled_columns_nobody_knows_are_named_and_asked(desk, world):
    header = ("No Reg", "Tgl Lapor", "Nama Korban", "L/P", "Umur", "Jenis Kasus", "Kode Berkas", "Disabilitas")
    rows = [("A-1", "5 Mei 2023", "Contoh Alfa", "P", 17, "TPPO", "qq-1", "v")]
    batch = desk.checked(files.csv_file(rows, header))
    page = client_of(world.ratna).get(f"/register-lama/{batch.pk}/kolom/")
    assert page.context["form"].left_out == ["Kode Berkas", "Disabilitas"]
    words = page.content.decode()
    assert "Semua kolom dikenali" not in words
    assert "2 kolom berisi, tetapi artinya belum dikenal" in words
    plan = json.loads(RegisterRow.objects.get(batch=batch).content)
    assert "Kode Berkas: qq-1\nDisabilitas: v" in plan["facts"]["told"]  # nothing is lost


TICKED = [
    (1, "3-2-2025", "Contoh Melur", "P", 16, "", "", "", "v", ""),
    (2, "4-2-2025", "Contoh Dahlia", "P", 30, "v", "v", "", "", ""),
    (3, "5-2-2025", "Contoh Teratai", "P", 12, "", "", "v", "", ""),
]
TICK_HEADS = ("Fisik", "Psikis", "Seksual", "Trafficking")


@pytest.mark.parametrize("is_merged", [False, True])
def test_kinds_are_read_from_ticks(desk, is_merged):
    first = ("No", "Tanggal", "Nama Korban", "L/P", "Umur")
    rows: list[tuple] = list(TICKED)
    header = (*first, *TICK_HEADS, "Keterangan")
    if is_merged:
        rows.insert(0, ("", "", "", "", "", *TICK_HEADS, ""))
        header = (*first, "Bentuk Kekerasan", "", "", "", "Keterangan")
    batch = desk.checked(files.csv_file(rows, header))
    plans = [json.loads(row.content) for row in RegisterRow.objects.filter(batch=batch)]
    assert [(plan["facts"]["kind"], plan["facts"]["violence_form"]) for plan in plans] == [
        ("tppo", ""), ("other_violence", "physical"), ("other_violence", "sexual"),
    ]  # fmt: skip
    assert all(head in plans[1]["facts"]["told"] for head in ("Fisik", "Psikis"))
