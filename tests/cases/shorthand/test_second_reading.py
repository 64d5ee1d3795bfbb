"""A second hostile reading: ``hostile_lines.txt``, its right answers written before the reader was run.

Each row names what may not be sure, and what must be said, sure or with a doubt. All people are invented.
"""

import re

import pytest

from cases.shorthand import read
from tests.cases.shorthand.test_hostile_lines import JAMBI, TODAY, claims
from tests.right_answers import rows_of

ROWS = rows_of(__file__, "hostile_lines.txt", 3)


def offered(text: str) -> set[str]:
    """Everything a line says, sure or not: ``age=16``."""
    reading = read(text, today=TODAY, near=JAMBI)
    told = {f"{name}={value}" for piece in reading.pieces for name, value in piece.answers.items()}
    return told | {f"age={note.age}" for note in reading.notes}


@pytest.mark.parametrize(("text", "lies", "right"), ROWS)
def test_nothing_wrong_is_sure_and_nothing_said_is_lost(text, lies, right):
    for lie in filter(None, re.split(r",", lies)):
        assert not {one for one in claims(text) if one == lie or ("=" not in lie and one.startswith(f"{lie}="))}
    assert not right or right in offered(text)
