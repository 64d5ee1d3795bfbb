"""Let tokens say their task force, so that a search reads one's own hits only; existing rows take their person's."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
    UPDATE cases_persontokens SET task_force_id = cases_person.task_force_id
    FROM cases_person WHERE cases_person.id = cases_persontokens.person_id;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


def task_force(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="taskforces.taskforce", **options
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_row_security"), ("taskforces", "0001_initial")]

    operations = [
        migrations.AddField("persontokens", "task_force", task_force(null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("persontokens", "task_force", task_force()),
    ]
