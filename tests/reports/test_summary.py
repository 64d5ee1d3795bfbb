"""The figures: three units that never mix, counted from rows, compared with the year before."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from referrals.models import Referral
from reports.actions import releases
from reports.counting import tally_services
from reports.models import SummaryRelease
from reports.summary import compose
from reports.summary_shape import Period, is_hidden
from reports.variants import prepare
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied
from tests.factories import CaseFactory, ComplaintFactory, EmergencyFactory, ReferralFactory, VictimFactory, close

YEAR = Period(date(2022, 1, 1), date(2022, 8, 31))


@pytest.fixture
def register(world):
    """Two TPPO cases (one with a child), one of other violence, one of the year before, one outside the period."""
    child = CaseFactory(by=world.sari, reported_on=date(2022, 3, 1))
    VictimFactory(case=child, age_at_event=16)
    VictimFactory(case=child, age_at_event=30, sex="male")
    VictimFactory(
        case=child,
        age_at_event=20,
        status="not_a_victim",
        status_decided_at=datetime(2022, 3, 2, tzinfo=UTC),
        status_decided_by=world.sari,
        status_decided_by_agency=world.uptd,
    )
    adult = CaseFactory(by=world.sari, reported_on=date(2022, 8, 31))
    victim = VictimFactory(case=adult, age_at_event=22)
    ReferralFactory(
        victim=victim,
        agency=world.polresta,
        service_lines=["law_enforcement"],
        state="accepted",
        sent_at=datetime(2022, 5, 1, 3, tzinfo=UTC),
        answered_at=datetime(2022, 5, 1, 9, tzinfo=UTC),
        answered_by=world.budi,
    )
    other = CaseFactory(by=world.sari, reported_on=date(2022, 5, 5), kind="other_violence", violence_form="physical")
    VictimFactory(case=other, age_at_event=9)
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2021, 2, 2)), age_at_event=12)
    VictimFactory(case=CaseFactory(by=world.sari, reported_on=date(2022, 9, 1)), age_at_event=12)
    CaseFactory(by=world.sari, reported_on=date(2022, 4, 4), stage="duplicate")
    ComplaintFactory(
        by=world.sari,
        received_at=datetime(2022, 8, 31, 16, 59, tzinfo=UTC),
        recorded_at=datetime(2022, 9, 1, tzinfo=UTC),
        people=1,
    )
    ComplaintFactory(
        by=world.sari,
        received_at=datetime(2022, 8, 31, 17, 0, tzinfo=UTC),
        recorded_at=datetime(2022, 9, 1, tzinfo=UTC),
        people=1,
    )
    return world


def test_complaints_cases_and_victims_are_counted_apart(register):
    summary = compose(task_force=register.jambi, period=YEAR, by=register.rina)
    assert summary.counts == {
        "complaints": {"all": 1},
        "emergencies": {"all": 0},
        "cases": {"all": 3, "tppo": 2, "other": 1, "tppo_with_child_victim": 1, "tppo_with_police": 1},
        "victims": {"all": 4, "tppo": 3, "tppo_child": 1, "tppo_adult": 2},
    }
    assert summary.previous_counts["victims"] == {"all": 1, "tppo": 1, "tppo_child": 1, "tppo_adult": 0}


def test_a_call_is_work_whatever_came_of_it_and_nobody_becomes_a_victim_by_it(register):
    before = compose(task_force=register.jambi, period=YEAR, by=register.rina)
    moment = datetime(2022, 7, 1, 3, tzinfo=UTC)
    for outcome in ("spam", "wrong_number", "information", "emergency"):
        complaint = ComplaintFactory(by=register.sari, received_at=moment, outcome=outcome, people=1)
    for ended in (True, False):  # declared twice: two responses, one complaint
        fields = {"result": "safe", "ended_at": moment, "ended_by": register.sari} if ended else {}
        EmergencyFactory(complaint=complaint, declared_at=moment, due_at=moment + timedelta(hours=1), **fields)
    summary = compose(task_force=register.jambi, period=YEAR, by=register.rina)
    assert summary.counts["complaints"]["all"] == before.counts["complaints"]["all"] + 4
    assert summary.counts["emergencies"] == {"all": 2}
    assert (summary.counts["cases"], summary.counts["victims"]) == (before.counts["cases"], before.counts["victims"])
    outcomes = next(table for table in summary.tables if table.key == "complaints_outcome")
    counted = {row.key: row.cells[1] for row in outcomes.rows}
    assert (counted["spam"], counted["wrong_number"], counted["emergency"]) == (1, 1, 1)


def test_small_figures_of_emergencies_do_not_leave(register):
    moment = datetime(2022, 7, 1, 3, tzinfo=UTC)
    complaint = ComplaintFactory(by=register.sari, received_at=moment, outcome="emergency", people=1)
    EmergencyFactory(complaint=complaint, declared_at=moment, due_at=moment + timedelta(hours=1))
    public = prepare(task_force=register.jambi, period=YEAR, variant="publik", by=register.rina)
    assert "emergencies" not in public.counts or is_hidden(public.counts["emergencies"]["all"])
    row = next(row for table in public.tables for row in table.rows if row.key == "emergencies.all")
    assert is_hidden(row.cells[1])


def test_every_additive_table_adds_up_to_its_total(register):
    summary = compose(task_force=register.jambi, period=YEAR, by=register.rina)
    for table in summary.tables:
        if table.additive:
            sums = tuple(sum(row.cells[i] for row in table.rows) for i in range(len(table.columns)))
            assert sums == table.totals.cells, table.key


def test_services_count_requests_and_answer_times(register):
    services = compose(task_force=register.jambi, period=YEAR, by=register.rina).services
    (row,) = services.rows
    assert (row.line, row.agency, row.requested, row.accepted, row.completed) == (
        "Penegakan hukum",
        "Polresta Jambi, Unit PPA",
        1,
        1,
        0,
    )
    assert row.median_answer_hours == 6.0
    assert (row.promise_kept, row.promise_due) == (1, 1)
    assert services.totals.requested == 1


def test_an_answer_a_withdrawn_consent_made_impossible_breaks_no_promise(register):
    referral = Referral.objects.get()
    Referral.objects.filter(pk=referral.pk).update(
        state="sent", answered_at=None, answered_by=None, first_service_on=None, completed_at=None, completed_by=None
    )
    (open_still,) = compose(task_force=register.jambi, period=YEAR, by=register.rina).services.rows
    assert (open_still.requested, open_still.promise_kept, open_still.promise_due) == (1, 0, 1)
    close(referral)
    (closed,) = compose(task_force=register.jambi, period=YEAR, by=register.rina).services.rows
    assert (closed.requested, closed.promise_kept, closed.promise_due) == (1, 0, 0)


def test_a_province_counts_its_cities_and_a_stranger_gets_nothing(register):
    assert compose(task_force=register.jambi_province, period=YEAR, by=register.dewi).counts["cases"]["tppo"] == 2
    for nosy in (register.sari, register.tono, register.budi, register.arif):
        with pytest.raises(AccessDenied):
            compose(task_force=register.jambi, period=YEAR, by=nosy)
    with pytest.raises(AccessDenied):
        compose(task_force=register.jakarta_barat, period=YEAR, by=register.rina)


def test_the_command_prints_the_same_figures(register):
    out = StringIO()
    call_command("figures", task_force="15.71", start=YEAR.start, end=YEAR.end, stdout=out)
    counts = json.loads(out.getvalue())["counts"]
    assert counts["cases"]["tppo"] == 2
    assert counts["victims"]["tppo_child"] == 1


def test_a_paused_referral_is_still_asked_for_and_breaks_no_promise(world):
    sent = datetime(2022, 5, 1, 3, tzinfo=UTC)
    values = {"sent_at": sent, "answer_due_at": sent + timedelta(days=1), "agency": world.dinsos}
    for is_paused in (True, False):
        victim = VictimFactory(case=CaseFactory(by=world.sari))
        ReferralFactory(victim=victim, paused=is_paused, **values)
    (total,) = [row for row in tally_services([world.jambi.pk], {"now": YEAR})["now"] if not row.line]
    assert (total.requested, total.completed) == (2, 0)
    assert (total.promise_kept, total.promise_due) == (0, 1)


def test_the_public_variant_prints_no_small_number(register):
    out = StringIO()
    call_command("figures", task_force="15.71", start=YEAR.start, end=YEAR.end, variant="publik", stdout=out)
    counts = json.loads(out.getvalue())["counts"]
    assert counts["victims"]["tppo_child"] in ("<5", "*")
    small = [n for unit in counts.values() for n in unit.values() if isinstance(n, int) and 0 < n < 5]
    assert small == []


def test_a_release_is_frozen_once_and_recorded(register):
    first = releases.release(task_force=register.jambi, period=YEAR, variant="terbatas", by=register.rina)
    again = releases.release(task_force=register.jambi, period=YEAR, variant="terbatas", by=register.rina)
    assert first == again
    assert SummaryRelease.objects.count() == 1
    frozen = releases.take(release=first, document_format="pdf", by=register.rina)
    assert frozen.counts["cases"]["tppo"] == 2
    assert frozen.verification_number == first.number
    verbs = list(AuditEvent.objects.order_by("position").values_list("verb", flat=True))
    assert verbs == ["summary.released", "summary.downloaded"]


def test_a_period_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 2, 1), date(2026, 1, 31))
