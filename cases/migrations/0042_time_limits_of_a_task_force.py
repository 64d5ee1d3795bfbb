"""Let a task force have time limits of its own, dated and signed, beside those of the house.

Everybody reads the house's rows; members read those of their task force, and its supervisors alone add and end them.
A row's terms are never changed and no row is deleted: a change ends the row before it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from safeguards.row_security import AddRowPolicy, EnableRowSecurity, GrantApplicationRole, RowPolicy, update_of

SUPERVISES = """
    task_force_id::text || ':supervisor' = ANY ((SELECT NULLIF(current_setting('app.roles', true), '')::text[])::text[])
"""


def somebody():
    """A person who signed, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+"
    )


def mark_law(apps, schema_editor):
    """Of the limits an office starts with, one was read in a law."""
    apps.get_model("cases", "TimeLimit").objects.filter(duty="stop_sharing").update(source="law")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0041_public_reports_sent_again"),
    ]

    operations = [
        migrations.AddField(
            "timelimit",
            "task_force",
            models.ForeignKey(
                "taskforces.TaskForce",
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                verbose_name="gugus tugas",
            ),
        ),
        migrations.AddField(
            "timelimit",
            "source",
            models.CharField(
                choices=[("law", "Peraturan"), ("practice", "Praktik layanan")],
                default="practice",
                max_length=12,
                verbose_name="sumber",
            ),
        ),
        migrations.AddField("timelimit", "checked_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("timelimit", "checked_by", somebody()),
        migrations.AddField("timelimit", "recorded_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("timelimit", "recorded_by", somebody()),
        migrations.AddField("timelimit", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("timelimit", "withdrawn_by", somebody()),
        migrations.AddConstraint(
            "timelimit",
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="time_limit_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            "timelimit",
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False, is_verified=True),
                name="time_limit_checked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "timelimit",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="time_limit_withdrawn_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "timelimit",
            models.CheckConstraint(
                condition=Q(task_force__isnull=True)
                | Q(valid_from__isnull=False, recorded_at__isnull=False, recorded_by__isnull=False),
                name="time_limit_of_a_task_force_is_signed",
            ),
        ),
        migrations.AddConstraint(
            "timelimit",
            models.CheckConstraint(
                condition=Q(task_force__isnull=True) | Q(is_verified=False) | Q(checked_by__isnull=False),
                name="time_limit_of_a_task_force_names_who_checked",
            ),
        ),
        migrations.AddConstraint(
            "timelimit",
            models.UniqueConstraint(
                fields=["task_force", "duty"],
                condition=Q(withdrawn_at__isnull=True, valid_until__isnull=True),
                name="time_limit_one_without_an_end",
            ),
        ),
        migrations.AddConstraint(
            "timelimit",
            models.UniqueConstraint(
                fields=["task_force", "duty", "valid_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="time_limit_one_from_a_day",
            ),
        ),
        migrations.RunPython(mark_law, migrations.RunPython.noop),
        EnableRowSecurity(
            "cases_timelimit",
            RowPolicy.published("task_force_id IS NULL"),
            RowPolicy.member(),
        ),
        AddRowPolicy(
            "cases_timelimit", RowPolicy("supervisors", SUPERVISES, ("INSERT", "UPDATE"), restrictive=True)
        ),
        GrantApplicationRole(
            "cases_timelimit",
            ("SELECT", "INSERT", update_of("valid_until", "withdrawn_at", "withdrawn_by_id")),
        ),
    ]
