"""Code lists of a file's course: stages, services, the criminal track, the old register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Stages of one victim's way through the services (PermenPPPA 2/2022 as practised; tables in workflow.py)."""

    COMPLAINT = "complaint", _("Pengaduan diterima")
    IDENTIFICATION = "identification", _("Identifikasi")
    EMERGENCY = "emergency", _("Layanan kedaruratan")
    ASSESSMENT = "assessment", _("Asesmen")
    PLAN = "plan", _("Rencana intervensi")
    SERVICE = "service", _("Pelaksanaan layanan")
    MONITORING = "monitoring", _("Monitoring dan evaluasi")
    TERMINATION = "termination", _("Terminasi")
    NOT_TPPO = "not_tppo", _("Bukan TPPO")
    TRANSFERRED = "transferred", _("Dilimpahkan")
    DUPLICATE = "duplicate", _("Ditutup, duplikat")


class TerminationReason(models.TextChoices):
    """Why services for a victim ended."""

    GOALS_REACHED = "goals_reached", _("Tujuan tercapai")
    REINTEGRATED = "reintegrated", _("Reintegrasi berhasil")
    VICTIM_REQUEST = "victim_request", _("Atas permintaan korban")
    TRANSFERRED = "transferred", _("Dilimpahkan")
    UNREACHABLE = "unreachable", _("Korban tidak dapat dihubungi")
    DECEASED = "deceased", _("Meninggal dunia")
    NOT_TPPO = "not_tppo", _("Bukan TPPO")


class LegalStage(models.TextChoices):
    """Stages of the criminal track (old KUHAP vocabulary; day limits are configuration, not constants)."""

    POLICE_REPORT = "police_report", _("Laporan polisi")
    INQUIRY = "inquiry", _("Penyelidikan")
    INQUIRY_STOPPED = "inquiry_stopped", _("Penyelidikan dihentikan")
    INVESTIGATION = "investigation", _("Penyidikan")
    SPDP = "spdp", _("SPDP")
    P16 = "p16", _("P-16")
    P17 = "p17", _("P-17")
    STAGE_ONE = "stage_one", _("Tahap I")
    P18 = "p18", _("P-18")
    P19 = "p19", _("P-19")
    P20 = "p20", _("P-20")
    P21 = "p21", _("P-21")
    P21A = "p21a", _("P-21A")
    STAGE_TWO = "stage_two", _("Tahap II")
    STOPPED = "stopped", _("SP3")
    PROSECUTION_STOPPED = "prosecution_stopped", _("Penghentian penuntutan")
    COURT_FILED = "court_filed", _("Pelimpahan ke pengadilan negeri")
    TRIAL = "trial", _("Persidangan")
    VERDICT = "verdict", _("Putusan pengadilan negeri")
    APPEAL = "appeal", _("Banding")
    APPEAL_VERDICT = "appeal_verdict", _("Putusan pengadilan tinggi")
    CASSATION = "cassation", _("Kasasi")
    CASSATION_VERDICT = "cassation_verdict", _("Putusan Mahkamah Agung")
    FINAL = "final", _("Berkekuatan hukum tetap")
    EXECUTION = "execution", _("Eksekusi")


class ConsentGiver(models.TextChoices):
    """Who consents to a service or to sharing. Never the suspect; for a child a guardian or an appointed officer."""

    VICTIM = "victim", _("Korban menyetujui")
    VICTIM_AND_GUARDIAN = "victim_and_guardian", _("Korban dan wali menyetujui")
    STATE_OFFICER = "state_officer", _("Ditunjuk petugas negara karena wali adalah terlapor")
    URGENT_LATER = "urgent_later", _("Keadaan mendesak, persetujuan menyusul")


class EndingAnswer(models.TextChoices):
    """What the supervisor answers to the request to end services."""

    APPROVED = "approved", _("Setujui, layanan diakhiri")
    RETURNED = "returned", _("Kembalikan, masih ada yang perlu")


class ServiceState(models.TextChoices):
    """State of one service for one victim."""

    REQUESTED = "requested", _("Diminta")
    ACCEPTED = "accepted", _("Berjalan")
    COMPLETED = "completed", _("Selesai")
    PARTLY = "partly", _("Diberikan sebagian")
    DECLINED = "declined", _("Tidak diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")
    STOPPED = "stopped", _("Dihentikan: persetujuan dicabut")


class PauseReason(models.TextChoices):
    """Why a service stands still for a while. Its agency reads it, so it tells nobody's story (working codes)."""

    VICTIM_ASKED = "victim_asked", _("Atas permintaan korban")
    VICTIM_ABSENT = "victim_absent", _("Korban sementara tidak dapat hadir")
    OTHER_FIRST = "other_first", _("Layanan lain didahulukan")
    WAITING_PAPERS = "waiting_papers", _("Menunggu dokumen atau keputusan")
    AGENCY_ASKED = "agency_asked", _("Atas permintaan instansi")
    OTHER = "other", _("Alasan lain")


class RegisterState(models.TextChoices):
    """State of an uploaded old register."""

    UPLOADED = "uploaded", _("Menunggu kolom")
    CHECKING = "checking", _("Sedang diperiksa")
    CHECKED = "checked", _("Menunggu jawaban")
    HANDED_IN = "handed_in", _("Menunggu persetujuan")
    WRITING = "writing", _("Sedang ditulis")
    WRITTEN = "written", _("Sudah ditulis")
    UNDOING = "undoing", _("Sedang ditarik kembali")
    DISCARDED = "discarded", _("Dibuang")
    UNDONE = "undone", _("Ditarik kembali")


class RegisterRowKind(models.TextChoices):
    """The dry run's result for one row of an old register."""

    NEW = "new", _("Akan dibuat")
    MATCH = "match", _("Orang yang sama")
    DOUBT = "doubt", _("Diragukan")
    KNOWN = "known", _("Sudah ada")
    REFUSED = "refused", _("Ditolak")
    FOLLOWS = "follows", _("Lanjutan baris di atas")
    PASSED = "passed", _("Bukan baris kasus")


class FoundUnit(models.TextChoices):
    """Which kind of object a row of the word index describes."""

    CASE = "case", _("Kasus")
    COMPLAINT = "complaint", _("Pengaduan")


class Duty(models.TextChoices):
    """Duties with a clock."""

    IDENTIFICATION = "identification", _("Identifikasi sejak pengaduan diterima")
    STOP_SHARING = "stop_sharing", _("Menghentikan pembagian data sejak persetujuan ditarik")
    EMERGENCY = "emergency", _("Memastikan keselamatan sejak keadaan darurat dinyatakan")
    HAND_OVER_RECEIPT = "hand_over_receipt", _("Tanda terima dari daerah lain sejak pengaduan diserahkan")


class DutyRank(models.IntegerChoices):
    """How pressing a duty is: harm first, then lateness. Derived at each read, stored nowhere."""

    EMERGENCY = 0, _("Darurat")
    LATE = 1, _("Terlambat")
    TODAY = 2, _("Perlu dilakukan")
    WAITING = 3, _("Menunggu jawaban")
    OPEN = 4, _("Perlu dilakukan")


class LimitSource(models.TextChoices):
    """The legal or practical basis of a time limit."""

    LAW = "law", _("Peraturan")
    PRACTICE = "practice", _("Praktik layanan")
