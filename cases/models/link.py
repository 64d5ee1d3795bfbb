"""Links between files: keyed tokens of names and ways of contact, and the values that recur."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.choices import LinkKind
from cases.models.file import CaseFileQuerySet, CaseFileRow
from safeguards.encryption import EncryptedTextField
from taskforces.access import scoping
from taskforces.access.permissions import Permission


class LinkToken(models.Model):
    """One value of one person as a keyed token: equal tokens show who shares it, without clear text.

    The row belongs to its person and means nothing without the key ring.
    """

    id = models.BigAutoField(primary_key=True)
    task_force = models.ForeignKey("taskforces.TaskForce", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("cases.Person", on_delete=models.CASCADE, related_name="link_tokens")
    kind = models.CharField(max_length=8, choices=LinkKind)
    token = models.BigIntegerField()

    class Privacy:
        plain = ("id", "task_force", "person", "kind", "token")

    class Meta:
        indexes = [models.Index(fields=["task_force", "kind", "token"], name="link_token_value")]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "token"], name="link_token_once_per_person")]

    def __str__(self) -> str:
        return str(self.pk)


class LinkQuerySet(CaseFileQuerySet):
    """Adjectives for links."""

    def visible_to(self, user) -> "LinkQuerySet":
        """Links of the task forces in which the user may know of them; none for anybody else."""
        return self.filter(task_force_id__in=scoping.case_task_force_ids_with(user, Permission.LINK_VIEW))

    def standing(self) -> "LinkQuerySet":
        """Links that were not dismissed."""
        return self.filter(dismissed_at__isnull=True)


class Link(CaseFileRow):
    """A value that occurs in several files. Only holders of ``LINK_VIEW`` may know of it; the value stays a token."""

    kind = models.CharField(_("jenis kaitan"), max_length=8, choices=LinkKind)
    token = models.BigIntegerField()
    found_at = models.DateTimeField(_("ditemukan"))
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        "taskforces.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dismissed_reason = EncryptedTextField(_("alasan"), blank=True, default="")

    objects = LinkQuerySet.as_manager()

    class Privacy(CaseFileRow.Privacy):
        sensitive = ("dismissed_reason",)
        plain = (*CaseFileRow.Privacy.plain, "kind", "token", "found_at", "dismissed_at", "dismissed_by")

    class Meta:
        ordering = ["-found_at", "-id"]
        indexes = [models.Index(fields=["task_force", "-found_at"], name="link_newest")]
        constraints = [
            models.UniqueConstraint(fields=["task_force", "kind", "token"], name="link_once_per_value"),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="link_dismissed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
