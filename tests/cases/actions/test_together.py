"""One act on several victims: each victim's own rules, all or none, each recorded, twice is once."""

from datetime import timedelta

import pytest
from django.db import transaction

from cases.actions import together
from cases.choices import ConsentGiver, Stage, TerminationReason
from cases.models import Consent, StageChange, Victim
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from tests.factories import CaseFactory, ReferralFactory, VictimFactory


@pytest.fixture
def case(world):
    """Three victims at identification: two girls and a woman."""
    case = CaseFactory(by=world.sari)
    for given in ({"child": True}, {}, {"adult": True}):
        VictimFactory(case=case, **given)
    return case


def seen(case, *positions: int) -> dict:
    """What the page of the chosen victims showed."""
    return {row.pk: row.stage for row in case.victims.filter(position__in=positions)}


def stages(case) -> list[str]:
    return list(case.victims.order_by("position").values_list("stage", flat=True))


def verbs(case) -> list[str]:
    return list(AuditEvent.objects.filter(root_id=case.pk).order_by("position").values_list("verb", flat=True))


class TestStage:
    def test_those_ticked_are_moved_each_with_its_own_record(self, world, case):
        moved = together.move(case=case, stages_seen=seen(case, 1, 3), to=Stage.ASSESSMENT, note="Siap", by=world.sari)
        assert [victim.position for victim in moved] == [1, 3]
        assert stages(case) == ["assessment", "identification", "assessment"]
        assert StageChange.objects.filter(victim__case=case, to_stage="assessment").count() == 2
        assert verbs(case).count("victim.moved") == 2
        case.refresh_from_db()
        assert case.stage == "identification", "the least advanced"

    def test_the_same_press_twice_moves_once(self, world, case):
        given = {"case": case, "stages_seen": seen(case, 1, 2), "to": Stage.ASSESSMENT, "by": world.sari}
        together.move(**given)
        assert together.move(**given) == []
        assert verbs(case).count("victim.moved") == 2

    def test_one_who_may_not_go_there_keeps_all_where_they_are(self, world, case):
        case.victims.filter(position=2).update(stage="service")
        with pytest.raises(WorkflowRefused, match="/2: "), transaction.atomic():
            together.move(case=case, stages_seen=seen(case, 1, 2, 3), to=Stage.ASSESSMENT, by=world.sari)
        assert stages(case) == ["identification", "service", "identification"]
        assert "victim.moved" not in verbs(case)

    def test_what_a_colleague_recorded_meanwhile_is_said(self, world, case):
        shown = seen(case, 1, 2)
        case.victims.filter(position=2).update(stage="transferred")
        with pytest.raises(WorkflowRefused, match=r"/2 kini pada tahap Dilimpahkan"):
            together.move(case=case, stages_seen=shown, to=Stage.ASSESSMENT, by=world.sari)

    def test_services_are_ended_by_the_supervisor_and_not_while_a_referral_is_open(self, world, case):
        case.victims.update(stage="monitoring")
        end = {"to": Stage.TERMINATION, "termination_reason": TerminationReason.REINTEGRATED}
        with pytest.raises(AccessDenied):
            together.move(case=case, stages_seen=seen(case, 1), by=world.sari, **end)
        ReferralFactory(victim=case.victims.get(position=1), agency=world.dinsos)
        with pytest.raises(WorkflowRefused, match="/1: Belum dapat"):
            together.move(case=case, stages_seen=seen(case, 1), by=world.ratna, **end)
        together.move(case=case, stages_seen=seen(case, 2, 3), by=world.ratna, **end)
        assert stages(case) == ["monitoring", "termination", "termination"]

    @pytest.mark.parametrize("who", ["maya", "rina", "arif", "tono"])
    def test_others_do_not(self, world, case, who):
        with pytest.raises(AccessDenied):
            together.move(case=case, stages_seen=seen(case, 1), to=Stage.ASSESSMENT, by=getattr(world, who))

    def test_a_victim_of_another_case_is_not_taken_along(self, world, case):
        other = VictimFactory(case=CaseFactory(by=world.sari))
        for chosen in ({**seen(case, 1), other.pk: other.stage}, {}):
            with pytest.raises(WorkflowRefused, match="Pilih paling sedikit satu korban"):
                together.move(case=case, stages_seen=chosen, to=Stage.ASSESSMENT, by=world.sari)
        assert not Victim.objects.exclude(stage="identification").exists()


class TestConsent:
    def given(self, world, case, *positions: int, **changes) -> dict:
        usual = {"given_by": ConsentGiver.VICTIM_AND_GUARDIAN, "given_on": clock.today(), "by": world.sari}
        return {"case": case, "chosen": list(seen(case, *positions)), **usual, **changes}

    def test_each_has_her_own_and_a_second_press_adds_none(self, world, case):
        recorded = together.consent(**self.given(world, case, 1, 2, note="Di rumah aman"))
        assert [(consent.victim.position, consent.note) for consent in recorded] == [
            (1, "Di rumah aman"),
            (2, "Di rumah aman"),
        ]
        assert together.consent(**self.given(world, case, 1, 2)) == []
        assert verbs(case).count("consent.recorded") == Consent.objects.count() == 2

    def test_a_child_among_them_needs_a_guardian(self, world, case):
        with pytest.raises(WorkflowRefused, match="/1: Korban anak"):
            together.consent(**self.given(world, case, 1, 3, given_by=ConsentGiver.VICTIM))

    def test_a_day_that_has_not_come(self, world, case):
        with pytest.raises(WorkflowRefused, match="/1: Tanggal persetujuan belum terjadi"):
            together.consent(**self.given(world, case, 1, given_on=clock.today() + timedelta(days=1)))

    def test_one_that_is_to_follow_has_no_day(self, world, case):
        together.consent(**self.given(world, case, 1, 2, given_by=ConsentGiver.URGENT_LATER, given_on=None))
        assert set(Consent.objects.values_list("given_on", flat=True)) == {None}

    @pytest.mark.parametrize("who", ["maya", "rina", "arif", "tono"])
    def test_others_do_not(self, world, case, who):
        with pytest.raises(AccessDenied):
            together.consent(**self.given(world, case, 1, by=getattr(world, who)))
