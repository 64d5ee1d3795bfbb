"""Realistic old registers for tests, with obviously invented people."""

import csv
import io
from collections.abc import Sequence

import openpyxl

HEADER = ("No", "No. Register", "Tgl Lapor", "Nama Korban", "NIK", "L/P", "Umur", "Alamat", "Jenis Kasus", "Kronologi",
          "Status")  # fmt: skip
ROWS = (
    (1, "01/PPA/2023", "12-8-23", "Contoh Melati", "1571025203070001", "Pr", "16 th", "Jl. Contoh 1", "TPPO",
     "Dijanjikan kerja di kafe.", "selesai"),
    (2, "02/PPA/2023", "3 September 2023", "Contoh Budiman", None, "LK", "±20", "Jl. Contoh 2", "KDRT",
     "Dipukul di rumah.", "proses"),
    (3, "03/PPA/2023", 45200, "1. Contoh Sekar 2. Contoh Ayu", None, "P", "15; 17", "Jl. Contoh 3", "trafficking",
     "Dua anak dibawa ke Batam.", None),
)  # fmt: skip
# a file that says no year, so that rows of any year fit
WITHOUT_YEAR = {"titles": (), "sheets": ("Register",)}


def xlsx(
    rows: Sequence[Sequence] = ROWS,
    header: Sequence = HEADER,
    *,
    titles: Sequence[str] = ("REGISTER PENGADUAN UPTD PPA", "TAHUN 2023"),
    totals: bool = True,
    sheets: Sequence[str] = ("2023",),
    text_columns: Sequence[int] = (),
) -> bytes:
    """A workbook with titles above the header, an empty row, the rows and a totals row, on the first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = sheets[0]
    for title in titles:
        sheet.append([title])
    if titles:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
        sheet.append([])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    if totals:
        sheet.append([None, "JUMLAH", None, len(rows)])
    for name in sheets[1:]:
        book.create_sheet(name)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def csv_file(rows: Sequence[Sequence] = ROWS, header: Sequence = HEADER, *, sign: str = ";") -> bytes:
    """The same as text, with one delimiter."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
