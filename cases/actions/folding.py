"""Folded reports from the public form that become emergencies.

The acts on complaints call this; they check permission and record. ``cases.public.folding`` says when a report is
folded; PostgreSQL refuses a folded emergency.
"""

from cases.events import PublicReportEvent
from cases.models import Complaint, PublicReport
from safeguards.audit import record
from taskforces.models import User


def unfold_emergency(complaint: Complaint, by: User) -> None:
    """Unfold a report that became an emergency. Call it before the urgency is saved."""
    if PublicReport.objects.filter(complaint=complaint, is_folded=True).update(is_folded=False):
        record(PublicReportEvent.UNFOLDED, by=by, target=complaint)
