"""Read rows from a file that passed the guards. Only stored values are read; no formula is computed.

Standard library, ``python-calamine`` and ``charset-normalizer`` only: it runs in the sandbox, not in the application.
"""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import isfinite

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

from cases.register import sparse_sheets
from cases.register.guards import CUT, DAMAGED, ENCODED, GUESSED, Refused

MOST_COLUMNS = 200
LONGEST_CELL = 40_000  # characters; a spreadsheet's cell has at most 32,767
DELIMITERS = ";,\t|"
MOST_LINES = 1_048_576  # as many rows as a spreadsheet has
LONGEST_ROW = 2_000_000  # bytes of one row of a text
SAMPLE_LINES = 30
csv.field_size_limit(2 * LONGEST_ROW)  # a longer row is refused before, with its own reason

Cell = str | float | bool | dict | None
Row = tuple[int, list[Cell], str]  # number from 1, cells, and what is wrong with its letters
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def sheets_of(content: bytes, kind: str) -> list[str]:
    """The names of the sheets; a text file has one sheet without a name."""
    if kind == "csv":
        _check_lines(content)
        return [""]
    if kind == "ods":  # to open one builds all its sheets
        return sparse_sheets.ods_names(content)
    return list(_workbook(content).sheet_names)


def rows_of(content: bytes, kind: str, sheet: int, *, most_rows: int) -> Iterator[Row]:
    """For every filled row: its number as a spreadsheet shows it, its cells, and what is wrong with its letters."""
    rows = _text_rows(content) if kind == "csv" else _sheet_rows(content, kind, sheet)
    seen = 0
    for number, cells, flaw in rows:
        if not any(cell is not None for cell in cells):
            continue
        seen += 1
        if seen > most_rows:
            raise Refused("rows")
        is_cut = any(isinstance(cell, str) and len(cell) == LONGEST_CELL for cell in cells)
        is_cut = is_cut or any(cell is not None for cell in cells[MOST_COLUMNS:])
        yield number, cells[:MOST_COLUMNS], CUT if is_cut else flaw


def encoding_of(content: bytes, kind: str) -> str:
    """``cp1252`` if a text file is not UTF-8 anywhere, so that it was read as Windows-1252 as a whole; else empty."""
    return ENCODED if kind == "csv" and _is_windows(_as_single_bytes(content)) else ""


@lru_cache(maxsize=1)  # one file per process, but a look at each of its sheets
def _workbook(content: bytes) -> CalamineWorkbook:
    return _opened(content)


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return load_workbook(io.BytesIO(content))
    except PasswordError:
        raise Refused("password") from None
    except (CalamineError, OSError, ValueError):
        raise Refused("damaged") from None


def _sheet_rows(content: bytes, kind: str, index: int) -> Iterator[Row]:
    """The rows of a sheet; one whose cells lie far apart is read in blocks, with the numbers its rows had."""
    try:
        if not sparse_sheets.is_sparse(content, kind, index, most_columns=MOST_COLUMNS):
            yield from _rows_at_once(_workbook(content).get_sheet_by_index(index))
            return
        for block in sparse_sheets.blocks_of(content, kind, index, most_columns=MOST_COLUMNS):
            sheet = _opened(block.content).get_sheet_by_index(0 if kind == "ods" else index)
            for number, cells, flaw in _rows_at_once(sheet):
                yield block.numbers[number - 1], cells, flaw
    except (CalamineError, IndexError, ValueError, zipfile.BadZipFile, zlib.error, EOFError):
        raise Refused("damaged") from None


def _rows_at_once(sheet: CalamineSheet) -> Iterator[Row]:
    first = sheet.start
    if first is None:
        return
    below, _beside = first
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > below and any(cell != "" for cell in row):
            yield number, [_plain(cell) for cell in row[: MOST_COLUMNS + 1]], ""


def _plain(cell: object) -> Cell:
    """A cell for JSON: days become ``{"d": "2024-08-12"}``."""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, (int, float)):
        return float(cell) if isfinite(cell) else str(cell)
    if isinstance(cell, datetime):
        return {"d": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return clean(str(cell))


def clean(text: str) -> str | None:
    """Text without invisible signs, control characters and surrounding blanks; ``None`` if nothing is left."""
    seen = text[:LONGEST_CELL]
    if not seen.isascii():
        seen = unicodedata.normalize("NFC", _INVISIBLE.sub("", seen))
    if not seen.isprintable():
        seen = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in seen)
    return seen.replace("\xa0", " ").strip() or None


class _Lines:
    """Decode lines of bytes: as UTF-8 or, if the whole file is, as Windows-1252; remembers what was wrong."""

    def __init__(self, content: bytes, *, is_windows: bool) -> None:
        self.stream, self.is_windows, self.flaw = io.BytesIO(content), is_windows, ""
        self.length = 0  # bytes of the row being read

    def __iter__(self) -> Iterator[str]:
        for line in self.stream:
            self.length += len(line)
            if self.length > LONGEST_ROW:
                raise Refused("long")
            if b"\0" in line:
                self.flaw = DAMAGED
            try:
                yield line.decode("cp1252" if self.is_windows else "utf-8").replace("\0", " ")
            except UnicodeDecodeError:
                self.flaw = DAMAGED if self.is_windows else GUESSED
                yield line.decode("cp1252", errors="replace").replace("\0", " ")


def _text_rows(content: bytes) -> Iterator[Row]:
    content = _as_single_bytes(content).removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    _check_lines(content)
    lines = _Lines(content, is_windows=_is_windows(content))
    reader = csv.reader(iter(lines), delimiter=_delimiter_of(content))
    number = 0
    while True:
        number += 1  # a row with line breaks in its cells is one row in a spreadsheet
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("damaged") from None
        flaw, lines.flaw, lines.length = lines.flaw, "", 0
        yield number, [clean(cell) for cell in row], flaw


def _check_lines(content: bytes) -> None:
    if content.count(b"\n") > MOST_LINES:
        raise Refused("rows")


def _is_windows(content: bytes) -> bool:
    """Whether a text is Windows-1252 as a whole: not UTF-8, and no line has letters of UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not any(_has_utf8_letters(line) for line in content.split(b"\n"))
    return False


def _has_utf8_letters(line: bytes) -> bool:
    if line.isascii():
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_single_bytes(content: bytes) -> bytes:
    """Convert two-byte encodings to UTF-8; they are detected by their mark or by statistics."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace").encode()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content[:20_000]).best()
        if best is not None and best.encoding.startswith(("utf_16", "utf_32")):
            return content.decode(best.encoding, errors="replace").encode()
    return content


def _delimiter_of(content: bytes) -> str:
    """The delimiter that splits most of the first lines into the same number of cells."""
    lines = [line for line in content[:50_000].decode("cp1252", errors="replace").split("\n") if line.strip()]
    head = lines[:SAMPLE_LINES]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in head]
        common = max(set(counts), key=lambda n: (counts.count(n) * bool(n), n), default=0)
        return (counts.count(common) * bool(common), common)

    return max(DELIMITERS, key=evenness)
