from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.choices import Variant
from taskforces.access import scoping
from taskforces.models import TaskForceOwned


class SummaryReleaseQuerySet(models.QuerySet):
    """Filters for released summaries."""

    def visible_to(self, user) -> "SummaryReleaseQuerySet":
        """Summaries of task forces whose figures the user may see."""
        return self.filter(task_force_id__in=scoping.figure_task_force_ids(user))

    def public(self) -> "SummaryReleaseQuerySet":
        """Public summaries, which later disclosure control must take into account."""
        return self.filter(variant=Variant.PUBLIC)

    def of_period(self, start, end) -> "SummaryReleaseQuerySet":
        """Summaries of exactly this period, newest first."""
        return self.filter(period_from=start, period_to=end).order_by("-released_at", "-pk")


class SummaryRelease(TaskForceOwned):
    """A released meeting summary: period, variant and figures, frozen so that nobody can dispute them later."""

    number = models.CharField(_("nomor verifikasi"), max_length=16)
    meeting = models.ForeignKey(
        "coordination.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="summaries"
    )
    period_from = models.DateField(_("dari"))
    period_to = models.DateField(_("sampai"))
    variant = models.CharField(_("varian"), max_length=10, choices=Variant)
    summary = models.JSONField()  # the whole summary as shown, after disclosure control
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical summary
    # digest of the counts before disclosure control (freezing.figures_digest); empty for members and for older papers
    figures_digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    objects = SummaryReleaseQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "number",
            "meeting",
            "period_from",
            "period_to",
            "variant",
            "summary",
            "digest",
            "figures_digest",
            "released_at",
            "released_by",
        )

    class Meta:
        ordering = ["-released_at"]
        indexes = [models.Index(fields=["task_force", "variant", "period_from"], name="release_periods")]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "number"], name="release_number_unique"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="release_period_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.number
