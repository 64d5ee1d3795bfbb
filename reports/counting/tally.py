"""Run the counting statements and name their columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection

from reports.counting import sql
from reports.summary_shape import Period
from safeguards import clock

# ``grouping()`` sets the bit of an attribute to zero if the row is grouped by it. Several attributes may be crossed.


@dataclass(frozen=True)
class Tally:
    """Counts of one unit along attributes: ``tally.along("sex", side="current", kind="tppo")["female"]``."""

    cells: Mapping[tuple, int] = field(default_factory=dict)

    def total(self, side: str, **fixed: str) -> int:
        """All rows of a side; only of one kind if given."""
        return sum(n for key, n in self.cells.items() if key[0] == side and not key[2] and _matches(key, fixed))

    def along(self, *attributes: str, side: str, **fixed: str) -> dict:
        """Value (or tuple of values) of the attributes -> count, summed over kinds unless one is given."""
        counts: dict = defaultdict(int)
        for key, n in self.cells.items():
            if key[0] == side and tuple(name for name, _ in key[2]) == attributes and _matches(key, fixed):
                values = tuple(value for _, value in key[2])
                counts[values if len(values) > 1 else values[0]] += n
        return dict(counts)


def _matches(key: tuple, fixed: Mapping[str, str]) -> bool:
    return "kind" not in fixed or key[1] == fixed["kind"]


@dataclass(frozen=True)
class ServiceCount:
    """Service requests of one line to one agency (or of all). It counts requests, not people."""

    line: str
    agency: str
    requested: int
    accepted: int
    completed: int
    median_answer_hours: float | None
    promise_kept: int
    promise_due: int
    answered: int


def tally_complaints(task_forces: Iterable, periods: Mapping[str, Period]) -> Tally:
    """Complaints (pengaduan) received in each period, along channel, outcome and urgency."""
    names = ("channel", "outcome", "urgency")
    cells = {}
    for side, *values, along, count in _rows(sql.COMPLAINTS, task_forces, periods):
        cells[(side, "", _grouped(names, values, along))] = count
    return Tally(cells)


def tally_emergencies(task_forces: Iterable, periods: Mapping[str, Period]) -> dict[str, int]:
    """Responses to emergencies (penanganan darurat) declared in each period. Each counts once, whatever its outcome."""
    found = dict(_rows(sql.EMERGENCIES, task_forces, periods))
    return {side: found.get(side, 0) for side in periods}


def tally_cases(task_forces: Iterable, periods: Mapping[str, Period]) -> dict[str, Tally]:
    """Cases (kasus) reported in each period: all, those handled with the police, those with a child victim."""
    names = ("channel", "mode", "stage", "violence_form", "legal_stage")
    everything, with_police, with_child = {}, {}, {}
    for side, kind, *values, along, count, police, child in _rows(sql.CASES, task_forces, periods):
        key = (side, kind, _grouped(names, values, along))
        everything[key], with_police[key], with_child[key] = count, police, child
    return {"all": Tally(everything), "with_police": Tally(with_police), "with_child_victim": Tally(with_child)}


def tally_victims(task_forces: Iterable, periods: Mapping[str, Period]) -> dict[str, Tally]:
    """Victims (korban, people) of the cases reported in each period: all, and children at the event."""
    names = ("sex", "age_band", "mode", "channel", "main_factor", "stage", "status", "origin")
    everything, children = {}, {}
    for side, kind, *values, along, count, child in _rows(sql.VICTIMS, task_forces, periods):
        key = (side, kind, _grouped(names, values, along))
        everything[key], children[key] = count, child
    return {"all": Tally(everything), "children": Tally(children)}


def tally_years(task_forces: Iterable, periods: Sequence[Period]) -> list[tuple[int, int]]:
    """TPPO victims, and the children among them, in each of several periods, in order."""
    sides = {str(index): period for index, period in enumerate(periods)}
    found = {side: (count, child) for side, count, child in _rows(sql.YEARS, task_forces, sides)}
    return [found.get(side, (0, 0)) for side in sides]


def tally_services(task_forces: Iterable, periods: Mapping[str, Period]) -> dict[str, list[ServiceCount]]:
    """Service requests sent in each period, per line and agency; the row without both is the total."""
    counts: dict[str, list[ServiceCount]] = {side: [] for side in periods}
    for side, line, _kind, agency, _along, *numbers in _rows(sql.SERVICES, task_forces, periods):
        counts[side].append(ServiceCount(line or "", agency or "", *numbers))
    return counts


def _grouped(names: Sequence[str], values: Sequence, along: int) -> tuple:
    """The attributes that a row of a GROUPING SETS result is grouped by, with their values."""
    last = len(names) - 1
    return tuple(
        (name, value)
        for index, (name, value) in enumerate(zip(names, values, strict=True))
        if not along >> (last - index) & 1
    )


def _rows(statement: str, task_forces: Iterable, periods: Mapping[str, Period]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "task_forces": list(task_forces),
                "sides": list(periods),
                "starts": [period.start for period in periods.values()],
                "ends": [period.end for period in periods.values()],
                "zone": settings.TIME_ZONE,
                "now": clock.now(),
            },
        )
        return cursor.fetchall()
