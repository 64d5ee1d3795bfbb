"""Code lists of what leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Variant(models.TextChoices):
    """For whom a summary is made."""

    MEMBERS = "terbatas", _("Terbatas (anggota)")
    PUBLIC = "publik", _("Publik")
