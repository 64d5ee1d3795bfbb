from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse

from safeguards.encryption import EncryptedTextField
from safeguards.identifiers import new_id
from taskforces.access.permissions import Permission

CALLS = "complaint:"  # prefix of the key of a call's draft; the rest is the key of its form
LONGEST_KEY = 80  # characters


@dataclass(frozen=True)
class DraftForm:
    """A form that keeps drafts, declared by the form (``kept_as``); its app registers it in ``ready``.

    ``name`` is the prefix of its drafts' keys, ``page`` the route that continues a draft, ``label`` its name in a list
    of drafts. ``file`` is the table of the row in the key; such drafts are handed on with the other work on a file (the
    database lets these, and calls, be written for a colleague: policy ``handed_insert``).
    """

    name: str
    permission: Permission
    page: str
    label: Any
    file: type[models.Model] | None = None

    def key(self, about: object = "") -> str:
        """The key of a draft about an object, or of a person's only draft of this form."""
        return f"{self.name}:{about}"[:LONGEST_KEY] if about else self.name

    def address(self, about: str) -> str | None:
        """The URL that continues such a draft; ``None`` if the form has no such page."""
        try:
            return reverse(self.page, args=[about] if about else [])
        except NoReverseMatch:
            return None


REGISTERED: dict[str, DraftForm] = {}  # every form that keeps drafts, by its name


def register(*forms: DraftForm) -> None:
    """Register forms that keep drafts. Raises ``ValueError`` if two forms have one name."""
    for form in forms:
        if REGISTERED.setdefault(form.name, form) != form:
            raise ValueError(f"two forms keep drafts as {form.name}")


def form_of(key: str) -> DraftForm | None:
    """The form a key belongs to; ``None`` for an unknown key."""
    return REGISTERED.get(key.partition(":")[0])


def address_of(key: str) -> str | None:
    """The URL that continues the draft of a key; ``None`` for a key no page could have written."""
    form = form_of(key)
    return form.address(key.partition(":")[2]) if form else None


class DraftQuerySet(models.QuerySet):
    """Adjectives for drafts."""

    def visible_to(self, user) -> "DraftQuerySet":
        """One's own drafts only."""
        return self.filter(user=user)

    def calls(self) -> "DraftQuerySet":
        """Drafts of calls that are not logged yet."""
        return self.filter(key__startswith=CALLS)


class Draft(models.Model):
    """The typed content of a form, stored encrypted so that a crash or a lost session costs nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("taskforces.User", on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=LONGEST_KEY)  # which form, e.g. "complaint" or "screening:<victim id>"
    fields = EncryptedTextField()  # JSON of field name -> value(s)
    saved_at = models.DateTimeField(auto_now=True)
    handed_by = models.ForeignKey(
        "taskforces.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the colleague who started it and handed it over
    handed_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Privacy:
        sensitive = ("fields",)
        plain = ("id", "user", "key", "saved_at", "handed_by", "handed_at")

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once_per_form")]

    def __str__(self) -> str:
        return self.key

    @property
    def is_as_received(self) -> bool:
        """Whether nothing was typed since a colleague handed it over; the time of saving then means nothing."""
        return self.handed_at is not None and self.saved_at - self.handed_at < timedelta(seconds=2)

    @property
    def form_key(self) -> str:
        """The key of the form, used to continue a call."""
        return self.key.removeprefix(CALLS)
