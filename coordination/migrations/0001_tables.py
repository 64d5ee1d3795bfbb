"""Meetings, attendance and decisions, one block per table."""

import django.db.models.deletion
import safeguards.identifiers
from django.conf import settings
from django.db import migrations, models
from safeguards.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taskforces', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('title', models.CharField(max_length=200, verbose_name='acara')),
                ('held_on', models.DateField(verbose_name='tanggal')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='mulai')),
                ('ends_at', models.TimeField(blank=True, null=True, verbose_name='selesai')),
                ('place', models.CharField(max_length=160, verbose_name='tempat')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='taskforces.division', verbose_name='bidang')),
                ('chaired_by', models.CharField(blank=True, max_length=160, verbose_name='pimpinan rapat')),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission_key', models.UUIDField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-held_on', '-id'],
                'indexes': [models.Index(fields=['task_force', '-held_on'], name='meeting_newest')],
                'constraints': [models.UniqueConstraint(fields=('task_force', 'submission_key'), name='meeting_form_submitted_once'), models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('starts_at__isnull', False), _connector='OR'), name='meeting_that_ends_has_begun')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='coordination.meeting')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('text', models.CharField(max_length=400, verbose_name='keputusan')),
                ('owner_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.agency', verbose_name='penanggung jawab')),
                ('due_on', models.DateField(verbose_name='tenggat')),
                ('state', models.CharField(choices=[('open', 'Belum'), ('in_progress', 'Berjalan'), ('done', 'Selesai'), ('cancelled', 'Batal')], default='open', max_length=12, verbose_name='keadaan')),
                ('progress_note', models.CharField(blank=True, max_length=400, verbose_name='perkembangan')),
                ('state_changed_at', models.DateTimeField()),
                ('state_changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['position'],
                'indexes': [models.Index(fields=['task_force', 'state', 'due_on'], name='decision_due')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'position'), name='decision_position_unique'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='decision_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='coordination.meeting')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.agency')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='jumlah hadir (orang)')),
            ],
            options={
                'ordering': ['agency__name'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'agency'), name='attendance_once_per_agency')],
            },
        ),
    ]
    operations = [TablesAtOnce(operations)]
