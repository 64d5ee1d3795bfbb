"""Referrals open to the task force that sent them and to the agency in whose queue they lie; to nobody else."""

from django.db import migrations

from safeguards.row_security import EnableRowSecurity, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("safeguards", "0001_initial")]

    operations = [
        EnableRowSecurity("referrals_referral", RowPolicy.task_force(), RowPolicy.agency(), figures=True),
        EnableRowSecurity(
            "referrals_referralmessage", RowPolicy.task_force(), RowPolicy.agency(insert=True), append_only=True
        ),
    ]
