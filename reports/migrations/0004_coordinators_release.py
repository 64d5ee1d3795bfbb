"""Members read released summaries; those who may see the figures release them."""

from django.db import migrations

from safeguards.row_security import AddRowPolicy, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_public_is_public")]

    operations = [AddRowPolicy("reports_summaryrelease", RowPolicy.coordinators())]
