"""Index tables of the search: they show which file or police report may match, and hold no clear text.

They have no row policy, because PostgreSQL uses such an index only on a table without one. Every hit is then read
through ``visible_to`` from a table with row security.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.choices import FoundUnit


class FileWords(models.Model):
    """Words of the summary of a case or complaint, and the SIMFONI number of a case, as numbers.

    A trigger writes it, so that no way of writing a file misses it. The task force is part of each number: a word has a
    different number in each city, so a search reads only one's own files, however many there are.
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


class ComplaintTokens(models.Model):
    """Keyed tokens of who calls and of numbers in stories: one row per row that holds them.

    That is the complaint (reporter, story), a hand-over (contacts at the other office) or a message of the public form.
    ``version`` is the version of the rules that made them.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # of the complaint, hand-over or message
    complaint = models.ForeignKey("cases.Complaint", on_delete=models.CASCADE, related_name="tokens")
    task_force = models.ForeignKey("taskforces.TaskForce", on_delete=models.PROTECT, related_name="+")
    names = ArrayField(models.BigIntegerField(), default=list)
    numbers = ArrayField(models.BigIntegerField(), default=list)
    version = models.PositiveSmallIntegerField(default=1)

    class Privacy:
        plain = ("id", "complaint", "task_force", "names", "numbers", "version")

    class Meta:
        indexes = [
            GinIndex(fields=["names"], name="complaint_tokens_names", fastupdate=False),
            GinIndex(fields=["numbers"], name="complaint_tokens_numbers", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ProceedingTokens(models.Model):
    """Keyed tokens of a police report number."""

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
