"""Ways through the acts on a file that are rarely gone: nothing changed, the same twice, somebody else's, too early."""

from datetime import date, timedelta

import pytest

from cases.actions import (
    cases,
    complaints,
    consents,
    contacts,
    drafts,
    duty_roster,
    emergencies,
    identity,
    merges,
    participation,
    persons,
    victims,
)
from cases.choices import Stage
from cases.events import CaseEvent, ComplaintEvent
from cases.models import Case, Complaint, Participation, Person
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.encryption.unreadable import Unreadable
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access.roles import Role
from taskforces.models import Decree, Membership, Notification
from tests.cases.stories import facts, girl, log, logged, opened, stranger
from tests.factories import (
    CaseFactory,
    ConsentFactory,
    EmergencyContactFactory,
    EmergencyFactory,
    PersonFactory,
    PublicReportFactory,
    ReferralFactory,
    VictimFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world) -> Case:
    return opened(world, girl())


@pytest.fixture
def of_two_cities(world):
    """Sari works in Jakarta Barat too."""
    Membership.objects.create(
        user=world.sari,
        task_force=world.jakarta_barat,
        decree=Decree.objects.get(task_force=world.jakarta_barat),
        agency=world.uptd_jakarta_barat,
        role=Role.CASEWORKER,
        valid_from=date(2020, 1, 1),
    )
    return world.fresh(world.sari)


class TestCases:
    def test_a_complaint_of_another_city_joins_no_case_here(self, world, case, of_two_cities):
        theirs = logged(world, by=world.tono)
        with pytest.raises(WorkflowRefused, match="gugus tugas yang berbeda"):
            cases.attach_complaint(case=case, complaint=theirs, by=of_two_cities)

    def test_a_complaint_that_names_nobody_new_leaves_the_victims(self, world, case):
        cases.attach_complaint(case=case, complaint=logged(world, stranger()), by=world.sari)
        assert case.victims.count() == 1
        assert Case.objects.get(pk=case.pk).version == case.version

    def test_saved_as_it_is_nothing_happens(self, world, case):
        cases.edit(case=case, changes={"summary": case.summary}, version=case.version, by=world.sari)
        assert not AuditEvent.objects.filter(verb=CaseEvent.EDITED).exists()

    def test_a_day_that_is_to_come_is_no_day_of_an_event(self, world, case):
        changes = {"event_on": clock.today() + timedelta(days=1)}
        with pytest.raises(WorkflowRefused, match="belum terjadi"):
            cases.edit(case=case, changes=changes, version=case.version, by=world.sari)


class TestComplaints:
    def test_colleagues_are_told_of_an_emergency_that_is_logged_or_becomes_one(self, world):
        log(world, urgency="emergency")
        assert Notification.objects.filter(user=world.ratna, text__contains="darurat").count() == 1
        complaint = logged(world, urgency="ordinary")
        PublicReportFactory(complaint=complaint, folded=True)
        complaints.amend(
            complaint=complaint, details={"urgency": "emergency"}, people=[], version=complaint.version, by=world.sari
        )
        assert Notification.objects.filter(user=world.ratna, text__contains="kini darurat").count() == 1
        assert not complaint.public_report.__class__.objects.get(complaint=complaint).is_folded

    def test_ages_follow_another_day_of_the_event(self, world):
        complaint = logged(world, girl())
        row = complaint.people.get()
        assert row.age != 10
        complaints.amend(
            complaint=complaint,
            details={"event_on": date(2019, 5, 1)},
            people=[],
            version=complaint.version,
            by=world.sari,
        )
        row.refresh_from_db()
        assert (row.age, row.age_is_estimated) == (10, False)

    def test_amended_as_it_is_nothing_is_recorded(self, world):
        complaint = logged(world)
        complaints.amend(complaint=complaint, details={}, people=[], version=complaint.version, by=world.sari)
        assert not AuditEvent.objects.filter(verb=ComplaintEvent.AMENDED).exists()

    def test_without_the_key_of_a_form_two_sendings_are_two(self, world):
        for _time in range(2):
            complaints.log(task_force=world.jambi, details=facts(), people=[], submission_key=None, by=world.sari)
        assert Complaint.objects.count() == 2

    def test_one_known_person_is_not_chosen_twice(self, world):
        known = logged(world, girl()).people.get().person
        twice = [{**girl(), "person": known.pk}, {**girl(), "person": known.pk}]
        with pytest.raises(WorkflowRefused, match="dua isian"):
            log(world, *twice)


class TestConsents:
    @pytest.mark.parametrize(
        ("given_by", "in_days", "says"), [("somebody", 0, "Pilih siapa"), ("victim_and_guardian", 1, "belum terjadi")]
    )
    def test_terms_that_cannot_be(self, world, case, given_by, in_days, says):
        on = clock.today() + timedelta(days=in_days)
        with pytest.raises(WorkflowRefused, match=says):
            consents.record(victim=case.victims.get(), given_by=given_by, given_on=on, by=world.sari)

    def test_taken_back_once(self, world, case):
        consent = ConsentFactory(victim=case.victims.get())
        consents.withdraw(consent=consent, by=world.sari)
        consents.withdraw(consent=consent, by=world.sari)
        assert AuditEvent.objects.filter(verb=CaseEvent.CONSENT_WITHDRAWN).count() == 1

    def test_of_a_service_that_is_done_the_sender_arranges_nothing(self, world, case):
        referral = ReferralFactory(victim=case.victims.get(), completed=True)
        Notification.objects.all().delete()
        consents.withdraw(consent=referral.consent, by=world.ratna)
        assert {line.user for line in Notification.objects.all()} >= {world.maya}
        assert not Notification.objects.filter(user=world.sari).exists()


class TestContacts:
    def test_a_number_is_somebodys(self, world):
        with pytest.raises(ValueError, match="of a victim or of somebody"):
            contacts.use(way="call", by=world.sari)

    def test_of_a_complaint_only_its_people(self, world):
        other = PersonFactory(task_force=world.jambi)
        with pytest.raises(ValueError, match="not of this complaint"):
            contacts.use(way="call", complaint=logged(world), person=other, by=world.sari)


class TestDrafts:
    def test_no_form_no_draft(self, world):
        with pytest.raises(AccessDenied, match="tidak menyimpan draf"):
            drafts.save(key="nothing:new", fields={}, by=world.sari)

    def test_a_call_without_a_key_has_no_page_and_no_draft(self, world):
        with pytest.raises(AccessDenied, match="tidak menyimpan draf"):
            drafts.save(key="complaint:no-key", fields={"narrative": "Contoh"}, by=world.sari)

    @pytest.mark.parametrize("key", ["", [], ["no key"], "no key"])
    def test_a_draft_without_the_key_of_its_form_has_none(self, key):
        assert drafts.Kept({"submission_key": key}, clock.now()).form_key is None


def test_an_emergency_number_saved_as_it_is(world):
    contact = EmergencyContactFactory(by=world.ratna)
    duty_roster.change_contact(
        contact=contact, details={"phone": contact.phone}, version=contact.version, by=world.ratna
    )
    assert not AuditEvent.objects.exists()


class TestEmergencies:
    def test_a_complaint_in_an_emergency_that_ended_may_get_another(self, world):
        complaint = logged(world, outcome="emergency", urgency="emergency")
        emergencies.declare(complaint=complaint, by=world.sari)
        assert complaint.emergencies.open().count() == 1

    def test_a_case_stays_in_an_emergency_while_another_one_runs(self, world):
        first, second = (logged(world, outcome="emergency", urgency="emergency") for _one in range(2))
        case = CaseFactory.of_complaint(first, urgency="emergency")
        Complaint.objects.filter(pk=second.pk).update(case=case)
        running = [EmergencyFactory(complaint=complaint, acknowledged=True) for complaint in (first, second)]
        emergencies._calm(running[0].complaint_id, world.sari)
        assert Case.objects.get(pk=case.pk).urgency == "emergency"


class TestIdentity:
    def test_a_birth_date_that_cannot_be_read_is_shown_as_such(self, world):
        person = PersonFactory(task_force=world.jambi)
        person.birth_date = Unreadable(b"cipher", b"cases_person.birth_date")
        assert identity.RevealedIdentity(person).birth_date is person.birth_date


class TestMerges:
    def pair(self, world) -> tuple[Person, Person]:
        one, other = (logged(world, girl()).people.get().person for _time in range(2))
        return one, other

    def merge(self, world, kept: Person, gone: Person, by=None):
        return merges.merge(
            kept=kept, gone=gone, choices={}, versions=(kept.version, gone.version), by=by or world.sari
        )

    def test_somebody_is_not_merged_with_themselves(self, world):
        one, _other = self.pair(world)
        with pytest.raises(WorkflowRefused, match="dua catatan yang berbeda"):
            self.merge(world, one, one)

    def test_nor_with_somebody_of_another_city(self, world, of_two_cities):
        theirs = logged(world, girl(), by=world.tono).people.get().person
        with pytest.raises(WorkflowRefused, match="gugus tugas yang berbeda"):
            self.merge(world, self.pair(world)[0], theirs, by=of_two_cities)

    def test_nor_with_somebody_who_was_merged_away(self, world):
        one, other = self.pair(world)
        third = logged(world, girl()).people.get().person
        self.merge(world, one, other)
        with pytest.raises(WorkflowRefused, match="sudah digabung"):
            self.merge(world, third, Person.objects.get(pk=other.pk))

    def test_an_opening_stands_in_the_file_where_the_person_stands(self, world, case):
        victim, nowhere = case.victims.get().person, PersonFactory(task_force=world.jambi)
        in_complaint = logged(world, girl()).people.get().person
        merges.open_both(kept=victim, gone=in_complaint, reason="other", other_reason="orang yang sama?", by=world.sari)
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
        assert {CaseEvent.IDENTITY_REVEALED, ComplaintEvent.CONTACT_USED} <= verbs
        before = AuditEvent.objects.count()
        merges.open_both(kept=nowhere, gone=nowhere, reason="other", other_reason="orang yang sama?", by=world.sari)
        assert AuditEvent.objects.count() == before + 2, "of somebody in no file, only that they were opened"


class TestParticipation:
    def test_an_agency_that_left_comes_back_and_leaves_once(self, world, case):
        participation.admit(case_id=case.pk, agency=world.dinsos, by=world.maya)
        participation.admit(case_id=case.pk, agency=world.dinsos, by=world.maya)
        assert Participation.objects.filter(case=case, agency=world.dinsos).count() == 1
        participation.leave(case_id=case.pk, agency=world.dinsos, by=world.sari)
        assert participation.leave(case_id=case.pk, agency=world.dinsos, by=world.sari) is None
        seat = participation.admit(case_id=case.pk, agency=world.dinsos, by=world.maya)
        assert seat.until is None


class TestVictims:
    def test_the_same_person_is_a_victim_of_a_case_once(self, world, case):
        details = {**girl(), "person": case.victims.get().person_id}
        with pytest.raises(WorkflowRefused, match="sudah menjadi korban"):
            victims.add(case=case, person_details=details, by=world.sari)

    def test_saved_as_it_is_nothing_happens(self, world, case):
        victim = case.victims.get()
        victims.edit(victim=victim, changes={}, version=victim.version, by=world.sari)
        assert not AuditEvent.objects.filter(verb=CaseEvent.VICTIM_EDITED).exists()

    def test_an_end_waits_for_what_is_owed(self, world, case):
        referral = ReferralFactory(victim=VictimFactory(case=case, stage=Stage.ASSESSMENT))
        with pytest.raises(WorkflowRefused, match="belum selesai"):
            victims.move(
                victim=referral.victim, to=Stage.NOT_TPPO, note="Bukan TPPO menurut hasil asesmen.", by=world.sari
            )


def test_somebody_of_another_file_is_no_person_to_recognise(world):
    theirs = logged(world, girl(), by=world.tono).people.get().person
    with pytest.raises(WorkflowRefused):
        persons.recognise(key=theirs.pk, within=logged(world), details={}, by=world.sari)


def test_an_account_told_again_is_added_once_and_a_new_one_beside_it(world):
    complaint = logged(world, girl(accounts="ig: contoh.melati"))
    person = complaint.people.get().person
    for told in ("IG contoh.melati", "fb: melati.contoh"):
        persons.recognise(key=person.pk, within=complaint, details={"accounts": told}, by=world.sari)
    person.refresh_from_db()
    assert person.accounts.splitlines() == ["ig: contoh.melati", "fb: melati.contoh"]


def test_what_is_filled_in_and_never_searched_by_leaves_the_tokens(world):
    complaint = logged(world, girl(sex="unknown"))
    person = complaint.people.get().person
    persons.recognise(key=person.pk, within=complaint, details={"sex": "female"}, by=world.sari)
    person.refresh_from_db()
    assert (person.sex, person.version) == ("female", 2)
