"""The load generator: every column of every table, the same city at every size, readable rows."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from cases.matching import Facts, caller_tokens, matches_for, person_tokens
from cases.matching.caller_search import calls_with_number
from cases.models import Case, Complaint, FileWords, Person, Victim
from referrals.models import Referral
from referrals.slip import Slip
from safeguards.audit import AuditEvent
from safeguards.audit.verification import find_faults
from taskforces.management.commands.load_regions import load
from tppo_gugus.load import database, filling, places
from tppo_gugus.load.rows import OfficeRows
from tppo_gugus.load.writing import COLUMNS

CALENDAR = filling.calendar_until(date(2026, 6, 30))


def test_every_column_of_the_models_is_written():
    for table, columns in COLUMNS.items():
        model = next(model for model in apps.get_models() if model._meta.db_table == table)
        assert {field.column for field in model._meta.concrete_fields} == set(columns), table


def test_the_benchmark_city_is_the_same_at_every_size():
    codes = [places.BENCHMARK_CITY, *(f"{n}.01" for n in range(11, 90))]
    assert places.shares(codes, 10_000)[places.BENCHMARK_CITY] == places.BENCHMARK_CASES
    assert places.shares(codes, 1_000_000)[places.BENCHMARK_CITY] == places.BENCHMARK_CASES
    assert all(sum(places.shares(codes, cases).values()) == cases for cases in (600, 10_000, 123_457))


def test_the_same_rows_twice(office):
    first, second = (OfficeRows(office, CALENDAR, ["15.05"]).make() for _ in range(2))
    assert [line.split("\t")[:4] for line in first.lines["cases_case"]] == [
        line.split("\t")[:4] for line in second.lines["cases_case"]
    ]


@pytest.fixture
def office():
    """A small invented office."""
    keys = [f"{n:032x}" for n in range(1, 9)]
    return places.Office(
        code="15.71",
        task_force=keys[0],
        agencies=dict(zip(("uptd", "police", "social", "hospital"), keys[1:5], strict=True)),
        people=dict(zip(("caseworker", "officer", "secretary"), keys[5:8], strict=True)),
        names={"caseworker": "C", "officer": "O", "secretary": "S"},
        districts=("15.71.01", "15.71.02"),
        cases=30,
    )


@pytest.mark.django_db
class TestFilling:
    @pytest.fixture
    def filled(self, db):
        """All task forces with a few cases in the benchmark city; constraints of the database are on."""
        load()
        offices = places.make_places(600)
        filling._fill_offices([office for office in offices if office.cases > 100], until=date(2026, 6, 30))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_rows_are_like_real_ones(self, filled):
        assert Case.objects.count() == 240
        assert all(person.name or not person.nik for person in Person.objects.all())
        assert Slip.from_json(Referral.objects.first().slip).rows
        assert Victim.objects.filter(is_child=True).exists()
        assert not find_faults()
        assert AuditEvent.objects.filter(verb="case.opened").count() == 240

    def test_people_are_found_by_name(self, filled):
        somebody = next(person for person in Person.objects.all() if person.name)
        row, made = somebody.tokens, person_tokens.tokens_of(somebody)
        assert (set(row.names), set(row.exact), row.version) == (set(made.names), set(made.exact), made.version)
        matches = matches_for(Facts(name=somebody.name, nik=somebody.nik), task_force_ids=[somebody.task_force_id])
        assert matches[0].person_id == somebody.pk

    def test_callers_are_found_by_number(self, filled):
        complaint = Complaint.objects.order_by("pk").first()
        row, made = complaint.tokens.get(), caller_tokens.of_complaint(complaint)
        assert (set(row.names), set(row.numbers), row.version) == (set(made.names), set(made.numbers), made.version)
        found = calls_with_number(complaint.reporter_phone, [complaint.task_force_id])
        assert [(call.complaint_id, call.why) for call in found] == [(complaint.pk, "phone")]

    def test_numbers_go_on_where_the_load_ended(self, filled):
        register = apps.get_model("taskforces", "RegisterCounter")
        force = Case.objects.first().task_force
        for counter in register.objects.filter(task_force=force, series="K"):
            assert Case.objects.filter(task_force=force, number=f"K-{counter.year}-{counter.last:04d}").exists()

    def test_what_was_taken_off_for_speed_comes_back(self, filled):
        before, words = dressed(), set(FileWords.objects.values_list("pk", flat=True))
        FileWords.objects.all().delete()
        rounds = database.drop_indexes()
        assert len(dressed()) < len(before)
        with connection.cursor() as cursor:
            for statement in (statement for statements in rounds for statement in statements):
                cursor.execute(statement)
        assert dressed() == before
        assert words
        assert set(FileWords.objects.values_list("pk", flat=True)) == words


def dressed() -> set[tuple]:
    """Indexes, constraints and working triggers of all tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' UNION "
            "SELECT conrelid::regclass::text, conname FROM pg_constraint UNION "
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
        )
        return set(cursor.fetchall())
