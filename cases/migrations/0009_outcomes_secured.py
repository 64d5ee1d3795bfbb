"""Bind the tables of outcomes to the task force, and give an office the two new time limits to start with.

Emergency responses may also be read for counting; who was called in one is never among the figures. Steps and attempts
are written once; only a turn of duty planned by mistake may be deleted.
"""

from django.db import migrations

from safeguards.identifiers import new_id
from safeguards.row_security import NOTHING_DELETED, EnableRowSecurity, GrantApplicationRole, RowPolicy

BOUND = ("handover", "contactattempt", "dutyturn", "emergencycontact")
KEPT = ("handover", "contactattempt", "emergencycontact", "emergencyresponse")
ROWS = (
    ("emergency", 1, "Praktik layanan: satu jam sejak keadaan darurat dinyatakan; dasar hukumnya belum diperiksa"),
    ("hand_over_receipt", 24, "Praktik layanan: satu hari sejak diserahkan; dasar hukumnya belum diperiksa"),
)


def add_rows(apps, schema_editor):
    """The limits an office starts with; it may change or end them."""
    rows = apps.get_model("cases", "TimeLimit").objects
    for duty, hours, basis in ROWS:
        rows.create(id=new_id(), duty=duty, hours=hours, basis=basis, is_verified=False)


def remove_rows(apps, schema_editor):
    """Without these duties no row of theirs is left."""
    apps.get_model("cases", "TimeLimit").objects.filter(duty__in=[duty for duty, *_rest in ROWS]).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_outcomes")]

    operations = [
        *(EnableRowSecurity(f"cases_{name}", RowPolicy.task_force()) for name in BOUND),
        EnableRowSecurity("cases_emergencyresponse", RowPolicy.task_force(), figures=True),
        EnableRowSecurity("cases_emergencystep", RowPolicy.task_force(), append_only=True),
        *(GrantApplicationRole(f"cases_{name}", NOTHING_DELETED) for name in KEPT),
        migrations.RunPython(add_rows, remove_rows),
    ]
