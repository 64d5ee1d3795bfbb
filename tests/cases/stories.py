"""Starting points for tests: a complaint logged by Sari, and a case opened from one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.actions import complaints
from cases.choices import Channel, ContactRule, PersonRole, Sex, Urgency
from cases.models import Case, Complaint, ComplaintPerson, Person
from safeguards import clock
from safeguards.identifiers import new_id
from taskforces.models import Region
from tests.factories import CaseFactory, ComplaintFactory, ComplaintPersonFactory, PersonFactory

WIB = ZoneInfo("Asia/Jakarta")
NIK = "1571025203090001"
PHONE = "0812-0000-0027"


def girl(**changes) -> dict:
    """An obviously invented girl, sixteen at the event."""
    return {
        "role": PersonRole.POSSIBLE_VICTIM,
        "name": "Contoh Melati Rekaan",
        "nickname": "Mela",
        "nik": NIK,
        "birth_date": date(2009, 3, 12),
        "sex": Sex.FEMALE,
        "origin_region": Region.objects.filter(pk="15.71.02").first(),
        "phone": PHONE,
        "address": "Jalan Rekaan 27",
        "contact_rule": ContactRule.CONDITIONAL,
        "contact_hours": "13.00–15.00 WIB",
        "contact_code_word": "dari koperasi",
        **changes,
    }


def stranger(**changes) -> dict:
    """An unknown reported person."""
    return {"role": PersonRole.REPORTED, "is_known": False, "sex": Sex.MALE, **changes}


def facts(**changes) -> dict:
    """Details from a caller."""
    return {
        "channel": Channel.CALL_CENTRE_112,
        "received_at": shortly_ago(),
        "narrative": "Ditawari kerja di kafe, ternyata tidak boleh pulang.",
        "event_on": date(2026, 1, 5),
        "event_place": "Batam",
        "urgency": Urgency.URGENT,
        "reporter_name": "Contoh Pelapor Rekaan",
        "reporter_phone": "0812-0000-0099",
        **changes,
    }


def shortly_ago(minutes: int = 9) -> datetime:
    """Some minutes ago but still today; just after midnight the start of the local day."""
    now = clock.now()
    return max(now - timedelta(minutes=minutes), timezone.localtime(now).replace(hour=0, minute=0, second=0))


def logged(world, *people: dict, by=None, **changes) -> Complaint:
    """A complaint in the register of the user's task force, as rows."""
    complaint = ComplaintFactory(by=by or world.sari, **facts(**changes))
    for item in people or (girl(), stranger()):
        told(complaint, **item)
    return complaint


def told(complaint: Complaint, **item) -> ComplaintPerson:
    """A person in a complaint, from a caller's details. ``person`` is the key of a known person."""
    known = item.pop("person", None)
    facts_of = {name: item.pop(name) for name in Person.DETAILS if name in item}
    person = (
        Person.objects.get(pk=known)
        if known
        else PersonFactory(task_force=complaint.task_force, unknown=True, **facts_of)
    )
    given = {"sex": facts_of.get("sex", Sex.UNKNOWN), "origin_region": None, "told_age": item.pop("age", None)}
    return ComplaintPersonFactory(complaint=complaint, person=person, **{**given, **item})


def opened(world, *people: dict, by=None, **changes) -> Case:
    """A case opened from such a complaint; the possible victims are its victims, at the first stage."""
    return CaseFactory.of_complaint(logged(world, *people, by=by, **changes))


def log(world, *people: dict, by=None, key=None, **changes) -> Complaint:
    """The same as ``logged`` but by the act, with its audit row and notifications."""
    by = by or world.sari
    return complaints.log(
        task_force=by.current_memberships[0].task_force,
        details=facts(**changes),
        people=people or (girl(), stranger()),
        submission_key=key or new_id(),
        by=by,
    )


def at(text: str) -> datetime:
    """A moment in Jambi: ``2026-02-10 09:41``."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)
