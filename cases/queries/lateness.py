"""What is late by the time limits in force. The one rule for *Hari ini*, lists, filters and previews."""

from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from cases.choices import CaseKind, ComplaintOutcome, Duty, ServiceState, Stage, VictimStatus
from cases.models import Case, Complaint, Consent, RegisterEntry, Service, TimeLimit, Victim
from cases.models.time_limit import Limits
from cases.queries.narrowing import cases_with, has_one
from cases.workflow import ENDED
from safeguards import clock
from taskforces.access import scoping

UNSCREENED = Q(case__kind=CaseKind.TPPO, status=VictimStatus.UNSCREENED)  # a victim
ON_THE_WAY = ~Q(stage__in=[stage.value for stage in ENDED])
UNIDENTIFIED = (UNSCREENED | Q(stage__in=(Stage.COMPLAINT, Stage.EMERGENCY))) & ON_THE_WAY


def limits_of(user) -> Limits:
    """The limits in force today in the user's task forces. One query."""
    return TimeLimit.objects.limits(clock.today(), scoping.known_task_force_ids(user))


def received_too_long_ago(limits: Limits, now: datetime) -> Q:
    """Complaints past the limit for identification.

    Those from an old register count from the import, because nobody could have met a deadline of years ago here.
    """
    is_imported = Exists(RegisterEntry.objects.filter(complaint=OuterRef("pk")))
    late = limits.passed(Duty.IDENTIFICATION, "received_at", now)
    return late & (~Q(is_imported) | limits.passed(Duty.IDENTIFICATION, "recorded_at", now))


def with_lateness(complaints: QuerySet, limits: Limits, now: datetime) -> QuerySet:
    """Annotate ``is_late``: whether the limit for identification has passed."""
    return complaints.annotate(is_late=ExpressionWrapper(received_too_long_ago(limits, now), BooleanField()))


def late_complaints(complaints: QuerySet, limits: Limits, now: datetime) -> QuerySet:
    """The complaints not dealt with within the limit."""
    return complaints.filter(received_too_long_ago(limits, now), outcome=ComplaintOutcome.PENDING)


def of_late_complaints(cases: QuerySet, limits: Limits, now: datetime) -> QuerySet:
    """The cases with a complaint older than the limit for identification."""
    return cases.filter(has_one(Complaint.objects.filter(received_too_long_ago(limits, now)), "case"))


def count_late(task_force_id, duty: str, limits: Limits, now: datetime) -> dict[str, int] | None:
    """Count what is late in a task force under given limits: ``complaints`` and ``cases``, or ``victims``.

    ``None`` for duties whose deadline is stored when they begin, because a new limit does not change it.
    """
    if duty == Duty.IDENTIFICATION:
        complaints = Complaint.objects.filter(task_force_id=task_force_id).folded(False)
        late = of_late_complaints(Case.objects.filter(task_force_id=task_force_id), limits, now)
        victims = Victim.objects.filter(UNIDENTIFIED, task_force_id=task_force_id)
        return {
            "complaints": late_complaints(complaints, limits, now).count(),
            "cases": cases_with(late, victims, "case").count(),
        }
    if duty == Duty.STOP_SHARING:
        return {"victims": still_shared(limits, now).filter(task_force_id=task_force_id).count()}
    return None


def still_shared(limits: Limits, now: datetime) -> QuerySet:
    """Victims whose withdrawn consent was not acted upon within the limit; the rule of ``duties`` as a query."""
    own = Service.objects.filter(victim=OuterRef("pk"))
    consents = Consent.objects.filter(victim=OuterRef("pk"))
    late = limits.passed(Duty.STOP_SHARING, "withdrawn_at", now)
    stopped = own.filter(limits.passed(Duty.STOP_SHARING, "ended_at", now), state=ServiceState.STOPPED)
    running = own.filter(state__in=(ServiceState.REQUESTED, ServiceState.ACCEPTED))
    withdrawn = Exists(consents.filter(late)) & ~Exists(consents.exclude(late))
    return Victim.objects.filter(Exists(stopped) | (Exists(running) & withdrawn))
