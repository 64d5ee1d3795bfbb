"""Several rows on one page: all differences are shown at once."""

import pytest

from safeguards.conflicts import Difference, check_all
from safeguards.errors import Conflict


def refusing(label: str):
    """A check that finds one field changed."""

    def check() -> None:
        raise Conflict("Rekan Anda menyimpan.", [Difference(label, "lama", "baru")])

    return check


def test_every_difference_is_collected_under_its_row():
    with pytest.raises(Conflict) as conflict:
        check_all([("", refusing("Kanal")), ("P-2026-0001/1", lambda: None), ("P-2026-0001/2", refusing("Umur"))])
    assert [difference.label for difference in conflict.value.differences] == ["Kanal", "P-2026-0001/2 Umur"]
    assert conflict.value.message == "Rekan Anda menyimpan."


def test_where_nothing_differs_nothing_is_raised():
    check_all([("", lambda: None)])
    check_all([])
