"""Undo a batch: find the files that were changed since, and remove the others with the links only they made."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext as _

from cases.events import RegisterEvent
from cases.linking.shared_values import files_sharing
from cases.models import (
    Case,
    Complaint,
    ComplaintPerson,
    ComplaintTokens,
    Link,
    LinkToken,
    Person,
    PersonTokens,
    RegisterEntry,
    StageChange,
    Victim,
)
from cases.register.dry_run import chunks
from cases.register.progress import Progress, Silent
from safeguards import clock
from safeguards.audit.bulk import insert_rows
from safeguards.audit.recording import AuditRow, audit_row

OWN = (
    Case, Complaint, ComplaintPerson, ComplaintTokens, LinkToken, Person, PersonTokens, RegisterEntry, StageChange,
    Victim,
)  # fmt: skip
CHUNK = 500  # files at a time
Keys = dict[type[models.Model], models.QuerySet]


def undo(batch, progress: Progress | Silent, *, by) -> tuple[int, int]:
    """Remove every file of the batch that was not changed since; returns how many were removed and how many stay.

    It goes from the last row to the first, because a person belongs to the first row with them and later rows point at
    them. The audit is written at the end, because its lock makes colleagues wait.
    """
    left = touched(batch)
    entries = RegisterEntry.objects.filter(batch=batch).exclude(pk__in=left).order_by("-number")
    gone = list(entries.values_list("pk", "case__number", "complaint__number"))  # no case: the complaint alone
    links = list(_recurring_links(batch))
    removed = 0
    for chunk in chunks(gone, CHUNK):
        removed += remove(batch, [entry for entry, _case, _complaint in chunk])
        progress.move(removed)
    forget_links(batch, links)
    now = clock.now()
    insert_rows(_told(batch, case, complaint, by=by, at=now) for _entry, case, complaint in reversed(gone))
    return removed, len(left)


def _told(batch, case: str | None, complaint: str, *, by, at) -> AuditRow:
    """The audit of one file taken back."""
    event = RegisterEvent.FILE_UNDONE if case else RegisterEvent.COMPLAINT_UNDONE
    details = {"file": case, "complaint": complaint} if case else {"complaint": complaint}
    return audit_row(event.value, by=by, target=batch, details=details, at=at)


def touched(batch) -> dict[UUID, str]:
    """Entries of the batch that were changed or used since, each with the reason in Indonesian."""
    if batch.written_at is None:
        return {}
    entries = RegisterEntry.objects.filter(batch=batch)
    unnested = models.Func(models.F("persons"), function="unnest", output_field=models.UUIDField())
    keys: Keys = {
        Case: entries.filter(case__isnull=False).order_by().values("case_id"),
        Complaint: entries.order_by().values("complaint_id"),
        Person: entries.order_by().annotate(made=unnested).values("made"),
    }
    keys[Victim] = Victim.objects.filter(case_id__in=keys[Case]).order_by().values("pk")
    found: dict[UUID, str] = {}
    elsewhere = _("orangnya ada juga di berkas lain")
    later = Victim.objects.filter(case_id__in=keys[Case], added_at__gt=batch.written_at)
    added = set(later.values_list("case_id", flat=True))
    _note(found, entries, Case, added, _("ada korban yang ditambahkan sesudah dipindahkan"))
    for model, ids in keys.items():
        changed = set(_changed(model, ids))
        _note(found, entries, model, changed, _("datanya diubah sesudah dipindahkan"))
        for name, used in _pointed_at(model, ids):
            _note(found, entries, model, used, _("sudah dipakai: %s") % name)
    for model, used in _elsewhere(keys):
        _note(found, entries, model, used, elsewhere)
    new = set(found)
    while new:  # a person in a file that stays must stay too, whichever file created them
        before = set(found)
        _note(found, entries, Person, _people_in(entries.filter(pk__in=new)), elsewhere)
        new = set(found) - before
    return found


def remove(batch, entries: Iterable[UUID]) -> int:
    """Remove the files of some entries of the batch; returns how many. PostgreSQL checks everything again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_undo_register_files(%s, %s::uuid[])", [batch.pk, list(entries)])
        return cursor.fetchone()[0]


def forget_links(batch, links: Iterable[UUID]) -> int:
    """Remove those of these links that recur no more, with their notifications; returns how many.

    PostgreSQL leaves a link that still recurs, is older than the batch, or was dismissed by somebody.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_undo_register_links(%s, %s::uuid[])", [batch.pk, list(links)])
        return cursor.fetchone()[0]


def _recurring_links(batch) -> Iterator[UUID]:
    """Links found since the batch was approved that recur now; without its files some may recur no more."""
    found = Link.objects.standing().filter(task_force_id=batch.task_force_id, found_at__gte=batch.confirmed_at)
    for chunk in chunks(found.order_by("pk").iterator(chunk_size=CHUNK), CHUNK):
        yield from (shared.link.pk for shared in files_sharing(chunk))


def _note(found: dict[UUID, str], entries: models.QuerySet, model: type, ids: set[UUID], reason: str) -> None:
    """Store a reason for the entries of these rows, unless they have one already."""
    if ids:
        for entry in OWNERS[model](entries, ids):
            found.setdefault(entry, reason)


def _owners_of_people(entries: models.QuerySet, ids: set[UUID]) -> Iterable[UUID]:
    return entries.filter(persons__overlap=list(ids)).values_list("pk", flat=True)


def _owners_of_victims(entries: models.QuerySet, ids: set[UUID]) -> Iterable[UUID]:
    cases = Victim.objects.filter(pk__in=ids).values("case_id")
    return entries.filter(case_id__in=cases).values_list("pk", flat=True)


OWNERS: dict[type, Callable[[models.QuerySet, set[UUID]], Iterable[UUID]]] = {
    Case: lambda entries, ids: entries.filter(case_id__in=ids).values_list("pk", flat=True),
    Complaint: lambda entries, ids: entries.filter(complaint_id__in=ids).values_list("pk", flat=True),
    Person: _owners_of_people,
    Victim: _owners_of_victims,
}


def _changed(model: type[models.Model], ids: models.QuerySet) -> Iterator[UUID]:
    """Keys of rows that were changed: each change leaves a row of history."""
    history = apps.get_model("cases", f"{model.__name__}History")
    yield from history.objects.filter(id__in=ids).order_by().values_list("id", flat=True).distinct()


def _pointed_at(model: type[models.Model], ids: models.QuerySet) -> Iterator[tuple[str, set[UUID]]]:
    """Rows that something other than the import points at, with the Indonesian name of that."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        other = relation.related_model
        if other in OWN or getattr(other, "pgh_tracked_model", None) is not None:
            continue
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": ids}).order_by()
        yield str(other._meta.verbose_name), set(rows.values_list(relation.field.attname, flat=True).distinct())


def _elsewhere(keys: Keys) -> Iterator[tuple[type[models.Model], set[UUID]]]:
    """People of the batch who are in other files too, and cases that got another complaint."""
    victims = Victim.objects.filter(person_id__in=keys[Person]).exclude(case_id__in=keys[Case])
    yield Person, set(victims.values_list("person_id", flat=True))
    roles = ComplaintPerson.objects.filter(person_id__in=keys[Person]).exclude(complaint_id__in=keys[Complaint])
    yield Person, set(roles.values_list("person_id", flat=True))
    joined = Complaint.objects.filter(case_id__in=keys[Case]).exclude(pk__in=keys[Complaint])
    yield Case, set(joined.values_list("case_id", flat=True))
    merged = Person.objects.filter(merged_into_id__in=keys[Person])
    yield Person, set(merged.values_list("merged_into_id", flat=True))


def _people_in(entries: models.QuerySet) -> set[UUID]:
    """Everybody in the files of some entries."""
    victims = Victim.objects.filter(case_id__in=entries.order_by().values("case_id"))
    roles = ComplaintPerson.objects.filter(complaint_id__in=entries.order_by().values("complaint_id"))
    return {*victims.values_list("person_id", flat=True), *roles.values_list("person_id", flat=True)}
