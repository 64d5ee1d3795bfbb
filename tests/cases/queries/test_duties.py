"""The next duties from the known facts: harm first, then lateness, and none for ended cases."""

from datetime import timedelta

import pytest

from cases.choices import CaseKind, ContactRule, ServiceState, Stage, Urgency, VictimStatus
from cases.models import TimeLimit
from cases.queries.duties import (
    EMERGENCY,
    LATE,
    OPEN,
    TODAY,
    WAITING,
    CaseFacts,
    ServiceFacts,
    VictimFacts,
    duties_of,
)
from safeguards.identifiers import new_id
from tests.cases.stories import at

NOW = at("2026-02-10 09:41")
LIMITS = {"identification": timedelta(hours=24), "stop_sharing": timedelta(hours=72)}


def victim(position=1, **facts) -> VictimFacts:
    """A screened victim without open duties, so that a test sees only its own."""
    usual = {"stage": Stage.SERVICE, "status": VictimStatus.SUSPECTED, "contact_rule": ContactRule.CONDITIONAL}
    return VictimFacts(id=new_id(), position=position, **{**usual, **facts})


def service(of: VictimFacts, **facts) -> ServiceFacts:
    """Social rehabilitation requested of Dinas Sosial."""
    usual = {"service_line": "social_rehabilitation", "agency": "Dinas Sosial", "state": ServiceState.REQUESTED}
    return ServiceFacts(of.id, **{**usual, "referral_number": "R-2026-0031", **facts})


def found(*victims, services=(), **facts):
    """Acts and ranks of the duties of a TPPO case whose complaint came in an hour ago."""
    usual = {"kind": CaseKind.TPPO, "urgency": Urgency.URGENT, "received_at": NOW - timedelta(hours=1)}
    case = CaseFacts(victims=victims, services=tuple(services), **{**usual, **facts})
    return duties_of(case, LIMITS, NOW)


def acts(duties) -> list[tuple[str, int]]:
    return [(duty.act, duty.rank) for duty in duties]


def test_nothing_to_do_is_nothing():
    assert found(victim()) == []
    assert found() == []


def test_an_emergency_comes_first_and_names_whom():
    duties = found(victim(1), victim(2, status=VictimStatus.UNSCREENED), urgency=Urgency.EMERGENCY)
    assert acts(duties) == [("safe", EMERGENCY), ("screen", TODAY)]
    assert duties[0].title == "Pastikan /1, /2 berada di tempat aman"


@pytest.mark.parametrize(("hours", "rank"), [(1, TODAY), (23, TODAY), (25, LATE)])
def test_screening_is_due_a_day_after_the_complaint(hours, rank):
    unscreened = victim(stage=Stage.IDENTIFICATION, status=VictimStatus.UNSCREENED)
    (duty,) = found(unscreened, received_at=NOW - timedelta(hours=hours))
    assert (duty.act, duty.rank, duty.victim_id) == ("screen", rank, unscreened.id)
    assert duty.due_at == NOW + timedelta(hours=24 - hours)


def test_other_violence_is_identified_not_screened():
    fresh = victim(stage=Stage.COMPLAINT, status=VictimStatus.UNSCREENED)
    assert acts(found(fresh, kind=CaseKind.OTHER_VIOLENCE)) == [("identify", TODAY)]
    known = victim(stage=Stage.ASSESSMENT, status=VictimStatus.UNSCREENED)
    assert found(known, kind=CaseKind.OTHER_VIOLENCE) == []


def test_a_referral_waits_then_is_late_and_counts_once():
    someone = victim()
    due = NOW + timedelta(hours=2)
    lines = [service(someone, due_at=due), service(someone, service_line="legal_aid", due_at=due)]
    assert acts(found(someone, services=lines)) == [("answer", WAITING)]
    late = [service(someone, due_at=NOW - timedelta(minutes=1))]
    (duty,) = found(someone, services=late)
    assert (duty.rank, duty.title) == (LATE, "Jawaban Dinas Sosial atas R-2026-0031")


def test_a_declined_service_asks_for_another_agency_until_one_is_asked():
    someone = victim()
    declined = service(someone, state=ServiceState.DECLINED)
    (duty,) = found(someone, services=[declined])
    assert (duty.act, duty.title) == ("refer", "Pilih instansi lain untuk rehabilitasi sosial /1")
    again = service(someone, agency="LKS", referral_number="R-2026-0032", due_at=NOW + timedelta(hours=1))
    assert acts(found(someone, services=[declined, again])) == [("answer", WAITING)]


def test_a_withdrawn_consent_stops_what_is_running():
    someone = victim(consent_withdrawn_at=NOW - timedelta(hours=80))
    assert acts(found(someone, services=[service(someone, state=ServiceState.ACCEPTED)])) == [("stop_sharing", LATE)]
    assert found(someone, services=[service(someone, state=ServiceState.COMPLETED)]) == []


def test_how_to_reach_somebody_is_asked_before_it_is_needed():
    assert acts(found(victim(contact_rule=ContactRule.NOT_ASKED, has_phone=True))) == [("ask_contact", OPEN)]
    assert found(victim(contact_rule=ContactRule.NOT_ASKED, has_phone=False)) == []


@pytest.mark.parametrize("stage", [Stage.TERMINATION, Stage.TRANSFERRED, Stage.NOT_TPPO, Stage.DUPLICATE])
def test_for_whom_it_has_ended_nothing_is_due(stage):
    gone = victim(stage=stage, status=VictimStatus.UNSCREENED, contact_rule=ContactRule.NOT_ASKED, has_phone=True)
    assert found(gone, services=[service(gone)], urgency=Urgency.EMERGENCY) == []


@pytest.mark.django_db
def test_an_office_changes_the_hours_in_a_row():
    assert TimeLimit.objects.lengths(NOW.date(), None)["identification"] == timedelta(hours=24)
    TimeLimit.objects.create(duty="identification", hours=12, valid_from=NOW.date())
    assert TimeLimit.objects.lengths(NOW.date(), None)["identification"] == timedelta(hours=12)
    assert TimeLimit.objects.lengths(NOW.date() - timedelta(days=1), None)["identification"] == timedelta(hours=24)
    TimeLimit.objects.all().delete()
    assert TimeLimit.objects.lengths(NOW.date(), None)["stop_sharing"] == timedelta(hours=72)
