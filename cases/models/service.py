from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import ServiceState
from cases.choices.badges import BADGES
from cases.models.file import CaseFileQuerySet, CaseFileRow
from cases.workflow import OWED_SERVICE_STATES
from interface import days
from interface.marks import Badge, of_deadline
from safeguards import clock
from safeguards.encryption import EncryptedTextField
from taskforces.choices import ServiceLine


class ServiceQuerySet(CaseFileQuerySet):
    """Adjectives for services."""

    def owed(self) -> "ServiceQuerySet":
        """Services of open referrals, or with stopped sharing that is not settled yet."""
        return self.filter(state__in=[state.value for state in OWED_SERVICE_STATES], referral_id__isnull=False)

    def ended_by_agency(self) -> "ServiceQuerySet":
        """Services that their agency accepted and ended: completed, or declined after the start."""
        in_vain = Q(state=ServiceState.DECLINED, started_on__isnull=False)
        return self.filter(Q(state=ServiceState.COMPLETED) | in_vain, referral_id__isnull=False)


class Service(CaseFileRow):
    """One service for one victim: requested of an agency, under way, completed. Referrals write it through actions."""

    victim = models.ForeignKey("cases.Victim", on_delete=models.PROTECT, related_name="services")
    service_line = models.CharField(_("layanan"), max_length=24, choices=ServiceLine)
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, related_name="+")
    referral_id = models.UUIDField(null=True, blank=True)  # referrals lie above this app: an id, not a key
    referral_number = models.CharField(max_length=16, blank=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=ServiceState, default=ServiceState.REQUESTED)
    consent = models.ForeignKey(
        "cases.Consent", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the basis of the sharing
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome_note = EncryptedTextField(_("hasil"), blank=True, default="")

    objects = ServiceQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("outcome_note",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "victim",
            "service_line",
            "agency",
            "referral_id",
            "referral_number",
            "state",
            "consent",
            "requested_at",
            "requested_by",
            "due_at",
            "started_on",
            "ended_at",
        )

    class Meta:
        ordering = ["requested_at"]
        indexes = [
            models.Index(fields=["task_force", "requested_at"], name="service_counted_on"),
            # rare values that case lists filter services by
            models.Index(fields=["task_force", "state"], name="service_state"),
            models.Index(fields=["task_force", "service_line"], name="service_line_of_task_force"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral_id", "service_line"],
                condition=Q(referral_id__isnull=False),
                name="service_line_once_per_referral",
            ),
        ]

    def __str__(self) -> str:
        return self.get_service_line_display()

    @property
    def badge(self) -> Badge:
        """How it stands: since when it is completed, or how late its answer is."""
        if self.state == ServiceState.REQUESTED and self.due_at and self.due_at < clock.now():
            return of_deadline("late", self.due_at)
        is_completed = self.state == ServiceState.COMPLETED
        words = _("Selesai %(on)s") % {"on": days.when(self.ended_at)} if is_completed else ""
        return BADGES.of(ServiceState, self.state, words)
