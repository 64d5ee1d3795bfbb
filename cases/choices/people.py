"""Code lists of people: their role in a file, how to contact them, what links files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """Sex as the population register writes it."""

    FEMALE = "female", _("Perempuan")
    MALE = "male", _("Laki-laki")
    UNKNOWN = "unknown", _("Belum diketahui")

    @property
    def known(self) -> str:
        """The label; empty if the sex is not known."""
        return "" if self is Sex.UNKNOWN else str(self.label)


class PersonRole(models.TextChoices):
    """A person's role in a complaint; never a label of an offence for a possible victim (UU 21/2007 Pasal 18)."""

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


class ContactResult(models.TextChoices):
    """The result of trying to contact somebody."""

    REACHED = "reached", _("Terhubung dengan orangnya")
    NOT_REACHED = "not_reached", _("Tidak terhubung")
    MESSAGE_LEFT = "message_left", _("Pesan ditinggalkan")
    SOMEBODY_ELSE = "somebody_else", _("Diangkat orang lain, pembicaraan dihentikan")
    NOT_TRIED = "not_tried", _("Tidak jadi dihubungi")


class LinkKind(models.TextChoices):
    """What two files have in common; shown to holders of ``LINK_VIEW`` only."""

    SUSPECT = "suspect", _("Terlapor atau perekrut")
    PHONE = "phone", _("Nomor telepon")
    ACCOUNT = "account", _("Akun atau rekening")
    ADDRESS = "address", _("Alamat")


class RevealReason(models.TextChoices):
    """Why somebody needs to see an identity; recorded, read by the supervisor."""

    CONTACT = "contact", _("Menghubungi korban atau walinya")
    PAPERS = "papers", _("Menyiapkan surat atau rujukan")
    SAME_PERSON = "same_person", _("Memastikan orang yang sama")
    ACCOMPANY = "accompany", _("Mendampingi di kepolisian atau pengadilan")
    OTHER = "other", _("Alasan lain, saya tulis")
