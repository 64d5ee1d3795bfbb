"""What a merge and its undoing set in motion elsewhere: the stage of the case, the judgement of a screening."""

from datetime import date

import pytest

from cases.choices import Stage
from cases.matching import person_tokens
from cases.models import PersonMerge, Screening, StageChange
from safeguards import clock
from tests.cases.actions.test_case_file_actions import screened
from tests.cases.merging.test_merges import merged, undone
from tests.cases.stories import girl, logged, stranger
from tests.factories import CaseFactory, PersonFactory, VictimFactory

pytestmark = pytest.mark.django_db


def steps_of(victim) -> list[tuple[str, str]]:
    return list(
        StageChange.objects.filter(victim=victim).order_by("changed_at", "pk").values_list("from_stage", "to_stage")
    )


def test_the_case_shows_the_stage_of_those_who_are_left_and_goes_back_with_them(world):
    case = CaseFactory(by=world.sari)
    kept, gone = VictimFactory(case=case, stage="service"), VictimFactory(case=case, stage="complaint")
    person_tokens.refresh(kept.person), person_tokens.refresh(gone.person)
    before = steps_of(gone)

    merge = merged(kept.person, gone.person, world.sari, close_doubles=True)
    case.refresh_from_db()
    assert case.stage == Stage.SERVICE
    assert steps_of(gone) == [*before, ("complaint", "duplicate")]

    undone(merge, world.sari)
    case.refresh_from_db()
    assert case.stage == Stage.COMPLAINT
    assert steps_of(gone)[-1] == ("duplicate", "complaint")


def test_a_child_by_the_other_record_is_judged_anew_and_again_when_taken_apart(world):
    case = CaseFactory(by=world.sari)
    adult = VictimFactory(case=case, adult=True)
    screened(adult, world.sari, world.uptd)
    child = PersonFactory(task_force=case.task_force, name=adult.person.name, birth_date=date(2012, 3, 12))
    for person in (adult.person, child):
        person_tokens.refresh(person)

    merge = merged(adult.person, child, world.sari, {"birth_date": "gone"})
    adult.refresh_from_db()
    assert adult.is_child
    assert Screening.objects.filter(victim=adult).count() == 2

    undone(merge, world.sari)
    adult.refresh_from_db()
    assert not adult.is_child
    assert Screening.objects.filter(victim=adult).count() == 3


def test_the_supervisor_s_reason_and_who_merged_when_are_kept(world):
    victim = logged(world, girl()).people.get().person
    reported = logged(world, stranger(is_known=True, name="Contoh Melati Rekaan", sex="female")).people.get().person
    moment = clock.now()
    with clock.at(moment):
        merge = merged(victim, reported, world.ratna, reason="  Orang yang sama menurut keterangan ")
    row = PersonMerge.objects.get(pk=merge.pk)
    assert row.reason == "Orang yang sama menurut keterangan"
    assert (row.kept_id, row.gone_id, row.task_force_id) == (victim.pk, reported.pk, world.jambi.pk)
    assert (row.merged_at, row.merged_by, row.crosses_roles) == (moment, world.ratna, True)
