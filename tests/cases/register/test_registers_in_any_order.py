"""The written registers with their columns in another order, a separator more, or merged headings: the same outcome.

Pure: rows are read from the built files, and nothing is compared with the database.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from random import Random

import pytest

from cases.register import columns, periods, row_context, tables
from cases.register.file_reader import SheetRow
from cases.register.plan_making import Ground
from cases.register.row_context import CaseRows, Walker
from cases.register.row_plans import Reader
from taskforces import region_table
from tests.registers.building import build
from tests.registers.written import registers

TODAY = date(2026, 11, 30)
MOST_ROWS = 1_000
SHEETS = [
    pytest.param(register, index, id=f"{register.stem}-{index}")
    for register in registers()
    for index, sheet in enumerate(register.sheets)
    if not sheet.is_recapitulation
]


def rows_of(register, index: int) -> list[SheetRow]:
    kind = "xlsx" if register.settings["file"].endswith("xlsx") else "csv"
    return [SheetRow(*row) for row in tables.rows_of(build(register), kind, index, most_rows=MOST_ROWS)]


def items_of(register, index: int, rows: Sequence[SheetRow]):
    """The layout, the reader's ground and every item of a sheet."""
    near = register.settings["office"]
    layout = columns.find_layout(rows[:200], TODAY, near)
    named = periods.sheet(register.sheets[index].name)
    period = layout.period.within(named) if layout.period.first or layout.period.year else named
    ground = Ground(layout, TODAY, near=near, region_codes=frozenset(region_table.rows()))
    data = [row for row in rows if row.number >= layout.data_from]
    return layout, ground, list(Walker(layout, period).walk(data))


def outcome(register, index: int, rows: Sequence[SheetRow]) -> list[dict]:
    """What becomes of each case in order, without the words whose order is that of the columns."""
    _layout, ground, items = items_of(register, index, rows)
    reader = Reader(ground)
    seen = []
    for item in items:
        if isinstance(item, CaseRows):
            plan = asdict(reader.plan(item))
            lines = plan["facts"]["told"].split("\n")
            plan["facts"]["told"] = sorted(sorted(line.replace(",", "").split()) for line in lines)  # several ticks
            for name in ("number", "joined", "said", "written"):
                del plan[name]
            for name in ("doubts", "refusals"):
                plan[name] = sorted(remark["column"] for remark in plan[name])
            seen.append(plan)
    return seen


def flat(rows: Sequence[SheetRow], layout: columns.Layout) -> list[SheetRow]:
    """The same sheet with each heading in one line."""
    headings = SheetRow(layout.data_from - 1, [column.label or None for column in layout.columns])
    above = [row for row in rows if row.number < layout.header_from]
    return [*above, headings, *(row for row in rows if row.number >= layout.data_from)]


def moved(rows: Sequence[SheetRow], layout: columns.Layout, items, order: list[int]) -> list[SheetRow]:
    """The rows with their columns in another order; lines across the table and cells behind it stay."""
    lines = {item.number for item in items if not isinstance(item, CaseRows) and item.why != row_context.HEADING}
    many, changed = len(order), []
    for row in rows:
        if row.number in lines or row.number < layout.data_from - 1:
            changed.append(row)
            continue
        cells = list(row.cells) + [None] * (many - len(row.cells))
        changed.append(SheetRow(row.number, [cells[at] for at in order] + cells[many:], row.flaw))
    return changed


def orders(many: int) -> list[list[int]]:
    """Other orders; the first column stays, because a line across the table begins in it."""
    rest = list(range(1, many))
    shuffled = [Random(seed).sample(rest, len(rest)) for seed in (1, 2, 3)]
    return [[0, *order] for order in (rest[::-1], rest[1:] + rest[:1], *shuffled)]


@pytest.mark.parametrize(("register", "index"), SHEETS)
def test_another_order_of_columns_changes_no_outcome(register, index):
    rows = rows_of(register, index)
    layout, _ground, _items = items_of(register, index, rows)
    many = len(layout.columns)
    # a row that is cut off would be cut elsewhere; a line across the table is short in a text file
    rows = [row for row in flat(rows, layout) if len(row.cells) >= many or sum(map(bool, row.cells)) <= 2]
    layout, _ground, items = items_of(register, index, rows)
    straight = outcome(register, index, rows)
    assert straight
    for order in orders(many):
        other = outcome(register, index, moved(rows, layout, items, order))
        assert [one for one in zip(straight, other, strict=True) if one[0] != one[1]] == [], order


@pytest.mark.parametrize(("register", "index"), SHEETS)
def test_a_separator_more_changes_no_outcome(register, index):
    rows = rows_of(register, index)
    _layout, _ground, items = items_of(register, index, rows)
    firsts = [item.row.number for item in items if isinstance(item, CaseRows)]
    straight = outcome(register, index, rows)
    for number in firsts[1::5]:
        with_it = []
        for row in rows:
            if row.number == number:
                with_it.append(SheetRow(row.number, ["MINGGU II"]))
            with_it.append(SheetRow(row.number + (row.number >= number), row.cells, row.flaw))
        assert outcome(register, index, with_it) == straight


@pytest.mark.parametrize(("register", "index"), SHEETS)
def test_merged_headings_in_one_line_change_no_outcome(register, index):
    rows = rows_of(register, index)
    layout, _ground, _items = items_of(register, index, rows)
    assert outcome(register, index, flat(rows, layout)) == outcome(register, index, rows)
