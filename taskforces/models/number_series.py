from django.db import models

from taskforces.models.owned import TaskForceOwned


class RegisterCounter(TaskForceOwned):
    """The last number used in a series of one task force in one year; numbers have no gaps and never repeat."""

    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Privacy(TaskForceOwned.Privacy):
        plain = (*TaskForceOwned.Privacy.plain, "series", "year", "last")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task_force", "series", "year"], name="register_series_unique")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}"
