"""The benchmarks' own judgement: figures in raw SQL agree with the product, and a failed bound is reported."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from reports import summary
from reports.summary_shape import Period
from tests.benchmarks import raw_figures, verdicts
from tests.benchmarks import register as old_register
from tests.benchmarks.figures import differing
from tests.factories import CaseFactory, ComplaintFactory, ReferralFactory, VictimFactory


@pytest.fixture
def register(world):
    """Cases of both kinds in two years, with a child, a duplicate, a referral to the police and one withdrawn."""
    first = CaseFactory(by=world.sari, reported_on=date(2022, 3, 1))
    child = VictimFactory(case=first, age_at_event=16)
    VictimFactory(case=first, age_at_event=30, sex="male")
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2021, 2, 2)), age_at_event=5)
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2018, 7, 7)), age_at_event=60)
    VictimFactory(
        case=CaseFactory(by=world.sari, reported_on=date(2022, 5, 5), kind="other_violence", violence_form="physical"),
        age_at_event=9,
    )
    CaseFactory(by=world.sari, reported_on=date(2022, 4, 4), stage="duplicate")
    made = {"answered_at": datetime(2022, 5, 1, 9, tzinfo=UTC), "answered_by": world.budi, "state": "accepted"}
    at = datetime(2022, 5, 1, 3, tzinfo=UTC)
    ReferralFactory(victim=child, agency=world.polresta, service_lines=["law_enforcement"], sent_at=at, **made)
    ReferralFactory(
        victim=child, agency=world.dinsos, service_lines=["social_rehabilitation", "repatriation"], sent_at=at
    )
    for hour in (16, 17):  # the last hour of 2021, and the first of 2022, in Jambi
        moment = datetime(2021, 12, 31, hour, 59, tzinfo=UTC)
        ComplaintFactory(by=world.sari, received_at=moment, recorded_at=datetime(2022, 1, 2, tzinfo=UTC), people=1)
    return world


@pytest.mark.django_db
def test_both_ways_of_counting_give_the_same_table(register):
    forces = [register.jambi.pk]
    figures = summary.count(forces, Period(date(2022, 1, 1), date(2022, 12, 31)))
    with connection.cursor() as cursor:
        raw = raw_figures.count(cursor, forces, 2022, summary.YEARS_IN_CHART)
    assert differing(figures, raw) == []
    spoiled = {**raw, "victims": raw["victims"][:-1]}
    assert differing(figures, spoiled) == ["victims"]


def test_a_page_may_cost_three_times_its_rows_more_than_an_empty_one():
    seconds = {"empty": 0.010, "raw": 0.002, "page": 0.016}
    assert verdicts.of_page("list", "10,000", seconds, is_judged=True).holds
    late = verdicts.of_page("list", "10,000", {**seconds, "page": 0.0161}, is_judged=True)
    assert (late.holds, late.verdict) == (False, "FAILS")
    assert verdicts.of_page("form", "10,000", {**seconds, "page": 9.0}, is_judged=False).verdict == "not judged"


def test_growth_papers_memory_and_load_have_their_bounds():
    small, large = {"page": 0.010}, {"page": 0.0131}
    assert not verdicts.of_growing("page", "1,000,000", small, large).holds
    assert verdicts.of_paper("pdf", "10,000", 0.7, compiled=0.2).holds
    assert not verdicts.of_memory(50, "10,000", 5 * 2**20).holds
    empty = {"empty": 0.01, "page": 0.03}
    assert verdicts.of_suggestion("suggestion", "10,000", empty, {"empty": 0.02, "page": 0.059}).holds
    assert not verdicts.of_suggestion("suggestion", "10,000", empty, {"empty": 0.02, "page": 0.061}).holds
    assert verdicts.of_load(1_000_000, 599.0).holds
    assert not verdicts.of_load(500_000, 301.0).holds
    assert verdicts.of_load(10_000, 30.0).holds is None


def test_the_table_names_every_verdict():
    rows = [verdicts.of_queries("page", "10,000", 17, 16), verdicts.of_load(10_000, None)]
    printed = verdicts.table(rows)
    assert "FAILS" in printed
    assert "not judged" in printed


def test_the_register_and_the_villages_are_judged():
    found = {"dry run": 60, "writing": 120, "taking back": 120, "wait, writing": 5, "calls, writing": 9}
    found |= {"wait, taking back": 5, "calls, taking back": 1, "villages": 2, "growth": 1, "written": 7}
    found |= {"taken back": 7}
    rows = old_register.rows_of(found, old_register.ROWS)
    assert all(row.holds for row in rows)
    worse = {"dry run": 61, "wait, taking back": 5.1, "villages": 2.1, "taken back": 6}
    for name, value in worse.items():
        judged = old_register.rows_of({**found, name: value}, old_register.ROWS)
        assert [row.holds for row in judged].count(False) == 1, name
    shorter = old_register.rows_of({**found, "dry run": 61, "villages": 2.1}, 100)
    assert [row.verdict for row in shorter].count("not judged") == 3
    assert [row.figure for row in shorter if row.verdict == "FAILS"] == ["villages of all regions, loaded"]
