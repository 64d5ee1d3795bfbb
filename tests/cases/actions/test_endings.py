"""One press asks the supervisor to end services; she approves, or returns it with a word."""

import pytest
from django.db import IntegrityError, transaction

from cases.actions import endings, victims
from cases.choices import Stage, TerminationReason
from cases.models import EndingRequest
from safeguards.audit import AuditEvent
from safeguards.errors import AccessDenied, WorkflowRefused
from taskforces.models import Notification
from tests.factories import CaseFactory, EndingRequestFactory, ReferralFactory, VictimFactory
from tests.personas import client_of

REASON = TerminationReason.REINTEGRATED


@pytest.fixture
def victim(world):
    """A girl under monitoring, with nothing owed."""
    return VictimFactory(case=CaseFactory(by=world.sari), stage="monitoring")


def told(user) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def verbs(victim) -> list[str]:
    return list(AuditEvent.objects.filter(root_id=victim.case_id).order_by("position").values_list("verb", flat=True))


class TestAsking:
    def test_the_supervisor_is_told_once(self, world, victim):
        first = endings.ask(victim=victim, termination_reason=REASON, note=" Sudah kembali sekolah. ", by=world.sari)
        assert endings.ask(victim=victim, termination_reason=REASON, by=world.sari) == first
        assert (first.note, first.asked_by) == ("Sudah kembali sekolah.", world.sari)
        assert told(world.ratna) == [f"Sari meminta layanan {victim} diakhiri."]
        assert told(world.sari) == []
        assert verbs(victim) == ["victim.ending_asked"]
        victim.refresh_from_db()
        assert victim.stage == "monitoring"

    def test_not_while_a_referral_is_open(self, world, victim):
        ReferralFactory(victim=victim, agency=world.dinsos)
        with pytest.raises(WorkflowRefused, match="Masih ada rujukan"):
            endings.ask(victim=victim, termination_reason=REASON, by=world.sari)

    @pytest.mark.parametrize("stage", ["plan", "service", "transferred", "duplicate"])
    def test_not_from_another_stage(self, world, victim, stage):
        victim.case.victims.update(stage=stage)
        with pytest.raises(WorkflowRefused, match="tidak dapat langsung"):
            endings.ask(victim=victim, termination_reason=REASON, by=world.sari)

    def test_not_without_a_reason(self, world, victim):
        with pytest.raises(WorkflowRefused, match="Pilih alasan terminasi"):
            endings.ask(victim=victim, termination_reason="", by=world.sari)
        assert not EndingRequest.objects.exists()

    @pytest.mark.parametrize("who", ["maya", "rina", "arif", "tono"])
    def test_others_do_not(self, world, victim, who):
        with pytest.raises(AccessDenied):
            endings.ask(victim=victim, termination_reason=REASON, by=getattr(world, who))


class TestAnswering:
    @pytest.fixture
    def asked(self, world, victim):
        return EndingRequestFactory(victim=victim, note="Sudah kembali sekolah.")

    def test_approved_ends_the_services_and_tells_who_asked(self, world, victim, asked):
        for _n in range(2):
            answered = endings.approve(request=asked, by=world.ratna)
        victim.refresh_from_db()
        assert (victim.stage, victim.termination_reason) == ("termination", "reintegrated")
        assert (answered.answer, answered.answered_by) == ("approved", world.ratna)
        assert victim.stage_changes.get(to_stage="termination").note == "Sudah kembali sekolah."
        assert told(world.sari) == [f"Layanan {victim} diakhiri seperti yang Anda minta."]
        assert verbs(victim) == ["victim.moved", "victim.ending_approved"]

    def test_returned_with_a_word(self, world, victim, asked):
        with pytest.raises(WorkflowRefused, match="Tulis apa yang masih perlu"):
            endings.give_back(request=asked, note=" ", by=world.ratna)
        for _n in range(2):
            endings.give_back(request=asked, note="Kunjungan terakhir belum ada.", by=world.ratna)
        victim.refresh_from_db()
        assert victim.stage == "monitoring"
        assert told(world.sari) == [f"Permintaan mengakhiri layanan {victim} dikembalikan. Baca yang masih perlu."]
        assert verbs(victim) == ["victim.ending_returned"]
        again = endings.ask(victim=victim, termination_reason=REASON, by=world.sari)
        assert again != asked

    def test_answered_once(self, world, asked):
        endings.give_back(request=asked, note="Belum.", by=world.ratna)
        with pytest.raises(WorkflowRefused, match="sudah dijawab"):
            endings.approve(request=asked, by=world.ratna)

    def test_nobody_approves_her_own(self, world, victim):
        own = EndingRequestFactory(victim=victim, asked_by=world.ratna)
        with pytest.raises(WorkflowRefused, match="Anda sendiri"):
            endings.approve(request=own, by=world.ratna)

    def test_a_direct_end_answers_the_request(self, world, victim, asked):
        victims.move(victim=victim, to=Stage.TERMINATION, termination_reason=REASON, by=world.ratna)
        asked.refresh_from_db()
        assert (asked.answer, asked.answered_by) == ("approved", world.ratna)

    @pytest.mark.parametrize("who", ["sari", "maya", "rina", "arif", "tono"])
    def test_others_do_not(self, world, asked, who):
        by = getattr(world, who)
        with pytest.raises(AccessDenied):
            endings.approve(request=asked, by=by)
        with pytest.raises(AccessDenied):
            endings.give_back(request=asked, note="Belum.", by=by)


def test_one_open_request_a_victim(world, victim):
    EndingRequestFactory(victim=victim)
    with pytest.raises(IntegrityError, match="ending_asked_once_at_a_time"), transaction.atomic():
        EndingRequestFactory(victim=victim)


class TestPages:
    def test_from_the_stage_page_to_hari_ini_and_back(self, world, victim):
        sari, ratna = client_of(world.sari), client_of(world.ratna)
        ask = f"/korban/{victim.pk}/minta-akhiri/"
        assert ask in sari.get(f"/korban/{victim.pk}/tahap/").content.decode()
        refused = sari.post(ask, {"note": "Sudah kembali sekolah."})
        assert refused.status_code == 422
        assert "Sudah kembali sekolah." in refused.content.decode()
        sari.post(ask, {"termination_reason": "reintegrated", "note": "Sudah kembali sekolah."})
        assert "Sari sudah memintanya" in sari.get(ask).content.decode()
        decide = f"/permintaan-akhiri/{EndingRequest.objects.get().pk}/"
        assert "Diminta mengakhiri layanan" in ratna.get("/").content.decode()
        assert decide in ratna.get("/").content.decode()
        assert "Diminta mengakhiri layanan" not in sari.get("/").content.decode()
        assert "Sudah kembali sekolah." in ratna.get(decide).content.decode()
        assert 'name="answer"' not in sari.get(decide).content.decode()
        refused = ratna.post(decide, {"answer": "returned"})
        assert (refused.status_code, "Tulis apa yang masih perlu." in refused.content.decode()) == (422, True)
        ratna.post(decide, {"answer": "returned", "note": "Kunjungan terakhir belum ada."})
        assert "Kunjungan terakhir belum ada." in sari.get(f"/korban/{victim.pk}/tahap/").content.decode()
        assert "Diminta mengakhiri layanan" not in ratna.get("/").content.decode()

    def test_elsewhere_it_is_not_found(self, world, victim):
        asked = EndingRequestFactory(victim=victim)
        for user in (world.tono, world.maya):
            assert client_of(user).get(f"/permintaan-akhiri/{asked.pk}/").status_code in (403, 404)
            assert client_of(user).get(f"/korban/{victim.pk}/minta-akhiri/").status_code in (403, 404)
        victim.case.victims.update(stage="plan")
        assert client_of(world.sari).get(f"/korban/{victim.pk}/minta-akhiri/").status_code == 404
