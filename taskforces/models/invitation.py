import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguards import clock
from taskforces.access import scoping
from taskforces.access.roles import Role
from taskforces.models.owned import TaskForceOwned


def token_digest(token: str) -> str:
    """The digest of a link's token. It is enough to recognise the token, but cannot open the link."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    """Filters for invitations."""

    def visible_to(self, user) -> "InvitationQuerySet":
        """Invitations to the task forces whose accounts the user manages."""
        return self.filter(task_force_id__in=scoping.managed_task_force_ids(user))

    def pending(self) -> "InvitationQuerySet":
        """Invitations that are neither accepted nor revoked; their link may have expired."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open(self) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.pending().filter(expires_at__gt=clock.now())


class Invitation(TaskForceOwned):
    """An invitation by a one-time link. Only the digest of the link's token is stored."""

    email = models.EmailField(_("alamat surel kantor"))
    name = models.CharField(_("nama"), max_length=120)
    decree = models.ForeignKey("taskforces.Decree", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("taskforces.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("peran"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("mulai"))
    valid_until = models.DateField(_("sampai"), null=True, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "email",
            "name",
            "decree",
            "agency",
            "role",
            "valid_from",
            "valid_until",
            "token_digest",
            "expires_at",
            "invited_at",
            "invited_by",
            "accepted_at",
            "accepted_by",
            "revoked_at",
            "revoked_by",
        )

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > clock.now()
