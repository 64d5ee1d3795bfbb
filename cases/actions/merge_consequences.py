"""Changes a merge makes in other rows: ages recalculated from a birth date, a row closed as a duplicate."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model

from cases.actions import age_changes, screenings, victims
from cases.choices import Stage
from cases.merging.snapshot import Changed, Snapshot, plain, put_back, stored_now
from cases.models import ComplaintPerson, Person, Victim
from safeguards import clock
from taskforces.models import User

TOLD_AGE = ("age", "age_is_estimated")


def follow_birth_date(kept: Person, snapshot: Snapshot, by: User) -> list[Changed]:
    """Recalculate ages at the event if the birth date changed; returns the changes, row by row."""
    if {snapshot.gone["birth_date"], snapshot.kept["birth_date"]} == {kept.birth_date}:
        return []
    before = _ages_of(kept)
    age_changes.follow_birth_date(person=kept, by=by)
    after = _ages_of(kept)
    return [
        Changed(model, key, before[model, key], values)
        for (model, key), values in after.items()
        if values != before[model, key]
    ]


def close(victim: Victim, by: User) -> Changed:
    """Close a victim's row as a duplicate of another of the same case."""
    before = victim.stage
    change = _changed(victim, {"stage": Stage.DUPLICATE.value, "stage_since": clock.now()})
    victim.step(before, Stage.DUPLICATE, at=clock.now(), by=by).save()
    victims.follow_stages(victim.case)
    return change


def take_back(changes: Iterable[Changed], by: User) -> None:
    """Undo what the merge wrote into other rows."""
    for change in changes:
        row = apps.get_model(change.model)._base_manager.get(pk=change.pk)
        for name, value in change.before.items():
            put_back(row, name, value)
        row.save(update_fields=list(change.before))
        if "age_at_event" in change.before:
            screenings.rejudge_after_age_change(victim=row, by=by)
        if "stage" in change.before:
            row.step(change.after["stage"], change.before["stage"], at=clock.now(), by=by).save()
            victims.follow_stages(row.case)


def _ages_of(person: Person) -> dict[tuple[str, str], dict[str, Any]]:
    """The ages of every row of a person, by table and key."""
    return {
        (rows.model._meta.label_lower, str(row.pk)): stored_now(row, names)
        for rows, names in ((Victim.objects, age_changes.AGE_FIELDS), (ComplaintPerson.objects, TOLD_AGE))
        for row in rows.filter(person=person).order_by("pk")
    }


def _changed(row: Model, values: dict[str, Any]) -> Changed:
    """Write the values that differ; returns the old and the new ones."""
    before = stored_now(row, list(values))
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return Changed(row._meta.label_lower, str(row.pk), before, {name: plain(value) for name, value in values.items()})
