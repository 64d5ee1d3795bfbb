"""Downloads: the empty template with drop-downs, and the uploaded table with a column of remarks.

No cell is ever a formula, and nothing is written to disk.
"""

import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel, Mode, RegisterRowKind, ReporterKind, Urgency
from cases.models import RegisterBatch, RegisterEntry, RegisterRow
from cases.register import file_reader, stored_file
from cases.register.column_meanings import F, RegisterField
from cases.register.dry_run_words import (
    SILENT,
    case_in_words,
    place_in_words,
    remarks_in_words,
    victims_in_words,
    word_of,
)
from cases.register.file_reader import SheetRow
from interface import days
from safeguards.encryption import readable_json

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
REMARK_WIDTH = 60  # characters, width of the remarks column
TEMPLATE_ROWS = 2_000  # rows with drop-downs
LONGEST_TEXT = 32_000  # characters of a cell
OWN_HEADINGS = (
    gettext_lazy("Baris dalam berkas"),
    gettext_lazy("Hasil pemeriksaan"),
    gettext_lazy("Dibaca sebagai"),
    gettext_lazy("Catatan pemeriksaan"),
)
LISTS = {
    F.SEX: ("Perempuan", "Laki-laki"),
    F.KIND: ("TPPO", "Kekerasan fisik", "Kekerasan psikis", "Kekerasan seksual", "Eksploitasi", "Penelantaran",
             "Kekerasan lainnya"),
    F.CHANNEL: tuple(Channel.labels),
    F.URGENCY: tuple(Urgency.labels),
    F.MODE: tuple(Mode.labels),
    F.REPORTER_KIND: tuple(ReporterKind.labels),
    F.STATUS: ("Proses", "Selesai", "Dilimpahkan", "Dicabut korban", "Tidak dapat dihubungi", "Meninggal dunia",
               "Sudah dipulangkan", "Bukan TPPO"),
}  # fmt: skip
ADVICE = (
    gettext_lazy("Satu baris untuk satu pengaduan. Wajib: Tanggal pengaduan, dan korban atau kronologi."),
    gettext_lazy(
        "Beberapa korban dalam satu baris: tulis satu per baris dalam sel yang sama (Alt+Enter), atau 1. … 2. …"
    ),
    gettext_lazy("Urutan umur, jenis kelamin, dan NIK mengikuti urutan nama."),
    gettext_lazy("Tanggal: 12-08-2024 atau 12 Agustus 2024. Umur: angka, misalnya 17. Bila perkiraan, tulis ±17."),
    gettext_lazy("NIK ditulis sebagai teks, 16 angka. Bila menjadi 1,57E+15, angka terakhirnya sudah hilang."),
    gettext_lazy("Kolom dengan panah memiliki daftar pilihan. Kata lain juga dibaca, lalu ditanyakan bila ragu."),
    gettext_lazy("Kolom boleh dihapus, diganti urutannya, atau ditambah; artinya dapat ditetapkan sesudah diunggah."),
    gettext_lazy("Tidak ada yang ditulis sebelum Anda menyetujui hasil pemeriksaan baris demi baris."),
)


def template() -> bytes:
    """An empty register with drop-downs and a page of advice."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet, advice, lists = (book.add_worksheet(name) for name in (_("Register"), _("Petunjuk"), _("Daftar")))
        head, text = (
            book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            book.add_format({"num_format": "@"}),
        )
        names = [name for name in RegisterField if name != F.IGNORE]
        for column, name in enumerate(names):
            sheet.write_string(0, column, str(name.label), head)
            sheet.set_column(column, column, 22, text)
            if name in LISTS:
                _drop_down(sheet, lists, column, LISTS[name])
        sheet.freeze_panes(1, 0)
        advice.set_column(0, 0, 110)
        for line, sentence in enumerate(ADVICE):
            advice.write_string(line, 0, str(sentence))
        lists.hide()
    return out.getvalue()


def with_remarks(batch: RegisterBatch) -> bytes:
    """The uploaded table as XLSX: its cells as text, each row with its number, its result, its reading and remarks."""
    layout = stored_file.layout_of(batch)
    rows = file_reader.rows(stored_file.get(batch), batch.sheet)
    return _as_text_cells(rows, remarks_of(batch), layout.header_from, len(layout.columns))


def remarks_of(batch: RegisterBatch) -> dict[int, tuple[str, str, str]]:
    """Result, reading and remarks of each row, by its number in the file. No name stands in them.

    Titles, totals and other rows that are no case stay as they are, so that a mended file is recognised again.
    """
    entries = RegisterEntry.objects.filter(batch=batch)
    written = dict(entries.values_list("number", Coalesce("case__number", "complaint__number")))
    remarks = {}
    rows = RegisterRow.objects.filter(batch=batch).exclude(kind=RegisterRowKind.PASSED)
    rows = rows.only("number", "kind", "content", "decision")
    for row in rows.iterator(chunk_size=500):
        plan = readable_json(row.content, None)
        word = _("Dilewati") if row.decision == "skip" else word_of(row.kind, batch)
        if row.number in written:
            word = _("Sudah dipindahkan sebagai %s") % written[row.number]
        if plan is None:
            remarks[row.number] = (word, "", _("Baris ini tidak terbaca."))
            continue
        read = [] if row.kind in SILENT else [case_in_words(plan), victims_in_words(plan), place_in_words(plan)]
        remarks[row.number] = (word, ". ".join(part for part in read if part), " ".join(remarks_in_words(plan)))
    return remarks


def _drop_down(sheet, lists, column: int, values: Iterable[str]) -> None:
    for line, value in enumerate(values):
        lists.write_string(line, column, str(value))
    letter = xlsxwriter.utility.xl_col_to_name(column)
    source = f"='{lists.get_name()}'!${letter}$1:${letter}${line + 1}"
    sheet.data_validation(
        1, column, TEMPLATE_ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
    )


def _as_text_cells(
    rows: Iterable[SheetRow], remarks: dict[int, tuple[str, str, str]], header_from: int, at: int
) -> bytes:
    """Every cell a text in the row it had: nothing is a formula, and no long number loses its last digits."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet(_("Register"))
        text = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.set_column(at + 1, at + 3, REMARK_WIDTH, wrapped)
        for row in rows:
            own = [str(name) for name in OWN_HEADINGS] if row.number == header_from else []
            if row.number in remarks:
                own = [str(row.number), *remarks[row.number]]
            for column, cell in enumerate(row.cells[:at]):
                if written := _as_written(cell):
                    sheet.write_string(row.number - 1, column, written[:LONGEST_TEXT], text)
            for column, words in enumerate(own, at):
                if words:
                    sheet.write_string(row.number - 1, column, words[:LONGEST_TEXT], wrapped)
    return out.getvalue()


def _as_written(cell: object) -> str:
    """A cell as its spreadsheet shows it: a day, a number without an exponent, or its text."""
    if isinstance(cell, dict):
        return days.in_figures(date.fromisoformat(cell["d"]))
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return "" if cell is None else str(cell)
