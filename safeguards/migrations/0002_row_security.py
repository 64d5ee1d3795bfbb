"""The application role, its rights on every present and future table, and on ours.

Migrations that narrow rights on a table depend on this one: applied later, it would widen them again.
"""

from django.db import migrations

from safeguards.row_security import (
    APPEND_ONLY,
    EnableRowSecurity,
    GrantApplicationRole,
    PrepareApplicationRole,
    RowPolicy,
)


class Migration(migrations.Migration):
    dependencies = [("safeguards", "0001_tables")]

    operations = [
        PrepareApplicationRole(),
        EnableRowSecurity(
            "safeguards_auditevent", RowPolicy.anybody_adds(), RowPolicy.audit_reader(), rights=APPEND_ONLY
        ),
        GrantApplicationRole("safeguards_keyringseal", ("SELECT",)),
    ]
