"""A summary as it would leave now, for members or for the public. Reads only; ``actions/releases.py`` freezes it.

The same public figures leave only once. While the counts behind a public paper are unchanged, the page and every format
use the figures of that paper. If they were computed again, disclosure control would treat the paper as known and hide
other cells, and both papers together would reveal more than one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.models import Meeting
from reports import charts_of_summary, disclosure, freezing
from reports.choices import Variant
from reports.models import SummaryRelease
from reports.summary import compose, compose_unasked
from reports.summary_shape import MeetingSummary, Period
from taskforces.models import TaskForce, User


@dataclass(frozen=True)
class Prepared:
    """A summary as it would leave now, with the latest public paper of the same period."""

    summary: MeetingSummary
    figures_digest: str = ""  # digest of the counts behind a public summary
    paper: SummaryRelease | None = None  # the newest public paper of the same period
    is_same: bool = False  # whether the paper has the same figures


def prepare(
    *, task_force: TaskForce, period: Period, variant: str, meeting: Meeting | None = None, by: User
) -> MeetingSummary:
    """The summary as it would leave now. Raises ``AccessDenied``, and ``DisclosureRefused`` if the public may not have
    it, because together with an earlier public summary it would reveal a person.
    """
    return prepare_beside_paper(task_force=task_force, period=period, variant=variant, meeting=meeting, by=by).summary


def prepare_beside_paper(
    *, task_force: TaskForce, period: Period, variant: str, meeting: Meeting | None = None, by: User
) -> Prepared:
    """Like ``prepare``, with the latest public paper of the same period."""
    return _as_variant(compose(task_force=task_force, period=period, meeting=meeting, by=by), task_force, variant)


def prepare_for_scripts(*, task_force: TaskForce, period: Period, variant: str) -> MeetingSummary:
    """Like ``prepare`` but without a permission check, for the command line. Raises ``DisclosureRefused``."""
    return _as_variant(compose_unasked(task_force, period), task_force, variant).summary


def _as_variant(full: MeetingSummary, task_force: TaskForce, variant: str) -> Prepared:
    if variant == Variant.MEMBERS:
        return Prepared(charts_of_summary.with_titles(full))
    digest = freezing.figures_digest(full, task_force.suppression_threshold)
    papers = SummaryRelease.objects.public().filter(task_force=task_force)
    papers = papers.of_period(full.period.start, full.period.end)
    same = papers.filter(figures_digest=digest).first()
    if same is not None:
        summary = disclosure.with_figures_of(full, freezing.from_plain(same.summary))
    else:
        summary = disclosure.publish(
            full,
            threshold=task_force.suppression_threshold,
            published=published_before(task_force),
            family=published_around(task_force, full.period),
        )
    return Prepared(charts_of_summary.with_titles(summary), digest, same or papers.first(), same is not None)


def published_before(task_force: TaskForce) -> Sequence:
    """All public figures of the task force so far, for any period."""
    releases = SummaryRelease.objects.public().filter(task_force=task_force).values_list("summary", flat=True)
    return [figures for plain in releases for figures in disclosure.published_figures(freezing.from_plain(plain))]


def published_around(task_force: TaskForce, period: Period) -> disclosure.Family:
    """Public figures of the task forces above, beside and below it, for the same months of any year."""
    tree = TaskForce.objects.with_descendants([top_of(task_force).pk])
    parents = dict(tree.values_list("pk", "parent_id"))
    releases = SummaryRelease.objects.public().filter(
        task_force_id__in=set(parents) - {task_force.pk},
        period_from__month=period.start.month,
        period_to__month=period.end.month,
    )
    rows = releases.order_by("released_at", "pk").values_list("task_force_id", "summary")
    published = [
        (pk, figures) for pk, plain in rows for figures in disclosure.published_figures(freezing.from_plain(plain))
    ]
    return disclosure.Family(task_force.pk, parents, published)


def top_of(task_force: TaskForce) -> TaskForce:
    """The task force at the top of the tree of a task force."""
    while task_force.parent is not None:
        task_force = task_force.parent
    return task_force
