"""A complaint for another region: handed over, waiting for its receipt, late, received, cancelled."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import tasks
from cases.actions import complaints, hand_overs
from cases.models import HandOver, TimeLimit
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.models import Notification
from tests.cases.stories import logged
from tests.factories import CONTACT_PERSON, EmergencyFactory, HandOverFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
BATAM = {"to_office": "UPTD PPA Kota Batam", "way": "phone"}


def given(world, **changes) -> HandOver:
    """A complaint handed to Batam by Sari."""
    return hand_overs.hand_over(complaint=logged(world), by=world.sari, **{**BATAM, **changes})


def waiting(world) -> HandOver:
    """The same as rows, for tests of the receipt."""
    return HandOverFactory(complaint=logged(world), concludes=True)


def receipt(**changes) -> dict:
    """The receipt from Batam by telephone."""
    return {"receiver_name": "Contoh Penerima", "receipt_way": "phone", "received_at": clock.now(), **changes}


class TestActs:
    """The acts."""

    def test_it_waits_for_its_receipt(self, world):
        made = given(world, contact_person="Contoh Petugas")
        made.complaint.refresh_from_db()
        assert (made.complaint.outcome, made.complaint.handed_to) == ("other_region", BATAM["to_office"])
        assert not made.is_received
        assert made.receipt_due_at - made.handed_at == timedelta(hours=24)
        event = AuditEvent.objects.get(verb="complaint.handed_over")
        assert event.details == {"handed_to": BATAM["to_office"], "hand_over_way": "phone"}
        assert event.root_id == made.complaint_id

    def test_its_limit_is_a_row(self, world):
        TimeLimit.objects.update_or_create(duty="hand_over_receipt", defaults={"hours": 3})
        made = given(world)
        assert made.receipt_due_at - made.handed_at == timedelta(hours=3)

    def test_the_same_form_twice_is_one_and_another_office_is_asked(self, world):
        made = given(world)
        assert hand_overs.hand_over(complaint=made.complaint, by=world.sari, **BATAM) == made
        with pytest.raises(WorkflowRefused):
            hand_overs.hand_over(complaint=made.complaint, to_office="UPTD Medan", way="phone", by=world.sari)
        assert HandOver.objects.count() == 1

    def test_nobody_takes_nothing(self, world):
        with pytest.raises(WorkflowRefused):
            given(world, to_office="  ")
        assert not HandOver.objects.exists()

    def test_not_while_an_emergency_runs(self, world):
        complaint = logged(world)
        EmergencyFactory(complaint=complaint)
        with pytest.raises(WorkflowRefused, match="masih berjalan"):
            hand_overs.hand_over(complaint=complaint, by=world.sari, **BATAM)

    def test_a_receipt_by_telephone(self, world):
        made = waiting(world)
        said = receipt(receipt_number="P-2026-0009")
        for _press in range(2):
            done = hand_overs.enter_receipt(hand_over=made, by=world.ratna, **said)
        assert (done.receipt_entered_by, done.receiver_name) == (world.ratna, "Contoh Penerima")
        assert AuditEvent.objects.filter(verb="complaint.receipt_entered").count() == 1
        assert "Penerima" not in str(AuditEvent.objects.get(verb="complaint.receipt_entered").details)
        with pytest.raises(WorkflowRefused, match="sudah mempunyai"):
            hand_overs.enter_receipt(hand_over=made, by=world.sari, **receipt(receiver_name="Lain"))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"receiver_name": " "},
            {"received_at": timezone.now() - timedelta(days=2)},
            {"received_at": timezone.now() + timedelta(days=2)},
        ],
    )
    def test_a_receipt_says_who_and_when(self, world, wrong):
        made = waiting(world)
        with pytest.raises(WorkflowRefused):
            hand_overs.enter_receipt(hand_over=made, by=world.sari, **receipt(**wrong))
        assert not HandOver.objects.get().is_received

    def test_corrected_it_waits_no_more(self, world):
        made = waiting(world)
        complaints.conclude(complaint=made.complaint, outcome="information", by=world.ratna)
        made.refresh_from_db()
        assert made.withdrawn_by == world.ratna
        assert not HandOver.objects.overdue(clock.now() + timedelta(days=9)).exists()
        with pytest.raises(WorkflowRefused):
            hand_overs.enter_receipt(hand_over=made, by=world.sari, **receipt())

    @pytest.mark.parametrize("name", ["tono", "maya", "rina", "dewi"])
    def test_others_do_neither(self, world, name):
        made, by = waiting(world), getattr(world, name)
        with pytest.raises(AccessDenied):
            hand_overs.hand_over(complaint=logged(world), by=by, **BATAM)
        with pytest.raises(AccessDenied):
            hand_overs.enter_receipt(hand_over=made, by=by, **receipt())

    def test_nothing_is_left_when_it_fails_midway(self, world, monkeypatch):
        complaint = logged(world)
        monkeypatch.setattr(hand_overs, "record", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            hand_overs.hand_over(complaint=complaint, by=world.sari, **BATAM)
        complaint.refresh_from_db()
        assert (complaint.outcome, HandOver.objects.count()) == ("pending", 0)


class TestLate:
    """The receipt did not come."""

    def test_it_is_told_once_and_stands_in_the_day(self, world):
        made = HandOverFactory(complaint=logged(world), receipt_due_at=timezone.now() - timedelta(hours=1))
        Notification.objects.all().delete()
        tasks.tell_missing_receipts(timestamp=0)
        tasks.tell_missing_receipts(timestamp=600)
        assert [(line.user, line.path) for line in Notification.objects.all()] == [
            (world.sari, reverse("cases:handover-detail", args=[made.pk]))
        ]
        groups = {str(group.title): group for group in client_of(world.ratna).get("/").context["day"].groups}
        assert groups["Tanda terima daerah lain belum datang"].count == 1


class TestPages:
    """The pages."""

    def test_from_the_complaint_to_the_receipt(self, world):
        client, complaint = client_of(world.sari), logged(world)
        url = reverse("cases:complaint-hand-over", args=[complaint.pk])
        assert client.get(url).status_code == 200
        answer = client.post(url, BATAM)
        made = HandOver.objects.get()
        assert answer.url == reverse("cases:handover-detail", args=[made.pk])
        assert client.post(url, BATAM).url == answer.url
        form = reverse("cases:handover-receipt", args=[made.pk])
        assert client.post(form, {"receipt_way": "phone", "received_at": "2099-01-01 09:00"}).status_code == 422
        moment = timezone.localtime().strftime("%Y-%m-%d %H:%M")
        sent = {"receiver_name": "Contoh Penerima", "receipt_way": "phone", "received_at": moment}
        assert client.post(form, sent).url == answer.url
        assert "Contoh Penerima" in client.get(answer.url).content.decode()

    def test_the_paper_carries_a_code_and_no_identity(self, world):
        made = HandOverFactory(complaint=logged(world))
        page = client_of(world.sari).get(reverse("cases:handover-detail", args=[made.pk])).content.decode()
        assert made.complaint.number in page
        assert "1 anak diduga korban" in page
        for secret in ("Melati", "0812", "Jalan Rekaan", "Contoh Pelapor", "tidak boleh pulang", CONTACT_PERSON):
            assert secret not in page

    @pytest.mark.each_door
    def test_another_city_gets_nowhere(self, world):
        made = HandOverFactory(complaint=logged(world))
        for name in ("handover-detail", "handover-receipt"):
            url = reverse(f"cases:{name}", args=[made.pk])
            assert client_of(world.tono).get(url).status_code == 404
            assert client_of(world.budi).get(url).status_code == 403
