"""A keyed digest of what a public report said, so that a form sent again with other words is told from a double press."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0040_drafts_given_on")]

    operations = [
        migrations.AddField("publicreport", "content_digest", models.BinaryField(default=b"", max_length=32)),
    ]
