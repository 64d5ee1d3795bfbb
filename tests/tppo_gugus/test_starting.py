"""No process starts with a foreign key ring, or on a database of another version: web, worker, demo, commands. Real
processes.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from safeguards.applied_migrations import OLDER, OLDER_DEMO
from safeguards.encryption import KeyRing, sealing
from safeguards.encryption.key_ring import forget_key_ring, key_ring, read_key_ring, write_key_ring
from taskforces.models import Region
from tppo_gugus import health
from tppo_gugus.demo import preparation
from tppo_gugus.starting import NOT_CONFIGURED, Door

pytestmark = pytest.mark.django_db(transaction=True)
WEB = [sys.executable, "-c", "import tppo_gugus.wsgi; print('serves')"]
WORKER = [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"]
COMMAND = [sys.executable, "manage.py", "rebuild_person_tokens"]
DEMO = [sys.executable, "manage.py", "demo", "--prepare-only"]
BROKEN, MISSING, FOREIGN, POORER = "broken", "missing", "foreign", "poorer"
SENTENCES = {
    BROKEN: "put the right file back",
    MISSING: "There is no key ring at",
    FOREIGN: "is not the key ring this database was written with (key 1",
    POORER: "is not the key ring this database was written with (the index key differs)",
}


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    """A copy of the ring of this database's seal."""
    path = tmp_path / "keys" / "key_ring.json"
    write_key_ring(path, read_key_ring(sealing.key_ring_file()))
    return path


def spoil(path: Path, how: str) -> None:
    """Replace the ring with something else."""
    if how == MISSING:
        path.unlink()
    elif how == BROKEN:
        path.write_text("{")
    else:
        found = KeyRing.generate() if how == FOREIGN else replace(read_key_ring(path), index_key=bytes(32))
        write_key_ring(path, found, replace_existing=True)


def start(command: list[str], ring: Path, *, role: str = "tppo_app", **more: str) -> subprocess.CompletedProcess:
    """Run a separate process on the database of this test, like a server or the demo."""
    used = connection.settings_dict
    address = f"postgres://{role}@/{used['NAME']}?host={used['HOST']}"
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTEST_VERSION", "DATABASE_ROLE"}}
    ours = {"KEY_RING_FILE": str(ring), "DATABASE_URL": address, "VAR_DIR": str(ring.parent), "SECRET_KEY": "x" * 60}
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env={**kept, **ours, **more}, capture_output=True, text=True, timeout=120
    )


class TestProcesses:
    @pytest.mark.parametrize("how", [BROKEN, MISSING, FOREIGN, POORER])
    @pytest.mark.parametrize("command", [WEB, WORKER], ids=["web", "worker"])
    def test_a_server_ends_with_one_sentence(self, ring, command, how):
        spoil(ring, how)
        ended = start(command, ring, DEMO="false", SECURE_TLS="false")
        assert ended.returncode == NOT_CONFIGURED
        assert SENTENCES[how] in ended.stderr
        assert "Traceback" not in ended.stderr
        assert len(ended.stderr.strip().splitlines()) == 1
        assert "serves" not in ended.stdout
        assert not (how == MISSING and ring.exists())

    def test_with_its_own_ring_the_web_starts(self, ring):
        ended = start(WEB, ring)
        assert (ended.returncode, ended.stdout) == (0, "serves\n"), ended.stderr

    def test_other_commands_that_read_people_stop_too(self, ring):
        spoil(ring, FOREIGN)
        ended = start(COMMAND, ring, role="tppo_owner", DATABASE_ROLE="owner")
        assert (ended.returncode, SENTENCES[FOREIGN] in ended.stderr) == (NOT_CONFIGURED, True)

    @pytest.mark.parametrize("arguments", [["makemigrations", "--check", "--dry-run"], ["load_regions"], ["--version"]])
    def test_commands_that_need_no_ring_run_without_one(self, ring, arguments):
        spoil(ring, MISSING)
        ended = start([sys.executable, "manage.py", *arguments], ring, role="tppo_owner", DATABASE_ROLE="owner")
        assert ended.returncode == 0, ended.stderr
        assert not ring.exists()

    @pytest.mark.parametrize("how", [MISSING, FOREIGN])
    def test_migrate_refuses_before_it_changes_anything(self, ring, how):
        spoil(ring, how)
        ended = start([sys.executable, "manage.py", "migrate"], ring, role="tppo_owner", DATABASE_ROLE="owner")
        assert ended.returncode
        assert SENTENCES[how] in ended.stderr
        assert "Traceback" not in ended.stderr
        assert "Applying" not in ended.stdout

    @pytest.mark.parametrize("how", [BROKEN, MISSING, FOREIGN])
    def test_the_demo_refuses_and_says_how_to_begin_anew(self, ring, how):
        spoil(ring, how)
        ended = start(DEMO, ring, role="tppo_owner", DEMO="true", DATABASE_ROLE="owner")
        assert ended.returncode
        assert SENTENCES[how] in ended.stderr
        assert "make demo-reset" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert not (how == MISSING and ring.exists()), "never made anew beside existing data"
        assert not Region.objects.exists(), "nothing was prepared"

    def test_the_web_server_gives_up_instead_of_starting_again_for_ever(self, ring):
        spoil(ring, FOREIGN)
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", "0", "--workers", "1"]
        ended = start([*web, "--respawn-failed-workers", "tppo_gugus.wsgi:application"], ring)
        assert SENTENCES[FOREIGN] in ended.stderr + ended.stdout


@pytest.fixture
def older() -> Iterator[None]:
    """The database of this test was made by an earlier development version."""
    recorder = MigrationRecorder(connection)
    recorder.record_applied("cases", "0001_initial")
    recorder.record_unapplied("cases", "0001_tables")
    yield
    recorder.record_applied("cases", "0001_tables")
    recorder.record_unapplied("cases", "0001_initial")


@pytest.mark.usefixtures("older")
class TestAnEarlierVersion:
    @pytest.mark.parametrize("command", [WEB, WORKER, COMMAND], ids=["web", "worker", "command"])
    def test_a_server_ends_with_one_sentence_that_deletes_nothing(self, ring, command):
        ended = start(command, ring, DEMO="false", SECURE_TLS="false")
        assert (ended.returncode, ended.stdout) == (NOT_CONFIGURED, "")
        assert ended.stderr == f"{OLDER}\n"

    def test_migrate_refuses_before_it_changes_anything(self, ring):
        before = MigrationRecorder(connection).applied_migrations().keys()
        ended = start([sys.executable, "manage.py", "migrate"], ring, role="tppo_owner", DATABASE_ROLE="owner")
        assert (ended.returncode, ended.stderr) == (1, f"CommandError: {OLDER}\n")
        assert MigrationRecorder(connection).applied_migrations().keys() == before

    def test_the_demo_says_what_to_type_and_touches_nothing(self, ring):
        ring.unlink()
        ended = start(DEMO, ring, role="tppo_owner", DEMO="true", DATABASE_ROLE="owner")
        assert (ended.returncode, ended.stderr) == (1, f"CommandError: {OLDER_DEMO}\n")
        assert not ring.exists(), "not even a key ring was made"
        assert not Region.objects.exists(), "nothing was prepared"

    def test_a_web_process_that_waited_for_the_database_stays_closed(self, ring_in_use):
        status, body = TestDoor.ask(Door(TestDoor.application))
        assert status.startswith("503")
        assert "versi lain" in body.decode()


class TestInterrupted:
    @pytest.fixture
    def empty(self) -> Iterator[str]:
        """A database without a table on the server of the tests."""
        name = f"{connection.settings_dict['NAME']}_interrupted"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
        yield name
        for left in reversed(range(50)):  # the server's own vacuum may be in it just now, and nobody may end that
            try:
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
                break
            except ProgrammingError:
                if not left:
                    raise
                time.sleep(0.2)

    @staticmethod
    def applied(database: str) -> int:
        with psycopg.connect(host=connection.settings_dict["HOST"], user="tppo_owner", dbname=database) as other:
            if other.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
                return 0
            return other.execute("SELECT count(*) FROM django_migrations").fetchone()[0]

    def test_a_migrate_that_was_killed_is_run_again_and_goes_on(self, ring, empty):
        address = f"postgres://tppo_owner@/{empty}?host={connection.settings_dict['HOST']}"
        command = [sys.executable, "manage.py", "migrate"]
        kept = {name: value for name, value in os.environ.items() if name != "PYTEST_VERSION"}
        ours = {"KEY_RING_FILE": str(ring), "DATABASE_URL": address, "VAR_DIR": str(ring.parent), "DEMO": "true"}
        environment = {**kept, **ours, "DATABASE_ROLE": "owner"}
        with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL) as killed:
            while killed.poll() is None and self.applied(empty) < 10:
                time.sleep(0.02)
            killed.kill()
        before = self.applied(empty)
        ended = start(command, ring, role="tppo_owner", DEMO="true", DATABASE_ROLE="owner", DATABASE_URL=address)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert 10 <= before < self.applied(empty)

    def test_a_database_that_stops_under_the_demo_is_said_in_one_sentence(self, monkeypatch, settings):
        def stops():
            raise OperationalError("terminating connection due to unexpected postmaster exit\nSSL closed\n")

        settings.DEMO = True
        monkeypatch.setattr(preparation, "prepare", stops)
        monkeypatch.setattr(preparation, "embedded_cluster", lambda: None)
        with pytest.raises(CommandError, match=r"^The database stopped \(.*exit\)\. Type the same command again"):
            call_command("demo", prepare_only=True)


@pytest.fixture
def ring_in_use(ring: Path, settings) -> Iterator[Path]:
    """This process works with a ring that may be damaged."""
    settings.KEY_RING_FILE = ring
    forget_key_ring()
    yield ring
    forget_key_ring()


class TestHealth:
    @pytest.mark.parametrize(
        ("how", "word"), [(BROKEN, "rusak"), (MISSING, "hilang"), (FOREIGN, "asing"), (POORER, "asing")]
    )
    def test_says_what_is_wrong_with_the_ring_and_well_again_once_it_is_back(self, ring_in_use, how, word):
        right = ring_in_use.read_text()
        assert Client().get("/sehat/").content == b"sehat\n"
        spoil(ring_in_use, how)
        answer = Client().get("/sehat/")
        assert (answer.status_code, answer.content.decode()) == (503, f"sakit: kunci {word}\n")
        ring_in_use.write_text(right)
        assert Client().get("/sehat/").status_code == 200

    def test_says_it_while_the_process_goes_on_with_the_ring_it_has(self, ring_in_use):
        used = sealing.check_key_ring()
        spoil(ring_in_use, FOREIGN)
        assert Client().get("/sehat/").status_code == 503
        assert sealing.fingerprints(used) == sealing.read_seal()

    def test_asks_the_database_for_the_seal_only_every_few_seconds(self, ring_in_use, django_assert_num_queries):
        health.how_it_is()
        with django_assert_num_queries(1):
            assert health.how_it_is() == "sehat"


class TestDoor:
    """A web process that started without the database checks it before the first response."""

    @staticmethod
    def ask(door: Door) -> tuple[str, bytes]:
        said: list[str] = []
        body = b"".join(door({}, lambda status, headers: said.append(status)))
        return said[0], body

    @staticmethod
    def application(environ, start_response) -> list[bytes]:
        start_response("200 OK", [])
        return [b"page"]

    def test_opens_for_good_where_the_ring_fits(self, ring_in_use):
        door = Door(self.application)
        assert self.ask(door) == ("200 OK", b"page")
        spoil(ring_in_use, FOREIGN)
        assert self.ask(door)[0] == "200 OK"

    def test_stays_closed_where_it_does_not_and_says_so_once(self, ring_in_use, caplog):
        spoil(ring_in_use, FOREIGN)
        door = Door(self.application)
        for _turn in range(2):
            status, body = self.ask(door)
            assert status.startswith("503")
            assert "berkas kunci" in body.decode()
        assert [record.levelname for record in caplog.records] == ["CRITICAL"]

    def test_a_foreign_ring_used_while_the_database_was_away_is_dropped_once_the_right_file_is_back(self, ring_in_use):
        right = read_key_ring(ring_in_use)
        spoil(ring_in_use, FOREIGN)
        door = Door(self.application)
        assert key_ring() != right, "a page without the database used it"
        assert self.ask(door)[0].startswith("503")
        write_key_ring(ring_in_use, right, replace_existing=True)
        assert self.ask(door)[0] == "200 OK"
        assert key_ring() == right, "what is written from now on is read with the ring of the database"


class TestTheRingInUse:
    """The file may be right and the process wrong: the ring used for writing counts."""

    def test_health_tells_a_process_that_works_with_another_ring_than_the_file(self, ring_in_use):
        right = ring_in_use.read_text()
        spoil(ring_in_use, FOREIGN)
        key_ring()
        ring_in_use.write_text(right)
        answer = Client().get("/sehat/")
        assert (answer.status_code, answer.content) == (503, b"sakit: kunci asing\n")

    def test_a_file_replaced_after_the_start_is_not_taken_at_the_first_use(self, ring_in_use):
        right = sealing.take_key_ring()
        spoil(ring_in_use, FOREIGN)
        assert key_ring() is right
