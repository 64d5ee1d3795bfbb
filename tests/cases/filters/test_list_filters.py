"""The filters of the three lists: each one works alone and together with others, and names nobody."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.filters.cases import CaseFilter
from cases.filters.complaints import ComplaintFilter
from cases.models import Consent, Proceeding, Screening, Service
from referrals.filters import QueueFilter, SentFilter
from safeguards import clock
from tests.factories import CaseFactory, ComplaintFactory, ReferralFactory, VictimFactory
from tests.personas import client_of


def shown(user, query: str, address="/kasus/") -> list[str]:
    """Numbers in the list, newest first."""
    return [row.number for row in client_of(user).get(f"{address}?{query}").context["rows"]]


@pytest.fixture
def told(world):
    """One case that matches every filter, and one that matches none."""
    case = CaseFactory(
        by=world.sari,
        mode="debt",
        channel="walk_in",
        urgency="emergency",
        event_region_id="15.71.02",
        event_on=date(2026, 1, 5),
        reported_on=date(2026, 1, 9),
        simfoni_number="S-1",
        opened_at=clock.now() - timedelta(days=3),
    )
    girl = VictimFactory(
        case=case, age_at_event=16, status="unscreened", stage="identification", origin_region_id="21.71"
    )
    older = {"task_force": world.jambi, "victim": girl, "child_rule": True, "screened_by": world.sari}
    Screening.objects.create(
        **older, acts=["transport"], purposes=["slavery"], verdict="met", screened_at=clock.now() - timedelta(hours=2)
    )
    Screening.objects.create(
        **older,
        acts=["recruitment"],
        means=["deception"],
        purposes=["prostitution"],
        verdict="met",
        screened_at=clock.now(),
    )
    Consent.objects.create(
        task_force=world.jambi,
        victim=girl,
        given_by="victim",
        given_on=date(2026, 1, 9),
        recorded_at=clock.now(),
        recorded_by=world.sari,
    )
    Service.objects.create(
        task_force=world.jambi,
        victim=girl,
        service_line="repatriation",
        agency=world.dinsos,
        state="requested",
        requested_at=clock.now() - timedelta(days=2),
        due_at=clock.now() - timedelta(days=1),
    )
    Proceeding.objects.create(task_force=world.jambi, case=case, stage="p21", stage_on=date(2026, 2, 1))
    ComplaintFactory(by=world.sari, case=case, outcome="new_case", received_at=clock.now() - timedelta(days=4))
    other = CaseFactory(
        by=world.ratna,
        kind="other_violence",
        violence_form="physical",
        mode="unknown",
        stage="termination",
        reported_on=date(2026, 3, 9),
    )
    VictimFactory(
        case=other,
        age_at_event=40,
        sex="male",
        stage="termination",
        status="confirmed",
        termination_reason="reintegrated",
        status_decided_at=clock.now(),
        status_decided_by=world.ratna,
        status_decided_by_agency=world.uptd,
        person=girl.person,
    )
    return case


FIRST = [
    "tampilan=terbuka", "tampilan=saya", "tampilan=anak-saya", "tahap=identification", "jenis=tppo",
    "kedaruratan=emergency", "tugas=jawaban-terlambat", "tugas=belum-skrining", "tugas=identifikasi-terlambat",
    "korban=anak", "status=unscreened", "kelamin=female", "umur=13-17", "asal=21.71", "asal=21", "persetujuan=ada",
    "modus=debt", "tujuan=prostitution", "proses=recruitment", "cara=deception", "kanal=walk_in", "wilayah=15.71.02",
    "wilayah=15.71", "wilayah=15", "layanan=repatriation", "keadaan_layanan=requested",
    "layanan=repatriation&keadaan_layanan=requested", "hukum=p21", "simfoni=ada", "kejadian_sejak=2026-01-05",
    "kejadian_sampai=2026-01-05", "sampai=2026-01-09", "kelamin=female&umur=13-17&korban=anak",
]  # fmt: skip
SECOND = [
    "tahap=termination", "jenis=other_violence", "kedaruratan=unknown", "korban=dewasa", "status=confirmed",
    "kelamin=male", "umur=25-44", "asal=15.71.02", "persetujuan=belum", "bentuk=physical", "hukum=belum",
    "simfoni=belum", "sejak=2026-01-10", "kelamin=male&umur=25-44",
]  # fmt: skip
NONE = [
    "tugas=menunggu-jawaban", "umur=belum-diketahui", "asal=31", "tujuan=slavery", "proses=transport",
    "wilayah=15.71.01", "layanan=legal_aid", "layanan=repatriation&keadaan_layanan=completed", "hukum=p18",
    "kelamin=male&umur=13-17",
    "kejadian_sejak=2026-01-06",
]  # fmt: skip


def is_asked_of_victims(query: str) -> bool:
    """Whether one of its filters goes through victims or services."""
    asked = ("status", "kelamin", "umur", "asal", "persetujuan", "tujuan", "proses", "cara", "layanan", "tugas")
    return query.startswith((*asked, "keadaan_layanan", "korban=anak"))


class TestCases:
    """Each filter on two cases that differ in everything."""

    @pytest.mark.parametrize("query", FIRST)
    def test_finds_the_first(self, world, told, query):
        assert shown(world.sari, query) == ["K-2026-0001"]

    @pytest.mark.parametrize("query", SECOND)
    def test_finds_the_second(self, world, told, query):
        assert shown(world.sari, query) == ["K-2026-0002"]

    @pytest.mark.parametrize("query", NONE)
    def test_finds_none(self, world, told, query):
        assert shown(world.sari, query) == []

    @pytest.mark.parametrize("query", [query for query in (*FIRST, *SECOND, *NONE) if is_asked_of_victims(query)])
    def test_many_matches_are_found_as_few_are(self, world, told, monkeypatch, query):
        before = shown(world.sari, query)
        monkeypatch.setattr("cases.queries.narrowing.MOST_LOOKED_UP", -1)
        with CaptureQueriesContext(connection) as queries:
            assert shown(world.sari, query) == before
        assert not any("= ANY(ARRAY(SELECT U0" in asked["sql"] for asked in queries)

    def test_no_row_of_another_task_force_narrows(self, world, told):
        VictimFactory(case=CaseFactory(task_force=world.jakarta, number="K-2026-0009"), age_at_event=2)
        assert shown(world.sari, "umur=0-5") == []

    def test_the_same_person_in_two_cases_is_seen(self, world, told):
        VictimFactory(case=CaseFactory(by=world.sari, number="K-2026-0003"))
        assert shown(world.sari, "berulang=ya") == ["K-2026-0002", "K-2026-0001"]

    def test_every_filter_has_a_test(self):
        asked = {part.partition("=")[0] for query in (*FIRST, *SECOND, *NONE) for part in query.split("&")}
        assert set(CaseFilter.base_filters) - asked == {"pj", "berulang"}

    def test_the_responsible_colleague(self, world, told):
        assert shown(world.sari, f"pj={world.ratna.pk}") == ["K-2026-0002"]

    @pytest.mark.parametrize("query", ["umur=x", "asal=99", "pj=melati", "sejak=entah", "tujuan=%27", "page=9&x=y"])
    def test_what_is_no_filter_narrows_nothing(self, world, told, query):
        answer = client_of(world.sari).get(f"/kasus/?{query}")
        assert answer.status_code in (200, 404)
        if answer.status_code == 200:
            assert len(answer.context["rows"]) == 2

    def test_another_city_sees_none_of_it(self, world, told):
        for query in FIRST[:8]:
            assert shown(world.tono, query) == []


class TestDrawing:
    """Four filters are shown, others on request; used filters always stay visible."""

    def test_the_rarer_ones_are_drawn_on_demand_and_kept_meanwhile(self, world, told):
        client = client_of(world.sari)
        page = client.get("/kasus/?umur=13-17&jenis=tppo").content.decode()
        assert '<input type="hidden" name="umur" value="13-17">' in page
        assert 'name="modus"' not in page
        assert "?umur=13-17&amp;jenis=tppo&amp;saringan=semua#saring" in page
        page = client.get("/kasus/?umur=13-17&jenis=tppo&saringan=semua").content.decode()
        assert all(f'name="{name}"' in page for name in CaseFilter.base_filters)
        assert '<optgroup label="Wilayah gugus tugas"><option value="15.71">Kota Jambi</option>' in page
        assert 'type="hidden" name="umur"' not in page

    def test_chips_say_what_narrows_and_take_it_away(self, world, told):
        page = client_of(world.sari).get("/kasus/?asal=21.71&umur=13-17&saringan=semua").content.decode()
        assert "Daerah asal korban: Kota Batam" in page
        assert 'href="?umur=13-17&amp;saringan=semua"' in page

    def test_many_filters_cost_as_many_statements_as_few_rows(self, world, told):
        client, asked = client_of(world.sari), []
        for _round in range(2):
            for query in ("saringan=semua", "&".join(FIRST[3:12])):
                client.get(f"/kasus/?{query}")
                with CaptureQueriesContext(connection) as queries:
                    client.get(f"/kasus/?{query}")
                asked.append(len(queries))
            for _number in range(12):
                VictimFactory(case=CaseFactory(by=world.sari))
        assert asked[:2] == asked[2:]

    def test_a_capped_count_says_more(self, world, told, monkeypatch):
        monkeypatch.setattr("interface.paging.MOST_COUNTED", 1)
        for address in ("/kasus/", "/pengaduan/"):
            ComplaintFactory(by=world.sari, people=1)
            assert "1+ " in client_of(world.sari).get(address).content.decode()

    def test_pages_follow_each_other_without_a_gap_and_end(self, world, monkeypatch):
        monkeypatch.setattr("cases.views.case_list.CaseListView.paginate_by", 2)
        numbers = [CaseFactory(by=world.sari).number for _each in range(5)][::-1]
        client = client_of(world.sari)
        pages = [client.get(f"/kasus/?page={page}") for page in (1, 2, 3)]
        assert [[row.number for row in page.context["rows"]] for page in pages] == [
            numbers[:2], numbers[2:4], numbers[4:]
        ]  # fmt: skip
        assert [page.context["page_obj"].has_next() for page in pages] == [True, True, False]
        assert {page.context["paginator"].count for page in pages} == {5}
        assert client.get("/kasus/?page=last").context["rows"][0].number == numbers[4]
        for wrong in ("4", "0", "-1", "10001", "x", "99999999999999999999"):
            assert client.get(f"/kasus/?page={wrong}").status_code == 404
        assert client.get("/kasus/?tahap=transferred").context["paginator"].count == 0


class TestComplaints:
    """The register."""

    @pytest.mark.parametrize(
        "query",
        [
            "kasus=ada", "pelapor=family", "wilayah=15", "sejak={today}&sampai={today}", "hasil=existing_case",
            "pencatat={ratna}",
        ],
    )  # fmt: skip
    def test_each_narrows(self, world, query):
        ComplaintFactory(by=world.sari, received_at=clock.now() - timedelta(days=9))
        case = CaseFactory(by=world.sari)
        one = ComplaintFactory(
            by=world.ratna,
            case=case,
            outcome="existing_case",
            reporter_kind="family",
            event_region_id="15.71.01",
            received_at=clock.now(),
        )
        query = query.format(today=clock.today(), ratna=world.ratna.pk)
        page = client_of(world.sari).get(f"/pengaduan/?{query}")
        assert [row["complaint"].pk for row in page.context["rows"]] == [one.pk]

    def test_all_are_drawn_on_demand(self, world):
        page = client_of(world.sari).get("/pengaduan/?saringan=semua").content.decode()
        assert all(f'name="{name}"' in page for name in ComplaintFilter.base_filters)


class TestReferrals:
    """Sent, and in the queue."""

    @pytest.fixture
    def two(self, world):
        victim = VictimFactory(case=CaseFactory(by=world.sari))
        late = ReferralFactory(victim=victim, urgency="emergency", sent_at=clock.now() - timedelta(days=3))
        soon = ReferralFactory(victim=victim, service_lines=["pick_up"], sent_at=clock.now() - timedelta(hours=1))
        return late, soon

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("mendesak=emergency", "late"),
            ("batas=terlambat", "late"),
            ("batas=24-jam", "soon"),
            ("layanan=pick_up", "soon"),
            ("sampai={before}", "late"),
            ("sejak={before}", "soon"),
        ],
    )
    def test_each_narrows_on_both_sides(self, world, two, query, expected):
        query = query.format(before=clock.today() - timedelta(days=2))
        number = two[expected == "soon"].number
        sent = client_of(world.sari).get(f"/rujukan/?{query}")
        assert [referral.number for referral in sent.context["page_obj"].object_list] == [number]
        queue = client_of(world.maya).get(f"/rujukan/masuk/?{query}")
        assert [row["number"] for row in queue.context["rows"]] == [number]

    def test_all_are_drawn_on_demand(self, world, two):
        for user, address, kept in (
            (world.sari, "/rujukan/", SentFilter),
            (world.maya, "/rujukan/masuk/", QueueFilter),
        ):
            page = client_of(user).get(f"{address}?saringan=semua").content.decode()
            assert all(f'name="{name}"' in page for name in kept.base_filters)

    @pytest.mark.each_door
    def test_another_agency_sees_none_of_it(self, world, two):
        assert client_of(world.budi).get("/rujukan/masuk/?mendesak=emergency").context["rows"] == []
