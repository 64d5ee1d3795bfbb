"""Two persons are merged and the merge is undone: everything follows, nothing is lost, only permitted users can."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction

from cases.actions import cases, complaints, merges, persons
from cases.choices import CaseKind, PersonRole, RevealReason, Stage
from cases.matching import person_tokens
from cases.merging import doubles, field_choices, relations, undo_plan
from cases.merging.snapshot import person_values
from cases.models import ComplaintPerson, NotSame, Person, PersonMerge, PersonTokens, Victim
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.models import Notification
from tests.cases.stories import girl, logged, stranger
from tests.factories import CaseFactory, PersonFactory, VictimFactory, change

pytestmark = pytest.mark.django_db


def person_of(complaint, position=1) -> Person:
    """The person of a complaint."""
    return complaint.people.select_related("person").get(position=position).person


@pytest.fixture
def pair(world) -> tuple[Person, Person]:
    """The same girl logged twice: once with a NIK, once with another number and without."""
    first = logged(world, girl())
    second = logged(world, girl(nik="", phone="0813-0000-0099", nickname="Melati", address=""))
    return person_of(first), person_of(second)


def merged(kept, gone, by, choices=None, **more) -> PersonMerge:
    """Merge with the left side wherever both have a value."""
    kept, gone = Person.objects.get(pk=kept.pk), Person.objects.get(pk=gone.pk)
    chosen = {
        name: field_choices.default_of(name, kept, gone) or "kept"
        for name in field_choices.differing_fields(kept, gone)
    }
    return merges.merge(
        kept=kept,
        gone=gone,
        choices={**chosen, **(choices or {})},
        versions=(kept.version, gone.version),
        by=by,
        **more,
    )


def undone(merge, by, **more) -> PersonMerge:
    """Undo with the current plan."""
    return merges.undo(merge=merge, digest=undo_plan.plan_of(merge).digest, by=by, **more)


def state_of(*people) -> dict:
    """Everything of these people that a merge may change, without versions, which only grow."""
    found = {}
    for person in people:
        person = Person.objects.get(pk=person.pk)
        tokens = PersonTokens.objects.filter(person=person).values("names", "exact").first()
        found[person.pk] = (person_values(person), person.merged_into_id, tokens)
    for field in relations.repointed_fields():
        for row in field.model._base_manager.all():
            values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "version"}
            found[(field.model._meta.label_lower, row.pk)] = values
    return found


def test_every_relation_to_a_person_was_decided_about():
    found = {relations.label_of(field) for field in relations.pointing_fields()}
    assert found == set(relations.RELATIONS), "decide in cases/merging/relations.py what a merge does with it"


def test_after_a_merge_nothing_points_at_the_one_merged_away(world, pair):
    kept, gone = pair
    case = CaseFactory(by=world.sari)
    VictimFactory(case=case, person=gone)
    merged(kept, gone, world.sari)
    for field in relations.pointing_fields():
        pointing = field.model._base_manager.filter(**{field.name: gone})
        if relations.RELATIONS[relations.label_of(field)] == relations.STAYS:
            continue
        assert not pointing.exists(), relations.label_of(field)
    assert case.victims.get().person_id == kept.pk
    assert ComplaintPerson.objects.filter(person=kept).count() == 2


def test_the_chosen_values_stand_and_the_person_is_found_by_all_of_them(world, pair):
    kept, gone = pair
    choices = {"nickname": "both", "phone": "both"}
    merged(kept, gone, world.sari, choices)
    kept.refresh_from_db()
    assert kept.nickname == "Mela, Melati"
    assert kept.phone == "0812-0000-0027, 0813-0000-0099"
    assert kept.nik
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk
    assert not PersonTokens.objects.filter(person=gone).exists()


def test_where_both_say_something_else_somebody_has_to_choose(world, pair):
    kept, gone = pair
    with pytest.raises(WorkflowRefused, match="nama panggilan"):
        merges.merge(kept=kept, gone=gone, choices={}, versions=(kept.version, gone.version), by=world.sari)
    assert not PersonMerge.objects.exists()


def test_undoing_restores_everything(world, pair):
    kept, gone = pair
    VictimFactory(case=CaseFactory(by=world.sari), person=gone)
    before = state_of(kept, gone)
    merge = merged(kept, gone, world.sari, {"phone": "gone", "nickname": "both"})
    assert state_of(kept, gone) != before
    undone(merge, world.ratna)
    assert state_of(kept, gone) == before
    merge.refresh_from_db()
    assert merge.undone_by == world.ratna


@pytest.mark.parametrize(("days", "works"), [(0, True), (89, True), (90, True), (91, False), (400, False)])
def test_ninety_days(world, pair, days, works):
    merge = merged(*pair, world.sari)
    with clock.at(merge.merged_at + timedelta(days=days)):
        assert PersonMerge.objects.get().can_be_undone_now is works
        if works:
            undone(merge, world.sari)
        else:
            with pytest.raises(WorkflowRefused, match="90 hari"):
                undone(merge, world.sari)


def test_the_same_merge_sent_twice_is_one(world, pair):
    first = merged(*pair, world.sari)
    assert merged(*pair, world.sari) == first
    assert PersonMerge.objects.count() == 1
    assert undone(first, world.sari).undone_at == undone(first, world.sari).undone_at
    assert AuditEvent.objects.filter(verb="person.merge_undone").count() == 1


def test_merged_undone_and_merged_again(world, pair):
    before = state_of(*pair)
    undone(merged(*pair, world.sari), world.sari)
    second = merged(*pair, world.sari)
    undone(second, world.sari)
    assert state_of(*pair) == before


def test_chains_are_undone_in_order(world, pair):
    third = person_of(logged(world, girl(name="Contoh Melati R.")))
    kept, gone = pair
    start = state_of(kept, gone, third)
    first = merged(kept, gone, world.sari)
    between = state_of(kept, gone, third)
    second = merged(third, kept, world.sari)
    with pytest.raises(WorkflowRefused, match="terbaru"):
        undone(first, world.sari)
    undone(second, world.sari)
    assert state_of(kept, gone, third) == between
    undone(first, world.sari)
    assert state_of(kept, gone, third) == start


def test_two_merges_into_one_are_undone_newest_first(world, pair):
    third = person_of(logged(world, girl(name="Contoh Melati R.")))
    kept, gone = pair
    first, second = merged(kept, gone, world.sari), merged(kept, third, world.sari)
    with pytest.raises(WorkflowRefused, match="terbaru"):
        undone(first, world.sari)
    undone(second, world.sari)
    undone(first, world.sari)


def test_what_was_edited_later_stays_and_what_cannot_be_both_is_asked(world, pair):
    kept, gone = pair
    merge = merged(kept, gone, world.sari, {"phone": "gone", "nickname": "kept"})
    change(kept, phone="0819-0000-0001", address="Jalan Baru 1")
    plan = undo_plan.plan_of(merge)
    assert (plan.edited, plan.conflicts) == (["address"], ["phone"])
    undone(merge, world.sari)
    kept.refresh_from_db()
    assert (kept.phone, kept.address) == ("0819-0000-0001", "Jalan Baru 1")


def test_a_conflict_may_be_put_back_all_the_same(world, pair):
    kept, gone = pair
    merge = merged(kept, gone, world.sari, {"phone": "gone"})
    change(kept, phone="0819-0000-0001")
    undone(merge, world.sari, put_back_fields=["phone"])
    kept.refresh_from_db()
    assert kept.phone == "0812-0000-0027"


def test_rows_that_came_later_stay_unless_said_otherwise(world, pair):
    kept, gone = pair
    merge = merged(kept, gone, world.sari)
    stays, goes = (
        VictimFactory(case=CaseFactory(by=world.sari), person=kept),
        VictimFactory(case=CaseFactory(by=world.sari), person=kept),
    )
    plan = undo_plan.plan_of(merge)
    assert {key.pk for key in plan.later} == {str(stays.pk), str(goes.pk)}
    undone(merge, world.sari, to_gone=[str(key) for key in plan.later if key.pk == str(goes.pk)])
    stays.refresh_from_db(), goes.refresh_from_db()
    assert (stays.person_id, goes.person_id) == (kept.pk, gone.pk)


def test_what_was_shown_is_what_is_undone(world, pair):
    kept, gone = pair
    merge = merged(kept, gone, world.sari)
    digest = undo_plan.plan_of(merge).digest
    VictimFactory(case=CaseFactory(by=world.sari), person=kept)
    with pytest.raises(Conflict):
        merges.undo(merge=merge, digest=digest, by=world.sari)
    merge.refresh_from_db()
    assert merge.undone_at is None


def test_an_edit_since_the_comparison_is_shown(world, pair):
    kept, gone = pair
    seen = (kept.version, gone.version)
    change(gone, address="Jalan Lain 3")
    with pytest.raises(Conflict) as caught:
        merges.merge(kept=kept, gone=gone, choices={"phone": "kept"}, versions=seen, by=world.sari)
    assert [(row.label, row.theirs, row.yours) for row in caught.value.differences] == [("Alamat", "Jalan Lain 3", "–")]
    assert not PersonMerge.objects.exists()


def test_an_edit_opened_before_the_merge_meets_a_conflict(world, pair):
    kept, gone = pair
    opened = kept.version
    merged(kept, gone, world.sari, {"phone": "gone"})
    with pytest.raises(Conflict) as caught:
        persons.update(person=kept, changes={"phone": "0811"}, version=opened, by=world.ratna)
    assert [row.label for row in caught.value.differences] == ["Telepon"]
    assert "0813" not in caught.value.differences[0].theirs  # her identity stays hidden on that page
    with pytest.raises(Conflict):
        persons.update(person=gone, changes={"phone": "0811"}, by=world.ratna)


def test_the_database_lets_no_row_point_at_somebody_merged_away(world, pair):
    kept, gone = pair
    merged(kept, gone, world.sari)
    with pytest.raises(IntegrityError), transaction.atomic():
        VictimFactory(case=CaseFactory(by=world.sari), person=gone)


@pytest.mark.parametrize("name", ["budi", "maya", "rina", "arif", "tono", "dewi", "nobody"])
def test_who_may_not_merges_nothing(world, pair, name):
    kept, gone = pair
    by = getattr(world, name)
    with pytest.raises(AccessDenied):
        merges.merge(kept=kept, gone=gone, choices={}, versions=(1, 1), by=by)
    with pytest.raises(AccessDenied):
        merges.open_both(kept=kept, gone=gone, reason=RevealReason.OTHER, other_reason="Ingin tahu", by=by)
    with pytest.raises(AccessDenied):
        merges.tell_apart(one=kept, other=gone, by=by)
    merge = merged(kept, gone, world.sari)
    with pytest.raises(AccessDenied):
        undone(merge, by)


def test_people_of_two_task_forces_are_never_one(world, pair):
    other = PersonFactory(task_force=world.jakarta_barat)
    with pytest.raises(AccessDenied):
        merges.merge(kept=pair[0], gone=other, choices={}, versions=(1, 1), by=world.sari)


def test_a_failure_midway_leaves_nothing(world, pair):
    before = state_of(*pair)
    with patch("cases.actions.merges.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        merged(*pair, world.sari)
    assert state_of(*pair) == before
    assert not PersonMerge.objects.exists()
    merge = merged(*pair, world.sari)
    between = state_of(*pair)
    with patch("cases.actions.merges.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        undone(merge, world.sari)
    assert state_of(*pair) == between


def test_each_act_leaves_its_row_without_a_name(world, pair):
    kept, gone = pair
    merges.open_both(kept=kept, gone=gone, reason=RevealReason.OTHER, other_reason="Dicatat dua kali", by=world.sari)
    merge = merged(kept, gone, world.sari)
    undone(merge, world.sari)
    events = AuditEvent.objects.filter(target_id__in=[kept.pk, gone.pk])
    said = [sentence_of(event) for event in events.order_by("id")]
    for words in ("Membandingkan identitas P-", "Menggabungkan P-", "Membatalkan penggabungan P-"):
        assert any(sentence.startswith(words) for sentence in said), words
    assert not any("Melati" in sentence or "0812" in sentence for sentence in said)


def test_the_state_before_lies_sealed(world, pair):
    merged(*pair, world.sari)
    with connection.cursor() as cursor:
        cursor.execute("SELECT before FROM cases_personmerge")
        assert b"Melati" not in bytes(cursor.fetchone()[0])


# --- a victim and somebody reported -----------------------------------------------------------------------------------
@pytest.fixture
def across(world) -> tuple[Person, Person]:
    """A victim, and a person reported in another complaint."""
    victim = person_of(logged(world, girl()))
    reported = person_of(logged(world, stranger(is_known=True, name="Contoh Melati Rekaan", sex="female")))
    return victim, reported


def test_a_victim_and_somebody_reported_are_the_supervisor_s_to_merge(world, across):
    with pytest.raises(AccessDenied):
        merged(*across, world.sari, reason="Orang yang sama menurut keterangan")
    with pytest.raises(WorkflowRefused, match="alasan"):
        merged(*across, world.ratna)
    merge = merged(*across, world.ratna, reason="Orang yang sama menurut keterangan")
    assert merge.crosses_roles
    with pytest.raises(AccessDenied):
        undone(merge, world.sari)
    undone(merge, world.ratna)


def test_the_supervisor_is_asked_with_codes_only(world, across):
    victim, reported = across
    merges.ask(kept=victim, gone=reported, by=world.sari)
    merges.ask(kept=victim, gone=reported, by=world.sari)
    line = Notification.objects.get(user=world.ratna)
    assert "P-" in line.text
    assert "Melati" not in line.text
    assert AuditEvent.objects.filter(verb="person.merge_asked").count() == 1


# --- victims of the same case -----------------------------------------------------------------------------------------
def test_victims_of_one_case_are_merged_by_closing_the_double(world):
    case = CaseFactory(by=world.sari)
    kept, gone = VictimFactory(case=case), VictimFactory(case=case)
    person_tokens.refresh(kept.person), person_tokens.refresh(gone.person)
    before = state_of(kept.person, gone.person)
    with pytest.raises(WorkflowRefused, match="duplikat"):
        merged(kept.person, gone.person, world.sari)
    merge = merged(kept.person, gone.person, world.sari, close_doubles=True)
    gone.refresh_from_db()
    assert (gone.stage, gone.person_id) == (Stage.DUPLICATE, kept.person_id)
    undone(merge, world.sari)
    assert state_of(kept.person, Person.objects.get(pk=merge.gone_id)) == before


def test_two_victims_already_served_are_not_merged(world):
    case = CaseFactory(by=world.sari)
    kept, gone = VictimFactory(case=case, stage="service"), VictimFactory(case=case, stage="service")
    assert not doubles.doubles_of(kept.person, gone.person)[0].is_possible
    with pytest.raises(WorkflowRefused, match="kasus yang sama"):
        merged(kept.person, gone.person, world.sari, close_doubles=True)
    assert Victim.objects.filter(stage="duplicate").count() == 0


def test_a_complaint_that_names_somebody_twice_makes_one_victim(world):
    complaint = logged(world, girl(), girl(nik="", phone=""))
    merged(person_of(complaint, 1), person_of(complaint, 2), world.sari)
    case = cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, by=world.sari)
    assert case.victims.count() == 1


def test_ages_follow_the_birth_date_and_come_back(world):
    known = person_of(logged(world, girl()))  # born 2009-03-12, the event in January 2026: 16
    unsure = logged(world, girl(birth_date=None, nik="", age=18))
    gone = person_of(unsure)
    before = state_of(known, gone)
    merge = merged(known, gone, world.sari)
    assert unsure.people.get().age == 16
    undone(merge, world.sari)
    assert state_of(known, gone) == before


# --- told apart -------------------------------------------------------------------------------------------------------
def test_people_told_apart_stay_so_until_taken_back(world, pair):
    said = merges.tell_apart(one=pair[0], other=pair[1], by=world.sari)
    assert merges.tell_apart(one=pair[1], other=pair[0], by=world.ratna) == said
    merges.take_back(not_same=said, by=world.sari)
    merges.take_back(not_same=said, by=world.sari)
    assert not NotSame.objects.standing().exists()
    assert AuditEvent.objects.filter(verb="person.not_told_apart").count() == 1


def test_tokens_after_a_merge_are_those_of_the_survivor(world, pair):
    kept, gone = pair
    merged(kept, gone, world.sari, {"phone": "gone"})
    kept.refresh_from_db()
    expected = person_tokens.tokens_of(kept)
    stored = PersonTokens.objects.get(person=kept)
    assert (stored.names, stored.exact) == (expected.names, expected.exact)


def test_a_reported_person_in_the_same_complaint_crosses_too(world):
    complaint = complaints.Complaint.objects.get(pk=logged(world, girl(), stranger(is_known=True)).pk)
    assert complaint.people.filter(role=PersonRole.REPORTED).exists()
    with pytest.raises(AccessDenied):
        merged(person_of(complaint, 1), person_of(complaint, 2), world.sari)


def test_what_neither_says_is_not_called_the_same():
    said, unsaid = field_choices.agreeing_fields(Person(name="Contoh", nik=""), Person(name="Contoh", nik=""))
    assert "Nama" in said
    assert "NIK" in unsaid
    assert not set(said) & set(unsaid)
