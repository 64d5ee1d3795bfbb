"""Task forces, decrees, agencies, accounts, notifications and saved views, one block per table."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import safeguards.clock
import safeguards.identifiers
from django.conf import settings
from django.db import migrations, models
from safeguards.tables_at_once import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='surel kantor')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique_whatever_case'), models.CheckConstraint(condition=models.Q(models.Q(('email__iendswith', '.invalid'), _negated=True), ('is_active', False), _connector='OR'), name='user_of_the_system_never_signs_in')],
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(max_length=13, primary_key=True, serialize=False, verbose_name='kode')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('level', models.CharField(choices=[('province', 'Provinsi'), ('city', 'Kabupaten/kota'), ('district', 'Kecamatan'), ('village', 'Kelurahan/desa')], max_length=10)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='taskforces.region')),
            ],
            options={
                'ordering': ['code'],
                'indexes': [models.Index(fields=['level', 'name'], name='region_level_name')],
            },
        ),
        migrations.CreateModel(
            name='TaskForce',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('level', models.CharField(choices=[('national', 'Pusat'), ('province', 'Provinsi'), ('city', 'Kabupaten/kota')], max_length=10, verbose_name='tingkat')),
                ('region', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='taskforces.region', verbose_name='wilayah')),
                ('name', models.CharField(max_length=160, verbose_name='nama')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='taskforces.taskforce', verbose_name='di bawah')),
                ('government_name', models.CharField(blank=True, max_length=160, verbose_name='nama pemerintah daerah pada kop')),
                ('office_name', models.CharField(blank=True, max_length=200, verbose_name='nama dinas pada kop')),
                ('office_address', models.CharField(blank=True, max_length=240, verbose_name='alamat pada kop')),
                ('office_contact', models.CharField(blank=True, max_length=240, verbose_name='telepon, surel, dan kode pos pada kop')),
                ('letter_place', models.CharField(blank=True, max_length=80, verbose_name='tempat surat')),
                ('letter_number_pattern', models.CharField(blank=True, max_length=80, verbose_name='pola nomor surat')),
                ('signatory_position', models.CharField(blank=True, max_length=160, verbose_name='jabatan penanda tangan')),
                ('signatory_name', models.CharField(blank=True, max_length=160, verbose_name='nama penanda tangan')),
                ('signatory_rank', models.CharField(blank=True, max_length=80, verbose_name='pangkat penanda tangan')),
                ('signatory_nip', models.CharField(blank=True, max_length=24, verbose_name='NIP penanda tangan')),
                ('suppression_threshold', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(50)], verbose_name='ambang penyembunyian sel')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['region_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('suppression_threshold__gte', 3)), name='task_force_threshold_not_idle'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='task_force_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Decree',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('number', models.CharField(max_length=60, verbose_name='nomor')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('title', models.CharField(blank=True, max_length=240, verbose_name='tentang')),
                ('signed_by', models.CharField(blank=True, max_length=120, verbose_name='ditandatangani oleh')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='tanggal ditetapkan')),
                ('valid_from', models.DateField(verbose_name='berlaku sejak')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='berlaku sampai')),
                ('revoked_on', models.DateField(blank=True, null=True, verbose_name='dicabut tanggal')),
            ],
            options={
                'ordering': ['-valid_from'],
                'constraints': [models.UniqueConstraint(fields=('task_force', 'number', 'year'), name='decree_number_unique'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='decree_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('decree', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='divisions', to='taskforces.decree', verbose_name='SK')),
                ('name', models.CharField(max_length=160, verbose_name='nama bidang')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='urutan')),
            ],
            options={
                'ordering': ['decree_id', 'position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('decree', 'name'), name='division_name_unique_in_decree')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agencies', to='taskforces.division', verbose_name='bidang')),
                ('name', models.CharField(max_length=160, verbose_name='nama instansi')),
                ('short_name', models.CharField(max_length=60, verbose_name='nama pendek')),
                ('kind', models.CharField(choices=[('ppa_unit', 'UPTD PPA'), ('ppa_office', 'Dinas pemberdayaan perempuan dan perlindungan anak'), ('police', 'Kepolisian'), ('prosecutor', 'Kejaksaan'), ('court', 'Pengadilan'), ('social_affairs', 'Dinas sosial'), ('health_office', 'Dinas kesehatan'), ('hospital', 'Rumah sakit atau puskesmas'), ('immigration', 'Kantor imigrasi'), ('migrant_workers', 'BP3MI'), ('manpower', 'Dinas tenaga kerja'), ('education', 'Dinas pendidikan'), ('public_order', 'Satpol PP'), ('legal_aid', 'Lembaga bantuan hukum'), ('ngo', 'Lembaga masyarakat'), ('secretariat', 'Sekretariat gugus tugas'), ('other', 'Instansi lain')], max_length=20, verbose_name='jenis')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='telepon kantor')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='surel kantor')),
                ('address', models.CharField(blank=True, max_length=240, verbose_name='alamat kantor')),
                ('is_active', models.BooleanField(default=True, verbose_name='masih menjadi anggota')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('task_force', 'name'), name='agency_name_unique')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ('of_list', models.CharField(choices=[('cases', 'Kasus'), ('complaints', 'Pengaduan'), ('sent', 'Rujukan terkirim'), ('inbox', 'Kotak rujukan')], max_length=16, verbose_name='daftar')),
                ('name', models.CharField(max_length=60, verbose_name='nama tampilan')),
                ('query', models.CharField(blank=True, max_length=1000)),
                ('shared_with_role', models.CharField(blank=True, choices=[('caseworker', 'Pendamping kasus'), ('supervisor', 'Penyelia kasus'), ('agency_officer', 'Petugas layanan instansi'), ('secretariat', 'Sekretariat gugus tugas'), ('figures_viewer', 'Pemantau angka'), ('accounts_admin', 'Pengelola akun')], max_length=20, verbose_name='dibagikan kepada')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='urutan')),
                ('created_at', models.DateTimeField(default=safeguards.clock.now)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['of_list', 'position', 'created_at'],
                'indexes': [models.Index(fields=['user', 'of_list'], name='saved_view_of_user'), models.Index(condition=models.Q(('shared_with_role', ''), _negated=True), fields=['task_force', 'of_list'], name='saved_view_that_is_shared')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('user', 'task_force', 'of_list', 'name'), name='saved_view_name_once_per_list'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_view_has_a_name'), models.CheckConstraint(condition=models.Q(('name__regex', '\\d{6}'), _negated=True), name='saved_view_name_reaches_nobody')],
            },
        ),
        migrations.CreateModel(
            name='FirstView',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of_list', models.CharField(choices=[('cases', 'Kasus'), ('complaints', 'Pengaduan'), ('sent', 'Rujukan terkirim'), ('inbox', 'Kotak rujukan')], max_length=16)),
                ('view', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.savedview')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'of_list'), name='first_view_once_per_list')],
            },
        ),
        migrations.CreateModel(
            name='RegisterCounter',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('series', models.CharField(max_length=4)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('task_force', 'series', 'year'), name='register_series_unique')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('decree', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='taskforces.decree')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='taskforces.agency')),
                ('role', models.CharField(choices=[('caseworker', 'Pendamping kasus'), ('supervisor', 'Penyelia kasus'), ('agency_officer', 'Petugas layanan instansi'), ('secretariat', 'Sekretariat gugus tugas'), ('figures_viewer', 'Pemantau angka'), ('accounts_admin', 'Pengelola akun')], max_length=20, verbose_name='peran')),
                ('valid_from', models.DateField(verbose_name='mulai')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('deactivated_at', models.DateTimeField(blank=True, null=True)),
                ('deactivated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deactivation_reason', models.CharField(blank=True, choices=[('moved', 'Pindah tugas atau mutasi'), ('left', 'Berhenti atau pensiun'), ('on_leave', 'Cuti panjang'), ('role_changed', 'Perannya diganti'), ('mistake', 'Undangan salah alamat atau salah peran'), ('incident', 'Dugaan penyalahgunaan atau akun diambil alih')], max_length=20, verbose_name='alasan')),
            ],
            options={
                'ordering': ['valid_from'],
                'indexes': [models.Index(fields=['user', 'valid_from'], name='membership_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='membership_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('deactivated_at__isnull', True), ('deactivated_by__isnull', True)), models.Q(('deactivated_at__isnull', False), ('deactivated_by__isnull', False)), _connector='OR'), name='membership_deactivation_has_actor'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'agency_officer'), _negated=True), ('agency__isnull', False), _connector='OR'), name='membership_officer_has_agency')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('email', models.EmailField(max_length=254, verbose_name='alamat surel kantor')),
                ('name', models.CharField(max_length=120, verbose_name='nama')),
                ('decree', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.decree')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.agency')),
                ('role', models.CharField(choices=[('caseworker', 'Pendamping kasus'), ('supervisor', 'Penyelia kasus'), ('agency_officer', 'Petugas layanan instansi'), ('secretariat', 'Sekretariat gugus tugas'), ('figures_viewer', 'Pemantau angka'), ('accounts_admin', 'Pengelola akun')], max_length=20, verbose_name='peran')),
                ('valid_from', models.DateField(verbose_name='mulai')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField()),
                ('invited_at', models.DateTimeField()),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-invited_at'],
            },
        ),
        migrations.CreateModel(
            name='AgencyService',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='taskforces.agency')),
                ('service_line', models.CharField(choices=[('health_rehabilitation', 'Rehabilitasi kesehatan'), ('social_rehabilitation', 'Rehabilitasi sosial'), ('legal_aid', 'Bantuan hukum'), ('law_enforcement', 'Penegakan hukum'), ('pick_up', 'Penjemputan'), ('repatriation', 'Pemulangan'), ('social_reintegration', 'Reintegrasi sosial')], max_length=24, verbose_name='layanan')),
                ('answer_within_hours', models.PositiveSmallIntegerField(default=24, verbose_name='janji jawaban (jam)')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='catatan layanan')),
            ],
            options={
                'ordering': ['service_line'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'service_line'), name='agency_offers_a_line_once'), models.CheckConstraint(condition=models.Q(('answer_within_hours__gte', 1)), name='agency_promise_at_least_one_hour')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('task_force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taskforces.taskforce', verbose_name='gugus tugas')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watches', to=settings.AUTH_USER_MODEL)),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='taskforces.savedview')),
                ('kind', models.CharField(choices=[('more_than', 'Lebih banyak daripada'), ('older_than', 'Ada yang lebih lama daripada')], max_length=12, verbose_name='kabari bila')),
                ('threshold', models.PositiveSmallIntegerField(verbose_name='batas')),
                ('is_crossed', models.BooleanField(default=False)),
                ('last_value', models.PositiveIntegerField(blank=True, null=True)),
                ('evaluated_at', models.DateTimeField(blank=True, null=True)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=safeguards.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, choices=[('stopped', 'Dihentikan'), ('no_access', 'Akses berakhir'), ('view_gone', 'Tampilan dihapus atau tidak lagi dibagikan')], max_length=12)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user', 'view', 'kind'), name='watch_once_per_view'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at__isnull', True)), models.Q(('ended_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='watch_end_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.UUIDField(default=safeguards.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('text', models.CharField(max_length=200, verbose_name='kabar')),
                ('path', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(default=safeguards.clock.now)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['user', '-created_at'], name='notification_user_newest')],
            },
        ),
    ]
    operations = [TablesAtOnce(operations)]
