"""Fixtures for all tests: the owning database role (fixtures may switch to the application role)."""

import os
import select
import time
from collections.abc import Iterator

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck, settings

from tests import doors as states_of_doors
from tests.differences import explain

os.environ.setdefault("DATABASE_ROLE", "owner")
if "FAKETIME" in os.environ:
    # `make test-days`: libfaketime 0.9.10 fails on the absolute deadline Python 3.11 sleeps with.
    time.sleep = lambda seconds: select.select([], [], [], seconds)
# A run judges only the change: it uses the same examples each time. `--hypothesis-profile=search` looks for new
# examples. No deadline, because the time of an example depends on the load of the machine.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every database test also use the second connection, on which refusals are written.

    libfaketime stops the timers of PostgreSQL, so a wait with a timeout would never end on a moved clock.
    """
    for item in items:
        if "FAKETIME" in os.environ and item.get_closest_marker("database_timers"):
            item.add_marker(pytest.mark.skip(reason="libfaketime stops the timers of PostgreSQL"))
        marker = item.get_closest_marker("django_db")
        fixtures = getattr(item, "fixturenames", ())
        if marker is None and not {"db", "transactional_db", "live_server"} & set(fixtures):
            continue
        kwargs = dict(marker.kwargs) if marker else {}
        if "transactional_db" in fixtures or "live_server" in fixtures:
            kwargs["transaction"] = True
        item.add_marker(pytest.mark.django_db(**{"databases": ["default", "audit"], **kwargs}), append=False)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Tell the rows of two tables that differ."""
    return explain(op, left, right)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests that ask each door alone in every state of the doors."""
    states_of_doors.once_per_state(metafunc)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print in one line whether and how pages were checked in a browser. It is here because the process that starts the
    workers does not read conftests of subfolders.
    """
    from tests.browser import fonts

    reports = [report for kind in ("passed", "failed", "skipped") for report in terminalreporter.stats.get(kind, [])]
    if any(report.nodeid.startswith("tests/browser/") for report in reports):
        terminalreporter.write_line(fonts.report())


OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker, _key_ring_of_the_tests) -> None:
    """Make the test database a copy of one with finished tables: PostgreSQL copies it in a second."""
    from django.db import connection

    from tests.template_database import ensure_template

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = ensure_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Close the second connection at the end, and connections of threads, so that the database can be dropped."""
    from django.db import connection, connections

    yield
    with django_db_blocker.unblock():
        connections["audit"].close()
        with connection.cursor() as cursor:
            cursor.execute(OTHER_SESSIONS)


@pytest.fixture(scope="session", autouse=True)
def _key_ring_of_the_tests() -> None:
    """Create a key ring, because tests without a database also encrypt; otherwise sealing a new database creates it."""
    from safeguards.encryption import KeyRing
    from safeguards.encryption.key_ring import write_key_ring
    from safeguards.encryption.sealing import key_ring_file

    write_key_ring(key_ring_file(), KeyRing.generate())  # an existing one stays


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    """Clear counted attempts, because all tests come from the same address."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def world(db):
    """The cast of the stories in a fresh database."""
    from tests.personas import make_world

    return make_world()


@pytest.fixture(autouse=True)
def doors(request) -> Iterator[str]:
    """Which door is off for this test: none, but for those marked ``each_door`` (``tests.doors``)."""
    state = getattr(request, "param", states_of_doors.EVERY_DOOR)
    with states_of_doors.DOORS[state]():
        yield state


TABLES_THAT_REFUSE = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgtype & 32 <> 0 AND NOT tgisinternal"


@pytest.fixture(scope="session", autouse=True)
def _emptying_between_tests() -> Iterator[None]:
    """Let transactional tests empty the database afterwards, including append-only tables.

    Their triggers refuse TRUNCATE to everybody; only here the owner disables them, in the same transaction.
    """

    def sql_flush(self: DatabaseOperations, style: object, tables: list[str], **options: object) -> list[str]:
        tables = [table for table in tables if table != "safeguards_keyringseal"]  # the database keeps its key ring
        with self.connection.cursor() as cursor:
            cursor.execute(TABLES_THAT_REFUSE)
            refusing = sorted({table for (table,) in cursor.fetchall()})
        acts = ("DISABLE", "ENABLE")
        aside, back = ([f"ALTER TABLE {table} {act} TRIGGER USER" for table in refusing] for act in acts)
        jobs = ["TRUNCATE procrastinate_jobs CASCADE"]  # its tables have no models, so Django does not empty them
        return aside + original(self, style, tables, **options) + back + jobs

    original = DatabaseOperations.sql_flush
    DatabaseOperations.sql_flush = sql_flush
    yield
    DatabaseOperations.sql_flush = original
