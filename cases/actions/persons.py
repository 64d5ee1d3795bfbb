"""Write persons. Complaints and victims point at persons; only this module writes identity."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.actions import age_changes
from cases.choices import ContactRule, Sex
from cases.events import PersonEvent
from cases.matching import person_tokens
from cases.models import Case, Complaint, Person, Victim
from cases.reading import telephone
from cases.reading.nik import digits_of
from safeguards.audit import record
from safeguards.audit.sentences import sealed
from safeguards.conflicts import changed_names, check_version
from safeguards.encryption import Unreadable, readable
from safeguards.errors import Conflict, WorkflowRefused
from safeguards.tokens import normalise
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User

SEARCHED = frozenset(person_tokens.SEARCHED_FIELDS)


def recognise_or_create(*, within: Case | Complaint, details: Mapping[str, Any], by: User) -> Person:
    """The person of a form block: the known one that was chosen (``person``), or a new one."""
    key = details.get("person")
    return (
        recognise(key=key, within=within, details=details, by=by)
        if key
        else create(within=within, details=details, by=by)
    )


@transaction.atomic
def create(*, within: Case | Complaint, details: Mapping[str, Any], by: User) -> Person:
    """Create a person of a file. ``within`` is any row of the task force; ``details`` may hold other keys too."""
    policy.check(by, Permission.COMPLAINT_EDIT, within)
    values = stored_values(details)
    person = Person.objects.create(task_force_id=within.task_force_id, **values)
    if SEARCHED & {name for name, value in values.items() if value}:
        person_tokens.refresh(person)
    record(PersonEvent.RECORDED, by=by, target=person, details={"changed": sorted(k for k, v in values.items() if v)})
    return person


@transaction.atomic
def recognise(*, key: UUID, within: Case | Complaint, details: Mapping[str, Any], by: User) -> Person:
    """Use a known person in a file, and fill in what was not known of them.

    Stored values stay, with one exception: *jangan dihubungi* applies from now on. New telephone numbers and accounts
    are added. Other differing values are stored encrypted in the audit. Raises ``WorkflowRefused`` where nobody of this
    task force has the key.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, within)
    person = _survivor(key, within.task_force_id)
    given = stored_values(details)
    filled = fill(person, given)
    for name, value in filled.items():
        setattr(person, name, value)
    if filled:
        person.version += 1
        person.save(update_fields=[*filled, "version"])
        if SEARCHED & set(filled):
            person_tokens.refresh(person)
    told = {name: str(given[name]) for name in differing(person, given)}
    notes = {"differing": sorted(told), "told": sealed(json.dumps(told))} if told else {}
    record(PersonEvent.RECOGNISED, by=by, target=person, details={"changed": sorted(filled), **notes})
    if "birth_date" in filled:
        age_changes.follow_birth_date(person=person, by=by)
    return person


def fill(person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given values that add to what is known of the person."""
    found = {name: value for name, value in given.items() if value and _is_gap(person, name)}
    for name, sign in (("phone", " / "), ("accounts", "\n")):
        stored, told = getattr(person, name), given.get(name, "")
        if readable(stored) and told and _lines(name, told) - _lines(name, stored):
            found[name] = f"{stored}{sign}{told}"
    if given.get("contact_rule") == ContactRule.NEVER and person.contact_rule != ContactRule.NEVER:
        found["contact_rule"] = ContactRule.NEVER
    return found


def differing(person: Person, given: Mapping[str, Any]) -> list[str]:
    """Names of the identifying fields whose given value differs from the stored one. Says that they differ, not how.

    Numbers and accounts do not count: they are added to the stored ones, unless those cannot be read.
    """
    added = {name for name in ("phone", "accounts") if not isinstance(getattr(person, name), Unreadable)}
    names = [name for name in (*Person.IDENTITY, "sex") if name not in added and not _is_gap(person, name)]
    return [name for name in names if given.get(name) not in (None, "", Sex.UNKNOWN, getattr(person, name))]


@transaction.atomic
def update(
    *,
    person: Person,
    changes: Mapping[str, Any],
    version: int | None = None,
    within_victim: Victim | None = None,
    by: User,
) -> Person:
    """Change what is known of somebody; fields without a key in ``changes`` stay as they are.

    A new birth date recalculates the age at the event in every file of the person. ``within_victim`` is the victim
    whose act calls this; that act derives its age itself. ``version`` is the one the form was opened with; a differing
    value saved since raises ``Conflict``.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.merged_into_id:
        raise Conflict(_("Catatan orang ini baru saja digabung dengan catatan lain. Buka isian terbaru."))
    check_person_version(person, version, changes)
    values = stored_values(changes)
    changed = changed_names(person, values)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, values[name])
    person.version += 1
    person.save(update_fields=[*changed, "version"])
    if SEARCHED & set(changed):
        person_tokens.refresh(person)
    record(PersonEvent.AMENDED, by=by, target=person, details={"changed": changed})
    if "birth_date" in changed:
        age_changes.follow_birth_date(person=person, except_victim=within_victim, by=by)
    return person


def _survivor(key: UUID, task_force_id: UUID) -> Person:
    """The person of the key, or the person they were merged into; locked."""
    person = Person.objects.select_for_update().filter(pk=key, task_force_id=task_force_id).first()
    while person is not None and person.merged_into_id:
        person = Person.objects.select_for_update().filter(pk=person.merged_into_id).first()
    if person is None:
        raise WorkflowRefused(_("Orang yang dipilih tidak ditemukan. Lepaskan pilihan itu, lalu simpan lagi."))
    return person


def _is_gap(person: Person, name: str) -> bool:
    return getattr(person, name) in ("", None, False, [], Sex.UNKNOWN, ContactRule.NOT_ASKED)


def _lines(name: str, text: str) -> set[str]:
    if name == "phone":
        return {number.key or number.as_typed for number in telephone.each(text)}
    return {normalise("account", line) for line in text.splitlines()} - {""}


def check_person_version(person: Person, version: int | None, changes: Mapping[str, Any]) -> None:
    """Raise ``Conflict`` as every form does, but hide identifying values: the page says only that they changed."""
    try:
        check_version(person, version, stored_values(changes))
    except Conflict as conflict:
        closed = {capfirst(Person.label_of(name)) for name in Person.IDENTITY}
        rows = [
            row._replace(theirs=_("Diubah rekan Anda, disembunyikan")) if row.label in closed else row
            for row in conflict.differences
        ]
        raise Conflict(conflict.message, rows) from None


def stored_values(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details that belong to a person, as stored: dates as ISO text, NIK without blanks."""
    values = {name: details[name] for name in Person.DETAILS if name in details and details[name] is not None}
    if isinstance(values.get("birth_date"), date):
        values["birth_date"] = values["birth_date"].isoformat()
    if "nik" in values:
        values["nik"] = digits_of(values["nik"])
    return values
