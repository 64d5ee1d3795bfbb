"""Cells that lie far apart, and texts that are no table: read with little memory, or refused with the true reason."""

import io
import json
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from django.conf import settings

from cases.register import file_reader, sparse_sheets
from cases.register.file_reader import FileRefused

MOST_MEMORY = 200_000  # kB
ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
MEASURED = (
    f"{file_reader.PROGRAM}\nimport re; text = open('/proc/self/status').read(); "
    "sys.stderr.write(re.search('VmHWM:\\\\s+(.*) kB', text)[1])"
).replace("\\\\", "\\")


def workbook(cells: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Tgl Lapor", "Nama Korban", "Umur"])
    book.active.append(["12-8-2023", "Contoh Melati", 17])
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: str) -> bytes:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
            f'<table:table table:name="2023 &amp; 2024">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return out.getvalue()


def row(*texts: str, times: int = 1) -> str:
    start = f'<table:table-row table:number-rows-repeated="{times}">' if times > 1 else "<table:table-row>"
    return start + "".join(ODS_CELL.format(text=text) for text in texts) + "</table:table-row>"


def empty(times: int) -> str:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    return f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'


def memory_of(content: bytes) -> int:
    """The most memory the reader needed to look at a file, in kB."""
    options = json.dumps({"ask": "look", "most_rows": settings.REGISTER_MOST_ROWS})
    command = [sys.executable, "-I", "-c", MEASURED, str(settings.BASE_DIR), options]
    answer = subprocess.run(command, input=content, env={}, cwd="/", capture_output=True, check=True)
    return int(answer.stderr)


@pytest.mark.parametrize("place", ["A1048576", "C1048576", "Z70000"])
def test_a_stray_cell_at_the_far_end_keeps_its_number_and_costs_little(place):
    content = workbook({place: "jauh"})
    (sheet,) = file_reader.look(content).sheets
    number = int(place.lstrip("ACZ"))
    assert [(found.number, [c for c in found.cells if c]) for found in sheet.first] == [
        (1, ["Tgl Lapor", "Nama Korban", "Umur"]),
        (2, ["12-8-2023", "Contoh Melati", 17.0]),
        (number, ["jauh"]),
    ]
    assert memory_of(content) < MOST_MEMORY


def test_a_stray_cell_right_of_the_limit_says_that_the_row_was_cut():
    (sheet,) = file_reader.look(workbook({"XFD1048576": "jauh", "XFD2": "lebar"})).sheets
    assert [(found.number, found.flaw) for found in sheet.first] == [(1, ""), (2, "cut"), (1_048_576, "cut")]
    assert sheet.first[1].cells[:3] == ["12-8-2023", "Contoh Melati", 17.0]


def test_days_and_numbers_are_read_alike_in_blocks():
    import datetime

    cells = {"A3": datetime.date(2023, 9, 1), "B3": 4.5, "C3": True, "A4": "=1+1", "D5": "a & b <c>"}
    content = workbook(cells)
    plain = file_reader.look(content).sheets[0].first
    far = file_reader.look(workbook({**cells, "A1048576": "jauh"})).sheets[0].first
    assert [(one.number, [c for c in one.cells if c is not None]) for one in far[:-1]] == [
        (one.number, [c for c in one.cells if c is not None]) for one in plain
    ]


def test_the_empty_end_of_an_ods_costs_little_and_numbers_stay():
    content = ods(row("Tgl", "Nama") + empty(10) + row("1-2-23", "Contoh", times=2) + empty(1_000_000) + row("akhir"))
    look = file_reader.look(content)
    assert [sheet.name for sheet in look.sheets] == ["2023 & 2024"]
    assert [(one.number, one.cells[0]) for one in look.sheets[0].first] == [
        (1, "Tgl"), (12, "1-2-23"), (13, "1-2-23"), (1_000_014, "akhir"),
    ]  # fmt: skip
    assert memory_of(content) < MOST_MEMORY


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(ods(row("x", times=1_048_576)), "rows", id="one row repeated"),
        pytest.param(b"a;" * 5_000_000, "long", id="one line"),
        pytest.param(b"\n" * 5_000_000 + b"x", "rows", id="empty lines"),
        pytest.param(b'a;b\n"' + b"x\n" * 1_000_000, "long", id="open quote"),
        pytest.param(b"caf\xe9;b\n" * 2_000_000, "rows", id="old letters"),
    ],
)
def test_what_is_no_register_is_refused_with_the_true_reason_and_little_memory(content, code):
    with pytest.raises(FileRefused) as refused:
        file_reader.look(content)
    assert refused.value.code == code
    assert memory_of(content) < MOST_MEMORY


def test_an_ordinary_sheet_is_read_at_once():
    assert not sparse_sheets.is_sparse(workbook({"T500": "x"}), "xlsx", 0, most_columns=200)
