"""A service is paused at the moment somebody else acts on it, in real transactions: nothing is lost, nobody hangs."""

import pytest

from cases.actions import services
from cases.models import Service
from referrals.actions import referrals as actions
from referrals.models import Referral
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from tests.personas import make_world
from tests.referrals.actions.test_referral_races import as_request, at_once
from tests.referrals.conftest import make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(transactional_db):
    """The girl of the stories, for everybody to see."""
    return make_story(make_world())


def pausing(referral: Referral, by, reason: str):
    service = Service.objects.get(referral_id=referral.pk)
    return as_request(by, lambda user: services.pause(service=service, reason=reason, by=user))


def test_two_colleagues_pause_at_once_and_one_is_told(story):
    referral = story.sent()
    results = at_once(
        pausing(referral, story.world.sari, "victim_asked"), pausing(referral, story.world.ratna, "agency_asked")
    )
    assert sum(isinstance(result, WorkflowRefused) for result in results) == 1
    referral.refresh_from_db()
    assert referral.pause_reason == Service.objects.get().pause_reason
    assert AuditEvent.objects.filter(verb="service.paused").count() == 1


def test_paused_while_it_is_being_accepted(story):
    referral = story.sent()
    accepting = as_request(
        story.world.maya, lambda by: actions.accept(referral=referral, first_service_on=clock.today(), by=by)
    )
    results = at_once(pausing(referral, story.world.sari, "victim_asked"), accepting)
    assert not any(isinstance(result, WorkflowRefused | None) for result in results), results
    referral.refresh_from_db()
    assert (referral.state, referral.is_paused, Service.objects.get().state) == ("accepted", True, "accepted")
