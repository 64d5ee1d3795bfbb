"""Row security of referrals, with raw SQL as the application role: what a forgotten filter would show."""

import pytest
from django.db import DatabaseError, connection, transaction

from safeguards import row_security
from taskforces.access import scoping
from tests.factories import ReferralMessageFactory

TABLES = ("referrals_referral", "referrals_referralmessage")
CLOSED_TO_AGENCIES = (
    "cases_case", "cases_victim", "cases_person", "cases_complaint", "cases_consent", "cases_service",
    "cases_screening", "cases_participation", "cases_proceeding", "cases_stagechange", "cases_personhistory",
)  # fmt: skip


def rows(statement: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


@pytest.fixture
def referrals(story, world):
    """One referral with a question for each of two agencies."""
    to_dinsos = story.sent()
    to_polresta = story.sent(agency=world.polresta, service_lines=["law_enforcement"])
    for referral in (to_dinsos, to_polresta):
        ReferralMessageFactory(referral=referral)
    return to_dinsos, to_polresta


def seen_by(user, table: str) -> int:
    with row_security.activate(scoping.row_security_context(user)):
        assert rows("SELECT current_user::text") == [("tppo_app",)]
        return rows(f"SELECT count(*) FROM {table}")[0][0]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("person", "count"),
    [("sari", 2), ("ratna", 2), ("maya", 1), ("budi", 1), ("rina", 0), ("arif", 0), ("tono", 0), ("dewi", 0)],
)
def test_everybody_sees_their_own_referrals_only(referrals, world, table, person, count):
    assert seen_by(getattr(world, person), table) == count


@pytest.mark.parametrize("table", CLOSED_TO_AGENCIES)
def test_an_agency_reads_no_row_of_the_case_file(referrals, world, table):
    assert rows(f"SELECT count(*) FROM {table}")[0][0] > 0 or table in (
        "cases_complaint", "cases_screening", "cases_participation", "cases_proceeding", "cases_stagechange",
        "cases_personhistory",
    )  # fmt: skip
    assert seen_by(world.maya, table) == 0


def test_an_agency_can_neither_make_take_nor_delete_a_referral(referrals, world):
    own, other = referrals
    with row_security.activate(scoping.row_security_context(world.maya)):
        assert rows("UPDATE referrals_referral SET state = 'accepted' WHERE id = %s", other.pk) == [(0,)]
        for statement, refusal in (
            ("UPDATE referrals_referral SET agency_id = %s WHERE id = %s", "permission denied"),
            ("DELETE FROM referrals_referral WHERE agency_id <> %s AND id = %s", "permission denied"),
            (
                "INSERT INTO referrals_referral SELECT (r).* FROM (SELECT r FROM referrals_referral r) x "
                "WHERE %s <> %s",
                "row-level security",
            ),
        ):
            with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
                rows(statement, world.polresta.pk, own.pk)


def test_a_message_once_written_stays(referrals, world):
    with row_security.activate(scoping.row_security_context(world.sari)):
        for statement in (
            "UPDATE referrals_referralmessage SET is_from_agency = true",
            "DELETE FROM referrals_referralmessage",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                rows(statement)


def test_nothing_said_nothing_shown(referrals):
    with row_security.activate({}):
        assert [rows(f"SELECT count(*) FROM {table}") for table in TABLES] == [[(0,)], [(0,)]]


def test_the_slip_is_cipher_text_in_the_table(referrals):
    (kept,) = rows("SELECT slip FROM referrals_referral LIMIT 1")[0]
    assert b"Perempuan" not in bytes(kept)
