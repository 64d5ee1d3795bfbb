"""Two users at the same moment, in real transactions: one succeeds, the other is told, nothing happens twice."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from cases.models import Consent, Participation, Service
from referrals.actions import referrals as actions
from referrals.models import Referral
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from taskforces.access import scoping
from taskforces.access.roles import Role
from tests.personas import client_of, make_user, make_world
from tests.referrals.conftest import NEED, make_story

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Run the acts in threads that start together; returns results or refusals, in order."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(position: int, act) -> None:
        try:
            gate.wait(timeout=10)
            results[position] = act()
        except WorkflowRefused as refusal:
            results[position] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def as_request(user, act):
    """An act as in a request of the user."""

    def run():
        with transaction.atomic(), row_security.activate(scoping.row_security_context(user)):
            return act(user)

    return run


@pytest.fixture
def story(transactional_db):
    """The girl of the stories, committed."""
    return make_story(make_world())


@pytest.fixture
def officers(story):
    """Two officers of one agency."""
    return story.world.maya, make_user("Wati", Role.AGENCY_OFFICER, story.world.decree, story.world.dinsos)


@pytest.mark.parametrize("second", ["accept", "decline"])
def test_two_officers_answer_at_once(story, officers, second):
    referral = story.sent()
    acts = {
        "accept": lambda by: actions.accept(referral=referral, first_service_on=clock.today(), by=by),
        "decline": lambda by: actions.decline(referral=referral, reason="no_place", by=by),
    }
    results = at_once(as_request(officers[0], acts["accept"]), as_request(officers[1], acts[second]))
    refusals = [result for result in results if isinstance(result, WorkflowRefused)]
    assert len(refusals) == 1, results
    assert "sudah dijawab oleh" in str(refusals[0])
    assert (
        AuditEvent.objects.filter(target_id=referral.pk, verb__in=["referral.accepted", "referral.declined"]).count()
        == 1
    )
    referral.refresh_from_db()
    assert referral.version == 2
    assert Participation.objects.count() == (referral.state == "accepted")


def test_an_answer_and_a_withdrawal_at_once(story, officers):
    referral = story.sent()
    at_once(
        as_request(officers[0], lambda by: actions.accept(referral=referral, first_service_on=clock.today(), by=by)),
        as_request(story.world.sari, lambda by: actions.withdraw(referral=referral, by=by)),
    )
    referral.refresh_from_db()
    assert referral.state == "withdrawn"  # either it came first, or it withdrew the accepted referral
    assert Service.objects.get(referral_id=referral.pk).state == "withdrawn"


def test_one_form_pressed_twice_at_once_is_one_referral(story):
    key = uuid.uuid4()
    results = at_once(*[lambda: story.send(submission_key=key) for _ in range(2)])
    assert results[0] == results[1]
    assert Referral.objects.count() == Service.objects.count() == 1


def test_one_page_pressed_twice_at_once_records_one_consent(story):
    form = {
        "service_lines": ["social_rehabilitation"],
        "agency": str(story.world.dinsos.pk),
        "need": NEED,
        "consent": "new:state_officer",
        "consent_given_on": str(clock.today()),
        "submission_key": str(uuid.uuid4()),
    }
    clients = [client_of(story.world.sari) for _ in range(2)]
    address = f"/korban/{story.victim.pk}/rujuk/"
    responses = at_once(*[lambda client=client: client.post(address, form).status_code for client in clients])
    assert responses == [302, 302]
    assert Referral.objects.count() == 1
    assert Consent.objects.filter(given_by="state_officer").count() == 1
