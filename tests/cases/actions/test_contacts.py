"""Safe contact: the ways offered, the record before a number is shown, the result."""

from datetime import datetime

import pytest
from django.urls import reverse

from cases.actions import contacts
from cases.models import ContactAttempt, Person, Victim
from cases.queries import safe_contact
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from tests.cases.stories import WIB, girl, logged
from tests.factories import CaseFactory, PersonFactory, VictimFactory
from tests.personas import client_of


def told(**changes) -> safe_contact.SafeContact:
    """A person's contact wishes."""
    values = {
        "rule": "conditional",
        "ways": ["call", "whatsapp"],
        "hours": "13.00–15.00 WIB",
        "code_word": "dari koperasi",
        "note": "",
        "may_leave_message": False,
        "phone": "0812-0000-0027",
    }
    return safe_contact.SafeContact(**{**values, **changes})


class TestRule:
    """What the rule allows."""

    def test_only_ways_that_were_named(self):
        assert told().ways_offered == ("call", "whatsapp")
        assert told(ways=["in_person"]).ways_offered == ()
        assert told(ways=[]).ways_offered == ()

    @pytest.mark.parametrize("rule", ["never", "not_asked"])
    def test_not_asked_and_never_offer_nothing(self, rule):
        assert told(rule=rule).ways_offered == ()

    @pytest.mark.parametrize("phone", ["", "112", "tidak ada", "0812-0000-0027 / 0813-0000-0028"])
    def test_what_is_no_one_number_is_not_dialled(self, phone):
        assert told(phone=phone).ways_offered == ()

    @pytest.mark.parametrize(
        ("typed", "dialled"),
        [
            ("0812-0000-0027", "+6281200000027"),
            ("+62 812 0000 0027", "+6281200000027"),
            ("81200000027", "+6281200000027"),
            ("+60 12-000 0027", "+60120000027"),
        ],
    )
    def test_numbers_as_they_are_typed(self, typed, dialled):
        assert safe_contact.dial(typed) == dialled

    def test_links(self):
        assert safe_contact.link("call", "081200000027") == "tel:+6281200000027"
        assert safe_contact.link("message", "081200000027") == "sms:+6281200000027"
        assert safe_contact.link("whatsapp", "081200000027") == "https://wa.me/6281200000027"

    def test_the_line_says_when_how_with_which_word_and_no_message(self):
        assert told().words == (
            "Waktu aman 13.00–15.00 WIB. Dengan cara: Telepon, WhatsApp. Kata pembuka “dari koperasi”. "
            "Jangan tinggalkan pesan."
        )
        assert "Boleh meninggalkan pesan." in told(may_leave_message=True).words
        assert "pesan" not in told(rule="never").words
        assert "Dengan cara apa belum ditanyakan." in told(ways=[]).words
        assert told(hours="Jangan malam hari").words.startswith("Jangan malam hari. Dengan cara")

    @pytest.mark.parametrize(
        ("hours", "clock", "outside"),
        [
            ("13.00–15.00 WIB", "14:00", False),
            ("13.00–15.00 WIB", "09:41", True),
            ("13:00 - 15:00", "15:01", True),
            ("20.00 sampai 05.00", "23:30", False),
            ("20.00 sampai 05.00", "06:00", True),
            ("jangan malam", "23:30", False),
            ("Jangan 18.00–22.00", "19:00", True),
            ("jgn 18.00-22.00", "10:00", False),
            ("09.00–12.00, jangan 18.00–22.00", "19:00", False),
            ("99.99–12.00", "23:30", False),
        ],
    )
    def test_hours_are_a_hint_where_they_can_be_read(self, hours, clock, outside):
        moment = datetime.fromisoformat(f"2026-02-10 {clock}").replace(tzinfo=WIB)
        assert told(hours=hours).is_outside_hours(moment) is outside

    def test_it_does_not_tell_its_number_by_accident(self):
        assert "0812" not in repr(told())


@pytest.fixture
def victim(world) -> Victim:
    """A girl who may be called."""
    return VictimFactory(
        case=CaseFactory(by=world.sari), person=PersonFactory(task_force=world.jambi, contact_ways=["call", "message"])
    )


@pytest.mark.django_db
class TestActs:
    """The use is recorded before the number is shown."""

    def test_use_is_recorded_without_the_number(self, world, victim):
        attempt = contacts.use(way="call", victim=victim, by=world.sari)
        event = AuditEvent.objects.get(verb="contact.number_used")
        assert (event.actor_id, event.details, event.root_id) == (
            world.sari.pk,
            {"contact_way": "call"},
            victim.case_id,
        )
        assert (attempt.person, attempt.way) == (victim.person, "call")

    def test_pressed_twice_it_is_one_attempt(self, world, victim):
        first, second = (contacts.use(way="call", victim=victim, by=world.sari) for _press in range(2))
        assert first == second
        assert ContactAttempt.objects.count() == 1

    @pytest.mark.parametrize("change", [{"contact_rule": "never"}, {"contact_rule": "not_asked"}, {"contact_ways": []}])
    def test_the_rule_is_read_again(self, world, victim, change):
        Person.objects.filter(pk=victim.person_id).update(**change)
        with pytest.raises(WorkflowRefused):
            contacts.use(way="call", victim=victim, by=world.sari)
        assert not ContactAttempt.objects.exists()

    def test_a_way_that_was_not_named_is_refused(self, world, victim):
        with pytest.raises(WorkflowRefused):
            contacts.use(way="whatsapp", victim=victim, by=world.sari)

    def test_the_reporter_has_a_rule_of_their_own(self, world):
        shy = logged(world)
        with pytest.raises(WorkflowRefused):
            contacts.use(way="call", complaint=shy, by=world.sari)
        open_one = logged(world, reporter_contact_rule="conditional", reporter_contact_ways=["whatsapp"])
        attempt = contacts.use(way="whatsapp", complaint=open_one, by=world.sari)
        assert (attempt.complaint, attempt.person) == (open_one, None)

    def test_a_person_of_another_complaint_is_no_person_of_this_one(self, world):
        one, other = logged(world, girl(contact_ways=["call"])), logged(world, girl(contact_ways=["call"]))
        with pytest.raises(ValueError, match="not of this complaint"):
            contacts.use(way="call", complaint=one, person=other.people.first().person, by=world.sari)

    @pytest.mark.parametrize("name", ["tono", "maya", "rina", "dewi", "arif"])
    def test_others_open_no_number(self, world, victim, name):
        with pytest.raises(AccessDenied):
            contacts.use(way="call", victim=victim, by=getattr(world, name))

    def test_a_result_is_written_once(self, world, victim):
        attempt = contacts.use(way="call", victim=victim, by=world.sari)
        for _press in range(2):
            contacts.add_result(attempt=attempt, result="not_reached", by=world.sari)
        with pytest.raises(WorkflowRefused, match="sudah dicatat"):
            contacts.add_result(attempt=attempt, result="reached", by=world.sari)
        assert AuditEvent.objects.filter(verb="contact.result_recorded").count() == 1

    def test_a_message_only_where_one_may_be_left(self, world, victim):
        attempt = contacts.use(way="call", victim=victim, by=world.sari)
        with pytest.raises(WorkflowRefused, match="tidak diizinkan"):
            contacts.add_result(attempt=attempt, result="message_left", by=world.sari)


@pytest.mark.django_db
class TestPages:
    """The pages."""

    def test_the_number_shows_on_the_answer_alone(self, world, victim):
        client, url = client_of(world.sari), reverse("cases:victim-call", args=[victim.pk])
        before = client.get(url).content.decode()
        assert "081200000027" not in before
        assert "tel:" not in before
        assert "Waktu aman 13.00–15.00 WIB" in before
        answer = client.post(url, {"way": "call"})
        shown = answer.content.decode()
        assert 'href="tel:+6281200000027"' in shown
        assert shown.index("Waktu aman") < shown.index("081200000027")
        assert 'rel="noreferrer noopener"' in shown
        assert answer["Cache-Control"] == "no-store, private"
        assert "Location" not in answer
        assert "081200000027" not in url
        done = client.post(
            reverse("cases:attempt-result", args=[ContactAttempt.objects.get().pk]), {"result": "reached"}, follow=True
        )
        assert "hasil kontak" in done.content.decode()

    def test_a_result_that_is_missing_is_asked_of_who_opened_the_number(self, world, victim):
        contacts.use(way="call", victim=victim, by=world.sari)
        url = reverse("cases:case-detail", args=[victim.case_id])
        assert "Catat hasilnya" in client_of(world.sari).get(url).content.decode()
        assert "Catat hasilnya" not in client_of(world.ratna).get(url).content.decode()

    def test_no_way_is_offered_that_was_not_named(self, world, victim):
        client, url = client_of(world.sari), reverse("cases:victim-call", args=[victim.pk])
        assert 'value="whatsapp"' not in client.get(url).content.decode()
        assert client.post(url, {"way": "whatsapp"}).status_code == 422
        Person.objects.update(contact_rule="never")
        page = client.get(url)
        assert '<form class="act"' not in page.content.decode()
        assert "tidak boleh dihubungi" in page.content.decode()

    def test_the_case_and_the_complaint_lead_there_only_where_it_is_allowed(self, world):
        complaint = logged(world, girl(contact_ways=["call"]), girl(nik="", contact_rule="never"))
        client = client_of(world.sari)
        page = client.get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        assert f"/pengaduan/{complaint.pk}/hubungi/?orang=1" in page
        assert "?orang=2" not in page
        case = CaseFactory.of_complaint(complaint)
        page = client.get(reverse("cases:case-detail", args=[case.pk])).content.decode()
        first, second = case.victims.all()
        assert f"/korban/{first.pk}/hubungi/" in page
        assert f"/korban/{second.pk}/hubungi/" not in page

    def test_the_reporter_s_number_stands_under_a_line_too(self, world):
        complaint = logged(world, reporter_contact_rule="never", reporter_contact_note="Lewat RT saja.")
        client = client_of(world.sari)
        page = client.get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        assert "Lewat RT saja." in page
        opened = client.post(reverse("cases:complaint-contact", args=[complaint.pk]), {"reason": "contact"})
        assert "0812-0000-0099" not in opened.content.decode()

    @pytest.mark.parametrize("position", ["9", "x", "-1", "99999"])
    def test_nobody_stands_at_that_position(self, world, position):
        url = reverse("cases:complaint-call", args=[logged(world).pk])
        assert client_of(world.sari).get(f"{url}?orang={position}").status_code == 404

    @pytest.mark.each_door
    def test_another_city_and_other_roles(self, world, victim):
        url = reverse("cases:victim-call", args=[victim.pk])
        assert client_of(world.tono).post(url, {"way": "call"}).status_code == 404
        assert client_of(world.maya).post(url, {"way": "call"}).status_code == 403
        assert not ContactAttempt.objects.exists()


def test_the_number_of_somebody_in_a_complaint_is_opened_by_that_person_s_rule(world):
    complaint = logged(world, girl(contact_ways=["call"]))
    person = complaint.people.get().person
    attempt = contacts.use(way="call", complaint=complaint, person=person, by=world.sari)
    assert (attempt.person, attempt.complaint) == (person, complaint)
    Person.objects.filter(pk=person.pk).update(contact_rule="never")
    with pytest.raises(WorkflowRefused, match="tidak diizinkan"):
        contacts.use(way="call", complaint=complaint, person=person, by=world.sari)
