"""Time limits: every page reads one row; the supervisor sets it for the own task force, dated, signed and kept."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from cases.actions import consents, time_limits
from cases.choices import Duty
from cases.filters.cases import LATE_IDENTIFICATION
from cases.models import Case, Complaint, RegisterBatch, RegisterEntry, TimeLimit
from cases.models.time_limit import USUAL_HOURS, Limits
from cases.queries import case_file
from cases.queries.duties import LATE
from cases.queries.lateness import count_late, limits_of
from cases.queries.time_limits import version_of
from referrals.models import Closure
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.access.roles import Role
from taskforces.access.scoping import row_security_context
from taskforces.models import Decree, Membership
from tests.factories import CaseFactory, ComplaintFactory, ReferralFactory, TimeLimitFactory, VictimFactory
from tests.personas import client_of, make_user
from tppo_gugus import consent_rows
from tppo_gugus.day import day_of

pytestmark = pytest.mark.django_db
TERMS = {"hours": 48, "source": "practice", "basis": "Rapat tim 2 Maret", "is_verified": False}


def set_limit(world, hours=48, duty=Duty.IDENTIFICATION, starts_on=None, by=None, task_force=None, **changes):
    """Change the limit as Ratna, based on the stored version."""
    task_force = task_force or world.jambi
    terms = changes.pop("terms", {**TERMS, "hours": hours})
    return time_limits.change(
        task_force=task_force,
        duty=duty,
        starts_on=starts_on or clock.today(),
        terms=terms,
        version=changes.get("version", version_of(task_force.pk, duty)),
        by=by or world.ratna,
    )


@pytest.fixture
def joko(world):
    """The supervisor of Jakarta Barat."""
    return make_user(
        "Joko", Role.SUPERVISOR, Decree.objects.get(task_force=world.jakarta_barat), world.uptd_jakarta_barat
    )


@pytest.fixture
def day_and_a_half(world):
    """An open complaint and a case without identification, both thirty hours old."""
    received = clock.now() - timedelta(hours=30)
    case = CaseFactory(by=world.sari)
    victim = VictimFactory(case=case, stage="complaint", status="unscreened")
    ComplaintFactory(by=world.sari, case=case, outcome="new_case", received_at=received, people=1)
    waiting = ComplaintFactory(by=world.sari, received_at=received, urgency="urgent", people=1)
    return case, victim, waiting


@pytest.fixture
def imported(world, day_and_a_half):
    """The case of thirty hours ago was imported from an old register just now."""
    batch = RegisterBatch.objects.create(
        task_force=world.jambi, number="REG-2026-0001", file_name="x", file_kind="csv", file_size=1, file_token=1,
        uploaded_at=clock.now(), uploaded_by=world.ratna,
    )  # fmt: skip
    case = day_and_a_half[0]
    RegisterEntry.objects.create(
        task_force=world.jambi, batch=batch, number=1, fingerprint=1, complaint=case.complaints.get(), case=case
    )


@pytest.fixture
def withdrawn(world) -> Closure:
    """A referral to Dinas Sosial that a withdrawn consent closed eighty hours ago."""
    referral = ReferralFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)))
    consents.withdraw(consent=referral.consent, by=world.sari)
    Closure.objects.update(closed_at=clock.now() - timedelta(hours=80))
    return Closure.objects.get()


def late_by(world, day_and_a_half) -> dict[str, bool]:
    """Whether each page shows the thirty hours as late."""
    case, _victim, waiting = day_and_a_half
    client = client_of(world.sari)
    groups = {group.title: group.count for group in day_of(world.fresh(world.sari)).groups}
    cases = client.get(reverse("cases:case-list"), {"tugas": LATE_IDENTIFICATION})
    complaints = client.get(reverse("cases:complaint-list"), {"tugas": LATE_IDENTIFICATION})
    duties = case_file.read(Case.objects.select_related("event_region", "responsible").get(pk=case.pk)).duties
    listed = client.get(reverse("cases:case-list")).context["rows"]
    return {
        "Hari ini": groups.get("Pengaduan belum diidentifikasi", 0) > 0,
        "Hari ini, baru": "Pengaduan baru" not in groups,
        "duties": [duty.rank for duty in duties if duty.act in ("identify", "screen")] == [LATE],
        "list of cases": [row.badge.shape for row in listed if row.number == case.number] == ["late"],
        "filter of cases": case.number in cases.content.decode(),
        "filter of complaints": waiting.number in complaints.content.decode(),
        "count": count_late(world.jambi.pk, Duty.IDENTIFICATION, limits_of(world.fresh(world.ratna)), clock.now())
        == {"complaints": 1, "cases": 1},
    }


class TestOneTruth:
    """Every page reads the same rows."""

    def test_pages_lists_and_duties_change_together(self, world, day_and_a_half):
        before = late_by(world, day_and_a_half)
        assert before == dict.fromkeys(before, True)
        set_limit(world, 48)
        after = late_by(world, day_and_a_half)
        assert after == dict.fromkeys(before, False)
        set_limit(world, 29)
        assert late_by(world, day_and_a_half) == before

    def test_the_house_row_moves_them_too(self, world, day_and_a_half):
        TimeLimit.objects.filter(duty=Duty.IDENTIFICATION).update(hours=48)
        after = late_by(world, day_and_a_half)
        assert after == dict.fromkeys(after, False)

    def test_what_another_task_force_decides_moves_nothing_here(self, world, joko, day_and_a_half):
        set_limit(world, 48, by=joko, task_force=world.jakarta_barat)
        after = late_by(world, day_and_a_half)
        assert after == dict.fromkeys(after, True)

    @pytest.mark.usefixtures("imported")
    def test_a_case_from_an_old_register_counts_from_its_import_everywhere(self, world, day_and_a_half):
        after = late_by(world, day_and_a_half)
        for reader in ("duties", "list of cases", "filter of cases"):
            assert after[reader] is False, reader

    def test_how_long_an_agency_is_told_to_stop_follows_the_row(self, world, withdrawn):
        assert not consent_rows.to_stop_using(world.maya, limits_of(world.maya), clock.now()).exists()
        TimeLimit.objects.filter(duty=Duty.STOP_SHARING).update(hours=96)
        limits = limits_of(world.fresh(world.maya))
        assert list(consent_rows.to_stop_using(world.maya, limits, clock.now())) == [withdrawn]
        row = consent_rows.settle_row(withdrawn, limits)
        assert "terlambat" not in row["state"]

    def test_emergencies_and_hand_overs_take_the_limit_of_their_task_force(self, world):
        set_limit(world, 3, Duty.EMERGENCY)
        lengths = TimeLimit.objects.lengths(clock.today(), world.jambi.pk)
        assert lengths["emergency"] == timedelta(hours=3)
        assert TimeLimit.objects.lengths(clock.today(), world.jakarta_barat.pk)["emergency"] == timedelta(hours=1)

    def test_the_rows_of_the_house_are_the_usual_hours(self):
        rows = TimeLimit.objects.filter(task_force__isnull=True)
        assert dict(rows.values_list("duty", "hours")) == {str(duty): hours for duty, hours in USUAL_HOURS.items()}
        assert {row.duty for row in rows if row.is_verified} == {"stop_sharing"}
        assert {row.duty for row in rows if row.source == "law"} == {"stop_sharing"}

    def test_two_task_forces_at_once(self, world):
        limits = Limits([(None, "identification", 24), (world.jambi.pk, "identification", 48)])
        now = clock.now()
        here = ComplaintFactory(by=world.sari, received_at=now - timedelta(hours=30), people=1)
        there = ComplaintFactory(received_at=now - timedelta(hours=30), task_force=world.jakarta_barat, people=1)
        late = Complaint.objects.filter(limits.passed(Duty.IDENTIFICATION, "received_at", now))
        assert list(late) == [there]
        assert here not in late


class TestSetting:
    """The supervisor's act."""

    def test_it_is_dated_signed_and_recorded(self, world):
        made = set_limit(world, terms={**TERMS, "is_verified": True})
        assert (made.hours, made.valid_from, made.valid_until) == (48, clock.today(), None)
        assert made.recorded_by == made.checked_by == world.ratna
        event = AuditEvent.objects.get(verb="time_limit.set")
        assert event.stream == str(world.jambi.pk)
        assert sentence_of(event) == (
            "Menetapkan batas 48 jam untuk Identifikasi sejak pengaduan diterima, "
            f"berlaku mulai {clock.today():%Y-%m-%d}"
        )

    def test_a_later_day_ends_the_earlier_one_and_history_stays(self, world):
        first, later = set_limit(world, 12), clock.today() + timedelta(days=10)
        set_limit(world, 48, starts_on=later)
        first.refresh_from_db()
        assert first.valid_until == later - timedelta(days=1)
        hours = [TimeLimit.objects.lengths(on, world.jambi.pk)["identification"] for on in (clock.today(), later)]
        assert hours == [timedelta(hours=12), timedelta(hours=48)]

    def test_a_new_decision_replaces_what_was_only_planned(self, world):
        planned = set_limit(world, 36, starts_on=clock.today() + timedelta(days=10))
        set_limit(world, 48)
        planned.refresh_from_db()
        assert planned.withdrawn_by == world.ratna
        far = clock.today() + timedelta(days=30)
        assert TimeLimit.objects.lengths(far, world.jambi.pk)["identification"] == timedelta(hours=48)

    def test_back_to_the_house(self, world):
        made = set_limit(world, 48)
        assert set_limit(world, terms=None, starts_on=clock.today() + timedelta(days=1)) is None
        made.refresh_from_db()
        assert made.valid_until == clock.today()
        set_limit(world, terms=None)
        assert TimeLimit.objects.lengths(clock.today(), world.jambi.pk)["identification"] == timedelta(hours=24)
        assert AuditEvent.objects.filter(verb="time_limit.usual").count() == 2
        assert set_limit(world, terms=None) is None
        assert AuditEvent.objects.filter(verb="time_limit.usual").count() == 2

    def test_pressed_twice_it_is_one(self, world):
        version = version_of(world.jambi.pk, Duty.IDENTIFICATION)
        assert set_limit(world, version=version) == set_limit(world, version=version)
        assert AuditEvent.objects.filter(verb="time_limit.set").count() == 1

    def test_who_saves_second_sees_what_the_first_wrote(self, world):
        version = version_of(world.jambi.pk, Duty.IDENTIFICATION)
        set_limit(world, 36, version=version)
        with pytest.raises(Conflict) as conflict:
            set_limit(world, 48, version=version)
        assert ("Batas (jam)", "36", "48") in conflict.value.differences
        ended = version_of(world.jambi.pk, Duty.IDENTIFICATION)
        set_limit(world, terms=None)
        with pytest.raises(Conflict):
            set_limit(world, 48, version=ended)

    @pytest.mark.parametrize("name", ["sari", "maya", "rina", "arif", "tono", "dewi", "nobody"])
    def test_only_the_supervisor(self, world, name):
        with pytest.raises(AccessDenied):
            set_limit(world, by=getattr(world, name))
        assert not TimeLimit.objects.filter(task_force__isnull=False).exists()

    def test_not_the_supervisor_of_another_task_force(self, world, joko):
        with pytest.raises(AccessDenied):
            set_limit(world, by=joko)

    @pytest.mark.parametrize(
        ("duty", "changes", "days"),
        [
            (Duty.IDENTIFICATION, {}, -1),
            (Duty.IDENTIFICATION, {}, 500),
            (Duty.IDENTIFICATION, {"hours": 0}, 0),
            (Duty.IDENTIFICATION, {"hours": 9000}, 0),
            (Duty.IDENTIFICATION, {"source": "law", "basis": ""}, 0),
            (Duty.IDENTIFICATION, {"is_verified": True, "basis": ""}, 0),
            (Duty.STOP_SHARING, {"hours": 73}, 0),
            (Duty.STOP_SHARING, {"hours": 73, "source": "law"}, 0),
        ],
    )
    def test_what_cannot_be_decided(self, world, duty, changes, days):
        starts_on = clock.today() + timedelta(days=days)
        with pytest.raises(WorkflowRefused):
            set_limit(world, duty=duty, starts_on=starts_on, terms={**TERMS, "hours": 24, **changes})
        assert not TimeLimit.objects.filter(task_force__isnull=False).exists()
        assert not AuditEvent.objects.filter(verb="time_limit.set").exists()

    def test_a_stricter_limit_than_the_law_is_free_and_a_checked_law_may_be_looser(self, world):
        assert set_limit(world, 24, Duty.STOP_SHARING).hours == 24
        law = {**TERMS, "hours": 96, "source": "law", "basis": "Peraturan contoh", "is_verified": True}
        assert set_limit(world, duty=Duty.STOP_SHARING, terms=law).hours == 96

    def test_the_newest_row_of_the_house_is_the_law_that_binds(self, world):
        since, later = clock.today() - timedelta(days=3), clock.today() + timedelta(days=30)
        TimeLimitFactory(duty=Duty.STOP_SHARING, hours=48, source="law", is_verified=True, valid_from=since)
        with pytest.raises(WorkflowRefused, match="48 jam"):
            set_limit(world, 60, Duty.STOP_SHARING)
        TimeLimit.objects.filter(valid_from=since).update(valid_until=later - timedelta(days=1))
        TimeLimitFactory(duty=Duty.STOP_SHARING, hours=24, source="law", is_verified=True, valid_from=later)
        with pytest.raises(WorkflowRefused, match="24 jam"):
            set_limit(world, 48, Duty.STOP_SHARING, starts_on=later)

    def test_nothing_is_left_where_it_fails_midway(self, world, monkeypatch):
        made = set_limit(world, 12)

        def fails(*_args, **_options):
            raise RuntimeError

        monkeypatch.setattr(time_limits, "record", fails)
        with pytest.raises(RuntimeError):
            set_limit(world, 48, starts_on=clock.today() + timedelta(days=3))
        made.refresh_from_db()
        assert made.valid_until is None
        assert TimeLimit.objects.filter(task_force=world.jambi).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [None, 12])
@pytest.mark.parametrize("hours", [36, None])
def test_of_two_supervisors_at_the_same_moment_the_second_is_told(world, before, hours):
    if before:
        set_limit(world, before)
    version, came = version_of(world.jambi.pk, Duty.IDENTIFICATION), []

    def second() -> None:
        terms, later = {**TERMS, "hours": hours} if hours else None, clock.today() + timedelta(days=2)
        try:
            came.append(set_limit(world, terms=terms, starts_on=later, version=version))
        except Conflict as conflict:
            came.append(conflict)
        finally:
            connection.close()

    late = threading.Thread(target=second)
    with transaction.atomic():
        set_limit(world, 48, version=version)
        late.start()
        late.join(0.5)
    late.join(30)
    assert isinstance(came[0], Conflict)
    assert TimeLimit.objects.get(task_force=world.jambi, withdrawn_at=None).valid_until is None


class TestDatabase:
    """Changes the database refuses to everybody."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"hours": 0},
            {"recorded_by": None},
            {"valid_from": None},
            {"is_verified": True},
            {"checked_at": clock.now},
            {"withdrawn_at": clock.now},
            {"valid_until": date(2000, 1, 1)},
        ],
    )
    def test_half_a_row(self, world, changes):
        made = set_limit(world)
        values = {name: value() if callable(value) else value for name, value in changes.items()}
        with pytest.raises(IntegrityError), transaction.atomic():
            TimeLimit.objects.filter(pk=made.pk).update(**values)

    def test_one_without_an_end(self, world):
        made = set_limit(world)
        made.pk, made.valid_from, made._state.adding = None, clock.today() + timedelta(days=1), True
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)

    def _as(self, user, statement, *values):
        with transaction.atomic(), row_security.activate(row_security_context(user)), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount

    def test_own_rows_are_read_by_members_and_ended_by_the_supervisor_alone(self, world, joko):
        set_limit(world)
        read = "SELECT 1 FROM cases_timelimit WHERE task_force_id IS NOT NULL"
        end = "UPDATE cases_timelimit SET valid_until = '2099-01-01' WHERE task_force_id IS NOT NULL"
        assert [self._as(user, read) for user in (world.ratna, world.sari, world.maya)] == [1, 1, 1]
        assert [self._as(user, read) for user in (world.tono, joko, world.nobody)] == [0, 0, 0]
        assert [self._as(user, end) for user in (world.sari, world.maya, world.tono, joko)] == [0, 0, 0, 0]
        assert self._as(world.ratna, end) == 1

    def test_the_house_is_nobodys_to_write_and_terms_are_never_rewritten(self, world, joko):
        set_limit(world)
        assert self._as(world.ratna, "UPDATE cases_timelimit SET valid_until = now() WHERE task_force_id IS NULL") == 0
        for statement in ("UPDATE cases_timelimit SET hours = 1", "DELETE FROM cases_timelimit"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                self._as(world.ratna, statement)
        copied = (
            "INSERT INTO cases_timelimit (id, task_force_id, duty, hours, source, basis, is_verified, valid_from,"
            " recorded_at, recorded_by_id) SELECT gen_random_uuid(), %s, 'emergency', 9, 'practice', '', false,"
            " now(), now(), %s"
        )
        with pytest.raises(DatabaseError, match="row-level security"):
            self._as(joko, copied, world.jambi.pk, joko.pk)
        with pytest.raises(DatabaseError, match="row-level security"):
            self._as(world.sari, copied, world.jambi.pk, world.sari.pk)

    INSERTED = (
        "INSERT INTO cases_timelimit (id, task_force_id, duty, hours, source, basis, is_verified, checked_at,"
        " checked_by_id, valid_from, recorded_at, recorded_by_id)"
        " VALUES (gen_random_uuid(), %s, 'emergency', 9, 'law', 'Contoh', true, now(), %s, %s, now(), %s)"
    )

    def test_nobody_signs_for_a_colleague_or_for_a_day_that_is_over(self, world):
        force, today, ratna, sari = world.jambi.pk, clock.today(), world.ratna.pk, world.sari.pk
        for values in (
            (force, ratna, today - timedelta(days=2), ratna),
            (force, ratna, today, sari),
            (force, sari, today, ratna),
            (None, ratna, today, ratna),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"):
                self._as(world.ratna, self.INSERTED, *values)
        assert self._as(world.ratna, self.INSERTED, force, ratna, today, ratna) == 1

    def test_which_limit_held_on_a_day_that_is_over_stands(self, world):
        today = clock.today()
        signed = {"recorded_at": clock.now(), "recorded_by": world.ratna, "task_force": world.jambi}
        over = TimeLimitFactory(valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=5), **signed)
        running = TimeLimitFactory(valid_from=today - timedelta(days=4), **signed)
        gone = TimeLimitFactory(
            valid_from=today - timedelta(days=3), withdrawn_at=clock.now(), withdrawn_by=world.ratna, **signed
        )
        for row, change, value in (
            (over, "valid_until = %s", today + timedelta(days=1)),
            (running, "valid_until = %s", today - timedelta(days=3)),
            (running, "withdrawn_at = now(), withdrawn_by_id = %s", world.ratna.pk),
            (gone, "withdrawn_at = NULL, withdrawn_by_id = %s", None),
        ):
            with pytest.raises(ProgrammingError, match="stands"):
                self._as(world.ratna, f"UPDATE cases_timelimit SET {change} WHERE id = %s", value, row.pk)
        planned = set_limit(world, 36, starts_on=today + timedelta(days=5))
        withdraw = "UPDATE cases_timelimit SET withdrawn_at = now(), withdrawn_by_id = %s WHERE id = %s"
        with pytest.raises(ProgrammingError, match="stands"):
            self._as(world.ratna, withdraw, world.sari.pk, planned.pk)
        assert self._as(world.ratna, withdraw, world.ratna.pk, planned.pk) == 1

    def test_the_act_itself_may_do_all_of_it(self, world):
        with row_security.activate(row_security_context(world.fresh(world.ratna))):
            for days, hours in ((0, 36), (0, 48), (20, 60), (10, 12), (0, None)):
                terms = {**TERMS, "hours": hours, "is_verified": True} if hours else None
                set_limit(world, terms=terms, starts_on=clock.today() + timedelta(days=days))
        assert TimeLimit.objects.filter(task_force=world.jambi, withdrawn_at__isnull=True).count() == 0


class TestPages:
    """The pages of *Batas waktu*."""

    URL = "/batas-waktu/identifikasi/"

    def given(self, world, **changes) -> dict:
        """Ratna's input for two days."""
        return {
            "follows": "own",
            "length": "2",
            "unit": "24",
            "starts_on": f"{clock.today():%Y-%m-%d}",
            "source": "practice",
            "basis": "Rapat tim",
            "previewed": "",
            "version": version_of(world.jambi.pk, Duty.IDENTIFICATION),
            **changes,
        }

    @pytest.mark.each_door
    def test_what_another_task_force_decided_is_not_shown(self, world, joko):
        terms = {**TERMS, "hours": 36, "basis": "Rapat Jakarta Barat"}
        set_limit(world, by=joko, task_force=world.jakarta_barat, terms=terms)
        for page in (reverse("cases:limit-list"), self.URL):
            assert "Rapat Jakarta Barat" in client_of(joko).get(page).content.decode()
            assert "Rapat Jakarta Barat" not in client_of(world.ratna).get(page).content.decode()

    def test_the_team_reads_and_the_supervisor_changes(self, world):
        page = client_of(world.sari).get(reverse("cases:limit-list")).content.decode()
        assert "24 jam" in page
        assert "72 jam (3 hari)" in page
        assert "UU 27/2022" in page
        assert page.count("Belum diperiksa") == 3
        assert "Tetapkan batas" not in page
        assert "Tetapkan batas" in client_of(world.ratna).get(reverse("cases:limit-list")).content.decode()
        for start in (reverse("cases:duty-week"), "/"):
            assert reverse("cases:limit-list") in client_of(world.ratna).get(start).content.decode()

    def test_what_follows_is_shown_before_anything_is_saved(self, world, day_and_a_half):
        client, given = client_of(world.ratna), self.given(world)
        shown = client.post(self.URL, given)
        page = " ".join(shown.content.decode().split())
        assert "Dengan batas ini 0 pengaduan terlambat hari ini; dengan batas sekarang 1." in page
        assert "Dengan batas ini 0 kasus terlambat diidentifikasi hari ini; dengan batas sekarang 1." in page
        assert not TimeLimit.objects.filter(task_force=world.jambi).exists()
        previewed = shown.context["form"]["previewed"].value()
        other = client.post(self.URL, {**given, "length": "3", "previewed": previewed})
        assert other.status_code == 200  # not the previewed values: previewed again
        for _press in range(2):
            assert client.post(self.URL, {**given, "previewed": previewed}).status_code == 302
        assert TimeLimit.objects.get(task_force=world.jambi).hours == 48
        listed = client.get(reverse("cases:limit-list")).content.decode()
        assert "48 jam (2 hari)" in listed
        assert "Rapat tim" in listed

    def test_deadlines_that_were_written_down_are_said_to_stay(self, world):
        page = client_of(world.ratna).post("/batas-waktu/darurat/", self.given(world, unit="1")).content.decode()
        assert "tetap memakai tenggat yang sudah dicatat" in page

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"length": ""}, "length", "Tulis berapa lama."),
            ({"length": "0"}, "length", "Paling pendek 1 jam."),
            ({"length": "dua"}, "length", "Tulis bilangan bulat"),
            ({"length": "400", "unit": "24"}, "length", "365 hari"),
            ({"unit": "7"}, "unit", ""),
            ({"starts_on": ""}, "starts_on", "Isi hari mulainya."),
            ({"starts_on": "kemarin"}, "starts_on", "paling awal hari ini"),
            ({"starts_on": "2199-01-01"}, "starts_on", "satu tahun"),
            ({"source": "law", "basis": ""}, "basis", "Tulis dasarnya"),
            ({"is_verified": "on", "basis": ""}, "basis", "Tulis dasarnya"),
            ({"follows": "lain"}, "follows", ""),
        ],
    )
    def test_bad_input_is_said_at_its_field(self, world, changes, field, words):
        answer = client_of(world.ratna).post(self.URL, self.given(world, **{"basis": "Rapat", **changes}))
        assert answer.status_code == 422
        assert any(words in error for error in answer.context["form"].errors[field])
        assert answer.context["form"]["length"].value() == changes.get("length", "2")

    def test_longer_than_the_law_is_said_at_the_hours(self, world):
        given = self.given(world, length="73", unit="1")
        answer = client_of(world.ratna).post("/batas-waktu/henti-data/", given)
        assert "Peraturan memberi paling lama 72 jam" in answer.context["form"].errors["length"][0]

    def test_back_to_the_house_on_the_page(self, world):
        set_limit(world, 48)
        client, given = client_of(world.ratna), self.given(world, follows="house", length="")
        shown = client.post(self.URL, given)
        assert "mengikuti batas bawaan" in shown.content.decode()
        given["previewed"] = shown.context["form"]["previewed"].value()
        assert client.post(self.URL, given).status_code == 302
        page = client.get(reverse("cases:limit-list")).content.decode()
        assert "Diganti sebelum berlaku" in page

    def test_the_house_is_shown_as_it_will_be_on_the_day(self, world):
        later = clock.today() + timedelta(days=9)
        TimeLimitFactory(hours=30, valid_from=later)
        set_limit(world, 48)
        given = self.given(world, follows="house", length="", starts_on=f"{later:%Y-%m-%d}")
        page = " ".join(client_of(world.ratna).post(self.URL, given).content.decode().split())
        assert "mengikuti batas bawaan: 30 jam." in page

    def test_a_colleague_saved_meanwhile(self, world):
        given = self.given(world)
        set_limit(world, 36)
        client = client_of(world.ratna)
        key = client.post(self.URL, given).context["form"]["previewed"].value()
        answer = client.post(self.URL, {**given, "previewed": key})
        assert answer.status_code == 409
        assert "36" in answer.content.decode()
        retry = {**given, "previewed": key, "version": answer.context["retry_version"]}
        assert client.post(self.URL, retry).status_code == 302
        assert TimeLimit.objects.lengths(clock.today(), world.jambi.pk)["identification"] == timedelta(hours=48)

    def test_who_leads_in_one_city_and_works_in_another_sets_what_is_shown(self, world):
        seat = Membership.objects.get(user=world.ratna)
        for other in Membership.objects.filter(user=world.tono):  # an older seat, so that it comes first
            Membership.objects.create(
                user=world.ratna, task_force=other.task_force, decree=other.decree, agency=other.agency,
                role=Role.CASEWORKER, valid_from=seat.valid_from - timedelta(days=30),
            )  # fmt: skip
        client = client_of(world.ratna)
        for address in (reverse("cases:limit-list"), self.URL):
            page = client.get(address)
            assert page.context["task_force"] == world.jambi
            assert f"{world.jambi.name}." in page.content.decode()

    def test_others_get_nowhere(self, world, joko):
        set_limit(world, 36, terms={**TERMS, "hours": 36, "basis": "Keputusan Jambi"})
        assert client_of(world.ratna).get("/batas-waktu/lain/").status_code == 404
        for user in (world.sari, world.tono, world.rina, world.maya):
            assert client_of(user).get(self.URL).status_code == 403
            assert client_of(user).post(self.URL, self.given(world)).status_code == 403
        for user in (world.rina, world.maya, world.arif, world.dewi):
            assert client_of(user).get(reverse("cases:limit-list")).status_code == 403
        for user in (world.tono, joko):
            assert "Keputusan Jambi" not in client_of(user).get(reverse("cases:limit-list")).content.decode()
        assert "Keputusan Jambi" not in client_of(joko).get(self.URL).content.decode()
