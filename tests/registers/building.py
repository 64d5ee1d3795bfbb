"""Build the file an office would upload out of a written register."""

import io
import re
from datetime import date

import openpyxl

from tests.registers.written import Register


def build(register: Register) -> bytes:
    """The file: a workbook, a CSV or pasted text with tabs, in the register's encoding."""
    if register.settings["file"].endswith(".xlsx"):
        return _workbook(register)
    rows = [row for sheet in register.sheets for row in sheet.rows]
    if "tabs" in register.settings:
        lines = ["\t".join(register.cells_of(row)) for row in rows]
    else:
        lines = [row.replace("\\n", "\n") for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode(register.settings.get("encoding", "utf-8"))


def _workbook(register: Register) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for written in register.sheets:
        sheet = book.create_sheet(written.name)
        for row in written.rows:
            sheet.append([_cell(text) for text in register.cells_of(row)])
        for cells in written.merged:
            sheet.merge_cells(cells)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _cell(text: str) -> object:
    """A cell as a spreadsheet keeps it."""
    if text.startswith("date:"):
        return date.fromisoformat(text.removeprefix("date:"))
    if text.startswith("number:"):
        return int(text.removeprefix("number:"))
    if re.fullmatch(r"\d{1,3}", text):
        return int(text)
    return text or None
