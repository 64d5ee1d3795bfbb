"""Take locks in the order of every other act: complaints, cases, victims, then persons."""

from collections.abc import Iterable
from uuid import UUID

from cases.models import Case, Complaint, ComplaintPerson, Person, Victim


def lock(person_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Lock all files with these people, then the people; returns their current rows by key."""
    keys = list(person_ids)
    complaints = ComplaintPerson.objects.filter(person_id__in=keys).values("complaint_id")
    victims = Victim.objects.filter(person_id__in=keys)
    _take(Complaint.objects.filter(pk__in=complaints))
    _take(Case.objects.filter(pk__in=victims.values("case_id")))
    _take(victims)
    return {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _take(rows) -> None:
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
