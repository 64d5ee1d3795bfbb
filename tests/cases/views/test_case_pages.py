"""The pages of the case file: who sees them, what they show and save, and constant query counts."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import cases, drafts
from cases.choices import Stage
from cases.models import Case, Consent, Person, Proceeding, Victim
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.identifiers import new_id
from tests.cases.stories import NIK, PHONE, girl, logged, opened
from tests.factories import (
    ConsentFactory,
    DraftFactory,
    ProceedingFactory,
    ServiceFactory,
    VictimFactory,
    change,
    move_along,
)
from tests.personas import client_of

pytestmark = pytest.mark.django_db

# Queries of a page. Thirteen are the frame of every request (session, user, rights, transaction, notifications); the
# others do not depend on rows.
FRAME = 13
LIST_QUERIES = FRAME + 6
DETAIL_QUERIES = FRAME + 15
SECRETS = ("Melati", "Mela ", NIK, PHONE, "Jalan Rekaan")


@pytest.fixture
def case(world) -> Case:
    """A case opened from a complaint about one girl of sixteen."""
    return opened(world, girl())


@pytest.fixture
def victim(case) -> Victim:
    """That girl."""
    return case.victims.get()


@pytest.fixture
def sari(world):
    """Sari's browser."""
    return client_of(world.sari)


def page(name: str, row) -> str:
    """The URL of a page about one row."""
    return reverse(f"cases:{name}", args=[row.pk])


def text(response) -> str:
    """The text of a page with single blanks, because line breaks of the template do not matter here."""
    return " ".join(response.content.decode().split())


def queries_of(client, address: str) -> int:
    """The number of queries of a page, on the second request."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


CASE_PAGES = ("case-detail", "case-history", "case-edit", "case-kind", "proceeding-edit", "victim-add")
VICTIM_PAGES = (
    "screening",
    "screening-conversation",
    "screening-history",
    "screening-compare",
    "victim-stage",
    "victim-edit",
    "identity-reveal",
    "consent-record",
)


@pytest.mark.parametrize("name", [*CASE_PAGES, *VICTIM_PAGES])
def test_the_team_sees_it_others_are_refused_and_strangers_find_nothing(world, case, victim, name):
    address = page(name, case if name in CASE_PAGES else victim)
    assert client_of(world.sari).get(address).status_code == 200
    assert client_of(world.ratna).get(address).status_code == 200
    for refused in (world.maya, world.rina, world.arif, world.dewi, world.nobody):
        assert client_of(refused).get(address).status_code == 403
        assert client_of(refused).post(address).status_code in (403, 405)
    assert client_of(world.tono).get(address).status_code == 404
    if name not in ("case-detail", "case-history", "screening-history", "screening-compare"):
        assert client_of(world.tono).post(address).status_code == 404
    assert client_of(world.sari).get(re.sub(r"[0-9a-f-]{36}", str(new_id()), address)).status_code == 404


class TestList:
    def test_it_shows_codes_and_the_nearest_duty(self, sari, case):
        shown = text(sari.get(reverse("cases:case-list")))
        assert case.number in shown
        assert "Skrining unsur TPPO untuk /1" in shown
        assert not [secret for secret in SECRETS if secret in shown]

    @pytest.mark.each_door
    def test_another_task_force_has_its_own(self, world, case):
        assert case.number not in text(client_of(world.tono).get(reverse("cases:case-list")))

    @pytest.mark.parametrize(
        ("query", "matches"),
        [
            ("jenis=tppo", True),
            ("jenis=other_violence", False),
            ("tahap=complaint", True),
            ("tahap=service", False),
            ("kedaruratan=urgent", True),
            ("kedaruratan=ordinary", False),
            ("korban=anak", True),
            ("korban=dewasa", False),
            ("tampilan=terbuka", True),
            ("tampilan=saya", True),
            ("tampilan=anak-saya", True),
            ("sejak=2020-01-01", True),
            ("sampai=2020-01-01", False),
            ("sampai=bukan-tanggal", True),
        ],
    )
    def test_filters_narrow_it_and_stand_as_chips(self, sari, case, query, matches):
        shown = text(sari.get(reverse("cases:case-list") + "?" + query))
        assert (case.number in shown) is matches
        if "bukan" not in query:
            assert "Hapus saringan" in shown

    def test_whose_cases(self, world, sari, case):
        address = reverse("cases:case-list")
        assert case.number in text(sari.get(f"{address}?pj={world.sari.pk}"))
        assert case.number not in text(sari.get(f"{address}?pj={world.ratna.pk}"))
        assert case.number not in text(client_of(world.ratna).get(f"{address}?tampilan=saya"))

    def test_pages_follow_each_other_and_end(self, world, sari, case):
        for _index in range(30):
            opened(world, girl(nik=""))
        address = reverse("cases:case-list")
        first, second = text(sari.get(address)), text(sari.get(address + "?page=2"))
        assert "1–25 dari 31" in first
        assert "26–31 dari 31" in second
        numbers = [re.findall(r"K-\d{4}-\d{4}(?=</a>)", shown) for shown in (first, second)]
        assert len(numbers[0]) == 25
        assert not set(numbers[0]) & set(numbers[1])
        assert sari.get(address + "?page=3").status_code == 404

    def test_queries_do_not_grow_with_cases(self, world, sari, case):
        address = reverse("cases:case-list")
        before = queries_of(sari, address)
        for _index in range(5):
            opened(world, girl(nik=""), girl(nik=""))
        assert queries_of(sari, address) == before
        assert before <= LIST_QUERIES


class TestDetail:
    def test_it_reads_like_a_file_without_identity(self, world, sari):
        case = cases.open_from_complaint(complaint=logged(world, girl()), kind="tppo", by=world.sari)  # for its history
        ServiceFactory(
            victim=case.victims.get(),
            referral_id=new_id(),
            referral_number="R-2026-0031",
            due_at=clock.now() - timedelta(hours=1),
        )
        shown = text(sari.get(page("case-detail", case)))
        for words in (
            f"{case.number}/1",
            "Perempuan, 16 th, Jambi Selatan",
            "Jawaban Dinas Sosial atas R-2026-0031",
            "Boleh dihubungi dengan syarat",
            "dari koperasi",
            "0812-••••-••27",
            "Sari membuka kasus",
            "disembunyikan",
            "tanpa identitas",
        ):
            assert words in shown
        assert not [secret for secret in SECRETS if secret in shown]
        assert f"<title>{case.number}" in shown

    def test_identity_is_not_even_read(self, sari, case):
        with CaptureQueriesContext(connection) as captured:
            sari.get(page("case-detail", case))
        read = " ".join(query["sql"] for query in captured)
        assert '"cases_person"."phone"' in read
        for closed in ("name", "nickname", "nik", "birth_date", "address", "guardian"):
            assert f'"cases_person"."{closed}"' not in read

    def test_its_queries_are_pinned_and_do_not_grow_with_rows(self, world, sari, case, victim):
        ProceedingFactory(case=case)
        before = queries_of(sari, page("case-detail", case))
        for age in (9, 30, None):
            VictimFactory(case=case, age_at_event=age, stage=Stage.COMPLAINT)
        for row in case.victims.all():
            move_along(row, Stage.IDENTIFICATION)
            ConsentFactory(victim=row, of_officer=True)
            for line in ("legal_aid", "pick_up"):
                ServiceFactory(
                    victim=row, service_line=line, agency=world.uptd, referral_id=new_id(),
                    referral_number=f"R-2026-{row.position:04d}",
                )  # fmt: skip
        assert queries_of(sari, page("case-detail", case)) == before
        assert before <= DETAIL_QUERIES

    def test_nobody_keeps_a_copy(self, sari, case):
        assert sari.get(page("case-detail", case))["Cache-Control"] == "no-store, private"

    def test_never_to_be_called_shows_no_number(self, world, sari, case, victim):
        change(victim.person, contact_rule="never")
        shown = text(sari.get(page("case-detail", case)))
        assert "Jangan dihubungi." in shown
        assert "0812" not in shown[shown.index('id="korban"') :], "the reporter's stands masked above"

    def test_the_whole_history_has_a_page(self, world, sari):
        case = cases.open_from_complaint(complaint=logged(world, girl()), kind="tppo", by=world.sari)  # for its history
        assert "Sari membuka kasus" in text(sari.get(page("case-history", case)))


class TestIdentity:
    def test_it_asks_first_and_chooses_nothing_beforehand(self, sari, victim):
        shown = text(sari.get(page("identity-reveal", victim)))
        assert "Yang akan tercatat" in shown
        assert "checked" not in shown
        assert not [secret for secret in SECRETS if secret in shown]

    def test_with_a_reason_it_is_shown_once_and_recorded(self, world, sari, victim):
        address = page("identity-reveal", victim)
        response = sari.post(address, {"reason": "contact"})
        assert response.status_code == 200
        assert "Contoh Melati Rekaan" in text(response)
        assert re.search(r"<title>([^<]*)</title>", text(response))[1].startswith(str(victim))
        assert response["Cache-Control"] == "no-store, private"
        event = AuditEvent.objects.get(verb="identity.revealed")
        assert (event.actor_id, event.target_id) == (world.sari.pk, victim.pk)
        assert "Melati" not in text(sari.get(address))

    @pytest.mark.parametrize(
        "given", [{}, {"reason": "curious"}, {"reason": "other"}, {"reason": "other", "other_reason": "  x "}]
    )
    def test_without_a_reason_it_stays_closed(self, sari, victim, given):
        response = sari.post(page("identity-reveal", victim), given)
        assert response.status_code == 422
        assert not [secret for secret in SECRETS if secret in text(response)]
        assert not AuditEvent.objects.filter(verb="identity.revealed").exists()


class TestScreening:
    def answers(self, world, **changes):
        return {
            "answer.act.recruitment": "yes",
            "answer.purpose.forced_labour": "yes",
            "source.act.recruitment": ["document"],
            "source.purpose.forced_labour": ["victim", "witness"],
            "status": "suspected",
            "deciding_agency": str(world.uptd.pk),
            "key": str(new_id()),
            **changes,
        }

    def test_the_child_rule_stands_first(self, sari, victim):
        shown = text(sari.get(page("screening", victim)))
        assert "Aturan anak berlaku." in shown
        assert shown.index("Aturan anak berlaku.") < shown.index("1. Tindakan")

    def test_without_a_script_a_button_judges_and_saves_nothing(self, world, sari, victim):
        response = sari.post(page("screening", victim), {"act": "judge", "answer.act.recruitment": "yes"})
        assert response.status_code == 200
        assert "Unsur TPPO belum terpenuhi" in text(response)
        assert "Yang masih kurang: tujuan." in text(response)
        assert 'name="answer.act.recruitment" value="yes" checked' in text(response)
        assert not victim.screenings.exists()
        assert "perlu dilengkapi" not in text(response)

    def test_the_live_verdict_is_the_same_rule(self, sari, victim):
        address = page("screening-verdict", victim)
        response = sari.post(
            address, {"answer.act.recruitment": "yes", "answer.purpose.slavery": "yes", "answer.purpose.no": "yes"}
        )
        assert "Unsur TPPO terpenuhi" in text(response)
        assert "<html" not in text(response)
        assert sari.get(address).status_code == 302
        assert not victim.screenings.exists()

    def test_it_is_saved_with_sources_and_shown_next_time(self, world, sari, victim):
        response = sari.post(page("screening", victim), self.answers(world))
        assert response.status_code == 302
        screening = victim.screenings.get()
        assert screening.sources == {"act.recruitment": ["document"], "purpose.forced_labour": ["victim", "witness"]}
        again = text(sari.get(page("screening", victim)))
        assert "Skrining sebelumnya" in again
        assert 'name="answer.act.recruitment" value="yes" checked' in again
        assert "Terduga korban" in text(sari.get(response["Location"]))

    def test_the_same_form_twice_makes_one_screening(self, world, sari, victim):
        given = self.answers(world)
        assert [sari.post(page("screening", victim), given).status_code for _index in range(2)] == [302, 302]
        assert victim.screenings.count() == 1

    def test_everything_typed_is_kept_where_something_is_missing(self, world, sari, victim):
        response = sari.post(page("screening", victim), self.answers(world, status="not_a_victim", note=""))
        assert response.status_code == 422
        assert "Tulis dasarnya" in text(response)
        assert 'name="answer.act.recruitment" value="yes" checked' in text(response)
        assert 'name="source.act.recruitment" value="document" checked' in text(response)

    def test_only_members_of_the_task_force_decide(self, world, sari, victim):
        given = self.answers(world, deciding_agency=str(world.uptd_jakarta_barat.pk))
        assert sari.post(page("screening", victim), given).status_code == 422


class TestStage:
    def test_only_what_may_follow_is_offered(self, sari, victim):
        shown = text(sari.get(page("victim-stage", victim)))
        assert set(re.findall(r'name="to" value="(\w+)"', shown)) == {"identification", "transferred", "duplicate"}

    def test_a_step_says_what_comes_next_and_twice_is_once(self, sari, victim):
        given = {"to": "identification", "since": "complaint"}
        first = sari.post(page("victim-stage", victim), given, follow=True)
        assert "kini pada tahap Identifikasi" in text(first)
        again = sari.post(page("victim-stage", victim), given)
        assert again.status_code == 302
        assert victim.stage_changes.count() == 2

    def test_the_end_is_the_supervisors_and_says_so_beside_the_closed_choice(self, world, sari, victim):
        Victim.objects.filter(pk=victim.pk).update(stage="monitoring")
        shown = text(sari.get(page("victim-stage", victim)))
        assert "Diputuskan penyelia kasus" in shown
        assert f"/korban/{victim.pk}/minta-akhiri/" in shown, "one press asks her"
        assert sari.post(page("victim-stage", victim), {"to": "termination", "since": "monitoring"}).status_code == 422
        ratna = client_of(world.ratna)
        given = {"to": "termination", "since": "monitoring"}
        assert "Pilih alasan terminasi." in text(ratna.post(page("victim-stage", victim), given))
        assert (
            ratna.post(page("victim-stage", victim), {**given, "termination_reason": "goals_reached"}).status_code
            == 302
        )

    def test_a_step_back_says_why(self, sari, victim):
        Victim.objects.filter(pk=victim.pk).update(stage="service")
        response = sari.post(page("victim-stage", victim), {"to": "plan", "since": "service"})
        assert response.status_code == 422
        assert "Tulis alasan langkah ini." in text(response)


class TestCaseActs:
    def edited(self, world, case, **changes):
        return {
            "responsible": str(world.sari.pk),
            "urgency": case.urgency,
            "mode": case.mode,
            "event_on": "2026-01-05",
            "version": str(case.version),
            **changes,
        }

    def test_facts_are_kept_up_to_date(self, world, sari, case):
        given = self.edited(world, case, simfoni_number="S-1", responsible=str(world.ratna.pk))
        assert sari.post(page("case-edit", case), given).status_code == 302
        changed = Case.objects.get(pk=case.pk)
        assert (changed.simfoni_number, changed.responsible) == ("S-1", world.ratna)

    def test_a_colleague_was_faster_and_nothing_is_overwritten(self, world, sari, case):
        cases.edit(case=case, changes={"urgency": "emergency"}, version=1, by=world.ratna)
        given = self.edited(world, case, urgency="ordinary")
        response = sari.post(page("case-edit", case), given)
        assert response.status_code == 409
        for words in ("Tingkat kedaruratan", "Darurat", "Biasa", "Simpan isian saya"):
            assert words in text(response)
        assert Case.objects.get(pk=case.pk).urgency == "emergency"
        knowingly = {**given, "version": re.search(r'name="version" value="(\d+)"', text(response))[1]}
        assert sari.post(page("case-edit", case), knowingly).status_code == 302
        assert Case.objects.get(pk=case.pk).urgency == "ordinary"

    def test_a_future_day_is_an_error_at_its_field(self, world, sari, case):
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        response = sari.post(page("case-edit", case), self.edited(world, case, event_on=tomorrow))
        assert response.status_code == 422
        assert "Tanggal ini belum terjadi" in text(response)

    def test_the_kind_changes_and_the_history_says_why(self, world, sari, case, victim):
        given = {"kind": "other_violence", "violence_form": "physical", "reason": "Unsur belum ada", "version": "1"}
        assert sari.post(page("case-kind", case), given).status_code == 302
        shown = text(sari.get(page("case-detail", case)))
        assert "Kekerasan fisik" in shown
        assert "dari TPPO menjadi Kekerasan lain: Unsur belum ada" in shown
        assert f"{case.number}/1" in shown

    def test_the_criminal_track_offers_what_may_follow(self, sari, case):
        given = {
            "police_report_number": "LP/B/000/II/2026",
            "police_reported_on": "2026-02-04",
            "stage": "police_report",
            "happened_on": "2026-02-04",
        }
        assert sari.post(page("proceeding-edit", case), {**given, "police_report_number": ""}).status_code == 422
        for _index in range(2):
            assert sari.post(page("proceeding-edit", case), given).status_code == 302
        assert Proceeding.objects.get(case=case).steps.count() == 1
        shown = text(sari.get(page("proceeding-edit", case)))
        assert set(re.findall(r'name="stage" value="(\w+)"', shown)) == {"inquiry", "police_report"}
        assert "LP/B/000/II/2026" in text(sari.get(page("case-detail", case)))


class TestVictimForms:
    def test_a_victim_is_added_after_a_doubt_was_seen(self, world, sari, case):
        given = {"sex": "male", "name": "Contoh Rekaan Dua", "nik": NIK, "birth_date": "2001-03-12", "contact_rule": ""}
        given["likely_seen"] = "1"  # tests/cases/matching tests the suggestions
        first = sari.post(page("victim-add", case), given)
        assert first.status_code == 200
        assert "Periksa sekali lagi." in text(first)
        assert case.victims.count() == 1
        assert sari.post(page("victim-add", case), {**given, "warnings_seen": "on"}).status_code == 302
        added = case.victims.get(position=2)
        assert (added.age_at_event, added.is_child, added.sex) == (24, False, "male")

    def test_born_after_the_event_is_an_error_at_its_field(self, sari, case):
        response = sari.post(page("victim-add", case), {"birth_date": "2026-01-07"})
        assert response.status_code == 422
        assert "belum lahir pada tanggal kejadian" in text(response)

    def test_identity_is_written_without_being_read(self, world, sari, victim):
        address = page("victim-edit", victim)
        shown = text(sari.get(address))
        assert not [secret for secret in SECRETS if secret in shown]
        assert "Sudah diisi dan disembunyikan" in shown
        given = {
            "sex": "female",
            "age": "16",
            "origin_region": "Jambi Selatan",
            "main_factor": "economy",
            "contact_rule": "conditional",
            "guardian": "Wali Rekaan",
            "version": str(victim.version),
        }
        assert sari.post(address, given).status_code == 302
        person = Person.objects.get(pk=victim.person_id)
        assert (person.guardian, person.name, person.nik) == ("Wali Rekaan", "Contoh Melati Rekaan", NIK)
        event = AuditEvent.objects.filter(verb="victim.edited").get()
        assert "Wali" not in str(event.details)

    def test_a_birth_date_that_shows_an_adult_ends_the_child_rule(self, world, sari, victim):
        given = {
            "sex": "female",
            "nik": "1571025203000001",
            "birth_date": date(2000, 3, 12).isoformat(),
            "age": "25",
            "main_factor": "unknown",
            "contact_rule": "conditional",
            "version": str(victim.version),
        }
        assert sari.post(page("victim-edit", victim), given).status_code == 302
        assert not Victim.objects.get(pk=victim.pk).is_child
        assert "Aturan anak berlaku" not in text(sari.get(page("screening", victim)))

    @pytest.mark.each_door
    def test_consent_is_recorded_and_withdrawn(self, world, sari, victim):
        given = {"given_by": "victim", "given_on": clock.today().isoformat()}
        assert sari.post(page("consent-record", victim), given).status_code == 422
        given["given_by"] = "victim_and_guardian"
        assert sari.post(page("consent-record", victim), given).status_code == 302
        consent = Consent.objects.get(victim=victim)
        assert client_of(world.tono).post(page("consent-withdraw", consent)).status_code == 404
        assert client_of(world.maya).post(page("consent-withdraw", consent)).status_code == 403
        assert sari.post(page("consent-withdraw", consent)).status_code == 302
        assert Consent.objects.get(pk=consent.pk).withdrawn_by == world.sari


def test_markup_and_emoji_stay_words(sari, case):
    nasty = "<script>alert(1)</script> 🦋 " + "a" * 60
    given = {"kind": "other_violence", "violence_form": "physical", "reason": nasty, "version": "1"}
    sari.post(page("case-kind", case), given)
    shown = text(sari.get(page("case-detail", case)))
    assert "<script>alert" not in shown
    assert "🦋" in shown


class TestNothingTypedIsLost:
    def test_a_screening_begun_is_there_again_and_gone_once_saved(self, world, sari, victim):
        given = {"answer.act.recruitment": "yes", "source.act.recruitment": ["document", "victim"]}
        DraftFactory(user=world.sari, key=f"screening:{victim.pk}", typed={**given, "note": "Belum selesai"})
        shown = text(sari.get(page("screening", victim)))
        kept = [f'name="{name}" value="{value}" checked' for name, value in (
            ("answer.act.recruitment", "yes"), ("source.act.recruitment", "document"),
            ("source.act.recruitment", "victim"),
        )]  # fmt: skip
        for words in (*kept, "Belum selesai", "Buang draf"):
            assert words in shown
        assert "Belum selesai" not in text(client_of(world.ratna).get(page("screening", victim)))
        sari.post(page("screening", victim), TestScreening().answers(world))
        assert drafts.load(key=f"screening:{victim.pk}", by=world.sari) is None

    def test_a_draft_can_be_thrown_away(self, world, sari, victim):
        DraftFactory(user=world.sari, key=f"screening:{victim.pk}", typed={"note": "Belum selesai"})
        assert sari.post(page("screening", victim), {"act": "discard"}).status_code == 302
        assert "Belum selesai" not in text(sari.get(page("screening", victim)))

    @pytest.mark.parametrize(("name", "field"), [("case-kind", "reason"), ("victim-stage", "note")])
    def test_an_old_token_asks_to_press_once_more(self, world, case, victim, name, field):
        client = client_of(world.sari, enforce_csrf_checks=True)
        address = page(name, case if name == "case-kind" else victim)
        response = client.post(address, {field: "Sudah diketik panjang"})
        assert response.status_code == 200
        assert "Sudah diketik panjang" in text(response)
        assert "tekan tombol simpan sekali lagi" in text(response)
