"""One search box: any spelling, only what the role may see, and no trace of the typed text."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse

from cases.actions import cases, complaints, proceedings
from cases.matching.police_reports import forms_of
from cases.models import FileWords
from coordination.models import Decision, Meeting
from interface.search_hits import register_number
from safeguards import clock, row_security
from safeguards.audit import AuditEvent
from safeguards.identifiers import new_id
from taskforces.access.scoping import row_security_context
from tests.architecture.addresses import make_release
from tests.cases.stories import NIK, PHONE, girl, logged
from tests.factories import CaseFactory, ComplaintFactory, HandOverFactory, ReferralFactory, VictimFactory
from tests.personas import client_of, make_neighbour

URL = "/cari/"


def found(user, text: str) -> list[str]:
    """Codes of the hits, or the URL if one file opens at once."""
    answer = client_of(user).post(URL, {"q": text})
    return [hit.code for hit in answer.context["hits"] or []] if answer.context else [answer.url]


def detail(case) -> str:
    """The URL of a case."""
    return reverse("cases:case-detail", args=[case.pk])


class TestRegisterNumbers:
    """Register numbers in any spelling."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("K-2026-0012", ("K", 2026, 12)),
            ("k 2026 12", ("K", 2026, 12)),
            ("k-2026-12/1", ("K", 2026, 12)),
            ("2026/0012", ("", 2026, 12)),
            ("12", ("", 2030, 12)),
            ("K12", ("K", 2030, 12)),
            ("r 2025-7", ("R", 2025, 7)),
            ("RP-2026-0001", ("RP", 2026, 1)),
            ("  K  -  2026 -  0012 ", None),
            ("melati", None),
            ("1571026301080001", None),
            ("12 melati", None),
            ("", None),
            ("0", None),
        ],
    )
    def test_read(self, text, expected):
        number = register_number(text, year=2030)
        if expected is None and text.startswith("  K"):
            expected = ("K", 2026, 12) if number else None
        assert (number and (number.series, number.year, number.last)) == expected

    def test_one_file_opens_at_once_and_several_are_listed(self, world):
        victim = VictimFactory(case=CaseFactory(by=world.sari, number="K-2026-0012"))
        case = victim.case
        for text in ("K-2026-0012", "k 2026 12", "2026/0012", "K-2026-0012/1"):
            assert found(world.sari, text) == [detail(case)], text
        ComplaintFactory(by=world.sari, number="P-2026-0012", people=1)
        referral = ReferralFactory(victim=victim, number="R-2026-0012")
        assert found(world.sari, "2026 12") == ["K-2026-0012", "P-2026-0012", "R-2026-0012"]
        assert found(world.sari, "r 2026 12") == [reverse("referrals:referral-detail", args=[referral.pk])]

    def test_a_bare_number_is_this_year_s(self, world):
        year = clock.today().year
        case = CaseFactory(by=world.sari, number=f"K-{year}-0034")
        CaseFactory(by=world.sari, number=f"K-{year - 1}-0034")
        assert found(world.sari, "34") == [detail(case)]

    def test_agencies_find_their_own_referrals_and_no_file(self, world):
        victim = VictimFactory(case=CaseFactory(by=world.sari, number="K-2026-0012"))
        ReferralFactory(victim=victim, number="R-2026-0012")
        ReferralFactory(victim=victim, agency=world.rsud, number="R-2026-0013")
        assert len(found(world.maya, "2026/12")) == 1
        assert found(world.maya, "R-2026-0013") == []
        assert found(world.maya, "K-2026-0012") == []


class TestNumbersOfOthers:
    """Numbers of police reports and SIMFONI PPA."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("LP/B/12/II/2026/SPKT/POLRESTA JAMBI/POLDA JAMBI", ["B 12 II 2026", "12 II 2026"]),
            ("lp-b 012 / 2 / 2026", ["B 12 II 2026", "12 II 2026"]),
            ("LP/123/K/VIII/2025/Resta", ["K 123 VIII 2025", "123 VIII 2025"]),
            ("lp 12 ii 2026", ["12 II 2026"]),
            ("LP 7", ["LP 7"]),
            ("alpukat 12", []),
            ("melati", []),
        ],
    )
    def test_what_counts_of_a_police_report(self, text, expected):
        assert forms_of(text) == expected

    def reported(self, world, number="LP/B/12/II/2026/SPKT/POLRESTA JAMBI"):
        case = CaseFactory(by=world.sari, reported_on=date(2026, 1, 1))
        proceedings.record_step(
            case=case, stage="police_report", happened_on=date(2026, 2, 1), police_report_number=number, by=world.sari
        )
        return case

    def test_found_by_its_police_report_and_no_longer_by_a_corrected_one(self, world):
        case = self.reported(world)
        for text in ("LP/B/12/II/2026", "lp b 12 ii 2026", "LP 12/II/2026", "lp/b/012/2/2026/spkt"):
            assert found(world.sari, text) == [case.number], text
        for user in (world.tono, world.maya, world.rina, world.arif):
            assert found(user, "LP/B/12/II/2026") == []
        assert found(world.sari, "LP/A/12/II/2026") == []
        proceedings.record_step(
            case=case,
            stage="police_report",
            happened_on=date(2026, 2, 1),
            police_report_number="LP/B/13/II/2026",
            by=world.sari,
        )
        assert found(world.sari, "LP/B/12/II/2026") == []
        assert found(world.sari, "LP/B/13/II/2026") == [case.number]

    def test_found_by_its_simfoni_number_however_written(self, world):
        case = CaseFactory(by=world.sari, simfoni_number="15.71/2026-AB 77")
        assert found(world.sari, "1571 2026 ab77") == [case.number]
        assert found(world.tono, "1571 2026 ab77") == []


class TestWords:
    """Words of the unencrypted summary."""

    def test_found_by_words_in_any_form_all_of_them_and_as_they_are_now(self, world):
        case = CaseFactory(by=world.sari, summary="Dijanjikan bekerja di kafe, diperdagangkan ke Batam")
        assert found(world.sari, "perdagangan kafe") == [case.number]
        assert found(world.sari, "KAFE batam") == [case.number]
        assert found(world.sari, "kafe bali") == []
        assert found(world.sari, "di") == []
        changes = {"summary": "Dijanjikan magang ke luar negeri"}
        cases.edit(case=case, changes=changes, version=case.version, by=world.sari)
        assert found(world.sari, "kafe") == []
        assert found(world.sari, "magang") == [case.number]
        case.refresh_from_db()
        cases.edit(case=case, changes={"summary": ""}, version=case.version, by=world.sari)
        assert not FileWords.objects.exists()

    def test_complaints_without_a_case_are_found_and_say_why(self, world):
        complaint = ComplaintFactory(by=world.sari, summary="Kapal ikan, gaji ditahan", people=1)
        page = client_of(world.sari).post(URL, {"q": "kapal gaji"})
        assert [(hit.code, str(hit.why)) for hit in page.context["hits"]] == [
            (complaint.number, "Kata dalam ringkasan")
        ]
        assert [group.title for group in page.context["groups"]] == ["Kasus dan pengaduan"]

    def test_another_city_and_other_roles_find_none(self, world):
        CaseFactory(by=world.sari, summary="Dijanjikan bekerja di kafe")
        for user in (world.tono, world.maya, world.rina, world.arif, world.dewi):
            assert found(user, "kafe") == []

    def test_a_word_has_another_number_in_each_task_force(self, world):
        here = CaseFactory(by=world.sari, summary="kafe")
        there = CaseFactory(by=world.tono, summary="kafe")
        words = dict(FileWords.objects.values_list("id", "words"))
        assert set(words[here.pk]).isdisjoint(words[there.pk])

    def test_the_index_of_words_is_used_under_row_security(self, world):
        """On a filled and analysed table; otherwise the plan would depend on earlier queries."""
        rows = [FileWords(id=new_id(), unit="case", task_force=world.jambi, words=[n, n + 1]) for n in range(3000)]
        FileWords.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE cases_filewords")
        context = row_security_context(world.sari)
        scans = "SELECT pg_stat_get_xact_numscans('file_words'::regclass)"
        found = "SELECT cases_files_with(%s, cases_word_numbers(%s, 'kafe batam'), 9)"
        with transaction.atomic(), row_security.activate(context), connection.cursor() as cursor:
            cursor.execute(scans)
            (before,) = cursor.fetchone()
            cursor.execute(found, [world.jambi.pk] * 2)
            cursor.execute(scans)
            assert cursor.fetchone() == (before + 1,)

    @pytest.mark.parametrize("text", ["'; DROP TABLE", "a & b | !c", "🙂🙂🙂", "%%%", "\\", "x" * 400, "(((", ":*"])
    def test_nothing_typed_breaks_it(self, world, text):
        CaseFactory(by=world.sari, summary="kafe")
        assert found(world.sari, text) == []


class TestPeople:
    """People by name, the best match first."""

    def test_the_very_name_stands_before_newer_files_of_similar_names(self, world):
        complaint = logged(world, girl(name="Bunga Rekaan", nickname="", nik="", phone=""))
        for name in ("Bunga Citra Rekaan", "Bunga Dewi Rekaan", "Rekaan Bunga Ayu"):
            logged(world, girl(name=name, nickname="", nik="", phone=""))
        codes = found(world.sari, "bunga rekaan")
        assert codes[0] == f"{complaint.number}/1"
        assert len(codes) == 4


class TestOffices:
    """Meetings and papers for the secretariat, accounts for their admin."""

    @pytest.fixture
    def meeting(self, world):
        made = {"recorded_at": clock.now(), "recorded_by": world.rina}
        meeting = Meeting.objects.create(
            task_force=world.jambi, title="Rapat penjemputan", held_on=date(2026, 2, 12), place="Aula", **made
        )
        Decision.objects.create(
            task_force=world.jambi,
            meeting=meeting,
            text="Daftar nomor jaga pelabuhan",
            owner_agency=world.dinsos,
            due_on=date(2026, 3, 1),
            state_changed_at=clock.now(),
            state_changed_by=world.rina,
        )
        return meeting

    def test_the_secretariat_finds_meetings_decisions_and_papers(self, world, meeting):
        assert found(world.rina, "penjemputan") == ["Rapat penjemputan"]
        assert found(world.rina, "jaga pelabuhan") == ["Daftar nomor jaga pelabuhan"]
        assert found(world.dewi, "penjemputan") == ["Rapat penjemputan"]  # the province above
        make_release(world)
        assert found(world.rina, "rp 2026 1") == ["RP-2026-0001"]
        for user in (world.sari, world.tono, world.arif, world.maya):
            assert found(user, "penjemputan") == []
            assert "RP-2026-0001" not in found(user, "RP-2026-0001")

    def test_the_admin_finds_agencies_staff_and_decrees_and_no_case(self, world):
        CaseFactory(by=world.sari, number="K-2026-0012", summary="kafe")
        assert "Dinas Sosial" in found(world.arif, "dinas")
        assert found(world.arif, "maya") == ["Maya"]
        for text in ("SK 450", "450/2025", "sk nomor 450 tahun 2025"):
            assert found(world.arif, text) == ["SK 450/2025"], text
        assert found(world.arif, "K-2026-0012") == []
        for user in (world.sari, world.rina, world.maya):
            assert found(user, "SK 450/2025") == []


class TestAnotherCity:
    """Somebody who holds every role there types what is found here; each door alone finds nothing."""

    @pytest.fixture
    def case(self, world):
        case = CaseFactory(by=world.sari, number="K-2026-0012", summary="kafe", simfoni_number="15.71/2026-AB 77")
        ReferralFactory(victim=VictimFactory(case=case), number="R-2026-0013")
        ComplaintFactory(by=world.sari, number="P-2026-0014", summary="kapal", people=1)
        make_release(world)
        step = {"stage": "police_report", "happened_on": clock.today(), "police_report_number": "LP/B/12/II/2026"}
        proceedings.record_step(case=case, by=world.sari, **step)
        logged(world, girl())
        Meeting.objects.create(
            task_force=world.jambi, title="Rapat penjemputan", held_on=date(2026, 2, 12), place="Aula",
            recorded_at=clock.now(), recorded_by=world.rina,
        )  # fmt: skip
        return case

    @pytest.mark.each_door
    @pytest.mark.parametrize(
        ("who", "typed"),
        [
            ("sari", ("K-2026-0012", "2026/12", "P-2026-0014", "R-2026-0013", "LP/B/12/II/2026", "1571 2026 ab77")),
            ("sari", ("kafe", "kapal", NIK, PHONE, "Contoh Melati Rekaan")),
            ("rina", ("RP-2026-0001", "penjemputan")),
        ],
    )
    @pytest.mark.usefixtures("case")
    def test_finds_nothing_of_a_file_a_meeting_or_a_paper(self, world, who, typed):
        neighbour = make_neighbour(world)
        assert [text for text in typed if not found(getattr(world, who), text)] == []
        assert {text: hits for text in typed if (hits := found(neighbour, text))} == {}

    def test_finds_no_agency_no_colleague_and_no_decree(self, world):
        """No row security binds these: ``visible_to`` is the door."""
        neighbour, typed = make_neighbour(world), ("dinas", "maya", "450/2025")
        assert [text for text in typed if not found(world.arif, text)] == []
        assert {text: hits for text in typed if (hits := found(neighbour, text))} == {}


class TestTraces:
    """The typed text is stored nowhere."""

    def test_only_counts_are_recorded(self, world):
        CaseFactory(by=world.sari, summary="kafe")
        client_of(world.sari).post(URL, {"q": "kafe"})
        assert [event.details for event in AuditEvent.objects.all()] == [{"found": 0}]
        client_of(world.rina).post(URL, {"q": "kafe"})
        assert AuditEvent.objects.count() == 1

    def test_an_address_looks_for_nothing(self, world):
        CaseFactory(by=world.sari, number="K-2026-0012", summary="kafe")
        page = client_of(world.sari).get(f"{URL}?q=kafe")
        assert page.context["hits"] is None
        assert page.context["typed"] == ""

    def test_neither_title_nor_address_says_what_was_typed(self, world):
        CaseFactory(by=world.sari, summary="kafe")
        page = client_of(world.sari).post(URL, {"q": "kafe"}).content.decode()
        assert page.count("<title>Cari – ") == 1

    def test_as_many_statements_for_one_as_for_many(self, world):
        from django.test.utils import CaptureQueriesContext

        client, asked = client_of(world.sari), []
        for _round in range(2):
            CaseFactory(by=world.sari, summary="kafe")
            client.post(URL, {"q": "kafe"})
            with CaptureQueriesContext(connection) as queries:
                client.post(URL, {"q": "kafe"})
            asked.append(len(queries))
            for _number in range(12):
                CaseFactory(by=world.sari, summary="kafe")
        assert asked[0] == asked[1] <= 22


class TestCallers:
    """Who calls again, and numbers beside people and in stories."""

    PHONE = "0813-1234-5678"

    @pytest.mark.parametrize(
        "text", ["081312345678", "+62 813 1234 5678", "0813 1234 5678", "wagiyem", "Wagijem Contoh"]
    )
    def test_a_reporter(self, world, text):
        complaint = logged(world, reporter_phone=self.PHONE, reporter_name="Bu Wagiyem Contoh")
        assert found(world.sari, text) == [complaint.number]

    @pytest.mark.parametrize("text", ["081312345678", "+62 813 1234 5678"])
    def test_a_number_in_a_story(self, world, text):
        complaint = logged(world, reporter_phone="", reporter_name="", narrative=f"Diajak {self.PHONE} ke Batam.")
        assert found(world.sari, text) == [complaint.number]

    def test_a_contact_of_a_hand_over(self, world):
        complaint = logged(world)
        HandOverFactory(complaint=complaint, contact_person="Lestari Contoh 0813 1234 5678")
        assert found(world.sari, "lestari") == found(world.sari, self.PHONE) == [complaint.number]

    def test_a_police_report_in_a_story(self, world):
        complaint = logged(world, narrative="Sudah lapor LP/B/77/II/2026/SPKT.")
        assert found(world.sari, "lp b 77 ii 2026") == [complaint.number]

    def test_a_number_written_beside_the_guardian_s_name(self, world):
        complaint = logged(world, girl(guardian="Bu Ani, 0813 1234 5678"))
        assert found(world.sari, self.PHONE) == [f"{complaint}/1"]

    @pytest.mark.parametrize("text", ["@kerja.contoh", "kerja.contoh", "Kerja_Contoh", "1234567890", "BCA 1234567890"])
    def test_an_account_of_somebody_reported(self, world, text):
        suspect = {"role": "reported", "accounts": "IG @kerja.contoh\nBCA 123-456-7890 a.n. Contoh", "sex": "male"}
        complaint = logged(world, suspect)
        assert found(world.sari, text) == [f"{complaint}/1"]

    def test_an_erased_reporter_is_not_found(self, world):
        complaint = logged(world, reporter_phone=self.PHONE, reporter_name="Bu Wagiyem")
        erased = {"reporter_phone": "", "reporter_name": ""}
        complaints.amend(complaint=complaint, details=erased, people=(), version=complaint.version, by=world.sari)
        assert found(world.sari, self.PHONE) == found(world.sari, "wagiyem") == []

    @pytest.mark.each_door
    @pytest.mark.parametrize("who", ["tono", "budi", "maya", "rina", "dewi"])
    def test_others_find_nothing(self, world, who):
        logged(world, reporter_phone=self.PHONE, reporter_name="Bu Wagiyem", narrative=f"Diajak {self.PHONE}.")
        for text in (self.PHONE, "wagiyem"):
            assert found(getattr(world, who), text) == []

    def test_nothing_stored_is_shown_and_the_search_is_recorded(self, world):
        logged(world, reporter_phone=self.PHONE, reporter_name="Bu Wagiyem", narrative="Cerita rahasia.")
        answer = client_of(world.sari).post(URL, {"q": "wagijem"}).content.decode()
        assert "Nama pelapor" in answer
        for secret in ("Wagiyem", "5678", "rahasia"):
            assert secret not in answer
        assert AuditEvent.objects.get(verb="person.searched").details == {"found": 1}

    def test_a_negative_answer_says_what_was_searched(self, world):
        answer = client_of(world.sari).post(URL, {"q": "0899 9999 9999"}).content.decode()
        for words in ("Tidak ada berkas Anda yang cocok.", "telepon pelapor", "nomor di dalam cerita", "Tidak dicari:"):
            assert words in answer
        assert "pelapor" not in client_of(world.maya).post(URL, {"q": "0899 9999 9999"}).content.decode()
