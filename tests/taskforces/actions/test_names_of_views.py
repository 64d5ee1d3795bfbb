"""The name of a kept view is read by others, so it is one line and holds no number that reaches somebody."""

import pytest

from safeguards.errors import WorkflowRefused
from taskforces.actions.saved_views import _checked_name


@pytest.mark.parametrize("name", ["Terlambat minggu ini", "  Terlambat \n minggu\tini ", "Tahun 2026, 15.71"])
def test_a_name_is_one_line(name):
    assert _checked_name(name) == " ".join(name.split())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "Beri nama"),
        (" \n ", "Beri nama"),
        ("1571014502900001", "NIK atau nomor telepon"),
        ("Hubungi 0812-3456-7890", "NIK atau nomor telepon"),
    ],
)
def test_a_name_nobody_should_read_is_refused(name, reason):
    with pytest.raises(WorkflowRefused, match=reason):
        _checked_name(name)
