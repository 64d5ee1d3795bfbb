"""The audit table. Nothing updates it or deletes from it: triggers refuse this even to the owner."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One act, read or refusal. It names rows by value, never by foreign key, so that it outlives them.

    ``position`` counts from 1 within ``stream``; ``hash`` is the SHA-256 of ``previous_hash`` and the row's content.
    The insert trigger fills all three (migration 0003_triggers).
    """

    id = models.BigAutoField(primary_key=True)
    stream = models.CharField(
        _("rantai"), max_length=64, help_text="task force id, or system; refusals end in /refused"
    )
    position = models.BigIntegerField(_("urutan"), editable=False)
    at = models.DateTimeField(_("waktu"))
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(_("pelaku"), max_length=200)
    verb = models.CharField(_("perbuatan"), max_length=80)
    target_type = models.CharField(max_length=100)
    target_id = models.UUIDField(null=True)
    target_label = models.CharField(_("berkas"), max_length=200)
    root_id = models.UUIDField(
        null=True, help_text="the file the target belongs to: case, complaint, referral, meeting"
    )
    details = models.JSONField(default=dict, help_text="values of identifying and sensitive fields are redacted")
    previous_hash = models.BinaryField(max_length=32, editable=False)
    hash = models.BinaryField(max_length=32, editable=False)

    class Privacy:
        plain = (
            "id",
            "stream",
            "position",
            "at",
            "actor_id",
            "actor_name",
            "verb",
            "target_type",
            "target_id",
            "target_label",
            "root_id",
            "details",
            "previous_hash",
            "hash",
        )

    class Meta:
        verbose_name = _("catatan audit")
        verbose_name_plural = _("catatan audit")
        constraints = [models.UniqueConstraint(fields=["stream", "position"], name="audit_one_row_per_position")]
        indexes = [
            models.Index(fields=["root_id", "at"], name="audit_history_of_a_file"),
            models.Index(fields=["actor_id", "at"], name="audit_acts_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} #{self.position}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: only ``record`` writes here."""
        raise TypeError("audit rows are written by safeguards.audit.record")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: nothing is deleted here."""
        raise TypeError("audit rows are never deleted")
