"""Which counts of a summary are equal and which add up. An attacker can read this from the paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reports.disclosure.same_people import cuts_of, row_by_row, same_people
from reports.disclosure.suppression import Inconsistent
from reports.summary_shape import (
    PREVIOUS,
    STAR,
    AtMost,
    Cell,
    Chart,
    Covered,
    MeetingSummary,
    Relation,
    Row,
    ServiceRow,
    Services,
    Sum,
    Table,
    count_cells,
    is_hidden,
)

LEAST_DENOMINATOR = 10  # a rate over fewer requests is not shown


def sides(keys: Iterable[str]) -> list[str]:
    return sorted({split(key)[1] for key in keys})


def split(key: str) -> tuple[str, str]:
    base, _at, side = key.partition("@")
    return base, side


def join(base: str, side: str) -> str:
    return f"{base}@{side}" if side else base


class Linked:
    """All counts of a summary by key, the relations between them, and which are not printed."""

    def __init__(self, summary: MeetingSummary) -> None:
        self.values: dict[str, int] = {}
        self.relations: list[Relation] = []
        self.unprinted: set[str] = set()
        for key, cell in all_cells(summary):
            self._take(key, cell)
        cuts = cuts_of(summary.tables)
        for side in sides(self.values):
            for relation in (_on_side(relation, side) for relation in summary.relations):
                self.relations += [self._listed(relation), *row_by_row(relation, cuts)]
        for table in summary.tables:
            self.relations.extend(_table_relations(table))
        self.relations.extend(same_people(cuts, self.values))
        self._services(summary.services)
        self._several_answers(summary.tables)

    def _listed(self, relation: Relation) -> Relation:
        """The relation without counts of rows that are missing from their table because they are zero."""
        if not isinstance(relation, Covered):
            return relation
        tables = {key.partition(".")[0] for key in self.values}
        parts = (part for part in relation.parts if part in self.values or part.partition(".")[0] not in tables)
        return Covered(relation.total, tuple(parts))

    def _take(self, key: str, cell: Cell) -> None:
        if is_hidden(cell):
            raise Inconsistent(f"{key} is already hidden; publish() wants the full summary")
        if isinstance(cell, int) and self.values.setdefault(key, cell) != cell:
            raise Inconsistent(f"{key} is {self.values[key]} in one place and {cell} in another")

    def _services(self, services: Services) -> None:
        for name in ("requested", "accepted", "completed", "promise_due", "promise_kept"):
            if services.totals and services.rows:
                parts = tuple(service_key(row, name) for row in services.rows)
                self.relations.append(Sum(service_key(services.totals, name), parts))
        for row in service_rows(services):
            for smaller, larger in (
                ("completed", "accepted"),
                ("accepted", "requested"),
                ("promise_kept", "promise_due"),
                ("promise_due", "requested"),
                ("accepted", "promise_due"),  # an answer that has come counts as due
            ):
                self.relations.append(AtMost(service_key(row, smaller), service_key(row, larger), is_usual=True))
            if isinstance(row.promise_due, int) and row.promise_due < LEAST_DENOMINATOR:
                self.unprinted |= {service_key(row, "promise_due"), service_key(row, "promise_kept")}
            if isinstance(row.promise_due, int) and row.promise_due == row.requested:
                self.relations.append(Sum(service_key(row, "requested"), (service_key(row, "promise_due"),)))
        self.unprinted &= set(self.values)

    def _several_answers(self, tables: Sequence[Table]) -> None:
        """Relations if a person may have several factors: no factor has more people than the total.

        If the factors add up to at least the total, an attacker may assume that everybody has one.
        """
        for table in tables:
            if table.additive or table.totals is None:
                continue
            for index in range(len(table.columns)):
                total = table.cell_key(table.totals, index)
                parts = tuple(table.cell_key(row, index) for row in table.rows)
                self.relations.extend(AtMost(part, total) for part in parts)
                if sum(self.values.get(part, 0) for part in parts) >= self.values.get(total, 0):
                    self.relations.append(Covered(total, parts))


def _on_side(relation: Relation, side: str) -> Relation:
    """The same relation for another period."""
    if isinstance(relation, AtMost):
        return replace(relation, smaller=join(relation.smaller, side), larger=join(relation.larger, side))
    parts = tuple(join(part, side) for part in relation.parts)
    if isinstance(relation, Covered):
        return Covered(join(relation.total, side), parts)
    return Sum(join(relation.total, side), parts, join(relation.rest, side) if relation.rest else "")


def _table_relations(table: Table) -> Iterator[Relation]:
    """Row totals, column totals, and rows 'di antaranya', which are part of the row above."""
    keys = {column.key: index for index, column in enumerate(table.columns)}
    for row in table.all_rows():
        for index, column in enumerate(table.columns):
            if column.sums:
                yield Sum(table.cell_key(row, index), tuple(table.cell_key(row, keys[part]) for part in column.sums))
    for index in range(len(table.columns)):
        if table.additive and table.totals is not None:
            parts = [row for row in table.rows if not row.indent]
            yield Sum(table.cell_key(table.totals, index), tuple(table.cell_key(row, index) for row in parts))
        parents: list[Row] = []
        for row in table.rows:
            parents = [parent for parent in parents if parent.indent < row.indent]
            if parents:
                whole, part = table.cell_key(parents[-1], index), table.cell_key(row, index)
                yield Sum(whole, (part,), rest=f"{whole}-{part}")
            parents.append(row)


def all_cells(summary: MeetingSummary) -> Iterator[tuple[str, Cell]]:
    """(key, cell) for every count a summary prints, charts included."""
    yield from count_cells(summary.counts)
    yield from count_cells(summary.previous_counts, PREVIOUS)
    for table in summary.tables:
        for row in table.all_rows():
            for index, cell in enumerate(row.cells):
                yield table.cell_key(row, index), cell
    for service in service_rows(summary.services):
        for name in ("requested", "accepted", "completed", "promise_due", "promise_kept"):
            yield service_key(service, name), getattr(service, name)
    for chart in summary.charts:
        for number, series in enumerate(chart.series):
            for index, cell in enumerate(series.values):
                yield chart_key(chart, number, index), cell


def chart_key(chart: Chart, number: int, index: int) -> str:
    keys = chart.series[number].keys
    return keys[index] if index < len(keys) and keys[index] else f"chart.{chart.key}.{number}.{index}"


def service_rows(services: Services) -> tuple[ServiceRow, ...]:
    return tuple(row for row in (*services.rows, services.totals, services.previous_totals) if row is not None)


def printable_answers(row: ServiceRow) -> tuple[Cell, Cell, float | str | None]:
    """Promises kept, promises due and median hours as a paper can print them; ``*`` if based on too few requests.

    These values change from hour to hour, when an answer falls due. A change that no paper prints must not lead to a
    new paper.
    """
    due, answered = row.promise_due, row.answered
    kept = row.promise_kept
    if isinstance(due, int) and 0 < due < LEAST_DENOMINATOR:
        kept = due = STAR
    few = isinstance(answered, int) and answered < LEAST_DENOMINATOR
    hours = STAR if few and row.median_answer_hours is not None else row.median_answer_hours
    return kept, due, hours


def service_key(row: ServiceRow, name: str) -> str:
    base, previous = row.key.removesuffix(PREVIOUS), row.key.endswith(PREVIOUS)
    return f"services.{base}.{name}" + (PREVIOUS if previous else "")
