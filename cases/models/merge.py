"""Decisions that two persons are the same, or are not: what was decided, by whom, and how to undo it."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.file import CaseFileQuerySet, CaseFileRow
from interface import days
from interface.marks import Badge
from safeguards import clock
from safeguards.encryption import EncryptedTextField
from taskforces.access import scoping
from taskforces.access.permissions import Permission

UNDO_DAYS = 90  # days after the day of a merge on which it can still be undone


class PersonMergeQuerySet(CaseFileQuerySet):
    """Adjectives for merges."""

    def visible_to(self, user) -> "PersonMergeQuerySet":
        """Merges of the user's task forces; merges across roles only for users who may make them."""
        may_cross = scoping.case_task_force_ids_with(user, Permission.PERSON_MERGE_ACROSS_ROLES)
        return super().visible_to(user).filter(Q(crosses_roles=False) | Q(task_force_id__in=may_cross))

    def standing(self) -> "PersonMergeQuerySet":
        """Merges that were not undone."""
        return self.filter(undone_at__isnull=True)

    def to_erase(self, on: date) -> "PersonMergeQuerySet":
        """Merges whose last undo day is before ``on`` and whose earlier state is still stored."""
        first_kept = timezone.make_aware(datetime.combine(on - timedelta(days=UNDO_DAYS), time.min))
        return self.filter(merged_at__lt=first_kept, before__isnull=False)


class PersonMerge(CaseFileRow):
    """One merge: ``gone`` became part of ``kept``. Both rows stay; ``before`` has the earlier state, encrypted.

    The earlier state is erased the night after the last undo day; the merge itself stays on record.
    """

    kept = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    kept_code = models.CharField(max_length=32)  # P-2026-0012/1: codes on the day of the merge
    gone_code = models.CharField(max_length=32)
    # JSON: both persons, every changed row, and the result of the merge; null once it is erased
    before = EncryptedTextField(null=True)
    crosses_roles = models.BooleanField(default=False)  # victim in one file, reported in another: for supervisors only
    reason = EncryptedTextField(_("alasan"), blank=True, default="")
    merged_at = models.DateTimeField(_("digabung"))
    merged_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    undone_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PersonMergeQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        identifying = ("before",)
        sensitive = ("reason",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "kept",
            "gone",
            "kept_code",
            "gone_code",
            "crosses_roles",
            "merged_at",
            "merged_by",
            "undone_at",
            "undone_by",
        )

    class Meta:
        ordering = ["-merged_at", "-id"]
        indexes = [models.Index(fields=["task_force", "-merged_at"], name="person_merge_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="person_merged_away_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="person_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="person_merge_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def undo_until(self) -> date:
        """The last day on which the merge can be undone: the ninetieth after it."""
        return timezone.localdate(self.merged_at) + timedelta(days=UNDO_DAYS)

    @property
    def can_be_undone_now(self) -> bool:
        """Whether it was not undone and its ninety days are not over."""
        return self.undone_at is None and clock.today() <= self.undo_until

    @property
    def badge(self) -> Badge:
        """Whether it stands, and until when it can be undone."""
        if self.undone_at:
            return Badge("stop", _("Dibatalkan"))
        if self.can_be_undone_now:
            return Badge("half", _("Dapat dibatalkan sampai %(until)s") % {"until": days.day(self.undo_until)})
        return Badge("done", _("Tetap"))


class NotSameQuerySet(CaseFileQuerySet):
    """Adjectives for pairs of people marked as different."""

    def standing(self) -> "NotSameQuerySet":
        """Pairs that nobody took back."""
        return self.filter(withdrawn_at__isnull=True)


class NotSame(CaseFileRow):
    """Two persons marked as different: they are not suggested as the same again until this is taken back."""

    first = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")  # the smaller key
    second = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NotSameQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain,
            "first",
            "second",
            "decided_at",
            "decided_by",
            "withdrawn_at",
            "withdrawn_by",
        )

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(withdrawn_at__isnull=True), name="not_same_said_once"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
