"""Row security: PostgreSQL itself hides what a forgotten filter would show."""

import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.db.migrations.state import ProjectState

from cases.models import Person
from safeguards import row_security
from safeguards.row_security import APPEND_ONLY, EnableRowSecurity, GrantExecution, RowPolicy
from safeguards.row_security.operations import ensure_role
from taskforces.models import Notification, User

pytestmark = pytest.mark.django_db
COUNT = "SELECT count(*) FROM cases_person"


@pytest.fixture
def tono_person(jakarta_barat) -> Person:
    """A person of another city."""
    return Person.objects.create(task_force=jakarta_barat, name="Orang Jakarta")


@pytest.fixture
def colleagues(db) -> list[User]:
    """Two staff accounts."""
    return [User.objects.create_user(f"{name}@uji.contoh", name=name) for name in ("sari", "tono")]


def test_a_forgotten_filter_shows_only_ones_own(siti, tono_person, jambi, sql):
    with row_security.activate({"task_forces": [jambi.pk]}):
        assert [p.pk for p in Person.objects.all()] == [siti.pk]
        assert sql(COUNT) == [(1,)]
        assert sql("SELECT current_user::text") == [("tppo_app",)]


@pytest.mark.parametrize("context", [{}, {"task_forces": []}, {"task_forces": None}, {"user_id": uuid.uuid4()}])
def test_nothing_said_nothing_shown(siti, context, sql):
    with row_security.activate(context):
        assert sql(COUNT) == [(0,)]


def test_settings_never_made_show_nothing(siti, sql):
    sql("SET LOCAL ROLE tppo_app")
    assert sql(COUNT) == [(0,)]
    assert sql("SELECT count(*) FROM safeguards_auditevent") == [(0,)]


def test_settings_left_empty_by_an_earlier_transaction_show_nothing(siti, sql):
    sql("SELECT set_config(name, '', true) FROM unnest(ARRAY['app.task_forces', 'app.user_id', 'app.agencies']) name")
    sql("SET LOCAL ROLE tppo_app")
    assert sql(COUNT) == [(0,)]


def test_strangers_rows_can_be_neither_changed_nor_made(siti, tono_person, jambi, jakarta_barat, sql):
    with row_security.activate({"task_forces": [jambi.pk]}):
        assert Person.objects.filter(pk=tono_person.pk).update(sex="male") == 0
        assert Person.objects.filter(pk=tono_person.pk).delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.create(task_force=jakarta_barat)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.filter(pk=siti.pk).update(task_force=jakarta_barat)
    assert Person.objects.count() == 2


@pytest.mark.parametrize("statement", ["TRUNCATE cases_person CASCADE", "DROP TABLE cases_person"])
def test_the_application_role_has_no_right_to_the_table_itself(siti, jambi, sql, statement):
    refusal = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refusal, transaction.atomic(), row_security.activate({"task_forces": [jambi.pk]}):
        sql(statement)


def test_the_application_role_owns_nothing_and_passes_nothing_by(sql):
    options = sql("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'tppo_app'")
    assert options == [(False, False, False, False)]
    assert sql("SELECT count(*) FROM pg_class WHERE relowner = 'tppo_app'::regrole") == [(0,)]


def test_contexts_nest_and_the_outer_one_returns(siti, tono_person, jambi, jakarta_barat, sql):
    with row_security.activate({"task_forces": [jambi.pk]}):
        with row_security.activate({"task_forces": [jambi.pk, jakarta_barat.pk]}):
            assert sql(COUNT) == [(2,)]
        assert sql(COUNT) == [(1,)]
        assert row_security.current()["task_forces"] == [jambi.pk]
    assert row_security.current() is None
    assert sql("SELECT current_user::text, current_setting('app.task_forces')") == [("tppo_owner", "")]


def test_the_outer_context_returns_after_an_error(siti, jambi, sql):
    with pytest.raises(ZeroDivisionError), row_security.activate({"task_forces": [jambi.pk]}):
        raise ZeroDivisionError
    assert sql("SELECT current_user::text") == [("tppo_owner",)]
    with pytest.raises(DatabaseError), transaction.atomic(), row_security.activate({"task_forces": [jambi.pk]}):
        sql("SELECT 1/0")
    assert sql("SELECT current_user::text") == [("tppo_owner",)]


def test_a_request_that_is_to_be_rolled_back_ends_quietly(siti, jambi, sql):
    with transaction.atomic(), row_security.activate({"task_forces": [jambi.pk]}):
        transaction.set_rollback(True)
    assert sql("SELECT current_user::text") == [("tppo_owner",)]


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_in_the_connection(siti, jambi, sql):
    with transaction.atomic(), row_security.activate({"task_forces": [jambi.pk], "user_id": uuid.uuid4()}):
        assert sql(COUNT) == [(1,)]
    left = "SELECT current_user::text, current_setting('app.task_forces', true), current_setting('app.user_id', true)"
    assert sql(left) == [("tppo_owner", "", "")]


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_refuses():
    with pytest.raises(transaction.TransactionManagementError), row_security.activate({}):
        pytest.fail("the block must not run")


def test_an_unknown_key_is_a_mistake():
    with pytest.raises(TypeError), row_security.activate({"gugus": []}):
        pytest.fail("the block must not run")


def test_figures_open_the_counting_tables_and_no_identity(siti, jambi, sql):
    with row_security.activate({}), row_security.figures_scope([jambi.pk]):
        assert sql(COUNT) == [(0,)]
        assert sql("SELECT count(*) FROM cases_complaint") == [(0,)]


def test_figures_read_but_do_not_write(jambi, sql):
    sql("CREATE TABLE counted (id int, task_force_id uuid)")
    sql("INSERT INTO counted VALUES (1, %s), (2, %s)", jambi.pk, uuid.uuid4())
    apply(EnableRowSecurity("counted", RowPolicy.task_force(), figures=True))
    with row_security.activate({}):
        assert sql("SELECT id FROM counted") == []
        with row_security.figures_scope([jambi.pk]):
            assert sql("SELECT id FROM counted") == [(1,)]
            sql("UPDATE counted SET id = 9")
            sql("DELETE FROM counted")
        with pytest.raises(DatabaseError), transaction.atomic(), row_security.figures_scope([jambi.pk]):
            sql("INSERT INTO counted VALUES (3, %s)", jambi.pk)
        assert sql("SELECT id FROM counted") == []
    with row_security.activate({"task_forces": [jambi.pk]}):
        assert sql("SELECT id FROM counted") == [(1,)]


def test_an_agency_reads_and_answers_but_neither_makes_nor_deletes(jambi, sql):
    ours, theirs = uuid.uuid4(), uuid.uuid4()
    sql("CREATE TABLE queue (task_force_id uuid, agency_id uuid, answer text)")
    sql("INSERT INTO queue VALUES (%s, %s, ''), (%s, %s, '')", jambi.pk, ours, jambi.pk, theirs)
    apply(EnableRowSecurity("queue", RowPolicy.task_force(), RowPolicy.agency()))
    with row_security.activate({"agencies": [ours]}):
        assert sql("SELECT agency_id FROM queue FOR UPDATE") == [(ours,)]
        sql("UPDATE queue SET answer = 'ya'")
        sql("DELETE FROM queue")
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("UPDATE queue SET agency_id = %s", theirs)
    with row_security.activate({"agencies": [ours]}), pytest.raises(DatabaseError), transaction.atomic():
        sql("INSERT INTO queue VALUES (%s, %s, '')", jambi.pk, ours)
    with row_security.activate({"task_forces": [jambi.pk]}):
        assert sorted(sql("SELECT answer FROM queue")) == [("",), ("ya",)]


def test_child_rows_of_a_queue_may_be_added_by_the_agency(sql):
    agency = uuid.uuid4()
    sql("CREATE TABLE messages (agency_id uuid, text text)")
    apply(EnableRowSecurity("messages", RowPolicy.agency(insert=True), rights=APPEND_ONLY))
    with row_security.activate({"agencies": [agency]}):
        sql("INSERT INTO messages VALUES (%s, 'a')", agency)
        assert sql("SELECT text FROM messages") == [("a",)]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            sql("UPDATE messages SET text = 'b'")


def test_ones_own_rows_and_a_line_left_for_a_colleague(colleagues):
    sari, tono = colleagues
    with row_security.activate({"user_id": sari.pk}):
        for user in colleagues:
            Notification.objects.create(user=user, text="Kabar", path="/")
        assert [n.user_id for n in Notification.objects.all()] == [sari.pk]
        assert Notification.objects.filter(user=tono).update(text="lain") == 0
    assert Notification.objects.filter(user=tono).get().text == "Kabar"


def test_the_operation_can_be_reversed(jambi, sql):
    sql("CREATE TABLE turned (task_force_id uuid)")
    operation = EnableRowSecurity(
        "turned", RowPolicy.task_force(), RowPolicy.agency("task_force_id"), rights=APPEND_ONLY
    )
    apply(operation)
    assert len(sql("SELECT 1 FROM pg_policies WHERE tablename = 'turned'")) == 3
    apply(operation, backwards=True)
    assert sql("SELECT 1 FROM pg_policies WHERE tablename = 'turned'") == []
    assert sql("SELECT relrowsecurity FROM pg_class WHERE relname = 'turned'") == [(False,)]
    with row_security.activate({}):
        sql("UPDATE turned SET task_force_id = NULL")


def test_a_restrictive_rule_opens_nothing_by_itself(jambi, sql):
    sql("CREATE TABLE shared (task_force_id uuid)")
    sql("INSERT INTO shared VALUES (%s)", jambi.pk)
    apply(EnableRowSecurity("shared", RowPolicy.member(), RowPolicy.coordinators()))
    coordinates = {"coordinating_task_forces": [jambi.pk]}
    with row_security.activate(coordinates), pytest.raises(DatabaseError), transaction.atomic():
        sql("INSERT INTO shared VALUES (%s)", jambi.pk)
    with row_security.activate({"member_task_forces": [jambi.pk]}):
        assert sql("SELECT count(*) FROM shared") == [(1,)]
        with pytest.raises(DatabaseError), transaction.atomic():
            sql("INSERT INTO shared VALUES (%s)", jambi.pk)
    with row_security.activate({"member_task_forces": [jambi.pk], **coordinates}):
        sql("INSERT INTO shared VALUES (%s)", jambi.pk)


def test_a_function_is_called_by_the_application_only_once_that_is_granted(sql):
    sql("CREATE FUNCTION seven() RETURNS int LANGUAGE sql AS 'SELECT 7'")
    operation = GrantExecution("seven()")
    apply(operation)
    with row_security.activate({}):
        assert sql("SELECT seven()") == [(7,)]
    apply(operation, backwards=True)
    with row_security.activate({}), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        sql("SELECT seven()")


def test_columns_are_names_and_nothing_else():
    with pytest.raises(ValueError, match="plain column name"):
        RowPolicy.task_force("true OR id")


def test_a_role_that_is_missing_and_may_not_be_made_is_explained():
    with pytest.raises(ImproperlyConfigured, match="CREATE ROLE"):
        ensure_role(connection, "tppo_nowhere")


def test_tables_of_other_packages_are_usable(sql):
    with row_security.activate({}):
        for table in ("django_session", "account_emailaddress", "mfa_authenticator", "procrastinate_jobs"):
            assert len(sql(f"SELECT count(*) FROM {table}")) == 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            sql("DELETE FROM django_migrations")


def test_the_condition_is_read_once_per_query_and_uses_the_index(jambi, sql):
    with row_security.activate({"task_forces": [jambi.pk]}):
        plan = "\n".join(row[0] for row in sql("EXPLAIN SELECT * FROM cases_person"))
    assert "InitPlan" in plan


def apply(operation, *, backwards: bool = False) -> None:
    """Run one migration operation against the test database."""
    state = ProjectState()
    with connection.schema_editor(atomic=False) as editor:
        if backwards:
            operation.database_backwards("safeguards", editor, state, state)
        else:
            operation.database_forwards("safeguards", editor, state, state)
