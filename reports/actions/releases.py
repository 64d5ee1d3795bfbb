"""Acts on a meeting summary: release it with a number and frozen figures, and download it as a paper or a sheet."""

from dataclasses import replace

from django.db import transaction

from coordination.models import Meeting
from reports import freezing, variants
from reports.events import ReportEvent
from reports.models import SummaryRelease
from reports.summary_shape import MeetingSummary, Period
from safeguards import clock
from safeguards.audit import record
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions.numbering import next_number
from taskforces.models import TaskForce, User


@transaction.atomic
def release(
    *, task_force: TaskForce, period: Period, variant: str, meeting: Meeting | None = None, by: User
) -> SummaryRelease:
    """Freeze the summary under a verification number. The same summary gives the same release again.

    If only its words have changed (another meeting, a decision that is done), a public summary is a new release with
    the figures and the hidden cells of the earlier one. Raises ``AccessDenied`` and ``DisclosureRefused``.
    """
    policy.check(by, Permission.FIGURES_EXPORT, task_force)
    # only one public summary of a tree at a time: two at once would not see each other's figures
    TaskForce.objects.select_for_update(no_key=True).get(pk=variants.top_of(task_force).pk)
    task_force = TaskForce.objects.select_for_update(no_key=True).get(pk=task_force.pk)
    prepared = variants.prepare_beside_paper(
        task_force=task_force, period=period, variant=variant, meeting=meeting, by=by
    )
    summary = prepared.summary
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
        figures_digest=prepared.figures_digest,
        released_at=clock.now(),
        released_by=by,
    )
    record(ReportEvent.SUMMARY_RELEASED, by=by, target=row, details={"number": number, "variant": variant})
    return row


@transaction.atomic
def take(*, release: SummaryRelease, document_format: str, by: User) -> MeetingSummary:
    """The frozen summary for a download. It is recorded, because a paper cannot be called back."""
    policy.check(by, Permission.FIGURES_EXPORT, release)
    details = {"number": release.number, "format": document_format.upper(), "variant": release.variant}
    record(ReportEvent.SUMMARY_DOWNLOADED, by=by, target=release, details=details)
    return freezing.from_plain(release.summary)
