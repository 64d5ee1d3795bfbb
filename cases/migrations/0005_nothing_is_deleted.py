"""The application deletes nothing of a case file, and rows that end keep what they said when they were written.

Services, consents and seats are also within reach of an agency's answer (``file_scope``): there only the columns of
the answer may change.
"""

from django.db import migrations

from safeguards.row_security import APPEND_ONLY, NOTHING_DELETED, GrantApplicationRole, update_of

KEPT = ("complaint", "complaintperson", "case", "victim", "person", "proceeding")
ENDS = {
    "service": ("state", "started_on", "ended_at", "outcome_note"),
    "consent": ("withdrawn_at", "withdrawn_by_id"),
    "participation": ("until",),
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_time_limits")]

    operations = [
        *(GrantApplicationRole(f"cases_{name}", NOTHING_DELETED) for name in KEPT),
        *(
            GrantApplicationRole(f"cases_{name}", ("SELECT", "INSERT", update_of(*columns)))
            for name, columns in ENDS.items()
        ),
        GrantApplicationRole("cases_screening", APPEND_ONLY),
    ]
