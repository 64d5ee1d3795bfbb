from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguards import clock
from safeguards.identifiers import new_id


class NotificationQuerySet(models.QuerySet):
    """Filters for notifications."""

    def visible_to(self, user) -> "NotificationQuerySet":
        """Only the user's own notifications, and none after their access has ended."""
        return self.filter(user=user) if user.current_memberships else self.none()

    def unread(self) -> "NotificationQuerySet":
        """Notifications that are not opened yet."""
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """A line under *Kabar*. It names a number and an act, never a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("taskforces.User", on_delete=models.CASCADE, related_name="notifications")
    text = models.CharField(_("kabar"), max_length=200)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Privacy:
        plain = ("id", "user", "text", "path", "created_at", "read_at")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"], name="notification_user_newest")]

    def __str__(self) -> str:
        return self.text
