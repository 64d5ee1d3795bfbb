"""Let the application change of a used number and of an emergency only what comes later: the answer, never the act.

Who opened which number, who declared danger and until when it had to be answered are fixed when they are written.
"""

from django.db import migrations

from safeguards.row_security import GrantApplicationRole, update_of

LATER = {
    "contactattempt": ("result", "result_at", "result_by_id", "person_id"),  # the person follows a merge
    "emergencyresponse": (
        "acknowledged_at", "acknowledged_by_id", "escalation_level", "escalated_at", "result", "end_note", "ended_at",
        "ended_by_id",
    ),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_side_tables_bound")]

    operations = [
        GrantApplicationRole(f"cases_{name}", ("SELECT", "INSERT", update_of(*columns)))
        for name, columns in LATER.items()
    ]
