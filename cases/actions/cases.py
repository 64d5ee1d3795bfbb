"""Actions on a case as a whole. Victims, screenings and services have their own actions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import workflow
from cases.actions import age_changes, hand_overs
from cases.choices import CaseKind, ComplaintOutcome, Mode, PersonRole, Stage, ViolenceForm
from cases.events import CaseEvent, ComplaintEvent
from cases.models import Case, Complaint, ComplaintPerson, StageChange, Victim
from cases.queries.staff import case_workers
from cases.reading import ages, summaries
from safeguards import clock
from safeguards.audit import record
from safeguards.audit.sentences import sealed
from safeguards.conflicts import changed_names, check_version
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.numbering import next_number
from taskforces.models import User

SERIES = "K"
EDITABLE = frozenset(
    {
        "summary",
        "responsible",
        "urgency",
        "mode",
        "event_on",
        "event_until",
        "event_region",
        "simfoni_number",
        "simfoni_entered_on",
    }
)


@transaction.atomic
def open_from_complaint(
    *, complaint: Complaint, kind: str, violence_form: str = "", mode: str = Mode.UNKNOWN, by: User
) -> Case:
    """Open a case from a complaint. The complaint's possible victims become the victims; nothing is typed again."""
    policy.check(by, Permission.CASE_OPEN, complaint)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    workflow.check_outcome(complaint.outcome, ComplaintOutcome.NEW_CASE)
    violence_form = _form_of(kind, violence_form)
    now = clock.now()
    case = Case.objects.create(
        task_force_id=complaint.task_force_id,
        number=next_number(task_force_id=complaint.task_force_id, series=SERIES, year=timezone.localdate(now).year),
        kind=kind,
        violence_form=violence_form,
        mode=mode if kind == CaseKind.TPPO else Mode.UNKNOWN,
        summary=complaint.summary,
        urgency=complaint.urgency,
        event_on=complaint.event_on,
        event_until=complaint.event_until if complaint.event_until != complaint.event_on else None,
        event_region_id=complaint.event_region_id,
        channel=complaint.channel,
        reported_on=timezone.localdate(complaint.received_at),
        opened_at=now,
        opened_by=by,
        responsible=by,
    )
    carried = _carry_over(case, complaint.people.filter(role=PersonRole.POSSIBLE_VICTIM), now, by)
    _bind(complaint, case, ComplaintOutcome.NEW_CASE, by)
    record(
        CaseEvent.OPENED, by=by, target=case, details={"complaint": complaint.number, "kind": kind, "victims": carried}
    )
    return case


@transaction.atomic
def attach_complaint(*, case: Case, complaint: Complaint, new_victims: Iterable[UUID] = (), by: User) -> Case:
    """Make a complaint part of an existing case.

    ``new_victims`` are the keys of the complaint's people who are not in the case yet and become its victims.
    """
    policy.check(by, Permission.CASE_EDIT, case)
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if case.task_force_id != complaint.task_force_id:
        raise WorkflowRefused(_("Pengaduan dan kasus berada di gugus tugas yang berbeda."))
    workflow.check_outcome(complaint.outcome, ComplaintOutcome.EXISTING_CASE)
    people = complaint.people.filter(role=PersonRole.POSSIBLE_VICTIM, pk__in=list(new_victims))
    carried = _carry_over(case, people, clock.now(), by)
    if carried:
        case.stage = workflow.least_advanced(case.victims.values_list("stage", flat=True))
        case.version += 1
        case.save(update_fields=["stage", "version"])
    _bind(complaint, case, ComplaintOutcome.EXISTING_CASE, by)
    record(
        CaseEvent.COMPLAINT_ATTACHED, by=by, target=case, details={"complaint": complaint.number, "victims": carried}
    )
    return case


def _bind(complaint: Complaint, case: Case, outcome: str, by: User) -> None:
    """Store in the complaint, and in its history, which case it became part of."""
    hand_overs.take_back(complaint, by)
    complaint.case, complaint.outcome, complaint.handed_to = case, outcome, ""
    complaint.version += 1
    complaint.save(update_fields=["case", "outcome", "handed_to", "version"])
    record(ComplaintEvent.CONCLUDED, by=by, target=complaint, details={"outcome": outcome, "case": case.number})


def _carry_over(case: Case, people: Iterable[ComplaintPerson], now: datetime, by: User) -> int:
    """Turn possible victims of a complaint into victims of the case, at its first stage; returns how many.

    Nobody is a victim of one case twice: people already in the case, or listed twice in the complaint, are skipped.
    """
    there = set(case.victims.exclude(stage=Stage.DUPLICATE).values_list("person_id", flat=True))
    once = {row.person_id: row for row in reversed(list(people)) if row.person_id not in there}
    people = sorted(once.values(), key=lambda row: row.position)
    last = case.victims.aggregate(last=Max("position"))["last"] or 0
    victims = [
        Victim(
            task_force_id=case.task_force_id,
            case=case,
            person_id=row.person_id,
            position=position,
            sex=row.sex,
            age_at_event=row.age,
            age_is_estimated=row.age_is_estimated,
            is_child=ages.is_child(row.age),
            origin_region_id=row.origin_region_id,
            stage=Stage.COMPLAINT,
            stage_since=now,
            added_at=now,
        )
        for position, row in enumerate(people, last + 1)
    ]
    Victim.objects.bulk_create(victims)
    StageChange.objects.bulk_create(victim.step("", Stage.COMPLAINT, at=now, by=by) for victim in victims)
    return len(victims)


def _form_of(kind: str, violence_form: str) -> str:
    """The form of violence for a kind: empty for TPPO, and never trafficking, because that is TPPO."""
    if kind != CaseKind.OTHER_VIOLENCE:
        return ""
    if not violence_form:
        raise WorkflowRefused(_("Pilih bentuk kekerasannya."))
    if violence_form == ViolenceForm.TRAFFICKING:
        raise WorkflowRefused(_("Trafficking dicatat sebagai kasus TPPO. Pilih TPPO, atau bentuk kekerasan yang lain."))
    return ViolenceForm(violence_form).value


@transaction.atomic
def change_kind(*, case: Case, kind: str, violence_form: str = "", reason: str, version: int | None, by: User) -> Case:
    """Turn a case of other violence into TPPO, or back. Everything else stays; the reason is stored encrypted."""
    policy.check(by, Permission.CASE_CHANGE_KIND, case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    kind = CaseKind(kind)
    form = _form_of(kind, violence_form)
    if not reason.strip():
        raise WorkflowRefused(_("Tulis alasan perubahan jenis kasus."))
    check_version(case, version, {"kind": kind.value, "violence_form": form})
    if (case.kind, case.violence_form) == (kind.value, form):
        return case
    before = case.kind
    case.kind, case.violence_form = kind, form
    case.version += 1
    case.save(update_fields=["kind", "violence_form", "version"])
    details = {"from_kind": before, "to_kind": kind.value, "reason": sealed(reason.strip())}
    record(CaseEvent.KIND_CHANGED, by=by, target=case, details=details)
    return case


@transaction.atomic
def edit(*, case: Case, changes: Mapping[str, Any], version: int | None, by: User) -> Case:
    """Edit the facts of a case. A new event day recalculates the victims' age at the event."""
    policy.check(by, Permission.CASE_EDIT, case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    changes = _facts(changes)
    check_version(case, version, changes)
    changed = changed_names(case, changes)
    if not changed:
        return case
    if "responsible" in changed:
        _check_responsible(case, changes["responsible"])
    for name in changed:
        setattr(case, name, changes[name])
    case.version += 1
    case.save(update_fields=[*changed, "version"])
    record(CaseEvent.EDITED, by=by, target=case, details={"changed": changed})
    if "event_on" in changed:
        _derive_ages(case, by)
    return case


def _facts(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes if all of them may be edited here; kind and stage have their own acts."""
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValueError(f"not edited here: {', '.join(sorted(unknown))}")
    if changes.get("event_on") and changes["event_on"] > clock.today():
        raise WorkflowRefused(_("Tanggal kejadian belum terjadi. Periksa tahunnya."))
    if found := summaries.refusals(changes.get("summary", "")):
        raise WorkflowRefused(found[0])
    return dict(changes)


def _check_responsible(case: Case, user: User) -> None:
    if not case_workers([case.task_force_id]).filter(pk=user.pk).exists():
        raise WorkflowRefused(_("Pilih pendamping atau penyelia yang masih bertugas di gugus tugas ini."))


def _derive_ages(case: Case, by: User) -> None:
    """Recalculate the ages of victims with a known birth date for the event day."""
    for victim in case.victims.select_for_update(of=("self",)).select_related("person"):
        victim.case = case
        age_changes.derive(victim=victim, by=by)
