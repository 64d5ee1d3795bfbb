"""Several rows on one page: all differences are shown at once."""

from datetime import date

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst

from cases.models import Complaint
from safeguards.conflicts import Difference, changed_names, check_all, check_version, shown
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


class Row:
    """Enough of a row: it knows its version and its fields."""

    _meta = Complaint._meta

    def __init__(self, version: int, **values):
        self.version = version
        self.__dict__.update(values)


def field(name: str):
    return Complaint._meta.get_field(name)


def test_without_a_version_or_with_the_right_one_nothing_is_asked():
    row = Row(3, channel="walk_in")
    check_version(row, None, {"channel": "police"})
    check_version(row, 3, {"channel": "police"})


def test_only_fields_that_differ_are_shown_with_both_values_in_words():
    row = Row(3, channel="walk_in", event_place="Jambi")
    with pytest.raises(Conflict) as conflict:
        check_version(row, 2, {"channel": "police", "event_place": "Jambi"})
    ((label, theirs, yours),) = conflict.value.differences
    assert label == capfirst(field("channel").verbose_name)
    labels = dict(field("channel").flatchoices)
    assert (theirs, yours) == (labels["walk_in"], labels["police"])
    assert conflict.value.rows == conflict.value.differences


def test_where_both_wrote_the_same_an_old_version_is_no_conflict():
    check_version(Row(3, channel="police"), 2, {"channel": "police"})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        ([], "–"),
        (0, "0"),
        (True, "Ya"),
        (False, "Tidak"),
        (date(2026, 3, 1), "1 Maret 2026"),
        ("Pasar", "Pasar"),
        (("a", 5), "a, 5"),
    ],
)
def test_a_value_is_shown_as_people_read_it(value, words):
    assert shown(models.TextField(), value) == words


def test_choices_are_shown_by_their_label_also_in_a_list():
    stage = models.TextField(choices=[("a", "Awal"), ("b", "Akhir")])
    assert shown(stage, "b") == "Akhir"
    assert shown(ArrayField(stage), ["a", "b", "c"]) == "Awal, Akhir, c"


def test_changed_names_are_those_that_differ_in_order():
    assert changed_names(Row(1, b=1, a=1, c=1), {"b": 2, "a": 2, "c": 1}) == ["a", "b"]
