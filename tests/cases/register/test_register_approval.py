"""Sari prepares an old register and hands it in; Ratna approves or returns it; nobody approves their own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case, RegisterBatch
from cases.register import actions as register
from cases.register import batch_writer
from cases.register.approval import actions as approving
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.access.roles import Role
from taskforces.models import Notification
from tests.cases.register import files
from tests.personas import client_of, make_user

HERE = "/register-lama/"
DOUBTFUL = (4, "04/PPA/1998", "5-9-1998", "Contoh Tua", None, "P", "20", "Jl. Contoh 5", "TPPO", "Lama.", "selesai")


@pytest.fixture
def prepared(world):
    """A register Sari uploaded and checked, with one question."""
    batch = register.upload(
        task_force=world.jambi,
        agency=world.uptd,
        file_name="register.xlsx",
        content=files.xlsx([*files.ROWS, DOUBTFUL], **files.WITHOUT_YEAR),
        by=world.sari,
    )
    return fresh(register.check(batch=batch, by=world.sari))


@pytest.fixture
def handed_in(prepared, world):
    return approving.hand_in(batch=prepared, by=world.sari)


@pytest.fixture
def second(world):
    """Another supervisor of Kota Jambi."""
    return make_user("Wulan", Role.SUPERVISOR, world.decree, world.uptd)


def fresh(batch) -> RegisterBatch:
    return RegisterBatch.objects.get(pk=batch.pk)


def verbs(batch) -> list[str]:
    return list(AuditEvent.objects.filter(target_id=batch.pk).order_by("id").values_list("verb", flat=True))


def test_sari_hands_in_and_ratna_approves(handed_in, world):
    assert handed_in.state == "handed_in"
    told = Notification.objects.get(user=world.ratna)
    assert told.text == f"Register lama {handed_in.number} menunggu persetujuan Anda."
    assert told.path == f"{HERE}{handed_in.pk}/"
    assert not Case.objects.exists()
    batch = register.confirm(batch=handed_in, seen=handed_in.waits_since, by=world.ratna)
    assert (fresh(batch).state, Case.objects.count()) == ("written", 3)
    assert fresh(batch).confirmed_by == world.ratna
    answer = Notification.objects.get(user=world.sari)
    assert answer.text == f"Register lama {batch.number} disetujui: 3 kasus ditulis."
    assert {"register.handed_in", "register.confirmed", "register.written"} <= set(verbs(batch))


def test_a_caseworker_approves_returns_and_takes_back_nothing(handed_in, world):
    with pytest.raises(AccessDenied):
        register.confirm(batch=handed_in, by=world.sari)
    with pytest.raises(AccessDenied):
        approving.give_back(batch=handed_in, reason="x", by=world.sari)
    register.confirm(batch=handed_in, by=world.ratna)
    with pytest.raises(AccessDenied):
        register.undo(batch=handed_in, by=world.sari)
    client = client_of(world.sari)
    for path in ("tulis/", "kembalikan/", "tarik/"):
        assert client.get(f"{HERE}{handed_in.pk}/{path}").status_code == 403, path
        assert client.post(f"{HERE}{handed_in.pk}/{path}").status_code == 403, path


def test_what_was_not_handed_in_is_not_approved(prepared, world):
    with pytest.raises(WorkflowRefused, match="belum diserahkan"):
        register.confirm(batch=prepared, by=world.ratna)
    page = client_of(world.ratna).get(f"{HERE}{prepared.pk}/").content.decode()
    assert "Tulis 3 kasus" not in page
    assert not Case.objects.exists()


def test_nobody_approves_their_own_where_a_second_person_may(desk, world, second):
    batch = desk.checked()
    with pytest.raises(WorkflowRefused, match="Anda sendiri yang menyiapkan"):
        register.confirm(batch=batch, by=world.ratna)
    batch = approving.hand_in(batch=batch, by=world.ratna)
    assert list(Notification.objects.values_list("user__name", flat=True)) == ["Wulan"]
    with pytest.raises(WorkflowRefused, match="Anda sendiri yang menyiapkan"):
        register.confirm(batch=batch, by=world.ratna)
    assert "Anda sendiri yang menyiapkan" in client_of(world.ratna).get(f"{HERE}{batch.pk}/tulis/").content.decode()
    register.confirm(batch=batch, by=second)
    assert Case.objects.count() == 3


def test_handing_in_a_colleague_s_upload_makes_it_one_s_own(prepared, world, second):
    batch = approving.hand_in(batch=prepared, by=world.ratna)
    with pytest.raises(WorkflowRefused, match="Anda sendiri yang menyiapkan"):
        register.confirm(batch=batch, by=world.ratna)
    register.confirm(batch=batch, by=second)


@pytest.mark.parametrize("ended", ["seat", "account"])
def test_the_only_one_who_may_approve_approves_her_own(desk, world, second, ended):
    if ended == "seat":
        second.memberships.update(valid_until=timezone.localdate() - timedelta(days=1))
    else:
        second.is_active = False
        second.save()
    register.confirm(batch=desk.checked(), by=world.ratna)
    assert Case.objects.count() == 3


def test_a_returned_register_says_why_and_is_handed_in_again(handed_in, world):
    back = approving.give_back(batch=handed_in, reason=" Baris 5: tanya tahunnya. ", by=world.ratna)
    assert (fresh(back).state, fresh(back).handed_in_by) == ("checked", None)
    told = Notification.objects.get(user=world.sari)
    assert told.text == f"Register lama {back.number} dikembalikan untuk diperbaiki."
    client = client_of(world.sari)
    assert "Baris 5: tanya tahunnya." in client.get(f"{HERE}{back.pk}/").content.decode()
    register.decide(batch=back, decisions={}, rest="new", by=world.sari)
    again = approving.hand_in(batch=fresh(back), by=world.sari)
    assert again.return_reason == ""
    register.confirm(batch=again, seen=again.waits_since, by=world.ratna)
    assert Case.objects.count() == 4
    assert "tanya tahunnya" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_who_returns_her_own_is_not_told_of_it(desk, world):
    approving.hand_in(batch=desk.checked(), by=world.ratna)
    before = Notification.objects.filter(user=world.ratna).count()
    back = approving.give_back(batch=RegisterBatch.objects.get(), reason="Baris 5.", by=world.ratna)
    assert (back.state, back.returned_by) == ("checked", world.ratna)
    assert Notification.objects.filter(user=world.ratna).count() == before


def test_a_return_needs_a_word(handed_in, world):
    with pytest.raises(WorkflowRefused, match="Tulis apa yang perlu diperbaiki"):
        approving.give_back(batch=handed_in, reason="  ", by=world.ratna)
    answer = client_of(world.ratna).post(f"{HERE}{handed_in.pk}/kembalikan/", {"reason": ""})
    assert answer.status_code == 422
    assert "Tulis apa yang perlu diperbaiki." in answer.content.decode()
    assert fresh(handed_in).state == "handed_in"


def test_answers_and_columns_stand_once_handed_in(handed_in, world):
    for act in (
        lambda: register.decide(batch=handed_in, decisions={}, rest="new", by=world.sari),
        lambda: register.check(batch=handed_in, by=world.sari),
        lambda: register.choose_sheet(batch=handed_in, sheet=0, by=world.sari),
        lambda: register.discard(batch=handed_in, by=world.sari),
    ):
        with pytest.raises(WorkflowRefused, match="Menunggu persetujuan"):
            act()


def test_what_was_handed_in_anew_meanwhile_is_looked_at_again(handed_in, world):
    seen = handed_in.waits_since
    back = approving.withdraw(batch=handed_in, by=world.sari)
    register.decide(batch=back, decisions={}, rest="new", by=world.sari)
    again = approving.hand_in(batch=fresh(back), by=world.sari)
    with pytest.raises(WorkflowRefused, match="berubah sejak Anda membukanya"):
        register.confirm(batch=again, seen=seen, by=world.ratna)
    answer = client_of(world.ratna).post(f"{HERE}{again.pk}/tulis/", {"seen": seen.isoformat()})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_only_who_prepared_it_takes_it_back_from_the_approver(handed_in, world):
    with pytest.raises(WorkflowRefused, match="Hanya yang menyiapkan"):
        approving.withdraw(batch=handed_in, by=world.ratna)
    assert approving.withdraw(batch=handed_in, by=world.sari).state == "checked"
    with pytest.raises(WorkflowRefused, match="Menunggu jawaban"):
        approving.withdraw(batch=handed_in, by=world.sari)


def test_a_double_press_hands_in_once_and_returns_once(prepared, world):
    for _press in range(2):
        approving.hand_in(batch=prepared, by=world.sari)
    assert verbs(prepared).count("register.handed_in") == 1
    assert Notification.objects.filter(user=world.ratna).count() == 1
    approving.give_back(batch=prepared, reason="Baris 5.", by=world.ratna)
    with pytest.raises(WorkflowRefused):
        approving.give_back(batch=prepared, reason="Baris 5.", by=world.ratna)
    assert verbs(prepared).count("register.returned") == 1


def test_a_register_without_a_row_to_write_is_not_handed_in(prepared, world):
    register.decide(batch=prepared, decisions=dict.fromkeys(range(1, 9), "skip"), by=world.sari)
    with pytest.raises(WorkflowRefused, match="Tidak ada baris yang akan ditulis"):
        approving.hand_in(batch=prepared, by=world.sari)


@pytest.mark.each_door
@pytest.mark.parametrize("path", ["serahkan/", "ambil/", "kembalikan/"])
def test_another_task_force_s_register_is_not_found(handed_in, world, path):
    from tests.factories import DecreeFactory

    decree = DecreeFactory(task_force=world.jakarta_barat)
    stranger = make_user("Wati", Role.SUPERVISOR, decree, world.uptd_jakarta_barat)
    assert client_of(stranger).post(f"{HERE}{handed_in.pk}/{path}", {"reason": "x"}).status_code == 404


def test_a_writing_that_fails_leaves_it_waiting_for_approval(handed_in, world, monkeypatch):
    def fail(self, chunk):
        raise RuntimeError("x")

    monkeypatch.setattr(batch_writer.Writer, "write_files", fail)
    register.confirm(batch=handed_in, by=world.ratna)
    batch = fresh(handed_in)
    assert (batch.state, batch.failure, batch.handed_in_by) == ("handed_in", "unexpected", world.sari)
    assert not Case.objects.exists()
    assert not Notification.objects.filter(user=world.sari).exists()


def test_a_record_made_meanwhile_returns_it_to_who_prepared_it(handed_in, world):
    other = register.upload(
        task_force=world.jambi, agency=world.uptd, file_name="x.xlsx",
        content=files.xlsx(files.ROWS[:1], **files.WITHOUT_YEAR), by=world.sari,
    )  # fmt: skip
    other = approving.hand_in(batch=register.check(batch=other, by=world.sari), by=world.sari)
    register.confirm(batch=other, by=world.ratna)
    register.confirm(batch=handed_in, by=world.ratna)
    batch = fresh(handed_in)
    assert (batch.state, batch.failure, batch.handed_in_by) == ("checked", "again", None)
    assert Notification.objects.filter(user=world.sari, text__contains="kembali kepada Anda").count() == 1


def test_a_handed_in_register_names_who_handed_it_in(handed_in):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterBatch.objects.filter(pk=handed_in.pk).update(handed_in_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterBatch.objects.filter(pk=handed_in.pk).update(returned_at=timezone.now())


def test_the_approver_sees_figures_answers_and_samples(prepared, world):
    register.decide(batch=prepared, decisions={}, rest="new", by=world.sari)
    approving.hand_in(batch=fresh(prepared), by=world.sari)
    page = client_of(world.ratna).get(f"{HERE}{prepared.pk}/tulis/")
    overview = page.context["overview"]
    assert (overview.to_write, overview.left_out) == (4, 0)
    assert [(group.words, group.count, len(group.samples)) for group in overview.answered] == [
        ("dibawa sebagai orang baru", 1, 1)
    ]
    words = page.content.decode()
    assert "Contoh yang dibawa sebagai orang baru" in words
    assert "tahun 1998: benarkah setua itu?" in words
    assert "Contoh Melati" not in words
