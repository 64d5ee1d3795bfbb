from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taskforces.access import policy, scoping
from taskforces.access.permissions import Permission
from taskforces.models import TaskForceOwned


class CoordinationQuerySet(models.QuerySet):
    """Filters for meetings, attendances and decisions."""

    def visible_to(self, user) -> "CoordinationQuerySet":
        """Rows of task forces whose meetings the user may see: their own and, for a province, those below it."""
        if not policy.can(user, Permission.MEETING_VIEW):
            return self.none()
        return self.filter(task_force_id__in=scoping.figure_task_force_ids(user))


class Meeting(TaskForceOwned):
    """A coordination meeting (rakor) of the task force or of one of its divisions."""

    title = models.CharField(_("acara"), max_length=200)
    held_on = models.DateField(_("tanggal"))
    starts_at = models.TimeField(_("mulai"), null=True, blank=True)
    ends_at = models.TimeField(_("selesai"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=160)
    division = models.ForeignKey(
        "taskforces.Division", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("bidang")
    )
    chaired_by = models.CharField(_("pimpinan rapat"), max_length=160, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    submission_key = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CoordinationQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "title",
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "division",
            "chaired_by",
            "note",
            "recorded_at",
            "recorded_by",
            "submission_key",
            "version",
        )

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["task_force", "-held_on"], name="meeting_newest")]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "submission_key"], name="meeting_form_submitted_once"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False), name="meeting_that_ends_has_begun"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(TaskForceOwned):
    """An agency that attended a meeting and how many people it sent."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(_("jumlah hadir (orang)"), default=1)

    objects = CoordinationQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (*TaskForceOwned.Privacy.plain, "meeting", "agency", "people")

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "agency"], name="attendance_once_per_agency")]

    def __str__(self) -> str:
        return f"{self.agency}"

    @property
    def audit_root(self):
        return self.meeting_id
