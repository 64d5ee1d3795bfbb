from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from safeguards import clock
from taskforces.access import scoping
from taskforces.access.roles import Role
from taskforces.choices import DeactivationReason
from taskforces.models.owned import TaskForceOwned
from taskforces.models.task_force import TaskForce


class MembershipQuerySet(models.QuerySet):
    """Filters for memberships."""

    def visible_to(self, user) -> "MembershipQuerySet":
        """Memberships in the task forces whose accounts the user manages."""
        return self.filter(task_force_id__in=scoping.managed_task_force_ids(user))

    def current(self, on=None) -> "MembershipQuerySet":
        """Memberships that give access on a day: begun, not ended, not deactivated, under a decree in force."""
        on = on or clock.today()
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
            Q(decree__valid_until__isnull=True) | Q(decree__valid_until__gte=on),
            Q(decree__revoked_on__isnull=True) | Q(decree__revoked_on__gt=on),
            Q(agency__isnull=True) | Q(agency__is_active=True),
            valid_from__lte=on,
            deactivated_at__isnull=True,
            decree__valid_from__lte=on,
        )

    def ended(self, on=None) -> "MembershipQuerySet":
        """Memberships that gave access and no longer do, for any reason."""
        on = on or clock.today()
        return self.filter(
            Q(deactivated_at__isnull=False)
            | Q(valid_until__lt=on)
            | Q(decree__valid_until__lt=on)
            | Q(decree__revoked_on__lte=on)
            | Q(agency__is_active=False)
        )

    def not_ended(self, on=None) -> "MembershipQuerySet":
        """Memberships that give access now or will later."""
        return self.exclude(pk__in=self.ended(on=on).values("pk"))

    def named(self, text: str) -> "MembershipQuerySet":
        """Memberships of people whose name or e-mail address contains a text."""
        return self.filter(Q(user__name__icontains=text) | Q(user__email__icontains=text))


class Membership(TaskForceOwned):
    """A person's role in a task force, for an agency, under a decree, from one day to another."""

    user = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="memberships")
    decree = models.ForeignKey("taskforces.Decree", on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(
        "taskforces.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("peran"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("mulai"))
    valid_until = models.DateField(_("sampai"), null=True, blank=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    deactivated_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deactivation_reason = models.CharField(_("alasan"), max_length=20, choices=DeactivationReason, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "user",
            "decree",
            "agency",
            "role",
            "valid_from",
            "valid_until",
            "deactivated_at",
            "deactivated_by",
            "deactivation_reason",
        )

    class Meta:
        ordering = ["valid_from"]
        indexes = [models.Index(fields=["user", "valid_from"], name="membership_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(deactivated_at__isnull=True, deactivated_by__isnull=True)
                | Q(deactivated_at__isnull=False, deactivated_by__isnull=False),
                name="membership_deactivation_has_actor",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.AGENCY_OFFICER.value) | Q(agency__isnull=False),
                name="membership_officer_has_agency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"

    @cached_property
    def task_force_ids_below(self) -> frozenset:
        """Keys of the membership's task force and those below it: the cities of a province, all of the centre.

        Read once per membership.
        """
        below = TaskForce.objects.with_descendants([self.task_force_id])
        return frozenset(below.values_list("pk", flat=True))
