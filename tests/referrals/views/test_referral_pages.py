"""The pages: send with its preview, the sender's list, the agency's queue, and one referral for each side."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Consent, Draft
from cases.reading.ages import full_years
from referrals.models import Referral, ReferralMessage
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.audit.sentences import sentence_of
from tests.factories import CaseFactory, ReferralFactory, VictimFactory
from tests.personas import client_of
from tests.referrals.conftest import NEED

IDENTITY = ("Bunga Rahasia Contoh", "1571026301080001", "081200000027", "Lorong Rahasia 9", "Wali Rahasia")


def url(name: str, thing) -> str:
    return reverse(f"referrals:{name}", args=[thing.pk])


def form(story, **changes) -> dict:
    """The data of Sari's form."""
    values = {
        "service_lines": ["social_rehabilitation"],
        "agency": str(story.world.dinsos.pk),
        "need": NEED,
        "consent": str(story.consent.pk),
        "submission_key": str(uuid.uuid4()),
    }
    return {**values, **changes}


def page(response) -> str:
    return response.content.decode()


@pytest.fixture
def sari(world):
    return client_of(world.sari)


@pytest.fixture
def maya(world):
    return client_of(world.maya)


# --- Sending ----------------------------------------------------------------------------------------------------------
def test_the_form_shows_the_slip_from_the_start(story, sari):
    text = page(sari.get(url("referral-send", story.victim)))
    assert "Pratinjau slip" in text
    assert f"Perempuan, {full_years(date(2008, 1, 23), clock.today())} tahun" in text
    assert "Pendamping perempuan" not in text  # no service chosen yet, so no more fields
    assert "Tidak dibagikan:" in text
    assert "nama panggilan, nama lengkap, NIK" in text
    for value in IDENTITY:
        assert value not in text


def test_send_and_read_where_it_went(story, sari, world):
    response = sari.post(url("referral-send", story.victim), form(story), follow=True)
    referral = Referral.objects.get()
    assert response.redirect_chain == [(url("referral-detail", referral), 302)]
    text = page(response)
    assert f"Rujukan {referral.number} dikirim kepada Dinas Sosial." in re.sub(r"<[^>]+>", "", text)
    assert "Slip yang dibagikan" in text
    assert not Draft.objects.exists()


def test_the_preview_and_the_queue_show_the_same_slip(story, sari, maya):
    preview = page(sari.post(url("referral-preview", story.victim), form(story)))
    sari.post(url("referral-send", story.victim), form(story))
    received = page(maya.get(url("referral-detail", Referral.objects.get())))

    def rows(text):
        return re.findall(r"<dt>(.*?)</dt>\s*<dd>\s*(.*?)\s*</dd>", text.split('class="slip-body"')[1], re.S)[:7]

    assert rows(preview) == rows(received)
    assert ("Nama panggilan", "Bunga") in rows(preview)


def test_parts_of_the_preview_for_the_script(story, sari):
    address = url("referral-preview", story.victim)
    part = page(sari.post(f"{address}?bagian=pratinjau", form(story)))
    assert "<html" not in part
    assert "Persis yang dibaca Dinas Sosial" in part
    address += "?bagian=instansi"
    part = page(sari.post(address, form(story, service_lines=["health_rehabilitation"], agency="")))
    assert "RSUD" in part
    assert "Dinas Sosial" not in part
    part = page(sari.post(address, form(story, service_lines=["legal_aid", "pick_up"], agency="")))
    assert "Tidak ada satu instansi" in part
    assert not Referral.objects.exists()


def test_a_preview_shows_no_errors_and_sends_nothing(story, sari):
    response = sari.post(url("referral-preview", story.victim), {"need": "Konseling"})
    assert response.status_code == 200
    assert "data-error-summary" not in page(response)
    assert "field--error" not in page(response)
    assert "Konseling" in page(response)
    assert not Referral.objects.exists()


def test_the_form_keeps_what_was_typed_and_says_what_to_do(story, sari):
    response = sari.post(
        url("referral-send", story.victim),
        {"need": "Jemput Bunga Rahasia Contoh", "extras": ["full_name"], "submission_key": str(uuid.uuid4())},
    )
    text = page(response)
    assert response.status_code == 422
    assert "Jemput Bunga Rahasia Contoh" in text
    for words in (
        "Pilih paling sedikit satu layanan.",
        "Pilih instansi penerima.",
        "Hapus nama orang dari kalimat ini.",
        "Pilih persetujuan.",
        "Tulis mengapa penerima memerlukannya.",
    ):
        assert words in text
    assert not Referral.objects.exists()


def test_an_agency_must_offer_every_line(story, sari):
    response = sari.post(
        url("referral-send", story.victim), form(story, service_lines=["social_rehabilitation", "legal_aid"])
    )
    assert response.status_code == 422
    assert "tidak menawarkan bantuan hukum" in page(response)


def test_a_new_consent_is_recorded_with_the_referral_once(story, sari):
    answer = form(story, consent="new:state_officer", consent_given_on=str(clock.today()))
    for _ in range(2):
        sari.post(url("referral-send", story.victim), answer)
    referral = Referral.objects.get()
    assert referral.consent.given_by == "state_officer"
    assert Consent.objects.count() == 2
    assert "Petugas negara yang ditunjuk" in referral.slip


def test_a_new_consent_needs_its_day(story, sari):
    answer = form(story, consent="new:state_officer", consent_given_on=str(clock.today() + timedelta(days=1)))
    assert "tidak dapat di masa depan" in page(sari.post(url("referral-send", story.victim), answer))
    answer.pop("consent_given_on")
    assert "Isi tanggal persetujuan diberikan." in page(sari.post(url("referral-send", story.victim), answer))


@pytest.mark.parametrize("typed", [{}, {"consent_given_on": "30/2/2026"}, {"consent_given_on": "10/2/2026"}])
def test_an_emergency_invents_no_day_of_consent(story, sari, typed):
    """Nobody consented yet: no day is asked for, none is kept, and slip, file and the next form say so."""
    answer = form(story, consent="new:urgent_later", **typed)
    assert sari.post(url("referral-send", story.victim), answer).status_code == 302
    referral = Referral.objects.get()
    assert (referral.consent.given_by, referral.consent.given_on) == ("urgent_later", None)
    assert "Menyusul karena keadaan mendesak" in referral.slip
    assert not re.search(r"keadaan mendesak, \d", referral.slip)
    story.consent.delete()
    assert "Persetujuan menyusul" in page(sari.get(f"/kasus/{story.victim.case_id}/"))
    assert "Belum ada persetujuan; menyusul." in page(sari.get(url("referral-send", story.victim)))


def test_consent_to_follow_opens_no_question_for_a_day(story, sari):
    html = page(sari.get(url("referral-send", story.victim)))
    asking = re.findall(r'<input[^>]*name="consent"[^>]*>', html)
    assert [("data-asks" in each) for each in asking if "urgent_later" in each] == [False]
    assert [("data-asks" in each) for each in asking if "state_officer" in each] == [True]


def test_a_child_is_not_offered_consent_alone(story, sari):
    assert 'value="new:victim"' not in page(sari.get(url("referral-send", story.victim)))


def test_identity_in_a_preview_is_recorded_once_and_covered_on_an_error(story, sari):
    chosen = form(story, extras=["phone"], reason_phone="Menjemput di terminal")
    refused = sari.post(url("referral-send", story.victim), {**chosen, "need": ""})
    assert refused.status_code == 422
    assert "081200000027" not in page(refused)
    for _ in range(2):
        text = page(sari.post(url("referral-preview", story.victim), chosen))
        assert "081200000027" in text
        assert "dari koperasi" in text
    event = AuditEvent.objects.get(verb="referral.previewed")
    assert event.details["extras"] == "Nomor telepon korban"


def test_the_phone_cannot_be_ticked_where_contact_is_unsafe(story, sari):
    story.victim.person.contact_rule = "never"
    story.victim.person.save()
    text = page(sari.get(url("referral-send", story.victim)))
    box = re.search(r'<input[^>]*value="phone"[^>]*>', text).group()
    assert "disabled" in box
    assert "Korban tidak boleh dihubungi" in text


def test_a_draft_is_kept_and_comes_back(story, sari):
    response = sari.post(url("referral-send", story.victim), {"need": "Konseling setengah jadi", "save_draft": "1"})
    assert response.status_code == 302
    assert "Konseling setengah jadi" in page(sari.get(url("referral-send", story.victim)))
    sari.post(url("referral-send", story.victim), form(story))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"), [("tono", 404), ("maya", 403), ("rina", 403), ("arif", 403), ("dewi", 403)]
)
def test_who_may_open_the_form(story, world, person, status):
    client = client_of(getattr(world, person))
    assert client.get(url("referral-send", story.victim)).status_code == status
    assert client.post(url("referral-send", story.victim), form(story)).status_code == status
    assert client.post(url("referral-preview", story.victim), form(story)).status_code == status
    assert not Referral.objects.exists()


def test_html_in_the_request_stays_text(story, sari, maya):
    sari.post(url("referral-send", story.victim), form(story, need="<script>alert(1)</script> 🏠 konseling"))
    text = page(maya.get(url("referral-detail", Referral.objects.get())))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🏠 konseling" in text


# --- The sender's list ------------------------------------------------------------------------------------------------
def test_the_senders_list_puts_late_answers_first_and_filters(story, sari, world):
    now = timezone.now()
    ordinary = ReferralFactory(victim=story.victim)
    late = ReferralFactory(victim=story.victim, sent_at=now - timedelta(days=2))
    police = ReferralFactory(
        victim=story.victim, agency=world.polresta, service_lines=["law_enforcement"], urgency="emergency"
    )
    address = reverse("referrals:referral-list")

    def numbers(query: str = "") -> list[str]:
        return re.findall(r'row-title code"[^>]*>(R-[\d-]+)<', page(sari.get(address + query)))

    assert numbers() == [late.number, police.number, ordinary.number]
    assert numbers("?keadaan=terlambat") == [late.number]
    assert numbers("?layanan=law_enforcement") == [police.number]
    assert sorted(numbers(f"?instansi={world.dinsos.pk}")) == sorted([ordinary.number, late.number])
    assert numbers("?keadaan=declined") == []


def test_the_senders_list_is_for_senders(story, world):
    for person, status in (("tono", 200), ("maya", 403), ("rina", 403), ("arif", 403), ("dewi", 403)):
        response = client_of(getattr(world, person)).get(reverse("referrals:referral-list"))
        assert response.status_code == status
        assert "R-20" not in page(response)


# --- The queue --------------------------------------------------------------------------------------------------------
@pytest.mark.each_door
def test_the_queue_holds_only_the_agencys_own(story, maya, world):
    own = ReferralFactory(victim=story.victim)
    other = ReferralFactory(victim=story.victim, agency=world.polresta)
    text = page(maya.get(reverse("referrals:inbox")))
    assert own.number in text
    assert other.number not in text
    assert maya.get(url("referral-detail", own)).status_code == 200
    for name in ("referral-detail", "referral-accept", "referral-decline", "referral-complete", "referral-ask"):
        assert maya.get(url(name, other)).status_code == 404
        assert maya.post(url(name, other), {"first_service_on": str(clock.today())}).status_code in (404, 405)


def test_the_queue_shows_no_identity_and_no_case(story, maya, world):
    referral = story.sent(extras={"full_name": "Nama pada surat jalan", "phone": "Menjemput di terminal"})
    text = page(maya.get(reverse("referrals:inbox")))
    assert "Perempuan, dewasa" in text
    for value in (*IDENTITY, "Bunga", story.victim.case.number):
        assert value not in text
    text = page(maya.get(url("referral-detail", referral)))
    assert story.victim.case.number not in text
    assert "Bunga Rahasia Contoh" in text  # chosen, with its reason
    assert "Dibagikan karena: Nama pada surat jalan" in text
    for value in (
        "1571026301080001",
        "Lorong Rahasia 9",
        "Wali Rahasia",
        str(story.victim.pk),
        str(story.victim.case_id),
    ):
        assert value not in text


def test_parts_of_the_queue(story, maya, world):
    running, declined = story.sent(accepted=True), story.sent(declined=True)
    address = reverse("referrals:inbox")
    text = page(maya.get(address))
    assert "Sedang dilayani (1)" in text
    assert "Sudah selesai (1)" in text
    assert running.number in page(maya.get(f"{address}?tampil=dilayani"))
    ended = page(maya.get(f"{address}?tampil=selesai"))
    assert declined.number in ended
    assert "Perempuan" not in ended  # its slip is closed


@pytest.mark.parametrize("person", ["sari", "ratna", "rina", "arif", "tono", "dewi"])
def test_the_queue_is_for_officers(story, world, person):
    assert client_of(getattr(world, person)).get(reverse("referrals:inbox")).status_code == 403


def test_every_opening_by_the_agency_is_recorded(story, maya, sari):
    referral = story.sent()
    for _ in range(2):
        maya.get(url("referral-detail", referral))
    sari.get(url("referral-detail", referral))
    openings = AuditEvent.objects.filter(verb="referral.opened", target_id=referral.pk)
    assert [event.actor_name for event in openings] == ["Maya", "Maya"]


def test_the_senders_opening_is_recorded_where_the_slip_carries_identity(story, sari):
    referral = story.sent(extras={"address": "Dijemput di rumah"})
    assert "Lorong Rahasia 9" in page(sari.get(url("referral-detail", referral)))
    assert AuditEvent.objects.filter(verb="referral.opened", actor_name="Sari").count() == 1


# --- Answers ----------------------------------------------------------------------------------------------------------
def test_accept_work_complete_and_the_sender_reads_the_outcome(story, maya, sari):
    referral = story.sent()
    address = url("referral-detail", referral)
    assert "Terima rujukan ini?" in page(maya.get(address))
    text = page(maya.post(url("referral-accept", referral), {"first_service_on": str(clock.today())}, follow=True))
    assert "Selesaikan rujukan ini" in text
    done = {"outcome": "given", "note": "Konseling empat kali, aman."}
    text = page(maya.post(url("referral-complete", referral), done, follow=True))
    assert "slip tertutup 30 hari lagi" in text
    text = page(sari.get(address))
    assert "Layanan diberikan" in text
    assert "Konseling empat kali, aman." in text


def test_each_service_has_an_outcome_of_its_own(story, maya, sari):
    referral = story.sent(accepted=True, service_lines=["social_rehabilitation", "pick_up"])
    html = page(maya.get(url("referral-detail", referral)))
    assert html.count('name="outcome-pick_up"') == 4
    done = {"outcome-social_rehabilitation": "given", "note": "Penjemputan menunggu keluarga."}
    refused = maya.post(url("referral-complete", referral), done)
    assert refused.status_code == 422
    assert "Pilih hasil layanan." in page(refused)
    assert "Penjemputan menunggu keluarga." in page(refused)
    maya.post(url("referral-complete", referral), {**done, "outcome-pick_up": "partly_given"})
    text = page(sari.get(url("referral-detail", referral)))
    assert "Rehabilitasi sosial: Layanan diberikan" in text
    assert "Penjemputan: Layanan diberikan sebagian" in text
    case = page(sari.get(f"/kasus/{referral.case_id}/"))
    assert "Diberikan sebagian" in case
    assert "Rujuk sisa penjemputan /1" in case


def test_a_yes_needs_no_day(story, maya, sari):
    referral = story.sent()
    maya.get(url("referral-detail", referral))
    text = page(maya.post(url("referral-accept", referral), {}, follow=True))
    assert "Layanan pertama menyusul" in text
    referral.refresh_from_db()
    assert (referral.state, referral.first_service_on) == ("accepted", None)
    assert "menyusul" in page(sari.get(reverse("referrals:referral-list")))
    event = AuditEvent.objects.get(verb="referral.accepted")
    assert "layanan pertama menyusul" in str(sentence_of(event))


class TestASecondTry:
    """A referral that was declined is gone on with: nobody types it again."""

    def declined(self, story, maya, sari, reason: str) -> str:
        chosen = form(story, extras=["police_report"], reason_police_report="Untuk laporan", service_lines=["pick_up"])
        chosen["extras"] = []
        sari.post(url("referral-send", story.victim), chosen)
        referral = Referral.objects.get()
        maya.get(url("referral-detail", referral))
        maya.post(url("referral-decline", referral), {"reason": reason, "note": "Tulis jam jemputnya."})
        return page(sari.get(url("referral-send", story.victim)))

    def test_for_more_facts_it_is_completed_for_the_same_agency(self, story, maya, sari, world):
        html = self.declined(story, maya, sari, "incomplete")
        assert NEED in html
        assert re.search(rf'value="{world.dinsos.pk}"[^>]*checked', html)
        assert re.search(r'value="pick_up"[^>]*checked', html)
        assert "Tulis jam jemputnya." in html
        assert "Keterangan belum cukup untuk melayani" in html
        assert "Lengkapi dan kirim lagi" in page(sari.get(url("referral-detail", Referral.objects.get())))

    def test_for_another_reason_another_agency_is_chosen_and_the_rest_stands(self, story, maya, sari, world):
        html = self.declined(story, maya, sari, "no_place")
        assert NEED in html
        assert not re.search(rf'value="{world.dinsos.pk}"[^>]*checked', html)
        assert re.search(r'value="pick_up"[^>]*checked', html)

    def test_once_it_was_sent_again_the_next_form_is_empty(self, story, maya, sari):
        self.declined(story, maya, sari, "incomplete")
        sari.post(url("referral-send", story.victim), form(story, need="Penampungan malam ini."))
        html = page(sari.get(url("referral-send", story.victim)))
        assert NEED not in html
        assert "Penampungan" not in html


def test_decline_with_a_reason_and_the_sender_is_offered_the_next_step(story, maya, sari):
    referral = story.sent()
    maya.get(url("referral-detail", referral))
    refused = maya.post(url("referral-decline", referral), {"reason": "other"})
    assert refused.status_code == 422
    assert "Tulis alasannya." in page(refused)
    assert NEED in page(refused)
    text = page(maya.post(url("referral-decline", referral), {"reason": "no_place"}, follow=True))
    assert "Slip ini sudah tertutup." in text
    assert NEED not in text
    text = page(sari.get(url("referral-detail", referral)))
    assert "Tempat atau tenaga penuh" in text
    assert "Kirim kepada instansi lain" in text


def test_a_refused_form_does_not_open_a_slip_nobody_opened(story, maya):
    referral = story.sent()
    response = maya.post(url("referral-accept", referral), {"first_service_on": "entah"})
    assert response.status_code == 302
    assert not AuditEvent.objects.filter(verb="referral.opened").exists()


def test_the_second_officer_reads_who_was_first(story, maya, world, wati):
    referral = story.sent()
    client = client_of(wati)
    client.get(url("referral-detail", referral))
    maya.post(url("referral-accept", referral), {"first_service_on": str(clock.today())})
    response = client.post(url("referral-accept", referral), {"first_service_on": str(clock.today())})
    assert response.status_code == 422
    assert "sudah dijawab oleh Maya: diterima" in page(response)


def test_withdraw_and_the_agency_reads_no_more(story, maya, sari):
    referral = story.sent()
    text = page(sari.post(url("referral-withdraw", referral), follow=True))
    assert "ditarik" in text
    text = page(maya.get(url("referral-detail", referral)))
    assert NEED not in text
    assert "Slip ini sudah tertutup." in text


def test_a_withdrawn_consent_is_said_to_the_sender(story, sari, world):
    referral = story.sent()
    story.consent.withdrawn_at, story.consent.withdrawn_by = timezone.now(), world.sari
    story.consent.save()
    assert "Persetujuan korban sudah ditarik." in page(sari.get(url("referral-detail", referral)))


def test_questions_and_answers(story, maya, sari):
    referral = story.sent()
    maya.post(url("referral-ask", referral), {"text": "Boleh <b>sekamar</b>?"})
    sari.post(url("referral-ask", referral), {"text": "Boleh, asal sesama perempuan."})
    text = page(maya.get(url("referral-detail", referral)))
    assert "Boleh &lt;b&gt;sekamar&lt;/b&gt;?" in text
    assert "Boleh, asal sesama perempuan." in text
    assert ReferralMessage.objects.count() == 2
    assert sari.post(url("referral-ask", referral), {"text": " "}).status_code == 422


@pytest.mark.each_door
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("referral-accept", {"first_service_on": str(clock.today())}),
        ("referral-decline", {"reason": "no_place"}),
        ("referral-complete", {"outcome": "given", "note": "Selesai."}),
        ("referral-withdraw", {}),
        ("referral-ask", {"text": "Halo"}),
    ],
)
def test_acts_refuse_strangers(story, world, name, data):
    referral = story.sent()
    statuses = {
        person: client_of(getattr(world, person)).post(url(name, referral), data).status_code
        for person in ("tono", "budi", "rina", "arif", "dewi")
    }
    sender_acts = name in ("referral-withdraw", "referral-ask")
    answers = name in ("referral-accept", "referral-decline", "referral-complete", "referral-ask")
    assert statuses["tono"] == (404 if sender_acts else 403)
    assert statuses["budi"] == (404 if answers else 403)
    assert {statuses[person] for person in ("rina", "arif", "dewi")} == {403}
    referral.refresh_from_db()
    assert referral.state == "sent"


@pytest.mark.each_door
def test_the_detail_is_404_for_strangers_and_403_for_other_roles(story, world):
    referral = story.sent()
    for person, status in (("tono", 404), ("budi", 404), ("rina", 403), ("arif", 403), ("dewi", 403)):
        assert client_of(getattr(world, person)).get(url("referral-detail", referral)).status_code == status


# --- Cost -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("person", "name"), [("maya", "inbox"), ("sari", "referral-list")])
def test_lists_cost_the_same_with_more_rows(world, person, name):
    client, victim = client_of(getattr(world, person)), VictimFactory(case=CaseFactory(by=world.sari))
    client.get(reverse(f"referrals:{name}"))  # the first request of a session costs more
    counts = []
    for rows in (2, 10):
        for _ in range(rows):
            ReferralFactory(victim=victim)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"referrals:{name}"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_in_the_queue_costs_the_same_with_more_rows(story, maya, world):
    referral, counts = story.sent(), []
    maya.get(url("referral-detail", referral))
    for rows in (2, 10):
        for _ in range(rows):
            ReferralFactory(victim=story.victim)
        with CaptureQueriesContext(connection) as queries:
            maya.get(url("referral-detail", referral))
        counts.append(len(queries))
    assert counts[0] == counts[1]
