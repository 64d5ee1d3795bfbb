"""The figures of a meeting summary, compared with the same table in raw SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date

from reports import summary
from reports.counting import Tally
from reports.summary_shape import Period
from safeguards import clock, row_security
from taskforces.models import TaskForce
from tests.benchmarks import raw_figures
from tests.benchmarks.people import People, Person
from tests.benchmarks.worker import Probe


def measurements(people: People) -> dict[str, dict[str, Probe]]:
    """The last full year of the city, and of the province with its cities."""
    return {
        "figures of a city": Counted(people.secretariat).probes(),
        "figures of a province": Counted(people.province).probes(),
    }


class Counted:
    """The figures of a user's task force and those below it, counted both ways."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.year = clock.today().year - 1
        self.period = Period(date(self.year, 1, 1), date(self.year, 12, 31))
        below = TaskForce.objects.with_descendants([person.task_force.pk])
        self.forces = list(below.values_list("pk", flat=True))

    def probes(self) -> dict[str, Probe]:
        """Both probes, after a check that they give the same numbers."""
        differences = differing(self.product(), self.by_hand())
        if differences:
            raise AssertionError(f"figures and raw SQL differ: {differences}")
        return {"raw": self.by_hand, "page": self.product}

    def product(self) -> summary.Figures:
        """Count as in every screen and paper."""
        with self.person.asking(), row_security.figures_scope(self.forces):
            return summary.count(self.forces, self.period)

    def by_hand(self) -> dict[str, list[tuple]]:
        """Count the same table in raw SQL, with the same visible rows."""
        with self.person.asking() as cursor, row_security.figures_scope(self.forces):
            return raw_figures.count(cursor, self.forces, self.year, summary.YEARS_IN_CHART)


def differing(figures: summary.Figures, raw: Mapping[str, Sequence[tuple]]) -> list[str]:
    """Names of the parts of the table in which the two ways disagree."""
    victims = {"all": figures.victims["all"], "children": figures.victims["children"]}
    ours = {
        "complaints": cells(figures.complaints),
        "cases": cells(*(figures.cases[name] for name in ("all", "with_police", "with_child_victim"))),
        "victims": cells(*victims.values()),
        "years": {
            period.start.year: tuple(counts)
            for period, counts in zip(figures.year_periods, figures.years, strict=True)
            if any(counts)
        },
        "services": sorted(
            tuple(map(str, (side, *rounded(astuple(row))))) for side, rows in figures.services.items() for row in rows
        ),
    }
    theirs = {name: {key(row): tuple(row[4:]) for row in raw[name]} for name in ("complaints", "cases", "victims")}
    theirs["years"] = {year: tuple(counts) for year, *counts in raw["years"]}
    theirs["services"] = sorted(tuple(map(str, rounded(row))) for row in raw["services"])
    return [name for name, part in ours.items() if part != theirs[name] or not part]


def key(row: tuple) -> tuple:
    """Side, kind, and the attributes with their values."""
    side, kind, names, values = row[:4]
    return side, kind, tuple(zip(names.split(), values, strict=False))


def cells(*tallies: Tally) -> dict[tuple, tuple]:
    """Counts of several tallies of the same unit, side by side."""
    return {(*place[:2], tuple(place[2])): tuple(tally.cells[place] for tally in tallies) for place in tallies[0].cells}


def rounded(row: Sequence) -> list:
    """Medians are fractions: hours to a thousandth."""
    return [round(float(value), 3) if isinstance(value, float) or "." in str(value) else value for value in row]
