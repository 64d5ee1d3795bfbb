"""No open work belongs to people without access: it is handed on when their access ends."""

import json
import random
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import tasks
from cases.actions import emergencies, leaving
from cases.leaving import holding
from cases.models import Case, Draft, DutyTurn, EmergencyResponse
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from safeguards.identifiers import new_id
from taskforces import holdings
from taskforces.access import scoping
from taskforces.access.roles import Role
from taskforces.actions import agencies, decrees, memberships
from taskforces.choices import DeactivationReason
from taskforces.models import Decree, Membership, Notification, User
from tests.cases.stories import logged, opened
from tests.factories import DraftFactory, DutyTurnFactory, EmergencyFactory, VictimFactory
from tests.personas import make_user, make_world

pytestmark = pytest.mark.django_db
STORY = "Contoh Melati tidak boleh pulang."


def seat(user) -> Membership:
    return Membership.objects.get(user=user)


def case_of(world, by=None) -> Case:
    by = by or world.sari
    return opened(world, by=by)


def call_of(user) -> Draft:
    key = str(new_id())
    return DraftFactory(user=user, key=f"complaint:{key}", typed={"submission_key": key, "narrative": STORY})


def caseload(world, user=None) -> dict:
    """One of everything somebody can hold."""
    user = user or world.sari
    case = case_of(world, user)
    response = EmergencyFactory(
        complaint=logged(world, by=user), acknowledged_at=timezone.now(), acknowledged_by=user, declared_by=user
    )
    turn = DutyTurnFactory(
        by=world.ratna,
        user=user,
        starts_at=timezone.now() + timedelta(days=2),
        ends_at=timezone.now() + timedelta(days=2, hours=8),
    )
    return {"case": case, "emergency": response, "turn": turn, "draft": call_of(user)}


def end(world, user=None, *, by=None, **options) -> Membership:
    user = user or world.sari
    reason = DeactivationReason.LEFT
    return memberships.deactivate(membership=seat(user), reason=reason, by=by or world.arif, **options)


def midnight_after(day) -> datetime:
    """A minute into the day after."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time())) + timedelta(minutes=1)


def lines_of(user) -> list[str]:
    return list(Notification.objects.filter(user=user).values_list("text", flat=True))


def verbs() -> list[str]:
    given = ("case.given_on", "emergency.released", "duty.turn_given_on", "draft.given_on")
    return sorted(AuditEvent.objects.filter(verb__in=given).values_list("verb", flat=True))


def left(world) -> dict:
    return holding.count_left_behind(world.jambi.pk)


class TestEnding:
    """An act ends access and hands on the work, in one transaction."""

    def test_everything_goes_to_the_colleague_who_was_chosen(self, world):
        wati = make_user("Wati", Role.CASEWORKER, world.decree, world.uptd)
        had = caseload(world)
        end(world, to=wati)

        case = Case.objects.get(pk=had["case"].pk)
        assert (case.responsible, case.version) == (wati, had["case"].version + 1)
        turn = DutyTurn.objects.get()
        assert (turn.user, turn.starts_at, turn.ends_at) == (wati, had["turn"].starts_at, had["turn"].ends_at)
        draft = Draft.objects.get()
        assert (draft.user, draft.key, draft.handed_by) == (wati, had["draft"].key, world.sari)
        assert json.loads(draft.fields)["narrative"] == STORY
        assert left(world) == {}

    def test_without_a_choice_a_supervisor_takes_it(self, world):
        make_user("Aminah", Role.CASEWORKER, world.decree, world.uptd)
        had = caseload(world)
        end(world)
        assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna
        assert Draft.objects.get().user == world.ratna

    def test_a_running_emergency_belongs_to_the_team_and_rings_at_once(self, world):
        wati = make_user("Wati", Role.CASEWORKER, world.decree, world.uptd)
        had = caseload(world)
        Notification.objects.all().delete()
        end(world, to=wati)
        response = EmergencyResponse.objects.get(pk=had["emergency"].pk)
        assert (response.acknowledged_by, response.acknowledged_at) == (None, None)
        for user in (world.ratna, wati):
            assert any("kehilangan penanggung jawab" in line for line in lines_of(user))
        emergencies.acknowledge(response=response, by=world.fresh(wati))

    def test_every_thing_is_recorded_with_who_and_why(self, world):
        had = caseload(world)
        end(world, to=world.ratna)
        assert verbs() == ["case.given_on", "draft.given_on", "duty.turn_given_on", "emergency.released"]
        event = AuditEvent.objects.get(verb="case.given_on")
        assert (event.actor_id, event.target_id) == (world.arif.pk, had["case"].pk)
        assert event.details == {"who": "Sari", "to": "Ratna", "why": "akses berakhir"}

    def test_who_receives_is_told_in_counts_and_names_nobody(self, world):
        caseload(world)
        Notification.objects.all().delete()
        end(world, to=world.ratna)
        text = next(line for line in lines_of(world.ratna) if "kini milik Anda" in line)
        assert "1 kasus terbuka" in text
        assert "1 giliran jaga" in text
        assert "1 draf" in text
        assert not any(word in line for line in lines_of(world.ratna) for word in ("Melati", "K-2026", "0812"))

    @pytest.mark.parametrize("to", ["sari", "tono", "budi", "rina", "arif", "dewi", "nobody"])
    def test_nobody_without_access_receives_and_nothing_happens(self, world, to):
        had = caseload(world)
        with pytest.raises(WorkflowRefused, match="masih punya akses"):
            end(world, to=getattr(world, to))
        assert seat(world.sari).deactivated_at is None
        assert Case.objects.get(pk=had["case"].pk).responsible == world.sari
        assert verbs() == []

    @pytest.mark.parametrize("by", ["ratna", "sari", "rina", "tono"])
    def test_the_wrong_role_gives_nothing_on(self, world, by):
        caseload(world)
        with pytest.raises(AccessDenied):
            end(world, to=world.ratna, by=getattr(world, by))
        assert verbs() == []

    def test_failing_midway_leaves_all_as_it_was(self, world, monkeypatch):
        had = caseload(world)
        monkeypatch.setattr("cases.leaving.giving._tell", lambda *_a: (_ for _ in ()).throw(RuntimeError("killed")))
        with pytest.raises(RuntimeError):
            end(world, to=world.ratna)
        assert seat(world.sari).deactivated_at is None
        assert Case.objects.get(pk=had["case"].pk).responsible == world.sari
        assert EmergencyResponse.objects.get(pk=had["emergency"].pk).acknowledged_by == world.sari
        assert (Draft.objects.get().user, DutyTurn.objects.get().user) == (world.sari, world.sari)
        assert verbs() == []

    def test_twice_is_once(self, world):
        caseload(world)
        end(world, to=world.ratna)
        with pytest.raises(WorkflowRefused, match="sudah diakhiri"):
            end(world, to=world.ratna)
        assert len(verbs()) == 4

    def test_another_seat_in_the_team_keeps_everything(self, world):
        had = caseload(world)
        Membership.objects.create(
            user=world.sari, task_force=world.jambi, decree=world.decree, agency=world.uptd,
            role=Role.SUPERVISOR, valid_from=clock.today(),
        )  # fmt: skip
        caseworker = Membership.objects.get(user=world.sari, role=Role.CASEWORKER)
        memberships.deactivate(membership=caseworker, reason=DeactivationReason.MOVED, by=world.arif)
        assert Case.objects.get(pk=had["case"].pk).responsible == world.sari
        assert verbs() == []

    def test_a_seat_without_files_keeps_nothing(self, world):
        """The role that reads cases ends; the same person's seat as secretariat does not count."""
        had = caseload(world)
        memberships.grant(
            user=world.sari, decree=world.decree, role=Role.SECRETARIAT, valid_from=clock.today(), by=world.arif
        )
        caseworker = Membership.objects.get(user=world.sari, role=Role.CASEWORKER)
        memberships.deactivate(membership=caseworker, reason=DeactivationReason.MOVED, by=world.arif)
        assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna

    def test_a_running_turn_is_cut_and_a_private_number_goes_with_its_person(self, world):
        begun = DutyTurnFactory(by=world.ratna, user=world.sari, phone="0812-7777-0001")
        end(world, to=world.ratna)
        past, present = DutyTurn.objects.order_by("starts_at")
        assert (past.user, past.starts_at) == (world.sari, begun.starts_at)
        assert past.ends_at <= timezone.now()
        assert (present.user, present.ends_at, present.phone) == (world.ratna, begun.ends_at, "")

    def test_the_number_of_the_office_stays(self, world):
        DutyTurnFactory(by=world.ratna, user=world.sari, phone="0741-000-0127")
        DutyTurnFactory(
            by=world.ratna,
            phone="0741 000 0127",
            starts_at=timezone.now() + timedelta(hours=7),
            ends_at=timezone.now() + timedelta(hours=9),
        )
        end(world, to=world.ratna)
        present = DutyTurn.objects.running(timezone.now()).get()
        assert present.phone == "0741-000-0127"

    @pytest.mark.parametrize(("own", "rest"), [(4, (4, 8)), (8, None), (9, None)])
    def test_a_receiver_on_duty_from_the_same_moment_takes_the_rest(self, world, own, rest):
        """Hours: nobody is on duty twice, and every covered hour stays covered."""
        start = timezone.now() + timedelta(days=2)
        DutyTurnFactory(by=world.ratna, user=world.sari, starts_at=start, ends_at=start + timedelta(hours=8))
        mine = DutyTurnFactory(by=world.ratna, starts_at=start, ends_at=start + timedelta(hours=own))
        end(world, to=world.ratna)
        hour = timedelta(hours=1)
        turns = [((turn.starts_at - start) / hour, (turn.ends_at - start) / hour) for turn in DutyTurn.objects.all()]
        assert turns == [(0, own), *([rest] if rest else [])]
        assert set(DutyTurn.objects.values_list("user", flat=True)) == {world.ratna.pk}
        assert DutyTurn.objects.filter(pk=mine.pk).exists()

    def test_a_form_about_a_file_goes_too_and_to_whom_has_none_of_its_own(self, world):
        wati = make_user("Wati", Role.CASEWORKER, world.decree, world.uptd)
        victim = VictimFactory(case=case_of(world))
        for user in (world.sari, world.ratna):
            DraftFactory(user=user, key=f"screening:{victim.pk}", typed={"note": user.name})
        end(world, to=world.ratna)
        found = {draft.user: json.loads(draft.fields)["note"] for draft in Draft.objects.all()}
        assert found == {world.ratna: "Ratna", wati: "Sari"}

    def test_a_call_of_another_city_stays_there(self, world):
        """A person leaves one of two cities: drafts of the other city are not given away."""
        Membership.objects.create(
            user=world.tono, task_force=world.jambi, decree=world.decree, agency=world.uptd,
            role=Role.CASEWORKER, valid_from=clock.today(),
        )  # fmt: skip
        call_of(world.fresh(world.tono))
        here = Membership.objects.get(user=world.tono, task_force=world.jambi)
        memberships.deactivate(membership=here, reason=DeactivationReason.LEFT, to=world.ratna, by=world.arif)
        assert Draft.objects.get().user == world.tono

    def test_it_works_in_the_admins_own_request(self, world):
        """Row security: the admin can read no case, before and after."""
        had = caseload(world)
        with row_security.activate(scoping.row_security_context(world.arif)):
            kinds = holdings.held(task_force_id=world.jambi.pk, users=[world.sari.pk])[world.sari.pk]
            assert [str(kind) for kind in kinds] == [
                "1 keadaan darurat yang ditangani", "1 giliran jaga", "1 kasus terbuka", "1 draf belum selesai",
            ]  # fmt: skip
            end(world, to=world.ratna)
            assert not Case.objects.exists()
        assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna
        assert Draft.objects.get().user == world.ratna


class TestOtherWaysOut:
    """A role ends with more than its own membership."""

    def test_an_agency_leaves(self, world):
        had = caseload(world)
        other = make_user("Wati", Role.SUPERVISOR, world.decree, world.rsud)
        agencies.deactivate(agency=world.uptd, by=world.arif)
        assert Case.objects.get(pk=had["case"].pk).responsible == other
        assert left(world) == {}

    def test_the_last_day_is_moved_into_the_past(self, world):
        had = caseload(world)
        memberships.change_period(
            membership=seat(world.sari), valid_until=clock.today() - timedelta(days=40), to=world.ratna, by=world.arif
        )
        assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna
        assert Draft.objects.get().user == world.ratna

    def test_a_decree_is_revoked_while_others_work_under_another(self, world):
        had = caseload(world)
        other = make_user("Wati", Role.SUPERVISOR, Decree.objects.create(
            task_force=world.jambi, number="9", year=2026, valid_from=clock.today()), world.uptd)  # fmt: skip
        Membership.objects.filter(user=other).update(valid_from=clock.today())
        decrees.revoke(decree=world.decree, revoked_on=clock.today(), by=world.arif)
        assert Case.objects.get(pk=had["case"].pk).responsible == other

    def test_a_decree_is_shortened(self, world):
        had = caseload(world)
        other = make_user("Wati", Role.CASEWORKER, Decree.objects.create(
            task_force=world.jambi, number="9", year=2026, valid_from=clock.today()), world.uptd)  # fmt: skip
        Membership.objects.filter(user=other).update(valid_from=clock.today())
        decrees.edit(decree=world.decree, changes={"valid_until": clock.today() - timedelta(days=1)}, by=world.arif)
        assert Case.objects.get(pk=had["case"].pk).responsible == other

    def test_an_account_is_switched_off(self, world):
        had = caseload(world)
        User.objects.filter(pk=world.sari.pk).update(is_active=False)
        tasks.give_on_what_was_left(0)
        assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna


class TestByDate:
    """When a day passes no act runs; a timer does it, and the page does not wait for the timer."""

    def test_at_the_change_of_day_the_supervisor_has_it_and_is_told(self, world):
        had = caseload(world)
        last = clock.today() + timedelta(days=1)
        memberships.change_period(membership=seat(world.sari), valid_until=last, by=world.arif)
        tasks.give_on_what_was_left(0)
        assert Case.objects.get(pk=had["case"].pk).responsible == world.sari
        Notification.objects.all().delete()

        with clock.at(midnight_after(last)):
            assert left(world) == {"emergency": 1, "turn": 1, "case": 1}
            tasks.give_on_what_was_left(0)
            assert left(world) == {}
            assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna
            assert any("kini milik Anda" in line for line in lines_of(world.ratna))
            assert any("kehilangan penanggung jawab" in line for line in lines_of(world.ratna))
            assert set(AuditEvent.objects.filter(verb="case.given_on").values_list("actor_id", flat=True)) == {None}
            before = Notification.objects.count()
            tasks.give_on_what_was_left(0)
            assert (Notification.objects.count(), len(verbs())) == (before, 4)

    def test_nobody_waits_for_the_timer_to_take_an_emergency_on(self, world):
        had = caseload(world)
        response = had["emergency"]
        with pytest.raises(WorkflowRefused, match="sudah menanganinya"):
            emergencies.acknowledge(response=response, by=world.ratna)
        Membership.objects.filter(user=world.sari).update(valid_until=clock.today() - timedelta(days=1))
        emergencies.acknowledge(response=response, by=world.ratna)
        assert EmergencyResponse.objects.get(pk=response.pk).acknowledged_by == world.ratna

    def test_a_decree_ends_for_everybody_and_whoever_comes_first_has_the_work(self, world):
        had = caseload(world)
        last = clock.today()
        Decree.objects.filter(pk=world.decree.pk).update(valid_until=last)
        with clock.at(midnight_after(last)):
            Notification.objects.all().delete()
            tasks.check_holders(0)
            assert left(world) == {"turn": 1, "case": 1}
            assert EmergencyResponse.objects.get(pk=had["emergency"].pk).acknowledged_by is None
            told = lines_of(world.arif)
            assert any("1 kasus terbuka" in line for line in told)
            assert any("tidak seorang pun punya akses" in line and "darurat" in line for line in told)
            assert not any("K-2026" in line or "P-2026" in line for line in told)

            new = Decree.objects.create(task_force=world.jambi, number="9", year=2026, valid_from=clock.today())
            memberships.grant(user=world.ratna, decree=new, role=Role.SUPERVISOR, agency=world.uptd,
                              valid_from=clock.today(), by=world.arif)  # fmt: skip
            tasks.give_on_what_was_left(0)
            assert left(world) == {}
            assert Case.objects.get(pk=had["case"].pk).responsible == world.ratna

    def test_access_carried_over_the_next_morning_changes_nothing(self, world):
        had = caseload(world)
        last = clock.today()
        Decree.objects.filter(pk=world.decree.pk).update(valid_until=last)
        new = Decree.objects.create(task_force=world.jambi, number="9", year=2027, valid_from=last)
        decrees.carry_over(decree=new, by=world.arif)
        with clock.at(midnight_after(last)):
            tasks.give_on_what_was_left(0)
            assert Case.objects.get(pk=had["case"].pk).responsible == world.sari
            assert verbs() == []

    def test_an_alarm_that_would_reach_nobody_reaches_who_gives_access(self, world):
        began = timezone.now() - timedelta(minutes=70)
        EmergencyFactory(complaint=logged(world), declared_at=began, due_at=began + timedelta(hours=1))
        Membership.objects.filter(role__in=[Role.CASEWORKER, Role.SUPERVISOR]).update(
            deactivated_at=timezone.now(), deactivated_by=world.arif
        )
        Notification.objects.all().delete()
        assert tasks.escalate_of(world.jambi.pk) == 1
        assert any("Beri akses sekarang" in line for line in lines_of(world.arif))

    def test_the_operator_is_told_that_no_worker_runs(self, world, capsys):
        caseload(world)
        Membership.objects.filter(user=world.sari).update(valid_until=clock.today() - timedelta(days=1))
        with pytest.raises(CommandError, match="1 task forces"):
            call_command("check_holders")
        assert "Gugus Tugas Kota Jambi: emergency 1, turn 1, case 1" in capsys.readouterr().out
        tasks.give_on_what_was_left(0)
        call_command("check_holders")
        assert "belongs to nobody" in capsys.readouterr().out

    def test_news_for_somebody_who_left_is_read_by_the_supervisors(self, world):
        from taskforces.actions.notifications import notify_user

        end(world, to=world.ratna)
        Notification.objects.all().delete()
        notify_user(user=world.sari, text="Rujukan R-1 ditolak.", path="/rujukan/")
        assert [line.user for line in Notification.objects.all()] == [world.ratna]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_on_once(transactional_db):
    world = make_world()
    caseload(world)
    Membership.objects.filter(user=world.sari).update(valid_until=clock.today() - timedelta(days=1))
    gate = threading.Barrier(2)

    def run() -> None:
        gate.wait()
        tasks.give_on_what_was_left(0)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(verbs()) == 4
    assert (Case.objects.get().responsible, Draft.objects.get().user) == (world.ratna, world.ratna)
    assert DutyTurn.objects.count() == 1
    assert left(world) == {}


STEPS = st.lists(st.sampled_from(["end", "until", "until_past", "agency", "decree", "tick", "day"]), min_size=1,
                 max_size=8)  # fmt: skip


@pytest.fixture
def crowd(world):
    """Five people of the team in two agencies under two decrees, each with one of everything."""
    second = Decree.objects.create(task_force=world.jambi, number="8", year=2026, valid_from=world.decree.valid_from)
    staff = [
        world.sari,
        world.ratna,
        make_user("Wati", Role.CASEWORKER, second, world.uptd),
        make_user("Joko", Role.SUPERVISOR, second, world.rsud),
        make_user("Lina", Role.CASEWORKER, world.decree, world.rsud),
    ]
    for user in staff:
        caseload(world, user)
    return world, staff


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS, seed=st.integers(0, 10_000))
def test_no_way_of_leaving_leaves_an_orphan(crowd, steps, seed):
    """Whatever ends whose access in which order: in the end nothing open belongs to nobody, unless nobody is there."""
    with transaction.atomic():
        leave_one_after_another(*crowd, steps, random.Random(seed))
        transaction.set_rollback(True)


def leave_one_after_another(world, staff: list, steps: list[str], chance: random.Random) -> None:
    counted = amounts()
    moment = timezone.now()
    for step in steps:
        with clock.at(moment):
            leave(world, step, chance, staff)
        if step == "day":
            moment = midnight_after(timezone.localdate(moment))
    with clock.at(moment):
        tasks.check_holders(0)
        team = set(holdings.team(world.jambi.pk).values_list("pk", flat=True))
        assert not team or left(world) == {}
        assert "emergency" not in left(world)
        assert not team or set(Draft.objects.values_list("user_id", flat=True)) <= team
    assert amounts() == counted  # nothing lost, nothing doubled


def amounts() -> tuple:
    """The amounts. Turns count by covered time, because they are cut and nobody is on duty twice."""
    return Case.objects.count(), EmergencyResponse.objects.open().count(), covered(), Draft.objects.count()


def covered() -> timedelta:
    """How long at least one person is on duty."""
    total, until = timedelta(), datetime.min.replace(tzinfo=UTC)
    for turn in DutyTurn.objects.order_by("starts_at"):
        total += max(turn.ends_at - max(turn.starts_at, until), timedelta())
        until = max(until, turn.ends_at)
    return total


def leave(world, step: str, chance: random.Random, staff: list) -> None:
    """One event that may end somebody's access, now or later."""
    row = chance.choice(list(Membership.objects.filter(user__in=staff).order_by("pk")))
    today = clock.today()
    try:
        if step == "end":
            memberships.deactivate(membership=row, reason=DeactivationReason.LEFT, by=world.arif)
        elif step == "until":
            memberships.change_period(membership=row, valid_until=today, by=world.arif)
        elif step == "until_past":
            memberships.change_period(membership=row, valid_until=today - timedelta(days=1), by=world.arif)
        elif step == "agency":
            agencies.deactivate(agency=row.agency, by=world.arif)
        elif step == "decree":
            decrees.revoke(decree=row.decree, revoked_on=today + timedelta(days=chance.randint(0, 1)), by=world.arif)
        elif step == "tick":
            tasks.give_on_what_was_left(0)
    except WorkflowRefused:
        return  # ended already


def test_work_is_handed_on_only_to_a_colleague_who_may_hold_it(world):
    case = case_of(world)
    for to in (world.sari, world.maya, world.tono):
        with pytest.raises(WorkflowRefused, match="Pilih rekan lain"):
            leaving.hand_on(task_force=world.jambi, holder=world.sari, to=to, by=world.ratna)
    case.refresh_from_db()
    assert case.responsible == world.sari
