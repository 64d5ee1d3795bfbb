from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from safeguards.identifiers import new_id
from taskforces.access import scoping


class UserManager(BaseUserManager):
    """Creates accounts; there is no superuser."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an account whose sign-in name is the office e-mail address."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class UserQuerySet(models.QuerySet):
    """Filters for staff accounts."""

    def visible_to(self, user) -> "UserQuerySet":
        """Accounts with a membership in a task force the user manages."""
        return self.filter(memberships__task_force_id__in=scoping.managed_task_force_ids(user)).distinct()


class User(AbstractBaseUser):
    """A staff account. Only its current memberships decide what it may do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("surel kantor"), unique=True)
    name = models.CharField(_("nama"), max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Privacy:
        # staff, not victims: colleagues see these fields, which are no identity in the sense of a case file
        plain = ("id", "email", "name", "is_active", "created_at", "last_login", "password")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case"),
            # accounts of the system have an address no mail can reach (RFC 2606); nobody signs in with one
            models.CheckConstraint(
                condition=~models.Q(email__iendswith=".invalid") | models.Q(is_active=False),
                name="user_of_the_system_never_signs_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The first word of the name, for the top bar."""
        return self.name.split(" ")[0]

    @cached_property
    def current_memberships(self) -> list:
        """Memberships that give access today, oldest first; read once per request."""
        if not self.is_active:
            return []
        return list(
            self.memberships.current()
            .select_related("task_force__region", "agency", "decree")
            .order_by("valid_from", "pk")
        )
