"""Late answers: both sides are notified once."""

import pytest
from django.utils import timezone

from referrals import tasks
from referrals.models import Referral
from safeguards.audit import AuditEvent
from taskforces.models import Notification


@pytest.fixture
def late(story) -> Referral:
    """A referral with an overdue answer."""
    return story.sent(overdue=True)


def test_both_sides_are_told_once(late, story, world):
    story.sent()  # in time
    tasks.tell_overdue_referrals(timestamp=0)
    tasks.tell_overdue_referrals(timestamp=600)
    told = dict(Notification.objects.values_list("user__name", "text"))
    assert told == {
        "Sari": f"Rujukan {late.number} terlambat dijawab Dinas Sosial.",
        "Maya": f"Jawaban rujukan {late.number} sudah melewati batas.",
    }
    event = AuditEvent.objects.get(verb="referral.overdue")
    assert (event.target_id, event.actor_id) == (late.pk, None)


def test_an_answered_one_is_not_late(late, world):
    Referral.objects.filter(pk=late.pk).update(state="accepted", answered_at=timezone.now(), answered_by=world.maya)
    assert tasks.tell_overdue_of(world.jambi.pk) == 0
    assert not Notification.objects.exists()


def test_each_task_force_tells_its_own(late, world):
    assert tasks.tell_overdue_of(world.jakarta_barat.pk) == 0
    assert tasks.tell_overdue_of(world.jambi.pk) == 1


def test_the_timer_is_known_to_the_worker():
    from procrastinate.contrib.django import app

    periodic = {entry.task.name: entry.cron for entry in app.periodic_registry.periodic_tasks.values()}
    assert periodic["referrals.tasks.tell_overdue_referrals"] == "*/10 * * * *"
