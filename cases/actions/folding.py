"""Reports from the public form that were folded and became emergencies.

Called by the acts on complaints, which check who acts and record. ``cases.public.folding`` says when a report is
folded at all; PostgreSQL refuses a folded emergency.
"""

from cases.events import PublicReportEvent
from cases.models import Complaint, PublicReport
from safeguards.audit import record


def unfold_emergency(complaint: Complaint, by) -> None:
    """Take a report out of the folded ones because it became an emergency. Call it before the urgency is saved."""
    if PublicReport.objects.filter(complaint=complaint, is_folded=True).update(is_folded=False):
        record(PublicReportEvent.UNFOLDED, by=by, target=complaint)
