"""The audit vocabulary of reports: each verb with its Indonesian sentence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportEvent(models.TextChoices):
    """Releasing and downloading a summary is recorded; reading figures is harmless and is not."""

    SUMMARY_RELEASED = "summary.released", _("menerbitkan ringkasan {number}, varian {variant}")
    SUMMARY_DOWNLOADED = "summary.downloaded", _("mengunduh ringkasan {number} sebagai {format}")
