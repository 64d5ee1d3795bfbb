"""Acts on a meeting: record it with attendances and decisions, correct it later."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.choices import DecisionState
from coordination.differences import check_unchanged
from coordination.events import MeetingEvent
from coordination.models import Attendance, Decision, Meeting
from safeguards import audit, clock
from safeguards.conflicts import changed_names
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce, User

DETAILS = ("title", "held_on", "starts_at", "ends_at", "place", "division", "chaired_by", "note")


@transaction.atomic
def record(
    *,
    task_force: TaskForce,
    details: Mapping[str, Any],
    attendances: Iterable[Mapping] = (),
    decisions: Iterable[Mapping] = (),
    submission_key: UUID | None = None,
    by: User,
) -> Meeting:
    """Record a meeting. If the ``submission_key`` was used before, the existing meeting is returned.

    ``details``: values of ``DETAILS``. ``attendances``: agency and number of people. ``decisions``: text, owner_agency
    and due_on, in order.
    """
    policy.check(by, Permission.MEETING_MANAGE, task_force)
    TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    if submission_key is not None:
        known = Meeting.objects.filter(task_force=task_force, submission_key=submission_key).first()
        if known is not None:
            return known
    meeting = Meeting(
        task_force=task_force, recorded_at=clock.now(), recorded_by=by, submission_key=submission_key, **_known(details)
    )
    attendances, decisions = list(attendances), list(decisions)
    _check(meeting, attendances, decisions)
    meeting.save(force_insert=True)
    _write_attendances(meeting, attendances)
    for position, item in enumerate(decisions, 1):
        _decide(meeting, item, position, by)
    counts = {"held_on": meeting.held_on, "agencies": len(attendances), "decisions": len(decisions)}
    audit.record(MeetingEvent.RECORDED, by=by, target=meeting, details=counts)
    return meeting


@transaction.atomic
def edit(
    *,
    meeting: Meeting,
    details: Mapping[str, Any],
    attendances: Iterable[Mapping],
    decisions: Iterable[Mapping],
    version: int | None = None,
    by: User,
) -> Meeting:
    """Correct a meeting. A decision with an ``id`` is corrected, one without is added, a missing one is removed.

    The states of decisions stay as they are. A decision that is already in progress cannot be removed.
    """
    policy.check(by, Permission.MEETING_MANAGE, meeting)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    details, attendances, decisions = _known(details), list(attendances), list(decisions)
    check_unchanged(meeting, version, details, attendances, decisions)
    changed = changed_names(meeting, details)
    for name in changed:
        setattr(meeting, name, details[name])
    _check(meeting, attendances, decisions)
    if _attendances_of(meeting) != {(row["agency"].pk, row["people"]) for row in attendances}:
        meeting.attendances.all().delete()
        _write_attendances(meeting, attendances)
        changed.append(_("daftar hadir"))
    if _redecide(meeting, decisions, by):
        changed.append(_("keputusan"))
    if not changed:
        return meeting
    meeting.version += 1
    meeting.save()
    audit.record(MeetingEvent.EDITED, by=by, target=meeting, details={"changed": changed})
    return meeting


def _check(meeting: Meeting, attendances: list, decisions: list) -> None:
    """Check what the database cannot: everything belongs to one task force, and the days agree."""
    agencies = [row["agency"] for row in attendances] + [row["owner_agency"] for row in decisions]
    foreign = [agency for agency in agencies if agency.task_force_id != meeting.task_force_id]
    if foreign or (meeting.division and meeting.division.task_force_id != meeting.task_force_id):
        raise WorkflowRefused(_("Instansi atau bidang itu milik gugus tugas lain."))
    if attendances and meeting.held_on > clock.today():
        raise WorkflowRefused(_("Rapat ini belum berlangsung. Isi daftar hadir sesudahnya."))
    if any(row["due_on"] < meeting.held_on for row in decisions):
        raise WorkflowRefused(_("Tenggat keputusan mendahului tanggal rapat."))


def _write_attendances(meeting: Meeting, attendances: list) -> None:
    Attendance.objects.bulk_create(
        Attendance(
            task_force_id=meeting.task_force_id, meeting=meeting, agency=row["agency"], people=row.get("people") or 1
        )
        for row in attendances
    )


def _attendances_of(meeting: Meeting) -> set:
    return {(row.agency_id, row.people) for row in meeting.attendances.all()}


def _decide(meeting: Meeting, item: Mapping, position: int, by: User) -> None:
    Decision.objects.create(
        task_force_id=meeting.task_force_id,
        meeting=meeting,
        position=position,
        text=item["text"],
        owner_agency=item["owner_agency"],
        due_on=item["due_on"],
        state_changed_at=clock.now(),
        state_changed_by=by,
    )


def _redecide(meeting: Meeting, decisions: list, by: User) -> bool:
    """Correct, remove and add decisions. Returns whether anything changed."""
    known = {decision.pk: decision for decision in meeting.decisions.select_for_update(of=("self",))}
    last = max((decision.position for decision in known.values()), default=0)
    kept = {item.get("id") for item in decisions}
    changed = _remove([decision for pk, decision in known.items() if pk not in kept])
    for item in decisions:
        decision = known.get(item.get("id"))
        if decision is None:
            last += 1
            _decide(meeting, item, last, by)
            changed = True
        elif names := changed_names(decision, {name: item[name] for name in ("text", "owner_agency", "due_on")}):
            for name in names:
                setattr(decision, name, item[name])
            decision.version += 1
            decision.save(update_fields=[*names, "version"])
            changed = True
    return changed


def _remove(decisions: list[Decision]) -> bool:
    begun = [decision for decision in decisions if decision.state != DecisionState.OPEN or decision.progress_note]
    if begun:
        raise WorkflowRefused(
            _("Keputusan “%(text)s” sudah berjalan dan tidak dapat dihapus. Batalkan lewat keadaannya.")
            % {"text": begun[0].text}
        )
    for decision in decisions:
        decision.delete()
    return bool(decisions)


def _known(details: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"not a meeting's: {', '.join(sorted(unknown))}")
    return dict(details)
