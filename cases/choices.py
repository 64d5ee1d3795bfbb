"""Code lists of the case file. English slugs are stored; users read the Indonesian legal term. Sources in comments.

Editable lists of practice stand here too until an office asks for its own; none of them is printed as law.
"""

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
    UNKNOWN = "unknown", _("Tidak tercatat")  # rows of an old register that do not say


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
    """What became of a complaint. Every one counts as workload; only victims count as victims."""

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


class ContactResult(models.TextChoices):
    """What came of trying to reach somebody."""

    REACHED = "reached", _("Terhubung dengan orangnya")
    NOT_REACHED = "not_reached", _("Tidak terhubung")
    MESSAGE_LEFT = "message_left", _("Pesan ditinggalkan")
    SOMEBODY_ELSE = "somebody_else", _("Diangkat orang lain, pembicaraan dihentikan")
    NOT_TRIED = "not_tried", _("Tidak jadi dihubungi")


class Sex(models.TextChoices):
    """Sex as the population register writes it."""

    FEMALE = "female", _("Perempuan")
    MALE = "male", _("Laki-laki")
    UNKNOWN = "unknown", _("Belum diketahui")


class PersonRole(models.TextChoices):
    """What somebody is in a complaint; never a label of an offence for a possible victim (UU 21/2007 Pasal 18)."""

    POSSIBLE_VICTIM = "possible_victim", _("Diduga korban")
    REPORTED = "reported", _("Terlapor")
    RECRUITER = "recruiter", _("Perekrut atau penyalur")
    WITNESS = "witness", _("Saksi")


class ContactRule(models.TextChoices):
    """Whether a person may be contacted: shown above every number."""

    NOT_ASKED = "not_asked", _("Belum ditanyakan")
    CONDITIONAL = "conditional", _("Boleh, dengan syarat")
    NEVER = "never", _("Jangan dihubungi")


class ContactWay(models.TextChoices):
    """How a person may be contacted, where contact is allowed under conditions."""

    CALL = "call", _("Telepon")
    WHATSAPP = "whatsapp", _("WhatsApp")
    MESSAGE = "message", _("SMS")
    IN_PERSON = "in_person", _("Bertemu langsung")


class Risk(models.TextChoices):
    """Emergency flags of the intake forms city offices use; asked only when something said makes them relevant."""

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
    """What was answered when a risk was asked about."""

    YES = "yes", _("Ya")
    NO = "no", _("Tidak")
    NOT_KNOWN = "not_known", _("Belum tahu")


class LinkKind(models.TextChoices):
    """What two files have in common; pointed out to holders of ``LINK_VIEW`` only."""

    SUSPECT = "suspect", _("Terlapor atau perekrut")
    PHONE = "phone", _("Nomor telepon")
    ACCOUNT = "account", _("Akun atau rekening")
    ADDRESS = "address", _("Alamat")


class MessageAuthor(models.TextChoices):
    """Who wrote a message of a report from the public form. The office answers as an office, never as a person."""

    REPORTER = "reporter", _("Pelapor")
    OFFICE = "office", _("Kantor")


class PublicStatus(models.TextChoices):
    """All a reporter is told of how a report stands. The words are the same whatever the case is about."""

    RECEIVED = "received", _("Diterima")
    IN_PROGRESS = "in_progress", _("Sedang ditangani")
    FINISHED = "finished", _("Selesai")


class CaseKind(models.TextChoices):
    """TPPO is a slice of the violence register; a case moves between the two without re-entry."""

    TPPO = "tppo", _("TPPO")
    OTHER_VIOLENCE = "other_violence", _("Kekerasan lain")


class ViolenceForm(models.TextChoices):
    """Forms of violence as SIMFONI PPA lists them."""

    PHYSICAL = "physical", _("Fisik")
    PSYCHOLOGICAL = "psychological", _("Psikis")
    SEXUAL = "sexual", _("Seksual")
    EXPLOITATION = "exploitation", _("Eksploitasi")
    TRAFFICKING = "trafficking", _("Trafficking")
    NEGLECT = "neglect", _("Penelantaran")
    OTHER = "other", _("Lainnya")


class Mode(models.TextChoices):
    """Modes of trafficking as police and agencies name them; a working list."""

    FOREIGN_JOB = "foreign_job", _("Penipuan kerja luar negeri")
    PROSTITUTION = "prostitution", _("Prostitusi")
    PROSTITUTION_ONLINE = "prostitution_online", _("Prostitusi melalui aplikasi")
    ORDERED_BRIDE = "ordered_bride", _("Pengantin pesanan")
    BABY_SALE = "baby_sale", _("Penjualan bayi atau adopsi ilegal")
    ORGAN = "organ", _("Penjualan organ")
    PILGRIMAGE_COVER = "pilgrimage_cover", _("Kedok wisata, ibadah, atau berobat")
    ONLINE_SCAM = "online_scam", _("Dipaksa bekerja untuk judi atau penipuan daring")
    FISHING_CREW = "fishing_crew", _("Kerja paksa awak kapal perikanan")
    INTERNSHIP = "internship", _("Magang atau beasiswa palsu")
    DOMESTIC_WORK = "domestic_work", _("Pekerja rumah tangga")
    DEBT = "debt", _("Jerat utang")
    CHILD_LABOUR = "child_labour", _("Eksploitasi kerja anak")
    CHILD_BEGGING = "child_begging", _("Anak disuruh mengemis atau mengamen")
    NIGHT_ENTERTAINMENT = "night_entertainment", _("Pekerja hiburan malam")
    OTHER = "other", _("Modus lain")
    UNKNOWN = "unknown", _("Belum diketahui")


class Factor(models.TextChoices):
    """Contributing factors named by the cities' own reports."""

    ECONOMY = "economy", _("Ekonomi")
    FAMILY = "family", _("Keluarga")
    POVERTY = "poverty", _("Kemiskinan")
    LOW_EDUCATION = "low_education", _("Pendidikan rendah")
    LOW_KNOWLEDGE = "low_knowledge", _("Pengetahuan rendah")
    UNEMPLOYMENT = "unemployment", _("Pengangguran")
    FEW_JOBS = "few_jobs", _("Kesempatan kerja terbatas")
    POWERLESSNESS = "powerlessness", _("Ketidakberdayaan")
    CULTURE = "culture", _("Budaya")
    LURE = "lure", _("Bujuk rayu atau iming-iming gaji besar")
    SOCIAL_MEDIA = "social_media", _("Pengaruh media sosial")
    PEERS = "peers", _("Pergaulan")
    CHILD_MARRIAGE = "child_marriage", _("Perkawinan anak")
    DOMESTIC_VIOLENCE = "domestic_violence", _("KDRT")
    LEFT_SCHOOL = "left_school", _("Putus sekolah")
    DISASTER = "disaster", _("Bencana")
    UNKNOWN = "unknown", _("Belum diketahui")


class TraffickingAct(models.TextChoices):
    """Tindakan, UU 21/2007 Pasal 1 angka 1."""

    RECRUITMENT = "recruitment", _("Perekrutan")
    TRANSPORT = "transport", _("Pengangkutan")
    HARBOURING = "harbouring", _("Penampungan")
    SENDING = "sending", _("Pengiriman")
    TRANSFER = "transfer", _("Pemindahan")
    RECEIPT = "receipt", _("Penerimaan")


class TraffickingMeans(models.TextChoices):
    """Cara, UU 21/2007 Pasal 1 angka 1."""

    THREAT = "threat", _("Ancaman kekerasan")
    FORCE = "force", _("Penggunaan kekerasan")
    ABDUCTION = "abduction", _("Penculikan")
    CONFINEMENT = "confinement", _("Penyekapan")
    FORGERY = "forgery", _("Pemalsuan")
    DECEPTION = "deception", _("Penipuan")
    ABUSE_OF_POWER = "abuse_of_power", _("Penyalahgunaan kekuasaan")
    VULNERABILITY = "vulnerability", _("Penyalahgunaan posisi rentan")
    DEBT_BONDAGE = "debt_bondage", _("Penjeratan utang")
    PAYMENT = "payment", _("Memberi bayaran atau manfaat kepada pemegang kendali")


class TraffickingPurpose(models.TextChoices):
    """Tujuan atau akibat eksploitasi, UU 21/2007 Pasal 1 angka 7 (an open list; article text to be checked)."""

    PROSTITUTION = "prostitution", _("Pelacuran")
    FORCED_LABOUR = "forced_labour", _("Kerja atau pelayanan paksa")
    SLAVERY = "slavery", _("Perbudakan")
    SIMILAR_TO_SLAVERY = "similar_to_slavery", _("Praktik serupa perbudakan")
    OPPRESSION = "oppression", _("Penindasan")
    EXTORTION = "extortion", _("Pemerasan")
    PHYSICAL_USE = "physical_use", _("Pemanfaatan fisik")
    SEXUAL_USE = "sexual_use", _("Pemanfaatan seksual")
    REPRODUCTIVE_ORGANS = "reproductive_organs", _("Pemanfaatan organ reproduksi")
    ORGAN_TRANSPLANT = "organ_transplant", _("Pemindahan atau transplantasi organ")
    LABOUR_OR_ABILITY = "labour_or_ability", _("Pemanfaatan tenaga atau kemampuan")


class AnswerSource(models.TextChoices):
    """Where an answer of the screening comes from."""

    VICTIM = "victim", _("Korban")
    WITNESS = "witness", _("Saksi")
    DOCUMENT = "document", _("Dokumen")
    OBSERVATION = "observation", _("Pengamatan")


class ScreeningAnswer(models.TextChoices):
    """What was answered to a question of the screening. Not asked is not *no*: only what was asked is stored."""

    YES = "yes", _("Ya")
    NO = "no", _("Tidak")
    NOT_KNOWN = "not_known", _("Belum tahu")
    NOT_ASKED = "not_asked", _("Belum ditanyakan")


class ScreeningOccasion(models.TextChoices):
    """Why somebody was screened, this time (practice of re-screening; each one is a row of its own)."""

    FIRST = "first", _("Skrining pertama")
    NEW_FACTS = "new_facts", _("Ada fakta baru")
    AGE_CORRECTED = "age_corrected", _("Umur dikoreksi")
    REVIEW = "review", _("Tinjauan kesimpulan")


class Verdict(models.TextChoices):
    """What the elements recorded so far amount to."""

    MET = "met", _("Unsur TPPO terpenuhi")
    NOT_YET = "not_yet", _("Unsur TPPO belum terpenuhi")


class VictimStatus(models.TextChoices):
    """Trafficking status of a person, set by an organisation (HTCDS vic_TraffickingStatus)."""

    UNSCREENED = "unscreened", _("Belum diskrining")
    SUSPECTED = "suspected", _("Terduga korban")
    CONFIRMED = "confirmed", _("Korban terkonfirmasi")
    NOT_A_VICTIM = "not_a_victim", _("Bukan korban TPPO")


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


class ServiceState(models.TextChoices):
    """State of one service for one victim."""

    REQUESTED = "requested", _("Diminta")
    ACCEPTED = "accepted", _("Berjalan")
    COMPLETED = "completed", _("Selesai")
    DECLINED = "declined", _("Tidak diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")


class RevealReason(models.TextChoices):
    """Why somebody needs to see an identity; recorded, read by the supervisor."""

    CONTACT = "contact", _("Menghubungi korban atau walinya")
    PAPERS = "papers", _("Menyiapkan surat atau rujukan")
    SAME_PERSON = "same_person", _("Memastikan orang yang sama")
    ACCOMPANY = "accompany", _("Mendampingi di kepolisian atau pengadilan")
    OTHER = "other", _("Alasan lain, saya tulis")


class RegisterState(models.TextChoices):
    """Where an uploaded old register stands."""

    UPLOADED = "uploaded", _("Menunggu kolom")
    CHECKING = "checking", _("Sedang diperiksa")
    CHECKED = "checked", _("Menunggu persetujuan")
    WRITING = "writing", _("Sedang ditulis")
    WRITTEN = "written", _("Sudah ditulis")
    DISCARDED = "discarded", _("Dibuang")
    UNDONE = "undone", _("Ditarik kembali")


class RegisterRowKind(models.TextChoices):
    """What the dry run found for one row of an old register."""

    NEW = "new", _("Akan dibuat")
    MATCH = "match", _("Orang yang sama")
    DOUBT = "doubt", _("Diragukan")
    KNOWN = "known", _("Sudah ada")
    REFUSED = "refused", _("Ditolak")


class FoundUnit(models.TextChoices):
    """Whose words a row of the word index holds."""

    CASE = "case", _("Kasus")
    COMPLAINT = "complaint", _("Pengaduan")
