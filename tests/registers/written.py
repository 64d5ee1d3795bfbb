"""Read the written registers: what stands in each row of an old register, and beside it what the row means.

A text file describes one register. Lines in square brackets set it up, a line that begins with ``=`` is one row of the
file, and the line that begins with ``>`` below it is its answer, written before the product read the row.

``[file name.xlsx]`` the file to build; ``[office 15.71]`` the region of the task force whose register it is;
``[answers number date ...]`` which values are judged, in the order in which the answers hold them; ``[sheet Name]``
begins a sheet; ``[merge A1:C1]`` merges cells of it; ``[recapitulation]`` says that the sheet holds counts, not people;
``[raw]`` rows are lines of a CSV file as they stand; ``[tabs]`` cells are joined by tabs; ``[encoding cp1252]``.

Cells are separated by ``|``. ``\\n`` is a line break in a cell. In a workbook ``date:2022-04-05`` is a date cell and
``number:12`` a number; a cell of at most three digits is a number as well, as a spreadsheet makes it one; the rest is
text.

An answer is ``becomes | doubts | value | value ...``:

becomes
    ``new`` (a case), ``joins 3`` (one more victim of the case in the row whose first cell is 3), ``known 3`` (that row
    again), ``complaint`` (a complaint without a case), ``skipped`` (no row of a case: headings, separators, footnotes)
    or ``refused``; with ``or`` between them where two outcomes are right.
doubts
    The questions the row has to raise, as words of ``DOUBTS``. In brackets: a question that is no harm. Every other
    question is needless.
values
    One per name in ``[answers]``. Empty: the row says nothing, so nothing (or "not known") may be read. ``-``: the row
    says something, but no value may be taken from it. ``?``: not judged. ``a or b``: either is right. Victims are
    ``name,sex,age`` joined by ``+``; sex is ``f``, ``m`` or ``-``; age is ``17``, a birth date, ``~`` (any estimated
    or missing age), ``~25``, ``<18`` (a child, not exactly 18) or ``-``; a name ``-`` is no name.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HELD_BACK = "held_back"  # the folder of those the reader was not mended by
DOUBTS = {
    "year": "the year is inferred",
    "date": "the date of the report is impossible, inexact, or can be read in two ways",
    "period": "the date lies outside the period of its section",
    "weekday": "the weekday does not fit the date",
    "channel": "the channel is not understood whole",
    "reporter": "whose relative the reporter is is not understood whole",
    "region": "the place is unknown or can be two places",
    "kind": "the kind is denied, missing, or not understood whole",
    "urgency": "the urgency is not understood whole",
    "status": "the state is not understood whole",
    "sex": "the sex is missing or said twice",
    "age": "the age or birth date is a limit, a school class, impossible or inexact",
    "name": "the name is a placeholder",
    "nik": "the NIK is broken or speaks against the rest of the row",
    "phone": "the number is broken, shared, or one of several",
    "number": "the old number stands for two contents",
    "same": "the person or the event may be one of another row",
    "victims": "how many victims there are is not sure",
    "cells": "the row has too few or too many cells",
}


@dataclass(frozen=True)
class Answer:
    """What one row has to become; ``values`` by the names of ``[answers]``."""

    outcomes: tuple[str, ...]
    required: frozenset[str]
    allowed: frozenset[str]
    values: dict[str, str]


@dataclass
class Sheet:
    """One sheet (or the whole of a text file): its rows in order, each with its answer."""

    name: str
    rows: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    is_recapitulation: bool = False


@dataclass
class Register:
    """One written register."""

    stem: str
    settings: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def judged(self) -> list[str]:
        """The names of the values its answers hold."""
        return self.settings["answers"].split()

    def cells_of(self, row: str) -> list[str]:
        """The cells of a written row of a workbook or of a text with tabs."""
        return [cell.strip().replace("\\n", "\n") for cell in row.split("|")]


def registers(folder: str = "") -> list[Register]:
    """Every register of this folder, or of a folder in it, by name."""
    return [read(path) for path in sorted((HERE / folder).glob("*.txt"))]


def read(path: Path) -> Register:
    """One register with its answers; raises ``ValueError`` where a row has no answer or an answer is no answer."""
    register = Register(path.stem)
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        try:
            _take(register, line)
        except (ValueError, IndexError) as error:
            raise ValueError(f"{path.name}:{number}: {error}") from error
    for sheet in register.sheets:
        if len(sheet.rows) != len(sheet.answers):
            raise ValueError(f"{path.name}: a row of {sheet.name!r} has no answer")
    return register


def _take(register: Register, line: str) -> None:
    """Add one line of the file to the register."""
    if setting := re.fullmatch(r"\[(\w+) ?(.*)\]", line):
        _set(register, setting[1], setting[2])
    elif line.startswith("="):
        _sheet(register).rows.append(line[1:].removeprefix(" "))
    elif line.startswith(">"):
        _sheet(register).answers.append(_answer(register, line[1:]))
    elif line and not line.startswith("#"):
        raise ValueError("neither a setting nor a row nor an answer")


def _set(register: Register, name: str, value: str) -> None:
    """A setting of the register or of its current sheet."""
    if name == "sheet":
        register.sheets.append(Sheet(value))
    elif name == "merge":
        _sheet(register).merged.append(value)
    elif name == "recapitulation":
        _sheet(register).is_recapitulation = True
    else:
        register.settings[name] = value


def _sheet(register: Register) -> Sheet:
    """The sheet that is being read; a text file has one without a name."""
    if not register.sheets:
        register.sheets.append(Sheet(""))
    return register.sheets[-1]


def _answer(register: Register, text: str) -> Answer:
    """The answer in one line; every judged value must be there unless the row is skipped."""
    becomes, *rest = (part.strip() for part in text.split("|"))
    doubts = rest[0].split() if rest else []
    values = rest[1:]
    if becomes != "skipped" and len(values) != len(register.judged):
        raise ValueError(f"{len(values)} values, {len(register.judged)} are judged")
    if unknown := {doubt.strip("()") for doubt in doubts} - set(DOUBTS):
        raise ValueError(f"no such doubt: {unknown}")
    required = frozenset(doubt for doubt in doubts if not doubt.startswith("("))
    return Answer(
        outcomes=tuple(becomes.split(" or ")),
        required=required,
        allowed=required | {doubt.strip("()") for doubt in doubts},
        values=dict(zip(register.judged, values, strict=False)),
    )
