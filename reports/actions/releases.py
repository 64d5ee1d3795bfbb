"""Releasing a meeting summary: composed, passed through disclosure control, numbered and frozen."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from coordination.models import Meeting
from reports import charts_of_summary, disclosure, freezing
from reports.choices import Variant
from reports.events import ReportEvent
from reports.models import SummaryRelease
from reports.summary import compose, compose_unasked
from reports.summary_shape import MeetingSummary, Period
from safeguards import clock
from safeguards.audit import record
from taskforces.access.permissions import Permission
from taskforces.access.policy import check
from taskforces.actions.numbering import next_number
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
            family=_published_around(task_force, summary.period),
        )
    return charts_of_summary.answered(summary)


def published_before(task_force: TaskForce) -> Sequence:
    """All public figures of the task force that have left already, of any period."""
    releases = SummaryRelease.objects.public().filter(task_force=task_force).values_list("summary", flat=True)
    return [figures for plain in releases for figures in disclosure.published_figures(freezing.from_plain(plain))]


def _published_around(task_force: TaskForce, period: Period) -> disclosure.Family:
    """Public figures of the same days of the years that left of the task forces above, beside and below it."""
    tree = TaskForce.objects.with_descendants([_top_of(task_force).pk])
    parents = dict(tree.values_list("pk", "parent_id"))
    releases = SummaryRelease.objects.public().filter(
        task_force_id__in=set(parents) - {task_force.pk},
        period_from__month=period.start.month,
        period_to__month=period.end.month,
    )
    rows = releases.order_by("released_at", "pk").values_list("task_force_id", "summary")
    told = [(pk, figures) for pk, plain in rows for figures in disclosure.published_figures(freezing.from_plain(plain))]
    return disclosure.Family(task_force.pk, parents, told)


def _top_of(task_force: TaskForce) -> TaskForce:
    """The task force at the top of the tree a task force stands in."""
    while task_force.parent is not None:
        task_force = task_force.parent
    return task_force


@transaction.atomic
def release(
    *, task_force: TaskForce, period: Period, variant: str, meeting: Meeting | None = None, by: User
) -> SummaryRelease:
    """Freeze the summary under a verification number. The same figures twice are the same release.

    Raises ``AccessDenied`` and ``DisclosureRefused``.
    """
    check(by, Permission.FIGURES_EXPORT, task_force)
    # one public summary of a tree at a time: two at once would not see what the other is about to tell
    TaskForce.objects.select_for_update(no_key=True).get(pk=_top_of(task_force).pk)
    task_force = TaskForce.objects.select_for_update(no_key=True).get(pk=task_force.pk)
    summary = prepare(task_force=task_force, period=period, variant=variant, meeting=meeting, by=by)
    digest = freezing.digest(summary)
    same = SummaryRelease.objects.filter(task_force=task_force, digest=digest, meeting=meeting).first()
    if same is not None:
        return same
    number = next_number(task_force_id=task_force.pk, series="RP", year=clock.today().year)
    frozen = replace(summary, verification_number=number)
    row = SummaryRelease.objects.create(
        task_force=task_force,
        number=number,
        meeting=meeting,
        period_from=period.start,
        period_to=period.end,
        variant=variant,
        summary=freezing.to_plain(frozen),
        digest=digest,
        released_at=clock.now(),
        released_by=by,
    )
    record(ReportEvent.SUMMARY_RELEASED, by=by, target=row, details={"number": number, "variant": variant})
    return row


@transaction.atomic
def take(*, release: SummaryRelease, document_format: str, by: User) -> MeetingSummary:
    """The frozen summary for a paper or a sheet that is taken away; recorded, for a paper cannot be called back."""
    check(by, Permission.FIGURES_EXPORT, release)
    details = {"number": release.number, "format": document_format.upper(), "variant": release.variant}
    record(ReportEvent.SUMMARY_DOWNLOADED, by=by, target=release, details=details)
    return freezing.from_plain(release.summary)
