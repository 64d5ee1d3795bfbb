from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import ConsentGiver
from cases.models.file import CaseFileRow
from safeguards.encryption import EncryptedTextField


class Consent(CaseFileRow):
    """A consent (persetujuan) to share with an agency for a service. Withdrawn, it stays with the day it ended."""

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="consents")
    given_by = models.CharField(_("persetujuan"), max_length=20, choices=ConsentGiver)
    given_on = models.DateField(_("tanggal"))
    note = EncryptedTextField(_("keterangan"), blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "victim",
            "given_by",
            "given_on",
            "recorded_at",
            "recorded_by",
            "withdrawn_at",
            "withdrawn_by",
        )

    class Meta:
        ordering = ["-given_on"]

    def __str__(self) -> str:
        return f"{self.get_given_by_display()}"
