"""Words of an old register: a denied word never counts, and partly understood cells are asked about."""

from datetime import date

import pytest

from cases.register import synonyms
from cases.register.coding import CodingDoubt, code_of
from cases.register.column_meanings import F
from cases.register.columns import Layout, RegisterColumn
from cases.register.file_reader import SheetRow
from cases.register.row_plans import Ground, Reader

TODAY = date(2026, 11, 21)
TABLES = {
    F.KIND: synonyms.KINDS, F.CHANNEL: synonyms.CHANNELS, F.URGENCY: synonyms.URGENCIES, F.MODE: synonyms.MODES,
    F.REPORTER_KIND: synonyms.REPORTERS, F.STATUS: synonyms.STATUSES,
}  # fmt: skip
KNOWN = {
    F.KIND: "TPPO", F.CHANNEL: "polisi", F.URGENCY: "darurat", F.MODE: "prostitusi", F.REPORTER_KIND: "keluarga",
    F.STATUS: "dirujuk",
}  # fmt: skip


def said(field: F, cell: str):
    turning = synonyms.TURNING.get(field, frozenset())
    return code_of(TABLES[field], cell, synonyms.WEAK.get(field, frozenset()), turning)


def plan_of(**cells):
    layout = Layout(1, 2, [RegisterColumn(str(F(name).label), name) for name in cells])
    return Reader(Ground(layout, TODAY, near="15.71")).plan(SheetRow(14, list(cells.values())))


def doubts_of(plan) -> str:
    return " | ".join(f"{remark.column}: {remark.text}" for remark in plan.doubts)


@pytest.mark.parametrize("field", TABLES)
@pytest.mark.parametrize(
    "denial",
    ["bukan %s", "Bukan %s", "non %s", "non-%s", "tidak %s", "tdk %s", "tak %s", "belum tentu bukan %s", "tanpa %s",
     "gagal %s", "menolak %s", "bukan karena %s", "%s bukan", "%s: tidak", "%s (bukan)", "%s, tidak", "batal %s",
     "kemungkinan bukan %s", "dak %s", "indak %s"],
)  # fmt: skip
def test_a_denied_word_is_never_taken(field, denial):
    cell = denial % KNOWN[field]
    plain = said(field, KNOWN[field])
    assert plain.why is None
    found = said(field, cell)
    assert found.values != plain.values
    assert found.why == CodingDoubt.DENIED or cell.startswith("belum"), cell  # "belum …" is its own state


@pytest.mark.parametrize(
    ("field", "cell", "values"),
    [
        (F.KIND, "Dugaan TPPO", ("tppo", "")), (F.KIND, "human trafficking", ("tppo", "")),
        (F.KIND, "Tindak Pidana Perdagangan Orang", ("tppo", "")), (F.KIND, "PMI Non Prosedural", ("tppo", "")),
        (F.KIND, "Kekerasan Fisik", ("other_violence", "physical")), (F.KIND, "KDRT", ("other_violence", "other")),
        (F.KIND, "Kekerasan dalam rumah tangga", ("other_violence", "other")),
        (F.KIND, "Pelecehan seksual nonfisik", ("other_violence", "sexual")),
        (F.KIND, "anak berhadapan dengan hukum", ("other_violence", "other")),
        (F.URGENCY, "Tidak mendesak", ("ordinary",)), (F.URGENCY, "Gawat darurat", ("emergency",)),
        (F.CHANNEL, "Telepon 112", ("call_centre_112",)), (F.CHANNEL, "Polresta Jambi", ("police",)),
        (F.CHANNEL, "Datang langsung ke UPTD PPA", ("walk_in",)), (F.CHANNEL, "penjangkauan", ("outreach",)),
        (F.MODE, "PMI non prosedural", ("foreign_job",)), (F.MODE, "LC karaoke", ("night_entertainment",)),
        (F.STATUS, "belum selesai", ("complaint", "")), (F.STATUS, "Bukan TPPO", ("not_tppo", "")),
        (F.STATUS, "tidak terbukti", ("not_tppo", "")), (F.STATUS, "tidak lanjut", ("termination", "victim_request")),
        (F.STATUS, "Sudah dipulangkan", ("termination", "reintegrated")),
    ],
)  # fmt: skip
def test_what_is_said_is_taken_without_a_doubt(field, cell, values):
    assert said(field, cell) == (values, None)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Ibu korban", "family"), ("Tetangga korban", "community"), ("Guru korban", "school"),
        ("Teman korban", "community"), ("keluarga korban", "family"), ("anak korban", "family"),
        ("suami korban", "family"), ("ibu guru korban", "school"), ("Ibu RT", "community"), ("Pak Lurah", "community"),
        ("wali kelas", "school"), ("Korban", "victim"), ("korban sendiri", "victim"), ("Sendiri", "victim"),
    ],
)  # fmt: skip
def test_whose_relative_somebody_is_does_not_make_them_the_victim(cell, kind):
    assert said(F.REPORTER_KIND, cell).values == (kind,)


@pytest.mark.parametrize("cell", ["pacar korban", "majikan korban", "komunitas", "pendamping korban", "teman pelaku"])
def test_somebody_else_s_word_is_never_the_victim(cell):
    assert said(F.REPORTER_KIND, cell).values != ("victim",)


@pytest.mark.parametrize(
    ("field", "cell", "why"),
    [
        (F.KIND, "TPPO?", CodingDoubt.PARTLY), (F.KIND, "mungkin TPPO", CodingDoubt.PARTLY),
        (F.KIND, "hoaks TPPO", CodingDoubt.PARTLY),
        (F.KIND, "TPPO/KDRT", CodingDoubt.SEVERAL), (F.KIND, "fisik dan psikis", CodingDoubt.SEVERAL),
        (F.KIND, "bukan TPPO, KDRT", CodingDoubt.PARTLY), (F.KIND, "eksploitasi seksual", CodingDoubt.SEVERAL),
        (F.URGENCY, "darurat, mendesak", CodingDoubt.SEVERAL), (F.URGENCY, "sangat mendesak", CodingDoubt.PARTLY),
        (F.REPORTER_KIND, "korban dan ibunya", CodingDoubt.SEVERAL),
        (F.REPORTER_KIND, "ibu pelaku", CodingDoubt.PARTLY),
        (F.REPORTER_KIND, "mantan suami korban", CodingDoubt.PARTLY),
        (F.CHANNEL, "surat dari polisi", CodingDoubt.SEVERAL),
        (F.MODE, "dijanjikan kerja di Malaysia", CodingDoubt.PARTLY),
    ],
)  # fmt: skip
def test_what_is_understood_only_in_part_is_doubted(field, cell, why):
    assert said(field, cell).why == why


@pytest.mark.parametrize("cell", ["ayah meninggal", "ibu meninggal", "pelaku meninggal", "suami hilang kontak"])
def test_somebody_else_s_end_is_doubted(cell):
    assert said(F.STATUS, cell).why == CodingDoubt.PARTLY
    assert "hanya dipahami sebagian" in doubts_of(plan_of(**{F.STATUS: cell}))


@pytest.mark.parametrize("cell", ["tidak mau damai", "tdk mau mencabut", "tidak bersedia mediasi", "hampir selesai"])
def test_a_refusal_to_end_is_no_end(cell):
    assert said(F.STATUS, cell) == (None, CodingDoubt.DENIED)


@pytest.mark.parametrize("cell", ["informasi TPPO", "info tppo"])
def test_a_question_about_trafficking_is_doubted(cell):
    assert said(F.KIND, cell).why == CodingDoubt.PARTLY


@pytest.mark.parametrize("cell", ["organisasi", "mediasi", "komunitas", "ibukota"])
def test_a_part_of_another_word_means_nothing(cell):
    assert all(said(field, cell).values is None for field in (F.CHANNEL, F.MODE, F.REPORTER_KIND))


@pytest.mark.parametrize("cell", ["Bukan TPPO", "Non TPPO", "TPPO tidak terbukti", "pemerasan foto pribadi"])
def test_a_kind_denied_or_unknown_is_other_violence_and_asked(cell):
    plan = plan_of(reported_on="12-8-24", name="Contoh", kind=cell)
    assert (plan.facts["kind"], plan.facts["violence_form"]) == ("other_violence", "other")
    assert "Jenis kasus" in doubts_of(plan)
    assert cell in plan.facts["told"]  # the office's own word is stored


def test_a_kind_nobody_said_is_asked():
    for cells in ({"kind": ""}, {"kind": "-"}, {}):
        plan = plan_of(reported_on="12-8-24", name="Contoh", **cells)
        assert "jenis kasus tidak disebut: dicatat sebagai" in doubts_of(plan)
    assert doubts_of(plan_of(reported_on="12-8-24", name="Contoh", kind="TPPO")) == ""


@pytest.mark.parametrize("cell", ["Tidak darurat", "bukan darurat", "Non darurat"])
def test_no_emergency_is_ordinary_and_asked(cell):
    plan = plan_of(reported_on="12-8-24", name="Contoh", kind="TPPO", urgency=cell)
    assert plan.facts["urgency"] == "ordinary"
    assert "kata ingkar" in doubts_of(plan)


def test_a_status_nobody_knows_is_asked():
    plan = plan_of(reported_on="12-8-24", name="Contoh", kind="TPPO", status="rampung")
    assert "“rampung” tidak dikenal" in doubts_of(plan)


@pytest.mark.parametrize(
    ("cells", "years", "rough", "doubt"),
    [
        ({"age": "<18"}, None, False, "dihitung sebagai anak"),
        ({"age": "di bawah 18"}, None, False, "dihitung sebagai anak"),
        ({"age": ">17"}, 18, True, "batas umur"),
        ({"age": "kelas 5"}, None, False, "kelas sekolah, bukan umur"),
        ({"age": "RT 3"}, None, False, "bukan angka umur"),
        ({"birth_date": "1990"}, 34, True, "hanya tahun lahir 1990"),
        ({"birth_date": 1990.0}, 34, True, "hanya tahun lahir 1990"),
        ({"birth_date": "Sarolangun, 1996"}, 28, True, "hanya tahun lahir 1996"),
        ({"birth_date": "Sarolangun 1996"}, 28, True, "hanya tahun lahir 1996"),
        ({"birth_date": "th 1996"}, 28, True, "hanya tahun lahir 1996"),
        ({"birth_date": "Mei 2007"}, 17, True, "hanya tahun lahir 2007"),
        ({"birth_date": "2006"}, 17, True, "hanya tahun lahir 2006"),  # 17 or 18: the child is protected
        ({"age": "1990"}, 34, True, "hanya tahun lahir 1990"),
        ({"age": "lahir 1990"}, 34, True, "hanya tahun lahir 1990"),
        ({"birth_date": "1990", "age": "34"}, 34, False, "tanggal lahir tidak lengkap"),
        ({"birth_date": "1990", "age": "17"}, 17, True, "tidak cocok dengan tahun lahir 1990"),
        ({"birth_date": "3 Mei"}, None, False, "tanpa tahun"),
        ({"birth_date": "3/5"}, None, False, "tanpa tahun"),
        ({"birth_date": "Jambi, 3 Mei"}, None, False, "tanpa tahun"),
        ({"birth_date": "3 hari lalu"}, None, False, "tanpa tahun"),
        ({"birth_date": "3 Mei", "age": "17"}, 17, False, "tanpa tahun"),
    ],
)
def test_limits_and_years_of_birth_are_neither_exact_nor_dropped(cells, years, rough, doubt):
    plan = plan_of(reported_on="12-8-2024", name="Contoh", kind="TPPO", **cells)
    victim = plan.victims[0]
    assert plan.refusals == []
    assert (victim["age"], victim["age_is_estimated"], victim["birth_date"]) == (years, rough, "")
    assert doubt in doubts_of(plan)


def test_a_year_of_birth_stays_in_the_story():
    plan = plan_of(reported_on="12-8-2024", name="Contoh", kind="TPPO", birth_date="Sarolangun, 1996")
    assert "Sarolangun, 1996" in plan.facts["told"]


@pytest.mark.parametrize("cell", ["3-5-07", "3 Mei 07", "3 Mei 2007", "Jambi, 3/5/2007", "2007-05-03", 39205.0])
def test_a_whole_day_of_birth_is_kept_without_a_doubt(cell):
    plan = plan_of(reported_on="12-8-2024", name="Contoh", kind="TPPO", birth_date=cell)
    assert (plan.victims[0]["birth_date"], plan.victims[0]["age"], doubts_of(plan)) == ("2007-05-03", 17, "")


@pytest.mark.parametrize(
    ("cell", "kept", "doubt"),
    [
        ("8,12555E+10", "8,12555E+10", "hilang"),
        ("81200000021 / 81200000022", "81200000021 / 81200000022", "lebih dari satu"),
        ("0812", "0812", "terlalu pendek"),
        ("+62 0812 0000 0021", "081200000021", ""),
        ("(+62) 0812-0000-0021", "081200000021", ""),
        (81200000021.0, "081200000021", ""),
        ("+60 012-345 6789", "+60123456789", ""),
        ("129", "129", ""),
    ],
)
def test_telephones_are_kept_and_doubted_where_they_cannot_be_dialled(cell, kept, doubt):
    plan = plan_of(reported_on="12-8-2024", name="Contoh", kind="TPPO", phone=cell, reporter_phone=cell)
    assert (plan.victims[0]["phone"], plan.facts["reporter_phone"]) == (kept, kept)
    assert (doubt in doubts_of(plan)) if doubt else (doubts_of(plan) == "")


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (F.MODE, "PRT di Malaysia", "domestic_work"), (F.MODE, "ABK kapal ikan", "fishing_crew"),
        (F.MODE, "Dijanjikan kerja di Saudi", "foreign_job"), (F.MODE, "Kerja di kafe", "night_entertainment"),
        (F.KIND, "Kekerasan fisik oleh majikan", "other_violence:physical"),
        (F.KIND, "Anak terlantar", "other_violence:neglect"), (F.KIND, "Kerja paksa di kapal ikan (TPPO)", "tppo"),
        (F.REPORTER_KIND, "Satpam terminal", "community"), (F.REPORTER_KIND, "Ibu kos", "community"),
        (F.REPORTER_KIND, "Pastor paroki", "community"), (F.REPORTER_KIND, "ipar", "family"),
        (F.REPORTER_KIND, "datang sendiri", "victim"), (F.REPORTER_KIND, "Petugas", "agency"),
        (F.STATUS, "Diserahkan ke keluarga", "termination"), (F.STATUS, "pulang ke rumah", "termination"),
        (F.STATUS, "masih di rumah aman", "service"),
    ],
)  # fmt: skip
def test_where_and_by_whom_say_no_more_of_what(field, cell, value):
    made = plan_of(**{F.KIND: "TPPO", field: cell})
    facts = made.facts
    read = {
        F.KIND: ":".join(part for part in (facts["kind"], facts["violence_form"]) if part), F.STATUS: facts["stage"],
        F.MODE: facts["mode"], F.REPORTER_KIND: facts["reporter_kind"],
    }  # fmt: skip
    assert (read[field], doubts_of(made)) == (value, "")


@pytest.mark.parametrize("cell", ["kekerasan seksual (prostitusi anak)", "kerja paksa", "bukan TPPO oleh polisi"])
def test_how_it_was_done_is_no_kind_without_the_word(cell):
    assert doubts_of(plan_of(**{F.KIND: cell}))


@pytest.mark.parametrize("cell", ["bayi dijual", "anak dijual tantenya", "penjualan bayi"])
def test_somebody_sold_is_asked_about_as_trafficking(cell):
    made = plan_of(**{F.KIND: cell})
    assert (made.facts["kind"], bool(doubts_of(made))) == ("tppo", True)
