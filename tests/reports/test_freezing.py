"""A frozen summary is the summary."""

import json
from dataclasses import replace

import pytest

from reports import freezing
from reports.disclosure import publish
from reports.summary_shape import Letterhead, ServiceRow, Services
from tests.reports.documents.test_documents import awkward, full


def test_there_and_back():
    for of in (full(), awkward(), publish(replace(full(), charts=()))):
        frozen = json.dumps(freezing.to_plain(of))
        assert freezing.from_plain(json.loads(frozen)) == replace(of, relations=())


def test_arms_survive():
    of = replace(full(), letterhead=Letterhead("a", "b", ("c",), b"\x89PNG\x00\xff"))
    assert freezing.from_plain(json.loads(json.dumps(freezing.to_plain(of)))) == replace(of, relations=())


def test_what_a_later_version_adds_does_not_break_an_old_release():
    data = freezing.to_plain(full()) | {"unknown": 1}
    assert freezing.from_plain(data) == replace(full(), relations=())


def digest_with(**changes):
    """The digest of the figures of a town with an agency that answered few requests."""
    row = ServiceRow("legal.lbh", "Bantuan hukum", "LBH", 14, 4, 2, 9.0, 2, 3, 4)
    return freezing.figures_digest(replace(full(), services=Services((replace(row, **changes),))), 5)


@pytest.mark.parametrize(
    "changes",
    [
        {"promise_due": 4},  # an hour later one more answer is late
        {"promise_due": 4, "promise_kept": 3},
        {"median_answer_hours": 11.5, "answered": 5},
    ],
)
def test_what_no_paper_prints_makes_no_new_paper(changes):
    assert digest_with(**changes) == digest_with()


@pytest.mark.parametrize(
    "changes",
    [
        {"requested": 15},
        {"promise_due": 10},
        {"promise_due": 0, "promise_kept": 0},
        {"answered": 10},
        {"median_answer_hours": None, "answered": 0},
    ],
)
def test_what_a_paper_prints_makes_a_new_one(changes):
    assert digest_with(**changes) != digest_with()


def test_the_totals_of_both_periods_are_told_apart():
    now = ServiceRow("total", "Jumlah", "", 20, 18, 12, 9.0, 15, 18, 18)
    before = replace(now, median_answer_hours=4.0)
    both = Services((), now, before)
    changed = Services((), replace(now, median_answer_hours=10.0), before)
    digests = {freezing.figures_digest(replace(full(), services=of), 5) for of in (both, changed)}
    assert len(digests) == 2
