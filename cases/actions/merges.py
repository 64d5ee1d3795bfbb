"""Two records of one person: compare, merge, undo within ninety days, or mark as different people."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import cast

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import identity, merge_consequences
from cases.events import CaseEvent, ComplaintEvent, PersonEvent
from cases.linking import detection as linking
from cases.matching import person_tokens
from cases.merging import doubles, field_choices, mentions, relations, undo_plan
from cases.merging.locking import lock
from cases.merging.snapshot import RowKey, Snapshot, person_values, put_back
from cases.models import Complaint, NotSame, Person, PersonMerge, Victim
from safeguards import clock
from safeguards.audit import AuditEvent, record
from safeguards.audit.reasons import says_enough
from safeguards.errors import Conflict, WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.notifications import notify_permitted
from taskforces.models import User


@transaction.atomic
def open_both(*, kept: Person, gone: Person, reason: str, other_reason: str = "", by: User) -> None:
    """Record that both identities are opened side by side, and why: one question, an audit row in each file."""
    for person in (kept, gone):
        policy.check(by, Permission.PERSON_MERGE, person)
        policy.check(by, Permission.IDENTITY_REVEAL, person)
    said = identity.reason_for_audit(reason, other_reason)
    codes = _codes(kept, gone)
    for person in (kept, gone):
        _record_opening(person, PersonEvent.COMPARED, {**codes, "reason": said}, by)


@transaction.atomic
def open_before(*, merge: PersonMerge, reason: str, other_reason: str = "", by: User) -> None:
    """Record that the values before and after a merge are opened for its undo, and why."""
    _check_undoing(merge, by)
    policy.check(by, Permission.IDENTITY_REVEAL, merge)
    said = identity.reason_for_audit(reason, other_reason)
    if refusal := undo_plan.refusal_of(merge):
        raise WorkflowRefused(refusal)
    details = {"code": merge.kept_code, "other": merge.gone_code, "reason": said}
    _record_opening(merge.kept, PersonEvent.MERGE_OPENED, details, by)


@transaction.atomic
def merge(
    *,
    kept: Person,
    gone: Person,
    choices: Mapping[str, str],
    versions: tuple[int, int],
    reason: str = "",
    close_doubles: bool = False,
    by: User,
) -> PersonMerge:
    """Merge ``gone`` into ``kept``: write the chosen values, repoint every row, store what undo needs.

    ``versions`` are those of both when they were compared. A merge sent twice returns the same one.
    """
    policy.check(by, Permission.PERSON_MERGE, kept)
    policy.check(by, Permission.PERSON_MERGE, gone)
    people = lock([kept.pk, gone.pk])
    kept, gone = people[kept.pk], people[gone.pk]
    if (earlier := _done_before(kept, gone)) is not None:
        return earlier
    _check_pair(kept, gone)
    crosses = _check_roles(kept, gone, reason, by)
    _check_versions((kept, gone), versions)
    snapshot = Snapshot(person_values(kept), person_values(gone), own=undo_plan.keys_of(kept))
    codes = _codes(kept, gone)
    values = field_choices.merged_values(kept, gone, choices)
    closed = _close_doubles(kept, gone, close_doubles, by)
    _write(kept, values, max(kept.version, gone.version) + 1)
    snapshot.moved = _repoint(gone, kept)
    gone.merged_into = kept
    gone.version = kept.version
    gone.save(update_fields=["merged_into", "version"])
    snapshot.after = person_values(kept)
    snapshot.changed = closed + merge_consequences.follow_birth_date(kept, snapshot, by)
    _find_again(kept, gone)
    done = PersonMerge.objects.create(
        task_force_id=kept.task_force_id,
        kept=kept,
        gone=gone,
        kept_code=codes["code"],
        gone_code=codes["other"],
        before=snapshot.as_text(),
        crosses_roles=crosses,
        reason=reason.strip(),
        merged_at=clock.now(),
        merged_by=by,
    )
    record(PersonEvent.MERGED, by=by, target=kept, details={**codes, "merge": done.pk, "moved": len(snapshot.moved)})
    _tell_cases(done, snapshot.moved, CaseEvent.VICTIM_MERGED, by)
    return done


@transaction.atomic
def undo(
    *, merge: PersonMerge, digest: str, put_back_fields: Collection[str] = (), to_gone: Collection[str] = (), by: User
) -> PersonMerge:
    """Undo a merge. ``digest`` identifies the plan the user saw and agreed to.

    ``put_back_fields``: fields edited after the merge that are restored all the same. ``to_gone``: later rows that
    belong to the other person. A second undo changes nothing.
    """
    _check_undoing(merge, by)
    people = lock([merge.kept_id, merge.gone_id])
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        return merge
    if refusal := undo_plan.refusal_of(merge):
        raise WorkflowRefused(refusal)
    kept, gone = people[merge.kept_id], people[merge.gone_id]
    plan = undo_plan.plan_of(merge)
    if plan.digest != digest:
        raise Conflict(_("Berkas berubah sejak halaman ini dibuka. Periksa lagi apa yang akan dipulihkan."))
    restored = [*plan.restored, *(name for name in plan.conflicts if name in put_back_fields)]
    _restore(gone, plan.snapshot.gone, max(kept.version, gone.version) + 1)
    _write(kept, {name: plan.snapshot.kept[name] for name in restored}, gone.version)
    for key in [*plan.back, *(key for key in plan.later if str(key) in to_gone)]:
        _point(key, gone)
    merge_consequences.take_back(plan.undone, by)
    _find_again(kept, gone)
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    codes = {"code": merge.kept_code, "other": merge.gone_code}
    details = {**codes, "merge": merge.pk, "changed": restored, "moved": len(plan.back)}
    record(PersonEvent.MERGE_UNDONE, by=by, target=kept, details=details)
    _tell_cases(merge, plan.back, CaseEvent.VICTIM_PARTED, by)
    return merge


@transaction.atomic
def ask(*, kept: Person, gone: Person, by: User) -> None:
    """Ask the supervisors, once a day, to look at two files only they may merge. The text carries codes only."""
    policy.check(by, Permission.PERSON_MERGE, kept)
    policy.check(by, Permission.PERSON_MERGE, gone)
    lock([kept.pk, gone.pk])
    _check_pair(kept, gone)
    codes = _codes(kept, gone)
    asked = AuditEvent.objects.filter(verb=PersonEvent.MERGE_ASKED.value, actor_id=by.pk, target_id=kept.pk)
    if asked.filter(at__gte=clock.now() - timedelta(days=1), details__other=codes["other"]).exists():
        return
    record(PersonEvent.MERGE_ASKED, by=by, target=kept, details=codes)
    notify_permitted(
        permission=Permission.PERSON_MERGE_ACROSS_ROLES,
        task_force_id=kept.task_force_id,
        text=_("%(who)s meminta Anda meninjau penggabungan %(code)s dan %(other)s.") % {"who": by.first_name, **codes},
        path=reverse("cases:person-merge", args=[kept.pk, gone.pk]),
        except_user=by,
    )


@transaction.atomic
def tell_apart(*, one: Person, other: Person, by: User) -> NotSame:
    """Store that two people are not the same, so that they are not suggested as one again."""
    policy.check(by, Permission.PERSON_MERGE, one)
    policy.check(by, Permission.PERSON_MERGE, other)
    people = lock([one.pk, other.pk])
    _check_pair(people[one.pk], people[other.pk])
    first, second = sorted(people)
    said = NotSame.objects.standing().filter(first=first, second=second).first()
    if said is not None:
        return said
    said = NotSame.objects.create(
        task_force_id=one.task_force_id, first_id=first, second_id=second, decided_at=clock.now(), decided_by=by
    )
    record(PersonEvent.TOLD_APART, by=by, target=one, details=_codes(one, other))
    return said


@transaction.atomic
def take_back(*, not_same: NotSame, by: User) -> NotSame:
    """Allow the suggestion that two people are the same again."""
    policy.check(by, Permission.PERSON_MERGE, not_same)
    not_same = NotSame.objects.select_for_update().get(pk=not_same.pk)
    if not_same.withdrawn_at is not None:
        return not_same
    not_same.withdrawn_at, not_same.withdrawn_by = clock.now(), by
    not_same.save(update_fields=["withdrawn_at", "withdrawn_by"])
    codes = _codes(not_same.first, not_same.second)
    record(PersonEvent.NOT_TOLD_APART, by=by, target=not_same.first, details=codes)
    return not_same


def _check_undoing(merge: PersonMerge, by: User) -> None:
    """Whoever may merge may undo; across roles, only the supervisor."""
    policy.check(by, Permission.PERSON_MERGE, merge)
    if merge.crosses_roles:
        policy.check(by, Permission.PERSON_MERGE_ACROSS_ROLES, merge)


def _done_before(kept: Person, gone: Person) -> PersonMerge | None:
    """The existing merge of these two, if the form was sent before."""
    if gone.merged_into_id != kept.pk:
        return None
    return PersonMerge.objects.standing().get(gone=gone)


def _check_pair(kept: Person, gone: Person) -> None:
    if kept.pk == gone.pk:
        raise WorkflowRefused(_("Pilih dua catatan yang berbeda."))
    if kept.task_force_id != gone.task_force_id:
        raise WorkflowRefused(_("Kedua catatan berada di gugus tugas yang berbeda."))
    if kept.merged_into_id or gone.merged_into_id:
        raise WorkflowRefused(_("Salah satu catatan sudah digabung dengan catatan lain. Buka daftar terbaru."))


def _check_roles(kept: Person, gone: Person, reason: str, by: User) -> bool:
    """Whether a victim would be merged with a reported person; only the supervisor may, with a written reason."""
    found = mentions.mentions_of([kept.pk, gone.pk])
    if not mentions.roles_cross(found[kept.pk], found[gone.pk]):
        return False
    policy.check(by, Permission.PERSON_MERGE_ACROSS_ROLES, kept)
    if not says_enough(reason):
        raise WorkflowRefused(_("Tulis alasan penggabungan korban dengan orang yang dilaporkan."))
    return True


def _check_versions(people: tuple[Person, Person], versions: tuple[int, int]) -> None:
    """Raise ``Conflict``, field by field, if either record changed since it was compared."""
    changed = [
        difference
        for person, version in zip(people, versions, strict=True)
        if person.version != version
        for difference in field_choices.changed_since(person, version)
    ]
    if changed or any(person.version != version for person, version in zip(people, versions, strict=True)):
        raise Conflict(_("Rekan Anda mengubah salah satu catatan sejak Anda membandingkannya."), changed)


def _close_doubles(kept: Person, gone: Person, agreed: bool, by: User) -> list:
    found = doubles.doubles_of(kept, gone)
    for double in found:
        codes = {"one": double.stays, "other": double.closes}
        if not double.is_possible:
            raise WorkflowRefused(
                _("%(one)s dan %(other)s adalah korban dalam kasus yang sama dan keduanya sudah ditangani.") % codes
            )
        if not agreed:
            raise WorkflowRefused(_("Setujui dahulu penutupan %(other)s sebagai duplikat dari %(one)s.") % codes)
    return [merge_consequences.close(double.closes, by) for double in found]


def _write(person: Person, values: Mapping, version: int) -> None:
    for name, value in values.items():
        put_back(person, name, value)
    person.version = version
    person.save(update_fields=[*values, "version"])


def _restore(gone: Person, values: Mapping, version: int) -> None:
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    _write(gone, values, version)


def _repoint(gone: Person, kept: Person) -> list[RowKey]:
    """Point every row of ``gone`` at ``kept``; returns their keys."""
    keys = undo_plan.keys_of(gone)
    for relation in relations.repointed_fields():
        relation.model._base_manager.filter(**{relation.name: gone}).update(**{relation.name: kept})
    return keys


def _point(key: RowKey, person: Person) -> None:
    row = cast(Model, key.row())  # the plan has read it, under the locks of this act
    setattr(row, key.field, person)
    row.save(update_fields=[key.field])


def _find_again(kept: Person, gone: Person) -> None:
    """Update the search tokens: a merged person can no longer be found, a separate one can."""
    for person in (kept, gone):
        if person.merged_into_id:
            person_tokens.forget(person)
        else:
            person_tokens.refresh(person)
    linking.refresh([kept, gone])


def _tell_cases(merge: PersonMerge, keys: Iterable[RowKey], event: CaseEvent, by: User) -> None:
    """Record in each case whose victim moved; not across roles, which would reveal who is reported elsewhere."""
    if merge.crosses_roles:
        return
    moved = [key.pk for key in keys if key.model == "cases.victim"]
    for victim in Victim.objects.filter(pk__in=moved).select_related("case").order_by("pk"):
        record(event, by=by, target=victim, details={"code": merge.kept_code})


def _codes(kept: Person, gone: Person) -> dict[str, str]:
    found = mentions.mentions_of([kept.pk, gone.pk])
    return {"code": mentions.code_of(found[kept.pk]), "other": mentions.code_of(found[gone.pk])}


def _record_opening(person: Person, event: PersonEvent, details: Mapping, by: User) -> None:
    """Record in the history of the person's file, beside every other look at the identity."""
    victim = Victim.objects.filter(person=person).order_by("-case__reported_on", "-pk").first()
    complaint = Complaint.objects.filter(people__person=person).order_by("-received_at").first()
    if victim is not None:
        record(CaseEvent.IDENTITY_REVEALED, by=by, target=victim, details=details)
    elif complaint is not None:
        record(ComplaintEvent.CONTACT_USED, by=by, target=complaint, details=details)
    record(event, by=by, target=person, details=details)
