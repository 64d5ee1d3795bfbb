"""The pages of the register, one complaint, and its outcomes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import complaints
from cases.choices import PersonRole
from cases.models import Case, Complaint
from safeguards import clock
from safeguards.audit import AuditEvent
from tests.cases.stories import NIK, PHONE, girl, log, logged, opened, stranger
from tests.factories import CaseFactory
from tests.personas import client_of

pytestmark = pytest.mark.django_db
LIST = "/pengaduan/"
SECRETS = ("Melati", "Mela", NIK, PHONE, "081200000027", "Jalan Rekaan", "Contoh Pelapor", "0812-0000-0099")


def numbers(page) -> list[str]:
    """The numbers in the list."""
    return [row["complaint"].number for row in page.context["rows"]]


def queries_of(client, url: str) -> int:
    """The number of statements of one request, with a known session."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


class TestRegister:
    """The list."""

    def test_filters_narrow_and_chips_take_them_away(self, world):
        logged(world, channel="walk_in", urgency="emergency")
        logged(world, channel="sapa_129", received_at=clock.now() - timedelta(days=20))
        client = client_of(world.sari)
        assert len(numbers(client.get(LIST))) == 2
        for query in ("kanal=walk_in", "mendesak=emergency", "masa=7-hari", "masa=hari-ini&hasil=pending"):
            assert len(numbers(client.get(f"{LIST}?{query}"))) == 1
        page = client.get(f"{LIST}?kanal=walk_in&masa=30-hari").content.decode()
        assert "Kanal: Datang langsung" in page
        assert 'href="?masa=30-hari"' in page

    def test_an_unknown_filter_is_no_error(self, world):
        logged(world)
        assert client_of(world.sari).get(f"{LIST}?kanal=merpati&masa=x&page=zz").status_code in (200, 404)

    def test_an_empty_register_offers_the_first_step(self, world):
        page = client_of(world.sari).get(LIST).content.decode()
        assert "terbaru lebih dahulu" in page
        assert reverse("cases:complaint-log") in page
        assert "Tampilkan semua" in client_of(world.sari).get(f"{LIST}?kanal=media").content.decode()

    @pytest.mark.each_door
    def test_others_see_none_of_it(self, world):
        logged(world)
        assert numbers(client_of(world.tono).get(LIST)) == []
        for user in (world.budi, world.rina, world.arif, world.dewi, world.nobody):
            assert client_of(user).get(LIST).status_code == 403

    def test_as_many_statements_for_one_as_for_thirty(self, world):
        client = client_of(world.sari)
        logged(world)
        few = queries_of(client, LIST)
        for _count in range(29):
            logged(world)
        assert queries_of(client, LIST) <= few + 1  # the next page is counted
        assert few <= 18


class TestComplaint:
    """One complaint."""

    def test_people_are_codes_and_numbers_are_masked(self, world):
        complaint = logged(world)
        page = client_of(world.sari).get(reverse("cases:complaint-detail", args=[complaint.pk]))
        text = page.content.decode()
        assert not [secret for secret in SECRETS if secret in text]
        assert "0812-••••-••27" in text
        assert text.index("Waktu aman 13.00–15.00 WIB") < text.index("0812-••••-••27")
        assert "dari koperasi" in text
        assert "Perempuan, 16 th, Jambi Selatan" in text

    def test_a_number_never_to_be_called_is_not_shown_at_all(self, world):
        complaint = logged(world, girl(contact_rule="never"))
        text = client_of(world.sari).get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        assert "Jangan dihubungi" in text
        assert "0027" not in text

    def test_its_history_is_told_in_sentences(self, world):
        complaint = log(world)
        complaints.conclude(complaint=complaint, outcome="information", by=world.ratna)
        events = client_of(world.sari).get(reverse("cases:complaint-detail", args=[complaint.pk])).context["events"]
        assert [event["text"] for event in events] == [
            f"Ratna menyelesaikan pengaduan {complaint.number}: Informasi diberikan.",
            f"Sari mencatat pengaduan {complaint.number} lewat kanal Call Center 112.",
        ]

    def test_statements_do_not_grow_with_people(self, world):
        client = client_of(world.sari)
        one = reverse("cases:complaint-detail", args=[logged(world, girl()).pk])
        many = reverse("cases:complaint-detail", args=[logged(world, *[girl(nik="") for _count in range(6)]).pk])
        assert queries_of(client, many) == queries_of(client, one) <= 22

    def test_names_and_numbers_open_for_a_reason_that_is_kept(self, world):
        complaint = logged(world)
        url = reverse("cases:complaint-contact", args=[complaint.pk])
        client = client_of(world.sari)
        before = client.get(url).content.decode()
        assert not [secret for secret in SECRETS if secret in before]
        assert "checked" not in before
        assert client.post(url, {}).status_code == 422
        assert client.post(url, {"reason": "other"}).status_code == 422
        assert client.post(url, {"reason": "other", "other_reason": " x "}).status_code == 422
        page = client.post(url, {"reason": "contact"})
        assert "Contoh Melati Rekaan" in page.content.decode()
        assert PHONE in page.content.decode()
        assert page["Cache-Control"] == "no-store, private"
        event = AuditEvent.objects.get(verb="complaint.contact_used")
        assert (event.actor_id, event.details["reason"]) == (world.sari.pk, "contact")

    def test_nobody_is_told_to_ask_a_suspect_when_it_is_safe_to_call(self, world):
        agent = stranger(role=PersonRole.RECRUITER, is_known=True, name="Contoh Agen Rekaan", phone="0812-0000-0088")
        complaint = logged(world, girl(), agent)
        client = client_of(world.sari)
        page = client.get(reverse("cases:complaint-detail", args=[complaint.pk])).content.decode()
        card = page.partition(f'aria-label="{complaint.number}/2"')[2].partition("</article>")[0]
        assert "Nomor pihak yang diduga terlibat" in card
        assert "sebelum menelepon" not in card
        assert reverse("cases:complaint-call", args=[complaint.pk]) not in card
        opened = client.post(reverse("cases:complaint-contact", args=[complaint.pk]), {"reason": "contact"})
        assert "Nomor pihak yang diduga terlibat" in opened.content.decode()
        assert "0812-0000-0088" in opened.content.decode()

    def test_a_written_reason_is_kept_as_cipher_text(self, world):
        complaint = logged(world)
        url = reverse("cases:complaint-contact", args=[complaint.pk])
        client_of(world.sari).post(url, {"reason": "other", "other_reason": "Ibu Melati menelepon"})
        assert "Melati" not in str(AuditEvent.objects.get(verb="complaint.contact_used").details)


class TestOutcomes:
    """Outcomes."""

    def test_a_case_is_opened_with_its_victims(self, world):
        complaint = logged(world)
        client, url = client_of(world.sari), reverse("cases:case-open", args=[complaint.pk])
        assert "1 diduga korban ikut ke kasus" in client.get(url).content.decode()
        answer = client.post(url, {"kind": "tppo", "mode": "foreign_job", "violence_form": ""})
        case = Case.objects.get()
        assert answer.url == reverse("cases:case-detail", args=[case.pk])
        assert (case.mode, case.victims.count()) == ("foreign_job", 1)

    def test_a_kind_is_needed_and_other_violence_names_its_form(self, world):
        client, url = client_of(world.sari), reverse("cases:case-open", args=[logged(world).pk])
        assert client.post(url, {}).status_code == 422
        page = client.post(url, {"kind": "other_violence"})
        assert page.status_code == 422
        assert "Pilih bentuk kekerasannya" in page.content.decode()

    def test_opening_twice_leads_to_the_case_that_is_open(self, world):
        complaint = logged(world)
        client, url = client_of(world.sari), reverse("cases:case-open", args=[complaint.pk])
        first, second = client.post(url, {"kind": "tppo"}), client.post(url, {"kind": "other_violence"})
        assert first.url == second.url == reverse("cases:case-detail", args=[Case.objects.get().pk])
        assert "sudah menjadi bagian dari kasus" in client.get(second.url).content.decode()
        assert Case.objects.get().kind == "tppo"

    def test_concluding_twice_is_no_error_and_concluding_otherwise_is_asked(self, world):
        complaint = logged(world)
        client, url = client_of(world.sari), reverse("cases:complaint-conclude", args=[complaint.pk])
        answers = [client.post(url, {"outcome": "information"}) for _ in range(2)]
        assert {answer.url for answer in answers} == {reverse("cases:complaint-detail", args=[complaint.pk])}
        assert client.post(url, {"outcome": "other_region"}).status_code == 422

    def test_the_case_of_the_same_person_is_suggested_and_joined(self, world):
        case = opened(world)
        second = logged(world, girl(nik="", name="Contoh M."), girl(nik="", phone="", name="Contoh Kenanga"))
        client, url = client_of(world.sari), reverse("cases:complaint-attach", args=[second.pk])
        page = client.get(url)
        assert [one.code for one in page.context["suggested"]] == [case.number]
        kenanga = second.people.last()
        answer = client.post(url, {"number": case.number.lower().upper(), "new_victims": [str(kenanga.pk)]})
        assert answer.status_code == 302
        assert case.victims.count() == 2

    def test_a_case_of_another_city_does_not_exist(self, world):
        foreign = opened(world, by=world.tono)
        complaint = logged(world)
        page = client_of(world.sari).post(
            reverse("cases:complaint-attach", args=[complaint.pk]), {"number": foreign.number}
        )
        assert page.status_code == 422
        assert "tidak ada dalam register Anda" in page.content.decode()

    def test_other_ends(self, world):
        complaint = logged(world)
        client, url = client_of(world.sari), reverse("cases:complaint-hand-over", args=[complaint.pk])
        assert client.post(url, {"to_office": " ", "way": "phone"}).status_code == 422
        client.post(url, {"to_office": "UPTD PPA Kota Batam", "way": "phone"})
        client.post(reverse("cases:complaint-conclude", args=[complaint.pk]), {"outcome": "information"})
        complaint.refresh_from_db()
        assert (complaint.outcome, complaint.handed_to) == ("information", "")
        assert complaint.hand_overs.get().withdrawn_by == world.sari

    def test_a_complaint_of_a_case_has_no_other_end(self, world):
        complaint = logged(world)
        CaseFactory.of_complaint(complaint)
        url = reverse("cases:complaint-conclude", args=[complaint.pk])
        assert client_of(world.sari).post(url, {"outcome": "information"}).status_code == 422
        assert Complaint.objects.get(pk=complaint.pk).outcome == "new_case"

    def test_its_people_are_then_changed_in_the_case(self, world):
        complaint = logged(world)
        case = CaseFactory.of_complaint(complaint)
        page = client_of(world.sari).get(reverse("cases:complaint-amend", args=[complaint.pk]))
        assert page.context["form"].people.forms == []
        assert case.number in page.content.decode()


class TestSearch:
    """The one search box."""

    URL = "/cari/"

    def hits(self, user, text: str) -> list[tuple[str, str]]:
        page = client_of(user).post(self.URL, {"q": text})
        return [(hit.code, str(hit.why)) for hit in page.context["hits"] or []] if page.context else [page.url]

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("melati", "Nama mirip"),
            ("MELATTI rekan", "Nama mirip"),
            ("melat", "Nama mirip"),
            ("mela", "Nama mirip"),
            (NIK, "NIK sama"),
            ("1571 0252 0309 0001", "NIK sama"),
            ("+62 812-0000-0027", "Nomor telepon sama"),
            ("081200000027", "Nomor telepon sama"),
        ],
    )
    def test_found_as_a_code_with_the_reason(self, world, text, why):
        complaint = logged(world)
        page = client_of(world.sari).post(self.URL, {"q": text})
        assert [(hit.code, str(hit.why)) for hit in page.context["hits"]] == [(f"{complaint.number}/1", why)]
        assert "Contoh Melati Rekaan" not in page.content.decode()

    @pytest.mark.parametrize(
        "text", ["", "   ", "xyzzy", "a", "🙂", "melati anggrek", "1571", "' OR 1=1 --", "%", "0812"]
    )
    def test_nothing_is_found_for_what_is_not_there(self, world, text):
        logged(world)
        assert self.hits(world.sari, text) == []

    def test_looking_for_a_person_is_recorded_without_what_was_typed(self, world):
        logged(world)
        self.hits(world.sari, "melati")
        self.hits(world.sari, "xyzzy")
        events = AuditEvent.objects.filter(verb="person.searched").order_by("position")
        assert [event.details for event in events] == [{"found": 1}, {"found": 0}]
        assert {event.actor_name for event in events} == {"Sari"}

    def test_a_number_opens_its_file(self, world):
        complaint = logged(world)
        answer = client_of(world.sari).post(self.URL, {"q": f" {complaint.number.lower()} "})
        assert answer.url == reverse("cases:complaint-detail", args=[complaint.pk])

    def test_a_victim_is_shown_once_and_in_the_case(self, world):
        complaint = logged(world)
        case = CaseFactory.of_complaint(complaint)
        assert self.hits(world.sari, "melati") == [(f"{case.number}/1", "Nama mirip")]
        assert self.hits(world.sari, case.number) == [reverse("cases:case-detail", args=[case.pk])]

    def test_another_city_finds_neither_name_nor_number(self, world):
        complaint = logged(world)
        for text in ("melati", NIK, PHONE, complaint.number):
            assert self.hits(world.tono, text) == []

    def test_an_agency_searches_numbers_only(self, world):
        complaint = logged(world)
        page = client_of(world.budi).get(self.URL).content.decode()
        assert "NIK" not in page
        for text in ("melati", NIK, complaint.number):
            assert self.hits(world.budi, text) == []

    def test_who_has_no_role_has_no_search(self, world):
        client = client_of(world.nobody)
        assert client.get(self.URL).status_code == 403
        assert client.post(self.URL, {"q": "melati"}).status_code == 403

    def test_a_query_in_the_address_is_not_looked_at(self, world):
        logged(world)
        page = client_of(world.sari).get(f"{self.URL}?q=melati")
        assert page.context["hits"] is None
        assert 'value="melati"' not in page.content.decode()

    def test_a_common_name_elsewhere_hides_no_own_one(self, world, monkeypatch):
        monkeypatch.setattr("cases.matching.people_search.MOST_READ", 3)
        for _count in range(4):
            logged(world, girl(nik="", phone=""), by=world.tono)
        complaint = logged(world, girl(nik="", phone=""), stranger())
        assert self.hits(world.sari, "melati") == [(f"{complaint.number}/1", "Nama mirip")]

    def test_statements_do_not_grow_with_hits(self, world):
        client = client_of(world.sari)
        counts = []
        for people in (1, 6):
            logged(world, *[girl(nik="", phone="") for _count in range(people)])
            client.get(self.URL)
            with CaptureQueriesContext(connection) as captured:
                client.post(self.URL, {"q": "melati"})
            counts.append(len(captured))
        assert counts[0] == counts[1]
