"""Writing down who somebody is. Complaints and victims point at persons; identity itself is written here alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cases import person_tokens
from cases.actions import age_changes
from cases.events import PersonEvent
from cases.models import Person, Victim
from cases.nik import digits_of
from safeguards.audit import record
from safeguards.conflicts import changed_names
from taskforces.access import policy
from taskforces.access.permissions import Permission

IDENTITY = ("name", "nickname", "nik", "birth_date", "phone", "address", "guardian", "accounts")
CONTACT = ("contact_rule", "contact_ways", "contact_hours", "contact_code_word", "contact_note", "may_leave_message")
FIELDS = (*IDENTITY, *CONTACT, "sex")
SEARCHED = frozenset(person_tokens.NAME_FIELDS + person_tokens.EXACT_FIELDS)


@transaction.atomic
def create(*, within, details: Mapping[str, Any], by) -> Person:
    """Write down a person of a file. ``within`` is anything of the task force; ``details`` may hold other keys too."""
    policy.check(by, Permission.COMPLAINT_EDIT, within)
    values = stored_values(details)
    person = Person.objects.create(task_force_id=within.task_force_id, **values)
    if SEARCHED & {name for name, value in values.items() if value}:
        person_tokens.refresh(person)
    record(PersonEvent.RECORDED, by=by, target=person, details={"changed": sorted(k for k, v in values.items() if v)})
    return person


@transaction.atomic
def update(*, person: Person, changes: Mapping[str, Any], within_victim: Victim | None = None, by) -> Person:
    """Change what is known of somebody; keys that are not there stay as they are.

    Another birth date gives every file of the person its age at the event anew. ``within_victim`` is the victim whose
    own act this is part of: that act derives its age itself.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    values = stored_values(changes)
    changed = changed_names(person, values)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, values[name])
    person.save(update_fields=changed)
    if SEARCHED & set(changed):
        person_tokens.refresh(person)
    record(PersonEvent.AMENDED, by=by, target=person, details={"changed": changed})
    if "birth_date" in changed:
        age_changes.follow_birth_date(person=person, except_victim=within_victim, by=by)
    return person


def stored_values(details: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the details that belong to a person, as they are stored: dates as ISO text, NIK without blanks."""
    values = {name: details[name] for name in FIELDS if name in details and details[name] is not None}
    if isinstance(values.get("birth_date"), date):
        values["birth_date"] = values["birth_date"].isoformat()
    if "nik" in values:
        values["nik"] = digits_of(values["nik"])
    return values
