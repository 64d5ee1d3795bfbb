"""Somebody in danger in the network of a flood: notified at once, on Hari ini, in the list, never asked first."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from cases.actions import cases, complaints, emergencies
from cases.choices import CaseKind, ComplaintOutcome, Urgency
from cases.models import Complaint, DutyTurn, PublicMessage, PublicReport
from cases.public.actions import reports
from cases.public.receipts import receipt_of
from cases.public.visitor import Visitor
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.models import Notification
from tests.cases.public.public_steps import STEPS, Stranger, hidden, receipt_in, unhurried
from tests.cases.public.test_public_pages import sum_in
from tests.factories import PublicFormFactory
from tests.journeys.desk import Desk
from tests.personas import client_of

pytestmark = pytest.mark.django_db
CARRIER = {"REMOTE_ADDR": "203.0.113.9"}
JUNK = ({"danger": "no", "story": "Sampah."}, {}, {}, {"rule": "never"})
DANGER = ({"danger": "yes", "story": "Saya disekap di ruko."}, {}, {"place": "Ruko dekat pasar"}, {"rule": "never"})
CODE_PAGE = "/l/kode/"
FOLD_AFTER = 5  # the lowest limit of a form; the first story uses the default


@pytest.fixture(autouse=True)
def form(world, monkeypatch):
    unhurried(monkeypatch)
    return PublicFormFactory(task_force=world.jambi, fold_after=FOLD_AFTER)


def flood(times: int = FOLD_AFTER + 3) -> None:
    """A script that sends forms, reads the sum and answers it."""
    for _time in range(times):
        stranger = Stranger(**CARRIER)
        if not stranger.report(JUNK):
            stranger.press({"answer": sum_in(stranger.page)}, go="send")
    assert Complaint.objects.count() == times


def told(user) -> list[str]:
    """A user's notifications under *Kabar*, oldest first."""
    return list(Notification.objects.filter(user=user).order_by("created_at", "pk").values_list("text", flat=True))


def alarms(user) -> list[str]:
    return [line for line in told(user) if "darurat P-" in line]


class TestAFloodFirst:
    """Twenty-three empty reports from one network, then somebody who is held captive."""

    def test_whoever_is_on_duty_is_told_and_reads_it_today_and_in_the_list(self, world, form):
        form.fold_after = 20
        form.save()
        now = timezone.now()
        for person in (world.sari, world.ratna):
            DutyTurn.objects.create(
                task_force=world.jambi,
                user=person,
                starts_at=now - timedelta(hours=1),
                ends_at=now + timedelta(hours=1),
                entered_by=world.ratna,
                entered_at=now,
            )
        flood(23)
        stranger = Stranger(**CARRIER)
        receipt = stranger.report(DANGER)
        assert len(receipt) == 20, "the first press sends it: no question, whatever the hour counted"

        complaint = Complaint.objects.get(urgency=Urgency.EMERGENCY)
        assert not complaint.public_report.is_folded
        for person in (world.sari, world.ratna):
            (line,) = alarms(person)
            assert complaint.number in line
            assert "ke-24" in line, "how many came before it is said, and silences nothing"
        sari = Desk(world.sari).open("/")
        assert "Pengaduan darurat belum ditangani" in sari.text
        assert complaint.number in sari.text
        assert "Satu keadaan darurat perlu dipastikan." in sari.text
        listed = [row["complaint"].pk for row in client_of(world.sari).get("/pengaduan/").context["rows"]]
        assert complaint.pk in listed
        narrowed = client_of(world.sari).get("/pengaduan/?hasil=pending&mendesak=emergency").context["rows"]
        assert [row["complaint"].pk for row in narrowed] == [complaint.pk]

    def test_two_in_danger_one_after_the_other_are_both_told(self, world):
        flood()
        for _person in range(2):
            assert Stranger(**CARRIER).report(DANGER)
        assert len(alarms(world.sari)) == 2
        assert len(set(alarms(world.sari))) == 2

    def test_many_in_danger_are_all_on_the_page_the_newest_first(self, world):
        for _person in range(8):
            assert Stranger(**CARRIER).report(DANGER)
        group = client_of(world.sari).get("/").context["day"].groups[0]
        numbers = [row["title"].split(",")[0] for row in group.rows]
        assert numbers == sorted(numbers, reverse=True)
        assert (group.count, len(numbers)) == (8, 8)

    def test_what_came_after_does_not_push_it_off_the_page(self, world):
        assert Stranger(**CARRIER).report(DANGER)
        number = Complaint.objects.get().number
        for _report in range(7):
            stranger = Stranger(REMOTE_ADDR="198.51.100.4")
            if not stranger.report(JUNK):
                stranger.press({"answer": sum_in(stranger.page)}, go="send")
        assert number in Desk(world.sari).open("/").text

    def test_folded_ones_are_a_number_with_a_link_and_the_news_says_how_many(self, world):
        flood()
        sari = Desk(world.sari).open("/")
        assert "Laporan beruntun dari formulir publik" in sari.text
        assert "3 laporan belum ditangani" in sari.text
        sari.follow("3 laporan belum ditangani")
        assert len(sari.response.context["rows"]) == 3
        sari.press("Saring", hasil="pending")
        assert len(sari.response.context["rows"]) == 3, "narrowed they are the folded ones still"
        (line,) = [line for line in told(world.sari) if "beruntun" in line]
        assert line.startswith("1 laporan beruntun")
        assert Notification.objects.get(user=world.sari, text=line).path == "/pengaduan/?beruntun=1"

    def test_another_city_sees_none_of_it(self, world):
        flood()
        assert Stranger(**CARRIER).report(DANGER)
        tono = Desk(world.tono).open("/")
        assert "darurat belum ditangani" not in tono.text
        assert "beruntun" not in tono.text
        assert told(world.tono) == []

    def test_what_was_dealt_with_is_found_in_the_list_again(self, world):
        flood(FOLD_AFTER + 1)
        folded = Complaint.objects.folded(True).get()
        complaints.conclude(complaint=folded, outcome=ComplaintOutcome.SPAM, by=world.fresh(world.sari))
        page = client_of(world.sari).get("/pengaduan/")
        assert folded.pk in [row["complaint"].pk for row in page.context["rows"]]
        assert "laporan beruntun dari formulir publik dilipat" not in page.content.decode()


class TestNoQuestion:
    """The sum slows down machines, but never somebody in danger."""

    @pytest.mark.parametrize("limit", ["ask_after", "busy_after", "trap", "quick"])
    def test_no_limit_asks_somebody_in_danger(self, form, monkeypatch, limit):
        if limit == "quick":
            monkeypatch.setattr("cases.public.views.pages.QUICKEST", 3600)
        elif limit != "trap":
            setattr(form, limit, 0)
            form.save()
        trap = {"situs": "isian otomatis"} if limit == "trap" else {}
        assert Stranger().report(JUNK, **trap) == "", "others are asked"
        assert len(Stranger().report(DANGER, **trap)) == 20

    def test_who_failed_the_sum_and_then_says_danger_is_let_through(self, form):
        form.ask_after = 0
        form.save()
        stranger = Stranger()
        assert stranger.report(JUNK) == ""
        stranger.press({"answer": "99"}, go="send")
        assert Complaint.objects.count() == 0
        stranger.press(go="1")
        assert len(stranger.report(DANGER)) == 20


class TestDangerLater:
    """A folded report turns out to be an emergency."""

    def folded(self) -> tuple[Complaint, str]:
        """The one folded report and its receipt."""
        flood(FOLD_AFTER)
        stranger = Stranger(**CARRIER)
        stranger.fill(JUNK)
        stranger.press(go="send")
        stranger.press({"answer": sum_in(stranger.page)}, go="send")
        return Complaint.objects.folded(True).get(), receipt_in(stranger.page)

    def add(self, receipt: str, **typed):
        client = Client(**CARRIER)
        page = client.post(CODE_PAGE, {"receipt": receipt})
        return client.post(CODE_PAGE, {"pass": hidden(page, "pass"), **typed})

    def test_an_addition_with_danger_is_unfolded_and_told(self, world):
        complaint, receipt = self.folded()
        page = self.add(receipt, danger="on", text="Pintunya dikunci dari luar.")
        assert "Telepon 112 sekarang" in page.content.decode()
        complaint.refresh_from_db()
        assert (complaint.urgency, complaint.public_report.is_folded) == (Urgency.EMERGENCY, False)
        assert any(complaint.number in line and "bahaya sekarang" in line for line in told(world.sari))
        assert PublicMessage.objects.get().text == "Ada yang dalam bahaya sekarang.\n\nPintunya dikunci dari luar."
        assert AuditEvent.objects.filter(verb="public_report.raised", actor_name="Formulir publik").count() == 1
        today = Desk(world.sari).open("/").text
        assert "Pengaduan darurat belum ditangani" in today
        assert "Tambahan baru dari pelapor: darurat" in today

    def test_danger_alone_is_enough_and_an_empty_addition_is_not(self, world):
        _complaint, receipt = self.folded()
        assert self.add(receipt, text=" ").status_code == 422
        assert self.add(receipt, danger="on").status_code == 200
        assert PublicMessage.objects.get().text == "Ada yang dalam bahaya sekarang."

    def test_an_addition_without_danger_raises_nothing_and_is_told(self, world):
        complaint, receipt = self.folded()
        self.add(receipt, text="Terima kasih.")
        complaint.refresh_from_db()
        assert complaint.urgency == Urgency.UNKNOWN
        assert told(world.sari)[-1] == "Ada tambahan dari pelapor lewat formulir publik."

    def test_no_number_of_additions_stops_danger(self, world, monkeypatch):
        monkeypatch.setattr("cases.public.actions.reports.MOST_ADDITIONS", 0)
        _complaint, receipt = self.folded()
        assert self.add(receipt, text="Satu lagi").status_code == 422
        assert self.add(receipt, text="Satu lagi", danger="on").status_code == 200

    def test_the_same_page_twice_adds_and_tells_once(self, world):
        _complaint, receipt = self.folded()
        client = Client(**CARRIER)
        page = client.post(CODE_PAGE, {"receipt": receipt})
        for _time in range(2):
            client.post(CODE_PAGE, {"pass": hidden(page, "pass"), "danger": "on"})
        assert PublicMessage.objects.count() == 1
        assert sum("bahaya sekarang" in line for line in told(world.sari)) == 1

    def test_a_danger_said_again_is_told_again_after_the_office_calmed_it(self, world):
        complaint, receipt = self.folded()
        self.add(receipt, danger="on")
        complaint.refresh_from_db()
        complaints.amend(
            complaint=complaint,
            details={"urgency": Urgency.URGENT},
            people=[],
            version=complaint.version,
            by=world.fresh(world.sari),
        )
        self.add(receipt, danger="on")
        complaint.refresh_from_db()
        assert complaint.urgency == Urgency.EMERGENCY
        assert sum("bahaya sekarang" in line for line in told(world.ratna)) == 2

    def test_a_caseworker_who_makes_it_urgent_unfolds_it_and_the_others_are_told(self, world):
        complaint, _receipt = self.folded()
        complaints.amend(
            complaint=complaint,
            details={"urgency": Urgency.EMERGENCY},
            people=[],
            version=complaint.version,
            by=world.fresh(world.sari),
        )
        complaint.public_report.refresh_from_db()
        assert not complaint.public_report.is_folded
        assert f"Pengaduan {complaint.number} kini darurat." in told(world.ratna)
        assert not any("kini darurat" in line for line in told(world.sari))
        assert AuditEvent.objects.filter(verb="public_report.unfolded", actor_id=world.sari.pk).count() == 1

    def test_nobody_without_the_right_raises_it_and_nothing_is_left(self, world):
        complaint, _receipt = self.folded()
        for person in (world.maya, world.tono):
            with pytest.raises(AccessDenied):
                complaints.amend(
                    complaint=complaint,
                    details={"urgency": Urgency.EMERGENCY},
                    people=[],
                    version=complaint.version,
                    by=world.fresh(person),
                )
        complaint.public_report.refresh_from_db()
        assert complaint.public_report.is_folded

    def test_an_emergency_declared_on_it_unfolds_it(self, world):
        complaint, _receipt = self.folded()
        emergencies.declare(complaint=complaint, by=world.fresh(world.sari))
        complaint.public_report.refresh_from_db()
        assert not complaint.public_report.is_folded

    def test_the_form_sent_again_with_danger_is_not_lost_as_a_double_press(self, world):
        """Back from the receipt, with a changed answer, sent again: the sheet is the same, the danger is new."""
        stranger = Stranger(**CARRIER)
        stranger.fill(JUNK)
        last = stranger.page
        stranger.press(go="send")
        stranger.page = last
        stranger.press(step=5, go="1")
        stranger.report(DANGER)
        complaint = Complaint.objects.get()
        assert complaint.urgency == Urgency.EMERGENCY
        assert "disekap di ruko" in PublicMessage.objects.get().text
        assert told(world.sari)[-1] == f"Pelapor {complaint.number} menyatakan ada yang dalam bahaya sekarang."
        again = len(told(world.sari))
        stranger.page = last
        stranger.press(step=5, go="1")
        stranger.report(DANGER)
        assert len(told(world.sari)) == again, "the same page once more tells nothing twice"


class TestTheFormSentAgain:
    """The same sheet twice: equal answers are a double press, others are an addition. Nothing is lost."""

    DETAIL = ({"danger": "yes", "story": "Saya disekap di ruko nomor 14, lantai tiga."}, *DANGER[1:])

    def send(self, steps) -> tuple[Stranger, object]:
        """A visitor who sent a form, and the page it was sent from."""
        stranger = Stranger(**CARRIER)
        stranger.fill(steps)
        last = stranger.page
        stranger.press(go="send")
        return stranger, last

    def send_again(self, stranger: Stranger, last, steps) -> None:
        stranger.page = last
        stranger.press(step=5, go="1")
        stranger.report(steps)

    def judged(self, world, urgency: str) -> Complaint:
        """The office has set the urgency."""
        complaint = Complaint.objects.get()
        return complaints.amend(
            complaint=complaint,
            details={"urgency": urgency},
            people=[],
            version=complaint.version,
            by=world.fresh(world.sari),
        )

    def test_danger_is_told_though_the_office_called_it_ordinary_meanwhile(self, world):
        stranger, last = self.send(JUNK)
        complaint = self.judged(world, Urgency.ORDINARY)
        self.send_again(stranger, last, DANGER)
        complaint.refresh_from_db()
        assert complaint.urgency == Urgency.EMERGENCY
        assert any("bahaya sekarang" in line for line in told(world.sari))
        assert "disekap di ruko" in PublicMessage.objects.get().text

    def test_a_double_press_undoes_nothing_the_office_decided(self, world):
        stranger, last = self.send(DANGER)
        complaint = self.judged(world, Urgency.URGENT)
        before = len(told(world.sari))
        for _time in range(2):
            stranger.page = last
            stranger.press(step=5, go="send")
        complaint.refresh_from_db()
        assert complaint.urgency == Urgency.URGENT
        assert (PublicMessage.objects.count(), len(told(world.sari))) == (0, before)

    def test_words_added_to_an_emergency_are_kept_once(self, world):
        stranger, last = self.send(DANGER)
        for _time in range(2):
            self.send_again(stranger, last, self.DETAIL)
        assert Complaint.objects.count() == 1
        assert "nomor 14, lantai tiga" in PublicMessage.objects.get().text
        assert AuditEvent.objects.filter(verb="public_report.added").count() == 1
        assert "Tambahan baru dari pelapor: darurat" in Desk(world.sari).open("/").text

    def test_a_corrected_number_is_kept_and_told_without_danger(self, world):
        stranger, last = self.send(JUNK)
        receipt = receipt_in(stranger.page)
        corrected = (*JUNK[:2], {"place": "Pasar"}, {"rule": "conditional", "phone": "0812-0000-0077", "ways": "call"})
        self.send_again(stranger, last, corrected)
        text = PublicMessage.objects.get().text
        assert "telepon pelapor: 0812-0000-0077" in text
        assert "tempat kejadian: Pasar" in text
        thread = Client(**CARRIER).post(CODE_PAGE, {"receipt": receipt}).content.decode()
        assert "Formulir dikirim lagi dengan isi yang diubah." in thread
        assert "0812-0000-0077" not in thread, "whoever finds the slip reads nothing of the report"
        assert "Sampah" not in thread
        office = Desk(world.sari).open(f"/pengaduan/{Complaint.objects.get().pk}/").text
        assert "0812-0000-0077" in office
        assert Complaint.objects.get().urgency == Urgency.UNKNOWN
        assert told(world.sari)[-1] == "Ada tambahan dari pelapor lewat formulir publik."

    def test_nothing_is_left_of_it_when_its_news_cannot_be_written(self, world, monkeypatch):
        stranger, last = self.send(JUNK)

        def fail(**_options):
            raise RuntimeError("midway")

        monkeypatch.setattr("cases.public.actions.reports.notify_case_team", fail)
        stranger.client.raise_request_exception = False
        self.send_again(stranger, last, DANGER)
        assert stranger.page.status_code == 500
        assert Complaint.objects.get().urgency == Urgency.UNKNOWN
        assert not PublicMessage.objects.exists()


class TestDangerAgainAndAgain:
    """A script with one receipt: every message is stored and shown, and notifications of others stay readable."""

    def add_danger(self, report: PublicReport) -> None:
        by = Visitor(report.task_force_id, bytes(report.receipt_digest))
        reports.add(report=report, text="", submission_key=uuid.uuid4(), is_danger=True, by=by)

    def lines(self, world) -> int:
        return sum("bahaya sekarang" in line for line in told(world.ratna))

    def test_it_is_told_at_once_then_every_quarter_of_an_hour(self, world):
        Stranger().report(STEPS)
        report, began = PublicReport.objects.get(), timezone.now()
        with clock.at(began):
            for _time in range(30):
                self.add_danger(report)
            first = self.lines(world)
            assert 6 <= first <= 8
        with clock.at(began + timedelta(minutes=20)):
            self.add_danger(report)
        assert self.lines(world) == first + 1
        assert PublicMessage.objects.count() == 31

    def test_it_never_quiets_another_reporter(self, world):
        for _report in range(2):
            Stranger().report(STEPS)
        loud, other = PublicReport.objects.order_by("received_at")
        for _time in range(30):
            self.add_danger(loud)
        before = self.lines(world)
        self.add_danger(other)
        assert self.lines(world) == before + 1

    def test_there_is_an_end_to_it_and_the_page_says_whom_to_call(self, world, monkeypatch):
        monkeypatch.setattr("cases.public.actions.reports.MOST_DANGERS", 3)
        Stranger().report(STEPS)
        report = PublicReport.objects.get()
        for _time in range(3):
            self.add_danger(report)
        with pytest.raises(WorkflowRefused, match="telepon"):
            self.add_danger(report)
        assert PublicMessage.objects.count() == 3


class TestWhateverBecameOfIt:
    """Danger in a concluded complaint stays on *Hari ini* until somebody reads it."""

    @pytest.mark.parametrize("outcome", [ComplaintOutcome.SPAM, ComplaintOutcome.INFORMATION])
    def test_of_one_that_was_concluded(self, world, outcome):
        Stranger().report(STEPS)
        complaint = Complaint.objects.get()
        complaints.conclude(complaint=complaint, outcome=outcome, by=world.fresh(world.sari))
        self.say(complaint)
        today = Desk(world.sari).open("/").text
        assert "Tambahan baru dari pelapor: darurat" in today
        assert complaint.number in today

    def test_of_one_that_became_a_case(self, world):
        Stranger().report(STEPS)
        complaint = Complaint.objects.get()
        cases.open_from_complaint(complaint=complaint, kind=CaseKind.TPPO, by=world.fresh(world.sari))
        self.say(complaint)
        assert "Tambahan baru dari pelapor: darurat" in Desk(world.sari).open("/").text

    def say(self, complaint: Complaint) -> None:
        report = complaint.public_report
        by = Visitor(report.task_force_id, bytes(report.receipt_digest))
        reports.add(report=report, text="", submission_key=uuid.uuid4(), is_danger=True, by=by)
        complaint.refresh_from_db()
        assert complaint.urgency == Urgency.EMERGENCY


class TestTheDatabase:
    """PostgreSQL enforces the promises of the actions."""

    def test_an_emergency_is_not_folded(self, world):
        assert Stranger().report(DANGER)
        report = PublicReport.objects.get()
        report.is_folded = True
        with pytest.raises(IntegrityError, match="an emergency is not folded"), transaction.atomic():
            report.save()

    def test_a_folded_report_does_not_become_an_emergency(self, world):
        flood(FOLD_AFTER + 1)
        complaint = Complaint.objects.folded(True).get()
        with pytest.raises(IntegrityError, match="an emergency is not folded"), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(urgency=Urgency.EMERGENCY)

    def test_a_receipt_raises_its_own_complaint_only(self, world):
        for _report in range(2):
            Stranger().report(STEPS)
        first, second = Complaint.objects.order_by("received_at")
        report = first.public_report
        by = Visitor(world.jambi.pk, bytes(report.receipt_digest))
        reports.add(report=report, text="", submission_key=uuid.uuid4(), is_danger=True, by=by)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.urgency, second.urgency) == (Urgency.EMERGENCY, Urgency.UNKNOWN)

    def test_without_a_receipt_nothing_is_raised(self, world):
        Stranger().report(STEPS)
        visitor = Visitor(world.jambi.pk, receipt_of(b"lain").digest)
        with transaction.atomic(), visitor.scope(), connection.cursor() as cursor:
            cursor.execute("SELECT number, is_raised FROM cases_public_danger(false)")
            assert cursor.fetchone() == (None, False)
        assert Complaint.objects.get().urgency == Urgency.UNKNOWN


def test_nothing_is_left_when_the_news_of_a_danger_cannot_be_written(world, monkeypatch):
    receipt = Stranger().report(STEPS)
    client = Client(raise_request_exception=False)
    page = client.post(CODE_PAGE, {"receipt": receipt})

    def fail(**_options):
        raise RuntimeError("midway")

    monkeypatch.setattr("cases.public.actions.reports.notify_case_team", fail)
    assert client.post(CODE_PAGE, {"pass": hidden(page, "pass"), "danger": "on"}).status_code == 500
    assert Complaint.objects.get().urgency == Urgency.UNKNOWN
    assert not PublicMessage.objects.exists()
    assert not AuditEvent.objects.filter(verb="public_report.raised").exists()
