"""A summary as it would leave now, for members or for the public. Reads only; ``actions/releases.py`` freezes."""

from collections.abc import Sequence

from coordination.models import Meeting
from reports import charts_of_summary, disclosure, freezing
from reports.choices import Variant
from reports.models import SummaryRelease
from reports.summary import compose, compose_unasked
from reports.summary_shape import MeetingSummary, Period
from taskforces.models import TaskForce, User


def prepare(
    *, task_force: TaskForce, period: Period, variant: str, meeting: Meeting | None = None, by: User
) -> MeetingSummary:
    """The summary as it would leave now. Raises ``AccessDenied``, and ``DisclosureRefused`` where the public may not
    have it because an earlier public summary and this one together would give a person away.
    """
    return _as_variant(compose(task_force=task_force, period=period, meeting=meeting, by=by), task_force, variant)


def prepare_for_scripts(*, task_force: TaskForce, period: Period, variant: str) -> MeetingSummary:
    """The same at the server's own command line. Raises ``DisclosureRefused``."""
    return _as_variant(compose_unasked(task_force, period), task_force, variant)


def _as_variant(summary: MeetingSummary, task_force: TaskForce, variant: str) -> MeetingSummary:
    if variant != Variant.MEMBERS:
        summary = disclosure.publish(
            summary,
            threshold=task_force.suppression_threshold,
            published=published_before(task_force),
            family=published_around(task_force, summary.period),
        )
    return charts_of_summary.answered(summary)


def published_before(task_force: TaskForce) -> Sequence:
    """All public figures of the task force that have left already, of any period."""
    releases = SummaryRelease.objects.public().filter(task_force=task_force).values_list("summary", flat=True)
    return [figures for plain in releases for figures in disclosure.published_figures(freezing.from_plain(plain))]


def published_around(task_force: TaskForce, period: Period) -> disclosure.Family:
    """Public figures of the same days of the years that left of the task forces above, beside and below it."""
    tree = TaskForce.objects.with_descendants([top_of(task_force).pk])
    parents = dict(tree.values_list("pk", "parent_id"))
    releases = SummaryRelease.objects.public().filter(
        task_force_id__in=set(parents) - {task_force.pk},
        period_from__month=period.start.month,
        period_to__month=period.end.month,
    )
    rows = releases.order_by("released_at", "pk").values_list("task_force_id", "summary")
    told = [(pk, figures) for pk, plain in rows for figures in disclosure.published_figures(freezing.from_plain(plain))]
    return disclosure.Family(task_force.pk, parents, told)


def top_of(task_force: TaskForce) -> TaskForce:
    """The task force at the top of the tree a task force stands in."""
    while task_force.parent is not None:
        task_force = task_force.parent
    return task_force
