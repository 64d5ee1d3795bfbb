"""Code lists of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Variant(models.TextChoices):
    """The audience of a summary."""

    MEMBERS = "terbatas", _("Terbatas (anggota)")
    PUBLIC = "publik", _("Publik")
