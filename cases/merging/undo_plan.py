"""The plan of an undo, shown before confirmation: what is restored, what is kept, what conflicts."""

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.merging import relations
from cases.merging.field_choices import label_of
from cases.merging.snapshot import Changed, RowKey, Snapshot, person_values, plain
from cases.models import Person, PersonMerge
from safeguards.conflicts import shown
from safeguards.encryption import Unreadable, readable


class Values(NamedTuple):
    """One field of the survivor with both values, in words, and what undo does with it."""

    name: str
    label: str
    now: str
    before: str
    fate: str  # restored, edited or conflicts: its list in the plan


@dataclass
class UndoPlan:
    """The result of undoing one merge now."""

    snapshot: Snapshot
    version: int = 0  # of the survivor; an edit makes a different plan
    restored: list[str] = field(default_factory=list)  # fields of the survivor that get their old value
    edited: list[str] = field(default_factory=list)  # edited since, not changed by the merge: they stay edited
    conflicts: list[str] = field(default_factory=list)  # chosen in the merge and edited since: the user decides
    back: list[RowKey] = field(default_factory=list)  # rows that return to the other person
    astray: list[RowKey] = field(default_factory=list)  # rows that now point elsewhere, or are deleted
    later: list[RowKey] = field(default_factory=list)  # rows added to the survivor since
    undone: list[Changed] = field(default_factory=list)  # consequences that are undone
    kept_changes: list[Changed] = field(default_factory=list)  # consequences edited since

    @property
    def digest(self) -> str:
        """A hash of the plan. It ensures that the plan carried out is the plan shown."""
        parts = [
            [str(self.version)],
            self.restored,
            self.edited,
            self.conflicts,
            *(map(str, rows) for rows in (self.back, self.later)),
        ]
        parts += [[f"{change.model}:{change.pk}" for change in self.undone]]
        text = "|".join(",".join(part) for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def plan_of(merge: PersonMerge) -> UndoPlan:
    """Compare the states before the merge, after it, and now. Empty if the first was not kept."""
    if not readable(merge.before):
        return UndoPlan(Snapshot({}, {}))
    snapshot = Snapshot.read(merge.before)
    kept = Person.objects.get(pk=merge.kept_id)
    plan = UndoPlan(snapshot, kept.version)
    now = person_values(kept)
    for name in Person.DETAILS:
        was, made = snapshot.kept[name], snapshot.after[name]
        if now[name] == made:
            plan.restored += [name] if was != made else []
        elif was == made:
            plan.edited.append(name)
        elif now[name] != was:
            plan.conflicts.append(name)
    known = {*snapshot.own, *snapshot.moved}
    found = relations.rows_of(kept)
    here = [_key(pair) for pair in found]
    plan.back = [key for key in snapshot.moved if key in here]
    plan.astray = [key for key in snapshot.moved if key not in here]
    later = [(key, row) for key, (_field, row) in zip(here, found, strict=True) if key not in known]
    going = {key.pk for key in plan.back}
    plan.back += [key for key, row in later if str(getattr(row, "victim_id", "")) in going]
    plan.later = [key for key, _row in later if key not in plan.back]
    for change in snapshot.changed:
        (plan.undone if _still(change) else plan.kept_changes).append(change)
    return plan


def values_of(plan: UndoPlan, kept: Person) -> list[Values]:
    """Both values of every field that undo changes; those the user decides come first. Opens identity."""
    rows = []
    for fate in ("conflicts", "edited", "restored"):
        for name in getattr(plan, fate):
            field = Person._meta.get_field(name)
            before = shown(field, field.to_python(plan.snapshot.kept[name]))
            rows.append(Values(name, label_of(name), shown(field, getattr(kept, name)), before, fate))
    return rows


def keys_of(person: Person) -> list[RowKey]:
    """The rows of a person, as keys of a snapshot."""
    return [_key(found) for found in relations.rows_of(person)]


def refusal_of(merge: PersonMerge) -> str:
    """The reason why a merge cannot be undone now, in Indonesian; empty if it can."""
    if merge.undone_at is not None:
        return _("Penggabungan ini sudah dibatalkan.")
    if merge.before is None:
        return _("Batas pembatalan 90 hari sudah lewat; isian sebelumnya sudah dihapus. Penggabungan ini tetap.")
    if isinstance(merge.before, Unreadable):
        return _("Isian sebelum penggabungan tidak terbaca, jadi tidak dapat dikembalikan. Penggabungan ini tetap.")
    if not merge.can_be_undone_now:
        return _("Batas pembatalan 90 hari sudah lewat. Penggabungan ini tetap.")
    later = blocking_merge(merge)
    if later is not None:
        return _("Ada penggabungan yang lebih baru atas orang yang sama. Batalkan yang terbaru lebih dahulu.")
    return ""


def blocking_merge(merge: PersonMerge) -> PersonMerge | None:
    """The newest standing merge of the same survivor that came after this one and must be undone first."""
    after = PersonMerge.objects.standing().filter(pk__gt=merge.pk)  # keys are in time order
    return (after.filter(kept=merge.kept_id) | after.filter(gone=merge.kept_id)).order_by("-pk").first()


def _key(found) -> RowKey:
    relation, row = found
    return RowKey(row._meta.label_lower, relation.name, str(row.pk))


def _still(change: Changed) -> bool:
    """Whether a row still has the values the merge wrote."""
    row = RowKey(change.model, "", change.pk).row()
    return row is not None and all(plain(getattr(row, name)) == value for name, value in change.after.items())
