"""The duties of all cases of one person, by the rule of ``duties`` and from the facts of the case page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Window

from cases.choices import ServiceState
from cases.models import Case, Service, Victim
from cases.models.time_limit import Limits
from cases.queries.duties import NextDuty, duties_of
from cases.queries.duty_facts import facts_by_case
from safeguards import clock

CASES_READ = 400  # open cases of one person whose duties are read; the others are counted


@dataclass(frozen=True)
class OwnDuty:
    """One duty with its case; ``victim`` is empty if it is about the whole case."""

    case: Case
    duty: NextDuty
    victim: Victim | None


@dataclass(frozen=True)
class OwnDuties:
    """The duties of the cases read, the most harmful and latest first, and how many more cases there are."""

    duties: list[OwnDuty]
    cases_not_read: int


def of_person(user, limits: Limits) -> OwnDuties:
    """What is open in the cases the user answers for. Six queries, or one if there is no such case."""
    cases = list(_with_work(user).order_by("reported_on", "pk").annotate(in_all=Window(Count("*")))[:CASES_READ])
    if not cases:
        return OwnDuties([], 0)
    return OwnDuties(sorted(_duties(cases, limits), key=lambda own: own.duty.order()), cases[0].in_all - len(cases))


def _with_work(user) -> QuerySet:
    """Open cases, and ended ones with a service that somebody may still share or act upon."""
    open_states = (ServiceState.REQUESTED, ServiceState.ACCEPTED, ServiceState.STOPPED)
    running = Service.objects.filter(victim__case=OuterRef("pk"), state__in=open_states)
    own = Case.objects.visible_to(user).filter(responsible=user)
    return own.filter(Exists(Case.objects.open().filter(pk=OuterRef("pk"))) | Exists(running))


def _duties(cases: list[Case], limits: Limits) -> Iterable[OwnDuty]:
    facts, now = facts_by_case(cases), clock.now()
    for case in cases:
        of_case, victims = facts[case.pk]
        for duty in duties_of(of_case, limits.of(case.task_force_id), now):
            yield OwnDuty(case, duty, victims.get(duty.victim_id))
