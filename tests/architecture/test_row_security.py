"""The last door: what the application role sees if every filter above is forgotten."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from safeguards import row_security
from safeguards.audit import AuditEvent
from taskforces.access.scoping import row_security_context
from tests.architecture.sources import PACKAGES
from tests.factories import CaseFactory, ComplaintFactory, ReferralFactory, VictimFactory

# Tables anybody may read, or with rules elsewhere, and why.
OPEN = {
    "cases_complainttokens": "keyed tokens, read without a condition so that the index is used; writing is bound",
    "cases_proceedingtokens": "keyed tokens, read without a condition so that the index is used; writing is bound",
    "cases_persontokens": "keyed tokens, read without a condition so that the index is used; writing is bound",
    "cases_timelimit": "hours that duties may take; the house's are anybody's, own ones bound (test_time_limits)",
    "safeguards_auditevent": "has policies of its own kind",
    "safeguards_keyringseal": "fingerprints of keys, compared at every start; the application may only read",
}
MEMBERS_KNOW = {"taskforces"}  # colleagues know who works where; it contains no case


def case_tables() -> list[str]:
    """Every table of the project that can contain data of a case, a meeting or a released figure."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in PACKAGES
        and model._meta.app_label not in MEMBERS_KNOW
        and model._meta.db_table not in OPEN
    ]


@pytest.fixture
def told(world):
    """One of everything in Kota Jambi."""
    victim = VictimFactory(case=CaseFactory(by=world.sari))
    ComplaintFactory(by=world.sari, people=1)
    ReferralFactory(victim=victim)
    return world


def count_as(context: dict, table: str) -> int:
    """The number of rows raw SQL returns to the application role in a context."""
    with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_every_case_table_is_bound():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity")
        bound = {name for (name,) in cursor.fetchall()}
    assert set(case_tables()) - bound == set()


def test_without_a_context_nothing_is_seen(told):
    assert {table: count_as({}, table) for table in case_tables()} == dict.fromkeys(case_tables(), 0)


@pytest.mark.parametrize("name", ["tono", "arif", "dewi", "rina", "budi", "nobody"])
def test_who_has_no_business_in_the_file_sees_no_row_of_it(told, name):
    context = row_security_context(getattr(told, name))
    seen = {table for table in case_tables() if table.startswith(("cases_", "referrals_")) and count_as(context, table)}
    assert seen == set()


def test_the_caseworker_sees_the_file_and_the_agency_its_own_queue_alone(told):
    assert count_as(row_security_context(told.sari), "cases_victim") == 1
    maya = row_security_context(told.maya)
    assert count_as(maya, "referrals_referral") == 1
    assert {table: count_as(maya, table) for table in case_tables() if table.startswith("cases_")} == {
        table: 0 for table in case_tables() if table.startswith("cases_")
    }


def test_counting_opens_counts_and_no_identity(told):
    context = row_security_context(told.rina)
    with (
        transaction.atomic(),
        row_security.activate(context),
        row_security.figures_scope([told.jambi.pk]),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT (SELECT count(*) FROM cases_victim), (SELECT count(*) FROM cases_person)")
        assert cursor.fetchone() == (1, 0)


def test_the_application_role_cannot_rewrite_the_past(told):
    for statement in (
        "UPDATE safeguards_auditevent SET verb = 'x'",
        "DELETE FROM safeguards_auditevent",
        "TRUNCATE safeguards_auditevent",
        "UPDATE cases_stagechange SET note = NULL",
        "DELETE FROM cases_victimhistory",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            row_security.activate(row_security_context(told.sari)),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert AuditEvent.objects.count() == 0


def test_nobody_writes_into_another_task_force(told):
    statement = "UPDATE cases_case SET task_force_id = %s"
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        row_security.activate(row_security_context(told.sari)),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [told.jakarta_barat.pk])
