"""Hand a complaint to another region, and record the receipt."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cases import workflow
from cases.choices import ComplaintOutcome, Duty
from cases.events import ComplaintEvent
from cases.matching import caller_tokens
from cases.models import Complaint, HandOver, TimeLimit
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import Region, User


@transaction.atomic
def hand_over(
    *,
    complaint: Complaint,
    to_office: str,
    way: str,
    to_region: Region | None = None,
    contact_person: str = "",
    by: User,
) -> HandOver:
    """Hand a complaint to another region. It then waits for a receipt. A form sent twice makes one hand-over."""
    policy.check(by, Permission.COMPLAINT_EDIT, complaint)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    to_office = to_office.strip()
    if not to_office:
        raise WorkflowRefused(_("Tulis kepada siapa pengaduan diserahkan."))
    standing = complaint.hand_overs.standing().first()
    if standing is not None and (standing.to_office, standing.way) == (to_office, way):
        return standing
    workflow.check_outcome(complaint.outcome, ComplaintOutcome.OTHER_REGION)
    check_no_emergency(complaint)
    complaint.outcome, complaint.handed_to = ComplaintOutcome.OTHER_REGION, to_office
    complaint.version += 1
    complaint.save(update_fields=["outcome", "handed_to", "version"])
    now, limits = clock.now(), TimeLimit.objects.lengths(clock.today(), complaint.task_force_id)
    made = HandOver.objects.create(
        task_force_id=complaint.task_force_id,
        complaint=complaint,
        to_region=to_region,
        to_office=to_office,
        way=way,
        contact_person=contact_person.strip(),
        handed_at=now,
        handed_by=by,
        receipt_due_at=now + limits[Duty.HAND_OVER_RECEIPT.value],
    )
    caller_tokens.refresh_hand_over(made)
    record(ComplaintEvent.HANDED_OVER, by=by, target=made, details={"handed_to": to_office, "hand_over_way": way})
    return made


@transaction.atomic
def enter_receipt(
    *,
    hand_over: HandOver,
    receipt_way: str,
    received_at: datetime,
    receiver_name: str = "",
    receipt_number: str = "",
    by: User,
) -> HandOver:
    """Record that the other region received it: by whom or under which number, and when. It then stops waiting."""
    policy.check(by, Permission.COMPLAINT_EDIT, hand_over)
    row = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over.pk)
    said = (receiver_name.strip(), receipt_number.strip(), receipt_way)
    if row.is_received and (row.receiver_name, row.receipt_number, row.receipt_way) == said:
        return row
    if row.withdrawn_at or row.is_received:
        raise WorkflowRefused(_("Penyerahan ini sudah mempunyai tanda terima, atau sudah ditarik."))
    if not any(said[:2]):
        raise WorkflowRefused(_("Tulis nama penerima atau nomor tanda terimanya."))
    now = clock.now()
    if received_at > now or received_at < row.handed_at.replace(second=0, microsecond=0):
        raise WorkflowRefused(_("Waktu terima berada di antara saat diserahkan dan sekarang. Periksa jamnya."))
    row.receiver_name, row.receipt_number, row.receipt_way = said
    row.received_at, row.receipt_entered_at, row.receipt_entered_by = received_at, now, by
    row.save()
    caller_tokens.refresh_hand_over(row)
    record(ComplaintEvent.RECEIPT_ENTERED, by=by, target=row, details={"hand_over_way": receipt_way})
    return row


def take_back(complaint: Complaint, by: User) -> None:
    """Cancel the hand-over when an act corrects the outcome: it no longer waits for a receipt."""
    complaint.hand_overs.standing().update(withdrawn_at=clock.now(), withdrawn_by=by)


def check_no_emergency(complaint: Complaint) -> None:
    """Raise ``WorkflowRefused`` while an emergency of the complaint is open: somebody still has to ensure safety."""
    if complaint.emergencies.open().exists():
        raise WorkflowRefused(_("Penanganan darurat masih berjalan. Akhiri dahulu dengan hasilnya."))
