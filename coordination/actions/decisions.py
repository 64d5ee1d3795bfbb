"""Acts on a decision between meetings: its state is updated."""

from django.db import transaction

from coordination import workflow
from coordination.events import MeetingEvent
from coordination.models import Decision
from safeguards import clock
from safeguards.audit import record
from safeguards.conflicts import check_version
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import User


@transaction.atomic
def update(
    *, decision: Decision, state: str, progress_note: str = "", version: int | None = None, by: User
) -> Decision:
    """Set the state of a decision and a note of what was done. Saving both unchanged does nothing."""
    policy.check(by, Permission.DECISION_UPDATE, decision)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    check_version(decision, version, {"state": state, "progress_note": progress_note})
    if (decision.state, decision.progress_note) == (state, progress_note):
        return decision
    before = decision.state
    if before != state:
        workflow.check(before, state)
        decision.state, decision.state_changed_at, decision.state_changed_by = state, clock.now(), by
    decision.progress_note = progress_note
    decision.version += 1
    decision.save(update_fields=["state", "state_changed_at", "state_changed_by", "progress_note", "version"])
    details = {"from_decision_state": before, "to_decision_state": state}
    record(MeetingEvent.DECISION_UPDATED, by=by, target=decision, details=details)
    return decision
