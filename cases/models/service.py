from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import PauseReason, ServiceState
from cases.choices.badges import BADGES, PAUSED_BADGE
from cases.models.file import CaseFileQuerySet, CaseFileRow
from cases.workflow import OWED_SERVICE_STATES, PAUSABLE_SERVICE_STATES
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

    def paused(self) -> "ServiceQuerySet":
        """Services that stand still."""
        return self.filter(paused_at__isnull=False)

    def to_resume(self, on: date) -> "ServiceQuerySet":
        """Paused ones whose day has come: somebody decides whether they go on."""
        return self.paused().filter(paused_until__lte=on)

    def ended_by_agency(self) -> "ServiceQuerySet":
        """Services that their agency accepted and ended: completed, given in part, or declined after the start."""
        in_vain = Q(state=ServiceState.DECLINED, started_on__isnull=False)
        given = Q(state__in=(ServiceState.COMPLETED, ServiceState.PARTLY))
        return self.filter(given | in_vain, referral_id__isnull=False)


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
    paused_at = models.DateTimeField(_("ditunda"), null=True, blank=True)  # the referral's copy: referrals 0003
    paused_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pause_reason = models.CharField(_("alasan ditunda"), max_length=16, choices=PauseReason, blank=True, default="")
    paused_until = models.DateField(_("ditunda sampai"), null=True, blank=True)  # then somebody is asked, not before
    pause_note = EncryptedTextField(_("catatan penundaan"), blank=True, default="")  # for the case team alone
    paused_for = models.DurationField(
        default=timedelta
    )  # how long it stood still before its answer; ``due_at`` moved on

    objects = ServiceQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("outcome_note", "pause_note")
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
            "paused_at",
            "paused_by",
            "pause_reason",
            "paused_until",
            "paused_for",
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
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, paused_by__isnull=True, pause_reason="", paused_until__isnull=True)
                | (Q(paused_at__isnull=False, paused_by__isnull=False) & ~Q(pause_reason="")),
                name="service_paused_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True)
                | Q(state__in=sorted(state.value for state in PAUSABLE_SERVICE_STATES)),
                name="service_paused_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.get_service_line_display()

    @property
    def badge(self) -> Badge:
        """How it stands: since when it is completed, that it is paused, or how late its answer is."""
        if self.paused_at is not None:
            return PAUSED_BADGE
        if self.state == ServiceState.REQUESTED and self.due_at and self.due_at < clock.now():
            return of_deadline("late", self.due_at)
        is_completed = self.state == ServiceState.COMPLETED
        words = _("Selesai %(on)s") % {"on": days.when(self.ended_at)} if is_completed else ""
        return BADGES.of(ServiceState, self.state, words)
