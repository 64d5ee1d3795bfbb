from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taskforces.access import scoping
from taskforces.choices import AgencyKind, ServiceLine
from taskforces.models.owned import TaskForceOwned

USUAL_PROMISE = 24  # hours, for an agency that makes no promise of its own


class AgencyQuerySet(models.QuerySet):
    """Filters for agencies."""

    def visible_to(self, user) -> "AgencyQuerySet":
        """Agencies of the task forces the user belongs to or manages; members may see one another."""
        return self.filter(task_force_id__in=scoping.known_task_force_ids(user))

    def active(self) -> "AgencyQuerySet":
        """Agencies that are still members."""
        return self.filter(is_active=True)


class Agency(TaskForceOwned):
    """A member agency (instansi) of a task force, with its own queue of referrals."""

    division = models.ForeignKey(
        "taskforces.Division",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("bidang"),
    )
    name = models.CharField(_("nama instansi"), max_length=160)
    short_name = models.CharField(_("nama pendek"), max_length=60)
    kind = models.CharField(_("jenis"), max_length=20, choices=AgencyKind)
    contact_phone = models.CharField(_("telepon kantor"), max_length=40, blank=True)
    contact_email = models.EmailField(_("surel kantor"), blank=True)
    address = models.CharField(_("alamat kantor"), max_length=240, blank=True)
    is_active = models.BooleanField(_("masih menjadi anggota"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = AgencyQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "division",
            "name",
            "short_name",
            "kind",
            "contact_phone",
            "contact_email",
            "address",
            "is_active",
            "version",
        )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["task_force", "name"], name="agency_name_unique")]

    def __str__(self) -> str:
        return self.short_name or self.name


class AgencyService(TaskForceOwned):
    """A service line that an agency offers, and its promised time to answer a referral, in hours."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="services")
    service_line = models.CharField(_("layanan"), max_length=24, choices=ServiceLine)
    answer_within_hours = models.PositiveSmallIntegerField(_("janji jawaban (jam)"), default=USUAL_PROMISE)
    note = models.CharField(_("catatan layanan"), max_length=200, blank=True)

    class Privacy(TaskForceOwned.Privacy):
        plain = (*TaskForceOwned.Privacy.plain, "agency", "service_line", "answer_within_hours", "note")

    class Meta:
        ordering = ["service_line"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "service_line"], name="agency_offers_a_line_once"),
            models.CheckConstraint(condition=Q(answer_within_hours__gte=1), name="agency_promise_at_least_one_hour"),
        ]

    def __str__(self) -> str:
        return self.get_service_line_display()
