"""What was sent stays as it was sent: the application may change the answer of a referral, and delete none.

An agency's officer may update the rows of the queue; row security cannot say which columns, rights on columns can.
"""

from django.db import migrations

from safeguards.row_security import GrantApplicationRole, update_of

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


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_remember_overdue_told")]

    operations = [GrantApplicationRole("referrals_referral", ("SELECT", "INSERT", update_of(*ANSWERED)))]
