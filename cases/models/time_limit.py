"""Time limits as rows, for the house and for each task force. Use ``TimeLimit.objects.limits`` to read them.

A row without a task force applies to the whole house. A task force may have its own rows; such a row replaces the
house's from its first day to its last. No code changes when law or practice changes.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Duty, LimitSource
from safeguards.identifiers import new_id
from taskforces.access import scoping

# Default hours, if an installation has no row for the house either.
USUAL_HOURS = {Duty.IDENTIFICATION: 24, Duty.STOP_SHARING: 72, Duty.EMERGENCY: 1, Duty.HAND_OVER_RECEIPT: 24}
LONGEST_HOURS = 24 * 365  # of one limit

# Rows in force on a day (a parameter, given twice) as JSON [task force, duty, hours], in the order ``Limits`` needs.
# For statements that also read other things. Row security applies.
LIMITS_IN_FORCE = """
    SELECT json_agg(json_build_array(task_force_id, duty, hours)
                    ORDER BY task_force_id NULLS FIRST, valid_from NULLS FIRST, id)
      FROM cases_timelimit
     WHERE withdrawn_at IS NULL
       AND (valid_from IS NULL OR valid_from <= %s) AND (valid_until IS NULL OR valid_until >= %s)
"""


def hours_in_words(hours: int) -> str:
    """Hours in the words of law and practice; from two days on also in days."""
    in_hours = _("%(hours)s jam") % {"hours": hours}
    days, rest = divmod(hours, 24)
    return in_hours if rest or days < 2 else _("%(hours)s (%(days)s hari)") % {"hours": in_hours, "days": days}


class Limits:
    """The time limit of each duty in each task force, on one day."""

    def __init__(self, rows: Iterable[tuple[UUID | str | None, str, int]] = ()):
        """Read rows of (task force or ``None``, duty, hours); a later row replaces an earlier one."""
        self.house = {str(duty): timedelta(hours=hours) for duty, hours in USUAL_HOURS.items()}
        self.own: dict[str, dict[str, timedelta]] = {}
        for task_force, duty, hours in rows:
            lengths = self.house if task_force is None else self.own.setdefault(str(task_force), {})
            lengths[duty] = timedelta(hours=hours)

    def of(self, task_force_id: UUID | str | None) -> dict[str, timedelta]:
        """Duty to length in one task force; the house's limit where it has none."""
        return {**self.house, **self.own.get(str(task_force_id), {})}

    def with_length(self, task_force_id: UUID, duty: str, length: timedelta) -> "Limits":
        """The same limits with one length changed, for a preview."""
        tried = Limits()
        tried.house = dict(self.house)
        tried.own = {**self.own, str(task_force_id): {**self.own.get(str(task_force_id), {}), str(duty): length}}
        return tried

    def passed(self, duty: str, moment: str, at: datetime) -> Q:
        """A condition for rows (with ``task_force_id``) whose duty, running since ``moment``, is late ``at`` a time."""
        own = {key: lengths[str(duty)] for key, lengths in self.own.items() if str(duty) in lengths}
        late = Q(**{f"{moment}__lt": at - self.house[str(duty)]})
        if own:
            late &= ~Q(task_force_id__in=list(own))
        for key, length in own.items():
            late |= Q(**{"task_force_id": key, f"{moment}__lt": at - length})
        return late


class TimeLimitQuerySet(models.QuerySet):
    """Adjectives for time limits."""

    def visible_to(self, user) -> "TimeLimitQuerySet":
        """Those of the house, and those of the task forces whose cases the user works on."""
        return self.filter(Q(task_force__isnull=True) | Q(task_force_id__in=scoping.case_task_force_ids(user)))

    def standing(self) -> "TimeLimitQuerySet":
        """Rows that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def in_force(self, on: date) -> "TimeLimitQuerySet":
        """Rows in force on a day."""
        return self.standing().filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        )

    def one_after_another(self) -> "TimeLimitQuerySet":
        """The house's rows first, then by first day, rows without one first: a later row replaces an earlier one."""
        return self.order_by(F("task_force_id").asc(nulls_first=True), F("valid_from").asc(nulls_first=True), "pk")

    def limits(self, on: date, task_forces: Collection[UUID]) -> Limits:
        """The limits on a day, for the house and these task forces. One query."""
        asked = Q(task_force__isnull=True) | Q(task_force_id__in=list(task_forces))
        rows = self.in_force(on).filter(asked).one_after_another()
        return Limits(rows.values_list("task_force_id", "duty", "hours"))

    def lengths(self, on: date, task_force_id: UUID | None) -> dict[str, timedelta]:
        """Duty to length in one task force (``None``: the house's own) on a day. One query."""
        return self.limits(on, [task_force_id] if task_force_id else []).of(task_force_id)


class TimeLimit(models.Model):
    """How many hours a duty may take, its first and last day, its basis, and who checked that basis."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task_force = models.ForeignKey(
        "taskforces.TaskForce",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("gugus tugas"),
    )
    duty = models.CharField(gettext_lazy("kewajiban"), max_length=24, choices=Duty)
    hours = models.PositiveSmallIntegerField(gettext_lazy("batas (jam)"))
    source = models.CharField(gettext_lazy("sumber"), max_length=12, choices=LimitSource, default=LimitSource.PRACTICE)
    basis = models.CharField(gettext_lazy("dasar"), max_length=200, blank=True)
    is_verified = models.BooleanField(gettext_lazy("dasar sudah diperiksa"), default=False)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(gettext_lazy("berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(gettext_lazy("berlaku sampai"), null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # replaced before its first day was over
    withdrawn_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TimeLimitQuerySet.as_manager()

    TERMS: ClassVar[tuple[str, ...]] = ("hours", "source", "basis", "is_verified")  # fields a supervisor decides

    class Privacy:
        plain = (
            "id",
            "task_force",
            "duty",
            "hours",
            "source",
            "basis",
            "is_verified",
            "checked_at",
            "checked_by",
            "valid_from",
            "valid_until",
            "recorded_at",
            "recorded_by",
            "withdrawn_at",
            "withdrawn_by",
        )

    class Meta:
        ordering = ["duty", "valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1), name="time_limit_at_least_one_hour"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="time_limit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False, is_verified=True),
                name="time_limit_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="time_limit_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(task_force__isnull=True)
                | Q(valid_from__isnull=False, recorded_at__isnull=False, recorded_by__isnull=False),
                name="time_limit_of_a_task_force_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(task_force__isnull=True) | Q(is_verified=False) | Q(checked_by__isnull=False),
                name="time_limit_of_a_task_force_names_who_checked",
            ),
            models.UniqueConstraint(
                fields=["task_force", "duty"],
                condition=Q(withdrawn_at__isnull=True, valid_until__isnull=True),
                name="time_limit_one_without_an_end",
            ),
            models.UniqueConstraint(
                fields=["task_force", "duty", "valid_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="time_limit_one_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.get_duty_display()

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day; the same rule as ``in_force``."""
        begins, ends = self.valid_from or on, self.valid_until or on
        return self.withdrawn_at is None and begins <= on <= ends

    @property
    def said(self) -> str:
        """The length in the words of law and practice: ``24 jam``, ``72 jam (3 hari)``."""
        return hours_in_words(self.hours)

    @property
    def audit_stream(self) -> str:
        """Audit rows are chained per task force."""
        return str(self.task_force_id)

    @property
    def audit_root(self) -> UUID:
        """Its own key: a limit belongs to no file."""
        return self.pk
