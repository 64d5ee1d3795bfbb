"""The seal: a database knows its key ring, and refuses every other one before it reads or writes."""

import base64
import importlib
import json
from dataclasses import replace

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction

from cases.models import Person
from safeguards import row_security
from safeguards.encryption import KeyRing, key_ring, sealing
from safeguards.encryption.key_ring import (
    ForeignKeyRingError,
    KeyRingError,
    MissingKeyRingError,
    forget_key_ring,
    read_key_ring,
    write_key_ring,
)


def put(path, ring: KeyRing) -> None:
    """Replace the key ring with another, and restart this process's state."""
    write_key_ring(path, ring, replace_existing=True)
    forget_key_ring()


def unsealed(sql) -> None:
    """A database from before there were seals."""
    sql("DELETE FROM safeguards_keyringseal")


class TestStart:
    def test_its_own_ring_is_welcome(self, sealed):
        assert sealing.check_key_ring().active == 1
        assert set(sealing.read_seal()) == {0, 1}

    def test_another_ring_that_also_calls_its_key_1_is_refused(self, sealed):
        put(sealed, KeyRing.generate())
        with pytest.raises(ForeignKeyRingError, match=r"not the key ring .*key 1 differs.*put the right one back"):
            sealing.check_key_ring()

    def test_another_index_key_alone_is_refused_because_nobody_would_be_found(self, sealed):
        put(sealed, replace(read_key_ring(sealed), index_key=bytes(32)))
        with pytest.raises(ForeignKeyRingError, match="the index key differs"):
            sealing.check_key_ring()

    def test_a_missing_and_a_broken_ring_are_refused(self, sealed):
        sealed.write_bytes(b"\xff{")
        with pytest.raises(KeyRingError, match=r"ring\.json"):
            sealing.check_key_ring()
        sealed.unlink()
        with pytest.raises(MissingKeyRingError, match=r"ring\.json"):
            sealing.check_key_ring()

    def test_sealing_again_refuses_another_ring_and_keeps_the_seal(self, sealed):
        before = sealing.read_seal()
        put(sealed, KeyRing.generate())
        with pytest.raises(ForeignKeyRingError, match="key 1 differs"):
            sealing.seal_database()
        assert sealing.read_seal() == before

    def test_a_lost_old_key_is_named(self, sealed, capsys):
        old = read_key_ring(sealed)
        call_command("make_key_ring", "--add")
        call_command("rotate_keys", "--to", "2")
        ring = read_key_ring(sealed)
        put(sealed, replace(ring, keys={2: ring.keys[2]}))
        with pytest.raises(ForeignKeyRingError, match="lacks key 1"):
            sealing.check_key_ring()
        put(sealed, old)
        with pytest.raises(ForeignKeyRingError, match="lacks key 2"):
            sealing.check_key_ring()

    def test_a_key_that_only_waits_is_no_reason_to_refuse(self, sealed, capsys):
        call_command("make_key_ring", "--add")
        assert sealing.check_key_ring().active == 1

    def test_a_key_activated_by_hand_is_refused_until_it_is_rotated_to(self, sealed, capsys):
        put(sealed, read_key_ring(sealed).with_new_key().activated(2))
        with pytest.raises(ForeignKeyRingError, match="rotate_keys --to 2"):
            sealing.check_key_ring()
        call_command("rotate_keys", "--to", "2")
        assert sealing.check_key_ring().active == 2

    def test_rotation_with_a_foreign_ring_is_refused_and_changes_nothing(self, sealed, capsys):
        put(sealed, KeyRing.generate().with_new_key())
        before = sealed.read_text(), sealing.read_seal()
        with pytest.raises(CommandError, match="key 1 differs"):
            call_command("rotate_keys", "--to", "2")
        assert (sealed.read_text(), sealing.read_seal()) == before

    def test_no_fingerprint_and_no_sentence_tells_a_key(self, sealed):
        ring = read_key_ring(sealed)
        for seen in sealing.read_seal().values():
            assert seen not in (*ring.keys.values(), ring.index_key)
        put(sealed, KeyRing.generate())
        with pytest.raises(ForeignKeyRingError) as refusal:
            sealing.check_key_ring()
        assert base64.b64encode(ring.keys[1]).decode() not in str(refusal.value)


class TestSealing:
    def test_an_existing_database_is_sealed_to_the_ring_that_opens_it(self, ring_file, siti, sql):
        unsealed(sql)
        with pytest.raises(sealing.UnsealedError, match="migrate"):
            sealing.check_key_ring()
        call_command("migrate", verbosity=0)
        assert sealing.check_key_ring() == read_key_ring(ring_file)

    def test_and_to_no_other(self, ring_file, siti, sql):
        unsealed(sql)
        put(ring_file, KeyRing.generate())
        with pytest.raises(CommandError, match="not the key ring the database was written with"):
            call_command("migrate", verbosity=0)
        assert sealing.read_seal() == {}

    def test_nor_to_one_that_wrote_a_single_row_of_it(self, ring_file, siti, jambi, sql):
        unsealed(sql)
        for number in range(3):
            Person.objects.create(task_force=jambi, name=f"Orang {number}")
        put(ring_file, KeyRing.generate())
        Person.objects.create(task_force=jambi, name="Ditulis dengan kunci asing")
        with pytest.raises(CommandError, match="put the right one back"):
            call_command("migrate", verbosity=0)

    def test_a_key_in_the_data_that_the_ring_lacks_is_named(self, ring_file, siti, sql):
        unsealed(sql)
        sql("UPDATE cases_person SET nik = set_byte(nik, 1, 7)")
        with pytest.raises(CommandError, match=r"lacks key 7, with which cases_person\.nik"):
            call_command("migrate", verbosity=0)

    def test_one_damaged_value_does_not_stop_an_upgrade(self, ring_file, siti, sql):
        unsealed(sql)
        sql("UPDATE cases_person SET nik = set_byte(nik, 20, get_byte(nik, 20) # 1), phone = 'x'::bytea")
        call_command("migrate", verbosity=0)
        assert set(sealing.read_seal()) == {0, 1}

    def test_second_factors_are_proof_too(self, ring_file, db, sql):
        from allauth.mfa.models import Authenticator

        from taskforces.access.sign_in import EncryptedSecondFactorAdapter
        from taskforces.models import User

        secret = EncryptedSecondFactorAdapter().encrypt("RAHASIA")
        user = User.objects.create_user("arif@uji.contoh", name="Arif")
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
        unsealed(sql)
        put(ring_file, KeyRing.generate())
        with pytest.raises(CommandError, match="put the right one back"):
            call_command("migrate", verbosity=0)

    def test_migrating_again_keeps_the_seal(self, sealed, sql):
        before = sql("SELECT * FROM safeguards_keyringseal ORDER BY 1")
        call_command("migrate", verbosity=0)
        assert sql("SELECT * FROM safeguards_keyringseal ORDER BY 1") == before

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO safeguards_keyringseal VALUES (9, '\\x00', now())",
            "UPDATE safeguards_keyringseal SET fingerprint = '\\x00'",
            "DELETE FROM safeguards_keyringseal",
            "TRUNCATE safeguards_keyringseal",
        ],
    )
    def test_the_application_reads_the_seal_and_cannot_forge_it(self, sealed, sql, statement):
        with transaction.atomic(), row_security.activate({}):
            assert len(sealing.read_seal()) == 2
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            row_security.activate({}),
        ):
            sql(statement)


class TestMaking:
    def test_a_new_installation_that_may_makes_its_ring(self, ring_file, db, sql, settings):
        unsealed(sql)
        ring_file.unlink()
        sealing.ensure_key_ring()
        assert ring_file.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("how", ["folder", "empty", "half", "swapped letters", "below a file"])
    def test_what_lies_in_its_place_is_never_written_over_and_is_one_sentence(self, ring_file, db, sql, how):
        unsealed(sql)
        text = ring_file.read_text()
        wrong = {"empty": "", "half": text[: len(text) // 2], "swapped letters": text.swapcase()}
        if how == "folder":
            ring_file.unlink()
            ring_file.mkdir()
        elif how == "below a file":
            ring_file.unlink()
            ring_file.parent.rmdir()
            ring_file.parent.write_text("not a folder")
        else:
            ring_file.write_text(wrong[how])
        with pytest.raises(KeyRingError) as refusal:
            sealing.ensure_key_ring()
        assert str(ring_file) in str(refusal.value)
        assert "safeguards.W201" in [error.id for error in checks.run_checks()]
        if how in wrong:
            assert ring_file.read_text() == wrong[how]

    def test_no_ring_is_made_beside_values(self, ring_file, siti, sql):
        unsealed(sql)
        ring_file.unlink()
        with pytest.raises(MissingKeyRingError, match="put it back"):
            sealing.ensure_key_ring()
        assert not ring_file.exists()

    def test_nor_beside_a_seal(self, sealed):
        sealed.unlink()
        with pytest.raises(MissingKeyRingError, match="put it back"):
            sealing.ensure_key_ring()
        assert not sealed.exists()

    def test_nor_in_production(self, ring_file, db, sql, settings):
        unsealed(sql)
        settings.MAKES_OWN_SECRETS = False
        ring_file.unlink()
        with pytest.raises(CommandError, match="make_key_ring"):
            call_command("migrate", verbosity=0)
        assert not ring_file.exists()


class TestRunning:
    """A running process keeps the ring it was checked with."""

    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch):
        module = importlib.import_module("safeguards.encryption.key_ring")  # the package has a function of its name
        monkeypatch.setattr(module, "RECHECK_SECONDS", 0.0)

    def test_a_foreign_or_broken_or_lost_file_is_not_taken(self, ring_file, caplog):
        used = key_ring()
        write_key_ring(ring_file, KeyRing.generate(), replace_existing=True)
        assert key_ring() is used
        ring_file.write_text("{}")
        assert key_ring() is used
        ring_file.unlink()
        assert key_ring() is used
        assert len(caplog.records) == 3, "said once for each change"
        assert key_ring() is used
        assert len(caplog.records) == 3

    def test_a_ring_with_one_key_more_is_taken(self, ring_file):
        used = key_ring()
        write_key_ring(ring_file, used.with_new_key().activated(2), replace_existing=True)
        assert key_ring().active == 2


class TestChecks:
    def test_check_notices_a_broken_ring_without_deploy(self, ring_file):
        ring_file.write_text(json.dumps({}))
        assert "safeguards.W201" in [error.id for error in checks.run_checks()]

    def test_check_notices_a_missing_ring_in_production_only(self, ring_file, settings):
        ring_file.unlink()
        assert "safeguards.W201" not in [error.id for error in checks.run_checks()]
        settings.MAKES_OWN_SECRETS = False
        assert "safeguards.W201" in [error.id for error in checks.run_checks()]

    def test_check_of_the_database_notices_a_foreign_ring(self, sealed):
        put(sealed, KeyRing.generate())
        found = [error.id for error in checks.run_checks(tags=["database"], databases=["default"])]
        assert "safeguards.E203" in found

    def test_the_command_says_whether_a_copy_fits(self, sealed, capsys):
        call_command("check_key_ring")
        assert "cocok" in capsys.readouterr().out
        put(sealed, KeyRing.generate())
        with pytest.raises(CommandError, match="key 1 differs"):
            call_command("check_key_ring")
