"""Public summaries may be read by every task force: what a province may publish depends on what its cities published."""

from django.db import migrations

from safeguards.row_security import AddRowPolicy, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_row_security")]

    operations = [AddRowPolicy("reports_summaryrelease", RowPolicy.published("variant = 'publik'"))]
