"""A view is read by who made it and, once shared, by those with its role in its task force; only its owner writes it.

A row may be written into a task force only by its members, and never into another later. Nothing is deleted: a removed
view stays with its moment, so that watches of others end with a word about it instead of vanishing.
"""

from django.db import migrations

from safeguards.row_security import (
    NOTHING_DELETED,
    AddRowPolicy,
    EnableRowSecurity,
    GrantApplicationRole,
    RowPolicy,
    update_of,
)
from safeguards.row_security.policies import any_of

MEMBERS_ADD = RowPolicy("members_add", any_of("task_force_id", "app.member_task_forces"), ("INSERT",), restrictive=True)
OF_VIEW = update_of("name", "shared_with_role", "position", "removed_at", "version")
OF_WATCH = update_of(
    "threshold", "is_crossed", "last_value", "evaluated_at", "told_at", "ended_at", "end_reason"
)


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0005_saved_views"), ("safeguards", "0001_initial")]

    operations = [
        EnableRowSecurity("taskforces_savedview", RowPolicy.own(), RowPolicy.shared_with_role("shared_with_role")),
        AddRowPolicy("taskforces_savedview", MEMBERS_ADD),
        GrantApplicationRole("taskforces_savedview", ("SELECT", "INSERT", OF_VIEW)),
        EnableRowSecurity("taskforces_firstview", RowPolicy.own()),
        GrantApplicationRole("taskforces_firstview", NOTHING_DELETED),
        EnableRowSecurity("taskforces_watch", RowPolicy.own()),
        AddRowPolicy("taskforces_watch", MEMBERS_ADD),
        GrantApplicationRole("taskforces_watch", ("SELECT", "INSERT", OF_WATCH)),
    ]
