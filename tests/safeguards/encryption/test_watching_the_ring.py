"""The ring a process uses, the file it lies in, and what commands and checks say of both."""

import importlib

import pytest
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models.expressions import Col

from cases.models import Person
from safeguards.encryption import DecryptionError, EncryptedTextField, KeyRing, checks, key_ring, rotation, sealing
from safeguards.encryption.fields import EncryptedIsNull
from safeguards.encryption.key_ring import KeyRingError, forget_key_ring, read_key_ring, write_key_ring
from safeguards.encryption.models import KeyRingSeal
from safeguards.encryption.sealing import KeyRingWatch, take_key_ring
from safeguards.encryption.unreadable import Unreadable

KEY = bytes(32)


def away():
    raise OperationalError


def put(path, ring: KeyRing) -> None:
    write_key_ring(path, ring, replace_existing=True)


@pytest.mark.parametrize(
    ("active", "keys", "index_key"),
    [(2, {1: KEY}, KEY), (1, {1: KEY[:31]}, KEY), (0, {0: KEY}, KEY), (256, {256: KEY}, KEY), (1, {1: KEY}, KEY[:16])],
)
def test_a_ring_that_could_not_be_used_is_none(active, keys, index_key):
    with pytest.raises(KeyRingError):
        KeyRing(active, keys, index_key)


def test_another_setting_is_another_ring(ring_file, tmp_path, settings):
    first = key_ring()
    write_key_ring(tmp_path / "other.json", KeyRing.generate())
    settings.KEY_RING_FILE = tmp_path / "other.json"
    assert key_ring() != first


def test_a_file_is_replaced_where_none_lay(tmp_path):
    put(tmp_path / "new.json", ring := KeyRing.generate())
    assert read_key_ring(tmp_path / "new.json") == ring


class TestTaking:
    def test_the_right_ring_is_taken_and_kept(self, sealed):
        assert take_key_ring() is key_ring()

    def test_a_foreign_one_is_refused_and_the_right_one_taken_once_it_lies_there(self, sealed):
        right = take_key_ring()
        put(sealed, KeyRing.generate())
        with pytest.raises(KeyRingError):
            take_key_ring()
        put(sealed, right)
        assert take_key_ring() == right

    def test_before_the_first_migrate_there_is_no_seal(self, db, sql):
        sql("ALTER TABLE safeguards_keyringseal RENAME TO not_there_yet")
        assert sealing.read_seal() == {}


class TestWatching:
    def test_a_good_answer_holds_and_a_changed_file_is_looked_at(self, sealed, monkeypatch):
        watch, asked = KeyRingWatch(), []
        seal = sealing.read_seal()
        monkeypatch.setattr(sealing, "read_seal", lambda: asked.append(1) or seal)
        assert watch.fault() is None
        assert watch.fault() is None
        assert len(asked) == 1
        put(sealed, KeyRing.generate())
        assert isinstance(watch.fault(), KeyRingError)
        assert len(asked) == 2

    def test_a_good_answer_does_not_hold_for_ever(self, sealed, monkeypatch):
        monkeypatch.setattr(sealing, "STAYS_SOUND_SECONDS", -1)
        watch, asked = KeyRingWatch(), []
        seal = sealing.read_seal()
        monkeypatch.setattr(sealing, "read_seal", lambda: asked.append(1) or seal)
        assert (watch.fault(), watch.fault()) == (None, None)
        assert len(asked) == 2


class TestCommands:
    def test_a_ring_is_made_where_there_is_none(self, tmp_path, settings, capsys):
        settings.KEY_RING_FILE = tmp_path / "made.json"
        call_command("make_key_ring")
        assert str(tmp_path / "made.json") in capsys.readouterr().out
        assert read_key_ring(tmp_path / "made.json").active == 1
        with pytest.raises(CommandError, match="tidak ditimpa"):
            call_command("make_key_ring")

    def test_while_the_database_is_away_nothing_is_said_of_the_ring(self, monkeypatch, capsys):
        monkeypatch.setattr(sealing, "check_key_ring", away)
        call_command("check_key_ring")
        said = capsys.readouterr()
        assert "tidak terjangkau" in said.err
        assert "cocok" not in said.out

    def test_a_plan_is_read_and_seals_nothing(self, ring_file, db, sql, capsys):
        sql("DELETE FROM safeguards_keyringseal")
        call_command("migrate", plan=True)
        assert sealing.read_seal() == {}
        assert "No planned migration operations" in capsys.readouterr().out

    def test_a_database_without_the_table_of_seals_is_not_sealed(self, sealed, monkeypatch):
        monkeypatch.setattr(type(connection.introspection), "table_names", lambda *_args, **_more: [])
        monkeypatch.setattr(sealing, "seal_database", lambda: pytest.fail("there is nowhere to write the seal"))
        monkeypatch.setattr(
            importlib.import_module("django.core.management.commands.migrate").Command, "handle", lambda *_, **__: None
        )
        call_command("migrate", verbosity=0)


class TestChecks:
    def test_a_whole_ring_that_fits_is_no_fault(self, sealed):
        assert checks.check_key_ring_file(None) == []
        assert checks.check_key_ring(None) == []
        assert checks.check_seal(None, ["default"]) == []
        assert checks.check_seal(None, None) == []

    def test_a_new_database_has_no_seal_to_compare(self, ring_file, db, sql):
        sql("DELETE FROM safeguards_keyringseal")
        assert checks.check_seal(None, ["default"]) == []

    def test_a_database_that_is_away_is_told_by_others(self, sealed, monkeypatch):
        monkeypatch.setattr(sealing, "read_seal", away)
        assert checks.check_seal(None, ["default"]) == []

    def test_nobody_orders_rows_by_cipher_text(self):
        class Ordered(Person):
            class Meta:
                app_label = "safeguards"
                proxy = True
                ordering = ["-name"]
                apps = Person._meta.default_apps.__class__(())

        field = EncryptedTextField()
        field.set_attributes_from_name("name")
        field.model = Ordered
        assert "safeguards.E102" in [error.id for error in field.check()]


class TestColumns:
    def test_a_proxy_is_the_table_of_another_model(self, monkeypatch):
        whole = rotation.encrypted_models()

        class Again(Person):
            class Meta:
                app_label = "safeguards"
                proxy = True
                apps = Person._meta.default_apps.__class__(())

        monkeypatch.setattr(rotation, "first_party_models", lambda: [Again])
        assert rotation.encrypted_models() == []
        assert Person in [model for model, _columns in whole]

    def test_no_value_stays_no_value_under_the_next_key(self):
        (column,) = [column for column in dict(rotation.encrypted_models())[Person] if column.name == "name"]
        assert rotation._reencrypted(Person, None, column, None) == (None, True)

    def test_what_is_assigned_becomes_text(self):
        field = Person._meta.get_field("name")
        assert (field.to_python(None), field.to_python("Siti"), field.to_python(7)) == (None, "Siti", "7")

    def test_a_value_that_was_prepared_is_encrypted_as_it_is(self, ring_file):
        field = Person._meta.get_field("name")
        stored = field.get_db_prep_value("Siti", connection, prepared=True)
        assert field.from_db_value(stored, None, connection) == "Siti"

    def test_what_could_not_be_read_goes_back_as_it_was_and_nowhere_else(self, ring_file):
        field = Person._meta.get_field("name")
        unread = Unreadable(b"cipher", field.purpose)
        assert field.get_db_prep_value(unread, connection) == b"cipher"
        with pytest.raises(DecryptionError, match="not copied from elsewhere"):
            Person._meta.get_field("phone").get_db_prep_value(unread, connection)
        with pytest.raises(DecryptionError, match="are not a value"):
            field.get_db_prep_value(f"Nama: {unread}", connection)

    def test_whether_it_is_empty_may_be_asked_of_a_plain_column_too(self):
        field = Person._meta.get_field("name")
        plain = Col(Person._meta.db_table, field)
        assert EncryptedIsNull(plain, True).lhs is plain
        assert type(EncryptedIsNull(field.get_col("other"), True).lhs) is Col

    def test_nothing_is_computed_on_cipher_text(self):
        with pytest.raises(FieldError, match="cannot be computed"):
            Person._meta.get_field("name").get_transform("lower")

    def test_a_table_named_twice_in_a_query_has_columns_of_its_own(self):
        field = Person._meta.get_field("name")
        assert field.get_col("other") is not field.get_col(Person._meta.db_table)
        assert field.get_col("other").alias == "other"


def test_a_seal_shows_no_more_than_the_number_of_its_key():
    forget_key_ring()
    assert str(KeyRingSeal(key_id=3, fingerprint=b"secret")) == "3"
