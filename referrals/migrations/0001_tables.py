"""Referrals, their messages and closures, one block per table."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import safeguards.encryption
import safeguards.identifiers
from django.conf import settings
from django.db import migrations, models
from safeguards.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_tables'),
        ('taskforces', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('number', models.CharField(max_length=16, verbose_name='nomor rujukan')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('victim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='cases.victim')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='taskforces.agency')),
                ('service_lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('health_rehabilitation', 'Rehabilitasi kesehatan'), ('social_rehabilitation', 'Rehabilitasi sosial'), ('legal_aid', 'Bantuan hukum'), ('law_enforcement', 'Penegakan hukum'), ('pick_up', 'Penjemputan'), ('repatriation', 'Pemulangan'), ('social_reintegration', 'Reintegrasi sosial')], max_length=24), size=None)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.consent')),
                ('urgency', models.CharField(choices=[('emergency', 'Darurat'), ('urgent', 'Mendesak'), ('ordinary', 'Biasa'), ('unknown', 'Belum ditetapkan')], default='ordinary', max_length=10)),
                ('slip', safeguards.encryption.EncryptedTextField()),
                ('state', models.CharField(choices=[('sent', 'Menunggu jawaban'), ('accepted', 'Diterima'), ('declined', 'Ditolak'), ('completed', 'Selesai'), ('withdrawn', 'Ditarik')], default='sent', max_length=10, verbose_name='keadaan')),
                ('sent_at', models.DateTimeField(verbose_name='dikirim')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_due_at', models.DateTimeField(verbose_name='batas jawaban')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_service_on', models.DateField(blank=True, null=True, verbose_name='layanan pertama')),
                ('decline_reason', models.CharField(blank=True, choices=[('no_place', 'Tempat atau tenaga penuh'), ('not_our_service', 'Bukan layanan kami'), ('outside_area', 'Di luar wilayah kerja kami'), ('incomplete', 'Keterangan belum cukup untuk melayani'), ('other', 'Alasan lain')], max_length=16, verbose_name='alasan')),
                ('decline_note', safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='keterangan')),
                ('completed_at', models.DateTimeField(blank=True, null=True)),
                ('completed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line_outcomes', models.JSONField(blank=True, default=dict)),
                ('outcome', models.CharField(blank=True, choices=[('given', 'Layanan diberikan'), ('partly_given', 'Layanan diberikan sebagian'), ('refused_by_victim', 'Korban tidak bersedia'), ('not_reached', 'Korban tidak dapat ditemui')], max_length=20, verbose_name='hasil')),
                ('outcome_note', safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='keterangan hasil')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='ditutup')),
                ('overdue_told_at', models.DateTimeField(blank=True, null=True)),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='ditunda')),
                ('pause_reason', models.CharField(blank=True, choices=[('victim_asked', 'Atas permintaan korban'), ('victim_absent', 'Korban sementara tidak dapat hadir'), ('other_first', 'Layanan lain didahulukan'), ('waiting_papers', 'Menunggu dokumen atau keputusan'), ('agency_asked', 'Atas permintaan instansi'), ('other', 'Alasan lain')], default='', max_length=16, verbose_name='alasan ditunda')),
                ('paused_until', models.DateField(blank=True, null=True, verbose_name='ditunda sampai')),
                ('paused_for', models.DurationField(default=datetime.timedelta)),
                ('submission_key', models.UUIDField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-sent_at'],
                'indexes': [models.Index(fields=['agency', 'state', 'answer_due_at'], name='referral_queue'), models.Index(fields=['task_force', 'state', 'answer_due_at'], name='referral_sender'), models.Index(fields=['task_force', 'sent_at'], name='referral_counted_on'), models.Index(fields=['victim'], name='referral_of_victim')],
                'constraints': [models.UniqueConstraint(fields=('task_force', 'number'), name='referral_number_unique'), models.UniqueConstraint(fields=('task_force', 'submission_key'), name='referral_form_submitted_once'), models.CheckConstraint(condition=models.Q(('service_lines__len__gte', 1)), name='referral_asks_for_something'), models.CheckConstraint(condition=models.Q(('answer_due_at__gt', models.F('sent_at'))), name='referral_due_after_sent'), models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'withdrawn']), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='referral_answer_has_actor'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('decline_reason', ''), _negated=True), _connector='OR'), name='referral_declined_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'completed'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), ('completed_at__isnull', False), ('completed_by__isnull', False)), _connector='OR'), name='referral_completed_with_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('referral', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closure', to='referrals.referral')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.agency')),
                ('number', models.CharField(max_length=16, verbose_name='nomor rujukan')),
                ('service_lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('health_rehabilitation', 'Rehabilitasi kesehatan'), ('social_rehabilitation', 'Rehabilitasi sosial'), ('legal_aid', 'Bantuan hukum'), ('law_enforcement', 'Penegakan hukum'), ('pick_up', 'Penjemputan'), ('repatriation', 'Pemulangan'), ('social_reintegration', 'Reintegrasi sosial')], max_length=24), size=None)),
                ('was_accepted', models.BooleanField()),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(verbose_name='ditutup')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-closed_at'],
                'indexes': [models.Index(fields=['agency', 'closed_at'], name='closure_of_agency')],
            },
        ),
        migrations.CreateModel(
            name='ReferralMessage',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='referrals.referral')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.agency')),
                ('is_from_agency', models.BooleanField()),
                ('text', safeguards.encryption.EncryptedTextField(verbose_name='pertanyaan')),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at'],
            },
        ),
    ]
    operations = [TablesAtOnce(operations)]
