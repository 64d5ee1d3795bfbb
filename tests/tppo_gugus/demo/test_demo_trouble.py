"""Failures of the demo: each gets one or two sentences, and the demo continues after a kill."""

import errno
import os
import subprocess
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError, connection, transaction

from taskforces.management.commands.load_regions import load
from taskforces.models import TaskForce
from tppo_gugus.demo import story, trouble
from tppo_gugus.demo.batching import ENOUGH_TO_SEND, batched
from tppo_gugus.embedded.cluster import Cluster
from tppo_gugus.embedded.errors import EmbeddedDatabaseError

ROOT = Path(__file__).parents[3]
Usage = namedtuple("Usage", "total used free")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


def with_cause(error: Exception, cause: Exception) -> Exception:
    """Return an error as Django raises it around the driver's."""
    error.__cause__ = cause
    return error


class TestRoom:
    @pytest.mark.parametrize(
        "error",
        [
            OSError(errno.ENOSPC, "No space left on device"),
            OSError(errno.EFBIG, "File too large"),
            with_cause(OperationalError("could not extend file"), psycopg.errors.DiskFull()),
            EmbeddedDatabaseError("initdb failed.\nNo space left on device"),
        ],
    )
    def test_a_full_disk_is_named_whoever_met_it(self, error, tmp_path):
        said = trouble.sentence_of(error, tmp_path)
        assert said.startswith(f"The disk is full at {tmp_path}. Make room")
        assert len(said.splitlines()) == 1

    def test_too_little_room_is_said_before_anything_is_made(self, tmp_path, monkeypatch):
        monkeypatch.setattr(trouble.shutil, "disk_usage", lambda place: Usage(10**9, 10**9, 30 * 10**6))
        with pytest.raises(CommandError, match="Only 30 MB are free"):
            trouble.check_room(tmp_path)

    def test_a_demo_that_is_there_needs_no_more(self, tmp_path, monkeypatch):
        monkeypatch.setattr(trouble.shutil, "disk_usage", lambda place: Usage(10**9, 10**9, 30 * 10**6))
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres" / "PG_VERSION").touch()
        trouble.check_room(tmp_path)

    def test_what_nobody_expected_stays_an_error(self, tmp_path):
        assert trouble.sentence_of(ProgrammingError("syntax"), tmp_path) == ""


@AS_ROOT
class TestAnotherAccount:
    def test_data_of_another_account_are_refused_in_words(self, tmp_path):
        data = tmp_path / "postgres"
        data.mkdir()
        os.chown(data, 12345, 12345)
        with pytest.raises(EmbeddedDatabaseError, match="made by another account"):
            Cluster(data, durable=False).start()

    def test_make_says_so_before_it_begins(self, tmp_path):
        (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
        (tmp_path / "var").mkdir()
        os.chown(tmp_path, 12345, 12345)
        for folder in (*tmp_path.parents[:3], tmp_path):
            folder.chmod(0o755)
        as_user = {"user": 12345, "group": 12345, "extra_groups": []}
        ended = subprocess.run(["make", "place"], cwd=tmp_path, capture_output=True, text=True, **as_user)
        assert ended.returncode
        assert "belongs to another account" in ended.stdout
        os.chown(tmp_path / "var", 12345, 12345)
        ended = subprocess.run(["make", "place", "ROOM=0"], cwd=tmp_path, capture_output=True, text=True, **as_user)
        assert (ended.returncode, ended.stdout) == (0, "")


def test_make_says_how_much_room_is_missing(tmp_path):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    ended = subprocess.run(["make", "place", "ROOM=999999999"], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode
    assert "about 999999999 MB are needed" in ended.stdout


def test_what_a_killed_installation_left_is_made_anew(tmp_path):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    half = tmp_path / ".venv" / "installing"
    half.parent.mkdir()
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    for writer, stays in ((os.getpid(), True), (gone.pid, False)):
        half.write_text(f"{writer}\n")
        subprocess.run(["make", "help"], cwd=tmp_path, capture_output=True, check=True)
        assert half.parent.exists() is stays


class Killed(Exception):
    """The demo ends in the middle of a part."""


@pytest.mark.django_db
class TestKilled:
    def test_what_was_founded_stays_and_the_missing_parts_are_known(self):
        load()
        assert story.found()
        assert story.found() == 0, "once"
        assert story.missing() == list(story.PARTS)

        def die(begun: int, known: int) -> None:
            if begun == 3:
                raise Killed

        with pytest.raises(Killed), transaction.atomic():
            story.tell_part(story.PARTS[1], story.present_moment(), die)
        assert story.missing() == list(story.PARTS), "a part is there whole or not at all"
        assert TaskForce.objects.filter(region_id="31.73").exists()


@pytest.mark.django_db
class TestBatching:
    """Batched statements differ only in the moment they are sent."""

    @pytest.fixture(autouse=True)
    def _table(self, db):
        with connection.cursor() as cursor:
            cursor.execute('CREATE TEMPORARY TABLE "told" ("id" int PRIMARY KEY, "word" text) ON COMMIT DROP')

    def words(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute('SELECT "word" FROM "told" ORDER BY "id"')
            return [word for (word,) in cursor.fetchall()]

    def write(self, sql: str, *params: object) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.rowcount

    def tell(self, sql: str, *of: tuple[object, ...]) -> None:
        """Run one statement with each of the parameters, in one transaction."""
        with transaction.atomic(), batched():
            for params in of:
                self.write(sql, *params)

    def test_a_reader_sees_what_was_written_before_it(self):
        with batched():
            self.write('INSERT INTO "told" ("id", "word") VALUES (%s, %s)', 1, "50 % 'a'")
            assert self.write('UPDATE "told" SET "word" = %s WHERE "told"."id" = %s', "it's; so", 1) == 1
            assert self.words() == ["it's; so"]
            self.write('INSERT INTO "told" ("id", "word") VALUES (%s, %s)', 2, "late")
        assert self.words() == ["it's; so", "late"], "what still waited is sent at the end"

    def test_a_change_that_finds_no_row_is_an_error(self):
        with pytest.raises(Exception, match="did not find its row"), transaction.atomic(), batched():
            self.write('UPDATE "told" SET "word" = %s WHERE "told"."id" = %s', "nobody", 9)

    def test_many_writes_are_sent_ahead_in_their_order(self):
        with batched():
            for number in range(50):
                self.write('INSERT INTO "told" ("id", "word") VALUES (%s, %s)', number, str(number))
                self.write('UPDATE "told" SET "word" = %s WHERE "told"."id" = %s', f"{number} again", number)
            assert self.words() == [f"{number} again" for number in range(50)]

    def test_an_error_of_what_was_sent_ahead_is_raised(self):
        with pytest.raises(IntegrityError):
            self.tell('INSERT INTO "told" ("id", "word") VALUES (%s, %s)', *[(1, "twice")] * ENOUGH_TO_SEND)
        assert self.words() == [], "the transaction is rolled back and the connection free"

    def test_a_row_not_found_by_what_was_sent_ahead_is_an_error(self):
        nobody = [("nobody", number) for number in range(ENOUGH_TO_SEND)]
        with pytest.raises(DatabaseError, match="did not find its row"):
            self.tell('UPDATE "told" SET "word" = %s WHERE "told"."id" = %s', *nobody)

    def test_a_story_that_breaks_leaves_the_connection_free(self):
        def break_off():
            with transaction.atomic(), batched():
                for number in range(ENOUGH_TO_SEND + 1):
                    self.write('INSERT INTO "told" ("id", "word") VALUES (%s, %s)', number, "lost")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            break_off()
        assert self.words() == []

    def test_the_last_context_holds(self):
        context = "SELECT set_config(%s, %s, true)"
        with batched():
            for user in ("first", "second"):
                self.write(context, "app.user_id", user)
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('app.user_id')")
                assert cursor.fetchone() == ("second",)
