"""Every act on a case file: works, refuses the wrong role and state, leaves its row, leaves nothing halfway."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cases.actions import cases, consents, identity, participation, proceedings, screenings, services, victims
from cases.choices import (
    ConsentGiver,
    LegalStage,
    RevealReason,
    ServiceState,
    Stage,
    TerminationReason,
    VictimStatus,
)
from cases.models import (
    Case,
    Consent,
    Participation,
    Proceeding,
    ProceedingStep,
    Screening,
    Service,
    StageChange,
    Victim,
)
from cases.screening.findings import Findings
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of, with_actor
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from safeguards.identifiers import new_id
from taskforces.choices import ServiceLine
from tests.cases.stories import girl, log, opened
from tests.factories import ConsentFactory, ProceedingFactory, ReferralFactory, VictimFactory, move_along

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world) -> Case:
    """A case opened from a complaint about one girl of sixteen."""
    return opened(world, girl())


@pytest.fixture
def victim(case) -> Victim:
    """That girl."""
    return case.victims.get()


def verbs(root_id) -> list[str]:
    """What was recorded on a file, in order."""
    return list(AuditEvent.objects.filter(root_id=root_id).order_by("id").values_list("verb", flat=True))


def screened(victim, by, agency, **changes):
    """A screening with a recruiting and forced labour."""
    given = {
        "findings": Findings(
            answers={"act.recruitment": "yes", "purpose.forced_labour": "yes"},
            sources={"act.recruitment": ["victim"], "purpose.forced_labour": ["document"]},
        ),
        "status": VictimStatus.SUSPECTED,
        **changes,
    }
    return screenings.screen(victim=victim, deciding_agency=agency, by=by, **given)


def moved(victim, *stages, by, **last):
    """Move along the line; the last step has its own options."""
    for stage in stages[:-1]:
        victim = victims.move(victim=victim, to=stage, note="langkah uji", by=by)
    return victims.move(victim=victim, to=stages[-1], by=by, **last)


ACTS_OF_STRANGERS = {
    "change_kind": lambda case, victim, by: cases.change_kind(
        case=case, kind="other_violence", violence_form="physical", reason="uji", version=None, by=by
    ),
    "edit": lambda case, victim, by: cases.edit(case=case, changes={"urgency": "emergency"}, version=None, by=by),
    "add": lambda case, victim, by: victims.add(case=case, person_details=girl(), by=by),
    "edit_victim": lambda case, victim, by: victims.edit(victim=victim, changes={"sex": "male"}, version=None, by=by),
    "move": lambda case, victim, by: victims.move(victim=victim, to=Stage.IDENTIFICATION, by=by),
    "screen": lambda case, victim, by: screened(victim, by, None),
    "reveal": lambda case, victim, by: identity.reveal(
        person=victim.person, victim=victim, reason=RevealReason.CONTACT, by=by
    ),
    "record_step": lambda case, victim, by: proceedings.record_step(
        case=case, stage=LegalStage.POLICE_REPORT, happened_on=clock.today(), by=by
    ),
    "record_consent": lambda case, victim, by: consents.record(
        victim=victim, given_by=ConsentGiver.STATE_OFFICER, given_on=clock.today(), by=by
    ),
    "request": lambda case, victim, by: services.request(
        victim=victim,
        service_lines=["legal_aid"],
        agency=None,
        referral_id=None,
        referral_number="",
        due_at=None,
        by=by,
    ),
}


@pytest.mark.parametrize("who", ["budi", "maya", "rina", "arif", "tono", "dewi", "nobody"])
@pytest.mark.parametrize("act", ACTS_OF_STRANGERS)
def test_nobody_else_may_act_on_the_file_and_nothing_is_left(world, case, victim, who, act):
    before = verbs(case.pk)
    with pytest.raises(AccessDenied):
        ACTS_OF_STRANGERS[act](case, victim, getattr(world, who))
    assert verbs(case.pk) == before


@pytest.mark.parametrize("act", ACTS_OF_STRANGERS)
def test_an_act_that_fails_midway_leaves_nothing(world, case, victim, act):
    changing = {
        "screen": lambda c, v, by: screened(v, by, world.uptd),
        "request": lambda c, v, by: requested(v, world, by),
    }
    perform = changing.get(act, ACTS_OF_STRANGERS[act])
    tables = (Case, Victim, StageChange, Screening, Proceeding, ProceedingStep, Consent, Service)

    def state():
        return [list(table.objects.order_by("pk").values()) for table in tables]

    before = state()
    with (
        patch("safeguards.audit.recording.audit_row", side_effect=DatabaseError("midway")),
        pytest.raises(DatabaseError, match="midway"),
        transaction.atomic(),
    ):
        perform(case, victim, world.sari)
    assert state() == before


def requested(victim, world, by, referral=None):
    """Legal aid requested of the UPTD."""
    return services.request(
        victim=victim,
        service_lines=[ServiceLine.LEGAL_AID],
        agency=world.uptd,
        referral_id=referral.pk if referral else None,
        referral_number=referral.number if referral else "",
        due_at=None,
        by=by,
    )


class TestKind:
    def test_a_case_becomes_other_violence_and_tppo_again_without_reentry(self, world, case, victim):
        changed = cases.change_kind(
            case=case, kind="other_violence", violence_form="sexual", reason="Unsur belum ada", version=1, by=world.sari
        )
        assert (changed.kind, changed.violence_form) == ("other_violence", "sexual")
        back = cases.change_kind(
            case=case, kind="tppo", reason="Unsur ditemukan", version=changed.version, by=world.ratna
        )
        assert (back.kind, back.violence_form) == ("tppo", "")
        assert Victim.objects.get(pk=victim.pk).case_id == case.pk
        assert verbs(case.pk)[-2:] == ["case.kind_changed"] * 2

    def test_the_reason_is_kept_sealed_and_read_in_the_history(self, world, case):
        cases.change_kind(
            case=case, kind="other_violence", violence_form="physical", reason="Kata saksi", version=None, by=world.sari
        )
        event = AuditEvent.objects.filter(verb="case.kind_changed").get()
        assert "saksi" not in str(event.details)
        assert "dari TPPO menjadi Kekerasan lain: Kata saksi" in sentence_of(event)
        assert with_actor(event).startswith("Sari mengubah jenis kasus")

    def test_other_violence_names_its_form_and_says_why(self, world, case):
        with pytest.raises(WorkflowRefused):
            cases.change_kind(case=case, kind="other_violence", reason="uji", version=None, by=world.sari)
        with pytest.raises(WorkflowRefused):
            cases.change_kind(
                case=case, kind="other_violence", violence_form="physical", reason=" ", version=None, by=world.sari
            )

    def test_the_same_form_twice_changes_once(self, world, case):
        given = {"kind": "other_violence", "violence_form": "physical", "reason": "sekali", "version": 1}
        cases.change_kind(case=case, **given, by=world.sari)
        cases.change_kind(case=case, **given, by=world.sari)
        assert verbs(case.pk).count("case.kind_changed") == 1


class TestEdit:
    def test_facts_are_changed_and_the_audit_says_which(self, world, case):
        cases.edit(
            case=case, changes={"urgency": "emergency", "responsible": world.ratna}, version=case.version, by=world.sari
        )
        event = AuditEvent.objects.filter(verb="case.edited").get()
        assert event.details == {"changed": ["responsible", "urgency"]}
        assert "penanggung jawab, tingkat kedaruratan" in sentence_of(event)

    def test_two_people_at_one_form_see_each_other(self, world, case):
        cases.edit(case=case, changes={"urgency": "emergency"}, version=1, by=world.ratna)
        with pytest.raises(Conflict) as refused:
            cases.edit(case=case, changes={"urgency": "ordinary", "simfoni_number": ""}, version=1, by=world.sari)
        assert [tuple(row) for row in refused.value.rows] == [("Tingkat kedaruratan", "Darurat", "Biasa")]

    def test_only_somebody_at_work_here_becomes_responsible(self, world, case):
        for stranger in (world.tono, world.maya, world.nobody):
            with pytest.raises(WorkflowRefused):
                cases.edit(case=case, changes={"responsible": stranger}, version=None, by=world.sari)

    def test_kind_and_stage_are_not_edited_here(self, world, case):
        with pytest.raises(ValueError, match="stage"):
            cases.edit(case=case, changes={"stage": "termination"}, version=None, by=world.sari)

    def test_another_day_of_the_event_derives_the_age_anew(self, world, case, victim):
        assert victim.age_at_event == 16
        cases.edit(case=case, changes={"event_on": date(2026, 4, 1)}, version=None, by=world.sari)
        assert Victim.objects.get(pk=victim.pk).age_at_event == 17

    def test_a_day_that_has_not_come_is_refused(self, world, case):
        with pytest.raises(WorkflowRefused):
            cases.edit(case=case, changes={"event_on": clock.today() + timedelta(days=1)}, version=None, by=world.sari)


class TestVictims:
    def test_another_victim_gets_the_next_number_and_the_case_shows_the_earliest(self, world, case, victim):
        moved(victim, Stage.IDENTIFICATION, by=world.sari)
        added = victims.add(case=case, person_details=girl(birth_date=None, age=30), by=world.sari)
        assert (added.position, added.is_child, str(added)) == (2, False, f"{case.number}/2")
        assert Case.objects.get(pk=case.pk).stage == Stage.COMPLAINT
        assert added.stage_changes.get().to_stage == Stage.COMPLAINT

    def test_a_birth_date_decides_the_age_at_the_event(self, world, victim):
        edited = victims.edit(
            victim=victim,
            changes={"birth_date": date(2000, 1, 6), "age_at_event": 3},
            version=victim.version,
            by=world.sari,
        )
        assert (edited.age_at_event, edited.is_child) == (25, False)

    def test_an_age_that_is_not_known_makes_a_child(self, world, case):
        adult = VictimFactory(case=case, person__birth_date="", age_at_event=30)
        edited = victims.edit(victim=adult, changes={"age_at_event": None}, version=adult.version, by=world.sari)
        assert edited.is_child
        assert not edited.age_is_estimated

    def test_nobody_is_born_after_the_event(self, world, victim):
        with pytest.raises(WorkflowRefused):
            victims.edit(victim=victim, changes={"birth_date": date(2026, 1, 6)}, version=None, by=world.sari)

    def test_the_audit_names_fields_and_no_values(self, world, victim):
        victims.edit(victim=victim, changes={"special_needs": "Kursi roda"}, version=None, by=world.sari)
        event = AuditEvent.objects.filter(verb="victim.edited").get()
        assert event.details == {"changed": ["special_needs"]}

    def test_a_stale_form_is_a_conflict(self, world, victim):
        victims.edit(victim=victim, changes={"sex": "male"}, version=victim.version, by=world.ratna)
        with pytest.raises(Conflict):
            victims.edit(victim=victim, changes={"sex": "unknown"}, version=victim.version, by=world.sari)

    def test_the_main_factor_is_among_the_factors(self, world, victim):
        edited = victims.edit(victim=victim, changes={"main_factor": "economy"}, version=None, by=world.sari)
        assert edited.factors == ["economy"]


class TestStages:
    def test_each_step_is_a_row_and_the_case_follows(self, world, case, victim):
        moved(victim, Stage.IDENTIFICATION, Stage.ASSESSMENT, by=world.sari)
        assert list(victim.stage_changes.values_list("to_stage", flat=True)) == [
            "complaint",
            "identification",
            "assessment",
        ]
        assert Case.objects.get(pk=case.pk).stage == Stage.ASSESSMENT

    def test_what_may_not_follow_is_refused(self, world, victim):
        with pytest.raises(WorkflowRefused, match="tidak dapat langsung"):
            victims.move(victim=victim, to=Stage.SERVICE, by=world.sari)

    def test_the_same_step_twice_is_refused_and_written_once(self, world, victim):
        victims.move(victim=victim, to=Stage.IDENTIFICATION, by=world.sari)
        with pytest.raises(WorkflowRefused):
            victims.move(victim=victim, to=Stage.IDENTIFICATION, by=world.sari)
        assert victim.stage_changes.count() == 2

    def test_replanning_says_why(self, world, victim):
        move_along(victim, Stage.IDENTIFICATION, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICE)
        with pytest.raises(WorkflowRefused, match="alasan"):
            victims.move(victim=victim, to=Stage.PLAN, by=world.sari)
        assert victims.move(victim=victim, to=Stage.PLAN, note="kebutuhan baru", by=world.sari).stage == Stage.PLAN

    def test_only_a_supervisor_ends_the_services_and_says_why(self, world, case, victim):
        move_along(victim, Stage.IDENTIFICATION, Stage.ASSESSMENT, Stage.PLAN, Stage.SERVICE, Stage.MONITORING)
        with pytest.raises(AccessDenied):
            victims.move(victim=victim, to="termination", termination_reason="goals_reached", by=world.sari)
        with pytest.raises(WorkflowRefused):
            victims.move(victim=victim, to="termination", by=world.ratna)
        ended = victims.move(
            victim=victim, to="termination", termination_reason=TerminationReason.REINTEGRATED, by=world.ratna
        )
        assert ended.termination_reason == "reintegrated"
        assert Case.objects.get(pk=case.pk).stage == Stage.TERMINATION
        again = victims.move(victim=victim, to=Stage.ASSESSMENT, note="kembali", by=world.sari)
        assert again.termination_reason == ""


class TestScreening:
    def test_it_keeps_verdict_status_and_who_decided(self, world, victim):
        screening = screened(victim, world.sari, world.uptd)
        victim = Victim.objects.get(pk=victim.pk)
        assert (screening.verdict, screening.child_rule, screening.age_used) == ("met", True, 16)
        assert (victim.status, victim.status_decided_by_agency, victim.status_decided_by) == (
            "suspected",
            world.uptd,
            world.sari,
        )
        event = AuditEvent.objects.filter(verb="screening.recorded").get()
        assert "Unsur TPPO terpenuhi, status Terduga korban" in sentence_of(event)

    def test_another_screening_keeps_the_first(self, world, victim):
        screened(victim, world.sari, world.uptd)
        screened(victim, world.ratna, world.polresta, status=VictimStatus.CONFIRMED)
        assert victim.screenings.count() == 2
        assert Victim.objects.get(pk=victim.pk).status == "confirmed"

    def test_the_same_form_twice_makes_one_screening(self, world, victim):
        key = new_id()
        first = screened(victim, world.sari, world.uptd, key=key)
        assert screened(victim, world.sari, world.uptd, key=key) == first
        assert victim.screenings.count() == 1

    def test_a_status_against_the_elements_says_why(self, world, victim):
        with pytest.raises(WorkflowRefused, match="Tulis dasarnya"):
            screened(victim, world.sari, world.uptd, findings=Findings(), status=VictimStatus.CONFIRMED)
        with pytest.raises(WorkflowRefused):
            screened(victim, world.sari, world.uptd, status=VictimStatus.NOT_A_VICTIM)
        screened(victim, world.sari, world.uptd, status=VictimStatus.NOT_A_VICTIM, note="Keterangan ahli")
        assert Victim.objects.get(pk=victim.pk).status == "not_a_victim"

    def test_only_a_member_of_this_task_force_decides(self, world, victim):
        with pytest.raises(WorkflowRefused):
            screened(victim, world.sari, world.uptd_jakarta_barat)

    def test_a_source_belongs_to_an_answer(self, world, victim):
        with pytest.raises(ValueError, match="source"):
            screened(victim, world.sari, world.uptd, findings=Findings(sources={"means.force": ["victim"]}))
        with pytest.raises(WorkflowRefused):
            screened(victim, world.sari, world.uptd, status=VictimStatus.UNSCREENED)


class TestIdentity:
    def test_it_shows_everything_and_leaves_a_row_without_any_of_it(self, world, victim):
        seen = identity.reveal(person=victim.person, victim=victim, reason=RevealReason.PAPERS, by=world.sari)
        assert (seen.name, seen.birth_date) == ("Contoh Melati Rekaan", date(2009, 3, 12))
        assert "Melati" not in repr(seen)
        event = AuditEvent.objects.filter(verb="identity.revealed").get()
        assert event.details == {"reason": "papers"}
        assert (event.actor_name, event.target_label) == ("Sari", str(victim))
        assert "Menyiapkan surat atau rujukan" in sentence_of(event)

    def test_another_reason_is_written_down_and_kept_sealed(self, world, victim):
        with pytest.raises(WorkflowRefused):
            identity.reveal(
                person=victim.person, victim=victim, reason=RevealReason.OTHER, other_reason="  ", by=world.sari
            )
        identity.reveal(
            person=victim.person,
            victim=victim,
            reason=RevealReason.OTHER,
            other_reason="Mencari keluarga Melati",
            by=world.sari,
        )
        event = AuditEvent.objects.filter(verb="identity.revealed").get()
        assert "Melati" not in str(event.details)
        assert "Mencari keluarga Melati" in sentence_of(event)

    def test_no_reason_no_identity(self, world, victim):
        with pytest.raises(WorkflowRefused):
            identity.reveal(person=victim.person, victim=victim, reason="", by=world.sari)
        assert not AuditEvent.objects.filter(verb="identity.revealed").exists()

    def test_the_person_is_the_victim(self, world, case, victim):
        other = VictimFactory(case=case)
        with pytest.raises(ValueError, match="not this victim"):
            identity.reveal(person=other.person, victim=victim, reason=RevealReason.CONTACT, by=world.sari)


class TestProceeding:
    def step(self, world, case, stage=LegalStage.POLICE_REPORT, on=date(2026, 2, 4), **more):
        return proceedings.record_step(case=case, stage=stage, happened_on=on, by=world.sari, **more)

    def test_steps_follow_the_table_with_their_days(self, world, case):
        self.step(world, case, police_report_number="LP/B/000/II/2026", police_reported_on=date(2026, 2, 4))
        self.step(world, case, LegalStage.INQUIRY, date(2026, 2, 6))
        proceeding = Proceeding.objects.get(case=case)
        assert (proceeding.stage, proceeding.stage_on) == ("inquiry", date(2026, 2, 6))
        assert proceeding.police_report_number == "LP/B/000/II/2026"
        assert proceeding.steps.count() == 2
        assert verbs(case.pk).count("proceeding.step_recorded") == 2

    def test_it_begins_with_the_report_and_does_not_jump(self, world, case):
        with pytest.raises(WorkflowRefused):
            self.step(world, case, LegalStage.TRIAL)
        self.step(world, case)
        with pytest.raises(WorkflowRefused):
            self.step(world, case, LegalStage.TRIAL)

    def test_the_same_form_twice_is_one_step(self, world, case):
        self.step(world, case)
        self.step(world, case)
        assert ProceedingStep.objects.count() == 1

    def test_p17_may_repeat_on_another_day(self, world, case):
        ProceedingFactory(case=case, stage="p17", stage_on=date(2026, 3, 1))
        self.step(world, case, "p17", date(2026, 3, 1))
        self.step(world, case, "p17", date(2026, 3, 20))
        assert ProceedingStep.objects.filter(stage="p17").count() == 2

    def test_days_run_forwards_and_not_into_the_future(self, world, case):
        self.step(world, case)
        with pytest.raises(WorkflowRefused):
            self.step(world, case, LegalStage.INQUIRY, date(2026, 2, 3))
        with pytest.raises(WorkflowRefused):
            self.step(world, case, LegalStage.INQUIRY, clock.today() + timedelta(days=1))

    def test_a_number_is_corrected_without_a_new_step(self, world, case):
        self.step(world, case)
        self.step(world, case, police_report_number="LP/B/001/II/2026")
        assert Proceeding.objects.get(case=case).police_report_number == "LP/B/001/II/2026"
        assert ProceedingStep.objects.count() == 1


class TestConsent:
    def test_it_is_recorded_and_withdrawn_once(self, world, case, victim):
        consent = consents.record(
            victim=victim, given_by=ConsentGiver.VICTIM_AND_GUARDIAN, given_on=clock.today(), by=world.sari
        )
        consents.withdraw(consent=consent, by=world.ratna)
        first = Consent.objects.get(pk=consent.pk).withdrawn_at
        consents.withdraw(consent=consent, by=world.sari)
        assert Consent.objects.get(pk=consent.pk).withdrawn_at == first
        assert verbs(case.pk)[-2:] == ["consent.recorded", "consent.withdrawn"]

    def test_a_child_does_not_consent_alone(self, world, victim):
        with pytest.raises(WorkflowRefused, match="wali"):
            consents.record(victim=victim, given_by=ConsentGiver.VICTIM, given_on=clock.today(), by=world.sari)

    def test_what_is_still_to_follow_has_no_day(self, world, victim):
        given = {"victim": victim, "given_by": ConsentGiver.URGENT_LATER, "by": world.sari}
        for on in (None, clock.today()):
            assert Consent.objects.get(pk=consents.record(**given, given_on=on).pk).given_on is None
        with pytest.raises(WorkflowRefused, match="Isi tanggal"):
            consents.record(victim=victim, given_by=ConsentGiver.STATE_OFFICER, given_on=None, by=world.sari)

    @pytest.mark.parametrize(
        ("giver", "on"), [(ConsentGiver.URGENT_LATER, date(2026, 2, 10)), (ConsentGiver.STATE_OFFICER, None)]
    )
    def test_the_database_keeps_no_day_that_was_not(self, world, victim, giver, on):
        with pytest.raises(IntegrityError, match="consent_day_only_once_given"), transaction.atomic():
            ConsentFactory(victim=victim, given_by=giver, given_on=on)

    def test_one_that_was_given_stands_before_one_that_is_to_follow(self, world, victim):
        given = ConsentFactory(victim=victim)
        to_follow = ConsentFactory(victim=victim, to_follow=True)
        assert list(victim.consents.newest_first()) == [given, to_follow]

    def test_not_tomorrow(self, world, victim):
        with pytest.raises(WorkflowRefused):
            consents.record(
                victim=victim,
                given_by=ConsentGiver.STATE_OFFICER,
                given_on=clock.today() + timedelta(days=1),
                by=world.sari,
            )

    def test_strangers_do_not_withdraw(self, world, victim):
        consent = ConsentFactory(victim=victim, of_officer=True)
        with pytest.raises(AccessDenied):
            consents.withdraw(consent=consent, by=world.tono)


class TestServices:
    def test_asked_begun_and_given(self, world, case, victim):
        referral = ReferralFactory(victim=victim, agency=world.dinsos, services=False)
        requested(victim, world, world.sari, referral)
        services.accept(referral=referral, started_on=clock.today(), by=world.maya)
        services.end(referral=referral, state=ServiceState.COMPLETED, outcome_note="Selesai baik", by=world.maya)
        service = Service.objects.get(referral_id=referral.pk)
        assert (service.state, service.outcome_note) == ("completed", "Selesai baik")
        assert verbs(case.pk)[-3:] == ["service.requested", "service.accepted", "service.ended"]

    def test_the_same_referral_asks_once(self, world, victim):
        referral = ReferralFactory(victim=victim, services=False)
        first = requested(victim, world, world.sari, referral)
        assert requested(victim, world, world.sari, referral) == first
        assert Service.objects.count() == 1

    def test_the_wrong_agency_and_the_wrong_state_are_refused(self, world, victim):
        referral = ReferralFactory(victim=victim, agency=world.dinsos, services=False)
        requested(victim, world, world.sari, referral)
        with pytest.raises(AccessDenied):
            services.accept(referral=referral, started_on=clock.today(), by=world.budi)
        with pytest.raises(WorkflowRefused):
            services.end(referral=referral, state=ServiceState.COMPLETED, by=world.maya)
        with pytest.raises(AccessDenied):
            services.end(referral=referral, state=ServiceState.WITHDRAWN, by=world.maya)
        services.end(referral=referral, state=ServiceState.WITHDRAWN, by=world.sari)
        with pytest.raises(WorkflowRefused):
            services.accept(referral=referral, started_on=clock.today(), by=world.maya)

    def test_the_database_refuses_a_line_twice_for_one_referral(self, world, victim):
        referral = ReferralFactory(victim=victim, services=False)
        (service,) = requested(victim, world, world.sari, referral)
        service.pk = new_id()
        with pytest.raises(IntegrityError), transaction.atomic():
            service.save(force_insert=True)


class TestParticipation:
    def test_an_agency_is_admitted_once_by_its_own_officer(self, world, case):
        participation.admit(case_id=case.pk, agency=world.dinsos, by=world.maya)
        participation.admit(case_id=case.pk, agency=world.dinsos, by=world.maya)
        assert Participation.objects.count() == 1
        assert verbs(case.pk).count("participation.admitted") == 1

    def test_nobody_else_admits_it(self, world, case):
        for stranger in (world.budi, world.sari, world.rina):
            with pytest.raises(AccessDenied):
                participation.admit(case_id=case.pk, agency=world.dinsos, by=stranger)


def test_files_are_numbered_by_kind_year_and_turn(world):
    """The letter is what an office says on the telephone; other tables and papers begin their sentences with it."""
    first, second = log(world, girl()), log(world, girl(nik="1571015506100002", name="Contoh Kenanga"))
    year = clock.today().year
    assert [one.number for one in (first, second)] == [f"P-{year}-0001", f"P-{year}-0002"]
    case = cases.open_from_complaint(complaint=first, kind="tppo", by=world.sari)
    assert case.number == f"K-{year}-0001"
