"""A process that opens one hostile file: its memory and its time are bounded, and it knows no database and no key.

Reads the file from standard input; writes JSON lines: first what it is, then what was asked for; an ``error`` ends it.
"""

import contextlib
import json
import resource
import sys

from cases.register import guards, tables

MEMORY = 1_500_000_000  # bytes of address space
SECONDS = 60  # of processor time
FIRST_ROWS = 40  # of every sheet, for finding its header
MOST_SHEETS = 60


def main(options: dict) -> None:
    """Answer one question about the file: ``look`` (sheets and their first rows) or ``rows`` (of one sheet)."""
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    try:
        content = sys.stdin.buffer.read()
        kind = guards.kind_of(content, most_rows=options["most_rows"]).kind
        if options["ask"] == "look":
            _look(content, kind, options["most_rows"])
        else:
            for row in tables.rows_of(content, kind, options["sheet"], most_rows=options["most_rows"]):
                _say(row)
        _say({"end": True})
    except guards.Refused as refusal:
        _say({"error": refusal.code})
    except MemoryError:
        _say({"error": "bomb"})
    sys.stdout.flush()


def _look(content: bytes, kind: str, most_rows: int) -> None:
    names = tables.sheets_of(content, kind)[:MOST_SHEETS]
    _say({"kind": kind})
    for index, name in enumerate(names):
        first, count = [], 0
        for row in tables.rows_of(content, kind, index, most_rows=most_rows):
            count += 1
            if count <= FIRST_ROWS:
                first.append(row)
        _say({"sheet": name, "rows": count, "first": first})


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")
