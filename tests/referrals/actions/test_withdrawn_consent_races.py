"""A consent is withdrawn while somebody acts on it: either order works, and nothing is readable afterwards."""

import threading
import time

import pytest

from cases.actions import consents, victims
from cases.models import Consent, Service
from referrals.actions import referrals as actions
from referrals.models import Closure, Referral
from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.models import Notification
from tests.personas import make_world
from tests.referrals.actions.test_referral_races import as_request, at_once
from tests.referrals.conftest import all_of, make_story

pytestmark = pytest.mark.django_db(transaction=True)

PAUSE = 0.6  # seconds; enough for the other act to start and wait


@pytest.fixture
def story(transactional_db):
    """The girl of the stories, committed."""
    return make_story(make_world())


def slowly(monkeypatch, target: str) -> threading.Event:
    """Delay a part of an act after its start; the event signals the start."""
    module, _dot, name = target.rpartition(".")
    begun, place = threading.Event(), __import__(module, fromlist=["_"])
    part = getattr(place, name)

    def slow(**words):
        begun.set()
        time.sleep(PAUSE)
        return part(**words)

    monkeypatch.setattr(target, slow)
    return begun


def after(begun: threading.Event, act):
    def run():
        assert begun.wait(timeout=10)
        return act()

    return run


def withdrawal(story):
    return as_request(story.world.sari, lambda by: consents.withdraw(consent=story.consent, by=by))


def acceptance(story, referral):
    return as_request(
        story.world.maya, lambda by: actions.accept(referral=referral, first_service_on=clock.today(), by=by)
    )


def sending(story, by):
    return as_request(by, lambda user: story.send(by=user))


def check_closed(story, referral):
    referral.refresh_from_db()
    assert referral.closed_at is not None
    assert Closure.objects.get().was_accepted == (referral.state == "accepted")
    assert not Referral.objects.in_queue_of(story.world.maya).exists()
    assert {service.state for service in Service.objects.all()} == {"stopped"}
    told = Notification.objects.filter(text__contains="persetujuan dicabut")
    assert sorted(line.user.name for line in told) == ["Maya", "Sari"]


def test_withdrawn_while_it_is_being_accepted(story, monkeypatch):
    referral = story.sent()
    begun = slowly(monkeypatch, "cases.actions.services.accept")
    accepted, withdrawn = at_once(acceptance(story, referral), after(begun, withdrawal(story)))
    assert accepted.state == "accepted"
    assert isinstance(withdrawn, Consent)
    check_closed(story, referral)


def test_accepted_while_it_is_being_withdrawn(story, monkeypatch):
    referral = story.sent()
    begun = slowly(monkeypatch, "cases.actions.services.stop")
    withdrawn, accepted = at_once(withdrawal(story), after(begun, acceptance(story, referral)))
    assert isinstance(withdrawn, Consent)
    assert isinstance(accepted, WorkflowRefused)
    assert "sudah ditarik" in str(accepted)
    check_closed(story, referral)
    assert referral.state == "sent"


def completion(story, referral):
    values = {"outcomes": all_of(referral, "given"), "note": "Tinggal di rumah aman."}
    return as_request(story.world.maya, lambda by: actions.complete(referral=referral, **values, by=by))


@pytest.mark.parametrize("first", ["completed", "withdrawn"])
def test_completed_at_the_moment_it_is_withdrawn(story, monkeypatch, first):
    referral = story.sent(accepted=True)
    if first == "completed":
        begun = slowly(monkeypatch, "cases.actions.services.end")
        completed, _withdrawn = at_once(completion(story, referral), after(begun, withdrawal(story)))
        assert completed.state == "completed"
    else:
        begun = slowly(monkeypatch, "cases.actions.services.stop")
        _withdrawn, completed = at_once(withdrawal(story), after(begun, completion(story, referral)))
        assert "sudah ditarik" in str(completed)
    referral.refresh_from_db()
    assert referral.closed_at is not None
    assert not Referral.objects.in_queue_of(story.world.maya).exists()
    assert Closure.objects.unsettled().count() == (0 if first == "completed" else 1)
    told = {line.user.name for line in Notification.objects.filter(text__contains="persetujuan dicabut")}
    assert told == ({"Maya"} if first == "completed" else {"Maya", "Sari"})


def test_two_supervisors_withdraw_at_once(story):
    referral = story.sent(accepted=True)
    by_ratna = as_request(story.world.ratna, lambda by: consents.withdraw(consent=story.consent, by=by))
    for outcome in at_once(withdrawal(story), by_ratna):
        assert isinstance(outcome, Consent)
    check_closed(story, referral)


def test_sent_while_it_is_being_withdrawn(story, monkeypatch):
    begun = slowly(monkeypatch, "cases.actions.services.stop")
    _withdrawn, sent = at_once(withdrawal(story), after(begun, sending(story, story.world.ratna)))
    assert isinstance(sent, WorkflowRefused)
    assert not Referral.objects.exists()


def test_withdrawn_while_it_is_being_sent(story, monkeypatch):
    begun = slowly(monkeypatch, "cases.actions.services.request")
    sent, _withdrawn = at_once(sending(story, story.world.sari), after(begun, withdrawal(story)))
    assert isinstance(sent, Referral)
    check_closed(story, sent)


def test_sent_while_the_services_are_being_ended(story, monkeypatch):
    """Ending services checks for open referrals, so nothing may be sent between the check and the end."""
    story.victim.stage = story.victim.case.stage = "service"
    story.victim.save()
    story.victim.case.save()
    begun = slowly(monkeypatch, "cases.actions.services.request")
    ending = as_request(story.world.ratna, lambda by: victims.move(victim=story.victim, to="transferred", by=by))
    sent, ended = at_once(
        sending(story, story.world.sari),
        after(begun, ending),
    )
    assert isinstance(sent, Referral)
    assert isinstance(ended, WorkflowRefused)
    assert sent.number in str(ended)


@pytest.mark.parametrize("_round", range(3))
def test_at_once_and_as_it_comes(story, _round):
    referral = story.sent()
    _accepted, withdrawn = at_once(acceptance(story, referral), withdrawal(story))
    assert isinstance(withdrawn, Consent)
    check_closed(story, referral)
