"""Code lists of referrals. English slugs are stored; users read the Indonesian label."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralState(models.TextChoices):
    """State of one referral in an agency's queue."""

    SENT = "sent", _("Menunggu jawaban")
    ACCEPTED = "accepted", _("Diterima")
    DECLINED = "declined", _("Ditolak")
    COMPLETED = "completed", _("Selesai")
    WITHDRAWN = "withdrawn", _("Ditarik")


# States that still wait for the agency: for an answer, or for an outcome.
ALIVE = (ReferralState.SENT, ReferralState.ACCEPTED)

# Not a separate state: a withdrawn consent closes a referral whatever the answer was, and the answer stays known.
CLOSED_WORDS = _("Ditutup: persetujuan dicabut")


class DeclineReason(models.TextChoices):
    """Why an agency declines; each reason shows the sender what to try next."""

    NO_PLACE = "no_place", _("Tempat atau tenaga penuh")
    NOT_OUR_SERVICE = "not_our_service", _("Bukan layanan kami")
    OUTSIDE_AREA = "outside_area", _("Di luar wilayah kerja kami")
    INCOMPLETE = "incomplete", _("Keterangan belum cukup untuk melayani")
    OTHER = "other", _("Alasan lain")


class OutcomeKind(models.TextChoices):
    """The outcome of the requested service."""

    GIVEN = "given", _("Layanan diberikan")
    PARTLY_GIVEN = "partly_given", _("Layanan diberikan sebagian")
    REFUSED_BY_VICTIM = "refused_by_victim", _("Korban tidak bersedia")
    NOT_REACHED = "not_reached", _("Korban tidak dapat ditemui")


class SlipExtra(models.TextChoices):
    """What a sender may add to the minimum slip, each with a reason."""

    FULL_NAME = "full_name", _("Nama lengkap")
    PHONE = "phone", _("Nomor telepon korban")
    ADDRESS = "address", _("Alamat penjemputan atau pemulangan")
    ORIGIN = "origin", _("Daerah asal")
    POLICE_REPORT = "police_report", _("Nomor laporan polisi")
