"""Members, and the province above, read meetings and decisions; those who coordinate write them.

A recorded meeting is never deleted.
"""

from django.db import migrations

from safeguards.row_security import NOTHING_DELETED, EnableRowSecurity, RowPolicy

RULES = (RowPolicy.member(), RowPolicy.coordinators())


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_tables"), ("safeguards", "0002_row_security")]

    operations = [
        EnableRowSecurity("coordination_meeting", *RULES, rights=NOTHING_DELETED),
        EnableRowSecurity("coordination_attendance", *RULES),
        EnableRowSecurity("coordination_decision", *RULES),
    ]
