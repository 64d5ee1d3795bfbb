"""Index tables of the search: they say which file or police report may match, and hold no clear text.

They stand outside row security, because PostgreSQL uses such an index only on a table without a policy. Every hit is
then read through ``visible_to`` from a table that has one.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.choices import FoundUnit


class FileWords(models.Model):
    """Words of the summary of a case or complaint, and the SIMFONI number of a case, as numbers.

    A trigger writes it, so that no way into the register forgets it. The task force is part of each number: the same
    word in two cities has two, so a search reads one's own files only, however many there are.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # of the case or complaint
    unit = models.CharField(max_length=10, choices=FoundUnit)
    task_force = models.ForeignKey("taskforces.TaskForce", on_delete=models.PROTECT, related_name="+")
    words = ArrayField(models.BigIntegerField(), default=list)

    class Privacy:
        plain = ("id", "unit", "task_force", "words")

    class Meta:
        indexes = [GinIndex(fields=["words"], name="file_words", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.pk)


class ProceedingTokens(models.Model):
    """Keyed tokens of the number of a police report."""

    proceeding = models.OneToOneField(
        "cases.Proceeding", on_delete=models.CASCADE, primary_key=True, related_name="tokens"
    )
    task_force = models.ForeignKey("taskforces.TaskForce", on_delete=models.PROTECT, related_name="+")
    numbers = ArrayField(models.BigIntegerField(), default=list)

    class Privacy:
        plain = ("proceeding", "task_force", "numbers")

    class Meta:
        indexes = [GinIndex(fields=["numbers"], name="proceeding_tokens", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.pk)
