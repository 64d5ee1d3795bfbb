"""Invented summaries of a city, for tests of disclosure, charts and papers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from reports.summary_shape import (
    PREVIOUS,
    AtMost,
    Chart,
    Column,
    Letterhead,
    MeetingFacts,
    MeetingSummary,
    Period,
    Row,
    Series,
    ServiceRow,
    Services,
    Signature,
    Sum,
    SummaryDecision,
    Table,
)

BOTH = (Column("before", "2024", side="previous"), Column("now", "2025"))


def row(key, label, before, now, *, name="", **more):
    """A row of two periods; ``name`` is the shared key of the count."""
    keys = (name + PREVIOUS, name) if name else ()
    return Row(key, label, (before, now), keys, **more)


def headline():
    return Table(
        "units",
        "Jumlah menurut satuan",
        "",
        "Uraian",
        BOTH,
        (
            row("complaints", "Pengaduan masuk", 368, 412, name="complaints.all", unit="pengaduan"),
            row("cases", "Kasus kekerasan dibuka", 171, 187, name="cases.all", unit="kasus"),
            row("tppo", "di antaranya TPPO", 25, 29, name="cases.tppo", unit="kasus", indent=1),
            row("victims", "Korban kekerasan", 184, 203, name="victims.all", unit="orang"),
            row("victims_tppo", "di antaranya korban TPPO", 27, 34, name="victims.tppo", unit="orang", indent=1),
            row("child", "di antaranya anak korban TPPO", 12, 14, name="victims.tppo_child", unit="orang", indent=2),
        ),
        additive=False,
    )


def ages():
    columns = (
        Column("female", "Perempuan"),
        Column("male", "Laki-laki"),
        Column("now", "2025", sums=("female", "male")),
        Column("before", "2024", side="previous"),
    )
    total = ("", "", "victims.tppo", "victims.tppo" + PREVIOUS)
    return Table(
        "victims_age",
        "Korban TPPO menurut umur saat kejadian dan jenis kelamin",
        "orang",
        "Kelompok umur",
        columns,
        (
            Row(
                "child",
                "Anak, 0–17 tahun",
                (9, 5, 14, 12),
                ("", "", "victims.tppo_child", "victims.tppo_child@previous"),
            ),
            Row("young", "18–24 tahun", (8, 3, 11, 9)),
            Row("older", "25 tahun ke atas", (8, 1, 9, 6)),
        ),
        Row("total", "Jumlah", (25, 9, 34, 27), total),
        attributes=("age", "sex"),
    )


def modes():
    total = ("victims.tppo" + PREVIOUS, "victims.tppo")
    return Table(
        "victims_mode",
        "Korban TPPO menurut modus utama",
        "orang",
        "Modus utama",
        BOTH,
        (
            row("overseas_work", "Penipuan kerja luar negeri", 9, 12),
            row("prostitution_online", "Prostitusi melalui aplikasi", 8, 9),
            row("online_scam", "Judi dan penipuan daring", 5, 7),
            row("debt", "Jerat utang", 3, 4),
            row("other", "Modus lain", 2, 2),
        ),
        Row("total", "Jumlah", (27, 34), total),
        attributes=("mode",),
    )


def factors():
    total = ("victims.tppo" + PREVIOUS, "victims.tppo")
    return Table(
        "victims_factor",
        "Korban TPPO menurut faktor (dapat lebih dari satu)",
        "orang",
        "Faktor",
        BOTH,
        (
            row("economy", "Ekonomi", 20, 26),
            row("family", "Keluarga", 9, 11),
            row("education", "Pendidikan rendah", 4, 3),
        ),
        Row("total", "Korban TPPO", (27, 34), total),
        attributes=("factor",),
        additive=False,
    )


def origins():
    total = ("victims.tppo" + PREVIOUS, "victims.tppo")
    return Table(
        "victims_origin",
        "Korban TPPO menurut daerah asal",
        "orang",
        "Daerah asal",
        BOTH,
        (
            row("15.71.01", "Telanaipura", 4, 5, region="15.71.01"),
            row("15.71.07", "Kota Baru", 11, 12, region="15.71.07"),
            row("15.05", "Kabupaten Muaro Jambi", 6, 9, region="15.05"),
            row("32.04", "Kabupaten Bandung", 6, 8, region="32.04"),
        ),
        Row("total", "Jumlah", (27, 34), total),
        attributes=("origin",),
    )


def services():
    def line(key, name, agency, requested, accepted, completed, hours, kept):
        return ServiceRow(key, name, agency, requested, accepted, completed, hours, kept, requested)

    return Services(
        (
            line("health.rsud", "Rehabilitasi kesehatan", "RSUD", 21, 19, 17, 6.0, 18),
            line("social.dinsos", "Rehabilitasi sosial", "Dinas Sosial", 26, 24, 19, 7.0, 22),
            line("legal.lbh", "Bantuan hukum", "LBH Contoh Mitra", 14, 14, 9, 9.0, 14),
            line("law.police", "Penegakan hukum", "Polresta, Unit PPA", 18, 18, 11, 3.0, 17),
            line("return.dinsos", "Pemulangan", "Dinas Sosial", 11, 10, 10, 30.0, 6),
            line("reintegration.dpmppa", "Reintegrasi sosial", "DPMPPA", 9, 9, 6, 5.0, 9),
        ),
        line("total", "Jumlah", "", 99, 94, 72, 7.0, 86),
    )


def summary(**changes):
    """The full summary of the paper in the mockups: Kota Jambi, January to December 2025."""
    values = {
        "task_force": "Gugus Tugas Pencegahan dan Penanganan TPPO Kota Jambi",
        "region_code": "15.71",
        "region_name": "Kota Jambi",
        "period": Period(date(2025, 1, 1), date(2025, 12, 31)),
        "previous_period": Period(date(2024, 1, 1), date(2024, 12, 31)),
        "variant": "terbatas",
        "generated_at": datetime(2026, 2, 10, 2, 41, tzinfo=UTC),
        "verification_number": "RP-2026-002",
        "letterhead": Letterhead(
            "Pemerintah Kota Jambi",
            "Dinas Pemberdayaan Masyarakat, Perempuan dan Perlindungan Anak",
            ("Jalan Contoh Nomor 1, Kota Jambi, Jambi 36000", "Telepon (0741) 000000, surel dpmppa@contoh.go.id"),
        ),
        "number": "463/017/DPMPPA/II/2026",
        "place": "Jambi",
        "dated_on": date(2026, 2, 10),
        "meeting": MeetingFacts("Rapat Koordinasi", date(2026, 2, 12), "Aula DPMPPA"),
        "counts": {
            "complaints": {"all": 412},
            "cases": {"all": 187, "tppo": 29, "tppo_with_child_victim": 13},
            "victims": {"all": 203, "tppo": 34, "tppo_child": 14},
        },
        "previous_counts": {
            "complaints": {"all": 368},
            "cases": {"all": 171, "tppo": 25},
            "victims": {"all": 184, "tppo": 27, "tppo_child": 12},
        },
        "tables": (headline(), ages(), modes(), factors(), origins()),
        "services": services(),
        "decisions": (
            SummaryDecision(
                "Sosialisasi bahaya TPPO di 12 sekolah menengah", "Dinas Pendidikan", date(2025, 11, 30), "Selesai"
            ),
            SummaryDecision("Daftar nomor jaga malam semua instansi anggota", "DPMPPA", date(2025, 12, 15), "Selesai"),
            SummaryDecision(
                "Perjanjian pembiayaan visum et repertum", "Dinas Kesehatan", date(2026, 1, 31), "Terlambat 10 hari"
            ),
            SummaryDecision(
                "Data calon pekerja migran per kelurahan", "Dinas Tenaga Kerja", date(2026, 2, 28), "Berjalan"
            ),
        ),
        "decisions_of": date(2025, 11, 12),
        "signature": Signature(
            "Ketua Gugus Tugas Pencegahan dan Penanganan TPPO Kota Jambi",
            "NAMA CONTOH, S.Sos., M.Si.",
            "Pembina Utama Muda",
            "19000101 192001 1 000",
        ),
        "copies_to": ("Wali Kota Jambi (sebagai laporan)", "Gugus Tugas TPPO Provinsi Jambi"),
        "relations": (
            Sum("cases.all", ("cases.tppo",), rest="cases.other"),
            Sum("cases.tppo", ("cases.tppo_with_child_victim",), rest="cases.tppo_adults_only"),
            Sum("victims.all", ("victims.tppo",), rest="victims.other"),
            AtMost("cases.tppo_with_child_victim", "victims.tppo_child"),
        ),
    }
    return MeetingSummary(**{**values, **changes})


def bars_from(table: Table, title: str) -> Chart:
    """The chart of a table with columns for this period and the compared one."""
    now = next(i for i, column in enumerate(table.columns) if column.side == "current" and not column.sums)
    before = next((i for i, column in enumerate(table.columns) if column.side == "previous"), None)
    rows = [row for row in table.rows if not row.indent]
    series = [_series(table, rows, now)]
    if before is not None:
        series.append(_series(table, rows, before, before=True))
    return Chart(table.key, "bars", title, table.unit, tuple(row.label for row in rows), tuple(series))


def _series(table: Table, rows: Sequence, index: int, before: bool = False) -> Series:
    keys = tuple(table.cell_key(row, index) for row in rows)
    return Series(table.columns[index].label, tuple(row.cells[index] for row in rows), keys, before)
