"""Saved views of lists, and watches on them.

They are in this low app because lists of three apps use them. A view is only a list's slug and the filters of its
address. ``tppo_gugus.lists`` knows the lists and what their filters find, so no app imports one above it. A view never
holds a row: whoever opens it sees only the rows they may see.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from safeguards import clock
from safeguards.identifiers import new_id
from taskforces.access.roles import Role
from taskforces.choices import SavedList, WatchEnd, WatchKind
from taskforces.models.owned import TaskForceOwned

OPENED_BY = """
    SELECT view.*, view.user_id = %(user)s AS is_own,
           EXISTS (SELECT FROM taskforces_firstview f WHERE f.view_id = view.id AND f.user_id = %(user)s) AS is_first
      FROM taskforces_savedview view
     WHERE view.of_list = %(slug)s AND view.removed_at IS NULL
       AND (view.user_id = %(user)s AND view.task_force_id = ANY(%(forces)s::uuid[])
            OR (view.task_force_id, view.shared_with_role) IN
               (SELECT * FROM unnest(%(forces)s::uuid[], %(roles)s::text[])))
     ORDER BY view.position, view.created_at, view.id
"""


class SavedViewQuerySet(models.QuerySet):
    """Filters for saved views."""

    def visible_to(self, user) -> "SavedViewQuerySet":
        """The user's own views in their task forces, and those shared with a role they have there."""
        memberships = getattr(user, "current_memberships", [])
        own = Q(user=user, task_force_id__in={m.task_force_id for m in memberships}) if memberships else Q(pk__in=[])
        shared = Q(pk__in=[])
        for task_force_id, role in {(m.task_force_id, m.role) for m in memberships}:
            shared |= Q(task_force_id=task_force_id, shared_with_role=role)
        return self.filter(own | shared, removed_at__isnull=True)

    def owned_by(self, user) -> "SavedViewQuerySet":
        """Views that the user made."""
        return self.filter(user=user)

    def of_list(self, slug: str) -> "SavedViewQuerySet":
        """Views of one list, in the order their owners chose."""
        return self.filter(of_list=slug).order_by("position", "created_at", "pk")

    def with_choices_of(self, user) -> "SavedViewQuerySet":
        """Annotate whether a view is the user's own, and whether it opens first for them."""
        first = Exists(FirstView.objects.filter(user=user, view=OuterRef("pk")))
        own = models.Case(models.When(user=user, then=Value(True)), default=Value(False))
        return self.annotate(is_first=first, is_own=own)

    def opened_by(self, user, slug: str) -> list["SavedView"]:
        """``visible_to(user)``, ``of_list(slug)`` and ``with_choices_of(user)`` as one SQL statement.

        Every list reads these, and usually there are none. Building the query with the ORM cost more than running it.
        """
        memberships = getattr(user, "current_memberships", [])
        values = {
            "user": user.pk,
            "slug": slug,
            "forces": [m.task_force_id for m in memberships],
            "roles": [m.role for m in memberships],
        }
        return list(self.raw(OPENED_BY, values))


class SavedView(TaskForceOwned):
    """A name for the filters of a list, private or shared with one role in the task force."""

    user = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="saved_views")
    of_list = models.CharField(_("daftar"), max_length=16, choices=SavedList)
    name = models.CharField(_("nama tampilan"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)  # slugs, days and keys of colleagues, as in the address
    shared_with_role = models.CharField(_("dibagikan kepada"), max_length=20, choices=Role.choices, blank=True)
    position = models.PositiveSmallIntegerField(_("urutan"), default=1)
    created_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "user",
            "of_list",
            "name",
            "query",
            "shared_with_role",
            "position",
            "created_at",
            "removed_at",
            "version",
        )

    class Meta:
        ordering = ["of_list", "position", "created_at"]
        indexes = [
            models.Index(fields=["user", "of_list"], name="saved_view_of_user"),
            models.Index(
                fields=["task_force", "of_list"], condition=~Q(shared_with_role=""), name="saved_view_that_is_shared"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "task_force", "of_list", "name"],
                condition=Q(removed_at__isnull=True),
                name="saved_view_name_once_per_list",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.CheckConstraint(condition=~Q(name__regex=r"\d{6}"), name="saved_view_name_reaches_nobody"),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_list_display()}, {self.position}"


class FirstView(models.Model):
    """The view with which a list opens for one user. If the view is removed, the list opens without filters."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("taskforces.User", on_delete=models.CASCADE, related_name="+")
    of_list = models.CharField(max_length=16, choices=SavedList)
    view = models.ForeignKey(SavedView, on_delete=models.PROTECT, null=True, related_name="+")

    class Privacy:
        plain = ("id", "user", "of_list", "view")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "of_list"], name="first_view_once_per_list")]

    def __str__(self) -> str:
        return self.get_of_list_display()


class WatchQuerySet(models.QuerySet):
    """Filters for watches."""

    def visible_to(self, user) -> "WatchQuerySet":
        """The user's own watches, while the user has any access."""
        return self.filter(user=user) if getattr(user, "current_memberships", []) else self.none()

    def running(self) -> "WatchQuerySet":
        """Watches that have not ended."""
        return self.filter(ended_at__isnull=True)


class Watch(TaskForceOwned):
    """*Kabari saya*: a view and a threshold. Crossing it gives one notification; the next needs another crossing."""

    user = models.ForeignKey("taskforces.User", on_delete=models.PROTECT, related_name="watches")
    view = models.ForeignKey(SavedView, on_delete=models.PROTECT, related_name="watches")
    kind = models.CharField(_("kabari bila"), max_length=12, choices=WatchKind)
    threshold = models.PositiveSmallIntegerField(_("batas"))  # rows, or days
    is_crossed = models.BooleanField(default=False)
    last_value = models.PositiveIntegerField(null=True, blank=True)  # rows or days; at most one more than is counted
    evaluated_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=WatchEnd, blank=True)

    objects = WatchQuerySet.as_manager()

    class Privacy(TaskForceOwned.Privacy):
        plain = (
            *TaskForceOwned.Privacy.plain,
            "user",
            "view",
            "kind",
            "threshold",
            "is_crossed",
            "last_value",
            "evaluated_at",
            "told_at",
            "created_at",
            "ended_at",
            "end_reason",
        )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "view", "kind"], condition=Q(ended_at__isnull=True), name="watch_once_per_view"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="watch_end_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.threshold}"
