"""Every question of every act on a complaint."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cases.actions import cases, complaints, persons
from cases.choices import CaseKind, ComplaintOutcome, PersonRole, Sex, Stage
from cases.matching import person_tokens
from cases.matching.spelling import words_of
from cases.models import Case, Complaint, ComplaintPerson, Person, PersonTokens, Victim
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from safeguards.identifiers import new_id
from tests.cases.stories import NIK, facts, girl, log, logged, opened, stranger
from tests.factories import CaseFactory
from tests.personas import make_world

pytestmark = pytest.mark.django_db


def verbs(row) -> list[str]:
    """What the audit says of a file, oldest first."""
    return list(AuditEvent.objects.filter(root_id=row.pk).order_by("id").values_list("verb", flat=True))


def word_tokens(world, word: str) -> list[int]:
    """The search token of a word in Kota Jambi."""
    (spelt,) = words_of(word)
    return person_tokens.word_tokens(spelt, person_tokens.scope_of(world.jambi.pk))


def test_a_logged_complaint_has_its_number_its_people_and_its_audit_row(world):
    complaint = log(world)
    assert complaint.number == f"P-{clock.today().year}-0001"
    assert [row.role for row in complaint.people.all()] == [PersonRole.POSSIBLE_VICTIM, PersonRole.REPORTED]
    assert complaint.people.first().age == 16
    assert verbs(complaint) == ["complaint.logged"]


def test_neither_audit_nor_table_says_a_name_in_clear(world):
    complaint = log(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(a::text, ' ') FROM safeguards_auditevent a")
        audit = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(p::text, ' ') FROM cases_person p")
        rows = cursor.fetchone()[0]
    for secret in ("Melati", NIK, "Rekaan", complaint.narrative):
        assert secret not in audit
        assert secret not in rows


def test_the_same_form_twice_is_one_complaint(world):
    key = new_id()
    first, second = log(world, key=key), log(world, key=key)
    assert first == second
    assert (Complaint.objects.count(), Person.objects.count()) == (1, 2)
    assert verbs(first) == ["complaint.logged"]


@pytest.mark.parametrize("who", ["budi", "maya", "rina", "arif", "dewi", "nobody", "tono"])
def test_others_log_nothing_in_jambi(world, who):
    with pytest.raises(AccessDenied):
        complaints.log(
            task_force=world.jambi, details=facts(), people=[], submission_key=new_id(), by=getattr(world, who)
        )
    assert not Complaint.objects.exists()


def test_nothing_is_left_when_the_second_person_fails(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        log(world, girl(), stranger(age=121))
    assert not Complaint.objects.exists()
    assert not Person.objects.exists()
    assert log(world).number.endswith("-0001")


def test_what_cannot_have_happened_is_refused(world):
    with pytest.raises(WorkflowRefused):
        log(world, received_at=clock.now() + timedelta(hours=1))
    with pytest.raises(WorkflowRefused):
        log(world, event_on=clock.today() + timedelta(days=2))
    with pytest.raises(WorkflowRefused, match="belum lahir"):
        log(world, girl(birth_date=date(2026, 1, 6)))


def test_an_unknown_birth_date_keeps_the_age_that_was_told(world):
    complaint = log(world, girl(birth_date=None, nik="", age=15, age_is_estimated=True))
    assert (complaint.people.get().age, complaint.people.get().age_is_estimated) == (15, True)


def test_a_person_is_found_by_tokens_of_the_own_task_force(world):
    log(world)
    (row,) = PersonTokens.objects.filter(names__overlap=word_tokens(world, "melatti"))
    assert row.task_force == world.jambi
    assert person_tokens.phone_token("+62 812 0000 0027", person_tokens.scope_of(world.jambi.pk)) in row.exact


def test_somebody_unknown_has_no_tokens(world):
    log(world, stranger())
    assert not PersonTokens.objects.exists()


def test_amending_writes_only_what_changed(world):
    complaint = logged(world)
    row = complaint.people.first()
    complaints.amend(
        complaint=complaint,
        details={"channel": complaint.channel, "event_place": "Karimun"},
        people=[{"id": row.pk, "name": "Contoh Anggrek Rekaan", "sex": Sex.FEMALE}, girl(nik="", phone="")],
        version=1,
        by=world.ratna,
    )
    complaint.refresh_from_db()
    assert (complaint.event_place, complaint.version, complaint.people.count()) == ("Karimun", 2, 3)
    person = Person.objects.get(pk=row.person_id)
    assert (person.name, person.nik) == ("Contoh Anggrek Rekaan", NIK)
    event = AuditEvent.objects.get(verb="complaint.amended")
    assert event.details["changed"] == ["event_place"]


def test_a_new_name_is_found_and_the_old_one_no_longer(world):
    complaint = logged(world, girl(nickname=""))
    person = complaint.people.get().person
    persons.update(person=person, changes={"name": "Contoh Anggrek Rekaan"}, by=world.sari)
    for word, hits in (("anggrek", 1), ("melati", 0)):
        assert PersonTokens.objects.filter(names__overlap=word_tokens(world, word)).count() == hits


def test_the_second_of_two_colleagues_sees_what_the_first_wrote(world):
    complaint = logged(world)
    complaints.amend(complaint=complaint, details={"event_place": "Batam Kota"}, people=[], version=1, by=world.ratna)
    with pytest.raises(Conflict) as caught, transaction.atomic():
        complaints.amend(complaint=complaint, details={"event_place": "Nagoya"}, people=[], version=1, by=world.sari)
    (row,) = caught.value.differences
    assert (row.theirs, row.yours) == ("Batam Kota", "Nagoya")
    complaint.refresh_from_db()
    assert complaint.event_place == "Batam Kota"


def test_another_task_force_amends_nothing(world):
    complaint = log(world)
    for act in (
        lambda: complaints.amend(complaint=complaint, details={}, people=[], version=1, by=world.tono),
        lambda: complaints.conclude(complaint=complaint, outcome=ComplaintOutcome.INFORMATION, by=world.tono),
        lambda: cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, by=world.tono),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert verbs(complaint) == ["complaint.logged"]


def test_handing_over_is_no_end_without_somebody_who_takes_it(world):
    with pytest.raises(WorkflowRefused, match="kepada siapa"):
        complaints.conclude(complaint=logged(world), outcome=ComplaintOutcome.OTHER_REGION, by=world.sari)


def test_a_case_is_no_end_without_a_case(world):
    with pytest.raises(WorkflowRefused):
        complaints.conclude(complaint=logged(world), outcome=ComplaintOutcome.NEW_CASE, by=world.sari)


def test_possible_victims_become_victims_without_retyping(world):
    complaint = logged(world, girl(), girl(name="Contoh Kenanga Rekaan", nik="", birth_date=None, age=None), stranger())
    case = cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, mode="foreign_job", by=world.sari)
    first, second = case.victims.all()
    assert (first.age_at_event, first.is_child, first.origin_region_id) == (16, True, "15.71.02")
    assert (second.age_at_event, second.is_child) == (None, True)
    assert [str(first), str(second)] == [f"{case.number}/1", f"{case.number}/2"]
    assert case.stage == Stage.COMPLAINT
    assert [change.to_stage for change in first.stage_changes.all()] == [Stage.COMPLAINT]
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.case) == ("new_case", case)
    assert verbs(case) == ["case.opened"]


def test_a_complaint_becomes_one_case_only(world):
    complaint = logged(world)
    cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, by=world.sari)
    with pytest.raises(WorkflowRefused), transaction.atomic():
        cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, by=world.sari)
    assert Case.objects.count() == 1


def test_other_violence_names_its_form(world):
    complaint = logged(world)
    with pytest.raises(WorkflowRefused, match="bentuk kekerasan"):
        cases.open_from_complaint(complaint=complaint, kind=CaseKind.OTHER_VIOLENCE, by=world.sari)
    case = cases.open_from_complaint(
        complaint=complaint, kind=CaseKind.OTHER_VIOLENCE, violence_form="physical", mode="debt", by=world.sari
    )
    assert (case.violence_form, case.mode) == ("physical", "unknown")


def test_a_second_complaint_joins_a_case_with_those_who_are_new(world):
    case = opened(world)
    second = logged(world, girl(name="Contoh Kenanga Rekaan", nik=""), girl(name="Contoh Melati Rekaan"))
    cases.attach_complaint(case=case, complaint=second, new_victims=[second.people.first().pk], by=world.sari)
    second.refresh_from_db()
    assert (second.outcome, second.case) == ("existing_case", case)
    assert [victim.position for victim in case.victims.all()] == [1, 2]
    with pytest.raises(WorkflowRefused), transaction.atomic():
        cases.attach_complaint(case=case, complaint=second, by=world.sari)


def test_people_of_a_case_are_changed_in_the_case(world):
    complaint = logged(world)
    CaseFactory.of_complaint(complaint)
    with pytest.raises(WorkflowRefused, match="berkas kasusnya"):
        complaints.amend(complaint=complaint, details={}, people=[stranger()], version=2, by=world.sari)


def test_nothing_is_left_when_carrying_over_fails(world, monkeypatch):
    complaint = logged(world)
    monkeypatch.setattr("cases.actions.cases._bind", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, by=world.sari)
    assert not Case.objects.exists()
    assert not Victim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_complaint():
    world = make_world()
    key, found = new_id(), []

    def press() -> None:
        try:
            found.append(log(world, key=key).pk)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert ComplaintPerson.objects.count() == 2


def test_an_event_of_the_same_year_of_life_changes_no_age(world):
    complaint = logged(world, girl(birth_date=date(2009, 3, 12)), stranger())
    complaints.amend(complaint=complaint, details={"event_on": date(2026, 1, 6)}, people=[], version=1, by=world.sari)
    assert list(complaint.people.order_by("position").values_list("age", flat=True)) == [16, None]
