"""Hostile and broken files: each is refused with its remedy, and opened no further than necessary."""

import io
import random
import struct
import zipfile
import zlib

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.register import file_reader, guards, papers, tables
from tests.cases.register import files

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
WHOLE = files.xlsx()


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def ods(table: bytes, manifest: bytes = b"<manifest/>") -> bytes:
    """A minimal OpenDocument sheet."""
    content = (
        b'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        + table
        + b"</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*cells: str) -> bytes:
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells
    )
    return f"<table:table-row>{made}</table:table-row>".encode()


def biff(*records: tuple[int, bytes]) -> bytes:
    """A worksheet stream of Excel 2 to 5 records in a minimal OLE file."""
    stream = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
    return ole({"Workbook": stream})


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container with some streams of at least 4096 bytes each."""
    sector = 512
    fat, data, directory = [], b"", []
    directory.append(("Root Entry", 5, 0xFFFFFFFE, 0))
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        first, count = len(fat) + 2, -(-len(content) // sector)
        fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        data += content.ljust(count * sector, b"\0")
        directory.append((name, 2, first, len(content)))
    table = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE) + b"".join(struct.pack("<I", n) for n in fat)
    entries = b""
    for index, (name, kind, first, size) in enumerate(directory):
        raw = name.encode("utf-16-le")
        child = 1 if kind == 5 and len(directory) > 1 else 0xFFFFFFFF
        entries += struct.pack(
            "<64sHBBIII16sI8s8sIII", raw, len(raw) + 2, kind, 1, 0xFFFFFFFF,
            index + 1 if kind == 2 and index + 1 < len(directory) else 0xFFFFFFFF, child, b"", 0, b"", b"", first,
            size, 0,
        )  # fmt: skip
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", guards.OLE, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0,
        0xFFFFFFFE, 0,
    ) + struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108  # fmt: skip
    return head + table.ljust(sector, b"\xff") + entries.ljust(sector, b"\0") + data


def text_record(row: int, column: int, text: str) -> tuple[int, bytes]:
    """A LABEL record of BIFF8."""
    return 0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")


def old_excel(*rows: tuple[str, ...]) -> bytes:
    """An XLS of BIFF8 with one sheet of text."""
    begin = 0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1996, 0, 6)
    name = b"Lembar"
    sheet_at = 4 + 16 + 4 + 8 + len(name) + 4
    sheet = 0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name
    end = 0x000A, b""
    inner = 0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1996, 0, 6)
    cells = [text_record(y, x, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    return biff(begin, sheet, end, inner, *cells, end)


def refused(content: bytes) -> str:
    with pytest.raises(file_reader.FileRefused) as refusal:
        file_reader.look(content)
    assert str(refusal.value).endswith((".", "kirim."))
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xff\xd8\xff\xe0 JFIF", "picture"),
        (b"MZ\x90\0", "program"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "markup"),
        (b"\0\1\2\3\4\5" * 50, "unknown"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (WHOLE[:2000], "damaged"),
        (WHOLE[:-30], "damaged"),
        (zipped({"word/document.xml": b"<x/>"}), "word"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "slides"),
        (zipped({"xl/workbook.bin": b"x"}), "xlsb"),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}), "macros"),
        (zipped({"isi.csv": b"a;b"}), "archive"),
        (zipped({f"{n}.txt": b"" for n in range(2100)}), "bomb"),
        (ods(b"", b'<manifest:encryption-data manifest:checksum=""/>'), "password"),
        (guards.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "password"),
        (guards.OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600, "word"),
        (biff((0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1996, 0, 6)), (0x002F, b"\0" * 6)), "password"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named_and_refused(content, code):
    assert refused(content) == code


def test_a_bomb_is_recognised_by_what_it_declares():
    assert refused(zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"\0" * 320_000_000})) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_recognised_while_it_inflates():
    whole = bytearray(zipped({"xl/workbook.xml": b"<x/>", "xl/a.xml": b"\0" * 50_000_000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = whole.rfind(mark)
        whole[start + at : start + at + 4] = struct.pack("<I", 1000)
    assert refused(bytes(whole)) in {"bomb", "damaged"}


def test_a_bomb_inside_a_bomb_is_never_opened():
    inner = zipped({"x": b"\0" * 10_000_000})
    content = file_reader.look(zipped_into(WHOLE, "xl/embeddings/inner.zip", inner))
    assert content.kind == "xlsx"


def zipped_into(whole: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_a_million_rows_are_refused_early(settings):
    rows = b"".join(b'<row r="%d"><c t="n"><v>1</v></c></row>' % n for n in range(1_000_000))
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    assert refused(zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": sheet})) in {"rows", "bomb"}
    assert refused(b"a;b\n" * 1_000_000) == "rows"
    assert refused(b"x" * 21_000_000) == "size"


def test_every_kind_of_table_is_read():
    rows = [("Tgl Lapor", "Nama Korban", "Umur"), ("12-8-23", "Contoh Melati", "16")]
    table = b'<table:table table:name="2023">' + b"".join(ods_row(*row) for row in rows) + b"</table:table>"
    text = "\n".join(";".join(row) for row in rows)
    for kind, content in {
        "xlsx": files.xlsx(rows[1:], rows[0], titles=(), totals=False),
        "ods": ods(table),
        "xls": old_excel(*rows),
        "csv": text.encode(),
    }.items():
        look = file_reader.look(content)
        assert look.kind == kind
        assert [tuple(row.cells) for row in look.sheets[0].first] == rows, kind


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_sign_and_encoding(sign, encoding):
    text = sign.join(("Nama", "Umur", "Ket")) + "\r\n" + sign.join(("Contoh Renée", "±20", "ada – itu")) + "\r\n"
    first = file_reader.look(text.encode(encoding)).sheets[0].first
    assert first[1].cells == ["Contoh Renée", "±20", "ada – itu"]
    assert first[1].flaw == ""


def test_encodings_mixed_within_a_file_are_told_row_by_row():
    first = file_reader.look("Nama;Umur\nContoh René;1\n".encode() + "Contoh Noël;2\n".encode("cp1252")).sheets[0].first
    assert [(row.cells[0], row.flaw) for row in first[1:]] == [("Contoh René", ""), ("Contoh Noël", "guessed")]


def test_formulas_are_read_as_what_they_last_were():
    assert [row.cells for row in file_reader.rows(files.csv_file([("=1+1", "@x")], ("A", "B")), 0)][1] == ["=1+1", "@x"]


# --- Anything at all ------------------------------------------------------------------------------------------------
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=4000))
def test_any_bytes_are_read_or_refused(content):
    check_read_or_refused(content)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_damaged_workbooks_are_read_or_refused(seed, times):
    dice, content = random.Random(seed), bytearray(WHOLE)
    for _hit in range(times):
        content[dice.randrange(len(content))] = dice.randrange(256)
    check_read_or_refused(bytes(content[: dice.randrange(len(content))] if seed % 3 == 0 else content))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([guards.OLE, b"PK\x03\x04", b"\xff\xfe", b"a;b\n"]))
def test_bytes_that_begin_well_are_read_or_refused(rest, beginning):
    check_read_or_refused(beginning + rest)


FLAWS = ("", guards.GUESSED, guards.DAMAGED, guards.CUT)


def check_read_or_refused(content: bytes) -> None:
    """In this process, where an unexpected exception would show."""
    try:
        kind = guards.kind_of(content, most_rows=1000).kind
        for sheet in range(len(tables.sheets_of(content, kind))):
            for number, cells, flaw in tables.rows_of(content, kind, sheet, most_rows=1000):
                assert number >= 1
                assert all(cell is None or isinstance(cell, (str, float, dict)) for cell in cells)
                assert flaw in FLAWS
    except guards.Refused as refusal:
        assert refusal.code in file_reader.REFUSALS  # noqa: PT017 - whether it raises depends on the bytes


def test_damage_inside_a_stream_is_damage():
    whole = bytearray(WHOLE)
    start = whole.find(b"PK\x03\x04", 100)
    whole[start + 60 : start + 100] = zlib.compress(b"x")[:2] * 20
    check_read_or_refused(bytes(whole))


def test_a_cell_that_stands_everywhere_does_not_flood_who_reads(monkeypatch):
    """One long text shared by all cells: small in the file, huge in the output."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number in range(4):
        sheet = book.create_sheet(str(number))
        for _row in range(40):
            sheet.append(["x" * 20_000] * 30)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(file_reader.FileRefused) as refused:
        file_reader.look(out.getvalue())
    assert refused.value.code == "bomb"


def test_who_opens_a_file_knows_no_secret_and_writes_none(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    program = (
        "import os, sys, json; sys.path.insert(0, sys.argv[1]); from cases.register import sandboxed\n"
        f"sandboxed.tables.sheets_of = lambda *given: [','.join(os.environ), tell({str(tmp_path / 'x')!r})]\n"
        "sandboxed.tables.rows_of = lambda *given, **more: iter(())\n"
        "def tell(path):\n"
        "    try:\n"
        "        with open(path, 'w') as file: file.write('x')\n"
        "        return 'written'\n"
        "    except OSError as error:\n"
        "        return type(error).__name__\n"
        "sandboxed.main(json.loads(sys.argv[2]))"
    )
    monkeypatch.setattr(file_reader, "PROGRAM", program)
    said = [line.get("sheet") for line in file_reader._answers(WHOLE, {"ask": "look"}) if "sheet" in line]
    assert "SECRET_KEY" not in said[0]
    assert "DATABASE" not in said[0]
    assert said[1] == "OSError"


def changed(name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole:
        return zipped(
            {entry: whole.read(entry).replace(old, new if entry == name else old) for entry in whole.namelist()}
        )


@pytest.mark.parametrize("value", [b"NaN", b"inf", b"-inf", b"1e400", b"-1e308"])
def test_a_number_that_is_none_is_text(desk, value):
    batch = desk.checked(changed("xl/worksheets/sheet1.xml", b"<v>45200</v>", b"<v>" + value + b"</v>"))
    assert (batch.state, batch.failure) == ("checked", "")
    assert file_reader.look(papers.with_remarks(batch)).kind == "xlsx"


def test_an_archive_that_fits_its_lie_is_stopped_beside_us():
    """An entry with the size and checksum of its beginning, and much more data."""
    body = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(body) + b"".join(packer.compress(b"A" * 10_000_000) for _n in range(60)) + packer.flush()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole:
        entries = {name: whole.read(name) for name in whole.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            if name != "xl/sharedStrings.xml":
                archive.writestr(name, content)
        archive.writestr("xl/sharedStrings.xml", b"X" * len(packed), compress_type=zipfile.ZIP_STORED)
    raw = bytearray(out.getvalue().replace(b"X" * len(packed), packed))
    for mark, method, checksum, size, name in ((b"PK\3\4", 8, 14, 22, 30), (b"PK\1\2", 10, 16, 24, 46)):
        at = raw.find(mark)
        while at >= 0:
            if raw[at + name :].startswith(b"xl/sharedStrings.xml"):
                struct.pack_into("<H", raw, at + method, zipfile.ZIP_DEFLATED)
                struct.pack_into("<I", raw, at + checksum, zlib.crc32(body))
                struct.pack_into("<I", raw, at + size, len(body))
            at = raw.find(mark, at + 1)
    with pytest.raises(file_reader.FileRefused) as refused:
        file_reader.look(bytes(raw))
    assert refused.value.code in ("bomb", "damaged")
