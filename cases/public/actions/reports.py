"""Actions on a report from the public form: a visitor sends it and adds to it, the office reads and answers.

The two acts of a visitor run in the narrowest context (``Visitor.scope``): they can add rows and read only their own
messages. So they skip look-ups that a signed-in act would make.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.complaints import SERIES
from cases.actions.persons import stored_values
from cases.choices import Channel, MessageAuthor, PersonRole, ReporterKind, Urgency
from cases.events import PersonEvent, PublicReportEvent
from cases.matching import caller_tokens, person_tokens
from cases.models import Complaint, ComplaintPerson, Person, PublicForm, PublicMessage, PublicReport
from cases.public import folding, limits, sent_again
from cases.public.receipts import Receipt
from cases.public.visitor import PublicAct, Visitor, check
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.notifications import notify_case_team
from taskforces.actions.numbering import next_number
from taskforces.models import User

LOCK_SPACE = 0x50554246  # of the advisory locks on receipts
MOST_ADDITIONS = 20  # messages of one reporter per day
MOST_DANGERS = 200  # messages about danger: more than anybody types, but it stops scripts from flooding the page


@transaction.atomic
def receive(
    *,
    form: PublicForm,
    details: Mapping[str, Any],
    person: Mapping[str, Any] | None,
    receipt: Receipt,
    from_network: int = 1,
    by: Visitor,
) -> PublicReport:
    """Write a sent form into the complaint register. A form sent twice returns the same report.

    ``from_network`` is the number of reports from its network today, including this one; above the form's limit a
    report is folded, but never an emergency. A form sent again with other answers adds them to its report.
    """
    check(by, PublicAct.SEND, form)
    with by.scope():
        _wait_for(receipt)
        content = sent_again.digest_of(details, person)
        earlier = PublicReport.objects.filter(receipt_digest=receipt.digest).first()
        if earlier is not None:
            if bytes(earlier.content_digest) != content:
                _add_changed(earlier, details, person, content, by)
            return earlier
        is_folded = folding.is_to_fold(form, urgency=details["urgency"], from_network=from_network)
        complaint = _write_complaint(form, details)
        if person:
            _write_person(complaint, person, by)
        report = PublicReport.objects.create(
            task_force_id=form.task_force_id,
            complaint=complaint,
            form=form,
            receipt_digest=receipt.digest,
            content_digest=content,
            received_at=complaint.received_at,
            is_folded=is_folded,
        )
        said = {"urgency": complaint.urgency, "people": int(bool(person)), "is_folded": is_folded}
        record(PublicReportEvent.RECEIVED, by=by, target=complaint, details=said)
        text, path = folding.announcement(complaint, form=form, from_network=from_network, is_folded=is_folded)
        if text:
            notify_case_team(task_force_id=form.task_force_id, text=text, path=path)
    return report


@transaction.atomic
def add(
    *, report: PublicReport, text: str, submission_key: UUID, is_danger: bool = False, by: Visitor
) -> PublicMessage:
    """Add a message of the reporter, under the receipt. A page sent twice adds one message.

    ``is_danger``: the reporter says that somebody is in danger now. The complaint becomes an emergency, is unfolded,
    and the team is notified, whatever was added before.
    """
    check(by, PublicAct.ADD, report.form)
    with by.scope():
        _wait_for(report)
        earlier = PublicMessage.objects.filter(report=report, submission_key=submission_key).first()
        if earlier is not None:
            return earlier
        most = MOST_DANGERS if is_danger else MOST_ADDITIONS
        if limits.count("additions", str(report.pk), limits.DAY) > most:
            raise WorkflowRefused(_("Sudah banyak tambahan hari ini. Kirim lagi besok, atau telepon nomor di atas."))
        message = _write_addition(report, text, submission_key, is_danger=is_danger)
        record(PublicReportEvent.ADDED, by=by, target=report)
        if is_danger:
            _raise(report, by)
        else:
            _notify(report, _("Ada tambahan dari pelapor lewat formulir publik."))
    return message


@transaction.atomic
def answer(*, complaint: Complaint, text: str, submission_key: UUID, by: User) -> PublicMessage:
    """Answer the reporter, who reads it with the receipt. Earlier additions count as read."""
    policy.check(by, Permission.PUBLIC_REPORT_ANSWER, complaint)
    report = PublicReport.objects.select_for_update(of=("self",)).filter(complaint=complaint).first()
    if report is None:
        raise WorkflowRefused(_("Pengaduan ini tidak datang lewat formulir publik, jadi tidak dapat dijawab di sini."))
    earlier = PublicMessage.objects.filter(report=report, submission_key=submission_key).first()
    if earlier is not None:
        return earlier
    message = PublicMessage.objects.create(
        task_force_id=complaint.task_force_id,
        report=report,
        author=MessageAuthor.OFFICE,
        text=text,
        at=clock.now(),
        written_by=by,
        submission_key=submission_key,
    )
    caller_tokens.refresh_message(message, complaint.pk)
    PublicMessage.objects.unread().filter(report=report).update(read_at=clock.now(), read_by=by)
    record(PublicReportEvent.ANSWERED, by=by, target=complaint)
    return message


@transaction.atomic
def mark_read(*, complaint: Complaint, by: User) -> int:
    """Mark the reporter's additions as read; returns how many there were."""
    policy.check(by, Permission.PUBLIC_REPORT_ANSWER, complaint)
    waiting = PublicMessage.objects.unread().filter(report__complaint=complaint)
    changed = waiting.update(read_at=clock.now(), read_by=by)
    if changed:
        record(PublicReportEvent.READ, by=by, target=complaint, details={"messages": changed})
    return changed


@transaction.atomic
def unfold(*, complaint: Complaint, by: User) -> None:
    """Unfold a report: it came in series with others but is a separate report."""
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    if PublicReport.objects.filter(complaint=complaint, is_folded=True).update(is_folded=False):
        record(PublicReportEvent.UNFOLDED, by=by, target=complaint)


def _wait_for(what: Receipt | PublicReport) -> None:
    """Let a second submit of the same page wait here until the first is done."""
    digest = what.digest if isinstance(what, Receipt) else bytes(what.receipt_digest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, digest.hex()])


def _write_complaint(form: PublicForm, details: Mapping[str, Any]) -> Complaint:
    """Write the complaint row. It is never read here: a visitor may write one but read none."""
    now = clock.now()
    complaint = Complaint.objects.create(
        **details,
        task_force_id=form.task_force_id,
        number=next_number(task_force_id=form.task_force_id, series=SERIES, year=timezone.localdate(now).year),
        channel=Channel.PUBLIC_FORM,
        received_at=now,
        recorded_at=now,
        recorded_by_id=form.recorder_id,
    )
    caller_tokens.refresh(complaint)
    return complaint


def _write_person(complaint: Complaint, item: Mapping[str, Any], by: Visitor) -> None:
    """Write the person the report is about, with tokens, so that matching finds them."""
    values = stored_values(item)
    person = Person.objects.create(task_force_id=complaint.task_force_id, **values)
    if values.get("name") or values.get("phone"):
        person_tokens.refresh(person)
    changed = sorted(name for name, value in values.items() if value)
    record(PersonEvent.RECORDED, by=by, target=person, details={"changed": changed})
    ComplaintPerson.objects.create(
        task_force_id=complaint.task_force_id,
        complaint=complaint,
        person=person,
        position=1,
        role=PersonRole.POSSIBLE_VICTIM,
        is_known=bool(values.get("name")),
        is_reporter=complaint.reporter_kind == ReporterKind.VICTIM,
        sex=item["sex"],
        age=item["age"],
        age_is_estimated=item["age"] is not None,
    )


def _write_addition(
    report: PublicReport, text: str, submission_key: UUID, *, is_danger: bool, is_form: bool = False
) -> PublicMessage:
    """Write the reporter's addition; a ticked danger box becomes a line above it."""
    said = [_("Ada yang dalam bahaya sekarang."), text] if is_danger else [text]
    message = PublicMessage.objects.create(
        task_force_id=report.task_force_id,
        report=report,
        author=MessageAuthor.REPORTER,
        text="\n\n".join(part for part in said if part),
        is_form=is_form,
        at=clock.now(),
        submission_key=submission_key,
    )
    caller_tokens.refresh_message(message, report.complaint_id)
    return message


def _raise(report: PublicReport, by: Visitor) -> None:
    """Make the complaint an emergency, whatever its urgency was, and notify the team at once."""
    number, is_raised = _say_danger()
    if is_raised:
        record(PublicReportEvent.RAISED, by=by, target=report)
    if is_raised or folding.is_to_tell_again(report):
        _notify(report, _("Pelapor %(number)s menyatakan ada yang dalam bahaya sekarang.") % {"number": number})


def _add_changed(
    report: PublicReport, details: Mapping[str, Any], person: Mapping[str, Any] | None, content: bytes, by: Visitor
) -> None:
    """Store the answers of a form sent again as an addition, once; danger makes it an emergency.

    A form sent twice with equal answers is a double press and changes no decision of the office.
    """
    key, is_danger = UUID(bytes=content[:16]), details["urgency"] == Urgency.EMERGENCY
    if PublicMessage.objects.filter(report=report, submission_key=key).exists():
        return
    _write_addition(report, sent_again.answers_as_text(details, person), key, is_danger=is_danger, is_form=True)
    record(PublicReportEvent.ADDED, by=by, target=report)
    if is_danger:
        _raise(report, by)
    elif limits.count("additions", str(report.pk), limits.DAY) <= MOST_ADDITIONS:  # pragma: no branch - add() tests it
        _notify(report, _("Ada tambahan dari pelapor lewat formulir publik."))


def _say_danger() -> tuple[str, bool]:
    """Call the database function; returns the complaint's number and whether it became an emergency now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, is_raised FROM cases_public_danger(false)")
        return cursor.fetchone()


def _notify(report: PublicReport, text: str) -> None:
    path = reverse("cases:complaint-detail", args=[report.complaint_id])
    notify_case_team(task_force_id=report.task_force_id, text=text, path=path)
