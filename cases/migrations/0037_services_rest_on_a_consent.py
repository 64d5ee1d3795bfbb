"""A service says what its sharing rests on and who asked, so that a withdrawn consent stops it and both are told."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0036_public_form_of_accounts_admins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="consent",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.consent"
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="requested_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="service",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "Diminta"),
                    ("accepted", "Berjalan"),
                    ("completed", "Selesai"),
                    ("declined", "Tidak diterima"),
                    ("withdrawn", "Ditarik"),
                    ("stopped", "Dihentikan: persetujuan dicabut"),
                ],
                default="requested",
                max_length=10,
                verbose_name="keadaan",
            ),
        ),
    ]
