"""Open one hostile file in a separate process with bounded memory and time, without database and keys.

It reads the file from standard input and writes JSON lines: first the kind, then the answer; ``error`` ends it.
"""

import contextlib
import hashlib
import json
import resource
import sys

from cases.register import guards, tables

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 60  # of processor time
FIRST_ROWS = 40  # of every sheet, to find its header
MOST_SHEETS = 60
MOST_SAID = {"look": 30_000_000, "rows": 300_000_000}  # characters; a cell stored once in a file may be in every row


def main(options: dict) -> None:
    """Answer one question about the file: ``look`` (sheets and their first rows) or ``rows`` (of one sheet)."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # it can write no file
        (resource.RLIMIT_NPROC, 0),  # and start no program
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    told = BoundedOutput(MOST_SAID[options["ask"]])
    try:
        content = sys.stdin.buffer.read()
        kind = guards.kind_of(content, most_rows=options["most_rows"]).kind
        if options["ask"] == "look":
            _look(content, kind, options["most_rows"], told)
        else:
            for row in tables.rows_of(content, kind, options["sheet"], most_rows=options["most_rows"]):
                told.say(row)
        _say({"end": True})
    except guards.Refused as refusal:
        _say({"error": refusal.code})
    except MemoryError:
        _say({"error": "bomb"})
    sys.stdout.flush()


class BoundedOutput:
    """Counts the output, because the parent keeps the first rows of every sheet in memory."""

    def __init__(self, most: int) -> None:
        self.left = most

    def say(self, value: object) -> None:
        """Write one more line. Raises ``Refused`` if that would be too much."""
        line = _line(value)
        self.left -= len(line)
        if self.left < 0:
            raise guards.Refused("bomb")
        sys.stdout.write(line)


def _look(content: bytes, kind: str, most_rows: int, told: BoundedOutput) -> None:
    names = tables.sheets_of(content, kind)[:MOST_SHEETS]
    _say({"kind": kind, "encoding": tables.encoding_of(content, kind)})
    for index, name in enumerate(names):
        first, count, mark = [], 0, hashlib.sha256()
        for row in tables.rows_of(content, kind, index, most_rows=most_rows):
            count += 1
            mark.update(_content_of(row[1]))
            if count <= FIRST_ROWS:
                first.append(row)
        told.say({"sheet": name, "rows": count, "first": first, "mark": mark.hexdigest()})


def _content_of(cells: list) -> bytes:
    """A row without what a new saving changes: empty cells at its end, and numbers kept as text."""
    texts = []
    for cell in cells:
        if isinstance(cell, dict):
            texts.append(cell["d"])
        elif isinstance(cell, float) and cell.is_integer():
            texts.append(str(int(cell)))
        else:
            texts.append("" if cell is None else str(cell))
    return "\x1f".join(texts).rstrip("\x1f").encode() + b"\x1e"


def _say(value: object) -> None:
    sys.stdout.write(_line(value))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n"
