from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from referrals.choices import ALIVE
from referrals.models.referral import Referral
from taskforces.access import scoping
from taskforces.choices import ServiceLine
from taskforces.models import TaskForceOwned


class ClosureQuerySet(models.QuerySet):
    """Filters for closures."""

    def visible_to(self, user) -> "ClosureQuerySet":
        """Closures of referrals sent from the user's case files, or to the user's own agency."""
        return self.filter(
            Q(task_force_id__in=scoping.case_task_force_ids(user)) | Q(agency_id__in=scoping.queue_agency_ids(user))
        )

    def in_queue_of(self, user) -> "ClosureQuerySet":
        """Closures of referrals to the user's own agency."""
        return self.filter(agency_id__in=scoping.queue_agency_ids(user))

    def sent_from_files_of(self, user) -> "ClosureQuerySet":
        """Closures of referrals sent from case files the user works on."""
        return self.filter(task_force_id__in=scoping.case_task_force_ids(user))

    def unsettled(self) -> "ClosureQuerySet":
        """Closures whose sender has not yet recorded what was arranged; a completed referral needs nothing."""
        return self.filter(settled_at__isnull=True, referral__state__in=ALIVE)


class Closure(TaskForceOwned):
    """What an agency may still see of a referral whose consent was withdrawn: its number, and whom to call.

    The agency can no longer see the referral, its slip and its messages, in the database either. The database writes
    this row together with ``Referral.closed_at``; the application can neither make nor remove one.
    """

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="closure")
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("nomor rujukan"), max_length=16)
    service_lines = ArrayField(models.CharField(max_length=24, choices=ServiceLine))
    was_accepted = models.BooleanField()
    sent_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("ditutup"))
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ClosureQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "referral",
            "agency",
            "number",
            "service_lines",
            "was_accepted",
            "sent_by",
            "closed_at",
            "settled_at",
            "settled_by",
        )

    class Meta:
        ordering = ["-closed_at"]
        indexes = [models.Index(fields=["agency", "closed_at"], name="closure_of_agency")]

    def __str__(self) -> str:
        return self.number
