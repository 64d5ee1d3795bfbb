"""Five steps without an account, a receipt, and a return with it."""

import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.choices import Channel, ComplaintOutcome, Urgency
from cases.models import Complaint, ComplaintPerson, PublicMessage, PublicReport
from interface.numbers import SMALL_NUMBERS
from safeguards import clock
from safeguards.audit import AuditEvent
from taskforces.models import Notification
from tests.cases.public.public_steps import STEPS, Stranger, hidden, receipt_in, unhurried
from tests.factories import PublicFormFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
CODE_PAGE = "/l/kode/"
PLAIN = ("/lapor/", "/l/", "/l/kode/", "/l/keluar/", "/l/kalender/", "/l/apa-saja/", "/l/a/b")
DANGER = ({"danger": "yes", "story": "Saya dikurung di mes."}, *STEPS[1:])


@pytest.fixture(autouse=True)
def form(world, monkeypatch):
    unhurried(monkeypatch)
    return PublicFormFactory(task_force=world.jambi)


def sum_in(page) -> str:
    """The answer to the question on a page."""
    words = page.content.decode().split("Berapa ")[1].split("?")[0].split(" ditambah ")
    return str(sum(SMALL_NUMBERS.index(word) for word in words))


class TestSending:
    """From the first step to the register."""

    def test_five_steps_become_one_complaint_of_the_right_task_force(self, world):
        stranger = Stranger()
        receipt = stranger.report()
        assert len(receipt) == 20
        complaint = Complaint.objects.get()
        assert (complaint.task_force, complaint.channel, complaint.number) == (
            world.jambi, Channel.PUBLIC_FORM, f"P-{clock.today().year}-0001",
        )  # fmt: skip
        assert (complaint.outcome, complaint.urgency) == (ComplaintOutcome.PENDING, Urgency.UNKNOWN)
        assert complaint.reporter_is_anonymous
        assert complaint.reporter_contact_rule == "never"
        assert "tidak digaji" in complaint.narrative
        assert "Pak Rekaan" in complaint.narrative
        row = complaint.people.select_related("person").get()
        assert (row.person.name, row.age, row.sex, row.position) == ("Kenanga Rekaan", 16, "female", 1)
        assert complaint.recorded_by.name == "Formulir publik"

    def test_an_age_a_stranger_tells_is_an_estimate_and_none_is_none(self):
        told, silent = (Stranger(), Stranger())
        told.report()
        silent.report((STEPS[0], {**STEPS[1], "age": ""}, *STEPS[2:]))
        ages = ComplaintPerson.objects.order_by("complaint__received_at").filter(role="possible_victim")
        assert list(ages.values_list("age", "age_is_estimated")) == [(16, True), (None, False)]

    def test_the_audit_names_the_form_and_nobody(self, world):
        Stranger().report()
        event = AuditEvent.objects.get(verb="public_report.received")
        assert (event.actor_id, event.actor_name) == (None, "Formulir publik")
        assert event.stream == str(world.jambi.pk)
        assert "Kenanga" not in str(AuditEvent.objects.values_list("details", "target_label"))

    def test_danger_now_is_an_emergency_and_rings(self, world):
        stranger = Stranger()
        page = stranger.press(DANGER[0])
        assert "Telepon 112 sekarang" in page.content.decode()
        stranger.fill(DANGER[1:])
        stranger.press(go="send")
        assert Complaint.objects.get().urgency == Urgency.EMERGENCY
        told = Notification.objects.values_list("user__name", "text")
        assert {name for name, _text in told} == {"Sari", "Ratna"}
        assert all("darurat P-" in text for _name, text in told)

    def test_sent_twice_is_one_complaint_with_the_same_receipt(self):
        stranger = Stranger()
        stranger.fill()
        last = stranger.page
        first = receipt_in(stranger.press(go="send"))
        stranger.page = last
        assert receipt_in(stranger.press(step=5, go="send")) == first
        assert Complaint.objects.count() == 1

    def test_long_after_the_receipt_is_shown_no_more(self, monkeypatch):
        stranger = Stranger()
        stranger.fill()
        last = stranger.page
        stranger.press(go="send")
        stranger.page = last
        monkeypatch.setattr("cases.public.views.pages.SHOWN_AGAIN", 0)
        assert receipt_in(stranger.press(step=5, go="send")) == ""
        assert "sudah terkirim sebelumnya" in stranger.page.content.decode()

    def test_nothing_is_stored_before_it_is_sent(self):
        Stranger().fill()
        assert not Complaint.objects.exists()
        assert not AuditEvent.objects.exists()

    def test_nothing_is_left_after_a_failure_midway(self, monkeypatch):
        def fail(*_args, **_options):
            raise RuntimeError("midway")

        monkeypatch.setattr("cases.public.actions.reports.notify_case_team", fail)
        stranger = Stranger(raise_request_exception=False)
        stranger.fill()
        assert stranger.press(go="send").status_code == 500
        assert "Telepon 112" in stranger.page.content.decode()
        assert not Complaint.objects.exists()
        assert not PublicReport.objects.exists()
        assert not AuditEvent.objects.exists()

    def test_a_victim_who_may_be_called_is_reached_as_told(self):
        contact = {"rule": "conditional", "phone": "0812-0000-0099", "ways": ["message", "whatsapp"], "hours": "Pagi",
                   "code_word": "paket", "may_leave_message": "on"}  # fmt: skip
        Stranger().report((STEPS[0], {"who": "victim", "name": "Mawar Rekaan"}, STEPS[2], contact))
        complaint = Complaint.objects.get()
        person = complaint.people.get().person
        for owner, prefix in ((complaint, "reporter_"), (person, "")):
            assert getattr(owner, f"{prefix}phone") == "0812-0000-0099"
            assert getattr(owner, f"{prefix}contact_ways") == ["message", "whatsapp"]
        assert (person.contact_rule, person.contact_hours, person.contact_code_word) == ("conditional", "Pagi", "paket")
        assert complaint.reporter_name == "Mawar Rekaan"
        assert not complaint.reporter_is_anonymous

    def test_a_day_is_a_day_and_anything_vaguer_stays_in_the_words_of_the_reporter(self):
        Stranger().report((STEPS[0], {}, {"when": "12/8/2025"}, STEPS[3]))
        Stranger().report((STEPS[0], {}, {"when": "31/12/2099"}, STEPS[3]))
        days = {complaint.event_on for complaint in Complaint.objects.all()}
        assert {str(day) for day in days} == {"2025-08-12", "None"}
        assert all("Waktu menurut pelapor" in complaint.narrative for complaint in Complaint.objects.all())

    def test_who_says_nothing_of_anybody_leaves_no_person(self):
        Stranger().report((STEPS[0], {}, {}, STEPS[3]))
        assert not Complaint.objects.get().people.exists()


class TestTyping:
    """Bad input and bad luck."""

    def test_errors_stand_at_the_field_and_everything_typed_is_kept(self):
        stranger = Stranger()
        page = stranger.press({"danger": "", "story": "Sesuatu yang panjang"})
        assert (page.status_code, stranger.step) == (422, 1)
        assert "Sesuatu yang panjang" in page.content.decode()
        assert "Pilih salah satu" in page.content.decode()
        stranger.press(STEPS[0])
        page = stranger.press({"age": "banyak", "name": "Kenanga"})
        assert "Tulis umur dengan satu angka" in page.content.decode()
        assert 'value="Kenanga"' in page.content.decode()

    def test_a_story_too_long_is_kept_too(self):
        page = Stranger().press({"danger": "no", "story": "panjang " * 600})
        assert page.status_code == 422
        assert "Terlalu panjang" in page.content.decode()
        assert page.content.decode().count("panjang ") >= 600

    def test_who_may_be_called_must_say_where(self):
        stranger = Stranger()
        stranger.fill(STEPS[:3])
        page = stranger.press({"rule": "conditional"})
        assert "Tulis nomornya" in page.content.decode()

    def test_back_loses_nothing_and_judges_nothing(self):
        stranger = Stranger()
        stranger.press(STEPS[0])
        page = stranger.press({"name": "Setengah", "age": "x"}, go="1")
        assert (page.status_code, stranger.step) == (200, 1)
        assert "tidak digaji" in page.content.decode()
        page = stranger.press(STEPS[0])
        assert 'value="Setengah"' in page.content.decode()
        assert "Tulis umur" not in page.content.decode()

    def test_the_last_step_leads_back_to_any(self):
        stranger = Stranger()
        assert "Kenanga Rekaan" in stranger.fill().content.decode()
        assert 'value="Kenanga Rekaan"' in stranger.press(go="2").content.decode()

    def test_the_arrow_of_the_browser_is_an_older_page_sent_again(self):
        stranger = Stranger()
        stranger.press(STEPS[0])
        second = stranger.page
        stranger.press(STEPS[1])
        stranger.page = second
        stranger.press({**STEPS[1], "name": "Lain"}, step=2)
        stranger.fill(STEPS[2:])
        stranger.press(go="send")
        assert Complaint.objects.get().people.get().person.name == "Lain"

    def test_a_page_left_open_is_shown_once_more_then_thrown_away(self, monkeypatch):
        stranger = Stranger()
        stranger.fill()
        monkeypatch.setattr("cases.public.answers.STALE_AFTER", -1)
        page = stranger.press(go="send")
        assert "Periksa sekali lagi" in page.content.decode()
        assert not Complaint.objects.exists()
        monkeypatch.setattr("cases.public.answers.GONE_AFTER", -1)
        page = stranger.press({"story": "x"}, step=5, go="send")
        assert "terlalu lama terbuka" in page.content.decode()
        assert not Complaint.objects.exists()

    @pytest.mark.parametrize("sheet", ["", "x", "A" * 400, "é" * 8, "=" * 50, "A" * 70_000])
    def test_a_sheet_that_is_none_of_ours_begins_anew(self, sheet):
        page = Client().post("/l/kota-jambi/", {"step": "1", "sheet": sheet, "story": "Tetap ada", "go": "next"})
        assert page.status_code == 200
        assert "Tetap ada" in page.content.decode()

    def test_a_sheet_of_another_form_is_none_of_ours(self, world):
        PublicFormFactory(task_force=world.jakarta_barat, code="jakarta-barat")
        stranger = Stranger()
        stranger.fill()
        stranger.address = "/l/jakarta-barat/"
        stranger.press(go="send")
        assert not Complaint.objects.exists()

    def test_a_step_cannot_be_skipped(self):
        stranger = Stranger()
        page = stranger.press(step=5, go="send")
        assert (page.status_code, stranger.step) == (422, 1)
        assert not Complaint.objects.exists()

    @pytest.mark.parametrize("go", ["99", "-1", "0", "x" * 50, "²", "1e3"])
    def test_odd_buttons_are_no_error(self, go):
        stranger = Stranger()
        assert stranger.press(STEPS[0], go=go).status_code in (200, 422)

    def test_what_is_far_too_large_is_not_even_read(self):
        page = Client().post("/l/kota-jambi/", {"story": "x" * 200_000})
        assert page.status_code == 413
        assert "Telepon 112" in page.content.decode()


class TestPromises:
    """No cookie, no third party, nothing revealed by URL, title or header, no signed-in user mixed in."""

    def pages(self) -> list:
        """Every kind of response."""
        stranger = Stranger()
        client, found = stranger.client, [stranger.page]
        found += [
            client.get(path) for path in ("/l/", "/l/kode/", "/l/keluar/", "/l/kalender/", "/l/apa-saja/", "/l/a/b")
        ]
        found += [client.put("/l/kode/"), client.post("/l/kode/", {"receipt": "1"}), stranger.press({})]
        for typed in STEPS:
            found.append(stranger.press(typed))
        found.append(stranger.press(go="send"))
        found.append(client.post(CODE_PAGE, {"receipt": receipt_in(stranger.page)}))
        found.append(client.post(CODE_PAGE, {"pass": hidden(found[-1], "pass"), "text": "Tambahan"}))
        return found

    def test_no_page_sets_a_cookie_is_kept_or_tells_where_one_came_from(self):
        for page in self.pages():
            assert not page.cookies
            assert "Set-Cookie" not in page.headers
            assert "Vary" not in page.headers
            assert page["Cache-Control"] == "no-store"
            assert page["Referrer-Policy"] == "no-referrer"
            assert page["Content-Security-Policy"].startswith("default-src 'none'")
            assert "unsafe" not in page["Content-Security-Policy"]

    def test_titles_and_addresses_carry_nothing(self):
        for page in self.pages():
            if page.status_code == 303 or not page.content or page.status_code == 302:
                continue
            title = page.content.decode().split("<title>")[1].split("</title>")[0]
            assert title in ("Layanan warga", "Kalender")

    def test_every_page_is_small(self, monkeypatch):
        words = " ".join(uuid.uuid4().hex[:7] for _word in range(490))[:3999]
        stranger = Stranger()
        stranger.fill(({"danger": "yes", "story": words}, {**STEPS[1], "suspects": words[:1000]}, STEPS[2], STEPS[3]))
        largest = max(len(page.content) for page in [*self.pages(), stranger.page])
        assert largest < 30_000

    def test_nothing_typed_can_be_read_in_the_source_of_a_later_step(self):
        stranger = Stranger()
        stranger.fill(STEPS[:2])
        page = stranger.page.content.decode()
        for typed in ("tidak digaji", "Kenanga", "Pak Rekaan", quote("tidak digaji")):
            assert typed not in page

    def test_an_officer_who_looks_is_a_stranger_here(self, world):
        client = client_of(world.sari)
        session = client.cookies["sessionid"].value
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/l/kota-jambi/")
        assert page.status_code == 200
        assert "Sari" not in page.content.decode()
        asked = [query["sql"] for query in captured if "taskforces_user" in query["sql"] or "session" in query["sql"]]
        assert asked == []
        assert client.cookies["sessionid"].value == session
        assert client.get("/").status_code == 200

    def test_an_officer_s_report_is_as_anonymous_as_any(self, world):
        stranger = Stranger()
        stranger.client.force_login(world.sari)
        stranger.report()
        assert Complaint.objects.get().recorded_by != world.sari
        assert not AuditEvent.objects.filter(actor_id=world.sari.pk).exists()

    def test_forms_sent_from_elsewhere_are_refused(self):
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://jahat.contoh"}):
            page = Client().post("/l/kota-jambi/", {"step": "1"}, headers=headers)
            assert page.status_code == 403
        for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "null"}, {"origin": "http://testserver"}):
            assert Client().post("/l/kota-jambi/", {"step": "1"}, headers=headers).status_code == 200

    def test_quick_exit_leads_away_and_clears_what_it_can(self, settings):
        page = Client().get("/l/keluar/")
        assert (page.status_code, page["Location"], page["Clear-Site-Data"]) == (303, "/l/kalender/", '"cache"')
        settings.PUBLIC_EXIT_URL = "https://cuaca.contoh/"
        assert Client().get("/l/keluar/")["Location"] == "https://cuaca.contoh/"

    def test_posters_and_the_list_lead_to_the_only_form(self, world):
        assert Client().get("/lapor/", follow=True).redirect_chain[-1][0] == "/l/kota-jambi/"
        PublicFormFactory(task_force=world.jakarta_barat, code="jakarta-barat")
        page = Client().get("/l/").content.decode()
        assert "Kota Jambi" in page
        assert "Jakarta Barat" in page

    def test_channels_come_first_and_gaps_are_named(self, form):
        page = Client().get("/l/kota-jambi/").content.decode()
        assert page.index("tel:112") < page.index("tel:+6281386870227") < page.index('name="story"')
        form.unit_phone = ""
        form.save()
        assert "Nomor belum diisi oleh kantor" in Client().get("/l/kota-jambi/").content.decode()

    def test_a_closed_form_shows_the_channels_only(self, world, form):
        stranger = Stranger()
        stranger.fill()
        form.is_open = False
        form.save()
        page = stranger.press(go="send").content.decode()
        assert "Yang Anda tulis belum terkirim." in page
        assert "tel:112" in page
        assert "story" not in page
        assert not Complaint.objects.exists()
        fresh = Client().get("/l/kota-jambi/").content.decode()
        assert "sedang ditutup" in fresh
        assert "Yang tadi Anda tulis" not in fresh

    def test_what_was_typed_when_it_was_closed_can_still_be_read_out(self, form):
        stranger = Stranger()
        stranger.press(STEPS[0])
        stranger.press(STEPS[1])
        form.is_open = False
        form.save()
        page = stranger.press({"place": "Ruko <b>dekat</b> pasar", "when": "kemarin"}).content.decode()
        told = page.split("<textarea")[1].split("</textarea>")[0]
        assert "Tetangga saya tidak digaji" in told
        assert "Ruko &lt;b&gt;dekat&lt;/b&gt; pasar" in told
        assert "Kenanga Rekaan" not in page, "who was named is not shown to whoever holds the telephone now"

    @pytest.mark.parametrize("typed", [{}, {"step": "9", "sheet": "x"}, {"step": "1", "story": "Dikurung."}])
    def test_a_closed_form_answers_anything(self, form, typed):
        form.is_open = False
        form.save()
        page = Client().post("/l/kota-jambi/", typed)
        assert page.status_code == 200
        assert ("Yang tadi Anda tulis" in page.content.decode()) == ("story" in typed)


class TestLimits:
    """Nobody is turned away, and machines cannot drown real reports."""

    def test_after_some_reports_a_question_is_asked_and_its_answer_lets_through(self, form):
        form.ask_after = 2
        form.save()
        for _report in range(2):
            assert Stranger().report()
        stranger = Stranger()
        assert stranger.report() == ""
        assert stranger.page.status_code == 422
        assert "Kenanga Rekaan" in stranger.page.content.decode()
        assert Complaint.objects.count() == 2
        stranger.press({"answer": "99"}, go="send")
        assert "belum tepat" in stranger.page.content.decode()
        stranger.press({"answer": sum_in(stranger.page)}, go="send")
        assert receipt_in(stranger.page)
        assert Complaint.objects.count() == 3

    def test_what_fills_in_the_hidden_field_is_asked(self):
        stranger = Stranger()
        assert stranger.report(situs="https://jahat.contoh") == ""
        assert "Berapa" in stranger.page.content.decode()

    def test_what_is_faster_than_reading_is_asked(self, monkeypatch):
        monkeypatch.setattr("cases.public.views.pages.QUICKEST", 60)
        stranger = Stranger()
        assert stranger.report() == ""
        assert stranger.press({"answer": sum_in(stranger.page)}, go="send").status_code == 200

    def test_a_flood_is_folded_announced_once_and_hides_nothing_else(self, world, form):
        form.ask_after, form.fold_after = 100, 3
        form.save()
        for _report in range(6):
            Stranger(REMOTE_ADDR="203.0.113.9").report()
        Stranger(REMOTE_ADDR="203.0.113.10").report()
        assert PublicReport.objects.filter(is_folded=True).count() == 3
        lines = Notification.objects.filter(user=world.sari).values_list("text", flat=True)
        assert sum("beruntun" in line for line in lines) == 1
        client = client_of(world.sari)
        page = client.get("/pengaduan/")
        assert len(page.context["rows"]) == 4
        assert "3 laporan beruntun" in page.content.decode()
        assert len(client.get("/pengaduan/?beruntun=1").context["rows"]) == 3
        folded = PublicReport.objects.filter(is_folded=True).first().complaint
        client.post(f"/pengaduan/{folded.pk}/keluarkan/")
        assert len(client.get("/pengaduan/").context["rows"]) == 5

    def test_no_address_is_kept(self, world):
        from django.core.cache import cache

        Stranger(REMOTE_ADDR="203.0.113.77").report()
        kept = str(getattr(cache, "_cache", {}))
        assert "public:reports" in kept
        assert "203.0.113.77" not in kept


class TestComingBack:
    """The receipt."""

    def open(self, receipt: str, **extra):
        return Client(**extra).post(CODE_PAGE, {"receipt": receipt})

    def test_it_opens_a_coarse_word_and_adds(self, world):
        receipt = Stranger().report()
        page = self.open(" ".join(receipt[i : i + 4] for i in range(0, 20, 4)))
        assert page.context["status_words"] == "Diterima"
        assert "tidak digaji" not in page.content.decode()
        data = {"pass": hidden(page, "pass"), "text": "Namanya Kenanga, ada di Pelabuhan."}
        for _time in range(2):
            again = Client().post(CODE_PAGE, data)
        assert "sudah kami terima" in again.content.decode()
        assert PublicMessage.objects.get().text == data["text"]
        assert Notification.objects.filter(user=world.sari, text__contains="tambahan").count() == 1
        assert AuditEvent.objects.get(verb="public_report.added").actor_id is None

    def test_an_empty_addition_is_an_error_at_the_field(self):
        page = self.open(Stranger().report())
        page = Client().post(CODE_PAGE, {"pass": hidden(page, "pass"), "text": " "})
        assert page.status_code == 422
        assert "Tulis dahulu" in page.content.decode()

    def test_a_page_left_open_asks_for_the_code_again_and_keeps_the_words(self, monkeypatch):
        receipt = Stranger().report()
        page = self.open(receipt)
        monkeypatch.setattr("cases.public.views.receipt.PASS_LASTS", -1)
        page = Client().post(CODE_PAGE, {"pass": hidden(page, "pass"), "text": "Belum terkirim"})
        assert hidden(page, "text") == "Belum terkirim"
        page = Client().post(CODE_PAGE, {"receipt": receipt, "text": hidden(page, "text")})
        assert "Belum terkirim" in page.content.decode()
        assert not PublicMessage.objects.exists()

    def test_the_answer_of_the_office_is_read_and_counts_as_work(self, world):
        receipt = Stranger().report()
        complaint = Complaint.objects.get()
        client = client_of(world.sari)
        page = client.get(f"/pengaduan/{complaint.pk}/balas/")
        key = hidden(page, "submission_key")
        client.post(f"/pengaduan/{complaint.pk}/balas/", {"text": "Kami akan datang.", "submission_key": key})
        page = self.open(receipt)
        assert "Kami akan datang." in page.content.decode()
        assert "Sari" not in page.content.decode()
        assert page.context["status_words"] == "Sedang ditangani"

    def test_it_works_while_the_form_is_closed(self, form):
        receipt = Stranger().report()
        form.is_open = False
        form.save()
        assert self.open(receipt).status_code == 200

    def test_it_ends_a_year_after_the_last_word(self):
        receipt = Stranger().report()
        with clock.at(clock.now() + timedelta(days=364)):
            assert self.open(receipt).status_code == 200
        with clock.at(clock.now() + timedelta(days=366)):
            assert self.open(receipt).status_code == 422

    def test_additions_have_a_daily_limit_and_lose_no_word(self, monkeypatch):
        monkeypatch.setattr("cases.public.actions.reports.MOST_ADDITIONS", 1)
        page = self.open(Stranger().report())
        page = Client().post(CODE_PAGE, {"pass": hidden(page, "pass"), "text": "Satu"})
        page = Client().post(CODE_PAGE, {"pass": hidden(page, "pass"), "text": "Dua kali"})
        assert page.status_code == 422
        assert "Dua kali" in page.content.decode()
        assert PublicMessage.objects.count() == 1


def test_the_summary_of_faults_reads_as_sentences(world):
    stranger = Stranger()
    page = stranger.press({"danger": "no", "story": "x" * 4001}).content.decode()
    assert "paling banyak 4.000 huruf" in page
    assert "Apa yang terjadi? Terlalu panjang." in page


@pytest.mark.parametrize("code", ["kota-jambi", "tidak-ada"])
def test_an_address_without_its_last_stroke_still_leads_to_the_form(world, code):
    answer = Client().get(f"/l/{code}")
    assert answer.status_code == (302 if code == "kota-jambi" else 404)
    assert answer.headers.get("Location", "") == ("/l/kota-jambi/" if code == "kota-jambi" else "")
    assert Client().post(f"/l/{code}").status_code == 404
