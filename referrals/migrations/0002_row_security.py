"""Referrals open to the task force that sent them and to the agency in whose queue they lie; to nobody else.

What was sent stays as it was sent: an agency's officer may update the rows of the queue, and since row security cannot
say which columns, rights on columns do. A closed referral and its letters leave the agency, which keeps the closure: a
number, and whom to call. The application role can write neither ``closed_at`` nor a closure, so it opens no slip again.
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
