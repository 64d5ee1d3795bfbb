"""A reporter who is the victim is one person, typed once; the default of a call answers nothing."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse

from cases.actions import complaints
from cases.choices import Channel, ContactRule, PersonRole, ReporterKind
from cases.forms.intake.reporter import join_reporter
from cases.models import Complaint, ComplaintPerson
from cases.queries import safe_contact
from cases.queries.calls import last_channel_of
from safeguards.errors import WorkflowRefused
from safeguards.identifiers import new_id
from tests.cases.stories import girl, log, logged, stranger
from tests.factories import ComplaintFactory, ComplaintPersonFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
LOG = "/pengaduan/catat/"
NAME, PHONE = "Contoh Melati Rekaan", "0812-0000-0027"


def sent(**changes) -> dict:
    return {"submission_key": str(new_id()), "orang-jumlah": "1", "narrative": "Tidak boleh pulang.", **changes}


def joined(**answers) -> QueryDict:
    data = QueryDict(mutable=True)
    data["orang-jumlah"] = "1"
    for name, value in answers.items():
        data.setlist(name.replace("_0_", "-0-").replace("_1_", "-1-"), value if isinstance(value, list) else [value])
    return join_reporter(data, is_new=True)


class TestJoining:
    @pytest.mark.parametrize("given", ["reporter", "victim"])
    def test_name_number_and_rule_are_typed_on_one_side(self, world, given):
        reporters = {"reporter_name": NAME, "reporter_phone": PHONE, "reporter_contact_rule": "never"}
        victims = {"orang-0-name": NAME, "orang-0-phone": PHONE, "orang-0-contact_rule": "never"}
        data = sent(reporter_kind="victim", **(reporters if given == "reporter" else victims))
        client_of(world.sari).post(LOG, data)
        complaint = Complaint.objects.get()
        row = complaint.people.get()
        assert (row.is_reporter, row.role) == (True, PersonRole.POSSIBLE_VICTIM)
        assert (complaint.reporter_name, complaint.reporter_phone, complaint.reporter_contact_rule) == (
            NAME,
            PHONE,
            "never",
        )
        assert (row.person.name, row.person.phone, row.person.contact_rule) == (NAME, PHONE, "never")

    def test_the_shorthand_line_of_the_office(self, world):
        """*pelapor korban sendiri, jgn dihubungi*: the rule reaches the victim, of whom nothing else was said."""
        client = client_of(world.sari)
        page = client.post(
            LOG, sent(shorthand="pelapor korban sendiri, jgn dihubungi", take_shorthand="1", ambil=["0", "1"])
        )
        fields = page.context["form"].facts
        client.post(LOG, sent(**{name: fields[name].value() for name in ("reporter_kind", "reporter_contact_rule")}))
        row = ComplaintPerson.objects.get()
        assert (row.is_reporter, row.person.contact_rule) == (True, ContactRule.NEVER)

    def test_the_mark_alone_says_who_reports(self, world):
        client_of(world.sari).post(LOG, sent(**{"orang-0-is_reporter": "on", "orang-0-name": NAME}))
        assert Complaint.objects.get().reporter_kind == ReporterKind.VICTIM

    def test_conditions_go_over_as_a_whole_and_nothing_typed_is_replaced(self):
        data = joined(
            reporter_kind="victim", reporter_contact_rule="conditional", reporter_contact_ways=["whatsapp", "call"],
            reporter_contact_hours="malam", orang_0_name=NAME, orang_0_phone="0812-1", reporter_phone="0812-2",
        )  # fmt: skip
        assert data.getlist("orang-0-contact_ways") == ["whatsapp", "call"]
        assert (data["orang-0-contact_hours"], data["reporter_name"]) == ("malam", NAME)
        assert (data["orang-0-phone"], data["reporter_phone"]) == ("0812-1", "0812-2")

    def test_a_rule_of_one_side_is_not_mixed_with_conditions_of_the_other(self):
        data = joined(
            reporter_kind="victim", reporter_contact_rule="conditional", orang_0_contact_rule="never",
            reporter_contact_hours="malam",
        )  # fmt: skip
        assert "orang-0-contact_hours" not in data

    def test_an_unnamed_reporter_gives_no_name_away(self):
        data = joined(reporter_kind="victim", reporter_is_anonymous="on", reporter_name=NAME, orang_0_age="19")
        assert "orang-0-name" not in data

    def test_a_suspect_gets_nothing_and_a_victim_is_added(self):
        data = joined(
            reporter_kind="victim", reporter_contact_rule="never", orang_0_role="reported", orang_0_name="Contoh"
        )
        assert "orang-0-is_reporter" not in data
        assert "orang-0-contact_rule" not in data
        assert (data["orang-jumlah"], data["orang-1-is_reporter"], data["orang-1-contact_rule"]) == ("2", "on", "never")

    def test_other_reporters_are_not_touched(self):
        data = joined(reporter_kind="family", reporter_phone=PHONE, orang_0_age="16")
        assert "orang-0-phone" not in data
        assert "orang-0-is_reporter" not in data

    def test_of_several_victims_none_is_guessed(self, world):
        data = sent(
            reporter_kind="victim",
            reporter_phone=PHONE,
            **{"orang-jumlah": "2", "orang-0-age": "16", "orang-1-age": "19"},
        )
        page = client_of(world.sari).post(LOG, data)
        assert "Tandai siapa di antara para korban" in page.content.decode()
        client_of(world.sari).post(LOG, {**data, "orang-1-is_reporter": "on"})
        assert [(row.is_reporter, row.person.phone) for row in Complaint.objects.get().people.all()] == [
            (False, ""),
            (True, PHONE),
        ]

    def test_two_rules_for_one_person_are_asked_about(self, world):
        data = sent(reporter_kind="victim", reporter_contact_rule="never", **{"orang-0-contact_rule": "conditional"})
        page = client_of(world.sari).post(LOG, data)
        assert "padahal satu orang" in page.content.decode()
        assert not Complaint.objects.exists()

    def test_two_numbers_are_asked_about_once_and_both_kept(self, world):
        data = sent(reporter_kind="victim", reporter_phone=PHONE, **{"orang-0-phone": "0812-0000-0099"})
        page = client_of(world.sari).post(LOG, data)
        assert "Nomor pelapor lain daripada nomor korban" in page.content.decode()
        assert not Complaint.objects.exists()
        client_of(world.sari).post(LOG, {**data, "warnings_seen": page.context["form"].warnings_mark})
        complaint = Complaint.objects.get()
        assert (complaint.reporter_phone, complaint.people.get().person.phone) == (PHONE, "0812-0000-0099")

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({"orang-0-role": "reported", "orang-0-is_reporter": "on"}, "Hanya untuk diduga korban"),
            (
                {"orang-jumlah": "2", "orang-0-is_reporter": "on", "orang-1-is_reporter": "on"},
                "Pelapor hanya satu orang",
            ),
        ],
    )
    def test_what_cannot_be_is_said_at_the_field(self, world, answers, words):
        page = client_of(world.sari).post(LOG, sent(**answers))
        assert page.status_code == 422
        assert words in page.content.decode()
        assert not Complaint.objects.exists()


class TestKept:
    def test_the_act_refuses_it_whoever_calls(self, world):
        for people in ([girl(is_reporter=True), girl(is_reporter=True)], [stranger(is_reporter=True)]):
            with pytest.raises(WorkflowRefused, match="melapor sendiri"):
                log(world, *people)
        assert not Complaint.objects.exists()

    def test_the_mark_goes_over_to_another_victim(self, world):
        complaint = log(world, girl(), girl(name="Contoh Anggrek", nik="", is_reporter=True))
        first, second = complaint.people.all()
        people = [{"id": row.pk, "seen_version": 1, "is_reporter": row == first} for row in (first, second)]
        complaints.amend(complaint=complaint, details={}, people=people, version=1, by=world.sari)
        assert [row.is_reporter for row in complaint.people.all()] == [True, False]

    def test_the_table_holds_one_reporting_victim(self, world):
        complaint = ComplaintFactory(by=world.sari)
        ComplaintPersonFactory(complaint=complaint, is_reporter=True)
        with pytest.raises(IntegrityError, match="complaint_has_one_reporting_victim"), transaction.atomic():
            ComplaintPersonFactory(complaint=complaint, is_reporter=True)
        with pytest.raises(IntegrityError, match="complaint_reporting_person_is_victim"), transaction.atomic():
            complaint.people.update(role=PersonRole.REPORTED)

    @pytest.mark.parametrize(
        ("reporters", "victims", "rule"),
        [
            ("never", "conditional", "never"),
            ("conditional", "never", "never"),
            ("not_asked", "conditional", "conditional"),
        ],
    )
    def test_what_the_victim_says_today_counts_for_the_reporter(self, world, reporters, victims, rule):
        complaint = logged(
            world, girl(is_reporter=True, contact_rule=victims), reporter_kind="victim", reporter_phone=PHONE,
            reporter_contact_rule=reporters,
        )  # fmt: skip
        found = safe_contact.of_reporter(complaint)
        assert found.rule == rule
        assert found.hours == ("13.00–15.00 WIB" if rule == "conditional" else "")

    def test_the_complaint_shows_one_person(self, world):
        complaint = logged(world, girl(is_reporter=True), reporter_kind="victim")
        page = client_of(world.sari).get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        assert "Ia sendiri yang melapor" in page
        assert f"Korban sendiri, {complaint.number}/1" in re.sub(r"<[^>]+>", "", page)
        assert NAME not in page


class TestChannel:
    def test_nothing_preset_is_an_answer(self, world):
        page = client_of(world.sari).get(LOG)
        assert page.context["folds"]["channel"].state == "half"
        assert "Kanal tidak disebut" in page.content.decode()
        client_of(world.sari).post(LOG, sent())
        assert Complaint.objects.get().channel == Channel.UNKNOWN

    def test_the_last_channel_is_proposed_and_taken_with_one_press(self, world):
        ComplaintFactory(by=world.sari, channel=Channel.UPTD_HOTLINE, submission_key=new_id())
        client = client_of(world.sari)
        page = client.get(LOG)
        assert "Seperti sebelumnya: Telepon atau WhatsApp UPTD PPA" in page.content.decode()
        assert page.context["form"].facts["channel"].value() == Channel.UNKNOWN
        page = client.post(LOG, sent(channel="unknown", set_channel="uptd_hotline"))
        assert page.context["form"].facts["channel"].value() == "uptd_hotline"
        assert Complaint.objects.count() == 1

    def test_a_made_up_channel_is_not_taken(self, world):
        page = client_of(world.sari).post(LOG, sent(channel="unknown", set_channel="merpati"))
        assert page.context["form"].facts["channel"].value() == "unknown"

    def test_only_what_the_user_logged_on_the_page_proposes(self, world):
        ComplaintFactory(by=world.ratna, channel=Channel.SAPA_129, submission_key=new_id())
        ComplaintFactory(by=world.sari, channel=Channel.LETTER)  # of the old register: without a form
        ComplaintFactory(by=world.sari, channel=Channel.UNKNOWN, submission_key=new_id())
        assert last_channel_of(world.sari, world.jambi.pk) is None

    def test_a_channel_of_the_line_is_no_conflict_with_silence(self, world):
        client = client_of(world.sari)
        page = client.post(LOG, sent(channel="unknown", shorthand="hotline, p 19", read_shorthand="1"))
        chips = {chip.label: chip for chip in page.context["understood"].chips}
        assert chips["Kanal"].is_taken
        page = client.post(LOG, sent(channel="call_centre_112", shorthand="hotline, p 19", read_shorthand="1"))
        chips = {chip.label: chip for chip in page.context["understood"].chips}
        assert chips["Kanal"].conflicts == {"channel": "Call Center 112"}
