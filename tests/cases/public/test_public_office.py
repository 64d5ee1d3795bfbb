"""The office pages of the public form: answers, additions, opening and closing."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cases.choices import ComplaintOutcome, PublicStatus, Stage
from cases.models import PublicForm, PublicMessage, PublicReport
from cases.public.actions import forms, reports
from cases.public.receipts import receipt_of
from cases.public.thread import opened_by
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, Conflict, WorkflowRefused
from taskforces.models import User
from tests.cases.public.public_steps import hidden
from tests.factories import ADDITION, CaseFactory, ComplaintFactory, PublicFormFactory, PublicReportFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
SET = {
    "code": "kota-jambi",
    "is_open": True,
    "title": "Layanan warga",
    "emergency_number": "112",
    "unit_name": "",
    "unit_phone": "",
    "unit_whatsapp": "",
    "unit_hours": "",
    "unit_address": "",
    "ask_after": 5,
    "fold_after": 20,
    "busy_after": 60,
}


@pytest.fixture
def complaint(world):
    """A complaint from the public form with an unread addition."""
    complaint = ComplaintFactory(by=world.sari, channel="public_form", people=1)
    PublicReportFactory(complaint=complaint)
    return complaint


class TestAnswering:
    """*Jawab pelapor*."""

    def answer(self, complaint, by, **fields):
        values = {"complaint": complaint, "text": "Kami datang besok.", "submission_key": uuid4(), "by": by, **fields}
        return reports.answer(**values)

    def test_an_answer_is_kept_and_what_was_added_counts_as_read(self, world, complaint):
        self.answer(complaint, world.sari)
        assert [m.text for m in opened_by(receipt_of(b"uji")).messages] == [ADDITION, "Kami datang besok."]
        assert not PublicMessage.objects.unread().exists()
        event = AuditEvent.objects.get(verb="public_report.answered")
        assert (event.actor_id, event.target_label) == (world.sari.pk, complaint.number)
        assert "besok" not in str(event.details)

    def test_sent_twice_it_is_one(self, world, complaint):
        key = uuid4()
        for _time in range(2):
            self.answer(complaint, world.sari, submission_key=key)
        assert PublicMessage.objects.filter(author="office").count() == 1
        assert AuditEvent.objects.filter(verb="public_report.answered").count() == 1

    @pytest.mark.parametrize("name", ["maya", "rina", "arif", "dewi", "tono", "nobody"])
    def test_nobody_else_answers(self, world, complaint, name):
        for act in (self.answer, lambda c, by: reports.mark_read(complaint=c, by=by)):
            with pytest.raises(AccessDenied):
                act(complaint, getattr(world, name))
        with pytest.raises(AccessDenied):
            reports.unfold(complaint=complaint, by=getattr(world, name))
        assert PublicMessage.objects.count() == 1

    @pytest.mark.each_door
    def test_another_task_force_finds_nothing(self, world, complaint):
        client = client_of(world.tono)
        assert client.get(f"/pengaduan/{complaint.pk}/balas/").status_code == 404
        assert client.post(f"/pengaduan/{complaint.pk}/balas/dibaca/").status_code == 404

    def test_what_came_another_way_has_nobody_to_answer(self, world):
        with pytest.raises(WorkflowRefused):
            self.answer(ComplaintFactory(by=world.sari, people=1), world.sari)

    def test_nothing_is_left_after_a_failure_midway(self, world, complaint, monkeypatch):
        def fail(*_args, **_options):
            raise RuntimeError("midway")

        monkeypatch.setattr("cases.public.actions.reports.record", fail)
        with pytest.raises(RuntimeError), transaction.atomic():
            self.answer(complaint, world.sari)
        assert PublicMessage.objects.count() == 1
        assert PublicMessage.objects.unread().count() == 1

    def test_names_and_numbers_are_pointed_out_once(self, world, complaint):
        client, address = client_of(world.sari), f"/pengaduan/{complaint.pk}/balas/"
        key = hidden(client.get(address), "submission_key")
        for text in ("Apakah Rahasia sudah aman?", "Telepon 0812 0000 0027"):
            page = client.post(address, {"text": text, "submission_key": key})
            assert page.status_code == 422
            assert text in page.content.decode()
        assert client.post(address, {"text": text, "submission_key": key, "is_checked": "on"}).status_code == 302

    def test_additions_are_seen_where_work_is_seen(self, world, complaint):
        client = client_of(world.sari)
        for address in ("/", "/pengaduan/", f"/pengaduan/{complaint.pk}/"):
            assert "Tambahan baru dari pelapor" in client.get(address).content.decode(), address
        assert ADDITION in client.get(f"/pengaduan/{complaint.pk}/").content.decode()
        client.post(f"/pengaduan/{complaint.pk}/balas/dibaca/")
        for address in ("/", "/pengaduan/", f"/pengaduan/{complaint.pk}/"):
            assert "Tambahan baru dari pelapor" not in client.get(address).content.decode(), address
        message = PublicMessage.objects.get()
        assert message.read_by == world.sari
        assert AuditEvent.objects.filter(verb="public_report.read").count() == 1

    def test_words_of_the_reporter_are_cipher_text_in_the_database(self, complaint):
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM cases_publicmessage")
            assert ADDITION.encode() not in bytes(cursor.fetchone()[0])

    def test_a_message_has_one_side(self, world, complaint):
        report = PublicReport.objects.get()
        for author, written_by in (("reporter", world.sari), ("office", None)):
            with pytest.raises(IntegrityError), transaction.atomic():
                PublicMessage.objects.create(
                    task_force=world.jambi, report=report, author=author, text="x", at=complaint.recorded_at,
                    submission_key=uuid4(), written_by=written_by,
                )  # fmt: skip


class TestCoarseWord:
    """What a reporter is told of how it stands: three words, whatever the case is."""

    @pytest.mark.parametrize("outcome", ComplaintOutcome)
    def test_every_outcome_has_one(self, world, outcome):
        in_case = outcome in (ComplaintOutcome.NEW_CASE, ComplaintOutcome.EXISTING_CASE)
        case = CaseFactory(by=world.sari) if in_case else None
        PublicReportFactory(complaint=ComplaintFactory(by=world.sari, outcome=outcome, case=case, people=1))
        expected = {ComplaintOutcome.PENDING: "received", ComplaintOutcome.EMERGENCY: "in_progress"}
        assert opened_by(receipt_of(b"uji")).status == expected.get(outcome, "in_progress" if in_case else "finished")

    @pytest.mark.parametrize("stage", Stage)
    def test_every_stage_of_a_case_has_one(self, world, stage):
        complaint = ComplaintFactory(
            by=world.sari, outcome="new_case", case=CaseFactory(by=world.sari, stage=stage), people=1
        )
        PublicReportFactory(complaint=complaint)
        ended = stage in (Stage.TERMINATION, Stage.TRANSFERRED, Stage.NOT_TPPO, Stage.DUPLICATE)
        assert opened_by(receipt_of(b"uji")).status == (PublicStatus.FINISHED if ended else PublicStatus.IN_PROGRESS)


class TestSwitch:
    """*Formulir publik* of a task force."""

    def test_the_admin_opens_it_and_sees_no_report(self, world, complaint):
        PublicMessage.objects.all().delete()
        PublicReport.objects.all().delete()
        PublicForm.objects.all().delete()
        client, address = client_of(world.arif), f"/gugus-tugas/{world.jambi.pk}/formulir/"
        page = client.get(address)
        assert 'value="kota-jambi"' in page.content.decode()
        assert client.post(address, {**SET, "is_open": "on"}).status_code == 302
        form = PublicForm.objects.get()
        assert form.is_open
        assert (form.recorder.is_active, form.recorder.has_usable_password()) == (False, False)
        assert complaint.number not in client.get(address).content.decode()
        assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
            "public_form.set", "public_form.opened",
        ]  # fmt: skip

    def test_two_task_forces_share_one_recorder(self, world):
        for task_force, code in ((world.jambi, "kota-jambi"), (world.jakarta_barat, "jakarta-barat")):
            forms.set_up(task_force=task_force, changes={**SET, "code": code}, by=world.arif)
        assert User.objects.filter(email__endswith=".invalid").count() == 1

    def test_closing_and_opening_leave_their_rows(self, world):
        form = forms.set_up(task_force=world.jambi, changes={**SET, "is_open": False}, by=world.arif)
        assert not AuditEvent.objects.filter(verb="public_form.closed").exists()
        form = forms.set_up(task_force=world.jambi, changes=SET, version=form.version, by=world.arif)
        forms.set_up(task_force=world.jambi, changes={**SET, "is_open": False}, version=form.version, by=world.arif)
        assert AuditEvent.objects.filter(verb="public_form.closed").count() == 1

    def test_two_admins_at_once_see_the_conflict(self, world):
        form = forms.set_up(task_force=world.jambi, changes=SET, by=world.arif)
        forms.set_up(task_force=world.jambi, changes={**SET, "unit_phone": "1"}, version=form.version, by=world.arif)
        with pytest.raises(Conflict):
            forms.set_up(
                task_force=world.jambi, changes={**SET, "unit_phone": "2"}, version=form.version, by=world.arif
            )

    @pytest.mark.parametrize("name", ["sari", "ratna", "maya", "rina", "dewi", "tono", "nobody"])
    def test_nobody_else_sets_it(self, world, name):
        with pytest.raises(AccessDenied):
            forms.set_up(task_force=world.jambi, changes=SET, by=getattr(world, name))
        assert client_of(getattr(world, name)).get(f"/gugus-tugas/{world.jambi.pk}/formulir/").status_code in (403, 404)

    @pytest.mark.parametrize("code", ["kode", "keluar", "kalender", "a", "Kota Jambi", "kota_jambi", "é", "x" * 21, ""])
    def test_codes_that_cannot_be(self, world, code):
        page = client_of(world.arif).post(f"/gugus-tugas/{world.jambi.pk}/formulir/", {**SET, "code": code})
        assert page.status_code == 422
        assert not PublicForm.objects.exists()

    def test_a_code_serves_one_task_force(self, world):
        PublicFormFactory(task_force=world.jakarta_barat)
        page = client_of(world.arif).post(f"/gugus-tugas/{world.jambi.pk}/formulir/", SET)
        assert page.status_code == 422
        assert "sudah dipakai" in page.content.decode()


class TestNothingHappened:
    """What changes nothing leaves no row."""

    def test_a_form_saved_as_it_is(self, world):
        form = forms.set_up(task_force=world.jambi, changes=SET, by=world.arif)
        before = AuditEvent.objects.count()
        forms.set_up(task_force=world.jambi, changes=SET, version=form.version, by=world.arif)
        assert AuditEvent.objects.count() == before

    def test_nothing_to_read(self, world):
        report = PublicReportFactory(complaint=ComplaintFactory(by=world.sari))
        first, second = (reports.mark_read(complaint=report.complaint, by=world.sari) for _time in range(2))
        assert (first > 0, second) == (True, 0)
        assert AuditEvent.objects.filter(verb="public_report.read").count() == 1
