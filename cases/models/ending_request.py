from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import EndingAnswer, Stage, TerminationReason
from cases.models.file import CaseFileQuerySet, CaseFileRow
from cases.workflow import NEXT_STAGES
from safeguards.encryption import EncryptedTextField

BEFORE_AN_END = tuple(stage.value for stage in Stage if Stage.TERMINATION in NEXT_STAGES[stage])


class EndingRequestQuerySet(CaseFileQuerySet):
    """Adjectives for requests."""

    def open(self) -> "EndingRequestQuerySet":
        """Not answered yet, and the victim still stands where services may end."""
        return self.filter(answer="", victim__stage__in=BEFORE_AN_END)


class EndingRequest(CaseFileRow):
    """A caseworker asks the supervisor to end a victim's services; she approves it or returns it with a word."""

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="ending_requests")
    termination_reason = models.CharField(_("alasan terminasi"), max_length=20, choices=TerminationReason)
    note = EncryptedTextField(_("keterangan"), blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("jawaban"), max_length=10, choices=EndingAnswer, blank=True)
    answer_note = EncryptedTextField(_("kata penyelia"), blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EndingRequestQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note", "answer_note")
        plain = (
            *CaseFileRow.Privacy.plain,
            "victim",
            "termination_reason",
            "asked_at",
            "asked_by",
            "answer",
            "answered_at",
            "answered_by",
        )

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["victim"], condition=Q(answer=""), name="ending_asked_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="ending_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.victim)

    @property
    def audit_root(self):
        """The case, because the request belongs to its history."""
        return self.victim.case_id
