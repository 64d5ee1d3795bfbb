"""The audit table and the seal of the key ring, one block per table."""

from django.db import migrations, models
from safeguards.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='KeyRingSeal',
            fields=[
                ('key_id', models.PositiveSmallIntegerField(help_text='as in the key ring; 0 is the key of the search tokens', primary_key=True, serialize=False, verbose_name='nomor kunci')),
                ('fingerprint', models.BinaryField(help_text='HMAC-SHA256 under the key', max_length=32, verbose_name='sidik kunci')),
                ('sealed_at', models.DateTimeField(verbose_name='disegel pada')),
            ],
            options={
                'verbose_name': 'segel kunci',
                'verbose_name_plural': 'segel kunci',
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('stream', models.CharField(help_text='task force id, or system; refusals end in /refused', max_length=64, verbose_name='rantai')),
                ('position', models.BigIntegerField(editable=False, verbose_name='urutan')),
                ('at', models.DateTimeField(verbose_name='waktu')),
                ('actor_id', models.UUIDField(null=True)),
                ('actor_name', models.CharField(max_length=200, verbose_name='pelaku')),
                ('verb', models.CharField(max_length=80, verbose_name='perbuatan')),
                ('target_type', models.CharField(max_length=100)),
                ('target_id', models.UUIDField(null=True)),
                ('target_label', models.CharField(max_length=200, verbose_name='berkas')),
                ('root_id', models.UUIDField(help_text='the file the target belongs to: case, complaint, referral, meeting', null=True)),
                ('details', models.JSONField(default=dict, help_text='values of identifying and sensitive fields are redacted')),
                ('previous_hash', models.BinaryField(max_length=32)),
                ('hash', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name': 'catatan audit',
                'verbose_name_plural': 'catatan audit',
                'indexes': [models.Index(fields=['root_id', 'at'], name='audit_history_of_a_file'), models.Index(fields=['actor_id', 'at'], name='audit_acts_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('stream', 'position'), name='audit_one_row_per_position')],
            },
        ),
    ]
    operations = [TablesAtOnce(operations)]
