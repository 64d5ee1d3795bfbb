from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.file import CaseFileRow


class Participation(CaseFileRow):
    """An agency takes part in a case since it accepted a referral. This opens no file: agencies read slips only."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="participations")
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(_("sejak"))
    until = models.DateTimeField(_("sampai"), null=True, blank=True)

    class Privacy(CaseFileRow.Privacy):
        plain = (*CaseFileRow.Privacy.plain, "case", "agency", "since", "until")

    class Meta:
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="participation_once_per_agency")]

    def __str__(self) -> str:
        return f"{self.case}"
