"""Code lists of a complaint: channel, answers, outcome."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """Reporting channels (published channels of Kota Jambi, SAPA 129, UPTD practice)."""

    CALL_CENTRE_112 = "call_centre_112", _("Call Center 112")
    UPTD_HOTLINE = "uptd_hotline", _("Telepon atau WhatsApp UPTD PPA")
    SAPA_129 = "sapa_129", _("SAPA 129")
    WALK_IN = "walk_in", _("Datang langsung")
    POLICE = "police", _("Rujukan kepolisian")
    AGENCY = "agency", _("Rujukan instansi lain")
    OUTREACH = "outreach", _("Penjangkauan atau hasil razia")
    MEDIA = "media", _("Laporan media")
    LETTER = "letter", _("Surat atau nota dinas")
    SP4N_LAPOR = "sp4n_lapor", _("SP4N-LAPOR!")
    PUBLIC_FORM = "public_form", _("Formulir publik")
    UNKNOWN = "unknown", _("Tidak tercatat")  # rows of an old register without a channel


class Urgency(models.TextChoices):
    """How soon somebody must act; ordered by harm."""

    EMERGENCY = "emergency", _("Darurat")
    URGENT = "urgent", _("Mendesak")
    ORDINARY = "ordinary", _("Biasa")
    UNKNOWN = "unknown", _("Belum ditetapkan")


class ReporterKind(models.TextChoices):
    """Who reports, as seen from the victim."""

    VICTIM = "victim", _("Korban sendiri")
    FAMILY = "family", _("Keluarga korban")
    COMMUNITY = "community", _("Warga atau RT")
    SCHOOL = "school", _("Sekolah")
    POLICE = "police", _("Kepolisian")
    AGENCY = "agency", _("Instansi atau lembaga")
    UNKNOWN = "unknown", _("Belum diketahui")


class ComplaintOutcome(models.TextChoices):
    """The outcome of a complaint. Every complaint counts as workload; only victims count as victims."""

    PENDING = "pending", _("Belum ditangani")
    NEW_CASE = "new_case", _("Kasus baru dibuka")
    EXISTING_CASE = "existing_case", _("Bagian dari kasus yang ada")
    INFORMATION = "information", _("Informasi diberikan")
    OTHER_REGION = "other_region", _("Diserahkan ke daerah lain")
    EMERGENCY = "emergency", _("Penanganan darurat berjalan")
    WRONG_NUMBER = "wrong_number", _("Salah sambung")
    SPAM = "spam", _("Iseng atau spam")
    NOT_A_COMPLAINT = "not_a_complaint", _("Bukan pengaduan")


class HandOverWay(models.TextChoices):
    """How a complaint was handed to another region, and how its receipt came back."""

    PHONE = "phone", _("Telepon")
    WHATSAPP = "whatsapp", _("WhatsApp kantor")
    LETTER = "letter", _("Surat")
    EMAIL = "email", _("Surel dinas")
    IN_PERSON = "in_person", _("Langsung, tatap muka")
    SAPA_129 = "sapa_129", _("Lewat SAPA 129")


class EmergencyContactKind(models.TextChoices):
    """Who helps at once; ordered as they are called."""

    POLICE = "police", _("Kepolisian")
    SHELTER = "shelter", _("Rumah aman")
    HOSPITAL = "hospital", _("Rumah sakit")
    AMBULANCE = "ambulance", _("Ambulans atau call center")
    SOCIAL_AFFAIRS = "social_affairs", _("Dinas sosial")
    OTHER = "other", _("Lainnya")


class EmergencyResult(models.TextChoices):
    """How an emergency ended."""

    SAFE = "safe", _("Korban sudah di tempat aman")
    WITH_POLICE = "with_police", _("Ditangani kepolisian")
    IN_HOSPITAL = "in_hospital", _("Dirawat di rumah sakit")
    HANDED_OVER = "handed_over", _("Diambil alih daerah lain")
    NOT_FOUND = "not_found", _("Korban belum ditemukan")
    NOT_AN_EMERGENCY = "not_an_emergency", _("Ternyata bukan keadaan darurat")


class Risk(models.TextChoices):
    """Emergency flags from the intake forms of city offices; asked only when the call makes them relevant."""

    LIVES_WITH_REPORTED = "lives_with_reported", _("Tinggal bersama terlapor")
    WEAPON = "weapon", _("Terlapor memiliki senjata")
    THREATENED = "threatened", _("Sedang dalam ancaman")
    HELD = "held", _("Disekap, diculik, atau tidak bebas keluar")
    NO_PHONE_OR_PAPERS = "no_phone_or_papers", _("Ponsel atau dokumennya dipegang orang lain")
    PREGNANT = "pregnant", _("Hamil")
    DISABILITY = "disability", _("Penyandang disabilitas")
    INJURED = "injured", _("Cedera, luka, atau sakit")
    SELF_HARM = "self_harm", _("Ingin menyakiti diri")
    NO_SAFE_PLACE = "no_safe_place", _("Tidak memiliki keluarga atau tempat aman")
    REJECTED = "rejected", _("Ditolak keluarga atau masyarakat")
    ABROAD = "abroad", _("Berada di luar negeri")
    CHILD_ALONE = "child_alone", _("Anak tanpa orang dewasa yang dapat dipercaya")


class RiskAnswer(models.TextChoices):
    """The answer to a question about a risk."""

    YES = "yes", _("Ya")
    NO = "no", _("Tidak")
    NOT_KNOWN = "not_known", _("Belum tahu")


class MessageAuthor(models.TextChoices):
    """Who wrote a message of a report from the public form. The office answers as an office, never as a person."""

    REPORTER = "reporter", _("Pelapor")
    OFFICE = "office", _("Kantor")


class PublicStatus(models.TextChoices):
    """All a reporter learns about the state of a report. The words are the same for every kind of case."""

    RECEIVED = "received", _("Diterima")
    IN_PROGRESS = "in_progress", _("Sedang ditangani")
    FINISHED = "finished", _("Selesai")
