"""The roster and the emergency numbers: edited by the supervisor, read by the team."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions import duty_roster
from cases.models import DutyTurn, EmergencyContact
from cases.queries.on_duty import desk_of
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from tests.cases.stories import WIB
from tests.factories import DutyTurnFactory, EmergencyContactFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 2, 9, 9, tzinfo=WIB)  # a Monday
POLICE = {"kind": "police", "name": "Unit PPA (contoh)", "phone": "0741-000-0110", "hours": "", "note": "",
          "position": 1, "is_active": True}  # fmt: skip


def turn(world, by=None, **changes):
    """Sari from nine to five."""
    values = {"task_force": world.jambi, "user": world.sari, "starts_at": NINE, "ends_at": NINE + timedelta(hours=8)}
    return duty_roster.add_turn(by=by or world.ratna, **{**values, **changes})


class TestTurns:
    """Who is on duty."""

    def test_a_turn_entered_twice_is_one(self, world):
        assert turn(world) == turn(world)
        event = AuditEvent.objects.get(verb="duty.turn_added")
        assert event.details == {"who": "Sari"}

    @pytest.mark.parametrize("hours", [0, -1, 25])
    def test_a_turn_has_a_length(self, world, hours):
        with pytest.raises(WorkflowRefused):
            turn(world, ends_at=NINE + timedelta(hours=hours))

    def test_only_people_of_the_team(self, world):
        for user in (world.tono, world.maya, world.rina):
            with pytest.raises(WorkflowRefused):
                turn(world, user=user)

    @pytest.mark.parametrize("name", ["sari", "tono", "rina", "arif"])
    def test_only_the_supervisor(self, world, name):
        by, planned = getattr(world, name), DutyTurnFactory(by=world.ratna)
        for act in (
            lambda: turn(world, by=by),
            lambda: duty_roster.remove_turn(turn=planned, by=by),
            lambda: duty_roster.repeat_week(task_force=world.jambi, start=NINE, by=by),
            lambda: duty_roster.add_contact(task_force=world.jambi, details=POLICE, by=by),
        ):
            with pytest.raises(AccessDenied):
                act()

    def test_what_is_over_stays(self, world):
        with pytest.raises(WorkflowRefused, match="sudah lewat"):
            duty_roster.remove_turn(turn=turn(world, starts_at=NINE - timedelta(days=4000),
                                              ends_at=NINE - timedelta(days=3999.5)), by=world.ratna)  # fmt: skip
        planned = DutyTurnFactory(by=world.ratna)
        for _press in range(2):
            duty_roster.remove_turn(turn=planned, by=world.ratna)
        assert AuditEvent.objects.filter(verb="duty.turn_removed").count() == 1

    def test_a_week_is_repeated_once(self, world):
        turn(world)
        start = NINE.replace(hour=0)
        assert duty_roster.repeat_week(task_force=world.jambi, start=start, by=world.ratna) == 1
        assert duty_roster.repeat_week(task_force=world.jambi, start=start, by=world.ratna) == 0
        assert sorted(DutyTurn.objects.values_list("starts_at", flat=True)) == [NINE, NINE + timedelta(days=7)]

    def test_now_and_next(self, world):
        turn(world)
        turn(world, user=world.ratna, starts_at=NINE + timedelta(hours=8), ends_at=NINE + timedelta(hours=16))
        desk = desk_of([world.jambi.pk], at=NINE + timedelta(hours=1))
        assert [one.user.name for one in desk.now] == ["Sari"]
        assert desk.following.user == world.ratna
        assert desk_of([world.jakarta_barat.pk], at=NINE + timedelta(hours=1)).now == []

    def test_the_database_wants_an_end(self, world):
        with pytest.raises(IntegrityError), transaction.atomic():
            DutyTurnFactory(by=world.ratna, ends_at=timezone.now() - timedelta(days=1))


class TestNumbers:
    """Whom to call."""

    def test_added_once_and_changed(self, world):
        contact = duty_roster.add_contact(task_force=world.jambi, details=POLICE, by=world.ratna)
        assert duty_roster.add_contact(task_force=world.jambi, details=POLICE, by=world.ratna) == contact
        change = {**POLICE, "phone": "0741-000-0111"}
        done = duty_roster.change_contact(contact=contact, details=change, version=1, by=world.ratna)
        assert (done.phone, done.version) == ("0741-000-0111", 2)
        with pytest.raises(Conflict):
            duty_roster.change_contact(contact=contact, details=POLICE, version=1, by=world.ratna)
        assert AuditEvent.objects.get(verb="duty.contact_changed").details == {"changed": ["phone"]}

    def test_what_is_not_used_any_more_is_not_called(self, world):
        EmergencyContactFactory(by=world.ratna, is_active=False)
        assert desk_of([world.jambi.pk]).contacts == []


class TestPages:
    """The pages."""

    def test_the_supervisor_plans_and_the_team_reads(self, world):
        ratna, week = client_of(world.ratna), reverse("cases:duty-week")
        form = {"user": str(world.sari.pk), "on": "2099-02-10", "starts": "20.00", "ends": "06.00", "phone": ""}
        answer = ratna.post(reverse("cases:turn-add"), form)
        planned = DutyTurn.objects.get()
        assert planned.ends_at - planned.starts_at == timedelta(hours=10)
        assert answer.url == f"{week}?pekan=2099-02-10"
        page = client_of(world.sari).get(answer.url).content.decode()
        assert "20.00–06.00" in page
        assert "Tambah giliran" not in page
        assert "Hapus giliran Sari" in ratna.get(answer.url).content.decode()
        assert ratna.post(reverse("cases:week-repeat"), {"pekan": "2099-02-09"}).url == f"{week}?pekan=2099-02-16"
        assert ratna.post(reverse("cases:turn-remove", args=[planned.pk])).status_code == 302
        assert DutyTurn.objects.count() == 1

    def test_a_turn_without_a_person_is_asked_for(self, world):
        answer = client_of(world.ratna).post(reverse("cases:turn-add"), {"on": "2099-02-10"})
        assert answer.status_code == 422
        assert "Pilih petugasnya" in answer.content.decode()

    def test_numbers_are_added_and_corrected(self, world):
        client = client_of(world.ratna)
        assert client.post(reverse("cases:helper-add"), {**POLICE, "phone": "x"}).status_code == 422
        assert client.post(reverse("cases:helper-add"), POLICE).status_code == 302
        url = reverse("cases:helper-change", args=[EmergencyContact.objects.get().pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {**POLICE, "version": 1, "hours": "24 jam"}).status_code == 302
        assert client.post(url, {**POLICE, "version": 1, "hours": "12 jam"}).status_code == 409
        assert "24 jam" in client_of(world.sari).get(reverse("cases:duty-week")).content.decode()

    @pytest.mark.parametrize("week", ["x", "2026-13-45", "0001-01-01", "2026-02-31"])
    def test_a_week_that_is_none(self, world, week):
        assert client_of(world.sari).get(f"{reverse('cases:duty-week')}?pekan={week}").status_code == 404

    @pytest.mark.each_door
    def test_others_get_nowhere(self, world):
        mine, planned = EmergencyContactFactory(by=world.ratna), DutyTurnFactory(by=world.ratna)
        assert client_of(world.tono).post(reverse("cases:turn-remove", args=[planned.pk])).status_code == 403
        assert client_of(world.sari).get(reverse("cases:helper-change", args=[mine.pk])).status_code == 403
        assert client_of(world.rina).get(reverse("cases:duty-week")).status_code == 403
        assert "Unit PPA" not in client_of(world.tono).get(reverse("cases:duty-week")).content.decode()
