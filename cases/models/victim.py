from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import Factor, Sex, Stage, TerminationReason, VictimStatus
from cases.choices.badges import BADGES
from cases.models.file import CaseFileRow, keep_history
from cases.reading.ages import ADULT_AGE
from cases.workflow import ENDED
from interface.marks import Badge
from safeguards.encryption import EncryptedTextField


@keep_history
class Victim(CaseFileRow):
    """A korban: one person in one case, with the facts for counting. Identity stays with the person.

    Age is the age at the event. An unknown age counts as a child until shown otherwise.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="victims")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="victimhoods")
    position = models.PositiveSmallIntegerField(_("nomor dalam kasus"))
    sex = models.CharField(_("jenis kelamin"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    age_at_event = models.PositiveSmallIntegerField(_("umur saat kejadian (tahun)"), null=True, blank=True)
    age_is_estimated = models.BooleanField(_("umur perkiraan"), default=False)
    is_child = models.BooleanField(
        _("anak")
    )  # under 18 at the event, or age unknown; the actions set it, a constraint checks it
    origin_region = models.ForeignKey(
        "taskforces.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("daerah asal"),
    )
    stage = models.CharField(_("tahap"), max_length=16, choices=Stage, default=Stage.COMPLAINT)
    stage_since = models.DateTimeField(_("sejak"))
    status = models.CharField(_("status"), max_length=12, choices=VictimStatus, default=VictimStatus.UNSCREENED)
    status_decided_by_agency = models.ForeignKey(
        "taskforces.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status_decided_at = models.DateTimeField(null=True, blank=True)
    status_decided_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    main_factor = models.CharField(_("faktor utama"), max_length=20, choices=Factor, default=Factor.UNKNOWN)
    factors = ArrayField(models.CharField(max_length=20, choices=Factor), default=list, blank=True)
    termination_reason = models.CharField(max_length=16, choices=TerminationReason, blank=True)
    special_needs = EncryptedTextField(_("kebutuhan khusus"), blank=True, default="")
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("special_needs",)
        plain = (
            *CaseFileRow.Privacy.plain,
            "case",
            "person",
            "position",
            "sex",
            "age_at_event",
            "age_is_estimated",
            "is_child",
            "origin_region",
            "stage",
            "stage_since",
            "status",
            "status_decided_by_agency",
            "status_decided_at",
            "status_decided_by",
            "main_factor",
            "factors",
            "termination_reason",
            "added_at",
            "version",
        )

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["task_force", "case"], name="victim_of_case"),
            # rare values that case lists filter victims by
            models.Index(fields=["task_force", "status"], name="victim_status"),
            models.Index(fields=["task_force", "sex"], name="victim_sex"),
            models.Index(fields=["task_force", "age_at_event"], name="victim_age"),
            models.Index(fields=["task_force", "person"], name="victim_person"),
            models.Index(
                fields=["task_force", "status", "stage"],
                condition=~Q(stage__in=sorted(stage.value for stage in ENDED)),
                name="victim_on_the_way",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="victim_position_unique"),
            models.UniqueConstraint(  # a row closed as a duplicate may stay beside the original
                fields=["case", "person"], condition=~Q(stage="duplicate"), name="victim_once_per_case"
            ),
            models.CheckConstraint(
                condition=Q(age_at_event__isnull=True) | Q(age_at_event__lte=120), name="victim_age_possible"
            ),
            models.CheckConstraint(
                condition=Q(age_at_event__isnull=True, is_child=True)
                | Q(age_at_event__lt=ADULT_AGE, is_child=True)
                | Q(age_at_event__gte=ADULT_AGE, is_child=False),
                name="victim_child_follows_age",
            ),
            models.CheckConstraint(
                condition=Q(status="unscreened", status_decided_at__isnull=True, status_decided_by__isnull=True)
                | Q(
                    status_decided_at__isnull=False,
                    status_decided_by__isnull=False,
                    status_decided_by_agency__isnull=False,
                ),
                name="victim_status_has_decider",
            ),
            models.CheckConstraint(
                condition=~Q(stage="termination") | ~Q(termination_reason=""), name="victim_termination_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}/{self.position}"

    @property
    def audit_root(self):
        return self.case_id

    @property
    def status_badge(self) -> Badge:
        """Whether this is a victim of trafficking, as a badge."""
        return BADGES.of(VictimStatus, self.status)

    def step(self, before: str, after: str, *, at: datetime, by, note: str = "") -> "StageChange":
        """An unsaved step between stages; ``before`` is empty for the first. The victim row does not change."""
        return StageChange(
            task_force_id=self.task_force_id,
            victim=self,
            from_stage=before,
            to_stage=after,
            note=note,
            changed_at=at,
            changed_by=by,
        )


class StageChange(CaseFileRow):
    """One step of a victim from one stage to another. Written once, never changed (row security allows no update)."""

    victim = models.ForeignKey(Victim, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=16, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=16, choices=Stage)
    note = EncryptedTextField(_("catatan"), blank=True, default="")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("note",)
        plain = (*CaseFileRow.Privacy.plain, "victim", "from_stage", "to_stage", "changed_at", "changed_by")

    class Meta:
        ordering = ["changed_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_stage=models.F("to_stage")), name="stage_change_changes_something")
        ]

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"
