"""Every field of the rows some acts write, and what their audit rows tell."""

from datetime import timedelta

import pytest

from cases.actions import emergencies, hand_overs
from cases.models import HandOver
from safeguards import clock
from safeguards.audit import AuditEvent
from safeguards.errors import WorkflowRefused
from taskforces.models import Region
from tests.cases.stories import logged
from tests.factories import EmergencyContactFactory, EmergencyFactory

pytestmark = pytest.mark.django_db


def details_of(verb: str) -> list[dict]:
    return list(AuditEvent.objects.filter(verb=verb).order_by("id").values_list("details", flat=True))


def test_a_hand_over_keeps_who_when_and_how(world):
    complaint = logged(world)
    version, moment = complaint.version, clock.now()
    with clock.at(moment):
        made = hand_overs.hand_over(
            complaint=complaint,
            to_office="  UPTD PPA Kota Batam ",
            way="phone",
            to_region=Region.objects.get(pk="21.71"),
            contact_person=" Contoh Penerima ",
            by=world.sari,
        )
    row = HandOver.objects.get(pk=made.pk)
    assert (row.task_force_id, row.complaint_id, row.to_region_id) == (world.jambi.pk, complaint.pk, "21.71")
    assert (row.to_office, row.way, row.contact_person) == ("UPTD PPA Kota Batam", "phone", "Contoh Penerima")
    assert (row.handed_at, row.handed_by) == (moment, world.sari)
    assert row.receipt_due_at > moment
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.handed_to) == ("other_region", "UPTD PPA Kota Batam")
    assert complaint.version == version + 1
    assert details_of("complaint.handed_over") == [{"handed_to": "UPTD PPA Kota Batam", "hand_over_way": "phone"}]


def test_to_nobody_nothing_is_handed_over_and_another_way_is_another_hand_over(world):
    complaint = logged(world)
    with pytest.raises(WorkflowRefused, match="kepada siapa"):
        hand_overs.hand_over(complaint=complaint, to_office="  ", way="phone", by=world.sari)
    first = hand_overs.hand_over(complaint=complaint, to_office="Batam", way="phone", by=world.sari)
    assert hand_overs.hand_over(complaint=complaint, to_office="Batam", way="phone", by=world.sari) == first
    with pytest.raises(WorkflowRefused):
        hand_overs.hand_over(complaint=complaint, to_office="Batam", way="letter", by=world.sari)


class TestStepsOfAnEmergency:
    """Who was called, when, and what they said."""

    def test_every_field_is_kept(self, world):
        response = EmergencyFactory(complaint=logged(world))
        contact = EmergencyContactFactory(by=world.ratna)
        before = clock.now() - timedelta(minutes=5)
        given = {"contact": contact, "whom": " Petugas jaga ", "note": " Berangkat ", "happened_at": before}
        step = emergencies.add_step(response=response, by=world.sari, **given)
        step.refresh_from_db()
        assert (step.task_force_id, step.response_id) == (world.jambi.pk, response.pk)
        assert (step.contact, step.whom, step.note, step.happened_at) == (contact, "Petugas jaga", "Berangkat", before)
        assert (step.recorded_by, step.recorded_at > before) == (world.sari, True)
        assert emergencies.add_step(response=response, by=world.sari, **given) == step
        assert emergencies.add_step(response=response, by=world.ratna, **given) != step
        assert details_of("emergency.step_recorded") == [{"contact": str(contact)}] * 2

    def test_somebody_not_on_the_list_is_written(self, world):
        response = EmergencyFactory(complaint=logged(world))
        emergencies.add_step(
            response=response, contact=None, whom="Ketua RT", note="", happened_at=clock.now(), by=world.sari
        )
        assert details_of("emergency.step_recorded") == [{"contact": ""}]

    def test_nobody_and_tomorrow_are_refused(self, world):
        response = EmergencyFactory(complaint=logged(world))
        given = {"response": response, "contact": None, "note": "", "by": world.sari}
        with pytest.raises(WorkflowRefused, match="siapa yang dihubungi"):
            emergencies.add_step(whom=" ", happened_at=clock.now(), **given)
        with pytest.raises(WorkflowRefused, match="belum tiba"):
            emergencies.add_step(whom="Ketua RT", happened_at=clock.now() + timedelta(minutes=1), **given)
        elsewhere = EmergencyContactFactory(task_force=world.jakarta_barat, entered_by=world.tono)
        with pytest.raises(WorkflowRefused, match="bukan milik gugus tugas"):
            emergencies.add_step(whom="", happened_at=clock.now(), **{**given, "contact": elsewhere})
