from django.db import models
from django.utils.translation import gettext_lazy as _

from safeguards.identifiers import new_id


class TaskForceOwned(models.Model):
    """Base of every row that belongs to a task force. Each row has the column, because row security reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task_force = models.ForeignKey(
        "taskforces.TaskForce", on_delete=models.PROTECT, related_name="+", verbose_name=_("gugus tugas")
    )

    class Privacy:
        plain = ("id", "task_force")

    class Meta:
        abstract = True

    @property
    def audit_stream(self) -> str:
        """Audit rows are chained per task force."""
        return str(self.task_force_id)

    @property
    def audit_root(self):
        """The key of the file this row belongs to; by default the row itself."""
        return self.pk
