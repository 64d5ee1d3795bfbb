"""Cells of old registers and their right answers: ``kind_cells.txt``, written before the reader ran."""

import pytest

from cases.register import synonyms
from cases.register.coding import code_of
from cases.register.column_meanings import F
from tests.right_answers import rows_of

TABLES = {
    "kind": (F.KIND, synonyms.KINDS), "channel": (F.CHANNEL, synonyms.CHANNELS),
    "urgency": (F.URGENCY, synonyms.URGENCIES), "reporter": (F.REPORTER_KIND, synonyms.REPORTERS),
    "status": (F.STATUS, synonyms.STATUSES),
}  # fmt: skip


def answer(column: str, cell: str) -> tuple[str, str]:
    field, table = TABLES[column]
    weak, turning = (kept.get(field, frozenset()) for kept in (synonyms.WEAK, synonyms.TURNING))
    coded = code_of(table, cell, weak, turning)
    return " ".join(filter(None, coded.values or ())) or "-", str(coded.why or "sure")


@pytest.mark.parametrize(("column", "cell", "value", "why"), rows_of(__file__, "kind_cells.txt", 4))
def test_a_cell_is_coded_rightly_or_doubted(column, cell, value, why):
    assert answer(column, cell) == (value, why)
