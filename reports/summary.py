"""The meeting summary: all figures, counted from the rows at that moment.

``compose`` makes the members' variant; ``variants.py`` passes it through disclosure control if it is for the public.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coordination.choices import DecisionState
from coordination.models import Decision as MeetingDecision
from coordination.models import Meeting
from interface.durations import late_by
from reports import charts_of_summary, tables
from reports.counting import (
    ServiceCount,
    Tally,
    previous_year,
    same_period_of_years,
    tally_cases,
    tally_complaints,
    tally_emergencies,
    tally_services,
    tally_victims,
    tally_years,
)
from reports.summary_shape import (
    AtMost,
    Covered,
    Letterhead,
    MeetingFacts,
    MeetingSummary,
    Period,
    Signature,
    Sum,
    SummaryDecision,
)
from safeguards import clock, row_security
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.models import Region, TaskForce, User

YEARS_IN_CHART = 5

# Relations between the units. Relations between tables follow from the tables themselves (disclosure/linkage.py,
# disclosure/same_people.py). An ``AtMost`` of two totals also holds, row by row, for their tables of one attribute.
RELATIONS = (
    Sum("cases.all", ("cases.tppo", "cases.other")),
    Sum("cases.tppo", ("cases.tppo_with_child_victim",), rest="cases.tppo_adults_only"),
    Sum("cases.tppo", ("cases.tppo_with_police",), rest="cases.tppo_without_police"),
    Sum("victims.all", ("victims.tppo",), rest="victims.other"),
    Sum("victims.tppo", ("victims.tppo_child", "victims.tppo_adult")),
    AtMost("cases.tppo_with_child_victim", "victims.tppo_child"),
    # a case with a step of the criminal track is handled with the police
    Covered("cases.tppo", ("cases.tppo_with_police", "cases_legal_stage.none.now")),
    # every case has a victim and comes from a complaint, and no other case is opened from the same complaint
    AtMost("cases.all", "victims.all", is_usual=True),
    AtMost("cases.tppo", "victims.tppo", is_usual=True),
    AtMost("cases.other", "victims.other", is_usual=True),
    AtMost("cases.tppo_adults_only", "victims.tppo_adult", is_usual=True),
    AtMost("cases.all", "complaints.all", is_usual=True),
    AtMost("cases.tppo", "complaints.all", is_usual=True),
    AtMost("complaints_outcome.new_case.now", "cases.all", is_usual=True),
    AtMost("cases.all", "complaints_outcome.new_case.now", is_usual=True),
)


@dataclass(frozen=True)
class Figures:
    """All counts for one summary, by name and period."""

    complaints: Tally
    emergencies: Mapping[str, int]
    cases: Mapping[str, Tally]
    victims: Mapping[str, Tally]
    services: Mapping[str, list[ServiceCount]]
    years: list
    year_periods: list[Period]


def compose(*, task_force: TaskForce, period: Period, meeting: Meeting | None = None, by: User) -> MeetingSummary:
    """The members' summary of a task force and those below it, counted now. Raises ``AccessDenied``.

    Only this call opens the tables for counting. Identities stay closed to it.
    """
    policy.check(by, Permission.FIGURES_VIEW, task_force)
    return compose_unasked(task_force, period, meeting)


def compose_unasked(task_force: TaskForce, period: Period, meeting: Meeting | None = None) -> MeetingSummary:
    """Like ``compose`` but without a permission check, for the server's command line, where nobody signs in."""
    ids = list(TaskForce.objects.with_descendants([task_force.pk]).values_list("pk", flat=True))
    with row_security.figures_scope(ids):
        figures = count(ids, period)
    decisions_of, decisions = last_decisions(task_force, meeting)
    return MeetingSummary(
        task_force=task_force.name,
        region_code=task_force.region_id or "",
        region_name=task_force.region.name if task_force.region else _("Indonesia"),
        period=period,
        previous_period=previous_year(period),
        variant="terbatas",
        generated_at=clock.now(),
        verification_number="",
        dated_on=clock.today(),
        meeting=meeting_facts(meeting),
        decisions=decisions,
        decisions_of=decisions_of,
        relations=RELATIONS,
        **office(task_force),
        **summary_parts(figures, period),
    )


def office(task_force: TaskForce) -> dict[str, Any]:
    """The sending office on the paper; values that are not filled in stay empty."""
    contact = (task_force.office_address, task_force.office_contact)
    return {
        "letterhead": Letterhead(
            task_force.government_name, task_force.office_name, tuple(line for line in contact if line)
        ),
        "number": task_force.letter_number_pattern,
        "place": task_force.letter_place,
        "signature": Signature(
            task_force.signatory_position,
            task_force.signatory_name,
            task_force.signatory_rank,
            task_force.signatory_nip,
        ),
    }


def summary_parts(figures: Figures, period: Period) -> dict[str, Any]:
    """All counts as headline counts, tables, services and charts."""
    labels = period_labels(period)
    now, before = headline_counts(figures, "current"), headline_counts(figures, "previous")
    of_victims = victim_tables(figures, labels)
    return {
        "counts": now,
        "previous_counts": before,
        "tables": (
            tables.headline_table(now, before, labels),
            *tables.complaint_tables(figures.complaints, labels),
            *tables.case_tables(figures.cases["all"], labels),
            *of_victims,
        ),
        "services": tables.services(figures.services),
        "charts": charts_of_summary.charts(of_victims, figures.years, figures.year_periods),
    }


def count(task_forces: Iterable, period: Period) -> Figures:
    """Count every unit once, for the period and the same one of the year before. The caller opens the tables."""
    periods = {"current": period, "previous": previous_year(period)}
    year_periods = same_period_of_years(period, YEARS_IN_CHART)
    return Figures(
        complaints=tally_complaints(task_forces, periods),
        emergencies=tally_emergencies(task_forces, periods),
        cases=tally_cases(task_forces, periods),
        victims=tally_victims(task_forces, periods),
        services=tally_services(task_forces, periods),
        years=tally_years(task_forces, year_periods),
        year_periods=year_periods,
    )


def headline_counts(figures: Figures, side: str) -> dict[str, dict[str, int]]:
    """The figures a meeting quotes, by unit: complaints, responses to emergencies, cases, victims."""
    cases, victims = figures.cases, figures.victims
    children = victims["children"].total(side, kind="tppo")
    tppo = victims["all"].total(side, kind="tppo")
    return {
        "complaints": {"all": figures.complaints.total(side)},
        "emergencies": {"all": figures.emergencies[side]},
        "cases": {
            "all": cases["all"].total(side),
            "tppo": cases["all"].total(side, kind="tppo"),
            "other": cases["all"].total(side, kind="other_violence"),
            "tppo_with_child_victim": cases["with_child_victim"].total(side, kind="tppo"),
            "tppo_with_police": cases["with_police"].total(side, kind="tppo"),
        },
        "victims": {
            "all": victims["all"].total(side),
            "tppo": tppo,
            "tppo_child": children,
            "tppo_adult": tppo - children,
        },
    }


def victim_tables(figures: Figures, labels: Mapping[str, str]) -> list:
    """The tables of victims, with the names of their regions of origin."""
    origins = {
        code for side in tables.SIDES for code in figures.victims["all"].along("origin", side=side, kind="tppo") if code
    }
    names = dict(Region.objects.filter(pk__in=origins).values_list("code", "name"))
    return tables.victim_tables(figures.victims["all"], labels, names)


def period_labels(period: Period) -> dict[str, str]:
    """Column headings: the year, or both years if the period spans two."""
    before = previous_year(period)
    return {"current": _years(period), "previous": _years(before)}


def _years(period: Period) -> str:
    first, last = period.start.year, period.end.year
    return str(last) if first == last else f"{first}–{last}"


def meeting_facts(meeting: Meeting | None) -> MeetingFacts:
    """The facts on the paper about the meeting it is made for."""
    if meeting is None:
        return MeetingFacts()
    return MeetingFacts(
        meeting.title,
        meeting.held_on,
        meeting.place,
        meeting.division.name if meeting.division else "",
        meeting.chaired_by,
        tuple(attendance.agency.short_name for attendance in meeting.attendances.select_related("agency")),
    )


def last_decisions(task_force: TaskForce, meeting: Meeting | None) -> tuple:
    """Day and decisions of the task force's last meeting before this one; without a meeting, of the last one."""
    earlier = Meeting.objects.filter(task_force=task_force, decisions__isnull=False)
    if meeting is not None:
        earlier = earlier.filter(held_on__lt=meeting.held_on)
    last = earlier.order_by("-held_on", "-id").first()
    if last is None:
        return None, ()
    rows = MeetingDecision.objects.filter(meeting=last).select_related("owner_agency")
    return last.held_on, tuple(
        SummaryDecision(row.text, row.owner_agency.short_name, row.due_on, decision_state(row)) for row in rows
    )


def decision_state(decision: MeetingDecision) -> str:
    """The state in words: late if it is neither done nor cancelled and its day has passed."""
    late = (clock.today() - decision.due_on).days
    if decision.state in (DecisionState.OPEN, DecisionState.IN_PROGRESS) and late > 0:
        return capfirst(late_by(timedelta(days=late)))
    return str(decision.get_state_display())
