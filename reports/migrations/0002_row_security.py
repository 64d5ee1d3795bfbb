"""Members, and the province above, read released summaries; people who may see the figures release them, for good.

Every task force reads public summaries, because what a province may publish depends on what its cities published.
"""

from django.db import migrations

from safeguards.row_security import APPEND_ONLY, EnableRowSecurity, RowPolicy


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_tables"), ("safeguards", "0002_row_security")]

    operations = [
        EnableRowSecurity(
            "reports_summaryrelease",
            RowPolicy.member(),
            RowPolicy.published("variant = 'publik'"),
            RowPolicy.coordinators(),
            rights=APPEND_ONLY,
        )
    ]
