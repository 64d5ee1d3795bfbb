"""Merge, undo and edit the same people at the same moment, on separate connections."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from cases.actions import merges, persons
from cases.merging import field_choices, undo_plan
from cases.models import Person, PersonMerge
from safeguards.audit import AuditEvent
from safeguards.errors import SafeguardError
from tests.cases.merging.test_merges import merged, person_of
from tests.cases.stories import girl, log

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """The results or refusals of acts that all begin at the same moment."""
    start, came = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            with transaction.atomic():
                came[place] = act()
        except SafeguardError as refusal:
            came[place] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return came


@pytest.fixture
def pair(world):
    return person_of(log(world, girl())), person_of(log(world, girl(nik="", phone="0813-0000-0099")))


def test_the_same_merge_from_two_desks_is_one(world, pair):
    came = at_once(lambda: merged(*pair, world.sari), lambda: merged(*pair, world.ratna))
    assert PersonMerge.objects.count() == 1
    assert PersonMerge.objects.get() in came


def test_two_merges_the_opposite_way_leave_one_standing(world, pair):
    kept, gone = pair
    came = at_once(lambda: merged(kept, gone, world.sari), lambda: merged(gone, kept, world.ratna))
    assert PersonMerge.objects.standing().count() == 1
    assert sum(isinstance(answer, SafeguardError) for answer in came) == 1
    assert Person.objects.filter(merged_into__isnull=True, pk__in=[kept.pk, gone.pk]).count() == 1


def test_undone_from_two_desks_is_undone_once(world, pair):
    merge = merged(*pair, world.sari)
    digest = undo_plan.plan_of(merge).digest
    at_once(*(lambda by=by: merges.undo(merge=merge, digest=digest, by=by) for by in (world.sari, world.ratna)))
    assert AuditEvent.objects.filter(verb="person.merge_undone").count() == 1


def test_an_edit_at_the_moment_of_a_merge_is_never_lost_in_silence(world, pair):
    kept, gone = pair
    versions = (kept.version, gone.version)
    choices = dict.fromkeys(field_choices.differing_fields(kept, gone), "kept")
    came = at_once(
        lambda: merges.merge(kept=kept, gone=gone, choices=choices, versions=versions, by=world.sari),
        lambda: persons.update(person=gone, changes={"address": "Jalan Lain 3"}, by=world.ratna),
    )
    gone.refresh_from_db()
    refused = [isinstance(answer, SafeguardError) for answer in came]
    assert refused in ([True, False], [False, True])
    assert (gone.address == "Jalan Lain 3") is refused[0]
