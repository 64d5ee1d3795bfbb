"""Code lists of the task force. English slugs are stored; users read the Indonesian label."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of a task force (UU 21/2007 Pasal 58: central, provincial, regency/city)."""

    NATIONAL = "national", _("Pusat")
    PROVINCE = "province", _("Provinsi")
    CITY = "city", _("Kabupaten/kota")


class RegionLevel(models.TextChoices):
    """Levels of the Ministry of Home Affairs' region code (2.2.2)."""

    PROVINCE = "province", _("Provinsi")
    CITY = "city", _("Kabupaten/kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Kelurahan/desa")


class AgencyKind(models.TextChoices):
    """Kinds of member agency; a working list, not law."""

    PPA_UNIT = "ppa_unit", _("UPTD PPA")
    PPA_OFFICE = "ppa_office", _("Dinas pemberdayaan perempuan dan perlindungan anak")
    POLICE = "police", _("Kepolisian")
    PROSECUTOR = "prosecutor", _("Kejaksaan")
    COURT = "court", _("Pengadilan")
    SOCIAL_AFFAIRS = "social_affairs", _("Dinas sosial")
    HEALTH_OFFICE = "health_office", _("Dinas kesehatan")
    HOSPITAL = "hospital", _("Rumah sakit atau puskesmas")
    IMMIGRATION = "immigration", _("Kantor imigrasi")
    MIGRANT_WORKERS = "migrant_workers", _("BP3MI")
    MANPOWER = "manpower", _("Dinas tenaga kerja")
    EDUCATION = "education", _("Dinas pendidikan")
    PUBLIC_ORDER = "public_order", _("Satpol PP")
    LEGAL_AID = "legal_aid", _("Lembaga bantuan hukum")
    NGO = "ngo", _("Lembaga masyarakat")
    SECRETARIAT = "secretariat", _("Sekretariat gugus tugas")
    OTHER = "other", _("Instansi lain")


class ServiceLine(models.TextChoices):
    """Services a victim may be referred for (UU 21/2007 Pasal 51; PermenPPPA 8/2021; law enforcement by Pasal 58)."""

    HEALTH_REHABILITATION = "health_rehabilitation", _("Rehabilitasi kesehatan")
    SOCIAL_REHABILITATION = "social_rehabilitation", _("Rehabilitasi sosial")
    LEGAL_AID = "legal_aid", _("Bantuan hukum")
    LAW_ENFORCEMENT = "law_enforcement", _("Penegakan hukum")
    PICK_UP = "pick_up", _("Penjemputan")
    REPATRIATION = "repatriation", _("Pemulangan")
    SOCIAL_REINTEGRATION = "social_reintegration", _("Reintegrasi sosial")


class DeactivationReason(models.TextChoices):
    """Why somebody's access ended early; from the practice of offices."""

    MOVED = "moved", _("Pindah tugas atau mutasi")
    LEFT = "left", _("Berhenti atau pensiun")
    ON_LEAVE = "on_leave", _("Cuti panjang")
    ROLE_CHANGED = "role_changed", _("Perannya diganti")
    MISTAKE = "mistake", _("Undangan salah alamat atau salah peran")
    INCIDENT = "incident", _("Dugaan penyalahgunaan atau akun diambil alih")


class SavedList(models.TextChoices):
    """Lists whose filters can be kept as a view."""

    CASES = "cases", _("Kasus")
    COMPLAINTS = "complaints", _("Pengaduan")
    SENT = "sent", _("Rujukan terkirim")
    INBOX = "inbox", _("Kotak rujukan")


class WatchKind(models.TextChoices):
    """What a watch on a view waits for."""

    MORE_THAN = "more_than", _("Lebih banyak daripada")
    OLDER_THAN = "older_than", _("Ada yang lebih lama daripada")


class WatchEnd(models.TextChoices):
    """Why a watch has ended."""

    STOPPED = "stopped", _("Dihentikan")
    NO_ACCESS = "no_access", _("Akses berakhir")
    VIEW_GONE = "view_gone", _("Tampilan dihapus atau tidak lagi dibagikan")
