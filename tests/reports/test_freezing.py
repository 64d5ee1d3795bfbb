"""A frozen summary is the summary."""

import json
from dataclasses import replace

from reports import freezing
from reports.disclosure import publish
from reports.summary_shape import Letterhead
from tests.reports.test_documents import awkward, full


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
