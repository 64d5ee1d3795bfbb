"""Notifications and saved views belong to one person; accounts, roles, decrees and agencies end and are never deleted.

Only its reader reads a notification; anybody may write one for a colleague. The owner of a view reads and writes it;
once it is shared, people with its role in its task force read it. Only members may write a row into a task force, and
it cannot move to another one. A removed view keeps its row and the time of removal, so that the watches of others end
with a notification. Acts name people for ever, so the application deletes no account and nothing an account needs.
"""

from django.db import migrations

from safeguards.row_security import (
    NOTHING_DELETED,
    EnableRowSecurity,
    GrantApplicationRole,
    RowPolicy,
    update_of,
)
from safeguards.row_security.policies import any_of

KEPT = ("user", "membership", "decree", "invitation", "agency", "taskforce", "registercounter")
MEMBERS_ADD = RowPolicy("members_add", any_of("task_force_id", "app.member_task_forces"), ("INSERT",), restrictive=True)
OF_VIEW = update_of("name", "shared_with_role", "position", "removed_at", "version")
OF_WATCH = update_of("threshold", "is_crossed", "last_value", "evaluated_at", "told_at", "ended_at", "end_reason")


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0001_tables"), ("safeguards", "0002_row_security")]

    operations = [
        *(GrantApplicationRole(f"taskforces_{name}", NOTHING_DELETED) for name in KEPT),
        GrantApplicationRole("taskforces_region", ("SELECT",)),
        EnableRowSecurity("taskforces_notification", RowPolicy.own(), RowPolicy.anybody_adds()),
        EnableRowSecurity(
            "taskforces_savedview",
            RowPolicy.own(),
            RowPolicy.shared_with_role("shared_with_role"),
            MEMBERS_ADD,
            rights=("SELECT", "INSERT", OF_VIEW),
        ),
        EnableRowSecurity("taskforces_firstview", RowPolicy.own(), rights=NOTHING_DELETED),
        EnableRowSecurity("taskforces_watch", RowPolicy.own(), MEMBERS_ADD, rights=("SELECT", "INSERT", OF_WATCH)),
    ]
