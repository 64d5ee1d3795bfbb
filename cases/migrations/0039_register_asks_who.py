"""Mark rows of a dry run that ask whether somebody is the same person: those are answered one by one.

Rows checked before this are all marked, and answers that would join people are asked again: nobody can tell by now
which of them one bulk answer gave.
"""

from django.db import migrations, models

ASK_AGAIN = "UPDATE cases_registerrow SET decision = '' WHERE kind = 'doubt' AND decision = 'same'"


class Migration(migrations.Migration):
    dependencies = [("cases", "0038_emergencies_are_never_folded")]

    operations = [
        migrations.AddField("registerrow", "asks_who", models.BooleanField(default=True)),
        migrations.AlterField("registerrow", "asks_who", models.BooleanField(default=False)),
        migrations.RunSQL(ASK_AGAIN, migrations.RunSQL.noop),
    ]
