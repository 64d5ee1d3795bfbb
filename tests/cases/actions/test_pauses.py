"""A service stands still and goes on: its clock, its agency, its colleagues, and what cannot be paused."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.actions import consents, services, victims
from cases.choices import PauseReason, Stage
from cases.models import Service
from cases.queries import case_file, owed
from cases.queries.duties import LATE
from referrals import queries
from referrals.actions import referrals
from referrals.choices import DeclineReason, OutcomeKind
from referrals.models import Referral
from referrals.tasks import tell_overdue_of
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import scoping
from taskforces.models import Notification
from tests.factories import CaseFactory, ReferralFactory, ServiceFactory, VictimFactory
from tests.referrals.conftest import all_of

DAY = timedelta(days=1)
STORY_NOTE = "Ibunya dirawat di RSUD, ia menjaga adiknya."


def as_request_of(user):
    """As a request of the person runs: as the application role, with that person's rows."""
    return row_security.activate(scoping.row_security_context(user))


def pause(service, by, **values):
    return services.pause(service=service, **{"reason": "victim_asked", **values}, by=by)


def resume(service, by):
    current = Service.objects.get(pk=service.pk)
    return services.resume(service=current, paused_at=current.paused_at, by=by)


def service_of(referral) -> Service:
    return Service.objects.filter(referral_id=referral.pk).order_by("pk").first()


def verbs(case) -> list[str]:
    return list(AuditEvent.objects.filter(root_id=case.pk).order_by("id").values_list("verb", flat=True))


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def tell_overdue(world) -> int:
    with transaction.atomic():
        return tell_overdue_of(world.jambi.pk)


@pytest.fixture
def referral(world):
    """Dinas Sosial is asked for social rehabilitation and a pick-up, within a day."""
    return ReferralFactory(
        victim=VictimFactory(case=CaseFactory(by=world.sari)),
        agency=world.dinsos,
        service_lines=["social_rehabilitation", "pick_up"],
    )


class TestTheClock:
    def test_stands_still_and_goes_on_from_there(self, world, referral):
        began, due = referral.sent_at, referral.answer_due_at
        with clock.at(began + timedelta(hours=2)), as_request_of(world.sari):
            pause(service_of(referral), world.sari)
        with clock.at(began + 5 * DAY):
            assert not Referral.objects.overdue().exists()
            assert tell_overdue(world) == 0
            with as_request_of(world.sari):
                resume(service_of(referral), world.sari)
        referral.refresh_from_db()
        stood = 5 * DAY - timedelta(hours=2)
        assert referral.answer_due_at == due + stood
        assert referral.paused_for == stood
        assert set(Service.objects.values_list("due_at", "paused_for")) == {(due + stood, stood)}
        with clock.at(due + stood + timedelta(minutes=1)):
            assert Referral.objects.overdue().get() == referral

    def test_it_stands_behind_what_waits_in_every_list(self, world, referral):
        pause(service_of(referral), world.sari)
        with clock.at(referral.sent_at + 3 * DAY):
            waits = ReferralFactory(victim=referral.victim, agency=world.dinsos)
            first, second = queries.late_first(Referral.objects.all(), clock.now())
            assert (first, second, second.is_late) == (waits, referral, False)

    def test_what_the_agency_usually_needs_is_without_the_pause(self, world):
        for _answer in range(queries.USUAL_NEEDS):
            sent = ReferralFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)), agency=world.dinsos)
            with clock.at(sent.sent_at + timedelta(hours=1)):
                pause(service_of(sent), world.sari)
            with clock.at(sent.sent_at + 3 * DAY):
                resume(service_of(sent), world.sari)
            with clock.at(sent.sent_at + 3 * DAY + timedelta(hours=1)):
                referrals.accept(referral=sent, first_service_on=clock.today(), by=world.maya)
        assert queries.usual_answer_hours(world.jambi.pk)[world.dinsos.pk] == pytest.approx(2, abs=0.1)

    def test_an_answer_during_the_pause_is_in_time_and_the_pause_stays(self, world, referral):
        with clock.at(referral.sent_at + timedelta(hours=1)):
            pause(service_of(referral), world.sari)
        with clock.at(referral.sent_at + 3 * DAY), as_request_of(world.maya):
            referrals.accept(referral=referral, first_service_on=clock.today(), by=world.maya)
        referral.refresh_from_db()
        assert referral.answered_at <= referral.answer_due_at
        assert referral.is_paused
        with clock.at(referral.sent_at + 9 * DAY):
            resume(service_of(referral), world.sari)
        stood = referral.paused_for
        referral.refresh_from_db()
        assert (referral.is_paused, referral.state, referral.paused_for) == (False, "accepted", stood)

    def test_a_refusal_or_an_end_lifts_it(self, world, referral):
        pause(service_of(referral), world.sari)
        with as_request_of(world.maya):
            referrals.decline(referral=referral, reason=DeclineReason.NO_PLACE, by=world.maya)
        assert not Service.objects.paused().exists()
        running = ReferralFactory(victim=referral.victim, agency=world.dinsos, accepted=True)
        pause(service_of(running), world.sari)
        with as_request_of(world.maya):
            referrals.complete(
                referral=running,
                outcomes=all_of(running, OutcomeKind.GIVEN),
                note="Selesai.",
                by=world.maya,
            )
        running.refresh_from_db()
        assert (running.paused_at, running.pause_reason) == (None, "")


class TestDuties:
    def test_none_while_it_stands_until_its_day(self, world, referral):
        case, service = referral.case, service_of(referral)
        until = clock.today() + 3 * DAY
        pause(service, world.sari, until_on=until)
        with clock.at(referral.sent_at + 2 * DAY):
            assert [duty.act for duty in case_file.read(case).duties if duty.act in ("answer", "resume")] == []
        with clock.at(referral.sent_at + 3 * DAY):
            (duty,) = [duty for duty in case_file.read(case).duties if duty.act == "resume"]
        assert duty.rank != LATE
        assert "ditunda sampai" in duty.title
        assert duty.title.endswith("lanjutkan?")

    def test_its_services_do_not_end_silently(self, world):
        victim = VictimFactory(case=CaseFactory(by=world.sari), stage=Stage.MONITORING)
        sent = ReferralFactory(victim=victim, agency=world.dinsos, accepted=True)
        pause(service_of(sent), world.sari)
        (row,) = owed.of_victim(victim)
        assert row.how == "ditunda, sedang dilayani Dinas Sosial"
        with pytest.raises(WorkflowRefused, match=sent.number):
            victims.move(
                victim=victim,
                to=Stage.TERMINATION,
                note="Sudah baik.",
                termination_reason="goals_reached",
                by=world.ratna,
            )

    def test_a_withdrawn_consent_does_not_wait_for_it(self, world, referral):
        pause(service_of(referral), world.sari)
        with as_request_of(world.sari):
            consents.withdraw(consent=referral.consent, by=world.sari)
        assert set(Service.objects.values_list("state", "paused_at")) == {("stopped", None)}
        assert "stop_sharing" in [duty.act for duty in case_file.read(referral.case).duties]


class TestWhoReadsWhat:
    def test_the_agency_reads_the_code_and_the_day_and_never_the_note(self, world, referral):
        pause(service_of(referral), world.sari, until_on=clock.today() + DAY, note=STORY_NOTE)
        (text,) = told(world.maya)
        assert referral.number in text
        assert "atas permintaan korban, sampai" in text
        assert STORY_NOTE not in text
        with as_request_of(world.maya):
            seen = Referral.objects.in_queue_of(world.maya).get()
            assert (seen.pause_reason, seen.paused_until) == ("victim_asked", clock.today() + DAY)
            assert not Service.objects.exists()
        assert "pause_note" not in {field.name for field in Referral._meta.get_fields()}
        assert STORY_NOTE not in str(list(AuditEvent.objects.values_list("details", flat=True)))

    def test_neither_side_moves_a_deadline_by_itself(self, world, referral):
        for user in (world.maya, world.sari):
            for column in ("answer_due_at = now()", "paused_at = now()", "paused_for = '1 day'"):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), as_request_of(user):
                    connection.cursor().execute(f"UPDATE referrals_referral SET {column}")

    @pytest.mark.each_door
    def test_strangers_do_neither(self, world, referral):
        service = service_of(referral)
        for stranger in (world.tono, world.maya, world.rina, world.dewi, world.arif, world.nobody):
            with pytest.raises(AccessDenied):
                pause(service, stranger)
            with pytest.raises(AccessDenied):
                services.resume(service=service, paused_at=None, by=stranger)
        assert not Service.objects.paused().exists()

    def test_the_supervisor_does_both(self, world, referral):
        with as_request_of(world.ratna):
            pause(service_of(referral), world.ratna)
            resume(service_of(referral), world.ratna)
        assert verbs(referral.case)[-4:] == ["service.paused"] * 2 + ["service.resumed"] * 2


class TestStates:
    @pytest.mark.parametrize("state", ["completed", "declined", "withdrawn", "stopped"])
    def test_what_has_ended_is_neither_paused_nor_resumed(self, world, state):
        service = ServiceFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)), **{state: True})
        with pytest.raises(WorkflowRefused, match="sudah berkeadaan"):
            pause(service, world.sari)
        with pytest.raises(WorkflowRefused, match="sudah berkeadaan"):
            resume(service, world.sari)

    def test_one_without_a_referral_is_paused_alone(self, world):
        first = ServiceFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)))
        second = ServiceFactory(victim=first.victim, service_line="legal_aid")
        pause(first, world.sari)
        assert list(Service.objects.paused()) == [first]
        assert second.pk != first.pk

    def test_a_double_press_does_it_once(self, world, referral):
        for _press in range(2):
            pause(service_of(referral), world.sari, note=" Ditelepon. ")
        first = service_of(referral).paused_at
        assert verbs(referral.case).count("service.paused") == 2  # its two services
        assert len(told(world.maya)) == 1
        for _press in range(2):
            services.resume(service=service_of(referral), paused_at=first, by=world.sari)
        assert verbs(referral.case).count("service.resumed") == 2

    def test_a_colleague_is_told_and_nothing_is_overwritten(self, world, referral):
        pause(service_of(referral), world.sari, note="Ditelepon.")
        with pytest.raises(WorkflowRefused, match="sudah ditunda oleh Sari: atas permintaan korban"):
            pause(service_of(referral), world.ratna, reason="agency_asked")
        assert service_of(referral).pause_note == "Ditelepon."

    def test_an_old_page_does_not_lift_a_newer_pause(self, world, referral):
        pause(service_of(referral), world.sari)
        seen = service_of(referral).paused_at
        resume(service_of(referral), world.ratna)
        pause(service_of(referral), world.ratna, reason="agency_asked")
        with pytest.raises(WorkflowRefused, match="ditunda lagi"):
            services.resume(service=service_of(referral), paused_at=seen, by=world.sari)
        assert Service.objects.paused().count() == 2

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"reason": "bosan"}, "Pilih alasan"),
            ({"until_on": 0}, "sesudah hari ini"),
            ({"reason": PauseReason.OTHER, "note": " "}, "Tulis alasannya"),
        ],
    )
    def test_what_is_missing_is_said(self, world, referral, values, words):
        if "until_on" in values:
            values = {"until_on": clock.today()}
        with pytest.raises(WorkflowRefused, match=words):
            pause(service_of(referral), world.sari, **values)

    def test_nothing_is_left_when_it_fails_midway(self, world, referral, monkeypatch):
        def fail(**_words):
            raise RuntimeError

        monkeypatch.setattr("taskforces.actions.notifications.notify_agency", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            pause(service_of(referral), world.sari)
        assert not Service.objects.paused().exists()
        assert "service.paused" not in verbs(referral.case)

    def test_the_database_refuses_half_a_pause(self, world, referral):
        for values in ({"paused_at": clock.now()}, {"pause_reason": "other"}, {"paused_until": clock.today()}):
            with pytest.raises(IntegrityError, match="paused_by_somebody"), transaction.atomic():
                Service.objects.update(**values)
        pause(service_of(referral), world.sari)
        with pytest.raises(IntegrityError, match="paused_while_open"), transaction.atomic():
            Service.objects.update(state="completed")
