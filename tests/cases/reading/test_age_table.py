"""Every row of the table of ages, at the one reader of ages of a field or a cell."""

import pytest

from cases.reading import told_age
from tests.cases.reading import age_rows
from tests.cases.reading.rows import rows_of


def said(found: told_age.Age) -> tuple[str, str]:
    years = "-" if found.years is None else f"{'~' if found.is_estimated else ''}{found.years}"
    return years, str(found.why or ("" if found.is_readable else "none"))


@pytest.mark.parametrize(("text", "years", "reason"), rows_of(age_rows.TABLES))
def test_an_age_is_read_rightly_or_asked(text, years, reason):
    found = told_age.read(text)
    why, _blank, child = reason.partition(" ")
    assert said(found) == (years, why)
    assert bool(found.doubt) == (found.why is not None)
    assert "sampai diisi" not in (found.doubt or "") or not child
    assert not child or (found.years is None and "dihitung sebagai anak" in found.doubt)
