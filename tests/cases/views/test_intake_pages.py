"""The intake page: it saves with few answers, loses nothing, refuses the impossible."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Complaint, ComplaintPerson, Draft, EmergencyResponse, HandOver, Person
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.identifiers import new_id
from taskforces.models import Membership, Notification
from tests.cases.stories import NIK, logged
from tests.factories import DraftFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
LOG = "/pengaduan/catat/"
FORM = {"channel": "call_centre_112", "narrative": "Tidak boleh pulang."}


def sent(**changes) -> dict:
    """The least input; a person's answers are given as ``orang_0_name``."""
    answers = {
        name.replace("orang_", "orang-", 1).replace("_", "-", 1) if name.startswith("orang_") else name: value
        for name, value in changes.items()
    }
    return {"submission_key": str(new_id()), "orang-jumlah": "1", **FORM, **answers}


def test_one_sentence_is_enough(world):
    answer = client_of(world.sari).post(LOG, sent())
    complaint = Complaint.objects.get()
    assert answer.url == reverse("cases:complaint-detail", args=[complaint.pk])
    assert (complaint.task_force, complaint.recorded_by, complaint.outcome) == (world.jambi, world.sari, "pending")
    assert (complaint.reporter_kind, complaint.urgency, complaint.people.count()) == ("unknown", "unknown", 0)


def test_a_fresh_page_starts_without_a_channel_and_with_this_minute(world):
    page = client_of(world.sari).get(LOG)
    facts = page.context["form"].facts
    assert facts["channel"].value() == "unknown"
    assert clock.now() - timezone.make_aware(facts["received_at"].value()) < timedelta(minutes=2)
    assert len(page.context["form"].people.forms) == 1


def test_everything_can_be_told_at_once(world):
    client_of(world.sari).post(
        LOG,
        sent(
            event_on="5 Januari 2026",
            event_region="kota batam",
            event_place="Kafe di pelabuhan",
            reporter_is_anonymous="on",
            reporter_kind="family",
            urgency="urgent",
            **{
                "orang-jumlah": "3",
                "orang-0-role": "possible_victim",
                "orang-0-sex": "female",
                "orang-0-name": "Contoh Melati Rekaan",
                "orang-0-nik": NIK,
                "orang-0-birth_date": "12/3/2009",
                "orang-0-origin_region": "Jambi Selatan",
                "orang-1-role": "reported",
                "orang-1-is_unknown": "on",
                "orang-2-role": "possible_victim",
            },
        ),
    )
    complaint = Complaint.objects.get()
    assert (complaint.event_region_id, str(complaint.event_on)) == ("21.71", "2026-01-05")
    girl, unknown = complaint.people.all()
    assert (girl.age, girl.origin_region_id, girl.person.nik) == (16, "15.71.02", NIK)
    assert (unknown.role, unknown.is_known) == ("reported", False)


@pytest.mark.parametrize("who", ["budi", "maya", "rina", "arif", "dewi", "nobody"])
def test_other_roles_are_refused(world, who):
    client = client_of(getattr(world, who))
    assert client.get(LOG).status_code == 403
    assert client.post(LOG, sent()).status_code == 403
    assert not Complaint.objects.exists()


def test_another_city_logs_into_its_own_register(world):
    client_of(world.tono).post(LOG, sent())
    assert Complaint.objects.get().task_force == world.jakarta_barat


def test_nothing_typed_is_lost_by_an_error(world):
    page = client_of(world.sari).post(
        LOG, sent(narrative=" ", event_place="<b>Kafe</b> 🙂", **{"orang-0-name": "Contoh <i>Melati</i>"})
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "&lt;b&gt;Kafe&lt;/b&gt; 🙂" in text
    assert "Contoh &lt;i&gt;Melati&lt;/i&gt;" in text
    assert "Tulis apa yang terjadi" in text
    assert 'href="#id_narrative"' in text


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("received_at", "2999-01-01T00:00", "belum tiba"),
        ("received_at", "kemarin", "Tulis tanggal dan jam seperti"),
        ("event_on", "2999-01-01", "sesudah pengaduan diterima"),
        ("event_on", "31/2/2026", "Tulis tanggal seperti"),
        ("event_on", "1/1/1800", "terlalu jauh"),
        ("event_region", "Negeri di Awan", "Wilayah tidak dikenal"),
        ("orang-0-age", "121", "lebih dari 120 tahun"),
        ("orang-0-age", "entah", "dengan angka"),
        ("orang-0-age", "belasan", "tanpa angka"),
        ("orang-0-age", "<18", "batas umur"),
        ("orang-0-age", "kelas 5 SD", "kelas sekolah"),
        ("orang-0-birth_date", "2999-01-01", "belum tiba"),
        ("orang-0-birth_date", "1/1/1850", "lebih dari 120 tahun"),
        ("channel", "merpati", "bukan pilihan"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(world, name, value, words):
    page = client_of(world.sari).post(LOG, sent(**{name: value}))
    form = page.context["form"]
    errors = form.facts.errors.get(name) or form.people.forms[0].errors.get(name.removeprefix("orang-0-"))
    assert page.status_code == 422
    assert any(words in error for error in errors) or name == "channel"
    assert not Complaint.objects.exists()


def test_nobody_is_born_after_what_happened_to_them(world):
    page = client_of(world.sari).post(LOG, sent(event_on="2026-01-05", **{"orang-0-birth_date": "2026-01-06"}))
    assert "belum lahir pada tanggal kejadian" in page.content.decode()
    assert not Complaint.objects.exists()


def test_a_day_is_known_or_not(world):
    page = client_of(world.sari).post(LOG, sent(event_on="2026-01-05", event_date_is_unknown="on"))
    assert "hapus centang" in page.content.decode()


@pytest.mark.parametrize("nik", ["157102520309000", "1571021203090001", "1571029902090001"])
def test_a_doubtful_nik_is_shown_once_and_then_kept(world, nik):
    client = client_of(world.sari)
    data = sent(**{"orang-0-nik": nik, "orang-0-sex": "female", "orang-0-birth_date": "2009-03-12"})
    page = client.post(LOG, data)
    assert page.status_code == 200
    assert not Complaint.objects.exists()
    assert "Periksa sekali lagi" in page.content.decode()
    client.post(LOG, {**data, "warnings_seen": page.context["form"].warnings_mark})
    assert ComplaintPerson.objects.get().person.nik == nik


def test_another_doubt_is_shown_although_the_first_was_seen(world):
    client = client_of(world.sari)
    data = sent(**{"orang-0-nik": "123"})
    seen = client.post(LOG, data).context["form"].warnings_mark
    again = client.post(LOG, {**data, "orang-0-nik": "1234", "warnings_seen": seen})
    assert again.status_code == 200
    assert not Complaint.objects.exists()


def test_an_anonymous_reporter_is_not_named(world):
    client = client_of(world.sari)
    data = sent(reporter_is_anonymous="on", reporter_name="Contoh Pelapor", reporter_phone="0812-0000-0099")
    page = client.post(LOG, data)
    client.post(LOG, {**data, "warnings_seen": page.context["form"].warnings_mark})
    complaint = Complaint.objects.get()
    assert (complaint.reporter_name, complaint.reporter_phone) == ("", "0812-0000-0099")


def test_a_long_story_with_emoji_and_html_comes_back_as_it_was(world):
    story = ("<script>alert(1)</script> 🙂 " + "ditawari kerja " * 700)[:10_000].strip()
    client = client_of(world.sari)
    answer = client.post(LOG, sent(narrative=story), follow=True)
    assert Complaint.objects.get().narrative == story
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🙂" in answer.content.decode()


def test_a_story_beyond_all_bounds_is_said_at_the_field(world):
    page = client_of(world.sari).post(LOG, sent(narrative="a" * 20_001))
    assert page.status_code == 422
    html = page.content.decode()
    assert "a" * 20_001 in html
    assert html.count("Terlalu panjang: 20.001 huruf, paling banyak 20.000.") == 2, "at the field and on top"
    assert "maxlength" not in re.sub(r'<input[^>]*name="q"[^>]*>', "", html), "a browser would cut what is pasted"


@pytest.mark.parametrize("press", ["", "add_person", "hand_over"])
def test_a_book_pasted_into_the_story_is_answered_and_stays(world, press):
    book = "a" * 250_000
    page = client_of(world.sari).post(LOG, sent(narrative=book, **({press: "1"} if press else {})))
    assert page.status_code in (200, 422)
    assert book in page.content.decode()
    assert "erlalu panjang" in page.content.decode()


def test_a_line_longer_than_the_reader_reads_goes_to_the_story_whole(world):
    told = " ".join(f"kata{number}" for number in range(800))
    page = client_of(world.sari).post(LOG, sent(shorthand=f"p 16, {told}", take_shorthand="1", ambil="0"))
    form = page.context["form"]
    assert told in form.facts["narrative"].value()
    assert form.people.forms[0]["age"].value() == "16"


def test_the_same_page_sent_twice_is_one_complaint(world):
    client, data = client_of(world.sari), sent()
    first, second = client.post(LOG, data), client.post(LOG, data)
    assert first.url == second.url
    assert Complaint.objects.count() == 1


def test_a_saved_page_with_another_story_is_asked_about(world):
    client, data = client_of(world.sari), sent()
    client.post(LOG, data)
    page = client.post(LOG, {**data, "narrative": "Cerita lain."})
    assert "sudah tersimpan sebagai" in page.content.decode()
    key = page.context["form"].facts["submission_key"].value()
    client.post(LOG, {**data, "narrative": "Cerita lain.", "submission_key": key})
    assert Complaint.objects.count() == 2


def test_more_people_without_a_script(world):
    client, data = client_of(world.sari), sent(**{"orang-0-name": "Contoh Satu"})
    for wanted in (2, 3, 4):
        page = client.post(LOG, {**data, "add_person": "1"})
        people = page.context["form"].people.forms
        assert (page.status_code, len(people)) == (200, wanted)
        assert people[0]["name"].value() == "Contoh Satu"
        data = {**data, "orang-jumlah": str(wanted), f"orang-{wanted - 1}-name": f"Contoh {wanted}"}
    assert not Complaint.objects.exists()
    client.post(LOG, data)
    assert [row.person.name for row in ComplaintPerson.objects.select_related("person")] == [
        "Contoh Satu", "Contoh 2", "Contoh 3", "Contoh 4",
    ]  # fmt: skip


def test_an_emergency_is_one_press_and_the_colleagues_know(world):
    client_of(world.sari).post(LOG, sent(as_emergency="1"))
    complaint = Complaint.objects.get()
    assert complaint.urgency == "emergency"
    line, response = Notification.objects.get(), EmergencyResponse.objects.get()
    assert (line.user, line.path) == (world.ratna, reverse("cases:emergency-detail", args=[response.pk]))
    assert complaint.number in line.text


@pytest.mark.parametrize(
    ("outcome", "name"),
    [("new_case", "case-open"), ("existing_case", "complaint-attach"), ("other_region", "complaint-hand-over")],
)
def test_the_last_question_leads_on(world, outcome, name):
    answer = client_of(world.sari).post(LOG, sent(outcome=outcome))
    assert answer.url.startswith(reverse(f"cases:{name}", args=[Complaint.objects.get().pk]))


def test_an_emergency_waits_neither_for_a_story_nor_for_a_doubt(world):
    form = sent(as_emergency="1", narrative="", reporter_is_anonymous="on", reporter_name="Contoh")
    answer = client_of(world.sari).post(LOG, form)
    assert answer.url == reverse("cases:emergency-detail", args=[EmergencyResponse.objects.get().pk])


def test_an_emergency_waits_for_no_date_and_loses_no_word(world):
    form = sent(as_emergency="1", event_on="entah kapan", **{"orang-0-age": "di bawah umur"})
    client_of(world.sari).post(LOG, form)
    complaint = EmergencyResponse.objects.get().complaint
    assert "entah kapan" in complaint.narrative
    assert "di bawah umur" in complaint.narrative
    assert complaint.narrative.startswith(FORM["narrative"])
    assert complaint.event_on is None


def test_an_emergency_keeps_the_words_of_an_age_nobody_was_asked_about(world):
    client_of(world.sari).post(LOG, sent(as_emergency="1", **{"orang-0-age": "15-16"}))
    complaint = EmergencyResponse.objects.get().complaint
    assert complaint.narrative == f"{FORM['narrative']}\nUmur sebagaimana ditulis: 15-16"
    assert [(row.age, row.age_is_estimated) for row in complaint.people.all()] == [(15, True)]


def test_an_emergency_waits_for_no_story_to_be_shortened(world):
    client, story = client_of(world.sari), "a" * 20_500
    client.post(LOG, sent(as_emergency="1", narrative=story))
    complaint = EmergencyResponse.objects.get().complaint
    assert complaint.narrative == story
    path = reverse("cases:complaint-amend", args=[complaint.pk])
    data = {"version": complaint.version, "channel": "call_centre_112", "orang-jumlah": "1"}
    answer = client.post(path, {**data, "narrative": story, "event_place": "Terminal"})
    assert answer.status_code == 302, "what was taken whole does not stand in the way of completing it"
    answer = client.post(path, {**data, "version": complaint.version + 1, "narrative": story + "b"})
    assert answer.status_code == 422


@pytest.mark.parametrize("outcome", ["wrong_number", "spam"])
def test_a_call_nobody_told_anything_in_is_done_at_once(world, outcome):
    blank = {"narrative": "", "reporter_name": "", "orang-jumlah": "1"}
    client_of(world.sari).post(LOG, {**sent(outcome=outcome), **blank})
    assert Complaint.objects.get().outcome == outcome


def test_information_needs_its_story(world):
    assert client_of(world.sari).post(LOG, sent(outcome="information", narrative="")).status_code == 422


def test_handing_over_is_one_post(world):
    form = sent(outcome="other_region", to_office="UPTD PPA Kota Batam", way="phone")
    answers = [client_of(world.sari).post(LOG, form) for _press in range(2)]
    made = HandOver.objects.get()
    assert answers[0].url == reverse("cases:handover-detail", args=[made.pk])
    assert (made.complaint.outcome, made.complaint.handed_to) == ("other_region", "UPTD PPA Kota Batam")


class TestDrafts:
    """Typed text survives a crash, a lost session and a stale token."""

    URL = "/draf/"

    def save(self, client, fields, key=None):
        key = key or f"complaint:{fields.get('submission_key', new_id())}"
        return client.post(self.URL, json.dumps({"key": key, "fields": fields}), content_type="application/json")

    def test_what_was_typed_is_there_after_signing_in_again(self, world):
        client = client_of(world.sari)
        data = sent(**{"orang-jumlah": "2", "orang-1-nickname": "Mela"})
        assert "saved_at" in self.save(client, data).json()
        page = client_of(world.fresh(world.sari)).get(f"{LOG}{data['submission_key']}/")
        assert page.context["form"].facts["narrative"].value() == FORM["narrative"]
        assert page.context["form"].people.forms[1]["nickname"].value() == "Mela"
        assert "dipulihkan" in page.content.decode()

    def test_it_is_stored_as_cipher_text_and_seen_by_nobody_else(self, world):
        self.save(client_of(world.sari), sent(narrative="Rahasia"))
        assert b"Rahasia" not in bytes(Draft.objects.values_list("fields", flat=True).query.__str__(), "utf8")
        assert "dipulihkan" not in client_of(world.ratna).get(LOG).content.decode()

    def test_it_is_gone_once_the_form_is_saved_or_thrown_away(self, world):
        client = client_of(world.sari)
        data = sent()
        self.save(client, data)
        client.post(LOG, data)
        assert not Draft.objects.exists()
        data = sent()
        self.save(client, data)
        client.post(f"{LOG}{data['submission_key']}/", {"discard_draft": "1"})
        assert not Draft.objects.exists()

    def test_a_late_draft_of_a_saved_page_is_not_offered(self, world):
        client, data = client_of(world.sari), sent()
        client.post(LOG, data)
        assert self.save(client, data).status_code == 400
        assert not Draft.objects.exists()
        again = client.get(f"{LOG}{data['submission_key']}/")  # the back button leads to the saved complaint
        assert again.url == reverse("cases:complaint-detail", args=[Complaint.objects.get().pk])

    def test_every_call_has_a_draft_of_its_own(self, world):
        client, one, other = client_of(world.sari), sent(narrative="Satu."), sent(narrative="Dua.")
        self.save(client, one)
        self.save(client, other)
        fresh = client.get(LOG)
        assert "2 draf pengaduan belum selesai" in fresh.content.decode()
        assert "Satu." not in fresh.content.decode()
        client.post(LOG, other)
        page = client.get(f"{LOG}{one['submission_key']}/")
        assert page.context["form"].facts["narrative"].value() == "Satu."
        assert Draft.objects.count() == 1

    def test_somebody_signed_out_is_told_in_json(self, world):
        answer = self.save(Client(), sent())
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/json")

    @pytest.mark.parametrize("body", ["", "[]", "{}", '{"key": 1, "fields": {}}', '{"key": "complaint", "fields": []}'])
    def test_what_is_no_draft_is_refused(self, world, body):
        answer = client_of(world.sari).post(self.URL, body, content_type="application/json")
        assert answer.status_code == 400

    def test_forms_of_others_keep_nothing(self, world):
        assert self.save(client_of(world.sari), {}, key="meeting").status_code == 403
        assert self.save(client_of(world.sari), {}, key="anything").status_code == 403
        assert self.save(client_of(world.nobody), {}).status_code == 403
        assert self.save(client_of(world.sari), {"narrative": "a" * 300_000}).status_code == 400

    def test_an_old_token_asks_to_press_once_more(self, world):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.sari)
        page = client.post(LOG, sent(narrative="Masih ada."))
        assert page.status_code == 200
        assert "Masih ada." in page.content.decode()
        assert "sekali lagi" in page.content.decode()
        assert not Complaint.objects.exists()
        token = client.cookies["csrftoken"].value
        client.post(LOG, sent(narrative="Masih ada.", csrfmiddlewaretoken=token))
        assert Complaint.objects.get().narrative == "Masih ada."

    def test_an_old_token_throws_no_draft_away(self, world):
        DraftFactory(user=world.sari)
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.sari)
        client.post(LOG, {"discard_draft": "1"})
        assert Draft.objects.exists()

    def test_a_deactivated_colleague_with_an_open_page_saves_nothing(self, world):
        client = client_of(world.sari)
        client.get(LOG)
        Membership.objects.filter(user=world.sari).update(valid_until=clock.today() - timedelta(days=1))
        assert client.post(LOG, sent()).status_code == 403
        assert self.save(client, sent()).status_code == 403
        assert not Complaint.objects.exists()


class TestAmending:
    """The same page with stored values."""

    def url(self, complaint) -> str:
        return reverse("cases:complaint-amend", args=[complaint.pk])

    def stored(self, client, complaint) -> dict:
        """All values the unchanged page would send."""
        form = client.get(self.url(complaint)).context["form"]
        return {bound.html_name: value for bound in form if (value := bound.value()) not in (None, False, "")} | {
            "warnings_seen": ""
        }

    def test_who_somebody_is_stays_hidden(self, world):
        complaint = logged(world)
        text = client_of(world.sari).get(self.url(complaint)).content.decode()
        for secret in ("Melati", "Mela", NIK, "0812-0000-0027", "Jalan Rekaan", "Contoh Pelapor"):
            assert secret not in text
        assert "Ditawari kerja" in text

    def test_an_untouched_page_changes_nothing(self, world):
        complaint = logged(world)
        client = client_of(world.sari)
        answer = client.post(self.url(complaint), self.stored(client, complaint))
        assert answer.status_code == 302
        person = complaint.people.first().person
        assert (person.name, person.nik) == ("Contoh Melati Rekaan", NIK)
        assert not AuditEvent.objects.filter(verb="complaint.amended").exclude(details__changed=[]).exists()
        assert not AuditEvent.objects.filter(verb="person.amended").exists()

    def test_one_answer_more(self, world):
        complaint = logged(world)
        client = client_of(world.sari)
        data = {**self.stored(client, complaint), "event_place": "Nagoya", "orang-1-name": "Contoh Terlapor"}
        client.post(self.url(complaint), data)
        complaint.refresh_from_db()
        assert complaint.event_place == "Nagoya"
        assert complaint.reporter_name == "Contoh Pelapor Rekaan"
        assert complaint.people.last().person.name == "Contoh Terlapor"

    def test_two_at_one_form(self, world):
        complaint = logged(world)
        sari, ratna = client_of(world.sari), client_of(world.ratna)
        first, second = self.stored(ratna, complaint), self.stored(sari, complaint)
        ratna.post(self.url(complaint), {**first, "event_place": "Nagoya"})
        page = sari.post(self.url(complaint), {**second, "event_place": "Batam Kota"})
        assert page.status_code == 409
        assert "Nagoya" in page.content.decode()
        again = {**second, "event_place": "Batam Kota", "version": page.context["retry_version"]}
        assert sari.post(self.url(complaint), again).status_code == 302
        complaint.refresh_from_db()
        assert complaint.event_place == "Batam Kota"

    @pytest.mark.each_door
    def test_another_city_does_not_know_of_it(self, world):
        complaint = logged(world)
        for name in ("complaint-detail", "complaint-amend", "case-open", "complaint-attach", "complaint-conclude",
                     "complaint-contact"):  # fmt: skip
            url = reverse(f"cases:{name}", args=[complaint.pk])
            assert client_of(world.tono).get(url).status_code == 404
            assert client_of(world.budi).get(url).status_code == 403
            assert Client().get(url).status_code == 302
        assert Person.objects.count() == 2
