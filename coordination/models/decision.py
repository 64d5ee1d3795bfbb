from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.choices import DecisionState
from coordination.models.meeting import CoordinationQuerySet
from safeguards import clock
from taskforces.models import TaskForceOwned


class DecisionQuerySet(CoordinationQuerySet):
    """Filters for decisions."""

    def unfinished(self) -> "DecisionQuerySet":
        """Decisions that are neither done nor cancelled."""
        return self.filter(state__in=[DecisionState.OPEN, DecisionState.IN_PROGRESS])

    def overdue(self, on=None) -> "DecisionQuerySet":
        """Decisions that are unfinished after the due day."""
        return self.unfinished().filter(due_on__lt=on or clock.today())


class Decision(TaskForceOwned):
    """A decision of a meeting: what is to be done, by which agency, until when, and its state."""

    meeting = models.ForeignKey("coordination.Meeting", on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(_("keputusan"), max_length=400)
    owner_agency = models.ForeignKey(
        "taskforces.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("penanggung jawab")
    )
    due_on = models.DateField(_("tenggat"))
    state = models.CharField(_("keadaan"), max_length=12, choices=DecisionState, default=DecisionState.OPEN)
    progress_note = models.CharField(_("perkembangan"), max_length=400, blank=True)
    state_changed_at = models.DateTimeField()
    state_changed_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "meeting",
            "position",
            "text",
            "owner_agency",
            "due_on",
            "state",
            "progress_note",
            "state_changed_at",
            "state_changed_by",
            "version",
        )

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["task_force", "state", "due_on"], name="decision_due")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="decision_position_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"

    @property
    def audit_root(self):
        return self.meeting_id
