"""Search side tables: nobody can write rows of another task force, or guess words in them."""

import pytest
from django.db import connection, transaction

from cases.actions import cases, proceedings
from cases.matching import person_tokens
from cases.models import FileWords, PersonTokens, ProceedingTokens
from safeguards import clock, row_security
from taskforces.access.scoping import row_security_context
from tests.attacks.test_rights import refusal_of
from tests.factories import CaseFactory, ComplaintFactory, VictimFactory

TABLES = ("cases_persontokens", "cases_proceedingtokens", "cases_filewords")


@pytest.fixture
def told(world):
    """A person of Kota Jambi, found by name, police report number and words of a summary."""
    case = CaseFactory(by=world.sari, summary="Dijanjikan bekerja di kafe")
    person_tokens.refresh(VictimFactory(case=case).person)
    told = {"stage": "police_report", "happened_on": clock.today(), "police_report_number": "LP/B/001/II/2026/SPKT"}
    proceedings.record_step(case=case, **told, by=world.sari)
    assert PersonTokens.objects.count() == ProceedingTokens.objects.count() == FileWords.objects.count() == 1
    return world


def rows_as(context: dict, statement: str, values=()) -> int:
    """The number of rows a statement of the application role changes or returns."""
    with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.rowcount
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", ["tono", "maya", "rina", "nobody"])
def test_another_s_tokens_are_neither_changed_nor_removed(told, table, name):
    context = row_security_context(getattr(told, name))
    assert rows_as(context, f"UPDATE {table} SET task_force_id = task_force_id") == 0
    if table != "cases_proceedingtokens":
        assert rows_as(context, f"DELETE FROM {table}") == 0


def test_nobody_adds_to_what_another_city_finds(told):
    person = PersonTokens.objects.get().person_id
    PersonTokens.objects.all().delete()
    add = (
        "INSERT INTO cases_persontokens (person_id, task_force_id, names, exact, version) "
        f"VALUES ('{person}', '{told.jambi.pk}', '{{1}}', '{{}}', 2)"
    )
    assert "row-level security" in refusal_of(row_security_context(told.tono), add)
    assert "row-level security" in refusal_of({}, add)
    assert refusal_of(row_security_context(told.sari), add) == ""


def test_words_of_another_city_are_not_tried(told):
    force = told.jambi.pk
    asked = "SELECT * FROM cases_files_with(%s, cases_word_numbers(%s, 'kafe'), 9)"
    assert rows_as(row_security_context(told.sari), asked, [force, force]) == 1
    for name in ("tono", "maya", "rina", "nobody"):
        context = row_security_context(getattr(told, name))
        assert rows_as(context, "SELECT * FROM cases_filewords") == 0
        assert rows_as(context, asked, [force, force]) == 0
        assert rows_as(context, asked, [told.jakarta_barat.pk, force]) == 0


def test_the_indexes_are_still_used_under_row_security(told):
    context = row_security_context(told.sari)
    with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for statement, index in (
            ("SELECT person_id FROM cases_persontokens WHERE names && '{1,2}'::bigint[]", "person_tokens_names"),
            ("SELECT person_id FROM cases_persontokens WHERE exact && '{1,2}'::bigint[]", "person_tokens_exact"),
            ("SELECT proceeding_id FROM cases_proceedingtokens WHERE numbers && '{1}'::bigint[]", "proceeding_tokens"),
        ):
            cursor.execute(f"EXPLAIN {statement}")
            assert f"Bitmap Index Scan on {index}" in "\n".join(line for (line,) in cursor.fetchall())


def test_a_summary_is_still_found_by_its_writer(world):
    case = CaseFactory(by=world.sari, summary="")
    with transaction.atomic(), row_security.activate(row_security_context(world.sari)):
        cases.edit(case=case, changes={"summary": "Kapal ikan"}, version=case.version, by=world.sari)
        assert FileWords.objects.filter(pk=case.pk).exists()
        case.refresh_from_db()
        cases.edit(case=case, changes={"summary": ""}, version=case.version, by=world.sari)
        assert not FileWords.objects.filter(pk=case.pk).exists()
    ComplaintFactory(by=world.sari, summary="Gaji ditahan", people=1)
