from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import TraffickingAct, TraffickingMeans, TraffickingPurpose, Verdict
from cases.models.file import CaseFileRow
from safeguards.encryption import EncryptedTextField


class Screening(CaseFileRow):
    """One screening of one victim against act, means and purpose. Each screening is a new row; none is overwritten."""

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="screenings")
    acts = ArrayField(models.CharField(max_length=20, choices=TraffickingAct), default=list, blank=True)
    means = ArrayField(models.CharField(max_length=20, choices=TraffickingMeans), default=list, blank=True)
    purposes = ArrayField(models.CharField(max_length=24, choices=TraffickingPurpose), default=list, blank=True)
    sources = models.JSONField(default=dict, blank=True)  # "act.recruitment" -> source of the answer
    age_used = models.PositiveSmallIntegerField(_("umur saat kejadian (tahun)"), null=True, blank=True)
    child_rule = models.BooleanField(_("aturan anak berlaku"))
    verdict = models.CharField(_("kesimpulan"), max_length=8, choices=Verdict)
    note = EncryptedTextField(_("catatan"), blank=True, default="")
    screened_at = models.DateTimeField()
    screened_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "victim",
            "acts",
            "means",
            "purposes",
            "sources",
            "age_used",
            "child_rule",
            "verdict",
            "screened_at",
            "screened_by",
        )

    class Meta:
        ordering = ["-screened_at"]

    def __str__(self) -> str:
        return str(self.pk)
