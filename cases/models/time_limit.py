"""Time limits as rows: an office changes the hours or ends a row when law or practice changes; no code is touched."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from safeguards.identifiers import new_id


class Duty(models.TextChoices):
    """Duties with a clock."""

    IDENTIFICATION = "identification", _("Identifikasi sejak pengaduan diterima")
    STOP_SHARING = "stop_sharing", _("Menghentikan pembagian data sejak persetujuan ditarik")
    EMERGENCY = "emergency", _("Memastikan keselamatan sejak keadaan darurat dinyatakan")
    HAND_OVER_RECEIPT = "hand_over_receipt", _("Tanda terima dari daerah lain sejak pengaduan diserahkan")


# Hours that hold where an installation has no row of its own.
USUAL_HOURS = {Duty.IDENTIFICATION: 24, Duty.STOP_SHARING: 72, Duty.EMERGENCY: 1, Duty.HAND_OVER_RECEIPT: 24}


# Duty to hours on a day (twice a parameter), as JSON: ``in_force`` for a statement that reads them with something else.
HOURS_IN_FORCE = """
    SELECT json_object_agg(duty, hours ORDER BY valid_from NULLS FIRST) FROM cases_timelimit
     WHERE (valid_from IS NULL OR valid_from <= %s) AND (valid_until IS NULL OR valid_until >= %s)
"""


def lengths_of(hours: Mapping[str, int] | None) -> dict[str, timedelta]:
    """How long each duty may take; the usual hours where none are given."""
    return {str(duty): timedelta(hours=value) for duty, value in {**USUAL_HOURS, **(hours or {})}.items()}


class TimeLimitQuerySet(models.QuerySet):
    """Adjectives for time limits."""

    def in_force(self, on: date) -> "TimeLimitQuerySet":
        """Rows that hold on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        )

    def lengths(self, on: date) -> dict[str, timedelta]:
        """How long each duty may take, on a day; the usual hours where no row says otherwise. One query."""
        rows = self.in_force(on).order_by(F("valid_from").asc(nulls_first=True))
        return lengths_of(dict(rows.values_list("duty", "hours")))


class TimeLimit(models.Model):
    """How many hours a duty may take, on what ground, and whether somebody has checked that ground."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.CharField(_("kewajiban"), max_length=24, choices=Duty)
    hours = models.PositiveSmallIntegerField(_("batas (jam)"))
    basis = models.CharField(_("dasar"), max_length=200, blank=True)
    is_verified = models.BooleanField(_("dasar sudah diperiksa"), default=False)
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = TimeLimitQuerySet.as_manager()

    class Privacy:
        plain = ("id", "duty", "hours", "basis", "is_verified", "valid_from", "valid_until")

    class Meta:
        ordering = ["duty", "valid_from"]
        constraints = [models.CheckConstraint(condition=Q(hours__gte=1), name="time_limit_at_least_one_hour")]

    def __str__(self) -> str:
        return self.get_duty_display()
