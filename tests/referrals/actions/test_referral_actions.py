"""Every act of a referral: works, refuses the wrong user and the wrong state, records, leaves nothing half done."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cases.choices import ServiceState
from cases.models import Participation, Service
from cases.queries import case_file
from referrals import slip
from referrals.actions import referrals as actions
from referrals.choices import DeclineReason, OutcomeKind, ReferralState
from referrals.models import Referral, ReferralMessage
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import scoping
from taskforces.models import Notification, RegisterCounter
from tests.factories import ConsentFactory
from tests.referrals.conftest import NEED, all_of


@contextmanager
def as_request_of(user):
    """Run like a request of the user: as the application role, with that user's rows."""
    with transaction.atomic(), row_security.activate(scoping.row_security_context(user)):
        yield


def verbs(target) -> list[str]:
    """The audit of a referral, in order."""
    return list(AuditEvent.objects.filter(target_id=target.pk).order_by("id").values_list("verb", flat=True))


def states(referral) -> set[str]:
    """States of the services of a referral."""
    return set(Service.objects.filter(referral_id=referral.pk).values_list("state", flat=True))


def told(user) -> list[str]:
    """A user's notifications under Kabar."""
    return list(Notification.objects.filter(user=user).values_list("text", flat=True))


ACTS = {
    "accept": lambda referral, by: actions.accept(referral=referral, first_service_on=clock.today(), by=by),
    "decline": lambda referral, by: actions.decline(referral=referral, reason=DeclineReason.NO_PLACE, by=by),
    "complete": lambda referral, by: actions.complete(
        referral=referral,
        outcomes=all_of(referral, OutcomeKind.GIVEN),
        note="Konseling empat kali.",
        by=by,
    ),
    "withdraw": lambda referral, by: actions.withdraw(referral=referral, by=by),
    "ask": lambda referral, by: actions.ask(referral=referral, text="Boleh sekamar?", by=by),
    "open_slip": lambda referral, by: actions.open_slip(referral=referral, by=by),
}


# --- Sending ----------------------------------------------------------------------------------------------------------
def test_send_freezes_the_slip_and_asks_for_the_services(story, world):
    with as_request_of(world.sari):
        referral = story.send(service_lines=["pick_up", "social_rehabilitation"])
    year = clock.today().year
    assert referral.number == f"R-{year}-0001"
    assert referral.service_lines == ["social_rehabilitation", "pick_up"]
    assert referral.answer_due_at == referral.sent_at + timedelta(hours=24)
    composed = slip.Slip.from_json(referral.slip)
    assert composed.contact.officer == "Sari"
    assert composed.answer_due_at == referral.answer_due_at
    assert states(referral) == {ServiceState.REQUESTED}
    assert Service.objects.filter(referral_id=referral.pk, due_at=referral.answer_due_at).count() == 2
    assert verbs(referral) == ["referral.sent"]
    event = AuditEvent.objects.get(target_id=referral.pk)
    assert event.root_id == story.victim.case_id
    assert event.details["service_lines"] == "Rehabilitasi sosial, penjemputan"
    assert told(world.maya) == [f"Rujukan baru {referral.number} menunggu jawaban instansi Anda."]
    assert told(world.budi) == []


def test_the_age_on_the_slip_is_the_age_today(story):
    """Born on 23 January 2008: a day before her next birthday her age is still the old one."""
    moment = timezone.now().replace(year=clock.today().year + 1, month=1, day=22, hour=3)
    with clock.at(moment):
        assert slip.Slip.from_json(story.send().slip).rows[0].value == f"Perempuan, {moment.year - 2009} tahun"


@pytest.mark.parametrize("person", ["maya", "rina", "arif", "tono", "dewi", "nobody"])
def test_only_the_case_team_sends(story, world, person):
    with pytest.raises(AccessDenied):
        story.send(by=getattr(world, person))
    assert not Referral.objects.exists()


def test_the_same_form_twice_is_one_referral(story):
    key = uuid.uuid4()
    first, second = story.send(submission_key=key), story.send(submission_key=key)
    assert first == second
    assert Referral.objects.count() == Service.objects.count() == 1
    assert verbs(first) == ["referral.sent"]


@pytest.mark.parametrize(
    "changes",
    [
        {"service_lines": []},
        {"service_lines": ["legal_aid"]},
        {"need": "  "},
        {"need": "x" * 301},
        {"need": "Jemput Bunga Rahasia Contoh"},
        {"need": "Hubungi 0812-0000-0027"},
        {"answer_due_at": timezone.now() - timedelta(minutes=1)},
        {"extras": {"full_name": ""}},
        {"extras": {"police_report": "Untuk penyidik"}},
        {"extras": {"full_name": "Karena Bunga Rahasia Contoh harus dikenali"}},
    ],
)
def test_send_refuses_and_leaves_nothing(story, changes):
    with pytest.raises(WorkflowRefused):
        story.send(**changes)
    assert not Referral.objects.exists()
    assert not Service.objects.exists()
    assert not AuditEvent.objects.filter(verb="referral.sent").exists()
    assert not RegisterCounter.objects.filter(series="R").exists()


def test_special_needs_that_name_somebody_stop_the_slip(story):
    story.victim.special_needs = "Pendamping: Wali Rahasia"
    story.victim.save()
    with pytest.raises(WorkflowRefused, match="Kebutuhan khusus"):
        story.send()


def test_consent_must_stand_belong_and_suffice(story, world):
    other = ConsentFactory(victim=story.victim, withdrawn=True)
    childs_own = ConsentFactory(victim=story.victim, own=True)
    for consent in (None, other, childs_own):
        with pytest.raises(WorkflowRefused):
            story.send(consent=consent)


def test_no_referral_to_another_task_forces_agency_or_one_that_left(story, world):
    with pytest.raises(WorkflowRefused):
        story.send(agency=world.uptd_jakarta_barat)
    world.dinsos.is_active = False
    world.dinsos.save()
    with pytest.raises(WorkflowRefused):
        story.send()


def test_no_referral_for_a_victim_whose_services_ended(story):
    story.victim.stage = "transferred"
    story.victim.save()
    with pytest.raises(WorkflowRefused, match="sudah berakhir"):
        story.send()


def test_extras_are_shared_and_recorded(story):
    referral = story.send(extras={"phone": "Menjemput di terminal", "origin": "Surat jalan"})
    composed = slip.Slip.from_json(referral.slip)
    assert [row.key for row in composed.extras] == ["phone", "origin"]
    event = AuditEvent.objects.get(target_id=referral.pk)
    assert event.details["extras"] == ["origin", "phone"]
    assert "081200000027" not in str(event.details)


@pytest.mark.parametrize("rule", ["never", "not_asked"])
def test_the_phone_of_somebody_who_must_not_be_called_is_never_shared(story, rule):
    story.victim.person.contact_rule = rule
    story.victim.person.save()
    with pytest.raises(WorkflowRefused, match="Nomor telepon korban"):
        story.send(extras={"phone": "Menjemput di terminal"})


def test_send_leaves_nothing_when_it_fails_midway(story, monkeypatch):
    def fail(**_kwargs):
        raise RuntimeError("line cut")

    monkeypatch.setattr("referrals.actions.referrals.notifications.notify_agency", fail)
    with pytest.raises(RuntimeError):
        story.send()
    assert not Referral.objects.exists()
    assert not Service.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="referral.").exists()


# --- Answering --------------------------------------------------------------------------------------------------------
def test_accept_begins_the_services_and_admits_the_agency(story, world):
    referral = story.send()  # by the act: its audit row is read too
    with as_request_of(world.maya):
        actions.accept(referral=referral, first_service_on=clock.today(), by=world.maya)
    referral.refresh_from_db()
    assert referral.state == ReferralState.ACCEPTED
    assert referral.answered_by == world.maya
    assert states(referral) == {ServiceState.ACCEPTED}
    assert Participation.objects.get().agency == world.dinsos
    assert verbs(referral) == ["referral.sent", "referral.accepted"]
    assert told(world.sari) == [f"Rujukan {referral.number} diterima Dinas Sosial."]


def test_the_officer_sees_nothing_of_the_case_before_and_after(story, world):
    referral = story.sent()
    with as_request_of(world.maya):
        actions.accept(referral=referral, first_service_on=clock.today(), by=world.maya)
        assert not Service.objects.exists()
        assert not Participation.objects.exists()
        assert Referral.objects.get().number == referral.number


def test_accept_refuses_a_day_before_sending_and_a_withdrawn_consent(story, world):
    referral = story.sent()
    with pytest.raises(WorkflowRefused):
        actions.accept(referral=referral, first_service_on=clock.today() - timedelta(days=1), by=world.maya)
    story.consent.withdrawn_at, story.consent.withdrawn_by = timezone.now(), world.sari
    story.consent.save()
    with as_request_of(world.maya), pytest.raises(WorkflowRefused, match="ditarik"):
        actions.accept(referral=referral, first_service_on=clock.today(), by=world.maya)
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT
    assert states(referral) == {ServiceState.REQUESTED}


def test_decline_tells_the_sender_why(story, world):
    referral = story.sent()
    with as_request_of(world.maya):
        actions.decline(referral=referral, reason=DeclineReason.OTHER, note="Renovasi sampai Maret.", by=world.maya)
    referral.refresh_from_db()
    assert (referral.state, referral.decline_note) == (ReferralState.DECLINED, "Renovasi sampai Maret.")
    assert states(referral) == {ServiceState.DECLINED}
    assert not Participation.objects.exists()
    assert told(world.sari) == [f"Rujukan {referral.number} ditolak Dinas Sosial. Pilih instansi lain."]


def test_another_reason_must_be_written(story, world):
    with pytest.raises(WorkflowRefused):
        actions.decline(referral=story.sent(), reason=DeclineReason.OTHER, by=world.maya)


class TestEachService:
    """One referral, two services: a journey home that never happened is not done because the shelter was."""

    LINES = ("social_rehabilitation", "pick_up")

    def complete(self, story, world, *outcomes: str):
        referral = story.sent(accepted=True, service_lines=list(self.LINES))
        with as_request_of(world.maya):
            given = dict(zip(self.LINES, outcomes, strict=False))
            actions.complete(referral=referral, outcomes=given, note="Sebagian.", by=world.maya)
        referral.refresh_from_db()
        return referral

    @pytest.mark.parametrize(
        ("outcomes", "overall", "ended"),
        [
            (("given", "given"), "given", ["completed", "completed"]),
            (("given", "not_reached"), "partly_given", ["completed", "declined"]),
            (("given", "partly_given"), "partly_given", ["completed", "partly"]),
            (("refused_by_victim", "refused_by_victim"), "refused_by_victim", ["declined", "declined"]),
        ],
    )
    def test_each_line_ends_as_it_did(self, story, world, outcomes, overall, ended):
        referral = self.complete(story, world, *outcomes)
        assert referral.outcome == overall
        assert referral.line_outcomes == dict(zip(self.LINES, outcomes, strict=True))
        services = Service.objects.filter(referral_id=referral.pk)
        assert [services.get(service_line=line).state for line in self.LINES] == ended

    @pytest.mark.parametrize("outcomes", [("given",), ()])
    def test_no_line_is_left_out(self, story, world, outcomes):
        with pytest.raises(WorkflowRefused, match="setiap layanan"):
            self.complete(story, world, *outcomes)

    def test_the_rest_is_a_duty_until_it_is_asked_for_again(self, story, world):
        referral = self.complete(story, world, "given", "partly_given")
        case = referral.case
        assert [duty.title for duty in case_file.read(case).duties if duty.act == "refer"] == [
            "Rujuk sisa penjemputan /1"
        ]
        story.sent(service_lines=["pick_up"])
        assert [duty.title for duty in case_file.read(case).duties if duty.act == "refer"] == []


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (OutcomeKind.GIVEN, ServiceState.COMPLETED),
        (OutcomeKind.PARTLY_GIVEN, ServiceState.PARTLY),
        (OutcomeKind.REFUSED_BY_VICTIM, ServiceState.DECLINED),
        (OutcomeKind.NOT_REACHED, ServiceState.DECLINED),
    ],
)
def test_complete_counts_as_given_only_what_was_given(story, world, outcome, state):
    referral = story.sent(accepted=True)
    with as_request_of(world.maya):
        actions.complete(
            referral=referral,
            outcomes=all_of(referral, outcome),
            note="Konseling empat kali.",
            by=world.maya,
        )
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == (ReferralState.COMPLETED, outcome)
    assert states(referral) == {state}
    event = AuditEvent.objects.get(target_id=referral.pk, verb="referral.completed")
    assert "Konseling" not in str(event.details)


def test_withdraw_closes_the_slip(story, world):
    referral = story.sent()
    with as_request_of(world.sari):
        actions.withdraw(referral=referral, by=world.sari)
    referral.refresh_from_db()
    assert referral.state == ReferralState.WITHDRAWN
    assert states(referral) == {ServiceState.WITHDRAWN}
    assert not slip.is_open(referral, timezone.now())
    assert verbs(referral)[-1] == "referral.withdrawn"


def test_ask_goes_both_ways(story, world):
    referral = story.sent()
    with as_request_of(world.maya):
        actions.ask(referral=referral, text="Boleh sekamar dengan anak lain?", by=world.maya)
    with as_request_of(world.sari):
        actions.ask(referral=referral, text="Boleh, asal sesama perempuan.", by=world.sari)
    letters = list(ReferralMessage.objects.order_by("written_at"))
    assert [(m.is_from_agency, m.text) for m in letters] == [
        (True, "Boleh sekamar dengan anak lain?"),
        (False, "Boleh, asal sesama perempuan."),
    ]
    assert told(world.sari) == [f"Pertanyaan baru dari Dinas Sosial tentang rujukan {referral.number}."]
    assert f"Jawaban baru dari pengirim tentang rujukan {referral.number}." in told(world.maya)


def test_every_opening_is_recorded(story, world):
    referral = story.send()  # by the act: its audit row is read too
    with as_request_of(world.maya):
        actions.open_slip(referral=referral, by=world.maya)
        composed = actions.open_slip(referral=referral, by=world.maya)
    assert NEED in composed.as_json()
    assert verbs(referral) == ["referral.sent", "referral.opened", "referral.opened"]


# --- Who, when, twice, half -------------------------------------------------------------------------------------------
MAY = {
    "accept": {"maya"},
    "decline": {"maya"},
    "complete": {"maya"},
    "withdraw": {"sari", "ratna"},
    "ask": {"maya", "sari", "ratna"},
    "open_slip": {"maya", "sari", "ratna"},
}
CAST = ("sari", "ratna", "budi", "maya", "rina", "arif", "tono", "dewi", "nobody")


@pytest.mark.parametrize("act", ACTS)
def test_each_act_knows_its_people(story, world, act):
    for person in CAST:
        referral = story.sent(accepted=act == "complete")
        by = world.fresh(getattr(world, person))
        if person in MAY[act]:
            ACTS[act](referral, by)
            continue
        before = verbs(referral)
        with pytest.raises(AccessDenied):
            ACTS[act](referral, by)
        assert verbs(referral) == before


def in_state(state: ReferralState) -> dict[str, bool]:
    """The trait of a state; a new referral is sent."""
    return {} if state == ReferralState.SENT else {state.value: True}


ALLOWED_FROM = {
    "accept": {ReferralState.SENT},
    "decline": {ReferralState.SENT},
    "complete": {ReferralState.ACCEPTED},
    "withdraw": {ReferralState.SENT, ReferralState.ACCEPTED},
    "ask": {ReferralState.SENT, ReferralState.ACCEPTED},
}


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("act", ALLOWED_FROM)
def test_each_act_knows_its_state(story, world, wati, act, state):
    referral = story.sent(**in_state(state))
    by = world.ratna if act == "withdraw" else wati
    if state in ALLOWED_FROM[act]:
        ACTS[act](referral, by)
        return
    before, services = verbs(referral), states(referral)
    with pytest.raises(WorkflowRefused):
        ACTS[act](referral, by)
    assert (verbs(referral), states(referral)) == (before, services)


@pytest.mark.parametrize("act", ALLOWED_FROM)
def test_pressed_twice_it_happens_once(story, world, act):
    referral = story.sent(accepted=act == "complete")
    by = world.sari if act == "withdraw" else world.maya
    ACTS[act](referral, by)
    before = verbs(referral)
    ACTS[act](referral, by)
    assert verbs(referral) == before
    assert ReferralMessage.objects.count() == (act == "ask")


def test_a_second_officer_reads_who_was_first(story, world, wati):
    referral = story.sent(accepted=True)
    for act in ("accept", "decline"):
        with pytest.raises(WorkflowRefused, match="sudah dijawab oleh Maya: diterima"):
            ACTS[act](referral, wati)


@pytest.mark.parametrize("act", ["accept", "decline", "complete", "withdraw", "ask"])
def test_an_act_that_fails_midway_leaves_nothing(story, world, act, monkeypatch):
    referral = story.sent(accepted=act == "complete")
    referral.refresh_from_db()
    before = (referral.state, referral.version, verbs(referral), states(referral))

    def fail(**_kwargs):
        raise RuntimeError("line cut")

    monkeypatch.setattr("referrals.actions.referrals.notifications.notify_user", fail)
    monkeypatch.setattr("referrals.actions.referrals.notifications.notify_agency", fail)
    with pytest.raises(RuntimeError):
        ACTS[act](referral, world.sari if act == "withdraw" else world.maya)
    referral.refresh_from_db()
    assert (referral.state, referral.version, verbs(referral), states(referral)) == before
    assert not ReferralMessage.objects.exists()


# --- How long the slip is open ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "days", "is_open"),
    [
        (ReferralState.SENT, 400, True),
        (ReferralState.ACCEPTED, 400, True),
        (ReferralState.COMPLETED, 29, True),
        (ReferralState.COMPLETED, 31, False),
        (ReferralState.DECLINED, 0, False),
        (ReferralState.WITHDRAWN, 0, False),
    ],
)
def test_how_long_the_agency_reads(story, world, state, days, is_open):
    referral = story.sent(**in_state(state))
    referral.refresh_from_db()
    assert slip.is_open(referral, timezone.now() + timedelta(days=days)) is is_open


def test_a_need_of_the_greatest_length_is_sent_whole(story):
    need = f"{'Jemput ' * 42}segera"
    assert len(need) == 300
    assert need in story.send(need=need).slip
