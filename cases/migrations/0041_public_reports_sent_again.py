"""A keyed digest of what a public report said, so that a form sent again with other words is told from a double press.

What such a form says is marked: the office reads it, a receipt does not show it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0040_drafts_given_on")]

    operations = [
        migrations.AddField("publicreport", "content_digest", models.BinaryField(db_default=b"", default=b"", max_length=32)),
        migrations.AddField("publicmessage", "is_form", models.BooleanField(db_default=False, default=False)),
    ]
