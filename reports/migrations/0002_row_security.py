"""Released summaries open to the members of their task force and to the province above it; never changed."""

from django.db import migrations

from safeguards.row_security import EnableRowSecurity, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("safeguards", "0001_initial")]

    operations = [EnableRowSecurity("reports_summaryrelease", RowPolicy.member(), append_only=True)]
