"""Complaints, persons, cases, victims and referrals."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from cases.models import Case, Complaint, ComplaintPerson, Consent, Person, Victim
from cases.models.victim import ADULT_AGE
from referrals.models import Referral
from referrals.slip import Contact, Row, Slip
from taskforces.actions.numbering import next_number

NAME, NIK, PHONE = "Bunga Rahasia Contoh", "1571026301080001", "081200000027"
STORY = "Cerita rahasia tentang kafe di Batam"


def make_person(task_force, **fields) -> Person:
    """Somebody whose every identifier is distinctive, so that a leak is found by its text."""
    values = {
        "name": NAME,
        "nickname": "Bunga",
        "nik": NIK,
        "phone": PHONE,
        "address": "Lorong Rahasia 9",
        "guardian": "Wali Rahasia",
        "birth_date": "2008-01-23",
        "sex": "female",
        "contact_rule": "conditional",
        "contact_hours": "13.00–15.00 WIB",
        "contact_code_word": "dari koperasi",
    }
    return Person.objects.create(task_force=task_force, **{**values, **fields})


def make_complaint(world, *, people: int = 1, received_at: datetime | None = None, **fields) -> Complaint:
    """A complaint logged by Sari about one or more possible victims."""
    received_at = received_at or timezone.now() - timedelta(hours=1)
    task_force = fields.pop("task_force", world.jambi)
    values = {
        "number": next_number(task_force_id=task_force.pk, series="P", year=received_at.year),
        "channel": "call_centre_112",
        "narrative": STORY,
        "event_on": date(2026, 1, 3),
        "recorded_at": max(received_at, timezone.now()),
        "recorded_by": world.sari,
    }
    complaint = Complaint.objects.create(task_force=task_force, received_at=received_at, **{**values, **fields})
    for position in range(1, people + 1):
        ComplaintPerson.objects.create(
            task_force=task_force,
            complaint=complaint,
            person=make_person(task_force),
            position=position,
            sex="female",
            age=17,
            origin_region_id="15.71.02",
        )
    return complaint


def make_case(world, *, reported_on: date | None = None, **fields) -> Case:
    """A TPPO case of Kota Jambi in Sari's hands, without victims."""
    reported_on = reported_on or timezone.localdate()
    task_force = fields.pop("task_force", world.jambi)
    by = fields.pop("by", world.sari)
    values = {
        "number": next_number(task_force_id=task_force.pk, series="K", year=reported_on.year),
        "kind": "tppo",
        "mode": "prostitution_online",
        "channel": "call_centre_112",
        "opened_at": timezone.now(),
        "opened_by": by,
        "responsible": by,
        "stage": "identification",
    }
    return Case.objects.create(task_force=task_force, reported_on=reported_on, **{**values, **fields})


def make_victim(case: Case, *, age: int | None = 17, **fields) -> Victim:
    """A victim of a case, with a person behind it."""
    values = {
        "person": fields.pop("person", None) or make_person(case.task_force),
        "position": case.victims.count() + 1,
        "sex": "female",
        "age_at_event": age,
        "is_child": age is None or age < ADULT_AGE,
        "origin_region_id": "15.71.02",
        "stage": "identification",
        "stage_since": timezone.now(),
        "added_at": timezone.now(),
        "main_factor": "economy",
    }
    return Victim.objects.create(task_force=case.task_force, case=case, **{**values, **fields})


def make_slip() -> Slip:
    """What an agency reads of a girl who needs a place to stay; it names nobody."""
    return Slip(
        sender="UPTD PPA Kota Jambi",
        rows=(
            Row("person", "Untuk", "Perempuan, 17 tahun"),
            Row("city", "Kota", "Kota Jambi"),
            Row("services", "Layanan", "Rehabilitasi sosial"),
            Row("need", "Permintaan", "Tempat tinggal sementara dan konseling."),
            Row("consent", "Persetujuan", "Korban dan wali, 9 Februari 2026"),
        ),
        contact=Contact(officer="Sari", office="UPTD PPA Kota Jambi", phone="0741-000-0127"),
        summary="Perempuan, 17 th",
    )


def make_referral(world, victim: Victim, agency=None, **fields) -> Referral:
    """A referral waiting in an agency's queue (Dinas Sosial unless given)."""
    agency = agency or world.dinsos
    sent_at = fields.pop("sent_at", timezone.now())
    consent = Consent.objects.create(
        task_force=victim.task_force,
        victim=victim,
        given_by="victim_and_guardian",
        given_on=sent_at.date(),
        recorded_at=sent_at,
        recorded_by=world.sari,
    )
    values = {
        "number": next_number(task_force_id=victim.task_force_id, series="R", year=sent_at.year),
        "service_lines": ["social_rehabilitation"],
        "slip": make_slip().as_json(),
        "sent_by": world.sari,
        "answer_due_at": sent_at + timedelta(hours=24),
    }
    return Referral.objects.create(
        task_force=victim.task_force,
        case=victim.case,
        victim=victim,
        agency=agency,
        consent=consent,
        sent_at=sent_at,
        **{**values, **fields},
    )
