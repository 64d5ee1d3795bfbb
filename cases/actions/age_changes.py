"""Recalculate the age at the event, in every file of the person, after a birth date or event day was corrected."""

from datetime import date

from django.db import transaction

from cases.actions import screenings
from cases.events import CaseEvent
from cases.models import ComplaintPerson, Person, Victim
from cases.reading import ages
from safeguards.audit import record
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User

AGE_FIELDS = ("age_at_event", "age_is_estimated", "is_child")


@transaction.atomic
def follow_birth_date(*, person: Person, except_victim: Victim | None = None, by: User) -> None:
    """Update the age at the event in every file of a person after a new birth date; screenings are judged again.

    ``except_victim`` is skipped: another act derives its age.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, person)
    born = ages.stored_date(person.birth_date)
    if born is None:
        return
    rows = Victim.objects.select_for_update(of=("self",)).filter(person=person).select_related("case")
    if except_victim is not None:
        rows = rows.exclude(pk=except_victim.pk)
    for victim in rows.order_by("pk"):
        victim.person = person
        _derive(victim, by)
    for row in ComplaintPerson.objects.filter(person=person).select_related("complaint"):
        _set_age_in_complaint(row, born)


@transaction.atomic
def derive(*, victim: Victim, by: User) -> None:
    """Derive and save the age of a locked victim whose person and case are loaded. Saves only what changed."""
    policy.check(by, Permission.COMPLAINT_EDIT, victim)
    _derive(victim, by)


def _derive(victim: Victim, by: User) -> None:
    before = [getattr(victim, name) for name in AGE_FIELDS]
    set_child_flag(victim)
    changed = [name for name, value in zip(AGE_FIELDS, before, strict=True) if getattr(victim, name) != value]
    if not changed:
        return
    victim.version += 1
    victim.save(update_fields=[*AGE_FIELDS, "version"])
    record(CaseEvent.VICTIM_EDITED, by=by, target=victim, details={"changed": changed})
    screenings.rejudge_after_age_change(victim=victim, by=by)


def set_child_flag(victim: Victim) -> None:
    """Set age and child flag from a known birth date, on the event day (the complaint's day while that is unknown)."""
    born = ages.stored_date(victim.person.birth_date)
    if born is not None:
        on = victim.case.event_on or victim.case.reported_on
        victim.age_at_event = ages.age_at_event(birth_date=born, event_on=on)
        victim.age_is_estimated = False
    victim.age_is_estimated = victim.age_is_estimated and victim.age_at_event is not None
    victim.is_child = ages.is_child(victim.age_at_event)


def _set_age_in_complaint(row: ComplaintPerson, born: date) -> None:
    """Set the age of a person in a complaint. If no possible age results, the stated age stays."""
    years = ages.full_years(born, row.complaint.day_of_ages)
    if 0 <= years <= ages.MOST_YEARS and (row.age, row.age_is_estimated) != (years, False):
        row.age, row.age_is_estimated = years, False
        row.save(update_fields=["age", "age_is_estimated"])
