"""Tables of right answers beside the tests: one input per line, its columns separated by a bar.

Empty lines and lines that begin with ``#`` are left out. ``\\n`` and ``\\u200b`` stand for the signs nobody could see.
"""

import re
from pathlib import Path

_HIDDEN = re.compile(r"\\(?:n|u[0-9a-f]{4})")


def rows_of(test: str, name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of a table that lies beside a test module; a row without its last columns has them empty."""
    lines = (Path(test).parent / name).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip() and line[:1] != "#"]
    assert all(len(row) <= columns for row in rows), [row for row in rows if len(row) > columns]
    return [tuple(map(_shown, [*row, *[""] * (columns - len(row))])) for row in rows]


def _shown(cell: str) -> str:
    return _HIDDEN.sub(lambda found: "\n" if found[0] == "\\n" else chr(int(found[0][2:], 16)), cell)
