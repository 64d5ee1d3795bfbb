"""Row security of emergencies, hand-overs, the roster and attempts: what the application role may see and change."""

import pytest
from django.db import ProgrammingError, connection, transaction

from safeguards import row_security
from taskforces.access.scoping import row_security_context
from tests.factories import (
    CaseFactory,
    ComplaintFactory,
    ContactAttemptFactory,
    DutyTurnFactory,
    EmergencyContactFactory,
    EmergencyFactory,
    HandOverFactory,
    VictimFactory,
)

pytestmark = pytest.mark.django_db
TABLES = ("handover", "contactattempt", "dutyturn", "emergencycontact", "emergencyresponse", "emergencystep")


@pytest.fixture
def told(world):
    """One row in each table, in Kota Jambi."""
    HandOverFactory(complaint=ComplaintFactory(by=world.sari, people=1))
    ContactAttemptFactory(victim=VictimFactory(case=CaseFactory(by=world.sari)))
    DutyTurnFactory(by=world.ratna)
    EmergencyContactFactory(by=world.ratna)
    EmergencyFactory(complaint=ComplaintFactory(by=world.sari, people=1))
    return world


def rows_of(user, table: str) -> int:
    """The number of rows the application role sees for a user, without any filter."""
    context = row_security_context(user)
    with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM cases_{table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", TABLES)
def test_only_the_own_team_sees_a_row(told, table):
    seen = {user.name: rows_of(user, table) for user in told.everybody}
    assert seen == {**dict.fromkeys(seen, 0), "Sari": 1, "Ratna": 1}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_emergencystep SET happened_at = now()",
        "DELETE FROM cases_emergencystep",
        "DELETE FROM cases_emergencyresponse",
        "DELETE FROM cases_handover",
        "DELETE FROM cases_contactattempt",
        "DELETE FROM cases_emergencycontact",
    ],
)
def test_what_was_done_stays(told, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        row_security.activate(row_security_context(told.sari)),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_emergencies_are_counted_without_what_was_said_in_them(told):
    with (
        transaction.atomic(),
        row_security.activate(row_security_context(told.rina)),
        row_security.figures_scope([told.jambi.pk]),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT (SELECT count(*) FROM cases_emergencyresponse), (SELECT count(*) FROM cases_emergencystep), "
            "(SELECT count(*) FROM cases_handover)"
        )
        assert cursor.fetchone() == (1, 0, 0)
