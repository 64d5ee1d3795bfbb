"""A planned departure: a day ahead on the call page, shown on complaint and case, urgent when it is near."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions import complaints
from cases.choices import ComplaintOutcome
from cases.models import Complaint, Draft
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from safeguards.identifiers import new_id
from tests.cases.stories import WIB, facts, girl, log, opened
from tests.factories import ComplaintFactory, EmergencyFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
LOG = "/pengaduan/catat/"
TUESDAY = datetime(2026, 2, 10, 9, 32, tzinfo=WIB)
KEY = "Cegah keberangkatan"


def sent(**changes) -> dict:
    return {
        "submission_key": str(new_id()), "orang-jumlah": "1", "channel": "walk_in",
        "narrative": "Ditawari kerja.", **changes,
    }  # fmt: skip


def words_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def in_days(count: int):
    return clock.today() + timedelta(days=count)


class TestCallPage:
    @pytest.mark.parametrize(
        ("typed", "day"),
        [("besok", "2026-02-11"), ("tanggal 5", "2026-03-05"), ("12/2/26", "2026-02-12"), ("", "None")],
    )
    def test_a_day_ahead_is_kept(self, world, typed, day):
        with clock.at(TUESDAY):
            client_of(world.sari).post(LOG, sent(planned_on=typed))
        assert str(Complaint.objects.get().planned_on) == day

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("30/2", "tidak ada di kalender"),
            ("tanggal 35", "tidak ada di kalender"),
            ("kemarin", "sudah lewat"),
            ("9/2/2026", "sudah lewat"),
            ("minggu depan", "16–22 Februari 2026"),
            ("5/3/2036", "terlalu jauh"),
            ("habis lebaran", "Tulis satu hari"),
            ("Jumat, 12 Februari 2026", "bukan jumat"),
        ],
    )
    def test_what_cannot_be_is_said_at_the_field_and_stays_as_typed(self, world, typed, words):
        with clock.at(TUESDAY):
            page = client_of(world.sari).post(LOG, sent(planned_on=typed))
        assert page.status_code == 422
        assert words.casefold() in " ".join(page.context["form"].facts.errors["planned_on"]).casefold()
        assert f'value="{typed}"' in page.content.decode()
        assert not Complaint.objects.exists()

    def test_an_impossible_day_of_the_event_is_said_too(self, world):
        page = client_of(world.sari).post(LOG, sent(event_on="30/2"))
        assert "tidak ada di kalender" in page.context["form"].facts.errors["event_on"][0]
        assert 'value="30/2"' in page.content.decode()

    def test_a_year_ahead_is_asked_about_once(self, world):
        with clock.at(TUESDAY):
            page = client_of(world.sari).post(LOG, sent(planned_on="9/2"))
            assert "baru 9 Februari 2027" in page.content.decode()
            assert not Complaint.objects.exists()
            mark = page.context["form"].warnings_mark
            client_of(world.sari).post(LOG, sent(planned_on="9/2", warnings_seen=mark))
        assert str(Complaint.objects.get().planned_on) == "2027-02-09"

    def test_a_plan_in_the_story_with_an_empty_field_is_asked_about_once(self, world):
        story = "Katanya besok pagi berangkat."
        page = client_of(world.sari).post(LOG, sent(narrative=story))
        assert "Cerita menyebut rencana: “besok pagi”" in page.content.decode()
        assert not Complaint.objects.exists()
        mark = page.context["form"].warnings_mark
        client_of(world.sari).post(LOG, sent(narrative=story, warnings_seen=mark))
        assert Complaint.objects.get().planned_on is None

    def test_a_word_of_a_draft_counts_from_the_day_of_the_call(self, world):
        """*Besok* typed yesterday is today; *kemarin* is the day before yesterday."""
        with clock.at(TUESDAY + timedelta(days=1)):
            data = sent(planned_on="besok", event_on="kemarin", received_at="2026-02-10T09:32")
            client_of(world.sari).post(LOG, data)
        complaint = Complaint.objects.get()
        assert (str(complaint.planned_on), str(complaint.event_on)) == ("2026-02-11", "2026-02-09")

    def test_the_line_fills_the_field_and_keeps_its_words(self, world):
        key = str(new_id())
        with clock.at(TUESDAY):
            page = client_of(world.sari).post(
                LOG,
                sent(
                    submission_key=key,
                    narrative="",
                    shorthand="p 19, besok berangkat",
                    take_shorthand="1",
                    ambil=["0", "1"],
                ),
            )
        form = page.context["form"]
        assert form.facts["planned_on"].value() == "11 Februari 2026"
        assert form.facts["narrative"].value() == "p 19, besok berangkat"
        assert "rencana Rabu, 11 Februari 2026" in page.context["folds"]["place"].line
        assert Draft.objects.get().fields

    def test_a_near_plan_asks_about_papers_and_proposes_urgent(self, world):
        with clock.at(TUESDAY):
            page = client_of(world.sari).post(reverse("cases:risk-read"), sent(planned_on="lusa"))
            far = client_of(world.sari).post(reverse("cases:risk-read"), sent(planned_on="tanggal 5"))
        assert "Segera berangkat." in words_of(page)
        assert "Memegang sendiri ponsel dan KTP-nya?" in words_of(page)
        assert "Tetapkan Mendesak" in words_of(page)
        assert 'data-plan="rencana Kamis, 12 Februari 2026"' in page.content.decode()
        assert "Segera berangkat" not in words_of(far)

    def test_a_colleague_who_completes_it_sees_and_may_change_the_day(self, world):
        complaint = log(world, planned_on=in_days(20))
        page = client_of(world.ratna).get(reverse("cases:complaint-amend", args=[complaint.pk]))
        form = page.context["form"]
        assert str(in_days(20).year) in form.facts["planned_on"].value()
        data = {
            "version": complaint.version, "channel": complaint.channel, "narrative": complaint.narrative,
            "received_at": timezone.localtime(complaint.received_at).strftime("%Y-%m-%dT%H:%M"), "event_on": "5/1/2026",
            "planned_on": "besok", "urgency": complaint.urgency, "orang-jumlah": "0",
        }  # fmt: skip
        client_of(world.ratna).post(reverse("cases:complaint-amend", args=[complaint.pk]), data)
        complaint.refresh_from_db()
        assert complaint.planned_on == timezone.localdate(complaint.received_at) + timedelta(days=1)
        changed = AuditEvent.objects.filter(verb="complaint.amended").last().details["changed"]
        assert "planned_on" in changed
        assert str(complaint.planned_on) not in str(changed)


class TestAct:
    def test_a_plan_of_the_past_is_refused_whoever_calls(self, world):
        with pytest.raises(WorkflowRefused, match="sudah lewat"):
            complaints.log(
                task_force=world.jambi,
                details=facts(planned_on=in_days(-1)),
                people=[],
                submission_key=None,
                by=world.sari,
            )
        complaint = log(world)
        with pytest.raises(WorkflowRefused, match="sudah lewat"):
            complaints.amend(
                complaint=complaint, details={"planned_on": in_days(-1)}, people=[], version=1, by=world.sari
            )
        complaint.refresh_from_db()
        assert complaint.planned_on is None

    @pytest.mark.each_door
    def test_nobody_else_changes_it(self, world):
        complaint = log(world)
        for outsider in (world.budi, world.rina, world.tono, world.dewi, world.nobody):
            with pytest.raises(AccessDenied):
                complaints.amend(
                    complaint=complaint, details={"planned_on": in_days(2)}, people=[], version=1, by=outsider
                )

    def test_the_table_knows_that_a_plan_comes_after_the_event(self, world):
        complaint = ComplaintFactory(by=world.sari)
        with pytest.raises(IntegrityError, match="complaint_plan_not_before_event"), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(planned_on=complaint.event_on - timedelta(days=1))


class TestUrgency:
    def home(self, user) -> str:
        return words_of(client_of(user).get("/"))

    @pytest.mark.parametrize(("days", "shown"), [(0, "hari ini"), (1, "besok"), (3, "3 hari lagi"), (4, "")])
    def test_a_near_plan_stands_on_top_of_the_day(self, world, days, shown):
        complaint = ComplaintFactory(by=world.sari, planned_on=in_days(days))
        page = self.home(world.sari)
        assert (f"{KEY}, {complaint.number}" in page) is bool(shown)
        assert f"Rencana {shown}" in page or not shown
        assert "Satu keadaan darurat perlu dipastikan" in page or not shown

    def test_the_nearest_plan_comes_first(self, world):
        later, sooner = (ComplaintFactory(by=world.sari, planned_on=in_days(days)) for days in (3, 1))
        page = self.home(world.sari)
        assert page.index(f"{KEY}, {sooner.number}") < page.index(f"{KEY}, {later.number}")

    def test_a_plan_that_has_passed_is_asked_about_for_a_week(self, world):
        with clock.at(clock.now() - timedelta(days=9)):
            complaint = ComplaintFactory(by=world.sari, planned_on=in_days(2))
        assert f"Pastikan apakah jadi berangkat, {complaint.number}" in self.home(world.sari)
        with clock.at(clock.now() + timedelta(days=1)):
            assert "jadi berangkat" not in self.home(world.sari)

    def test_a_running_emergency_stands_there_once(self, world):
        complaint = ComplaintFactory(by=world.sari, planned_on=in_days(1))
        EmergencyFactory(complaint=complaint)
        assert KEY not in self.home(world.sari)

    def test_it_does_not_wait_among_the_new_ones_as_well(self, world):
        complaint = ComplaintFactory(by=world.sari, planned_on=in_days(1))
        assert self.home(world.sari).count(complaint.number) == 1

    def test_what_is_done_with_stands_there_no_more(self, world):
        ComplaintFactory(by=world.sari, planned_on=in_days(1), outcome=ComplaintOutcome.INFORMATION)
        ComplaintFactory(by=world.sari, planned_on=in_days(1), of_a_case=True, case__stage="termination")
        assert KEY not in self.home(world.sari)

    def test_other_offices_and_agencies_see_none_of_it(self, world):
        ComplaintFactory(by=world.sari, planned_on=in_days(1))
        for outsider in (world.tono, world.maya, world.rina, world.dewi):
            assert KEY not in self.home(outsider)

    def test_the_list_of_all_of_them(self, world):
        near, far = (ComplaintFactory(by=world.sari, planned_on=in_days(days)) for days in (2, 30))
        page = words_of(client_of(world.sari).get(reverse("cases:complaint-list"), {"tugas": "segera-berangkat"}))
        assert near.number in page
        assert far.number not in page


class TestPages:
    def test_the_complaint_shows_the_day_and_how_far_it_is(self, world):
        complaint = ComplaintFactory(by=world.sari, planned_on=in_days(1))
        page = words_of(client_of(world.sari).get(reverse("cases:complaint-detail", args=[complaint.pk])))
        assert "Rencana berangkat" in page
        assert "(besok)" in page
        assert "Memegang sendiri ponsel dan KTP-nya?" in page  # not asked yet

    def test_without_a_plan_nothing_is_said(self, world):
        complaint = ComplaintFactory(by=world.sari)
        page = words_of(client_of(world.sari).get(reverse("cases:complaint-detail", args=[complaint.pk])))
        assert "Rencana berangkat" not in page

    def test_the_case_has_it_as_its_first_duty_and_among_its_facts(self, world):
        case = opened(world, girl())
        case.complaints.update(planned_on=in_days(2))
        page = words_of(client_of(world.sari).get(reverse("cases:case-detail", args=[case.pk])))
        assert "Rencana berangkat" in page
        assert "(lusa)" in page
        duties = client_of(world.sari).get(reverse("cases:case-detail", args=[case.pk])).context["file"].duties
        assert (duties[0].act, duties[0].title) == ("plan", "Cegah keberangkatan, pastikan keberadaannya")
        rows = words_of(client_of(world.sari).get(reverse("cases:case-list")))
        assert "Cegah keberangkatan" in rows

    def test_a_far_plan_is_a_fact_of_the_case_but_no_duty(self, world):
        case = opened(world, girl())
        case.complaints.update(planned_on=in_days(40))
        found = client_of(world.sari).get(reverse("cases:case-detail", args=[case.pk])).context["file"]
        assert "(40 hari lagi)" in found.plan
        assert "plan" not in [duty.act for duty in found.duties]
