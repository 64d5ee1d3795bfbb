from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeguards import clock
from taskforces.access import scoping
from taskforces.models.owned import TaskForceOwned


class DecreeQuerySet(models.QuerySet):
    """Filters for decrees."""

    def visible_to(self, user) -> "DecreeQuerySet":
        """Decrees of the task forces whose accounts the user manages."""
        return self.filter(task_force_id__in=scoping.managed_task_force_ids(user))

    def valid(self, on=None) -> "DecreeQuerySet":
        """Decrees in force on a day (today unless given)."""
        on = on or clock.today()
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on).filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
        )

    def not_ended(self, on=None) -> "DecreeQuerySet":
        """Decrees that are in force or will be."""
        on = on or clock.today()
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
        )


class Decree(TaskForceOwned):
    """A Surat Keputusan that forms the task force and names its members; access under it ends with it."""

    number = models.CharField(_("nomor"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tahun"))
    title = models.CharField(_("tentang"), max_length=240, blank=True)
    signed_by = models.CharField(_("ditandatangani oleh"), max_length=120, blank=True)
    issued_on = models.DateField(_("tanggal ditetapkan"), null=True, blank=True)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    revoked_on = models.DateField(_("dicabut tanggal"), null=True, blank=True)

    objects = DecreeQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "number",
            "year",
            "title",
            "signed_by",
            "issued_on",
            "valid_from",
            "valid_until",
            "revoked_on",
        )

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "number", "year"], name="decree_number_unique"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="decree_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"SK {self.number}/{self.year}"

    def is_valid(self, on=None) -> bool:
        """Whether the decree is in force on a day (today unless given)."""
        on = on or clock.today()
        return self.valid_from <= on and not self.has_ended(on=on)

    def has_ended(self, on=None) -> bool:
        """Whether the decree has expired or is revoked by a day (today unless given)."""
        on = on or clock.today()
        expired = self.valid_until is not None and self.valid_until < on
        return expired or (self.revoked_on is not None and self.revoked_on <= on)


class DivisionQuerySet(models.QuerySet):
    """Filters for divisions."""

    def visible_to(self, user) -> "DivisionQuerySet":
        """Divisions of the task forces the user manages or belongs to."""
        return self.filter(task_force_id__in=scoping.known_task_force_ids(user))


class Division(TaskForceOwned):
    """A bidang of one decree. A table, not a code list, because every region groups its work differently."""

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="divisions", verbose_name=_("SK"))
    name = models.CharField(_("nama bidang"), max_length=160)
    position = models.PositiveSmallIntegerField(_("urutan"), default=1)

    objects = DivisionQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (*TaskForceOwned.Privacy.plain, "decree", "name", "position")

    class Meta:
        ordering = ["decree_id", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["decree", "name"], name="division_name_unique_in_decree")]

    def __str__(self) -> str:
        return self.name
