"""The month's calls by outcome. This counts work, not people: a wrong number counts here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count
from django.utils import timezone

from cases.choices import ComplaintOutcome
from cases.models import Complaint
from safeguards import clock


@dataclass(frozen=True)
class WorkloadLine:
    """One outcome and its number of complaints."""

    label: str
    count: int


@dataclass(frozen=True)
class Workload:
    """Complaints received this month."""

    total: int
    lines: list[WorkloadLine]


def workload_of(user) -> Workload:
    """Complaints received since the first of the month in the user's task forces, in one statement."""
    first = timezone.make_aware(datetime.combine(clock.today().replace(day=1), time()))
    received = Complaint.objects.visible_to(user).filter(received_at__gte=first).order_by()
    counts = dict(received.values_list("outcome").annotate(Count("pk")))
    lines = [WorkloadLine(str(outcome.label), counts[outcome]) for outcome in ComplaintOutcome if counts.get(outcome)]
    return Workload(sum(counts.values()), lines)
