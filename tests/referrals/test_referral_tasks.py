"""Late answers: both sides are told, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from referrals import tasks
from referrals.actions import referrals as actions
from referrals.models import Referral
from safeguards.audit import AuditEvent
from taskforces.models import Notification


@pytest.fixture
def late(story) -> Referral:
    """A referral whose answer did not come in time."""
    referral = story.send()
    sent_at = timezone.now() - timedelta(days=2)
    Referral.objects.filter(pk=referral.pk).update(sent_at=sent_at, answer_due_at=sent_at + timedelta(hours=24))
    Notification.objects.all().delete()
    return referral


def test_both_sides_are_told_once(late, story, world):
    story.send()  # in time
    Notification.objects.all().delete()
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
    actions.accept(referral=late, first_service_on=timezone.localdate(), by=world.maya)
    Notification.objects.all().delete()
    assert tasks.tell_overdue_of(world.jambi.pk) == 0
    assert not Notification.objects.exists()


def test_each_task_force_tells_its_own(late, world):
    assert tasks.tell_overdue_of(world.jakarta_barat.pk) == 0
    assert tasks.tell_overdue_of(world.jambi.pk) == 1


def test_the_timer_is_known_to_the_worker():
    from procrastinate.contrib.django import app

    periodic = {entry.task.name: entry.cron for entry in app.periodic_registry.periodic_tasks.values()}
    assert periodic["referrals.tasks.tell_overdue_referrals"] == "*/10 * * * *"
