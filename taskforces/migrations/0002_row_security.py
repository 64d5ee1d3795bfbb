"""Notifications are read by their own reader; anybody may leave one for a colleague."""

from django.db import migrations

from safeguards.row_security import EnableRowSecurity, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0001_initial"), ("safeguards", "0001_initial")]

    operations = [
        EnableRowSecurity("taskforces_notification", RowPolicy.own(), RowPolicy.anybody_adds()),
    ]
