from datetime import timedelta

from django.db import models

from safeguards.encryption import EncryptedTextField
from safeguards.identifiers import new_id

CALLS = "complaint:"  # what the key of a call's draft begins with; the rest is the key of its form


class DraftQuerySet(models.QuerySet):
    """Adjectives for drafts."""

    def visible_to(self, user) -> "DraftQuerySet":
        """One's own drafts only."""
        return self.filter(user=user)

    def calls(self) -> "DraftQuerySet":
        """Drafts of calls that were not logged yet."""
        return self.filter(key__startswith=CALLS)


class Draft(models.Model):
    """What somebody had typed in a form, kept encrypted so that a crash or a lost session costs nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("taskforces.User", on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=80)  # which form, e.g. "complaint" or "screening:<victim id>"
    fields = EncryptedTextField()  # JSON of field name -> value(s)
    saved_at = models.DateTimeField(auto_now=True)
    handed_by = models.ForeignKey(
        "taskforces.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the colleague who began it and handed it over
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
        """Whether nothing was typed since a colleague handed it over: its time of saving says nothing then."""
        return self.handed_at is not None and self.saved_at - self.handed_at < timedelta(seconds=2)

    @property
    def form_key(self) -> str:
        """The key of the form, by which a call is continued."""
        return self.key.removeprefix(CALLS)
