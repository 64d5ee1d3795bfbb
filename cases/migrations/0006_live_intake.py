"""Room for the live call: risks, the reporter's safe contact, a searchable summary; and for people made one."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import safeguards.encryption
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_nothing_is_deleted'),
        ('taskforces', '0004_people_are_not_deleted'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='complaint',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='complaint',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='case',
            name='summary',
            field=models.CharField(blank=True, max_length=300, verbose_name='ringkasan tanpa identitas'),
        ),
        migrations.AddField(
            model_name='casehistory',
            name='summary',
            field=models.CharField(blank=True, max_length=300, verbose_name='ringkasan tanpa identitas'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='event_until',
            field=models.DateField(blank=True, null=True, verbose_name='paling akhir'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reporter_code_word',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='kata pembuka'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reporter_contact_hours',
            field=models.CharField(blank=True, max_length=120, verbose_name='waktu aman'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reporter_contact_note',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='catatan kontak'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reporter_contact_rule',
            field=models.CharField(choices=[('not_asked', 'Belum ditanyakan'), ('conditional', 'Boleh, dengan syarat'), ('never', 'Jangan dihubungi')], default='not_asked', max_length=12, verbose_name='bolehkah pelapor dihubungi'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reporter_contact_ways',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'Telepon'), ('whatsapp', 'WhatsApp'), ('message', 'SMS'), ('in_person', 'Bertemu langsung')], max_length=12), blank=True, default=list, size=None, verbose_name='dengan cara'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reporter_may_leave_message',
            field=models.BooleanField(default=False, verbose_name='boleh meninggalkan pesan'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='risks',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='risiko'),
        ),
        migrations.AddField(
            model_name='complaint',
            name='summary',
            field=models.CharField(blank=True, max_length=300, verbose_name='ringkasan tanpa identitas'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='event_until',
            field=models.DateField(blank=True, null=True, verbose_name='paling akhir'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='reporter_code_word',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='kata pembuka'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='reporter_contact_hours',
            field=models.CharField(blank=True, max_length=120, verbose_name='waktu aman'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='reporter_contact_note',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='catatan kontak'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='reporter_contact_rule',
            field=models.CharField(choices=[('not_asked', 'Belum ditanyakan'), ('conditional', 'Boleh, dengan syarat'), ('never', 'Jangan dihubungi')], default='not_asked', max_length=12, verbose_name='bolehkah pelapor dihubungi'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='reporter_contact_ways',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'Telepon'), ('whatsapp', 'WhatsApp'), ('message', 'SMS'), ('in_person', 'Bertemu langsung')], max_length=12), blank=True, default=list, size=None, verbose_name='dengan cara'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='reporter_may_leave_message',
            field=models.BooleanField(default=False, verbose_name='boleh meninggalkan pesan'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='risks',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='risiko'),
        ),
        migrations.AddField(
            model_name='complainthistory',
            name='summary',
            field=models.CharField(blank=True, max_length=300, verbose_name='ringkasan tanpa identitas'),
        ),
        migrations.AddField(
            model_name='person',
            name='accounts',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='akun dan rekening'),
        ),
        migrations.AddField(
            model_name='person',
            name='contact_ways',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'Telepon'), ('whatsapp', 'WhatsApp'), ('message', 'SMS'), ('in_person', 'Bertemu langsung')], max_length=12), blank=True, default=list, size=None, verbose_name='dengan cara'),
        ),
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='cases.person'),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='accounts',
            field=safeguards.encryption.EncryptedTextField(blank=True, default='', verbose_name='akun dan rekening'),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='contact_ways',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'Telepon'), ('whatsapp', 'WhatsApp'), ('message', 'SMS'), ('in_person', 'Bertemu langsung')], max_length=12), blank=True, default=list, size=None, verbose_name='dengan cara'),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.person'),
        ),
        migrations.AlterField(
            model_name='complaint',
            name='channel',
            field=models.CharField(choices=[('call_centre_112', 'Call Center 112'), ('uptd_hotline', 'Telepon atau WhatsApp UPTD PPA'), ('sapa_129', 'SAPA 129'), ('walk_in', 'Datang langsung'), ('police', 'Rujukan kepolisian'), ('agency', 'Rujukan instansi lain'), ('outreach', 'Penjangkauan atau hasil razia'), ('media', 'Laporan media'), ('letter', 'Surat atau nota dinas'), ('sp4n_lapor', 'SP4N-LAPOR!'), ('public_form', 'Formulir publik'), ('unknown', 'Tidak tercatat')], max_length=20, verbose_name='kanal'),
        ),
        migrations.AlterField(
            model_name='complaint',
            name='outcome',
            field=models.CharField(choices=[('pending', 'Belum ditangani'), ('new_case', 'Kasus baru dibuka'), ('existing_case', 'Bagian dari kasus yang ada'), ('information', 'Informasi diberikan'), ('other_region', 'Diserahkan ke daerah lain'), ('emergency', 'Penanganan darurat berjalan'), ('wrong_number', 'Salah sambung'), ('spam', 'Iseng atau spam'), ('not_a_complaint', 'Bukan pengaduan')], default='pending', max_length=16, verbose_name='hasil pengaduan'),
        ),
        migrations.AlterField(
            model_name='complainthistory',
            name='channel',
            field=models.CharField(choices=[('call_centre_112', 'Call Center 112'), ('uptd_hotline', 'Telepon atau WhatsApp UPTD PPA'), ('sapa_129', 'SAPA 129'), ('walk_in', 'Datang langsung'), ('police', 'Rujukan kepolisian'), ('agency', 'Rujukan instansi lain'), ('outreach', 'Penjangkauan atau hasil razia'), ('media', 'Laporan media'), ('letter', 'Surat atau nota dinas'), ('sp4n_lapor', 'SP4N-LAPOR!'), ('public_form', 'Formulir publik'), ('unknown', 'Tidak tercatat')], max_length=20, verbose_name='kanal'),
        ),
        migrations.AlterField(
            model_name='complainthistory',
            name='outcome',
            field=models.CharField(choices=[('pending', 'Belum ditangani'), ('new_case', 'Kasus baru dibuka'), ('existing_case', 'Bagian dari kasus yang ada'), ('information', 'Informasi diberikan'), ('other_region', 'Diserahkan ke daerah lain'), ('emergency', 'Penanganan darurat berjalan'), ('wrong_number', 'Salah sambung'), ('spam', 'Iseng atau spam'), ('not_a_complaint', 'Bukan pengaduan')], default='pending', max_length=16, verbose_name='hasil pengaduan'),
        ),
        migrations.AlterField(
            model_name='complaintperson',
            name='role',
            field=models.CharField(choices=[('possible_victim', 'Diduga korban'), ('reported', 'Terlapor'), ('recruiter', 'Perekrut atau penyalur'), ('witness', 'Saksi')], default='possible_victim', max_length=16, verbose_name='peran'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_casehistory" ("channel", "event_on", "event_region_id", "id", "kind", "mode", "number", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "reported_on", "responsible_id", "simfoni_entered_on", "simfoni_number", "stage", "summary", "task_force_id", "urgency", "version", "violence_form") VALUES (OLD."channel", OLD."event_on", OLD."event_region_id", OLD."id", OLD."kind", OLD."mode", OLD."number", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."reported_on", OLD."responsible_id", OLD."simfoni_entered_on", OLD."simfoni_number", OLD."stage", OLD."summary", OLD."task_force_id", OLD."urgency", OLD."version", OLD."violence_form"); RETURN NULL;', hash='7853cd1d8d3951fe5bdff56a729330e99e8a17fd', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_casehistory" ("channel", "event_on", "event_region_id", "id", "kind", "mode", "number", "opened_at", "opened_by_id", "pgh_context", "pgh_created_at", "pgh_label", "reported_on", "responsible_id", "simfoni_entered_on", "simfoni_number", "stage", "summary", "task_force_id", "urgency", "version", "violence_form") VALUES (OLD."channel", OLD."event_on", OLD."event_region_id", OLD."id", OLD."kind", OLD."mode", OLD."number", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."reported_on", OLD."responsible_id", OLD."simfoni_entered_on", OLD."simfoni_number", OLD."stage", OLD."summary", OLD."task_force_id", OLD."urgency", OLD."version", OLD."violence_form"); RETURN NULL;', hash='b697ed920868138e4579d314464ec3f02e2a27ac', operation='DELETE', pgid='pgtrigger_delete_delete_8d49e', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='complaint',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_complainthistory" ("case_id", "channel", "event_country", "event_date_is_unknown", "event_on", "event_place", "event_region_id", "event_until", "handed_to", "id", "narrative", "number", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "received_at", "recorded_at", "recorded_by_id", "reporter_code_word", "reporter_contact_hours", "reporter_contact_note", "reporter_contact_rule", "reporter_contact_ways", "reporter_is_anonymous", "reporter_kind", "reporter_may_leave_message", "reporter_name", "reporter_phone", "risks", "submission_key", "summary", "task_force_id", "urgency", "version") VALUES (OLD."case_id", OLD."channel", OLD."event_country", OLD."event_date_is_unknown", OLD."event_on", OLD."event_place", OLD."event_region_id", OLD."event_until", OLD."handed_to", OLD."id", OLD."narrative", OLD."number", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."received_at", OLD."recorded_at", OLD."recorded_by_id", OLD."reporter_code_word", OLD."reporter_contact_hours", OLD."reporter_contact_note", OLD."reporter_contact_rule", OLD."reporter_contact_ways", OLD."reporter_is_anonymous", OLD."reporter_kind", OLD."reporter_may_leave_message", OLD."reporter_name", OLD."reporter_phone", OLD."risks", OLD."submission_key", OLD."summary", OLD."task_force_id", OLD."urgency", OLD."version"); RETURN NULL;', hash='cdd73ad7982f667a857e0c792c81aaf7b20a1e92', operation='UPDATE', pgid='pgtrigger_update_update_f32d0', table='cases_complaint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='complaint',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_complainthistory" ("case_id", "channel", "event_country", "event_date_is_unknown", "event_on", "event_place", "event_region_id", "event_until", "handed_to", "id", "narrative", "number", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "received_at", "recorded_at", "recorded_by_id", "reporter_code_word", "reporter_contact_hours", "reporter_contact_note", "reporter_contact_rule", "reporter_contact_ways", "reporter_is_anonymous", "reporter_kind", "reporter_may_leave_message", "reporter_name", "reporter_phone", "risks", "submission_key", "summary", "task_force_id", "urgency", "version") VALUES (OLD."case_id", OLD."channel", OLD."event_country", OLD."event_date_is_unknown", OLD."event_on", OLD."event_place", OLD."event_region_id", OLD."event_until", OLD."handed_to", OLD."id", OLD."narrative", OLD."number", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."received_at", OLD."recorded_at", OLD."recorded_by_id", OLD."reporter_code_word", OLD."reporter_contact_hours", OLD."reporter_contact_note", OLD."reporter_contact_rule", OLD."reporter_contact_ways", OLD."reporter_is_anonymous", OLD."reporter_kind", OLD."reporter_may_leave_message", OLD."reporter_name", OLD."reporter_phone", OLD."risks", OLD."submission_key", OLD."summary", OLD."task_force_id", OLD."urgency", OLD."version"); RETURN NULL;', hash='19fa01021d62d6b779357272c6e8dc1207f93afc', operation='DELETE', pgid='pgtrigger_delete_delete_20005', table='cases_complaint', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_personhistory" ("accounts", "address", "birth_date", "contact_code_word", "contact_hours", "contact_note", "contact_rule", "contact_ways", "created_at", "guardian", "id", "may_leave_message", "merged_into_id", "name", "nickname", "nik", "pgh_context", "pgh_created_at", "pgh_label", "phone", "sex", "task_force_id") VALUES (OLD."accounts", OLD."address", OLD."birth_date", OLD."contact_code_word", OLD."contact_hours", OLD."contact_note", OLD."contact_rule", OLD."contact_ways", OLD."created_at", OLD."guardian", OLD."id", OLD."may_leave_message", OLD."merged_into_id", OLD."name", OLD."nickname", OLD."nik", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."phone", OLD."sex", OLD."task_force_id"); RETURN NULL;', hash='dd15bdbc13e448ac81238953fcb97d0e15a5c93c', operation='UPDATE', pgid='pgtrigger_update_update_6804f', table='cases_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_personhistory" ("accounts", "address", "birth_date", "contact_code_word", "contact_hours", "contact_note", "contact_rule", "contact_ways", "created_at", "guardian", "id", "may_leave_message", "merged_into_id", "name", "nickname", "nik", "pgh_context", "pgh_created_at", "pgh_label", "phone", "sex", "task_force_id") VALUES (OLD."accounts", OLD."address", OLD."birth_date", OLD."contact_code_word", OLD."contact_hours", OLD."contact_note", OLD."contact_rule", OLD."contact_ways", OLD."created_at", OLD."guardian", OLD."id", OLD."may_leave_message", OLD."merged_into_id", OLD."name", OLD."nickname", OLD."nik", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."phone", OLD."sex", OLD."task_force_id"); RETURN NULL;', hash='6530ba04447fce60bafc13b04542759a1b195617', operation='DELETE', pgid='pgtrigger_delete_delete_82e57', table='cases_person', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('event_until__isnull', True), ('event_until__gte', models.F('event_on')), _connector='OR'), name='complaint_event_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='person_not_merged_into_itself'),
        ),
    ]
