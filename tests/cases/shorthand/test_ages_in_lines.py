"""Every row of the table of ages in lines: a victim's age, read rightly or asked; nobody else's becomes hers."""

import pytest

from cases.shorthand import LineReading, read
from cases.shorthand.line_reading import VICTIM
from tests.cases.reading import age_rows
from tests.cases.reading.rows import rows_of
from tests.cases.reading.test_date_table import TODAY

NEAR = "15.71"


def said(reading: LineReading) -> tuple[str, str]:
    """The first sure age of a victim, else the first that is offered, and why something must be confirmed."""
    own = [one for one in reading.pieces if one.about >= 0 and reading.people[one.about].get("role", VICTIM) == VICTIM]
    ages = sorted((piece for piece in own if "age" in piece.answers), key=lambda piece: bool(piece.doubt))
    if ages:
        is_rough = ages[0].answers.get("age_is_estimated") and not ages[0].doubt
        return f"{'~' if is_rough else ''}{ages[0].answers['age']}", str(ages[0].doubt)
    reasons = ["child" for piece in own if piece.is_child] + [str(piece.doubt) for piece in own if piece.doubt]
    return "-", next(iter([*reasons, *(str(note.reason) for note in reading.notes)]), "")


@pytest.mark.parametrize(("text", "years", "reason"), rows_of({"line": age_rows.IN_LINES}))
def test_an_age_in_a_line_is_read_rightly_or_asked(text, years, reason):
    assert said(read(text, today=TODAY, near=NEAR)) == (years, reason)


def test_the_age_then_and_the_age_now_are_both_offered():
    reading = read("p 20, waktu kejadian 15", today=TODAY, near=NEAR)
    offered = {(piece.answers["age"], str(piece.doubt)) for piece in reading.pieces if "age" in piece.answers}
    assert offered == {(20, "age_now"), (15, "age_then")}
    assert "age" not in reading.people[0]
