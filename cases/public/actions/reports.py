"""What is done with a report from the public form: a visitor sends it and adds to it, the office reads and answers.

The two acts of a visitor run in the narrowest context there is (``Visitor.scope``): rows may be added, none but one's
own messages can be read. That is why nothing here is looked up that a signed-in act would look up.
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
from cases.choices import Channel, MessageAuthor, PersonRole, Urgency
from cases.events import PersonEvent, PublicReportEvent
from cases.matching import person_tokens
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

LOCK_SPACE = 0x50554246  # of the advisory locks on receipts
MOST_ADDITIONS = 20  # messages of one reporter within a day
MOST_DANGERS = 200  # those that tell of danger: more than anybody types, so that no script makes the page unreadable


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
    """Write what was sent into the register of complaints. The same form sent twice gives the same report.

    ``from_network`` says how many reports came from its network today, this one included; far above the limit of the
    form a report is folded, an emergency never. A form sent again with other words adds them to the report it became.
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
    """Append what the reporter has to add, under the receipt. The same page sent twice adds once.

    ``is_danger``: the reporter says that somebody is in danger now. The complaint becomes an emergency, leaves the
    folded ones and is told as one, whatever was added before.
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
def answer(*, complaint: Complaint, text: str, submission_key: UUID, by) -> PublicMessage:
    """Answer the reporter, who reads it with the receipt. What was added until now counts as read."""
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
    PublicMessage.objects.unread().filter(report=report).update(read_at=clock.now(), read_by=by)
    record(PublicReportEvent.ANSWERED, by=by, target=complaint)
    return message


@transaction.atomic
def mark_read(*, complaint: Complaint, by) -> int:
    """Remember that the reporter's additions were read; returns how many there were."""
    policy.check(by, Permission.PUBLIC_REPORT_ANSWER, complaint)
    waiting = PublicMessage.objects.unread().filter(report__complaint=complaint)
    changed = waiting.update(read_at=clock.now(), read_by=by)
    if changed:
        record(PublicReportEvent.READ, by=by, target=complaint, details={"messages": changed})
    return changed


@transaction.atomic
def unfold(*, complaint: Complaint, by) -> None:
    """Take a report out of the folded ones: it came in a row with others, and is one of its own all the same."""
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    if PublicReport.objects.filter(complaint=complaint, is_folded=True).update(is_folded=False):
        record(PublicReportEvent.UNFOLDED, by=by, target=complaint)


def _wait_for(what: Receipt | PublicReport) -> None:
    """A second sending of the same page waits here until the first is done."""
    digest = what.digest if isinstance(what, Receipt) else bytes(what.receipt_digest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK_SPACE, digest.hex()])


def _write_complaint(form: PublicForm, details: Mapping[str, Any]) -> Complaint:
    """The row of the register. It is never read again here: a visitor may write one and read none."""
    now = clock.now()
    return Complaint.objects.create(
        **details,
        task_force_id=form.task_force_id,
        number=next_number(task_force_id=form.task_force_id, series=SERIES, year=timezone.localdate(now).year),
        channel=Channel.PUBLIC_FORM,
        received_at=now,
        recorded_at=now,
        recorded_by_id=form.recorder_id,
    )


def _write_person(complaint: Complaint, item: Mapping[str, Any], by: Visitor) -> None:
    """Whom the report is about, with tokens, so that the same person is found again."""
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
        sex=item["sex"],
        age=item["age"],
        age_is_estimated=item["age"] is not None,
    )


def _write_addition(
    report: PublicReport, text: str, submission_key: UUID, *, is_danger: bool, is_form: bool = False
) -> PublicMessage:
    """What the reporter adds; that danger was ticked stands above it, as an answer of the page."""
    said = [_("Ada yang dalam bahaya sekarang."), text] if is_danger else [text]
    return PublicMessage.objects.create(
        task_force_id=report.task_force_id,
        report=report,
        author=MessageAuthor.REPORTER,
        text="\n\n".join(part for part in said if part),
        is_form=is_form,
        at=clock.now(),
        submission_key=submission_key,
    )


def _raise(report: PublicReport, by: Visitor) -> None:
    """Make the complaint an emergency, whatever was said of it before, and tell the team at once."""
    number, is_raised = _say_danger()
    if is_raised:
        record(PublicReportEvent.RAISED, by=by, target=report)
    if is_raised or folding.is_to_tell_again(report):
        _notify(report, _("Pelapor %(number)s menyatakan ada yang dalam bahaya sekarang.") % {"number": number})


def _add_changed(
    report: PublicReport, details: Mapping[str, Any], person: Mapping[str, Any] | None, content: bytes, by: Visitor
) -> None:
    """A form sent again with other answers: they are kept as an addition, once, and one that tells of danger raises.

    Sent twice with the same answers it is a double press, and undoes nothing of what the office decided meanwhile.
    """
    key, is_danger = UUID(bytes=content[:16]), details["urgency"] == Urgency.EMERGENCY
    if PublicMessage.objects.filter(report=report, submission_key=key).exists():
        return
    _write_addition(report, sent_again.answers_as_text(details, person), key, is_danger=is_danger, is_form=True)
    record(PublicReportEvent.ADDED, by=by, target=report)
    if is_danger:
        _raise(report, by)
    elif limits.count("additions", str(report.pk), limits.DAY) <= MOST_ADDITIONS:
        _notify(report, _("Ada tambahan dari pelapor lewat formulir publik."))


def _say_danger() -> tuple[str, bool]:
    """Number of the receipt's complaint, and whether it became an emergency now: by a function of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, is_raised FROM cases_public_danger(false)")
        return cursor.fetchone()


def _notify(report: PublicReport, text: str) -> None:
    path = reverse("cases:complaint-detail", args=[report.complaint_id])
    notify_case_team(task_force_id=report.task_force_id, text=text, path=path)
