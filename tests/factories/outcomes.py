"""Emergencies, hand-overs, turns of duty, numbers to call, attempts to reach somebody."""

from datetime import timedelta

from django.utils import timezone

from cases.models import (
    Complaint,
    ContactAttempt,
    DutyTurn,
    EmergencyContact,
    EmergencyResponse,
    EmergencyStep,
    HandOver,
)

RECEIVER, CONTACT_PERSON, WHOM = "Penerima Rahasia", "Petugas Rahasia Seberang", "Tetangga Rahasia"


def make_emergency(world, complaint: Complaint, **fields) -> EmergencyResponse:
    """An emergency Sari declared just now, with one step."""
    now = timezone.now()
    values = {"declared_at": now, "declared_by": world.sari, "due_at": now + timedelta(hours=1)}
    response = EmergencyResponse.objects.create(
        task_force=complaint.task_force, complaint=complaint, **{**values, **fields}
    )
    EmergencyStep.objects.create(
        task_force=complaint.task_force,
        response=response,
        whom=WHOM,
        note="Catatan rahasia langkah",
        happened_at=now,
        recorded_at=now,
        recorded_by=world.sari,
    )
    return response


def make_hand_over(world, complaint: Complaint, **fields) -> HandOver:
    """A hand-over that waits for its receipt."""
    now = timezone.now()
    values = {
        "to_office": "UPTD PPA Kota Batam",
        "way": "phone",
        "contact_person": CONTACT_PERSON,
        "handed_at": now,
        "handed_by": world.sari,
        "receipt_due_at": now + timedelta(hours=24),
    }
    return HandOver.objects.create(task_force=complaint.task_force, complaint=complaint, **{**values, **fields})


def make_duty_turn(world, user=None, **fields) -> DutyTurn:
    """A turn that runs now."""
    now = timezone.now()
    values = {
        "starts_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=7),
        "phone": "0741-000-0127",
        "entered_at": now,
        "entered_by": world.ratna,
    }
    return DutyTurn.objects.create(task_force=world.jambi, user=user or world.ratna, **{**values, **fields})


def make_emergency_contact(world, **fields) -> EmergencyContact:
    """An office that helps at once."""
    values = {
        "kind": "police",
        "name": "Unit PPA Polresta (contoh)",
        "phone": "0741-000-0110",
        "hours": "24 jam",
        "entered_at": timezone.now(),
        "entered_by": world.ratna,
    }
    return EmergencyContact.objects.create(task_force=fields.pop("task_force", world.jambi), **{**values, **fields})


def make_contact_attempt(world, **fields) -> ContactAttempt:
    """A number Sari opened and has not said the result of."""
    target = fields.get("victim") or fields["complaint"]
    values = {"way": "call", "opened_at": timezone.now(), "opened_by": world.sari}
    return ContactAttempt.objects.create(task_force=target.task_force, **{**values, **fields})
