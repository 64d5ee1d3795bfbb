"""Key rotation: everything is re-encrypted in batches, and the run may be interrupted."""

import base64
import os
import tempfile

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from cases.models import Person
from safeguards import row_security
from safeguards.audit import AuditEvent
from safeguards.encryption import key_id_of, key_ring, rotation
from safeguards.encryption.checks import check_key_ring
from safeguards.encryption.key_ring import forget_key_ring, read_key_ring, write_key_ring
from taskforces.access.sign_in import EncryptedSecondFactorAdapter
from taskforces.models import User


@pytest.fixture
def people(sealed, jambi):
    """Seven people under key 1, one of them changed, so that there is a history row."""
    made = [Person.objects.create(task_force=jambi, name=f"Orang {n}", nik=str(n)) for n in range(7)]
    made[0].name = "Orang Nol"
    made[0].save()
    return made


def key_ids(sql, table: str) -> set[int]:
    return {row[0] for row in sql(f"SELECT DISTINCT get_byte(name, 1) FROM {table}")}


def test_a_new_key_waits_until_it_is_activated(people, capsys):
    call_command("make_key_ring", "--add")
    forget_key_ring()
    assert key_ring().active == 1
    assert sorted(key_ring().keys) == [1, 2]


def test_everything_moves_to_the_new_key_and_reads_as_before(people, sql, capsys):
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2", "--batch", "3")
    assert key_ids(sql, "cases_person") == {2}
    assert key_ids(sql, "cases_personhistory") == {2}
    assert [p.name for p in Person.objects.order_by("pk")] == ["Orang Nol", *(f"Orang {n}" for n in range(1, 7))]
    assert [h.name for h in Person.pgh_event_model.objects.all()] == ["Orang 0"], "a change of key is no change"
    assert "cases_person: 7" in capsys.readouterr().out


def test_it_goes_on_where_it_was_interrupted(people, ring_file, capsys):
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2")
    call_command("make_key_ring", "--add")
    model, columns = next((m, c) for m, c in rotation.encrypted_models() if m is Person)
    write_key_ring(ring_file, read_key_ring(ring_file).activated(3), replace_existing=True)
    forget_key_ring()
    assert next(rotation.rotate_model(model, columns, batch_rows=2)) == 2
    capsys.readouterr()
    call_command("rotate_keys")
    assert "cases_person: 5" in capsys.readouterr().out
    call_command("rotate_keys")
    assert "cases_person: 0" in capsys.readouterr().out


def test_a_value_that_cannot_be_read_is_left_counted_and_recorded(people, sql, capsys):
    damaged = people[3]
    sql("UPDATE cases_person SET nik = set_byte(nik, 20, get_byte(nik, 20) # 1) WHERE id = %s", damaged.pk)
    (before,) = sql("SELECT nik FROM cases_person WHERE id = %s", damaged.pk)
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2", "--batch", "3")
    assert bytes(sql("SELECT nik FROM cases_person WHERE id = %s", damaged.pk)[0][0]) == bytes(before[0])
    assert key_ids(sql, "cases_person") == {2}, "its other values moved"
    said = capsys.readouterr()
    assert "cases_person: 7" in said.out
    assert "1 nilai tidak terbaca" in said.err
    (event,) = AuditEvent.objects.using("audit").filter(verb="value.unreadable", target_id=damaged.pk)
    assert event.details == {"table": "cases_person", "column": "nik", "row": str(damaged.pk)}


def test_damaged_bytes_of_any_length_do_not_stop_it(people, sql, capsys):
    sql("UPDATE cases_person SET nik = ''::bytea WHERE id = %s", people[1].pk)
    sql("UPDATE cases_person SET nik = '\\x01'::bytea, name = '\\x0101'::bytea WHERE id = %s", people[2].pk)
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2")
    assert "3 nilai tidak terbaca" in capsys.readouterr().err


def test_a_second_factor_that_cannot_be_read_stops_nobody_elses(sealed, db, capsys):
    user = User.objects.create_user("sari@uji.contoh", name="Sari")
    good, other = EncryptedSecondFactorAdapter().encrypt("RAHASIA"), base64.b64encode(b"\x01\x01" + bytes(40)).decode()
    for kind, secret in ((Authenticator.Type.RECOVERY_CODES, other), (Authenticator.Type.TOTP, good)):
        name = "secret" if kind == Authenticator.Type.TOTP else "seed"
        Authenticator.objects.create(user=user, type=kind, data={name: secret})
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2")
    assert "mfa_authenticator: 1" in capsys.readouterr().out


def test_an_unknown_key_is_refused(ring_file, db):
    with pytest.raises(CommandError, match="9"):
        call_command("rotate_keys", "--to", "9")


def test_a_ring_is_never_overwritten(ring_file):
    before = ring_file.read_text()
    with pytest.raises(CommandError):
        call_command("make_key_ring")
    assert ring_file.read_text() == before


def test_every_encrypted_table_of_ours_is_found():
    found = {model._meta.db_table for model, _columns in rotation.encrypted_models()}
    assert {"cases_person", "cases_personhistory", "cases_complaint", "cases_complainthistory"} <= found


def test_second_factors_move_too(sealed, db, capsys):
    user = User.objects.create_user("sari@uji.contoh", name="Sari")
    secret = EncryptedSecondFactorAdapter().encrypt("RAHASIA")
    factor = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2")
    factor.refresh_from_db()
    assert key_id_of(base64.b64decode(factor.data["secret"])) == 2
    assert EncryptedSecondFactorAdapter().decrypt(factor.data["secret"]) == "RAHASIA"
    assert "mfa_authenticator: 1" in capsys.readouterr().out
    call_command("rotate_keys")
    assert "mfa_authenticator: 0" in capsys.readouterr().out, "what has the key already stays"


@pytest.mark.parametrize("command", ["rotate_keys", "verify_audit"])
def test_work_on_all_rows_refuses_to_see_only_some(db, command):
    with row_security.activate({}), pytest.raises(CommandError, match="DATABASE_ROLE=owner"):
        call_command(command)


def test_the_deploy_check_wants_a_ring_that_others_neither_read_nor_change(ring_file):
    for mode in (0o600, 0o640, 0o440):
        ring_file.chmod(mode)
        assert check_key_ring(None) == [], f"{mode:o}"
    for mode in (0o644, 0o660, 0o602, 0o700):
        ring_file.chmod(mode)
        assert [error.id for error in check_key_ring(None)] == ["safeguards.E202"], f"{mode:o}"
    ring_file.write_text("{}")
    forget_key_ring()
    assert [error.id for error in check_key_ring(None)] == ["safeguards.E201"]


def test_whoever_reads_the_ring_through_its_group_still_does_after_a_change_of_key(people, ring_file, capsys):
    ring_file.chmod(0o640)
    group = 54_321 if os.getuid() == 0 else ring_file.stat().st_gid
    os.chown(ring_file, -1, group)
    call_command("make_key_ring", "--add")
    call_command("rotate_keys", "--to", "2")
    found = ring_file.stat()
    assert (found.st_mode & 0o777, found.st_gid) == (0o640, group)
    assert read_key_ring(ring_file).active == 2


def test_a_group_that_cannot_be_kept_lets_no_other_one_in(ring_file, monkeypatch):
    def refused(*_arguments):
        raise PermissionError

    ring_file.chmod(0o640)
    monkeypatch.setattr(os, "fchown", refused)
    write_key_ring(ring_file, read_key_ring(ring_file).with_new_key(), replace_existing=True)
    assert ring_file.stat().st_mode & 0o777 == 0o640, "the same group reads it"
    if os.getuid() == 0:
        os.chown(ring_file, -1, 54_321)
        write_key_ring(ring_file, read_key_ring(ring_file).with_new_key(), replace_existing=True)
        assert ring_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("command", [("make_key_ring",), ("make_key_ring", "--add"), ("rotate_keys", "--to", "2")])
def test_a_file_that_cannot_be_written_is_one_sentence(people, ring_file, settings, monkeypatch, command):
    def refused(**_options):
        raise PermissionError(13, "Permission denied")

    write_key_ring(ring_file, read_key_ring(ring_file).with_new_key(), replace_existing=True)
    before = ring_file.read_text()
    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(CommandError, match="cannot be written: Permission denied"):
        call_command(*command)
    assert ring_file.read_text() == before
