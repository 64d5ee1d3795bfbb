"""Taking a batch back: which of its files were built upon since, and the removal of the others."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _

from cases.models import (
    Case,
    Complaint,
    ComplaintPerson,
    LinkToken,
    Person,
    PersonTokens,
    RegisterEntry,
    StageChange,
    Victim,
)

OWN = (Case, Complaint, ComplaintPerson, LinkToken, Person, PersonTokens, RegisterEntry, StageChange, Victim)


def touched(batch) -> dict[UUID, str]:
    """Entries of the batch that something was built on since, each with the reason in Indonesian."""
    entries = list(RegisterEntry.objects.filter(batch=batch).values_list("pk", "case_id", "complaint_id", "persons"))
    owner: dict[UUID, UUID] = {}  # any row of a file -> its entry
    keys: dict[type[models.Model], list[UUID]] = {Case: [], Complaint: [], Person: [], Victim: []}
    for entry, case, complaint, persons in entries:
        for model, ids in ((Case, [case]), (Complaint, [complaint]), (Person, persons)):
            keys[model] += ids
            owner.update(dict.fromkeys(ids, entry))
    found: dict[UUID, str] = {}
    victims = Victim.objects.filter(case_id__in=keys[Case])
    for victim, case, added_at in victims.values_list("pk", "case_id", "added_at"):
        keys[Victim].append(victim)
        owner[victim] = owner[case]
        if added_at > batch.written_at:
            found[owner[case]] = _("ada korban yang ditambahkan sesudah dipindahkan")
    for model, ids in keys.items():
        for key in _changed(model, ids):
            found.setdefault(owner[key], _("datanya diubah sesudah dipindahkan"))
        for name, key in _pointed_at(model, ids):
            found.setdefault(owner[key], _("sudah dipakai: %s") % name)
    for key in _people_elsewhere(keys):
        found.setdefault(owner[key], _("orangnya ada juga di berkas lain"))
    return found


def remove(batch, left_out: Iterable[UUID]) -> int:
    """Remove the files of the batch but those of some entries; returns how many. PostgreSQL checks it all again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_undo_register(%s, %s::uuid[])", [batch.pk, list(left_out)])
        return cursor.fetchone()[0]


def _changed(model: type[models.Model], ids: list[UUID]) -> Iterator[UUID]:
    """Rows with a history: every change of a row leaves what it said before."""
    history = apps.get_model("cases", f"{model.__name__}History")
    yield from history.objects.filter(id__in=ids).values_list("id", flat=True).distinct()


def _pointed_at(model: type[models.Model], ids: list[UUID]) -> Iterator[tuple[str, UUID]]:
    """Rows that something other than the import points at, with the Indonesian name of that."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        other = relation.related_model
        if other in OWN or getattr(other, "pgh_tracked_model", None) is not None:
            continue
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": ids})
        for key in rows.values_list(relation.field.attname, flat=True).distinct():
            yield str(other._meta.verbose_name), key


def _people_elsewhere(keys: dict[type[models.Model], list[UUID]]) -> Iterator[UUID]:
    """People of the batch who take part in a file that is not of the batch, and cases joined by another complaint."""
    people = keys[Person]
    yield from (
        Victim.objects.filter(person_id__in=people).exclude(case_id__in=keys[Case]).values_list("person_id", flat=True)
    )
    yield from (
        ComplaintPerson.objects.filter(person_id__in=people)
        .exclude(complaint_id__in=keys[Complaint])
        .values_list("person_id", flat=True)
    )
    yield from (
        Complaint.objects.filter(case_id__in=keys[Case])
        .exclude(pk__in=keys[Complaint])
        .values_list("case_id", flat=True)
    )
    yield from Person.objects.filter(merged_into_id__in=people).values_list("merged_into_id", flat=True)
