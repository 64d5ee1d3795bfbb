"""Read rows from a file that passed the guards. Only stored values are read; no formula is computed.

Standard library, ``python-calamine`` and ``charset-normalizer`` only: it runs in the sandbox, not in the application.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import isfinite

from charset_normalizer import from_bytes
from python_calamine import CalamineError, PasswordError, load_workbook

from cases.register.guards import Refused

MOST_COLUMNS = 200
LONGEST_CELL = 20_000  # characters
DELIMITERS = ";,\t|"
SAMPLE_LINES = 30
csv.field_size_limit(1_000_000)

Cell = str | float | bool | dict | None


def sheets_of(content: bytes, kind: str) -> list[str]:
    """The names of the sheets; a text file has one sheet without a name."""
    if kind == "csv":
        return [""]
    return list(_workbook(content).sheet_names)


def rows_of(content: bytes, kind: str, sheet: int, *, most_rows: int) -> Iterator[tuple[int, list[Cell], bool]]:
    """For every filled row: its number (from 1), its cells, and whether the encoding had to be guessed."""
    rows = _text_rows(content) if kind == "csv" else _sheet_rows(content, sheet)
    seen = 0
    for number, cells, guessed in rows:
        if not any(cell is not None for cell in cells):
            continue
        seen += 1
        if seen > most_rows:
            raise Refused("rows")
        yield number, cells[:MOST_COLUMNS], guessed


def _workbook(content: bytes):
    try:
        return load_workbook(io.BytesIO(content))
    except PasswordError:
        raise Refused("password") from None
    except (CalamineError, OSError, ValueError):
        raise Refused("damaged") from None


def _sheet_rows(content: bytes, index: int) -> Iterator[tuple[int, list[Cell], bool]]:
    try:
        sheet = _workbook(content).get_sheet_by_index(index)
        first = sheet.start
        if first is None:
            return
        below, beside = first
        for number, row in enumerate(sheet.to_python(skip_empty_area=True), below + 1):
            yield number, [None] * beside + [_plain(cell) for cell in row[:MOST_COLUMNS]], False
    except (CalamineError, IndexError, ValueError):
        raise Refused("damaged") from None


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
    """Text without control characters and surrounding blanks; ``None`` if nothing is left."""
    kept = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text[:LONGEST_CELL])
    return kept.replace("\xa0", " ").strip() or None


class _Lines:
    """Decode lines of bytes: UTF-8 if valid, else Windows-1252; remembers that it had to guess."""

    def __init__(self, content: bytes) -> None:
        self.stream, self.guessed = io.BytesIO(content), False

    def __iter__(self) -> Iterator[str]:
        for line in self.stream:
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError:
                self.guessed = True
                yield line.decode("cp1252", errors="replace")


def _text_rows(content: bytes) -> Iterator[tuple[int, list[Cell], bool]]:
    content = _as_single_bytes(content).removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = _Lines(content)
    reader = csv.reader(iter(lines), delimiter=_delimiter_of(content))
    while True:
        started = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("damaged") from None
        guessed, lines.guessed = lines.guessed, False
        yield started, [clean(cell) for cell in row], guessed


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
