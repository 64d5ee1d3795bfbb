"""Every row of the table of dates, at the one reader of dates."""

from datetime import date

import pytest

from cases.reading import told_date
from tests.cases.reading import date_rows
from tests.cases.reading.rows import rows_of

TODAY = date.fromisoformat(date_rows.TODAY)


def written(span) -> str:
    if span is None:
        return "-"
    return str(span.first) if span.is_day else f"{span.first}..{span.last}"


@pytest.mark.parametrize(("text", "days", "reason"), rows_of(date_rows.TABLES))
def test_a_date_is_read_rightly_or_asked(text, days, reason):
    found = told_date.read(text, TODAY)
    assert (written(found.span), str(found.doubt or "")) == (days, reason)
