"""Code lists of what happened: kinds of case, modes, the elements of trafficking and how they are answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseKind(models.TextChoices):
    """TPPO is a slice of the violence register; a case moves between the two without re-entry."""

    TPPO = "tppo", _("TPPO")
    OTHER_VIOLENCE = "other_violence", _("Kekerasan lain")


class ViolenceForm(models.TextChoices):
    """Forms of violence as SIMFONI PPA lists them.

    Its *trafficking* is still read from old rows but no longer offered: trafficking is a kind of case (TPPO), and one
    event must not be counted as one or the other depending on who fills in the form.
    """

    PHYSICAL = "physical", _("Fisik")
    PSYCHOLOGICAL = "psychological", _("Psikis")
    SEXUAL = "sexual", _("Seksual")
    EXPLOITATION = "exploitation", _("Eksploitasi")
    TRAFFICKING = "trafficking", _("Trafficking")
    NEGLECT = "neglect", _("Penelantaran")
    OTHER = "other", _("Lainnya")

    @classmethod
    def offered(cls) -> list[tuple[str, str]]:
        """The forms a person may choose."""
        return [(form.value, form.label) for form in cls if form != cls.TRAFFICKING]


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
    """The source of a screening answer."""

    VICTIM = "victim", _("Korban")
    WITNESS = "witness", _("Saksi")
    DOCUMENT = "document", _("Dokumen")
    OBSERVATION = "observation", _("Pengamatan")


class ScreeningAnswer(models.TextChoices):
    """The answer to a screening question. Not asked is not *no*: only asked questions are stored."""

    YES = "yes", _("Ya")
    NO = "no", _("Tidak")
    NOT_KNOWN = "not_known", _("Belum tahu")
    NOT_ASKED = "not_asked", _("Belum ditanyakan")


class ScreeningOccasion(models.TextChoices):
    """Why somebody was screened this time (practice of re-screening; each screening has its own row)."""

    FIRST = "first", _("Skrining pertama")
    NEW_FACTS = "new_facts", _("Ada fakta baru")
    AGE_CORRECTED = "age_corrected", _("Umur dikoreksi")
    REVIEW = "review", _("Tinjauan kesimpulan")


class Verdict(models.TextChoices):
    """The verdict on the elements recorded so far."""

    MET = "met", _("Unsur TPPO terpenuhi")
    NOT_YET = "not_yet", _("Unsur TPPO belum terpenuhi")


class VictimStatus(models.TextChoices):
    """Trafficking status of a person, set by an organisation (HTCDS vic_TraffickingStatus)."""

    UNSCREENED = "unscreened", _("Belum diskrining")
    SUSPECTED = "suspected", _("Terduga korban")
    CONFIRMED = "confirmed", _("Korban terkonfirmasi")
    NOT_A_VICTIM = "not_a_victim", _("Bukan korban TPPO")
