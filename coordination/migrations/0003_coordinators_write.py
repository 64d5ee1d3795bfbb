"""Members read meetings and decisions; those who coordinate write them. A meeting once recorded is not deleted."""

from django.db import migrations

from safeguards.row_security import NOTHING_DELETED, AddRowPolicy, GrantApplicationRole, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("coordination", "0002_row_security"), ("safeguards", "0001_initial")]

    operations = [
        *(
            AddRowPolicy(f"coordination_{name}", RowPolicy.coordinators())
            for name in ("meeting", "attendance", "decision")
        ),
        GrantApplicationRole("coordination_meeting", NOTHING_DELETED),
    ]
