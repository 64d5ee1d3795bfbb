"""Example registers (invented): every cell is read correctly, or asked about."""

import json
from pathlib import Path

import pytest

from cases.models import RegisterRow
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
    [(2, "hilang"), (3, "lebih dari satu"), (5, "tahun lahir 1996"), (6, "kata ingkar"), (6, "bukan angka umur"),
     (9, "jenis “K.T.A.” tidak dikenal"), (10, "jenis “pemerasan foto pribadi” tidak dikenal"),
     (11, "jenis “Minta informasi” tidak dikenal"), (12, "jenis kasus tidak disebut"), (13, "bukan angka umur"),
     (2, "“rampung” tidak dikenal"), (3, "“beres” tidak dikenal")],
)  # fmt: skip
def test_what_was_silent_is_asked(desk, row, words):
    kind, plan = dry_run(desk, "rows")[row]
    assert kind in ("doubt", "refused")
    assert words in told(plan)


def test_the_values_of_those_rows(desk):
    rows = {number: plan for number, (_kind, plan) in dry_run(desk, "rows").items()}
    assert rows[2]["facts"]["reporter_phone"] == "8,12555E+10"  # as typed, not completed
    assert rows[3]["facts"]["reporter_phone"] == "81200000021 / 81200000022"
    assert rows[5]["victims"][0]["age"] == 17
    assert (rows[6]["facts"]["kind"], rows[6]["victims"][0]["age"]) == ("other_violence", None)
    assert "Bukan TPPO" in rows[6]["facts"]["told"]
    assert [rows[n]["facts"]["kind"] for n in (9, 10, 11)] == ["other_violence"] * 3
    assert rows[13]["victims"][0]["age"] is None


def test_filled_columns_nobody_knows_are_named_and_asked(desk, world):
    batch = desk.upload((EXAMPLES / "k13_k14.csv").read_bytes())
    page = client_of(world.ratna).get(f"/register-lama/{batch.pk}/kolom/")
    assert page.context["form"].left_out == ["Pria", "Wanita", "Perkara", "Saluran", "Kampung", "Tahap"]
    words = page.content.decode()
    assert "Semua kolom dikenali" not in words
    assert "6 kolom berisi, tetapi belum dibawa" in words


def test_tick_columns_are_named_and_no_row_is_silently_tppo(desk, world):
    header = ("No", "Tanggal", "Nama Korban", "L/P", "Umur", "Fisik", "Psikis", "Seksual", "Trafficking", "Keterangan")
    rows = [
        (1, "3-2-2025", "Contoh Melur", "P", 16, "", "", "", "v", ""),
        (2, "4-2-2025", "Contoh Dahlia", "P", 30, "v", "v", "", "", ""),
        (3, "5-2-2025", "Contoh Teratai", "P", 12, "", "", "v", "", ""),
    ]
    batch = desk.checked(files.csv_file(rows, header))
    page = client_of(world.ratna).get(f"/register-lama/{batch.pk}/kolom/")
    assert page.context["form"].left_out == ["Fisik", "Psikis", "Seksual", "Trafficking"]
    assert "Semua kolom dikenali" not in page.content.decode()
    assert set(RegisterRow.objects.filter(batch=batch).values_list("kind", flat=True)) == {"doubt"}
