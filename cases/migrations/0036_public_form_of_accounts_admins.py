"""Let the public form be changed by whoever holds the accounts, and by no other member, in the database too.

Every member of a task force, an agency's officer among them, could by SQL put another telephone number on the page that
people in danger read, or close it. The rule of 0021 asks for the task force; this one asks for the role besides.
"""

from django.db import migrations

from safeguards.row_security import AddRowPolicy, RowPolicy

HOLDS_ACCOUNTS = """
    EXISTS (
        SELECT FROM unnest((SELECT NULLIF(current_setting('app.roles', true), '')::text[])) AS seat
        WHERE split_part(seat, ':', 2) = 'accounts_admin'
    )
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0035_register_undo_waits_for_edits")]

    operations = [
        AddRowPolicy(
            "cases_publicform",
            RowPolicy("accounts_admins", HOLDS_ACCOUNTS, ("INSERT", "UPDATE"), restrictive=True),
        )
    ]
