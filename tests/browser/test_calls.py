"""Three of the scripted calls of the benchmark, each stored as it must be, a lost connection in between."""

import pytest

from cases.models import Complaint, Draft
from tests.benchmarks.calling import Caller, differences, finish
from tests.benchmarks.scripted_calls import CALLS

pytestmark = pytest.mark.django_db(transaction=True)
LOG = "/pengaduan/catat/"


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
    page.context.set_offline(True)
    before = {name: value for name, value in caller.fields().items() if name != "shorthand"}
    again = Caller(open_page(page.url, user=world.sari))
    assert {name: value for name, value in again.fields().items() if name != "shorthand"} == before
    again.page.keyboard.press("Alt+s")
    again.page.keyboard.press("Control+A")
    again.page.keyboard.press("Delete")
    again.go_through(call, 2)
    finish(again, call)
    assert differences(call, Complaint.objects.get()) == []


def test_thirty_calls_are_as_different_as_callers_are():
    assert len(CALLS) == 30
    assert len({call.steps for call in CALLS}) == 30
