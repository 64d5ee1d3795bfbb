from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import EmergencyContactKind
from cases.models.file import CaseFileQuerySet, CaseFileRow
from cases.reading import telephone
from safeguards.encryption import EncryptedTextField


class DutyTurnQuerySet(CaseFileQuerySet):
    """Adjectives for turns of duty."""

    def running(self, at: datetime) -> "DutyTurnQuerySet":
        """Turns that include a moment."""
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def between(self, start: datetime, end: datetime) -> "DutyTurnQuerySet":
        """Turns that overlap a span of time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class DutyTurn(CaseFileRow):
    """A team member is on duty (jaga) between two moments, with a telephone number."""

    user = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("petugas jaga")
    )
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    phone = EncryptedTextField(_("nomor jaga"), blank=True, default="")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    objects = DutyTurnQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        identifying = ("phone",)
        plain = (*CaseFileRow.Privacy.plain, "user", "starts_at", "ends_at", "entered_at", "entered_by")

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["task_force", "ends_at"], name="duty_turn_of_now")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_turn_ends_after_it_begins"),
            models.UniqueConstraint(fields=["task_force", "user", "starts_at"], name="duty_turn_entered_once"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H.%M}"

    @property
    def dialled(self) -> str:
        """The number for dialling: digits, with a plus before a country code; empty if it cannot be dialled."""
        return telephone.read(self.phone).dialled or ""


class EmergencyContactQuerySet(CaseFileQuerySet):
    """Adjectives for emergency contacts."""

    def active(self) -> "EmergencyContactQuerySet":
        """Those still to be called."""
        return self.filter(is_active=True)


class EmergencyContact(CaseFileRow):
    """An office for emergencies: a police unit, a shelter, a hospital. Published office numbers, no persons."""

    kind = models.CharField(_("jenis"), max_length=16, choices=EmergencyContactKind)
    name = models.CharField(_("nama unit"), max_length=120)
    phone = models.CharField(_("telepon"), max_length=40)
    hours = models.CharField(_("jam layanan"), max_length=60, blank=True)
    note = models.CharField(_("keterangan"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("urutan"), default=1)
    is_active = models.BooleanField(_("masih dipakai"), default=True)
    version = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")

    objects = EmergencyContactQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        plain = (
            *CaseFileRow.Privacy.plain,
            "kind",
            "name",
            "phone",
            "hours",
            "note",
            "position",
            "is_active",
            "version",
            "entered_at",
            "entered_by",
        )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "kind", "name"], name="emergency_contact_entered_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def dialled(self) -> str:
        """The number for dialling: digits, with a plus before a country code; empty if it cannot be dialled."""
        return telephone.read(self.phone).dialled or ""
