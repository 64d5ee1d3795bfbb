"""Side tables by which files are found again: words of summaries, numbers of police reports."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0017_handed_drafts_row_security'),
        ('taskforces', '0006_saved_views_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileWords',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('unit', models.CharField(choices=[('case', 'Kasus'), ('complaint', 'Pengaduan')], max_length=10)),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='file_words')],
            },
        ),
        migrations.CreateModel(
            name='ProceedingTokens',
            fields=[
                ('proceeding', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='tokens', serialize=False, to='cases.proceeding')),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['numbers'], name='proceeding_tokens')],
            },
        ),
    ]
