"""Meetings and decisions open to the members of their task force and to the province above it."""

from django.db import migrations

from safeguards.row_security import EnableRowSecurity, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial"), ("safeguards", "0001_initial")]

    operations = [
        EnableRowSecurity(f"coordination_{name}", RowPolicy.member()) for name in ("meeting", "attendance", "decision")
    ]
