"""Only the task force that sent a referral and the agency with it in its queue can see it.

A sent referral does not change: an agency's officer may update rows of the queue, but row security cannot limit the
columns, so rights on columns do. The agency loses a closed referral and its messages; it keeps the closure: a number,
and whom to call. The application role can write neither ``closed_at`` nor a closure, so it cannot open a slip again.
"""

from django.db import migrations

from safeguards.row_security import APPEND_ONLY, EnableRowSecurity, RowPolicy, update_of
from safeguards.row_security.policies import any_of

ANSWERED = (
    "state",
    "answered_at",
    "answered_by_id",
    "first_service_on",
    "decline_reason",
    "decline_note",
    "completed_at",
    "completed_by_id",
    "outcome",
    "line_outcomes",
    "outcome_note",
    "withdrawn_at",
    "withdrawn_by_id",
    "overdue_told_at",
    "version",
)
IN_THE_FILE = any_of("task_force_id", "app.task_forces", "app.figure_task_forces")
IS_OPEN = f"closed_at IS NULL OR {IN_THE_FILE}"
REFERRAL_IS_OPEN = f"""
    {any_of("task_force_id", "app.task_forces")}
    OR EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = referral_id AND r.closed_at IS NULL)
"""
QUEUE_READS = RowPolicy("queue_reads", any_of("agency_id", "app.agencies"), ("SELECT",))


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_tables"), ("safeguards", "0002_row_security")]

    operations = [
        EnableRowSecurity(
            "referrals_referral",
            RowPolicy.task_force(),
            RowPolicy.agency(),
            RowPolicy("open_slip", IS_OPEN, ("SELECT", "UPDATE"), restrictive=True),
            figures=True,
            rights=("SELECT", "INSERT", update_of(*ANSWERED)),
        ),
        EnableRowSecurity(
            "referrals_referralmessage",
            RowPolicy.task_force(),
            RowPolicy.agency(insert=True),
            RowPolicy("open_slip", REFERRAL_IS_OPEN, ("SELECT", "INSERT"), restrictive=True),
            rights=APPEND_ONLY,
        ),
        EnableRowSecurity(
            "referrals_closure",
            RowPolicy.task_force(),
            QUEUE_READS,
            rights=("SELECT", update_of("settled_at", "settled_by_id")),
        ),
    ]
