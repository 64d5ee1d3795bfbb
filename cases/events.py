"""The audit vocabulary of the case file: each verb with the Indonesian sentence users read.

The words in braces are keys of the event's details; ``{target}`` is the number of the object.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import choices
from taskforces.choices import ServiceLine


class ComplaintEvent(models.TextChoices):
    """What happens to a complaint."""

    LOGGED = "complaint.logged", _("Mencatat pengaduan {target} lewat kanal {channel}")
    AMENDED = "complaint.amended", _("Melengkapi pengaduan {target}: {changed}")
    CONCLUDED = "complaint.concluded", _("Menyelesaikan pengaduan {target}: {outcome}")
    CONTACT_USED = "complaint.contact_used", _("Membuka nomor kontak pengaduan {target}: {reason}")
    HANDED_OVER = "complaint.handed_over", _("Menyerahkan pengaduan {target} kepada {handed_to}, {hand_over_way}")
    RECEIPT_ENTERED = "complaint.receipt_entered", _("Mencatat tanda terima pengaduan {target}, {hand_over_way}")
    RECEIPT_OVERDUE = "complaint.receipt_overdue", _("Mengingatkan tanda terima pengaduan {target} belum datang")


class EmergencyEvent(models.TextChoices):
    """What is done in an emergency."""

    DECLARED = "emergency.declared", _("Menyatakan keadaan darurat untuk {target}")
    ACKNOWLEDGED = "emergency.acknowledged", _("Menangani keadaan darurat {target}")
    STEP_RECORDED = "emergency.step_recorded", _("Mencatat langkah darurat {target}: {contact}")
    RELEASED = "emergency.released", _("Melepas keadaan darurat {target} dari {who}, menunggu ditangani: {why}")
    ESCALATED = "emergency.escalated", _("Menaikkan alarm keadaan darurat {target}, tingkat {level}")
    ENDED = "emergency.ended", _("Mengakhiri keadaan darurat {target}: {emergency_result}")


class ContactEvent(models.TextChoices):
    """Somebody is contacted. The number itself is never among the details."""

    NUMBER_USED = "contact.number_used", _("Membuka nomor untuk menghubungi {target}: {contact_way}")
    RESULT_RECORDED = (
        "contact.result_recorded",
        _("Mencatat hasil kontak {target}, {contact_way}: {contact_result}"),
    )


class DutyEvent(models.TextChoices):
    """Who is on duty, and whom to call."""

    TURN_ADDED = "duty.turn_added", _("Menjadwalkan jaga {who}: {target}")
    TURN_REMOVED = "duty.turn_removed", _("Menghapus jadwal jaga {who}: {target}")
    TURN_GIVEN_ON = "duty.turn_given_on", _("Mengalihkan jaga {target} dari {who} kepada {to}: {why}")
    WEEK_REPEATED = "duty.week_repeated", _("Mengulang jadwal jaga untuk pekan berikutnya: {count} giliran")
    CONTACT_ADDED = "duty.contact_added", _("Menambahkan nomor darurat {target}")
    CONTACT_CHANGED = "duty.contact_changed", _("Mengubah nomor darurat {target}: {changed}")


class TimeLimitEvent(models.TextChoices):
    """How long a duty may take, as the supervisor decides."""

    SET = "time_limit.set", _("Menetapkan batas {hours} jam untuk {duty}, berlaku mulai {starts_on}")
    USUAL = "time_limit.usual", _("Mengembalikan batas {duty} ke batas bawaan mulai {starts_on}")


class PublicReportEvent(models.TextChoices):
    """What happens to a report from the public form. The form itself does the first three; no user acts."""

    RECEIVED = "public_report.received", _("Menerima pengaduan {target}")
    ADDED = "public_report.added", _("Menerima tambahan dari pelapor")
    RAISED = "public_report.raised", _("Menjadikan pengaduan darurat menurut pelapornya")
    ANSWERED = "public_report.answered", _("Menjawab pelapor {target}")
    READ = "public_report.read", _("Menandai tambahan pelapor {target} sudah dibaca: {messages}")
    UNFOLDED = "public_report.unfolded", _("Mengeluarkan {target} dari laporan beruntun")


class PublicFormEvent(models.TextChoices):
    """What happens to the public form of a task force."""

    SET = "public_form.set", _("Mengatur formulir publik {target}: {changed}")
    OPENED = "public_form.opened", _("Membuka formulir publik {target}")
    CLOSED = "public_form.closed", _("Menutup formulir publik {target}")


class PersonEvent(models.TextChoices):
    """What happens to a person's record. The person is identified by key, never by name."""

    RECORDED = "person.recorded", _("Mencatat data orang: {changed}")
    AMENDED = "person.amended", _("Mengubah data orang: {changed}")
    RECOGNISED = "person.recognised", _("Memakai data orang yang sudah tercatat, melengkapi: {changed}")
    SEARCHED = "person.searched", _("Mencari orang menurut nama, NIK, atau telepon: {found} ditemukan")
    COMPARED = "person.compared", _("Membandingkan identitas {code} dengan {other}: {reason}")
    MERGED = "person.merged", _("Menggabungkan {other} ke dalam {code}")
    MERGE_UNDONE = "person.merge_undone", _("Membatalkan penggabungan {other} dan {code}")
    MERGE_OPENED = "person.merge_opened", _("Membuka isian {code} kini dan sebelum digabung dengan {other}: {reason}")
    MERGE_SEALED_ERASED = "person.merge_sealed_erased", _("Menghapus isian sebelum penggabungan {other} ke {code}")
    MERGE_ASKED = "person.merge_asked", _("Meminta penyelia meninjau penggabungan {code} dan {other}")
    TOLD_APART = "person.told_apart", _("Mencatat bahwa {code} dan {other} bukan orang yang sama")
    NOT_TOLD_APART = "person.not_told_apart", _("Menarik catatan bahwa {code} dan {other} bukan orang yang sama")


class DraftEvent(models.TextChoices):
    """What happens to drafts of calls."""

    HANDED_OVER = "draft.handed_over", _("Menyerahkan {count} draf pengaduan kepada {to}")
    GIVEN_ON = "draft.given_on", _("Mengalihkan {count} draf dari {who} kepada {to}: {why}")


class LinkEvent(models.TextChoices):
    """What supervisors do with a link between files. The value itself is never named."""

    REVEALED = "link.revealed", _("Membuka nilai kaitan antarkasus ({link_kind}): {reason}")
    DISMISSED = "link.dismissed", _("Menandai bukan kaitan ({link_kind}): {reason}")
    RESTORED = "link.restored", _("Memulihkan kaitan antarkasus ({link_kind})")


class CaseEvent(models.TextChoices):
    """What happens to a case, its victims, their identity, consent and services, and the criminal track."""

    OPENED = "case.opened", _("Membuka kasus {target} dari pengaduan {complaint}")
    COMPLAINT_ATTACHED = "case.complaint_attached", _("Menambahkan pengaduan {complaint} ke kasus {target}")
    KIND_CHANGED = "case.kind_changed", _("Mengubah jenis kasus {target} dari {from_kind} menjadi {to_kind}: {reason}")
    GIVEN_ON = "case.given_on", _("Mengalihkan kasus {target} dari {who} kepada {to}: {why}")
    EDITED = "case.edited", _("Mengubah kasus {target}: {changed}")
    VICTIM_ADDED = "victim.added", _("Menambahkan korban {target}")
    VICTIM_EDITED = "victim.edited", _("Mengubah data korban {target}: {changed}")
    ENDING_ASKED = "victim.ending_asked", _("Meminta layanan {target} diakhiri")
    ENDING_APPROVED = "victim.ending_approved", _("Menyetujui layanan {target} diakhiri")
    ENDING_RETURNED = "victim.ending_returned", _("Mengembalikan permintaan mengakhiri layanan {target}")
    VICTIM_MOVED = "victim.moved", _("Memindahkan {target} dari tahap {from_stage} ke tahap {to_stage}")
    VICTIM_MERGED = "victim.person_merged", _("Mencatat {target} sebagai orang yang sama dengan {code}")
    VICTIM_PARTED = "victim.person_parted", _("Mencatat {target} kembali sebagai orang tersendiri")
    SCREENING_RECORDED = "screening.recorded", _("Mencatat skrining {target}: {verdict}, status {status}")
    SCREENING_REJUDGED = (
        "screening.rejudged",
        _("Menilai ulang skrining {target} karena umur saat kejadian berubah: {verdict}"),
    )
    SCREENING_PRINTED = "screening.printed", _("Mencetak lembar skrining {target}")
    IDENTITY_REVEALED = "identity.revealed", _("Melihat identitas {target}: {reason}")
    CONTACT_USED = "identity.contact_used", _("Membuka nomor kontak {target}: {reason}")
    PROCEEDING_STEP_RECORDED = "proceeding.step_recorded", _("Mencatat tahap hukum {target}: {stage}")
    CONSENT_RECORDED = "consent.recorded", _("Mencatat persetujuan {target}: {given_by}")
    CONSENT_WITHDRAWN = "consent.withdrawn", _("Mencatat penarikan persetujuan {target}")
    SERVICE_REQUESTED = "service.requested", _("Meminta layanan {service_line} untuk {target} dari {agency}")
    SERVICE_ACCEPTED = "service.accepted", _("Memulai layanan {service_line} untuk {target}")
    SERVICE_STOPPED = (
        "service.stopped",
        _("Menghentikan layanan {service_line} untuk {target}: persetujuan dicabut"),
    )
    SERVICE_PAUSED = "service.paused", _("Menunda layanan {service_line} untuk {target}: {pause_reason}")
    SERVICE_RESUMED = "service.resumed", _("Melanjutkan layanan {service_line} untuk {target}")
    SERVICE_ENDED = "service.ended", _("Mengakhiri layanan {service_line} untuk {target}: {state}")
    PARTICIPATION_ADMITTED = "participation.admitted", _("Mengikutsertakan {agency} dalam kasus {target}")
    PARTICIPATION_ENDED = "participation.ended", _("Mengakhiri keikutsertaan {agency} dalam kasus {target}")


class RegisterEvent(models.TextChoices):
    """What happens to an uploaded old register."""

    UPLOADED = "register.uploaded", _("Mengunggah register lama {target}: {rows} baris")
    MAPPED = "register.mapped", _("Menetapkan kolom register lama {target}")
    COLUMNS_FORGOTTEN = "register.columns_forgotten", _("Melupakan susunan kolom register lama {target}")
    CHECKED = "register.checked", _("Memeriksa register lama {target}")
    DECIDED = "register.decided", _("Memutuskan {rows} baris yang diragukan dalam register lama {target}")
    HANDED_IN = "register.handed_in", _("Menyerahkan register lama {target} untuk disetujui: {rows} baris")
    RETURNED = "register.returned", _("Mengembalikan register lama {target} untuk diperbaiki")
    WITHDRAWN = "register.withdrawn", _("Mengambil kembali register lama {target} sebelum disetujui")
    CONFIRMED = "register.confirmed", _("Menyetujui penulisan register lama {target}: {rows} baris")
    CANCELLED = "register.cancelled", _("Meminta proses register lama {target} dihentikan")
    DISCARDED = "register.discarded", _("Membuang register lama {target}")
    WRITTEN = "register.written", _("Memindahkan register lama {target}: {files} berkas, {victims} korban")
    UNDO_ASKED = "register.undo_asked", _("Meminta register lama {target} ditarik kembali: {files} berkas")
    UNDONE = "register.undone", _("Menarik kembali register lama {target}: {files} berkas, {left} dibiarkan")
    FILE_IMPORTED = (
        "register.file_imported",
        _("Memindahkan {target} dari register lama {batch}, pengaduan {complaint}"),
    )
    FILE_UNDONE = "register.file_undone", _("Menarik kembali {file} dan {complaint} dari register lama {target}")
    COMPLAINT_IMPORTED = (
        "register.complaint_imported",
        _("Memindahkan {target} dari register lama {batch}, tanpa kasus"),
    )
    COMPLAINT_UNDONE = "register.complaint_undone", _("Menarik kembali {complaint} dari register lama {target}")
    DOWNLOADED = "register.downloaded", _("Mengunduh register lama {target} dengan kolom catatan")


# The code list that gives the words for a detail's value.
WORDS = {
    "channel": choices.Channel,
    "outcome": choices.ComplaintOutcome,
    "from_kind": choices.CaseKind,
    "to_kind": choices.CaseKind,
    "from_stage": choices.Stage,
    "to_stage": choices.Stage,
    "verdict": choices.Verdict,
    "status": choices.VictimStatus,
    "link_kind": choices.LinkKind,
    "reason": choices.RevealReason,
    "stage": choices.LegalStage,
    "given_by": choices.ConsentGiver,
    "service_line": ServiceLine,
    "service_lines": ServiceLine,
    "state": choices.ServiceState,
    "pause_reason": choices.PauseReason,
    "hand_over_way": choices.HandOverWay,
    "contact_way": choices.ContactWay,
    "contact_result": choices.ContactResult,
    "emergency_result": choices.EmergencyResult,
    "duty": choices.Duty,
}
