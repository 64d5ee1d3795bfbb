from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import EmergencyResult
from cases.models.file import CaseFileQuerySet, CaseFileRow
from safeguards.encryption import EncryptedTextField


class EmergencyResponseQuerySet(CaseFileQuerySet):
    """Adjectives for emergency responses."""

    def open(self) -> "EmergencyResponseQuerySet":
        """Those not ended yet."""
        return self.filter(ended_at__isnull=True)

    def overdue(self, at) -> "EmergencyResponseQuerySet":
        """Open ones past their deadline."""
        return self.open().filter(due_at__lte=at)


class EmergencyResponse(CaseFileRow):
    """The response to an emergency in one complaint (penanganan darurat), from its declaration on.

    Counted separately as workload: neither a complaint nor a case nor a victim. It stays when a case is opened.
    """

    complaint = models.ForeignKey("cases.Complaint", on_delete=models.PROTECT, related_name="emergencies")
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(_("batas memastikan keselamatan"))
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    escalation_level = models.PositiveSmallIntegerField(default=0)  # how often it was escalated
    escalated_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(_("hasil"), max_length=20, choices=EmergencyResult, blank=True)
    end_note = EncryptedTextField(_("keterangan akhir"), blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EmergencyResponseQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("end_note",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "complaint",
            "declared_at",
            "declared_by",
            "due_at",
            "acknowledged_at",
            "acknowledged_by",
            "escalation_level",
            "escalated_at",
            "result",
            "ended_at",
            "ended_by",
        )

    class Meta:
        ordering = ["-declared_at"]
        indexes = [models.Index(fields=["task_force", "-declared_at"], name="emergency_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(ended_at__isnull=True), name="emergency_one_runs"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("declared_at")), name="emergency_due_after_declared"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="emergency_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, result="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(result="")),
                name="emergency_ends_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return str(self.complaint)

    @property
    def audit_root(self):
        return self.complaint_id

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to ensure safety."""
        return self.ended_at is None


class EmergencyStep(CaseFileRow):
    """Who was called in an emergency, when, and what they said. Written once."""

    response = models.ForeignKey(EmergencyResponse, on_delete=models.PROTECT, related_name="steps")
    contact = models.ForeignKey(
        "cases.EmergencyContact", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    whom = EncryptedTextField(_("siapa yang dihubungi"), blank=True, default="")
    note = EncryptedTextField(_("apa katanya"), blank=True, default="")
    happened_at = models.DateTimeField(_("waktu"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    class Privacy(CaseFileRow.Privacy):
        identifying = ("whom",)
        sensitive = ("note",)
        plain = (*CaseFileRow.Privacy.plain, "response", "contact", "happened_at", "recorded_at", "recorded_by")

    class Meta:
        ordering = ["happened_at", "recorded_at"]

    def __str__(self) -> str:
        return str(self.response)
