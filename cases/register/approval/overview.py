"""What an approver sees before she decides: the figures, how the questions were answered, and samples of rows."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cases.choices import RegisterRowKind as Kind
from cases.models import RegisterBatch, RegisterRow
from cases.register import batch_writer, dry_run_words

SAMPLES = 5  # rows of each group
ANSWERS = {
    "new": _("dibawa sebagai orang baru"),
    "same": _("dibawa sebagai orang yang sama"),
    "skip": _("dilewati"),
    "": _("belum dijawab, tidak ditulis"),
}


@dataclass(frozen=True)
class Group:
    """Rows with one answer: the words, their number, and a few of them as the dry run shows them."""

    words: str
    count: int
    samples: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Overview:
    """The figures by result, the answered questions, and rows that nobody was asked about."""

    to_write: int
    left_out: int
    kinds: list[tuple[str, int]]
    answered: list[Group]
    unasked: list[dict[str, Any]]


def overview_of(batch: RegisterBatch) -> Overview:
    """What approving a batch writes and leaves out."""
    counts = dry_run_words.count_by_kind(batch)
    to_write = batch_writer.rows_to_write(batch).count()
    of_cases = sum(count for kind, count in counts.items() if kind not in dry_run_words.SILENT)
    unasked = RegisterRow.objects.filter(batch=batch, kind=Kind.NEW, decision="")[:SAMPLES]
    return Overview(
        to_write=to_write,
        left_out=of_cases - to_write,
        kinds=[(dry_run_words.word_of(kind, batch), count) for kind, count in counts.items() if count],
        answered=_answered(batch),
        unasked=dry_run_words.rows_in_words(unasked, batch),
    )


def _answered(batch: RegisterBatch) -> list[Group]:
    """Rows with a question, by their answer; a match nobody answered is taken as the same person."""
    asked = RegisterRow.objects.filter(batch=batch, kind__in=[Kind.DOUBT, Kind.MATCH])
    rows: dict[str, Q] = {answer: Q(decision=answer) for answer in ANSWERS}
    rows["same"] |= Q(kind=Kind.MATCH, decision="")
    rows[""] &= Q(kind=Kind.DOUBT)
    counts = asked.aggregate(**{f"n_{answer}": Count("pk", filter=rows[answer]) for answer in ANSWERS})
    return [
        Group(str(words), count, dry_run_words.rows_in_words(asked.filter(rows[answer])[:SAMPLES], batch))
        for answer, words in ANSWERS.items()
        if (count := counts[f"n_{answer}"])
    ]
