"""Accounts, roles, decrees, invitations and agencies end; the application deletes none, for acts name them for ever."""

from django.db import migrations

from safeguards.row_security import NOTHING_DELETED, GrantApplicationRole

KEPT = ("user", "membership", "decree", "invitation", "agency", "taskforce", "registercounter")


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0003_version_and_reason"), ("safeguards", "0001_initial")]

    operations = [
        *(GrantApplicationRole(f"taskforces_{name}", NOTHING_DELETED) for name in KEPT),
        GrantApplicationRole("taskforces_region", ("SELECT",)),
    ]
