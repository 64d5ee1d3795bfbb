"""The duty roster of Kota Jambi this week, the emergency numbers, and one open emergency.

Offices and numbers are obviously invented; each supervisor enters real ones.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.actions import complaints, duty_roster, emergencies
from cases.choices import Channel, ContactRule, ContactWay, EmergencyContactKind, ReporterKind, Sex, Urgency
from cases.models import EmergencyContact
from tppo_gugus.demo.cast import JAMBI, RATNA, SARI
from tppo_gugus.demo.founding import World
from tppo_gugus.demo.telling import Story

CONTACTS = (
    (EmergencyContactKind.POLICE, "Unit PPA Polresta (contoh)", "0741-000-0110", "24 jam"),
    (EmergencyContactKind.SHELTER, "Rumah aman (contoh)", "0741-000-0119", "24 jam"),
    (EmergencyContactKind.HOSPITAL, "IGD RSUD Contoh", "0741-000-0118", "24 jam"),
)
SHIFTS = ((time(8), 8, SARI), (time(16), 16, RATNA))  # start, hours, person
DAYS_PLANNED = 7


def roster(world: World, now: datetime) -> Story:
    """Ratna enters the emergency numbers and plans a week from today."""
    yield now - timedelta(hours=30)
    task_force = world.place_of(JAMBI.key)
    today = timezone.localdate(now)
    with world.cast.acting(RATNA) as by:
        for position, (kind, name, phone, hours) in enumerate(CONTACTS, 1):
            details = {"kind": kind, "name": name, "phone": phone, "hours": hours, "note": "", "position": position}
            duty_roster.add_contact(task_force=task_force, details=details, by=by)
    for offset in range(-1, DAYS_PLANNED):
        for begins, hours, email in SHIFTS:
            start = timezone.make_aware(datetime.combine(today + timedelta(days=offset), begins))
            with world.cast.acting(email) as somebody, world.cast.acting(RATNA) as by:
                ends = start + timedelta(hours=hours)
                duty_roster.add_turn(task_force=task_force, user=somebody, starts_at=start, ends_at=ends, by=by)


def running_emergency(world: World, now: datetime) -> Story:
    """A woman is locked in a boarding house; Sari has declared the emergency and called the police unit."""
    yield now - timedelta(minutes=22)
    task_force = world.place_of(JAMBI.key)
    with world.cast.acting(SARI) as by:
        details = {
            "channel": Channel.CALL_CENTRE_112,
            "received_at": now - timedelta(minutes=26),
            "narrative": "Teman kosnya dikunci di kamar oleh orang yang membawanya bekerja. Masih dapat berbisik.",
            "event_region": world.people.region("15.71.02"),
            "urgency": Urgency.URGENT,
            "reporter_kind": ReporterKind.COMMUNITY,
            "reporter_contact_rule": ContactRule.CONDITIONAL,
            "reporter_contact_ways": [ContactWay.WHATSAPP],
            "reporter_contact_hours": "Kapan saja, jangan menelepon",
            **world.people.reporter(),
        }
        about = [{"sex": Sex.FEMALE, "age": 19, "is_known": False}]
        complaint = complaints.log(task_force=task_force, details=details, people=about, submission_key=None, by=by)
        response = emergencies.declare(complaint=complaint, by=by)
    yield now - timedelta(minutes=17)
    with world.cast.acting(SARI) as by:
        emergencies.acknowledge(response=response, by=by)
        police = EmergencyContact.objects.get(task_force=task_force, kind=EmergencyContactKind.POLICE)
        emergencies.add_step(
            response=response, contact=police, note="Patroli berangkat.", happened_at=now - timedelta(minutes=18), by=by
        )
