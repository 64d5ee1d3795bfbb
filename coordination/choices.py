"""Code lists of coordination."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    """State of a decision between meetings (rencana tindak lanjut)."""

    OPEN = "open", _("Belum")
    IN_PROGRESS = "in_progress", _("Berjalan")
    DONE = "done", _("Selesai")
    CANCELLED = "cancelled", _("Batal")
