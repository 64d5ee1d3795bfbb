"""The operations of migrations that give rights and policies: what each opens, takes back, and is called."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from safeguards import row_security
from safeguards.row_security import context
from safeguards.row_security.operations import (
    AddRowPolicy,
    EnableRowSecurity,
    GrantApplicationRole,
    GrantExecution,
    PrepareApplicationRole,
    ensure_role,
    update_of,
)
from safeguards.row_security.policies import RowPolicy
from tests.safeguards.row_security.test_row_security import apply

pytestmark = pytest.mark.django_db
ROLE = settings.ROW_SECURITY_APPLICATION_ROLE
MAY = f"SELECT has_table_privilege('{ROLE}', %s, %s)"


LATER = """
    SELECT count(*) FROM pg_default_acl, aclexplode(defaclacl) AS given
    WHERE defaclnamespace = 'public'::regnamespace AND given.grantee = %s::regrole
"""


def test_tables_made_later_may_be_used_until_that_is_taken_back(sql):
    operation = PrepareApplicationRole()
    apply(operation, backwards=True)
    assert sql(LATER, ROLE) == [(0,)]

    apply(operation)
    assert sql(LATER, ROLE) > [(4,)], "four rights on tables, two on sequences"
    sql("CREATE TABLE made_later (id integer)")
    assert sql(MAY, "made_later", "DELETE") == [(True,)]
    assert sql(MAY, "django_migrations", "INSERT") == [(False,)]
    assert sql(MAY, "django_migrations", "SELECT") == [(True,)]


def test_rights_on_one_table_are_exactly_these_and_go_back_to_the_usual_ones(sql):
    sql("CREATE TABLE read_only (id integer, note text, name text)")
    operation = GrantApplicationRole("read_only", ("SELECT", update_of("note")))
    apply(operation)
    assert [sql(MAY, "read_only", right) for right in ("SELECT", "INSERT", "UPDATE")] == [
        [(True,)],
        [(False,)],
        [(False,)],
    ]
    columns = f"SELECT has_column_privilege('{ROLE}', 'read_only', %s, 'UPDATE')"
    assert (sql(columns, "note"), sql(columns, "name")) == ([(True,)], [(False,)])

    apply(operation, backwards=True)
    assert sql(MAY, "read_only", "INSERT") == [(True,)]


def test_one_policy_more_opens_its_rows_and_is_dropped_again(jambi, jakarta_barat, sql):
    sql("CREATE TABLE opened (task_force_id uuid, agency_id uuid)")
    sql("INSERT INTO opened VALUES (%s, %s)", jambi.pk, jakarta_barat.pk)
    apply(EnableRowSecurity("opened", RowPolicy.task_force()))
    operation = AddRowPolicy("opened", RowPolicy.agency())
    apply(operation)
    with row_security.activate({"agencies": [jakarta_barat.pk]}):
        assert sql("SELECT count(*) FROM opened") == [(1,)]
    apply(operation, backwards=True)
    with row_security.activate({"agencies": [jakarta_barat.pk]}):
        assert sql("SELECT count(*) FROM opened") == [(0,)]


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (PrepareApplicationRole(), "Prepare the application role"),
        (GrantApplicationRole("queue", ("SELECT",)), "Grant SELECT on queue to the application role"),
        (EnableRowSecurity("queue", RowPolicy.agency()), "Enable row security on queue"),
        (GrantExecution("seven()"), "Let the application role call seven()"),
        (AddRowPolicy("queue", RowPolicy.own()), "Add the policy own to queue"),
    ],
)
def test_each_says_what_it_does(operation, words):
    assert operation.describe() == words


class Recorder:
    """A cursor that answers nothing and keeps what it was asked."""

    def __init__(self):
        self.asked: list[str] = []

    def __enter__(self):
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def execute(self, statement: str, _parameters: object = None) -> None:
        self.asked.append(statement)

    def fetchone(self) -> None:
        return None


def test_a_role_that_is_missing_and_may_be_made_is_made_without_its_rights_passing_on():
    recorder = Recorder()
    ensure_role(SimpleNamespace(alias="default", cursor=lambda: recorder), "tppo_new")
    assert recorder.asked[1:] == [
        'CREATE ROLE "tppo_new" NOLOGIN',
        'GRANT "tppo_new" TO CURRENT_USER WITH INHERIT FALSE, SET TRUE',
    ]


def test_who_signed_in_as_the_application_takes_no_other_role(monkeypatch, sql):
    monkeypatch.setattr(context, "_connected_as_another", lambda: False)
    before = sql("SELECT current_user::text")
    with row_security.activate({}):
        assert sql("SELECT current_user::text") == before
    assert connection.in_atomic_block
