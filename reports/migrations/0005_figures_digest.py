"""A public paper remembers what it was made of, so that the same figures asked again are the same paper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_coordinators_release")]

    operations = [
        migrations.AddField(
            model_name="summaryrelease",
            name="figures_digest",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
