"""The audit: written with the act, protected from changes, and it detects changes anyway."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, models, transaction
from django.utils import timezone

from safeguards import row_security
from safeguards.audit import AuditEvent, record, record_refusal
from safeguards.audit.bulk import copy_rows, insert_rows
from safeguards.audit.recording import AuditRow, audit_row
from safeguards.audit.verification import Fault, find_faults

pytestmark = pytest.mark.django_db


class Act(models.TextChoices):
    """A vocabulary for these tests."""

    DONE = "test.done", "Selesai {reason}"
    SEEN = "test.seen", "Dilihat"


class Somebody:
    """Stands for a user."""

    def __init__(self, name: str):
        self.pk, self.name = uuid.uuid4(), name


SARI = Somebody("Sari")


@pytest.fixture
def chain(siti, jakarta_barat):
    """Five rows of Jambi and one of Jakarta Barat."""
    for number in range(5):
        record(Act.DONE, by=SARI, target=siti, details={"n": number})
    record(Act.SEEN, by=SARI, target=jakarta_barat)
    return str(siti.task_force_id)


def tamper(statement: str, *params) -> None:
    """Switch the triggers off and on, as the owner could."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE safeguards_auditevent DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute("ALTER TABLE safeguards_auditevent ENABLE TRIGGER USER")


def test_a_row_says_who_did_what_to_which_file(siti):
    record(Act.DONE, by=SARI, target=siti, details={"reason": "selesai"})
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor_name, event.verb) == (SARI.pk, "Sari", "test.done")
    assert (event.target_type, event.target_id, event.root_id) == ("cases.person", siti.pk, siti.audit_root)
    assert (event.stream, event.position, bytes(event.previous_hash)) == (str(siti.task_force_id), 1, b"")
    assert len(event.hash) == 32
    assert timezone.now() - event.at < timedelta(minutes=1)


def test_details_hide_what_identifies(siti):
    record(Act.DONE, by=SARI, target=siti, details={"name": "Siti", "changes": {"nik": ["1", "2"]}, "sex": "female"})
    assert AuditEvent.objects.get().details == {"name": "•", "changes": {"nik": "•"}, "sex": "female"}


def test_the_system_itself_and_odd_values(jambi):
    details = {"at": timezone.now(), "who": jambi, "kind": Act.SEEN, "ids": {uuid.UUID(int=1)}}
    record(Act.DONE, by=None, target=jambi, details=details)
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.actor_name) == (None, "")
    assert event.details["who"] == str(jambi.pk)
    assert event.details["kind"] == "test.seen"


def test_only_words_of_a_vocabulary(siti):
    with pytest.raises(TypeError):
        record("test.done", by=SARI, target=siti)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(siti):
    with pytest.raises(transaction.TransactionManagementError):
        record(Act.DONE, by=SARI, target=siti)


def test_it_goes_with_the_act_when_the_act_fails(siti):
    with transaction.atomic():
        record(Act.DONE, by=SARI, target=siti)
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


def test_chains_grow_apart(chain):
    rows = AuditEvent.objects.filter(stream=chain).order_by("position")
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    assert [bytes(row.previous_hash) for row in rows[1:]] == [bytes(row.hash) for row in rows[:4]]
    assert AuditEvent.objects.exclude(stream=chain).get().position == 1


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_rollback_and_does_not_wait_for_the_request(siti):
    with transaction.atomic():
        record(Act.DONE, by=SARI, target=siti)  # holds the lock of the chain
        record_refusal("case.close", by=SARI, target=siti, path_name="cases:case-close")
        transaction.set_rollback(True)
    event = AuditEvent.objects.get()
    assert (event.verb, event.stream) == ("access.refused", f"{siti.task_force_id}/refused")
    assert event.details == {"refused": "case.close", "path_name": "cases:case-close"}


def test_a_refusal_needs_neither_target_nor_account():
    record_refusal(Act.DONE, by=None)
    event = AuditEvent.objects.using("audit").get()
    assert (event.stream, event.target_type, event.details) == ("system/refused", "", {"refused": "test.done"})


def test_a_refusal_stands_where_it_cannot_be_written(caplog, monkeypatch):
    monkeypatch.setattr("safeguards.audit.recording.INSERT", "INSERT INTO nowhere VALUES (%s)" + " -- %s" * 9)
    record_refusal("case.close", by=SARI)
    assert "could not be recorded" in caplog.text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE safeguards_auditevent SET verb = 'x'",
        "UPDATE safeguards_auditevent SET verb = 'x' WHERE false",
        "DELETE FROM safeguards_auditevent",
        "TRUNCATE safeguards_auditevent",
    ],
)
def test_even_the_owner_is_refused_every_change(chain, sql, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)
    assert AuditEvent.objects.count() == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE safeguards_auditevent SET verb = 'x'",
        "DELETE FROM safeguards_auditevent",
        "TRUNCATE safeguards_auditevent",
        "ALTER TABLE safeguards_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE safeguards_auditevent",
        "SELECT safeguards_audit_chain()",
    ],
)
def test_the_application_role_has_not_even_the_right(chain, sql, statement):
    refusal = pytest.raises(DatabaseError, match=r"permission denied|must be owner|trigger functions")
    with refusal, transaction.atomic(), row_security.activate({"task_forces": [chain]}):
        sql(statement)


def test_neither_model_nor_queryset_changes_a_row(chain):
    event = AuditEvent.objects.first()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(verb="x")


def test_the_application_role_writes_everywhere_and_reads_its_own(chain, siti, jakarta_barat):
    with row_security.activate({"user_id": uuid.uuid4(), "task_forces": [chain]}):
        record(Act.SEEN, by=None, target=jakarta_barat)
        assert set(AuditEvent.objects.values_list("stream", flat=True)) == {chain}
    with row_security.activate({"user_id": SARI.pk}):
        assert AuditEvent.objects.count() == 6, "one's own acts"
    with row_security.activate({}):
        assert AuditEvent.objects.count() == 0
    assert AuditEvent.objects.filter(stream=str(jakarta_barat.pk)).latest("position").position == 2


def test_refusals_are_read_with_their_task_force(siti, jakarta_barat):
    with connection.cursor() as cursor:
        for target in (siti, jakarta_barat):
            row = audit_row("access.refused", by=None, target=target, details={}, at=timezone.now())
            cursor.execute(
                "INSERT INTO safeguards_auditevent (stream, at, actor_name, verb, target_type, target_label, details)"
                " VALUES (%s, %s, '', %s, '', '', '{}')",
                [f"{row.stream}/refused", row.at, row.verb],
            )
    with row_security.activate({"task_forces": [siti.task_force_id]}):
        assert list(AuditEvent.objects.values_list("stream", flat=True)) == [f"{siti.task_force_id}/refused"]


def test_a_whole_chain_verifies(chain, capsys):
    call_command("verify_audit")
    assert "6 baris dalam 2 rantai utuh" in capsys.readouterr().out


@pytest.mark.parametrize(
    "column",
    [
        "actor_name = 'Orang lain'",
        "actor_id = NULL",
        "at = at + interval '1 microsecond'",
        "verb = 'x'",
        "target_label = 'x'",
        "target_id = NULL",
        "root_id = NULL",
        """details = '{"n": 9}'""",
        "previous_hash = sha256('x')",
        "hash = sha256('x')",
    ],
)
def test_any_change_of_a_row_shows(chain, column):
    tamper(f"UPDATE safeguards_auditevent SET {column} WHERE stream = %s AND position = 3", chain)
    assert [(fault.stream, fault.position) for fault in find_faults()] == [(chain, 3)]
    with pytest.raises(CommandError, match=rf"{chain}, baris 3"):
        call_command("verify_audit")


def test_a_row_made_fit_again_shows_at_its_successor(chain):
    tamper(
        "UPDATE safeguards_auditevent SET verb = 'x', hash = safeguards_audit_digest(previous_hash, stream, position,"
        " at, actor_id, actor_name, 'x', target_type, target_id, target_label, root_id, details)"
        " WHERE stream = %s AND position = 3",
        chain,
    )
    assert [(fault.position, fault.kind) for fault in find_faults()] == [(4, "link")]


@pytest.mark.parametrize(("gone", "found_at"), [(1, 2), (3, 4)])
def test_a_missing_row_shows(chain, gone, found_at):
    tamper("DELETE FROM safeguards_auditevent WHERE stream = %s AND position = %s", chain, gone)
    assert [(fault.position, fault.kind) for fault in find_faults()] == [(found_at, "gap")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("gap", "baris sebelum ini hilang"),
        ("content", "isi baris ini telah diubah"),
        ("link", "baris ini tidak tersambung dengan baris sebelumnya"),
        ("head", "baris ujung yang pernah dicatat telah hilang atau diganti"),
    ],
)
def test_what_is_wrong_is_said_in_words(kind, words):
    assert str(Fault("jambi", 3, kind)) == f"rantai jambi, baris 3: {words}"


def test_a_tail_cut_off_shows_by_the_heads_kept_elsewhere(chain, tmp_path, capsys):
    heads = tmp_path / "heads.json"
    call_command("verify_audit", "--heads", str(heads))
    call_command("verify_audit", "--heads", str(heads))
    kept = heads.read_text()
    tamper("DELETE FROM safeguards_auditevent WHERE stream = %s AND position = 5", chain)
    call_command("verify_audit")  # the rest is a whole chain
    with pytest.raises(CommandError, match=r"baris 5"):
        call_command("verify_audit", "--heads", str(heads))
    assert heads.read_text() == kept, "a broken audit does not move the heads"


def test_many_rows_at_once_go_through_the_same_chain(chain):
    rows = [
        AuditRow(chain, timezone.now(), None, "", "test.done", "", None, "", None, f'{{"n": {n}}}') for n in range(50)
    ]
    assert copy_rows(rows) == 50
    assert AuditEvent.objects.filter(stream=chain).latest("position").position == 55
    assert find_faults() == []


@pytest.mark.parametrize("at_once", [1, 7, 50, 1000])
def test_rows_written_a_few_at_once_are_counted_and_chained(chain, at_once):
    rows = [AuditRow(chain, timezone.now(), None, "", "test.done", "", None, "", None, "{}") for _n in range(50)]
    assert insert_rows(rows, at_once=at_once) == 50
    assert AuditEvent.objects.filter(stream=chain).latest("position").position == 55
    assert find_faults() == []


@pytest.mark.database_timers
@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_chain_stand_in_line(siti):
    """The second writer waits for the first to commit instead of taking the same position."""

    def write() -> None:
        with transaction.atomic(using="audit"), connections["audit"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            cursor.execute(statement, [str(siti.task_force_id)])

    statement = (
        "INSERT INTO safeguards_auditevent (stream, at, actor_name, verb, target_type, target_label, details)"
        " VALUES (%s, now(), '', 'x', '', '', '{}')"
    )
    with transaction.atomic():
        record(Act.DONE, by=SARI, target=siti)
        with pytest.raises(DatabaseError, match="lock timeout"):
            write()
    write()
    assert list(AuditEvent.objects.order_by("position").values_list("position", flat=True)) == [1, 2]
