"""List cases by the day of their first report, by which they count, no longer by the moment they were opened.

Of an old register that moment is its import: cases of years ago stood above today's. The moment stays what it is, for
taking an import back rests on it. The indexes keep their names and their shape.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0032_handed_drafts_local_day'),
        ('taskforces', '0007_system_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='case',
            options={'ordering': ['-reported_on', '-id']},
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_newest',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_kind_newest',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_stage_newest',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_responsible_newest',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['task_force', '-reported_on', '-id'], name='case_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['task_force', 'kind', '-reported_on', '-id'], name='case_kind_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['task_force', 'stage', '-reported_on', '-id'], name='case_stage_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['task_force', 'responsible', '-reported_on', '-id'], name='case_responsible_newest'),
        ),
    ]
