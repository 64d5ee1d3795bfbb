"""Time limits as rows, and the list of one's own cases, newest first, from its own index."""

from django.conf import settings
from django.db import migrations, models

import safeguards.identifiers
from safeguards.identifiers import new_id
from safeguards.row_security import GrantApplicationRole

ROWS = (
    ("identification", 24, "Praktik layanan 1×24 jam; dasar hukumnya belum diperiksa", False),
    ("stop_sharing", 72, "UU 27/2022 tentang Pelindungan Data Pribadi, 3×24 jam sejak permintaan", True),
)


def add_rows(apps, schema_editor):
    """The limits an office starts with; it may change or end them."""
    rows = apps.get_model("cases", "TimeLimit").objects
    for duty, hours, basis, is_verified in ROWS:
        rows.create(id=new_id(), duty=duty, hours=hours, basis=basis, is_verified=is_verified)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_person_tokens_of_a_task_force"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TimeLimit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("identification", "Identifikasi sejak pengaduan diterima"),
                            ("stop_sharing", "Menghentikan pembagian data sejak persetujuan ditarik"),
                        ],
                        max_length=24,
                        verbose_name="kewajiban",
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="batas (jam)")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="dasar")),
                ("is_verified", models.BooleanField(default=False, verbose_name="dasar sudah diperiksa")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="berlaku sejak")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
            ],
            options={
                "ordering": ["duty", "valid_from"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("hours__gte", 1)), name="time_limit_at_least_one_hour")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["task_force", "responsible", "-opened_at", "-id"], name="case_responsible_newest"
            ),
        ),
        GrantApplicationRole("cases_timelimit", ("SELECT",)),
        migrations.RunPython(add_rows, migrations.RunPython.noop),
    ]
