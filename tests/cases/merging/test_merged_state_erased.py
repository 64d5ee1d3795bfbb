"""The state before a merge is erased the night after its last undo day; the merge itself stays."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django import app

from cases import tasks
from cases.actions import merges
from cases.merging import undo_plan
from cases.models import Person, PersonMerge
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of
from safeguards.errors import WorkflowRefused
from taskforces.access.scoping import row_security_context
from tests.attacks.test_rights import refusal_of
from tests.cases.merging.test_merges import merged, undone
from tests.cases.stories import girl, logged
from tests.personas import client_of

pytestmark = pytest.mark.django_db
VERB = "person.merge_sealed_erased"


@pytest.fixture
def merge(world) -> PersonMerge:
    """The same girl logged twice, merged by Sari."""
    people = [logged(world, girl(nik=nik)).people.get().person for nik in ("", "1571025203090001")]
    return merged(*people, world.sari, {"nik": "gone"})


def age(days: int) -> None:
    """Make all merges so many days old, because the database uses its own clock."""
    PersonMerge.objects.update(merged_at=clock.now() - timedelta(days=days))


def sealed() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT before IS NOT NULL FROM cases_personmerge")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("days", "stays"), [(0, True), (90, True), (91, False), (400, False)])
def test_it_is_erased_once_nobody_may_undo_it(world, merge, days, stays):
    age(days)
    tasks.erase_merged(timestamp=0)
    assert PersonMerge.objects.get().can_be_undone_now is stays
    assert sealed() is stays
    assert AuditEvent.objects.filter(verb=VERB).count() == (0 if stays else 1)


def test_the_fact_stays_and_the_audit_says_so_once_and_names_nobody(world, merge):
    age(91)
    tasks.erase_merged(timestamp=0)
    tasks.erase_merged(timestamp=1)
    kept = PersonMerge.objects.get()
    assert (kept.kept_code, kept.gone_code, kept.merged_by) == (merge.kept_code, merge.gone_code, world.sari)
    event = AuditEvent.objects.get(verb=VERB)
    assert event.actor_id is None
    assert event.details["code"] == merge.kept_code
    assert "Melati" not in sentence_of(event)


def test_one_that_was_undone_is_erased_too(world, merge):
    undone(merge, world.sari)
    age(91)
    assert tasks.erase_merged_of(world.jambi.pk) == 1
    assert not sealed()


def test_each_task_force_of_its_own(world, merge):
    age(91)
    assert tasks.erase_merged_of(world.jakarta_barat.pk) == 0
    assert sealed()
    assert tasks.erase_merged_of(world.jambi.pk) == 1


def test_many_are_erased_some_at_a_time(world, merge, monkeypatch):
    monkeypatch.setattr(tasks, "MERGES_AT_ONCE", 1)
    people = [logged(world, girl(name="Contoh Kenanga", nik="")).people.get().person for _person in range(2)]
    merged(*people, world.sari)
    age(92)
    tasks.erase_merged(timestamp=0)
    assert AuditEvent.objects.filter(verb=VERB).count() == 2


def test_nothing_is_erased_when_the_audit_fails(world, merge):
    age(91)
    with patch("cases.tasks.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        tasks.erase_merged_of(world.jambi.pk)
    assert sealed()


def test_pages_and_the_act_explain(world, merge):
    plan = undo_plan.plan_of(merge)
    client = client_of(world.sari)
    age(91)
    tasks.erase_merged(timestamp=0)
    erased = PersonMerge.objects.get()
    with pytest.raises(WorkflowRefused, match="sudah dihapus"):
        merges.undo(merge=erased, digest=plan.digest, by=world.sari)
    address = reverse("cases:merge-detail", args=[merge.pk])
    page = client.get(address)
    assert "isian sebelumnya sudah dihapus" in page.content.decode()
    undo = reverse("cases:merge-undo", args=[merge.pk])
    assert undo not in page.content.decode()
    assert client.get(undo).url == address
    assert client.post(undo, {"digest": plan.digest}).status_code == 422
    assert Person.objects.get(pk=merge.gone_id).merged_into_id == merge.kept_id


def test_the_application_erases_late_and_writes_nothing_else(world, merge):
    context = row_security_context(world.sari)
    erase, write = (f"UPDATE cases_personmerge SET before = {value}" for value in ("NULL", "'\\x00'"))
    assert "ninety days" in refusal_of(context, erase)
    PersonMerge.objects.update(merged_at=merge.merged_at - timedelta(days=91))
    assert "ninety days" in refusal_of(context, write)
    assert refusal_of(context, erase) == ""


def test_it_runs_every_night():
    periodic = {entry.task.name: entry.cron for entry in app.periodic_registry.periodic_tasks.values()}
    assert periodic["cases.tasks.erase_merged"] == clock.nightly(3, 37)
