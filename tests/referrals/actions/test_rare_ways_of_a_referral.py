"""Ways through the acts on referrals and meetings that are rarely gone: nothing said, twice the same, too late."""

import pytest

from cases.actions import consents
from coordination.actions import decisions, meetings
from coordination.choices import DecisionState
from referrals.actions import referrals as actions
from referrals.choices import OutcomeKind
from referrals.models import Closure
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from tests.factories import DecisionFactory, MeetingFactory, ReferralFactory
from tests.referrals.conftest import all_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(story):
    return ReferralFactory(victim=story.victim, accepted=True)


def test_an_outcome_is_told_in_words(world, accepted):
    with pytest.raises(WorkflowRefused, match="satu atau dua kalimat"):
        actions.complete(
            referral=accepted,
            outcomes=all_of(accepted, OutcomeKind.GIVEN),
            note="  ",
            by=world.maya,
        )


def test_a_question_has_words(world, accepted):
    with pytest.raises(WorkflowRefused, match="Tulis pertanyaan"):
        actions.ask(referral=accepted, text=" ", by=world.maya)


def test_what_was_arranged_is_said_in_words_and_once(world, accepted):
    consents.withdraw(consent=accepted.consent, by=world.sari)
    with pytest.raises(WorkflowRefused, match="apa yang sudah diatur"):
        actions.settle(referral=accepted, note=" ", by=world.sari)
    actions.settle(referral=accepted, note="Diantar pulang oleh keluarga.", by=world.sari)
    events = AuditEvent.objects.count()
    actions.settle(referral=accepted, note="Sekali lagi.", by=world.sari)
    assert AuditEvent.objects.count() == events
    assert Closure.objects.get().settled_by == world.sari


def test_without_the_key_of_a_form_nothing_was_sent_with_it(accepted):
    assert actions.sent_with(victim=accepted.victim, submission_key=None) is None


def test_a_word_on_a_decision_leaves_its_state(world):
    decision = DecisionFactory(meeting=MeetingFactory(by=world.rina))
    since = decision.state_changed_at
    decisions.update(
        decision=decision, state=DecisionState(decision.state), progress_note="Sudah dibahas.", by=world.rina
    )
    decision.refresh_from_db()
    assert (decision.progress_note, decision.state_changed_at) == ("Sudah dibahas.", since)


def test_what_is_not_a_meetings_is_a_mistake():
    with pytest.raises(TypeError, match="number"):
        meetings._known({"number": "R-2026-0001"})
