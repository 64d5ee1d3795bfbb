from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import LegalStage
from cases.models.file import CaseFileRow
from safeguards.encryption import EncryptedTextField


class Proceeding(CaseFileRow):
    """The criminal track of a case, as far as known. It runs parallel to the services and is kept apart from them."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="proceeding")
    police_report_number = EncryptedTextField(_("nomor laporan polisi"), blank=True, default="")
    police_reported_on = models.DateField(_("tanggal laporan polisi"), null=True, blank=True)
    stage = models.CharField(_("tahap hukum"), max_length=20, choices=LegalStage)
    stage_on = models.DateField(_("sejak"))
    version = models.PositiveIntegerField(default=1)

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("police_report_number",)
        plain = (*CaseFileRow.Privacy.plain, "case", "police_reported_on", "stage", "stage_on", "version")

    def __str__(self) -> str:
        return self.get_stage_display()

    @property
    def audit_root(self):
        return self.case_id


class ProceedingStep(CaseFileRow):
    """One dated step of the criminal track. Written once, never changed."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=20, choices=LegalStage)
    happened_on = models.DateField(_("tanggal"))
    note = EncryptedTextField(_("catatan"), blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note",)
        plain = (*CaseFileRow.Privacy.plain, "proceeding", "stage", "happened_on", "recorded_at", "recorded_by")

    class Meta:
        ordering = ["happened_on", "recorded_at"]

    def __str__(self) -> str:
        return self.get_stage_display()
