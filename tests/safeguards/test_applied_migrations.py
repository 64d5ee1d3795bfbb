"""A database of another version of this code is detected before anything is written to it."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from safeguards import applied_migrations
from safeguards.applied_migrations import (
    NEWER,
    NEWER_DEMO,
    OLDER,
    OLDER_DEMO,
    OtherVersionError,
    check_applied_migrations,
    note_migrations,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    """Use the settings of a demo."""
    settings.DEMO = True


@pytest.fixture
def record():
    """Record migrations as applied, or as not."""
    return MigrationRecorder(connection)


def recorded() -> set:
    return set(MigrationRecorder(connection).applied_migrations())


def said() -> str:
    """The sentence of the refusal; empty if there is none."""
    try:
        check_applied_migrations()
    except OtherVersionError as error:
        return str(error)
    return ""


class TestByName:
    def test_a_database_of_this_code_is_all_right(self):
        assert said() == ""

    def test_one_from_before_the_restart_is_older(self, record):
        record.record_unapplied("cases", "0001_tables")
        record.record_applied("cases", "0001_initial")
        assert said() == OLDER

    def test_a_demo_is_told_what_to_type(self, record, demo):
        record.record_unapplied("cases", "0001_tables")
        record.record_applied("cases", "0001_initial")
        assert said() == OLDER_DEMO
        assert OLDER_DEMO.endswith("type: make demo-reset")

    def test_a_server_is_never_told_to_delete(self):
        for sentence in (OLDER, NEWER):
            assert not {"reset", "delete", "new one", "without"} & set(sentence.split())
            assert "make" not in sentence.replace("made", "")

    def test_one_that_has_all_of_ours_and_more_is_newer(self, record):
        record.record_applied("cases", "0099_later")
        assert said() == NEWER

    def test_a_newer_demo_too(self, record, demo):
        record.record_applied("cases", "0099_later")
        assert said() == NEWER_DEMO

    def test_one_that_is_behind_or_was_interrupted_goes_on(self, record):
        record.record_unapplied("reports", "0002_row_security")
        assert said() == ""

    def test_an_empty_database_has_no_other_version(self, monkeypatch):
        monkeypatch.setattr(MigrationRecorder, "has_table", lambda self: False)
        assert said() == ""

    def test_packages_keep_their_own_promises(self, record):
        record.record_applied("account", "0001_squashed_away")
        record.record_applied("an_app_that_was_removed", "0001_initial")
        assert said() == ""


class TestByWhatTheySaid:
    """Migrations are edited until the first release; a demo with an earlier version gets a message."""

    @pytest.fixture
    def ours(self, tmp_path, monkeypatch) -> Path:
        """A copy of the migrations of ``reports``, to be edited."""
        folders = applied_migrations._own_apps()
        copy = tmp_path / "migrations"
        shutil.copytree(folders["reports"], copy)
        monkeypatch.setattr(applied_migrations, "_own_apps", lambda: {**folders, "reports": copy})
        return copy / "0002_row_security.py"

    @pytest.fixture
    def noted(self, record, demo, ours) -> Path:
        """A demo whose last migration was applied just now."""
        record.record_unapplied("reports", "0002_row_security")
        note_migrations()
        record.record_applied("reports", "0002_row_security")
        return ours

    def test_the_text_that_was_applied_is_all_right(self, noted):
        assert said() == ""

    def test_an_edited_one_makes_the_demo_an_older_one(self, noted):
        noted.write_text(noted.read_text().replace("variant = 'publik'", "true"))
        assert said() == OLDER_DEMO

    def test_words_about_it_do_not(self, noted):
        noted.write_text(f'"""Other words."""\n\n# and a comment\n{noted.read_text().split(chr(34) * 3, 2)[2]}')
        assert said() == ""

    def test_an_edit_before_it_is_applied_does_not(self, noted, record):
        record.record_unapplied("reports", "0002_row_security")
        noted.write_text(noted.read_text().replace("variant = 'publik'", "true"))
        assert said() == ""
        note_migrations()
        record.record_applied("reports", "0002_row_security")
        assert said() == ""

    def test_the_first_note_of_an_applied_one_stays(self, noted):
        noted.write_text(noted.read_text().replace("variant = 'publik'", "true"))
        note_migrations()
        assert said() == OLDER_DEMO

    def test_a_server_notes_nothing_and_compares_names_only(self, noted, settings, sql):
        settings.DEMO = False
        noted.write_text(noted.read_text().replace("variant = 'publik'", "true"))
        assert said() == ""
        sql("COMMENT ON TABLE django_migrations IS NULL")
        note_migrations()
        assert sql(applied_migrations.NOTES) == [(None,)]

    def test_a_comment_of_somebody_else_is_no_note(self, demo, sql):
        sql("COMMENT ON TABLE django_migrations IS 'kept by Django'")
        assert said() == ""


def test_migrate_refuses_before_it_writes(record, demo, sql):
    record.record_unapplied("reports", "0002_row_security")
    record.record_applied("reports", "0005_figures_digest")
    before = recorded()
    with pytest.raises(CommandError, match="make demo-reset"):
        call_command("migrate", verbosity=0)
    assert recorded() == before
    assert sql(applied_migrations.NOTES) == [(None,)]


def test_migrate_notes_what_a_demo_applies(demo, record, sql):
    record.record_unapplied("cases", "0005_time_limits")
    call_command("migrate", verbosity=0)
    assert '"cases.0005_time_limits": "' in sql(applied_migrations.NOTES)[0][0]
