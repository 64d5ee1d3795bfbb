"""Every row of the table of dates in lines: when it happened, read rightly or asked."""

from datetime import date

import pytest

from cases.reading.dates import read_day
from cases.shorthand import read
from tests.cases.reading import date_rows
from tests.cases.reading.rows import rows_of
from tests.cases.reading.test_date_table import TODAY, written

NEAR = "15.71"
OF_DAYS = {"no_year", "no_month", "century", "turned", "bound", "two_days", "which_day", "rough_day", "holiday",
           "document", "weekday", "no_day", "denied"}  # fmt: skip


def said(text: str, today: date) -> tuple[str, str]:
    """The first day read from a line, and the reason of its doubt or of a remark."""
    reading = read(text, today=today, near=NEAR)
    for piece in reading.pieces:
        if "event_on" in piece.answers:
            return written(read_day(piece.answers["event_on"], today)), str(piece.doubt)
    return "-", next((str(note.reason) for note in reading.notes if note.reason in OF_DAYS), "")


@pytest.mark.parametrize(("text", "days", "reason"), rows_of({"line": date_rows.IN_LINES}))
def test_when_it_happened_is_read_rightly_or_asked(text, days, reason):
    assert said(text, TODAY) == (days, reason)
