"""Let rows of tokens say by which rules they were made, so that they can be renewed when names are read better."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_live_intake'),
    ]

    operations = [
        migrations.AddField(
            model_name='persontokens',
            name='version',
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
