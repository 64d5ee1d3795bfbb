"""An emergency from its declaration to its end: notified at once, taken on by one person, escalated if nobody acts."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases import tasks
from cases.actions import cases, complaints, emergencies
from cases.models import Case, Complaint, EmergencyResponse, EmergencyStep, TimeLimit, Victim
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access import scoping
from taskforces.access.roles import Role
from taskforces.models import Notification
from tests.cases.stories import logged
from tests.factories import CaseFactory, DutyTurnFactory, EmergencyContactFactory, EmergencyFactory
from tests.personas import client_of, make_user, make_world


def verbs() -> list[str]:
    """What the audit says of emergencies, in order."""
    return list(AuditEvent.objects.filter(verb__startswith="emergency.").order_by("id").values_list("verb", flat=True))


def told() -> set[tuple[str, str]]:
    """Who was notified, and the URL of the notification."""
    return set(Notification.objects.values_list("user__name", "path"))


def late(world, **fields) -> EmergencyResponse:
    """An emergency declared seventy minutes ago."""
    began = timezone.now() - timedelta(minutes=70)
    complaint = logged(world)
    Notification.objects.all().delete()
    return EmergencyFactory(complaint=complaint, declared_at=began, due_at=began + timedelta(hours=1), **fields)


@pytest.mark.django_db
class TestDeclaring:
    """The clock starts, and people on duty are notified."""

    def test_it_starts_the_clock_and_tells_duty_and_supervisor(self, world):
        wati = make_user("Wati", Role.CASEWORKER, world.decree, world.uptd)
        make_user("Joko", Role.CASEWORKER, world.decree, world.uptd)
        DutyTurnFactory(by=world.ratna, user=wati)
        complaint = logged(world, urgency="ordinary")
        response = emergencies.declare(complaint=complaint, by=world.sari)
        complaint.refresh_from_db()
        assert (complaint.outcome, complaint.urgency) == ("emergency", "emergency")
        assert response.due_at - response.declared_at == timedelta(hours=1)
        assert response.acknowledged_at is None
        path = reverse("cases:emergency-detail", args=[response.pk])
        assert told() == {("Wati", path), ("Ratna", path)}
        assert not [line for line in Notification.objects.all() if "Melati" in line.text or "0812" in line.text]
        assert verbs() == ["emergency.declared"]

    def test_with_nobody_on_duty_everybody_is_told(self, world):
        make_user("Joko", Role.CASEWORKER, world.decree, world.uptd)
        emergencies.declare(complaint=logged(world), by=world.sari)
        assert {name for name, _path in told()} == {"Ratna", "Joko"}

    def test_somebody_who_left_is_on_no_roster(self, world):
        DutyTurnFactory(by=world.ratna, user=world.maya)
        emergencies.declare(complaint=logged(world), by=world.sari)
        assert {name for name, _path in told()} == {"Ratna"}

    def test_who_is_on_duty_takes_it_on_by_declaring(self, world):
        DutyTurnFactory(by=world.ratna, user=world.sari)
        response = emergencies.declare(complaint=logged(world), by=world.sari)
        assert response.acknowledged_by == world.sari

    def test_twice_is_once(self, world):
        complaint = logged(world)
        first, second = (emergencies.declare(complaint=complaint, by=by) for by in (world.sari, world.ratna))
        assert first == second
        assert verbs() == ["emergency.declared"]

    def test_the_hour_is_a_row(self, world):
        TimeLimit.objects.update_or_create(duty="emergency", defaults={"hours": 2})
        response = emergencies.declare(complaint=logged(world), by=world.sari)
        assert response.due_at - response.declared_at == timedelta(hours=2)
        assert f"sebelum pukul {timezone.localtime(response.due_at):%H.%M}" in Notification.objects.first().text

    def test_a_complaint_of_a_case_is_not_declared_anew(self, world):
        complaint = logged(world)
        CaseFactory.of_complaint(complaint)
        with pytest.raises(WorkflowRefused):
            emergencies.declare(complaint=complaint, by=world.sari)
        assert not EmergencyResponse.objects.exists()

    @pytest.mark.parametrize("name", ["tono", "budi", "rina", "dewi", "arif"])
    def test_others_declare_nothing(self, world, name):
        complaint = logged(world)
        with pytest.raises(AccessDenied):
            emergencies.declare(complaint=complaint, by=getattr(world, name))
        assert not EmergencyResponse.objects.exists()

    def test_nothing_is_left_when_it_fails_midway(self, world, monkeypatch):
        complaint = logged(world)

        def fail(*_args):
            raise RuntimeError

        monkeypatch.setattr(emergencies, "_tell", fail)
        with pytest.raises(RuntimeError):
            emergencies.declare(complaint=complaint, by=world.sari)
        complaint.refresh_from_db()
        assert complaint.outcome == "pending"
        assert not EmergencyResponse.objects.exists()
        assert verbs() == []

    def test_the_database_lets_one_run(self, world):
        complaint = logged(world)
        EmergencyFactory(complaint=complaint)
        with pytest.raises(IntegrityError), transaction.atomic():
            EmergencyFactory(complaint=complaint)


@pytest.mark.django_db
class TestRunning:
    """Taken on, step by step, ended."""

    def test_one_takes_it_on_and_the_second_is_told(self, world):
        response = EmergencyFactory(complaint=logged(world))
        emergencies.acknowledge(response=response, by=world.ratna)
        emergencies.acknowledge(response=response, by=world.ratna)
        with pytest.raises(WorkflowRefused, match="Ratna"):
            emergencies.acknowledge(response=response, by=world.sari)
        assert verbs() == ["emergency.acknowledged"]

    def test_steps_are_kept_and_the_same_step_sent_twice_is_one(self, world):
        response = EmergencyFactory(complaint=logged(world))
        office = EmergencyContactFactory(by=world.ratna)
        step = {"contact": office, "note": "Patroli berangkat", "happened_at": clock.now()}
        for _press in range(2):
            emergencies.add_step(response=response, by=world.sari, **step)
        assert EmergencyStep.objects.filter(contact=office).count() == 1
        event = AuditEvent.objects.get(verb="emergency.step_recorded")
        assert event.details == {"contact": office.name}
        assert event.root_id == response.complaint_id

    def test_a_step_names_somebody_of_one_s_own_task_force_and_has_happened(self, world):
        response = EmergencyFactory(complaint=logged(world))
        foreign = EmergencyContactFactory(task_force=world.jakarta_barat)
        for step in (
            {"happened_at": clock.now()},
            {"contact": foreign, "happened_at": clock.now()},
            {"whom": "Satpam", "happened_at": clock.now() + timedelta(hours=1)},
        ):
            with pytest.raises(WorkflowRefused):
                emergencies.add_step(response=response, by=world.sari, **step)

    def test_it_ends_with_a_result_and_the_danger_is_over(self, world):
        complaint = logged(world)
        response = emergencies.declare(complaint=complaint, by=world.sari)
        for _press in range(2):
            done = emergencies.end(response=response, result="safe", note="Di rumah bibi", by=world.sari)
        assert (done.result, done.end_note) == ("safe", "Di rumah bibi")
        complaint.refresh_from_db()
        assert (complaint.outcome, complaint.urgency) == ("emergency", "urgent")
        assert verbs() == ["emergency.declared", "emergency.ended"]
        for act in (emergencies.acknowledge, lambda **given: emergencies.end(result="with_police", **given)):
            with pytest.raises(WorkflowRefused, match="sudah diakhiri"):
                act(response=response, by=world.ratna)

    def test_a_victim_not_found_is_in_danger_still(self, world):
        complaint = logged(world)
        response = EmergencyFactory(complaint=complaint, declares=True)
        emergencies.end(response=response, result="not_found", by=world.sari)
        complaint.refresh_from_db()
        assert complaint.urgency == "emergency"

    def test_a_complaint_does_not_end_while_one_runs(self, world):
        complaint = logged(world)
        response = EmergencyFactory(complaint=complaint, declares=True)
        with pytest.raises(WorkflowRefused, match="masih berjalan"):
            complaints.conclude(complaint=complaint, outcome="information", by=world.sari)
        emergencies.end(response=response, result="not_an_emergency", by=world.sari)
        assert complaints.conclude(complaint=complaint, outcome="information", by=world.sari).outcome == "information"

    def test_a_case_is_opened_from_it_and_the_response_stays(self, world):
        complaint = logged(world)
        response = EmergencyFactory(complaint=complaint, declares=True)
        case = cases.open_from_complaint(complaint=complaint, kind="tppo", by=world.sari)
        response.refresh_from_db()
        assert response.is_open
        assert case.urgency == "emergency"
        assert Complaint.objects.get().outcome == "new_case"
        page = client_of(world.sari).get(reverse("cases:case-detail", args=[case.pk])).content.decode()
        assert "Penanganan darurat berjalan" in page
        titles = [str(group.title) for group in client_of(world.sari).get("/").context["day"].groups]
        assert "Keadaan darurat" in titles
        assert "Keselamatan" not in titles
        assert emergencies.end(response=response, result="safe", by=world.sari).result == "safe"
        case.refresh_from_db()
        assert case.urgency == "urgent"
        assert AuditEvent.objects.filter(verb="case.edited").count() == 1

    @pytest.mark.parametrize("name", ["tono", "budi", "rina"])
    def test_others_do_none_of_it(self, world, name):
        response, by = EmergencyFactory(complaint=logged(world)), getattr(world, name)
        for act in (
            lambda: emergencies.acknowledge(response=response, by=by),
            lambda: emergencies.add_step(response=response, whom="x", happened_at=clock.now(), by=by),
            lambda: emergencies.end(response=response, result="safe", by=by),
        ):
            with pytest.raises(AccessDenied):
                act()


@pytest.mark.django_db
class TestEscalation:
    """Nobody acted within the hour."""

    def test_nobody_took_it_on_so_everybody_is_told_once(self, world):
        make_user("Joko", Role.CASEWORKER, world.decree, world.uptd)
        response = late(world)
        tasks.escalate_emergencies(timestamp=0)
        tasks.escalate_emergencies(timestamp=60)
        assert sorted(Notification.objects.values_list("user__name", flat=True)) == ["Joko", "Ratna", "Sari"]
        response.refresh_from_db()
        assert response.escalation_level == 1
        event = AuditEvent.objects.get(verb="emergency.escalated")
        assert (event.actor_id, event.details) == (None, {"level": 1})

    def test_taken_on_but_not_ended_goes_to_the_supervisor_then_to_everybody(self, world):
        response = late(world, acknowledged_at=timezone.now(), acknowledged_by=world.sari)
        assert tasks.escalate_of(world.jambi.pk) == 1
        assert [name for name, _path in told()] == ["Ratna"]
        with clock.at(response.due_at + timedelta(minutes=61)):
            assert tasks.escalate_of(world.jambi.pk) == 1
            assert tasks.escalate_of(world.jambi.pk) == 0
        assert Notification.objects.count() == 3
        assert Notification.objects.filter(text__contains="dua kali melewati batas").count() == 2, "not the same again"
        response.refresh_from_db()
        assert response.escalation_level == 2

    def test_what_is_in_time_or_ended_is_left_alone(self, world):
        EmergencyFactory(complaint=logged(world))
        ended = late(world)
        emergencies.end(response=ended, result="safe", by=world.sari)
        Notification.objects.all().delete()
        assert tasks.escalate_of(world.jambi.pk) == 0
        assert not Notification.objects.exists()

    def test_each_task_force_raises_its_own(self, world):
        late(world)
        assert tasks.escalate_of(world.jakarta_barat.pk) == 0
        assert tasks.escalate_of(world.jambi.pk) == 1

    def test_the_timers_are_known_to_the_worker(self):
        from procrastinate.contrib.django import app

        periodic = {entry.task.name: entry.cron for entry in app.periodic_registry.periodic_tasks.values()}
        assert periodic["cases.tasks.escalate_emergencies"] == "* * * * *"
        assert periodic["cases.tasks.tell_missing_receipts"] == "*/10 * * * *"


@pytest.mark.django_db
class TestPages:
    """The pages."""

    def test_the_page_says_who_helps_and_names_nobody_else(self, world):
        DutyTurnFactory(by=world.ratna)
        EmergencyContactFactory(by=world.ratna)
        response = EmergencyFactory(complaint=logged(world))
        page = client_of(world.sari).get(emergencies.path_of(response)).content.decode()
        assert "Ratna" in page
        assert 'href="tel:+627410000110"' in page
        assert "Saya tangani" in page
        assert not [secret for secret in ("Melati", "0812-0000", "081200000027", "Jalan Rekaan") if secret in page]

    def test_from_the_complaint_to_the_end_without_a_script(self, world):
        client, complaint = client_of(world.sari), logged(world)
        office = EmergencyContactFactory(by=world.ratna)
        answer = client.post(reverse("cases:complaint-emergency", args=[complaint.pk]))
        here = emergencies.path_of(EmergencyResponse.objects.get())
        assert answer.url == here
        assert client.post(f"{here}tangani/").url == here
        assert client.post(f"{here}langkah/", {"contact": str(office.pk), "note": "Berangkat"}).url == here
        assert "Berangkat" in client.get(here).content.decode()
        assert client.post(f"{here}langkah/", {"note": "tanpa siapa"}).status_code == 422
        assert client.post(f"{here}akhiri/", {}).status_code == 422
        assert client.post(f"{here}akhiri/", {"result": "safe"}).url == f"/pengaduan/{complaint.pk}/"
        assert "Korban sudah di tempat aman" in client.get(here).content.decode()

    def test_the_second_officer_reads_who_was_first(self, world):
        response = EmergencyFactory(complaint=logged(world), acknowledged_at=clock.now(), acknowledged_by=world.ratna)
        client = client_of(world.sari)
        page = client.post(reverse("cases:emergency-acknowledge", args=[response.pk]), follow=True)
        assert "Ratna sudah menanganinya" in page.content.decode()

    def test_it_stands_on_top_of_today(self, world):
        late(world)
        DutyTurnFactory(by=world.ratna)
        client = client_of(world.sari)
        page = client.get("/")
        first = page.context["day"].groups[0]
        assert (str(first.title), first.late) == ("Keadaan darurat", "urgent")
        text = page.content.decode()
        assert "Belum ada yang menangani" in text
        assert "Ratna" in text
        assert "Keadaan darurat" not in client_of(world.tono).get("/").content.decode()

    @pytest.mark.each_door
    def test_another_city_and_other_roles_get_nowhere(self, world):
        response = EmergencyFactory(complaint=logged(world))
        for name in ("emergency-acknowledge", "emergency-step", "emergency-end"):
            url = reverse(f"cases:{name}", args=[response.pk])
            assert client_of(world.tono).post(url).status_code == 404
            assert client_of(world.budi).post(url).status_code == 403
        assert client_of(world.tono).get(emergencies.path_of(response)).status_code == 404
        assert client_of(world.rina).get(emergencies.path_of(response)).status_code == 403


@pytest.mark.django_db
def test_nobody_becomes_a_victim_by_a_call(world):
    for outcome in ("spam", "wrong_number", "not_a_complaint"):
        complaints.conclude(complaint=logged(world), outcome=outcome, by=world.sari)
    emergencies.declare(complaint=logged(world), by=world.sari)
    assert not Victim.objects.exists()
    assert not Case.objects.exists()
    workload = client_of(world.sari).get("/").context["day"].workload
    assert workload.total == 4
    assert {line.label: line.count for line in workload.lines}["Iseng atau spam"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_takes_it_on():
    world = make_world()
    response = EmergencyFactory(complaint=logged(world))
    gate, results = threading.Barrier(2), []

    def run(user):
        gate.wait(timeout=10)
        try:
            with transaction.atomic(), row_security.activate(scoping.row_security_context(user)):
                results.append(emergencies.acknowledge(response=response, by=user).acknowledged_by_id)
        except WorkflowRefused as refusal:
            results.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[user]) for user in (world.sari, world.ratna)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    first = EmergencyResponse.objects.get().acknowledged_by
    assert len(results) == 2
    assert first.pk in results
    assert f"{first.name} sudah menanganinya." in results
    assert verbs() == ["emergency.acknowledged"]
