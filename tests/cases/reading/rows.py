"""Rows of a table in text: the cells of a line stand between bars."""

import pytest


def rows_of(tables: dict[str, str]) -> list:
    """The rows of tables as parameters of a test, named by the table and the text."""
    found = []
    for name, table in tables.items():
        for line in table.strip("\n").split("\n"):
            cells = [cell.strip(" ") for cell in line.split("|")]
            found.append(pytest.param(*cells, id=f"{name}: {cells[0]!a}"))
    return found
