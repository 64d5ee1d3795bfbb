"""The audit vocabulary of what leaves: verb → Indonesian sentence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportEvent(models.TextChoices):
    """Reading a figure is no harm; taking a paper or a sheet away is recorded."""

    SUMMARY_RELEASED = "summary.released", _("menerbitkan ringkasan {number}, varian {variant}")
    SUMMARY_DOWNLOADED = "summary.downloaded", _("mengunduh ringkasan {number} sebagai {format}")
