"""The one function that may delete files trusts nothing that SQL in a user's context wrote about them."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions import victims
from cases.models import Case, RegisterBatch, RegisterEntry, Victim
from cases.register import batch_undo
from safeguards import row_security
from taskforces.access.scoping import row_security_context
from tests.attacks.test_rights import refusal_of
from tests.cases.register.conftest import desk  # noqa: F401 - a fixture
from tests.factories import CaseFactory, ComplaintFactory

FORGED = "an entry tells of files its own import writes"


def forged_batch(world, user) -> RegisterBatch:
    """A batch marked as written, as SQL in a user's context can create it."""
    now = timezone.now()
    with transaction.atomic(), row_security.activate(row_security_context(user)):
        return RegisterBatch.objects.create(
            task_force=user.current_memberships[0].task_force, number="REG-2026-9999", state="written",
            file_name="x", file_kind="csv", file_size=1, file_token=1, uploaded_at=now, uploaded_by=user,
            written_at=now, settled_at=now,
        )  # fmt: skip


def forge_entry(batch, case, complaint, user) -> None:
    """Claim that a file came from the batch."""
    with transaction.atomic(), row_security.activate(row_security_context(user)):
        RegisterEntry.objects.create(
            task_force_id=batch.task_force_id, batch=batch, number=1, fingerprint=1, case=case, complaint=complaint
        )


@pytest.mark.parametrize("name", ["sari", "tono"])
def test_no_file_is_passed_off_as_imported(world, name):
    case = CaseFactory(by=world.sari)
    complaint = ComplaintFactory(by=world.sari, outcome="new_case", case=case, people=1)
    user = getattr(world, name)
    batch = forged_batch(world, user)
    with pytest.raises(DatabaseError, match=FORGED):
        forge_entry(batch, case, complaint, user)
    assert Case.objects.filter(pk=case.pk).exists()


def test_the_function_itself_keeps_to_the_task_force_of_the_batch(world):
    case = CaseFactory(by=world.sari)
    complaint = ComplaintFactory(by=world.sari, outcome="new_case", case=case, people=1)
    batch = forged_batch(world, world.tono)
    entry = RegisterEntry.objects.create(  # as the owner, in whatever way it got there
        task_force=world.jambi, batch=batch, number=1, fingerprint=1, case=case, complaint=complaint
    )
    context = row_security_context(world.tono)
    with pytest.raises(DatabaseError, match="was changed"), transaction.atomic(), row_security.activate(context):
        batch_undo.remove(batch, [entry.pk])
    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    "change", ["case_id = gen_random_uuid()", "persons = '{}'", "batch_id = gen_random_uuid()", "number = 2"]
)
def test_what_a_row_became_is_not_rewritten(world, desk, change):  # noqa: F811
    desk.written()
    context = row_security_context(world.ratna)
    assert "permission denied" in refusal_of(context, f"UPDATE cases_registerentry SET {change}")
    assert "permission denied" in refusal_of(context, "DELETE FROM cases_registerentry")


def test_the_ninety_days_do_not_begin_again(world, desk):  # noqa: F811
    desk.written()
    context = row_security_context(world.ratna)
    for moment in ("now() + interval '1 day'", "NULL, state = 'checked'"):
        said = refusal_of(context, f"UPDATE cases_registerbatch SET written_at = {moment}")
        assert "when a register was written stands" in said


def test_a_victim_added_later_keeps_the_file(world, desk):  # noqa: F811
    batch = desk.written()
    case = Case.objects.filter(stage="complaint").order_by("number").first()
    victims.add(case=case, person_details={"name": "Contoh Baru", "sex": "female", "age": 15}, by=world.sari)
    assert list(batch_undo.touched(batch).values()) == ["ada korban yang ditambahkan sesudah dipindahkan"]
    entries = list(RegisterEntry.objects.filter(batch=batch).values_list("pk", flat=True))
    context = row_security_context(world.ratna)
    with pytest.raises(DatabaseError, match="was changed"), transaction.atomic(), row_security.activate(context):
        batch_undo.remove(batch, entries)
    batch = desk.undone(batch)
    assert batch.files_undone == 2
    assert Victim.objects.filter(case=case).count() >= 2


def test_an_import_by_a_page_still_writes_and_goes_back(world, desk):  # noqa: F811
    from cases.register import actions as register

    batch = desk.checked()
    context = row_security_context(world.ratna)
    with transaction.atomic(), row_security.activate(context), connection.cursor():
        register.decide(batch=batch, decisions={}, rest="new", by=world.ratna)
        batch = register.confirm(batch=batch, by=world.ratna)
    batch.refresh_from_db()
    assert (batch.state, RegisterEntry.objects.count()) == ("written", 3)
    assert desk.undone(batch).files_undone == 3
