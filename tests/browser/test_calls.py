"""Three scripted calls of the benchmark, stored correctly despite a lost connection."""

import json
import time

import pytest

from cases.models import Complaint, Draft
from tests.benchmarks.calling import Caller, differences, finish
from tests.benchmarks.scripted_calls import CALLS
from tests.browser.chromium import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"


def left_behind(caller: Caller) -> dict[str, list[str]]:
    """The values of the form, without the line being typed."""
    return {name: value for name, value in caller.fields().items() if name != "shorthand"}


def kept() -> dict[str, list[str]]:
    """The same values in the saved draft."""
    draft = Draft.objects.first()
    fields = json.loads(draft.fields) if draft else {}
    lists = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return {name: value for name, value in lists.items() if name != "shorthand" and any(value)}


def wait_until_kept(caller: Caller) -> None:
    """Return once every finished field is saved automatically."""
    until = time.monotonic() + PATIENCE / 1000
    while kept() != left_behind(caller) and time.monotonic() < until:
        time.sleep(0.05)


@pytest.mark.parametrize("number", [0, 17, 23])
def test_a_scripted_call_is_stored_as_it_must_be(open_page, world, number):
    call = CALLS[number]
    caller = Caller(open_page(LOG, user=world.sari))
    caller.go_through(call)
    finish(caller, call)
    complaint = Complaint.objects.get()
    assert differences(call, complaint) == []
    assert not Draft.objects.exists()
    assert caller.keys * 0.3 <= 90


def test_no_field_is_lost_when_the_line_goes_dead(open_page, world):
    call = CALLS[26]
    page = open_page(LOG, user=world.sari)
    caller = Caller(page)
    caller.go_through(call, 0, 2)
    caller.start(call.steps[2], 4)
    wait_until_kept(caller)
    page.context.set_offline(True)
    before = left_behind(caller)
    again = Caller(open_page(page.url, user=world.sari))
    assert left_behind(again) == before
    again.page.keyboard.press("Alt+s")
    again.page.keyboard.press("Control+A")
    again.page.keyboard.press("Delete")
    again.go_through(call, 2)
    finish(again, call)
    assert differences(call, Complaint.objects.get()) == []


def test_thirty_calls_are_as_different_as_callers_are():
    assert len(CALLS) == 30
    assert len({call.steps for call in CALLS}) == 30
