"""The demo: counting rows gives the published figures, a second run adds nothing, every persona sees only their own
rows.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, transaction

from cases.choices import LinkKind, ScreeningAnswer, Stage, Verdict
from cases.merging.suggestions import suggestions_for
from cases.models import Draft
from reports.disclosure import publish
from reports.summary import compose_unasked
from reports.summary_shape import Period
from safeguards import clock, row_security
from safeguards.audit.verification import find_faults
from safeguards.privacy import first_party_apps
from taskforces.access import scoping
from taskforces.management.commands.load_regions import load
from taskforces.models import Membership, TaskForce, User
from tests.reports.attacker import Attacker
from tppo_gugus.day import day_of
from tppo_gugus.demo import cast, story
from tppo_gugus.demo.personas import PASSWORD, PERSONAS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> Iterator[list[tuple[int, int]]]:
    """The whole demo, created once for this module and rolled back after it; yields the progress calls."""
    progress: list[tuple[int, int]] = []
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        story.tell(lambda begun, known: progress.append((begun, known)))
        yield progress
        transaction.set_rollback(True)


def counts(region: str, start: date, end: date) -> dict:
    """The headline figures of a task force, counted as in the meeting summary."""
    task_force = TaskForce.objects.get(region_id=region)
    with row_security.activate({"member_task_forces": [task_force.pk]}):
        return dict(compose_unasked(task_force, Period(start, end)).counts)


class TestPublishedFigures:
    def test_jambi_2022(self, told):
        found = counts("15.71", date(2022, 1, 1), date(2022, 8, 31))
        assert (found["cases"]["tppo"], found["cases"]["tppo_with_police"]) == (13, 13)
        assert (found["cases"]["tppo_with_child_victim"], found["victims"]["tppo_child"]) == (6, 6)

    def test_jambi_2024(self, told):
        found = counts("15.71", date(2024, 1, 1), date(2024, 10, 31))
        assert (found["cases"]["all"], found["cases"]["tppo"], found["victims"]["tppo"]) == (149, 22, 22)

    def test_jakarta_2023_and_2024(self, told):
        year, until_july = (date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 7, 31))
        assert counts("31", *year)["victims"]["tppo"] == 37
        assert counts("31.73", *year)["victims"]["tppo"] == 22
        assert counts("31", *until_july)["victims"]["tppo"] == 16

    def test_units_differ_where_they_should(self, told):
        found = counts("31.73", date(2023, 1, 1), date(2023, 12, 31))
        assert found["cases"]["tppo"] < found["victims"]["tppo"]

    @pytest.mark.parametrize(
        ("region", "start", "end"),
        [
            ("15.71", date(2022, 1, 1), date(2022, 8, 31)),
            ("15.71", date(2024, 1, 1), date(2024, 10, 31)),
            ("15.71", date(2025, 1, 1), date(2025, 12, 31)),
            ("15.71", date(2026, 1, 1), date(2026, 10, 31)),
            ("15", date(2024, 1, 1), date(2024, 10, 31)),
            ("31.73", date(2023, 1, 1), date(2023, 12, 31)),
            ("31.73", date(2024, 1, 1), date(2024, 7, 31)),
            ("31", date(2024, 1, 1), date(2024, 7, 31)),
        ],
    )
    def test_no_public_paper_gives_anybody_away(self, told, region, start, end):
        task_force = TaskForce.objects.get(region_id=region)
        with row_security.activate({"member_task_forces": [task_force.pk]}):
            full = compose_unasked(task_force, Period(start, end))
        assert Attacker(publish(full), full).found() == []


class TestNewestWork:
    """The results of the present stories, each seen by a persona with their own rights."""

    def test_a_recruiter_recurs_and_the_supervisor_is_told_by_code(self, told):
        with seen_by(cast.RATNA) as ratna:
            kinds = {link.kind for link in rows("Link").all()}
            lines = [line.text for line in ratna.notifications.all()]
        assert {LinkKind.PHONE, LinkKind.ACCOUNT, LinkKind.SUSPECT} <= kinds
        assert any("akun atau rekening" in line for line in lines)
        assert "Guntur" not in " ".join(lines)

    def test_somebody_helped_before_is_a_victim_again(self, told):
        with seen_by(cast.SARI):
            stages = {}
            for victim in rows("Victim").exclude(stage=Stage.DUPLICATE):
                stages.setdefault(victim.person_id, set()).add(victim.stage)
        assert [found for found in stages.values() if len(found) > 1 and Stage.TERMINATION in found]

    def test_one_is_written_down_twice_and_two_were_made_one(self, told):
        with seen_by(cast.RATNA) as ratna:
            merge = rows("PersonMerge").get()
            assert (merge.merged_by, merge.undone_at) == (ratna, None)
            siti = next(person for person in rows("Person").all() if person.name == "Siti Nurhayati Contoh")
            (found,) = suggestions_for(siti, user=ratna)
            assert found.match.is_same
            assert siti.merged_into_id is None

    def test_drafts_wait_for_sari_alone(self, told):
        with seen_by(cast.SARI) as sari:
            by = list(Draft.objects.visible_to(sari).calls().values_list("handed_by__name", flat=True))
        assert sorted(by, key=str) == [None, "Ratna"]
        with seen_by(cast.RATNA):
            assert not Draft.objects.exists()

    def test_the_old_register_is_in_and_the_next_year_waits(self, told):
        with seen_by(cast.RATNA):
            written, waiting = rows("RegisterBatch").order_by("number")
            assert (written.state, written.files_written, written.victims_written) == ("written", 11, 12)
            assert waiting.state == "handed_in"
            assert {row.kind for row in waiting.rows.all()} == {"new", "known", "doubt", "refused"}
            assert not rows("Case").filter(reported_on__year__lt=2019).exists()

    def test_palembang_has_not_confirmed(self, told):
        with seen_by(cast.SARI):
            assert rows("HandOver").filter(received_at=None, to_region_id="16.71").count() == 1

    def test_a_birth_certificate_asks_for_a_review(self, told):
        with seen_by(cast.SARI):
            screening = rows("Screening").get(needs_review=True)
            told_first = screening.previous
        assert (told_first.child_rule, screening.child_rule) == (False, True)
        assert (screening.is_automatic, screening.verdict) == (True, Verdict.MET)
        assert ScreeningAnswer.NO in told_first.answers.values()
        assert told_first.answer_notes
        assert told_first.indicators


class TestTelling:
    def test_a_second_run_adds_nothing(self, told):
        models = [model for config in first_party_apps() for model in config.get_models()]
        before = {model: model._base_manager.count() for model in models}
        assert story.tell(lambda begun, known: None) == 0
        assert {model: model._base_manager.count() for model in models} == before

    def test_says_how_far_it_is(self, told):
        """One step for every story of a part, and the last step is the last story."""
        known = sorted({known for _begun, known in told})
        assert len(known) == len(story.PARTS)
        for each in known:
            assert [begun for begun, of in told if of == each] == list(range(1, each + 1))
        assert sum(known) > 350

    def test_a_password_told_is_hashed_in_full_at_the_first_sign_in(self):
        hasher = PBKDF2PasswordHasher()
        with story._quick_passwords():
            quick = hasher.encode(PASSWORD, "salt")
        assert hasher.decode(quick)["iterations"] == 1
        assert hasher.verify(PASSWORD, quick)
        assert hasher.must_update(quick)
        assert hasher.iterations > 100_000

    def test_the_audit_chain_holds_and_follows_the_calendar(self, told):
        assert not find_faults()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM (SELECT at < lag(at) OVER (PARTITION BY stream ORDER BY position) AS back "
                "FROM safeguards_auditevent) rows WHERE back"
            )
            assert cursor.fetchone()[0] == 0

    def test_nothing_happens_in_the_future(self, told):
        complaint = apps.get_model("cases", "Complaint")
        assert not complaint.objects.filter(recorded_at__gt=clock.now()).exists()

    def test_every_name_says_that_it_is_invented(self, told):
        names = [person.name for person in apps.get_model("cases", "Person").objects.all()]
        assert len(names) > 200
        assert all("Contoh" in name for name in names if name)

    def test_access_lives_under_the_decree_of_the_day(self, told):
        sari = User.objects.get(email=cast.SARI)
        numbers = {day: [m.decree.number for m in memberships_on(sari, day)] for day in (2021, 2023, 2025)}
        assert numbers == {2021: ["contoh-1"], 2023: ["contoh-2"], 2025: ["450"]}

    def test_only_stories_may_set_the_clock(self):
        root = Path(settings.BASE_DIR)
        product = [root / config.path for config in first_party_apps()]
        users = {path for folder in product for path in Path(folder).rglob("*.py") if sets_clock(path)}
        assert {path.relative_to(root).as_posix() for path in users} == {"tppo_gugus/demo/telling.py"}


class TestTheirOwn:
    SEES = {"Sari": "15.71", "Ratna": "15.71", "Tono": "31.73"}

    @pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
    def test_case_files_open_to_their_own_city_only(self, told, persona):
        user = User.objects.get(email=persona.email)
        for table in ("cases_case", "cases_person", "cases_complaint"):
            expected = {self.SEES[persona.name]} if persona.name in self.SEES else set()
            assert regions_seen(user, table) == expected, table

    @pytest.mark.parametrize(("email", "office"), [(cast.BUDI, "Polresta Jambi"), (cast.MAYA, "Dinas Sosial")])
    def test_officers_see_the_queue_of_their_own_agency(self, told, email, office):
        asked = "SELECT DISTINCT a.short_name FROM referrals_referral r JOIN taskforces_agency a ON a.id = r.agency_id"
        context = scoping.row_security_context(User.objects.get(email=email))
        with row_security.activate(context), connection.cursor() as cursor:
            cursor.execute(asked)
            assert cursor.fetchall() == [(office,)]


class TestToday:
    @pytest.mark.parametrize(
        ("email", "titles"),
        [
            (cast.SARI, {"Keselamatan", "Rujukan belum dijawab", "Tambahan baru dari pelapor", "Pengaduan baru"}),
            (cast.RATNA, {"Keselamatan", "Pengaduan belum diidentifikasi"}),
            (cast.BUDI, {"Terlambat dijawab", "Sedang dilayani"}),
            (cast.MAYA, {"Menunggu jawaban Anda", "Sedang dilayani"}),
            (cast.RINA, {"Keputusan terlambat", "Rapat mendatang", "Keputusan berjalan"}),
            (cast.ARIF, {"Undangan belum diterima"}),
        ],
    )
    def test_something_waits_for_everybody(self, told, email, titles):
        user = User.objects.get(email=email)
        with row_security.activate(scoping.row_security_context(user)):
            found = {group.title for group in day_of(user).groups}
        assert titles <= found


@contextmanager
def seen_by(email: str) -> Iterator[User]:
    """Read as a user, under the row security of their roles."""
    user = User.objects.get(email=email)
    with row_security.activate(scoping.row_security_context(user)):
        yield user


def rows(model: str):
    """Rows of a model of the case files."""
    return apps.get_model("cases", model).objects


def memberships_on(user: User, year: int) -> list[Membership]:
    """Memberships that counted on a day in June."""
    return list(user.memberships.current(on=date(year, 6, 15)).select_related("decree"))


def regions_seen(user: User, table: str) -> set[str]:
    """The regions whose rows a table shows to a user, with raw SQL as the application role."""
    with row_security.activate(scoping.row_security_context(user)), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT t.region_id FROM {table} x JOIN taskforces_taskforce t ON t.id = x.task_force_id"
        )
        return {region for (region,) in cursor.fetchall()}


def sets_clock(path: Path) -> bool:
    """Whether a module calls ``clock.at``."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return any(
        isinstance(call, ast.Attribute) and call.attr == "at" and getattr(call.value, "id", "") == "clock"
        for call in calls
    )
