"""A frozen summary is the summary."""

import json
from dataclasses import replace

from reports import summary_json
from reports.disclosure import publish
from reports.summary_shape import Letterhead
from tests.reports.test_documents import awkward, full


def test_there_and_back():
    for of in (full(), awkward(), publish(replace(full(), charts=()))):
        frozen = json.dumps(summary_json.dump(of))
        assert summary_json.load(json.loads(frozen)) == of


def test_arms_survive():
    of = replace(full(), letterhead=Letterhead("a", "b", ("c",), b"\x89PNG\x00\xff"))
    assert summary_json.load(json.loads(json.dumps(summary_json.dump(of)))) == of


def test_what_a_later_version_adds_does_not_break_an_old_release():
    data = summary_json.dump(full()) | {"unknown": 1}
    assert summary_json.load(data) == full()
