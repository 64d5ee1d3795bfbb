"""The audit vocabulary of referrals: each verb with its Indonesian sentence.

The words in braces are keys of the event's details; ``{target}`` is the number of the referral.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralEvent(models.TextChoices):
    """What happens to a referral. Reading a slip is an event too, because an identity may leave the office by it."""

    SENT = "referral.sent", _("Mengirim rujukan {target} kepada {agency}: {service_lines}")
    PREVIEWED = "referral.previewed", _("Membaca identitas {target} dalam pratinjau slip: {extras}")
    OPENED = "referral.opened", _("Membuka slip rujukan {target}")
    ACCEPTED = "referral.accepted", _("Menerima rujukan {target}; layanan pertama {first_service_on}")
    DECLINED = "referral.declined", _("Menolak rujukan {target}: {decline_reason}")
    COMPLETED = "referral.completed", _("Menyelesaikan rujukan {target}: {outcome}")
    WITHDRAWN = "referral.withdrawn", _("Menarik rujukan {target}")
    SETTLED = "referral.settled", _("Mencatat kelanjutan rujukan {target} setelah persetujuan dicabut")
    ASKED = "referral.asked", _("Menulis pesan tentang rujukan {target}")
    OVERDUE = "referral.overdue", _("Batas jawaban rujukan {target} terlewati tanpa jawaban")
