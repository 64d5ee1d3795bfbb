"""Downloads: the empty template with drop-downs, and the uploaded table with a column of remarks.

No cell is ever a formula, and nothing is written to disk.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

import xlsxwriter
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel, Mode, RegisterRowKind, ReporterKind, Urgency
from cases.models import RegisterBatch, RegisterEntry, RegisterRow
from cases.register import file_reader, stored_file
from cases.register.column_meanings import F, RegisterField
from cases.register.dry_run_words import remarks_in_words
from cases.register.file_reader import SheetRow
from safeguards.encryption import readable_json

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
REMARK_WIDTH = 60  # characters, width of the remarks column
TEMPLATE_ROWS = 2_000  # rows with drop-downs
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
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


def with_remarks(batch: RegisterBatch) -> tuple[bytes, str]:
    """The uploaded table with a column *Catatan*, and its extension: csv stays csv, everything else becomes xlsx."""
    layout = stored_file.layout_of(batch)
    rows = file_reader.rows(stored_file.get(batch), batch.sheet)
    at = len(layout.columns)
    lines = _remarked(rows, remarks_of(batch), layout.header_from, at)
    return (_as_csv(lines), "csv") if batch.file_kind == "csv" else (_as_xlsx(lines, at), "xlsx")


def remarks_of(batch: RegisterBatch) -> dict[int, str]:
    """The remarks on each row, by its number in the file."""
    entries = RegisterEntry.objects.filter(batch=batch)
    written = dict(entries.values_list("number", Coalesce("case__number", "complaint__number")))
    remarks = {}
    rows = RegisterRow.objects.filter(batch=batch).only("number", "kind", "content", "decision")
    for row in rows.iterator(chunk_size=500):
        if row.number in written:
            remarks[row.number] = _("Sudah dipindahkan sebagai %s") % written[row.number]
            continue
        plan = readable_json(row.content, None)
        if plan is None:
            remarks[row.number] = _("Baris ini tidak terbaca.")
            continue
        said = remarks_in_words(plan)
        word = _("Dilewati") if row.decision == "skip" else str(RegisterRowKind(row.kind).label)
        remarks[row.number] = " ".join([f"{word}.", *said])
    return remarks


def _drop_down(sheet, lists, column: int, values: Iterable[str]) -> None:
    for line, value in enumerate(values):
        lists.write_string(line, column, str(value))
    letter = xlsxwriter.utility.xl_col_to_name(column)
    source = f"='{lists.get_name()}'!${letter}$1:${letter}${line + 1}"
    sheet.data_validation(
        1, column, TEMPLATE_ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
    )


def _remarked(
    rows: Iterable[SheetRow], remarks: dict[int, str], header_from: int, at: int
) -> Iterator[tuple[int, list]]:
    """Number and cells of each row, with the remark in the column after the last."""
    for row in rows:
        said = _("Catatan") if row.number == header_from else remarks.get(row.number)
        cells = [*row.cells[:at], *[None] * (at - len(row.cells)), said]
        yield row.number, cells


def _as_xlsx(lines: Iterable[tuple[int, list]], remarks_at: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet, day = book.add_worksheet(_("Register")), book.add_format({"num_format": "dd-mm-yyyy"})
        whole, wrapped = book.add_format({"num_format": "0"}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(remarks_at, remarks_at, REMARK_WIDTH, wrapped)
        for number, cells in lines:
            for column, cell in enumerate(cells):
                if isinstance(cell, dict):
                    moment = datetime.combine(date.fromisoformat(cell["d"]), time())
                    if moment.year >= 1900:
                        sheet.write_datetime(number - 1, column, moment, day)
                elif isinstance(cell, float):
                    sheet.write_number(number - 1, column, cell, whole if cell == int(cell) else None)
                elif cell is not None:
                    sheet.write_string(number - 1, column, str(cell)[:32_000])
    return out.getvalue()


def _as_csv(lines: Iterable[tuple[int, list]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for _number, cells in lines:
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> str:
    """A text that no spreadsheet treats as a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and len(text) > 1 else text
