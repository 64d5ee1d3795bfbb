"""Released summaries."""

import django.db.models.deletion
import safeguards.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('coordination', '0001_tables'),
        ('taskforces', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SummaryRelease',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('number', models.CharField(max_length=16, verbose_name='nomor verifikasi')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='summaries', to='coordination.meeting')),
                ('period_from', models.DateField(verbose_name='dari')),
                ('period_to', models.DateField(verbose_name='sampai')),
                ('variant', models.CharField(choices=[('terbatas', 'Terbatas (anggota)'), ('publik', 'Publik')], max_length=10, verbose_name='varian')),
                ('summary', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('figures_digest', models.CharField(blank=True, max_length=64)),
                ('released_at', models.DateTimeField()),
                ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-released_at'],
                'indexes': [models.Index(fields=['task_force', 'variant', 'period_from'], name='release_periods')],
                'constraints': [models.UniqueConstraint(fields=('task_force', 'number'), name='release_number_unique'), models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='release_period_runs_forward')],
            },
        ),
    ]
