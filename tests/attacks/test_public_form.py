"""Attacks on the public form: guess receipts, run SQL in the visitor's context, try to get an account."""

import re
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Complaint, PublicMessage, PublicReport
from cases.public import thread
from cases.public.actions import reports
from cases.public.receipts import Receipt, receipt_of, typed_receipt
from cases.public.visitor import Visitor
from safeguards import row_security
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.scoping import row_security_context
from taskforces.models import User
from tests.architecture.test_row_security import OPEN, case_tables
from tests.cases.public.public_steps import STEPS, Stranger, unhurried
from tests.factories import (
    CaseFactory,
    ComplaintFactory,
    PublicFormFactory,
    PublicReportFactory,
    ReferralFactory,
    VictimFactory,
)
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/l/kode/"


@pytest.fixture
def told(world):
    """One of everything in Kota Jambi, including a public report."""
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    ReferralFactory(victim=victim)
    PublicReportFactory(complaint=ComplaintFactory(by=world.sari, people=1))
    PublicReportFactory(complaint=ComplaintFactory(by=world.sari, people=1), seed=b"lain")
    return world


def seen_in(context: dict) -> dict[str, int]:
    """The number of rows a context shows, for each table of a file."""
    found = {}
    with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
        for table in case_tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return {table: rows for table, rows in found.items() if rows}


def refusal_of(context: dict, statement: str, *values) -> str:
    """PostgreSQL's error for a statement in a context; empty if it succeeded."""
    try:
        with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
            cursor.execute(statement, values)
            if cursor.rowcount == 0:
                return "no row"
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error).split("\n")[0]
    return ""


class TestContext:
    """What PostgreSQL itself allows a visitor."""

    def test_who_sends_sees_no_complaint_no_person_no_case(self, told):
        assert seen_in({"public_task_force": told.jambi.pk}) == {"cases_publicform": 1}

    def test_a_receipt_shows_its_own_report_and_nothing_of_the_file(self, told):
        context = {"public_task_force": told.jambi.pk, "public_receipt": receipt_of(b"uji").digest.hex()}
        assert seen_in(context) == {"cases_publicform": 1, "cases_publicreport": 1, "cases_publicmessage": 1}

    def test_officers_see_no_more_than_before(self, told):
        assert "cases_publicmessage" not in seen_in(row_security_context(told.tono))
        assert "cases_publicreport" not in seen_in(row_security_context(told.arif))

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE cases_complaint SET outcome = 'spam'",
            "DELETE FROM cases_complaint",
            "UPDATE cases_publicmessage SET read_at = now()",
            "UPDATE cases_publicreport SET is_folded = true",
            "UPDATE cases_publicform SET is_open = true, unit_phone = '0'",
            "UPDATE cases_person SET name = ''",
            "DELETE FROM cases_publicmessage",
        ],
    )
    def test_nothing_is_changed(self, told, statement):
        context = {"public_task_force": told.jambi.pk, "public_receipt": receipt_of(b"uji").digest.hex()}
        assert refusal_of(context, statement)

    def test_nothing_is_left_in_another_task_force_nor_as_anything_but_a_fresh_report(self, told):
        copy = (
            "INSERT INTO cases_complaint SELECT (jsonb_populate_record(c, %s::jsonb)).* "
            "FROM jsonb_populate_record(NULL::cases_complaint, %s::jsonb) c"
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(c) FROM cases_complaint c LIMIT 1")
            row = cursor.fetchone()[0]
        fresh = '{"id": "%s", "number": "P-1", "channel": "public_form", "outcome": "pending", "task_force_id": "%s"}'
        new = "0198c1a0-0000-7000-8000-000000000001"
        here = {"public_task_force": told.jambi.pk}
        own, other = fresh % (new, told.jambi.pk), fresh % (new, told.jakarta_barat.pk)
        assert "row-level security" in refusal_of(here, copy, other, row)
        assert "row-level security" in refusal_of(here, copy, own.replace("pending", "spam"), row)
        assert "row-level security" in refusal_of(here, copy, own.replace("public_form", "police"), row)
        assert "row-level security" in refusal_of({}, copy, own, row)
        assert refusal_of(here, copy, own, row) == ""

    def test_nobody_speaks_as_the_office_or_in_another_s_thread(self, told):
        other = PublicReport.objects.get(receipt_digest=receipt_of(b"lain").digest)
        own = PublicReport.objects.get(receipt_digest=receipt_of(b"uji").digest)
        context = {"public_task_force": told.jambi.pk, "public_receipt": receipt_of(b"uji").digest.hex()}
        say = (
            "INSERT INTO cases_publicmessage "
            "(id, task_force_id, report_id, author, text, at, submission_key, written_by_id) "
            "VALUES (gen_random_uuid(), %s, %s, %s, 'x', now(), gen_random_uuid(), %s)"
        )
        assert "row-level security" in refusal_of(context, say, told.jambi.pk, own.pk, "office", told.sari.pk)
        assert "row-level security" in refusal_of(context, say, told.jambi.pk, other.pk, "reporter", None)
        assert refusal_of(context, say, told.jambi.pk, own.pk, "reporter", None) == ""

    def test_the_coarse_word_is_told_to_its_receipt_alone(self, told):
        with transaction.atomic(), row_security.activate({}), connection.cursor() as cursor:
            cursor.execute("SELECT cases_public_status()")
            assert cursor.fetchone() == (None,)

    def test_tables_without_row_security_hold_no_word_of_anybody(self, told):
        """These tables are open to every context, also this one: they contain keys, numbers and code lists, no text."""
        with transaction.atomic(), row_security.activate({}), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM safeguards_auditevent")
            assert cursor.fetchone() == (0,)
            cursor.execute(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_name = ANY (%s) "
                "AND data_type IN ('text', 'character varying', 'bytea', 'jsonb', 'json')",
                [sorted(set(OPEN) - {"safeguards_auditevent"})],
            )
            columns = set(cursor.fetchall())
        coded = {
            (model._meta.db_table, field.column)
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.choices
        }
        # hours of duties and their basis; fingerprints of keys, which cannot be reversed
        assert {table for table, _column in columns - coded} <= {"cases_timelimit", "safeguards_keyringseal"}


class TestGuessing:
    """Receipts cannot be guessed."""

    @pytest.fixture(autouse=True)
    def _patient(self, monkeypatch):
        monkeypatch.setattr("cases.public.views.receipt.TRIES", 10_000)

    def answers(self, codes) -> list[tuple]:
        """Status, length and headers of the response to each code."""
        found = []
        for code in codes:
            page = Client().post(PAGE, {"receipt": code})
            headers = {name: value for name, value in page.headers.items() if name != "Content-Length"}
            said = re.sub(r'<input[^>]*name="receipt"[^>]*>', "", page.content.decode())  # the typed text comes back
            found.append((page.status_code, said, tuple(sorted(headers.items()))))
        return found

    def test_wrong_misspelt_and_expired_codes_look_the_same_and_leave_nothing(self, told, monkeypatch):
        real = receipt_of(b"uji").digits
        monkeypatch.setattr("cases.public.thread.KEPT_FOR", timedelta(seconds=-1))
        before = {model: model.objects.count() for model in apps.get_app_config("cases").get_models()}
        swapped = real[1] + real[0] + real[2:]
        guesses = [real, swapped, real[:-1] + str((int(real[-1]) + 1) % 10), "0" * 20, "1" * 20, "9" * 20]
        guesses += [f"{number:020d}" for number in range(10**18, 10**18 + 15)]
        assert len(set(self.answers(guesses))) == 1
        assert len(set(self.answers(["", "abc", "x" * 60, "' OR 1=1 --", "1234-5678"]))) == 1
        assert {model: model.objects.count() for model in before} == before
        assert not AuditEvent.objects.exists()

    def test_what_is_right_takes_no_longer_than_what_is_wrong(self, told):
        def spent(code: str) -> float:
            began = time.process_time()
            typed_receipt(code).digest  # noqa: B018 - the slow part, asked for anything that is typed
            return time.process_time() - began

        times = {code: min(spent(code) for _time in range(7)) for code in ("1", "9" * 20, "x" * 64)}
        assert max(times.values()) < 2 * min(times.values())
        assert min(times.values()) > 0.01  # seconds; a guess costs something

    def test_the_same_questions_are_asked_of_the_database_for_any_code(self, told):
        counts = set()
        for code in (receipt_of(b"uji").digits, "0" * 20, "abc", ""):
            with transaction.atomic(), CaptureQueriesContext(connection) as captured:
                thread.opened_by(Receipt(code))
            counts.add(len(captured))
        assert len(counts) == 1

    def test_after_some_tries_a_question_comes_before_anything_is_looked_for(self, told, monkeypatch):
        monkeypatch.setattr("cases.public.views.receipt.TRIES", 3)
        for _try in range(3):
            assert Client().post(PAGE, {"receipt": "0" * 20}).status_code == 422
        right = Client().post(PAGE, {"receipt": receipt_of(b"uji").digits})
        wrong = Client().post(PAGE, {"receipt": "0" * 20})
        for page in (right, wrong):
            assert (page.status_code, page.context.get("said")) == (200, None)
            assert "Berapa" in page.content.decode()

    def test_the_database_alone_does_not_give_a_receipt_away(self, told):
        digest = bytes(PublicReport.objects.first().receipt_digest)
        assert len(digest) == 32
        with connection.cursor() as cursor:
            for table in ("cases_publicreport", "cases_complaint", "safeguards_auditevent"):
                cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
                assert not any(receipt_of(b"uji").digits in row for (row,) in cursor.fetchall())

    def test_every_slip_of_the_pen_is_found(self):
        real = receipt_of(b"uji").digits
        assert Receipt(real).is_well_formed
        for place, digit in enumerate(real):
            wrong = real[:place] + str((int(digit) + 3) % 10) + real[place + 1 :]
            assert not Receipt(wrong).is_well_formed
        for place, (first, second) in enumerate(pairwise(real)):
            if first != second:
                assert not Receipt(real[:place] + second + first + real[place + 2 :]).is_well_formed

    def test_receipts_have_sixty_bits_and_no_neighbours(self):
        made = {receipt_of(number.to_bytes(16, "big")).digits for number in range(500)}
        assert len(made) == 500
        assert {len(digits) for digits in made} == {20}
        assert 10**19 > 2**60


class TestBecomingSomebody:
    """The form has no usable account, and accounts cannot act through the form."""

    def test_the_policy_refuses_a_visitor_everything(self, world):
        visitor = Visitor(world.jambi.pk, b"x" * 32)
        assert not any(policy.can(visitor, permission, world.jambi) for permission in Permission)

    def test_an_officer_does_not_send_as_a_stranger(self, world):
        form = PublicFormFactory(task_force=world.jambi)
        details = {"narrative": "x", "reporter_kind": "unknown", "urgency": "unknown"}
        for by in (world.sari, world.arif, Visitor(world.jakarta_barat.pk), None):
            with pytest.raises(AccessDenied):
                reports.receive(form=form, details=details, person=None, receipt=receipt_of(b"a"), by=by)
        form.is_open = False
        with pytest.raises(AccessDenied):
            reports.receive(
                form=form, details=details, person=None, receipt=receipt_of(b"a"), by=Visitor(world.jambi.pk)
            )
        assert not Complaint.objects.exists()

    def test_an_addition_needs_its_receipt(self, told):
        report = PublicReport.objects.first()
        with pytest.raises(AccessDenied):
            reports.add(report=report, text="x", submission_key=report.pk, by=Visitor(told.jambi.pk))
        with pytest.raises((DatabaseError, AccessDenied)), transaction.atomic():
            reports.add(report=report, text="x", submission_key=report.pk, by=Visitor(told.jambi.pk, b"y" * 32))
        assert PublicMessage.objects.count() == 2

    def test_nobody_signs_in_as_the_form(self, world):
        recorder = PublicFormFactory(task_force=world.jambi).recorder
        for password in ("", "!", PASSWORD):
            answer = Client().post("/masuk/", {"login": recorder.email, "password": password})
            assert answer.status_code == 200
        recorder.is_active = True
        with pytest.raises(IntegrityError), transaction.atomic():
            recorder.save()
        assert User.objects.get(pk=recorder.pk).current_memberships == []

    def test_a_report_puts_no_word_of_it_into_the_log(self, world, monkeypatch, caplog):
        unhurried(monkeypatch)
        PublicFormFactory(task_force=world.jambi)
        Stranger().report()
        assert "Kenanga" not in caplog.text
        assert STEPS[0]["story"] not in caplog.text


@pytest.mark.parametrize("name", ["sari", "ratna", "maya", "rina", "dewi", "tono", "nobody"])
def test_no_member_but_who_holds_the_accounts_changes_what_the_page_says(told, name):
    change = "UPDATE cases_publicform SET unit_phone = '0800', is_open = false"
    assert refusal_of(row_security_context(getattr(told, name)), change) == "no row"
    assert refusal_of(row_security_context(told.arif), change) == ""
