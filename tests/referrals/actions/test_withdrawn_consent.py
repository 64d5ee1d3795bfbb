"""A consent is withdrawn: the slip closes everywhere at once, both sides are notified, and open duties stay."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from lxml import html

from cases.actions import consents
from cases.choices import Stage
from cases.models import Case, Participation, Service, Victim
from cases.queries import case_file
from interface import days
from referrals import queries
from referrals.actions import referrals as actions
from referrals.models import Closure, Referral, ReferralMessage
from referrals.tasks import tell_overdue_of
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import scoping
from taskforces.models import Notification
from tests.factories import ConsentFactory, ReferralMessageFactory
from tests.journeys.desk import Desk, words_of
from tests.personas import client_of
from tests.referrals.conftest import NEED

pytestmark = pytest.mark.django_db

CLOSED = "Ditutup: persetujuan dicabut"


def accepted(story) -> Referral:
    """A referral Maya accepted, with a question of hers."""
    referral = story.sent(accepted=True)
    ReferralMessageFactory(referral=referral, from_agency=True, text="Kapan dijemput?")
    return referral


def page(response) -> str:
    """The text of a page, without tags."""
    return words_of(html.fromstring(response.content.decode()))


def url(name: str, referral: Referral) -> str:
    return reverse(f"referrals:{name}", args=[referral.pk])


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def told_of_closing(user) -> list[str]:
    return [text for text in told(user) if "persetujuan dicabut" in text]


def as_agency(user):
    return row_security.activate(scoping.row_security_context(user))


def sql(statement: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


@pytest.fixture
def maya(world):
    return client_of(world.maya)


@pytest.fixture
def sari(world):
    return client_of(world.sari)


# --- Reading --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("is_accepted", [False, True])
def test_the_slip_closes_at_every_page_of_the_agency(story, world, maya, is_accepted):
    referral = accepted(story) if is_accepted else story.sent()
    assert NEED in page(maya.get(url("referral-detail", referral)))
    consents.withdraw(consent=story.consent, by=world.sari)

    text = page(maya.get(url("referral-detail", referral)))
    assert CLOSED in text
    assert referral.number in text
    assert "Sari" in text
    assert "0741-000-0127" in text
    assert "Jangan pakai lagi data" in text
    for shared in (NEED, "Perempuan, 16 tahun", "Pendamping perempuan", "Kapan dijemput?"):
        assert shared not in text

    for address in ("/rujukan/masuk/", "/rujukan/masuk/?tampil=dilayani"):
        assert referral.number not in page(maya.get(address))
    ended = page(maya.get("/rujukan/masuk/?tampil=selesai"))
    assert referral.number in ended
    assert "16 th" not in ended
    day = page(maya.get("/"))
    assert referral.number in day
    assert "Jawab rujukan" not in day
    assert "Catat hasil" not in day
    assert CLOSED in page(maya.post("/cari/", {"q": referral.number}, follow=True))


def test_querysets_counts_and_timers_know_it(story, world):
    sent, running = story.sent(), accepted(story)
    consents.withdraw(consent=story.consent, by=world.sari)
    assert not Referral.objects.visible_to(world.maya).exists()
    assert not Referral.objects.in_queue_of(world.maya).exists()
    assert queries.inbox_counts(world.maya) == {"waiting": 0, "running": 0, "paused": 0, "ended": 0}
    assert set(Referral.objects.visible_to(world.sari)) == {sent, running}
    assert not Referral.objects.waiting().exists()
    later = clock.now() + timedelta(days=30)
    assert not Referral.objects.overdue(at=later).exists()
    Referral.objects.update(sent_at=clock.now() - timedelta(days=9), answer_due_at=clock.now() - timedelta(days=8))
    assert tell_overdue_of(world.jambi.pk) == 0
    with pytest.raises(WorkflowRefused, match="sudah ditarik"):
        actions.open_slip(referral=sent, by=world.maya)


def test_postgresql_shows_the_agency_no_slip_and_no_letter(story, world):
    referral = accepted(story)
    with as_agency(world.maya):
        assert sql("SELECT count(*) FROM referrals_referral") == [(1,)]
        assert sql("SELECT count(*) FROM referrals_referralmessage") == [(1,)]
    consents.withdraw(consent=story.consent, by=world.sari)
    with as_agency(world.maya):
        assert sql("SELECT slip FROM referrals_referral") == []
        assert sql("SELECT text FROM referrals_referralmessage") == []
        assert sql("SELECT number, was_accepted FROM referrals_closure") == [(referral.number, True)]
        assert sql("UPDATE referrals_referral SET state = 'sent'") == [(0,)]
        assert sql("UPDATE referrals_closure SET settled_at = now()") == [(0,)]
    for other in (world.budi, world.tono, world.rina, world.arif, world.dewi, world.nobody):
        with as_agency(other):
            assert sql("SELECT count(*) FROM referrals_closure") == [(0,)]
    with as_agency(world.sari):
        assert sql("SELECT count(*) FROM referrals_referral") == [(1,)]
        assert sql("SELECT count(*) FROM referrals_referralmessage") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE referrals_referral SET closed_at = NULL",
        "DELETE FROM referrals_closure",
        "UPDATE referrals_closure SET agency_id = agency_id",
        "INSERT INTO referrals_closure SELECT * FROM referrals_closure",
        "SELECT referrals_close_with_consent()",
    ],
)
@pytest.mark.parametrize("person", ["maya", "sari"])
def test_nobody_opens_it_again_by_sql(story, world, statement, person):
    story.sent()
    consents.withdraw(consent=story.consent, by=world.sari)
    with as_agency(getattr(world, person)), pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)


def test_a_withdrawal_written_past_the_action_closes_it_too(story, world):
    """The general fault is a forgotten second write, so the database makes that write itself."""
    referral = story.sent()
    with as_agency(world.sari):
        sql("UPDATE cases_consent SET withdrawn_at = now(), withdrawn_by_id = %s", world.sari.pk)
        sql("UPDATE cases_consent SET withdrawn_at = NULL")
    with as_agency(world.maya):
        assert sql("SELECT count(*) FROM referrals_referral") == [(0,)]
    assert Closure.objects.get().referral == referral


# --- Answering ------------------------------------------------------------------------------------------------------
ANSWERS = {
    "referral-accept": {"first_service_on": str(clock.today())},
    "referral-decline": {"reason": "no_place"},
    "referral-complete": {"outcome": "given", "note": "Konseling."},
    "referral-ask": {"text": "Apakah ia aman?"},
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("is_accepted", [False, True])
def test_the_officer_with_the_page_open_is_told_and_nothing_is_kept(story, world, maya, name, is_accepted):
    referral = accepted(story) if is_accepted else story.sent()
    maya.get(url("referral-detail", referral))
    consents.withdraw(consent=story.consent, by=world.sari)
    before = (Referral.objects.values().get(), ReferralMessage.objects.count(), Service.objects.values().get())
    response = maya.post(url(name, referral), ANSWERS[name], follow=True)
    assert response.status_code == 200
    assert f"Persetujuan korban sudah ditarik, jadi rujukan {referral.number} tertutup." in page(response)
    assert NEED not in page(response)
    assert before == (Referral.objects.values().get(), ReferralMessage.objects.count(), Service.objects.values().get())


@pytest.mark.parametrize(
    "act",
    [
        lambda referral, by: actions.accept(referral=referral, first_service_on=clock.today(), by=by),
        lambda referral, by: actions.decline(referral=referral, reason="no_place", by=by),
        lambda referral, by: actions.complete(
            referral=referral, outcomes=dict.fromkeys(referral.service_lines, "given"), note="Selesai.", by=by
        ),
        lambda referral, by: actions.ask(referral=referral, text="Apakah ia aman?", by=by),
        lambda referral, by: actions.open_slip(referral=referral, by=by),
    ],
    ids=["accept", "decline", "complete", "ask", "open"],
)
def test_every_act_of_the_agency_is_refused_in_words(story, world, act):
    referral = story.sent()
    consents.withdraw(consent=story.consent, by=world.sari)
    with as_agency(world.maya), pytest.raises(WorkflowRefused, match="sudah ditarik"):
        act(referral, world.maya)


def test_what_the_sender_had_open_is_refused_too(story, world, sari):
    referral = story.sent()
    consents.withdraw(consent=story.consent, by=world.ratna)
    for name, form in (("referral-withdraw", {}), ("referral-ask", {"text": "Halo"})):
        response = sari.post(url(name, referral), form)
        assert response.status_code == 422
        assert "sudah ditarik" in page(response)
    assert ReferralMessage.objects.count() == 0


# --- Telling --------------------------------------------------------------------------------------------------------
def test_sender_and_receiver_are_told_once_and_without_a_name(story, world, wati):
    referral = story.sent()
    consents.withdraw(consent=story.consent, by=world.ratna)
    consents.withdraw(consent=story.consent, by=world.ratna)
    receiver = f"Rujukan {referral.number} ditutup: persetujuan dicabut. Jangan pakai lagi data dari slipnya."
    sender = f"Rujukan {referral.number} kepada Dinas Sosial ditutup: persetujuan dicabut. Catat kelanjutannya."
    assert told_of_closing(world.maya) == told_of_closing(wati) == [receiver]
    assert told_of_closing(world.sari) == [sender]
    assert told_of_closing(world.budi) == told_of_closing(world.tono) == []
    paths = Notification.objects.filter(text__contains="persetujuan dicabut").values_list("path", flat=True)
    assert set(paths) == {url("referral-detail", referral)}
    verbs = list(AuditEvent.objects.filter(root_id=story.victim.case_id).values_list("verb", flat=True))
    assert verbs.count("consent.withdrawn") == verbs.count("service.stopped") == 1


def test_nothing_is_left_when_it_fails_midway(story, world, monkeypatch):
    referral = accepted(story)

    def fail(**_words):
        raise RuntimeError("the line broke")

    monkeypatch.setattr("cases.actions.consents.notifications.notify_agency", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        consents.withdraw(consent=story.consent, by=world.sari)
    referral.refresh_from_db()
    assert referral.closed_at is None
    assert Participation.objects.get().until is None
    assert not Closure.objects.exists()
    assert not AuditEvent.objects.filter(verb="consent.withdrawn").exists()


@pytest.mark.parametrize("person", ["maya", "budi", "rina", "arif", "dewi", "tono", "nobody"])
def test_who_may_not_withdraw_closes_nothing(story, world, person):
    story.sent()
    with pytest.raises(AccessDenied):
        consents.withdraw(consent=story.consent, by=getattr(world, person))
    assert not Closure.objects.exists()


# --- What rests on what ---------------------------------------------------------------------------------------------
def test_only_what_rests_on_it_closes(story, world):
    other = ConsentFactory(victim=story.victim, of_officer=True)
    mine, others = story.sent(), story.sent(consent=other)
    consents.withdraw(consent=story.consent, by=world.sari)
    assert list(Referral.objects.in_queue_of(world.maya)) == [others]
    assert Closure.objects.get().referral == mine


def test_an_emergency_without_consent_stays_open_until_one_was_given_and_withdrawn(story, world):
    urgent = ConsentFactory(victim=story.victim, to_follow=True)
    referral = story.sent(consent=urgent)
    consents.withdraw(consent=story.consent, by=world.sari)  # given before, for something else
    assert Referral.objects.in_queue_of(world.maya).get() == referral
    with pytest.raises(WorkflowRefused, match="Belum ada persetujuan yang dapat ditarik"):
        consents.withdraw(consent=urgent, by=world.sari)

    given = ConsentFactory(victim=story.victim)
    assert Referral.objects.in_queue_of(world.maya).get() == referral
    consents.withdraw(consent=given, by=world.sari)
    assert not Referral.objects.in_queue_of(world.maya).exists()
    assert len(told_of_closing(world.maya)) == 1
    with pytest.raises(WorkflowRefused, match="sudah ditarik"):  # the emergency is over: the victim has answered
        story.send(consent=urgent)


def test_an_emergency_has_no_withdrawal_on_its_page(story, world, sari):
    urgent = ConsentFactory(victim=story.victim, to_follow=True)
    response = sari.post(reverse("cases:consent-withdraw", args=[urgent.pk]), follow=True)
    assert "Belum ada persetujuan yang dapat ditarik" in page(response)
    assert reverse("cases:consent-withdraw", args=[urgent.pk]) not in response.content.decode()


def test_a_new_consent_opens_nothing_and_ends_no_duty(story, world, maya):
    referral = accepted(story)
    consents.withdraw(consent=story.consent, by=world.sari)
    renewed = ConsentFactory(victim=story.victim)
    assert not Referral.objects.in_queue_of(world.maya).exists()
    assert NEED not in page(maya.get(url("referral-detail", referral)))
    assert "stop_sharing" in duties(story.victim.case)
    anew = story.sent(consent=renewed)
    assert Referral.objects.in_queue_of(world.maya).get() == anew


# --- What is owed ---------------------------------------------------------------------------------------------------
def duties(case: Case) -> list[str]:
    case = Case.objects.select_related("event_region", "responsible").get(pk=case.pk)
    return [duty.act for duty in case_file.read(case).duties]


def at_stage(victim: Victim, stage: str) -> Victim:
    reason = "goals_reached" if stage == Stage.TERMINATION else ""
    Victim.objects.filter(pk=victim.pk).update(stage=stage, termination_reason=reason)
    Case.objects.filter(pk=victim.case_id).update(stage=stage)
    victim.refresh_from_db()
    return victim


def test_the_agency_leaves_the_case_unless_it_serves_somebody_else_in_it(story, world):
    accepted(story)
    other = ConsentFactory(victim=story.victim, of_officer=True)
    story.sent(consent=other, accepted=True)
    consents.withdraw(consent=story.consent, by=world.sari)
    assert Participation.objects.get().until is None
    consents.withdraw(consent=other, by=world.sari)
    assert Participation.objects.get().until is not None
    assert AuditEvent.objects.filter(verb="participation.ended").count() == 1


@pytest.mark.parametrize("stage", [Stage.TERMINATION, Stage.TRANSFERRED, Stage.NOT_TPPO])
def test_the_duty_to_stop_sharing_outlives_the_services(story, world, sari, stage):
    referral = accepted(story)
    consents.withdraw(consent=story.consent, by=world.sari)
    at_stage(story.victim, stage)
    assert duties(story.victim.case) == ["stop_sharing"]
    assert "hentikan pembagian data" in page(sari.get("/kasus/"))
    assert referral.number in page(sari.get("/"))
    actions.settle(referral=referral, note="Slip dimusnahkan.", by=world.sari)
    assert duties(story.victim.case) == []
    assert "hentikan pembagian data" not in page(sari.get("/kasus/"))


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("sent", "menunggu jawaban Dinas Sosial"),
        ("accepted", "sedang dilayani Dinas Sosial"),
        ("closed", "persetujuan dicabut, kelanjutannya belum dicatat"),
    ],
)
@pytest.mark.parametrize(("stage", "to"), [("monitoring", "termination"), ("service", "transferred")])
def test_ending_is_refused_while_something_is_owed(story, world, how, words, stage, to):
    referral = story.sent() if how == "sent" else accepted(story)
    if how == "closed":
        consents.withdraw(consent=story.consent, by=world.sari)
    victim = at_stage(story.victim, stage)
    typed = {"to": to, "since": stage, "note": "Korban pindah ke bibinya.", "termination_reason": "goals_reached"}
    response = client_of(world.ratna).post(reverse("cases:victim-stage", args=[victim.pk]), typed)
    text = page(response)
    assert response.status_code == 422
    assert f"{referral.number} ({words})" in text
    assert url("referral-detail", referral) in response.content.decode()
    assert "Korban pindah ke bibinya." in text
    victim.refresh_from_db()
    assert victim.stage == stage
    assert not AuditEvent.objects.filter(verb="victim.moved").exists()

    if how == "closed":
        actions.settle(referral=referral, note="Slip dimusnahkan.", by=world.sari)
    else:
        actions.withdraw(referral=referral, by=world.sari)
    response = client_of(world.ratna).post(reverse("cases:victim-stage", args=[victim.pk]), typed)
    assert response.status_code == 302, page(response)


def test_the_sender_settles_and_the_note_stands_in_the_file(story, world, sari):
    referral = accepted(story)
    consents.withdraw(consent=story.consent, by=world.sari)
    text = page(sari.get(url("referral-detail", referral)))
    assert CLOSED in text
    assert "Catat kelanjutannya" in text
    assert "Tarik rujukan" not in text
    empty = sari.post(url("referral-settle", referral), {"note": " "})
    assert empty.status_code == 422
    for _press in range(2):
        form = {"note": "Pindah ke shelter mitra 1 Desember."}
        assert sari.post(url("referral-settle", referral), form).status_code == 302
    service, closure = Service.objects.get(), Closure.objects.get()
    assert (service.state, service.outcome_note) == ("withdrawn", "Pindah ke shelter mitra 1 Desember.")
    assert closure.settled_by == world.sari
    assert AuditEvent.objects.filter(verb="referral.settled").count() == 1
    text = page(sari.get(url("referral-detail", referral)))
    assert "Pindah ke shelter mitra 1 Desember." in text
    assert "Catat kelanjutannya" not in text


def test_a_first_service_that_lies_ahead_is_not_said_to_have_begun(story, world, sari):
    """Accepted on Monday for Wednesday, withdrawn on Tuesday: the service had not begun."""
    ahead = clock.today() + timedelta(days=2)
    referral = story.sent(accepted=True, first_service_on=ahead)
    consents.withdraw(consent=story.consent, by=world.sari)
    text = page(sari.get(url("referral-detail", referral)))
    assert f"menerima rujukan ini, dengan layanan pertama {days.day(ahead)}" in text
    assert "sudah melayani" not in text


@pytest.mark.each_door
def test_settling_belongs_to_the_sender_and_to_closed_referrals(story, world):
    referral = story.sent()
    with pytest.raises(WorkflowRefused, match="tidak ditutup"):
        actions.settle(referral=referral, note="Selesai.", by=world.sari)
    consents.withdraw(consent=story.consent, by=world.sari)
    for other in (world.maya, world.budi, world.tono, world.rina):
        with pytest.raises(AccessDenied):
            actions.settle(referral=referral, note="Selesai.", by=other)
    assert Closure.objects.get().settled_at is None
    assert client_of(world.tono).get(url("referral-detail", referral)).status_code == 404
    assert client_of(world.budi).get(url("referral-detail", referral)).status_code == 404


# --- A journey ------------------------------------------------------------------------------------------------------
def test_sari_withdraws_while_maya_reads(story, world):
    referral = story.sent()
    sari, maya = Desk(world.sari), Desk(world.maya)
    maya.open(url("referral-detail", referral))
    sari.open(reverse("cases:consent-record", args=[story.victim.pk])).press("Catat penarikan")
    assert f"Ditutup bagi instansinya: {referral.number}" in sari.text
    maya.press("Terima rujukan", {"first_service_on": str(clock.today())})
    assert "Tidak ada yang disimpan" in maya.text
    assert CLOSED in maya.text


# --- The rule stands twice ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("sent_on", ["guardian", "officer", "urgent_before", "urgent_after"])
@pytest.mark.parametrize("withdrawn", ["guardian", "officer"])
def test_the_trigger_and_the_file_agree_on_what_rests_on_what(story, world, sent_on, withdrawn):
    given = {}
    for name in ("urgent_before", "guardian", "officer", "urgent_after"):
        giver = {"guardian": "victim_and_guardian", "officer": "state_officer"}.get(name, "urgent_later")
        given[name] = ConsentFactory(
            victim=story.victim, given_by=giver, **({"given_on": None} if giver == "urgent_later" else {})
        )
    referral = story.sent(consent=given[sent_on])
    consents.withdraw(consent=given[withdrawn], by=world.sari)
    referral.refresh_from_db()
    assert (referral.closed_at is not None) == (sent_on in (withdrawn, "urgent_before"))
    assert (Service.objects.get().state == "stopped") == (referral.closed_at is not None)


# --- After the end --------------------------------------------------------------------------------------------------
def completed(story, outcome: str = "given") -> Referral:
    """A referral Maya completed; its slip stays readable to her for thirty days."""
    referral = story.sent(completed=True, outcome=outcome, outcome_note="Tinggal di rumah aman.")
    ReferralMessageFactory(referral=referral, from_agency=True, text="Kapan dijemput?")
    return referral


@pytest.mark.parametrize("outcome", ["given", "refused_by_victim"])
def test_the_slip_of_a_completed_referral_closes_too(story, world, maya, outcome):
    referral = completed(story, outcome)
    assert NEED in page(maya.get(url("referral-detail", referral)))
    consents.withdraw(consent=story.consent, by=world.sari)
    text = page(maya.get(url("referral-detail", referral)))
    assert CLOSED in text
    for shared in (NEED, "Perempuan, 16 tahun", "Kapan dijemput?", "Tinggal di rumah aman."):
        assert shared not in text
    assert "16 th" not in page(maya.get("/rujukan/masuk/?tampil=selesai"))
    assert referral.number in page(maya.get("/"))
    with as_agency(world.maya):
        assert sql("SELECT slip FROM referrals_referral") == []
        assert sql("SELECT text FROM referrals_referralmessage") == []
    receiver = f"Rujukan {referral.number} ditutup: persetujuan dicabut. Jangan pakai lagi data dari slipnya."
    assert told_of_closing(world.maya) == [receiver]
    assert Participation.objects.get().until is not None


def test_what_was_completed_stays_so_and_nothing_is_owed_for_it(story, world, sari):
    referral = completed(story)
    consents.withdraw(consent=story.consent, by=world.ratna)
    assert told_of_closing(world.sari) == []
    assert "stop_sharing" not in duties(story.victim.case)
    assert referral.number not in page(sari.get("/"))
    text = page(sari.get(url("referral-detail", referral)))
    assert "Tinggal di rumah aman." in text
    assert "Catat kelanjutan" not in text
    assert referral.number in page(sari.get("/rujukan/?keadaan=completed"))
    assert referral.number not in page(sari.get("/rujukan/?keadaan=ditutup"))
    with pytest.raises(WorkflowRefused, match="sudah selesai sebelum"):
        actions.settle(referral=referral, note="Selesai.", by=world.sari)
    assert Service.objects.get().state == "completed"
    victim = at_stage(story.victim, "monitoring")
    typed = {"to": "termination", "since": "monitoring", "note": "Pulang.", "termination_reason": "goals_reached"}
    assert client_of(world.ratna).post(reverse("cases:victim-stage", args=[victim.pk]), typed).status_code == 302


def test_what_the_agency_declined_is_not_announced_as_closed(story, world, maya):
    referral = story.sent(declined=True)
    consents.withdraw(consent=story.consent, by=world.sari)
    assert told_of_closing(world.maya) == []
    text = page(maya.get(url("referral-detail", referral)))
    assert "Ditolak" in text
    assert NEED not in text


@pytest.mark.parametrize("name", [*ANSWERS, "referral-withdraw", "referral-settle"])
def test_the_address_of_an_act_leads_to_the_closed_page(story, world, name):
    referral = story.sent()
    consents.withdraw(consent=story.consent, by=world.sari)
    if name not in ("referral-withdraw", "referral-settle"):
        assert CLOSED in page(client_of(world.maya).get(url(name, referral), follow=True))
    assert CLOSED in page(client_of(world.sari).get(url("referral-detail", referral)))
    assert client_of(world.tono).get(url(name, referral)).status_code in (403, 404)
