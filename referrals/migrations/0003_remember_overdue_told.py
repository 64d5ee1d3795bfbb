"""Remember when both sides were told that an answer is late, so that they are told once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="overdue_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
