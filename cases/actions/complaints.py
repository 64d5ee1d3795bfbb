"""Actions on a complaint: log it, complete it, decide its outcome."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import workflow
from cases.actions import folding, hand_overs, identity, persons
from cases.choices import ComplaintOutcome, PersonRole, Sex, Urgency
from cases.events import ComplaintEvent
from cases.intake.form_locks import wait_for_form
from cases.linking import detection
from cases.matching import caller_tokens
from cases.merging.mentions import SUSPECT_ROLES
from cases.models import Complaint, ComplaintPerson, Person
from cases.reading.ages import age_at_event, stored_date
from safeguards import clock
from safeguards.audit import record
from safeguards.conflicts import changed_names, check_all, check_version
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.notifications import notify_case_team
from taskforces.actions.numbering import next_number
from taskforces.models import TaskForce, User

SERIES = "P"
ROLE_FIELDS = ("role", "is_known", "is_reporter", "sex", "age_is_estimated", "origin_region")
LOGGED_FROM = "SELECT id FROM cases_complaint WHERE task_force_id = %s AND submission_key = %s"


@transaction.atomic
def log(
    *,
    task_force: TaskForce,
    details: Mapping[str, Any],
    people: Sequence[Mapping],
    submission_key: UUID | None,
    by: User,
) -> Complaint:
    """Write a complaint into the register with its number. A form sent twice returns the same complaint."""
    policy.check(by, Permission.COMPLAINT_LOG, task_force)
    earlier = _logged_from(task_force, submission_key)
    if earlier is not None:
        return earlier
    now = clock.now()
    facts = {"received_at": now, **details}
    _check_moments(facts["received_at"], facts.get("event_on"), facts.get("planned_on"), now)
    complaint = Complaint.objects.create(
        task_force=task_force,
        number=next_number(task_force_id=task_force.pk, series=SERIES, year=timezone.localdate(now).year),
        recorded_at=now,
        recorded_by=by,
        submission_key=submission_key,
        **facts,
    )
    _check_reporter(people)
    caller_tokens.refresh(complaint)
    rows = [_add_person(complaint, item, position, by) for position, item in enumerate(people, 1)]
    record(
        ComplaintEvent.LOGGED,
        by=by,
        target=complaint,
        details={"channel": complaint.channel, "urgency": complaint.urgency, "people": len(people)},
    )
    detection.detect_links(
        [row.person for row in rows],
        code=complaint.number,
        is_new_file=True,
        suspects=None if any(item.get("person") for item in people) else _suspects(rows),
    )
    if complaint.urgency == Urgency.EMERGENCY:
        _alarm(complaint, _("Pengaduan darurat %(number)s masuk."), by)
    return complaint


@transaction.atomic
def amend(
    *, complaint: Complaint, details: Mapping[str, Any], people: Sequence[Mapping], version: int, by: User
) -> Complaint:
    """Complete or correct a complaint.

    A person with an ``id`` (of the ``ComplaintPerson``) is changed; a person without one is added. Once the complaint
    is part of a case, its people are changed in the case file.
    """
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if people and complaint.case_id:
        raise WorkflowRefused(_("Data orang dalam pengaduan ini sekarang diubah di berkas kasusnya."))
    _check_versions(complaint, version, details, people)
    changed = changed_names(complaint, details)
    for name in changed:
        setattr(complaint, name, details[name])
    _check_moments(complaint.received_at, complaint.event_on, complaint.planned_on, complaint.recorded_at)
    is_raised = "urgency" in changed and complaint.urgency == Urgency.EMERGENCY
    if is_raised:
        folding.unfold_emergency(complaint, by)
    complaint.version += 1
    complaint.save(update_fields=[*changed, "version"])
    if caller_tokens.SEARCHED & set(changed):
        caller_tokens.refresh(complaint)
    if "event_on" in changed and not complaint.case_id:
        _follow_event_day(complaint)
    touched = _write_people(complaint, people, by)
    if touched:
        _note_links(complaint)
    if changed or touched:
        record(ComplaintEvent.AMENDED, by=by, target=complaint, details={"changed": changed, "people": touched})
    if is_raised:
        _alarm(complaint, _("Pengaduan %(number)s kini darurat."), by)
    return complaint


@transaction.atomic
def conclude(*, complaint: Complaint, outcome: str, by: User) -> Complaint:
    """End a complaint without a case. Handing it to another region is a separate act (``hand_overs``)."""
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if outcome not in workflow.ENDS_WITHOUT_CASE:
        raise WorkflowRefused(_("Hasil ini menyangkut kasus. Buka kasus, atau pilih kasus yang ada."))
    if outcome == ComplaintOutcome.OTHER_REGION:
        raise WorkflowRefused(_("Tulis kepada siapa pengaduan diserahkan."))
    workflow.check_outcome(complaint.outcome, outcome)
    hand_overs.check_no_emergency(complaint)
    hand_overs.take_back(complaint, by)
    complaint.outcome, complaint.handed_to = outcome, ""
    complaint.version += 1
    complaint.save(update_fields=["outcome", "handed_to", "version"])
    record(ComplaintEvent.CONCLUDED, by=by, target=complaint, details={"outcome": outcome})
    return complaint


@transaction.atomic
def reveal_contact(*, complaint: Complaint, reason: str, other_reason: str = "", by: User) -> Complaint:
    """Open the names and numbers of the reporter and the people, for a recorded reason; returns the complaint."""
    policy.check(by, Permission.IDENTITY_REVEAL, complaint)
    details = {"reason": identity.reason_for_audit(reason, other_reason)}
    record(ComplaintEvent.CONTACT_USED, by=by, target=complaint, details=details)
    return complaint


def _alarm(complaint: Complaint, text: str, by: User) -> None:
    """Notify colleagues of an emergency in the transaction that makes it one."""
    notify_case_team(
        task_force_id=complaint.task_force_id,
        text=text % {"number": complaint.number},
        path=reverse("cases:complaint-detail", args=[complaint.pk]),
        except_user=by,
    )


def _check_versions(complaint: Complaint, version: int | None, details: Mapping, people: Sequence[Mapping]) -> None:
    """Raise one ``Conflict`` for everything colleagues saved meanwhile about the complaint and its people."""
    rows = {row.pk: row for row in complaint.people.select_related("person")}
    given = [(rows[item["id"]], item) for item in people if item.get("id") in rows]
    checks = [("", lambda: check_version(complaint, version, details))]
    checks += [
        (str(row), partial(persons.check_person_version, row.person, item.get("seen_version"), item))
        for row, item in given
    ]
    check_all(checks)


def _note_links(complaint: Complaint) -> None:
    """Store the tokens that link files; people who may know of links are notified."""
    people = [row.person for row in complaint.people.select_related("person")]
    detection.detect_links(people, code=complaint.number)


def _suspects(rows: Sequence[ComplaintPerson]) -> set[UUID]:
    return {row.person_id for row in rows if row.role in SUSPECT_ROLES}


def _logged_from(task_force: TaskForce, submission_key: UUID | None) -> Complaint | None:
    """The complaint this form already created. A second submit of the form waits here until the first is done."""
    if submission_key is None:
        return None
    wait_for_form(submission_key)
    with connection.cursor() as cursor:  # a separate statement, so that it sees the rows it waited for
        cursor.execute(LOGGED_FROM, [task_force.pk, submission_key])
        found = cursor.fetchone()
    return Complaint.objects.get(pk=found[0]) if found else None


def _check_moments(
    received_at: datetime, event_on: date | None, planned_on: date | None, recorded_at: datetime
) -> None:
    """Refuse impossible moments for every caller; forms report them earlier, at the field."""
    if received_at > recorded_at:
        raise WorkflowRefused(_("Pengaduan tidak dapat diterima setelah dicatat. Periksa waktunya."))
    if event_on and event_on > timezone.localdate(recorded_at):
        raise WorkflowRefused(_("Tanggal kejadian belum tiba. Periksa tahunnya."))
    if planned_on and planned_on < timezone.localdate(received_at):
        raise WorkflowRefused(_("Hari yang direncanakan sudah lewat saat pengaduan diterima. Periksa tanggalnya."))


def _write_people(complaint: Complaint, people: Sequence[Mapping], by: User) -> int:
    """Change and add the people of a complaint; returns how many were given."""
    _check_reporter(people)
    rows = {row.pk: row for row in complaint.people.select_related("person")}
    if any(item.get("is_reporter") for item in people):
        complaint.people.filter(is_reporter=True).update(is_reporter=False)  # the mark goes over to somebody else
    last = max((row.position for row in rows.values()), default=0)
    for item in people:
        row = rows.get(item["id"]) if item.get("id") else None
        if row is None:
            last += 1
            _add_person(complaint, item, last, by)
        else:
            _change_person(complaint, row, item, by)
    return len(people)


def _check_reporter(people: Sequence[Mapping]) -> None:
    """Refuse two reporters, and a reporter of another role, for every caller; forms report it at the field."""
    marked = [item for item in people if item.get("is_reporter")]
    roles = {item.get("role", PersonRole.POSSIBLE_VICTIM) for item in marked}
    if len(marked) > 1 or roles - {PersonRole.POSSIBLE_VICTIM}:
        raise WorkflowRefused(_("Satu diduga korban saja dapat ditandai melapor sendiri."))


def _add_person(complaint: Complaint, item: Mapping, position: int, by: User) -> ComplaintPerson:
    person = persons.recognise_or_create(within=complaint, details=item, by=by)
    if item.get("person") and complaint.people.filter(person=person).exists():
        raise WorkflowRefused(_("Orang yang sudah tercatat dipilih untuk dua isian. Lepaskan salah satunya."))
    given = {name: item[name] for name in ROLE_FIELDS if name in item}
    return ComplaintPerson.objects.create(
        **{"role": PersonRole.POSSIBLE_VICTIM, "sex": Sex.UNKNOWN, **given},
        task_force_id=complaint.task_force_id,
        complaint=complaint,
        person=person,
        position=position,
        age=_age(complaint, person, item.get("age")),
    )


def _change_person(complaint: Complaint, row: ComplaintPerson, item: Mapping, by: User) -> None:
    person = persons.update(person=row.person, changes=item, version=item.get("seen_version"), by=by)
    for name in ROLE_FIELDS:
        if name in item:
            setattr(row, name, item[name])
    row.age = _age(complaint, person, item.get("age", row.age))
    row.save()


def _follow_event_day(complaint: Complaint) -> None:
    """Recalculate the ages of people with a known birth date for the event day."""
    for row in complaint.people.select_related("person"):
        age = _age(complaint, row.person, row.age)
        if age != row.age:
            row.age, row.age_is_estimated = age, False
            row.save(update_fields=["age", "age_is_estimated"])


def _age(complaint: Complaint, person: Person, told: int | None) -> int | None:
    return age_at_event(birth_date=stored_date(person.birth_date), event_on=complaint.day_of_ages, age=told)
