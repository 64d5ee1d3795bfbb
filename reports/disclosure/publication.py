"""The public variant of a meeting summary: the same shape, with markers where a number would tell about a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.summary_shape import (
    PREVIOUS,
    STAR,
    AtMost,
    Cell,
    Chart,
    Covered,
    MeetingSummary,
    Period,
    Relation,
    Row,
    ServiceRow,
    Services,
    Sum,
    Table,
    count_cells,
    is_hidden,
    small_mark,
)

from .periods import PublishedFigures, keys_to_hide, too_close
from .suppression import DisclosureRefused, Inconsistent, suppress

LEAST_DENOMINATOR = 10
CITY_CODE_LENGTH = len("15.71")
MOST_ATTRIBUTES = 2


def publish(
    summary: MeetingSummary, *, threshold: int = 5, published: Sequence[PublishedFigures] = ()
) -> MeetingSummary:
    """The public variant of a full summary. Raises ``DisclosureRefused`` where no honest public variant exists.

    ``published`` are the public figures that left before for the same task force, of any period.
    """
    refuse_period(summary.period, published)
    summary = replace(summary, variant="publik", tables=tuple(_public_tables(summary)))
    figures = _Figures(summary)
    forced = _told_by_other_periods(summary, figures.values, published, threshold)
    marks = suppress(figures.values, figures.relations, threshold, forced=forced, unprinted=figures.unprinted)
    return _apply(summary, marks, threshold)


def refuse_period(period: Period, published: Sequence[PublishedFigures]) -> None:
    """Refuse a period that differs from a published one by less than a month: their difference is a few people."""
    close = too_close(period, [figures.period for figures in published])
    if close:
        raise DisclosureRefused(
            _(
                "Periode ini berbeda kurang dari satu bulan dari periode yang sudah diterbitkan ({start} s.d. {end})."
                " Pilih periode yang sama, atau yang berbeda sedikitnya satu bulan."
            ).format(start=close[0].start.isoformat(), end=close[0].end.isoformat())
        )


def published_figures(summary: MeetingSummary) -> list[PublishedFigures]:
    """What a public summary has told, per period: to be passed to later calls of ``publish``."""
    now: dict[str, Cell] = {}
    before: dict[str, Cell] = {}
    for key, cell in _all_cells(summary):
        if key.endswith(PREVIOUS):
            before[key.removesuffix(PREVIOUS)] = cell
        else:
            now[key] = cell
    return [PublishedFigures(summary.period, now), PublishedFigures(summary.previous_period, before)]


def _told_by_other_periods(
    summary: MeetingSummary, values: Mapping[str, int], published: Sequence[PublishedFigures], threshold: int
) -> set[str]:
    now = {key: value for key, value in values.items() if not key.endswith(PREVIOUS)}
    before = {k.removesuffix(PREVIOUS): v for k, v in values.items() if k.endswith(PREVIOUS)}
    hidden = keys_to_hide(summary.period, now, published, threshold)
    own = PublishedFigures(summary.period, {k: v for k, v in now.items() if k not in hidden})
    earlier = keys_to_hide(summary.previous_period, before, [*published, own], threshold)
    return hidden | {key + PREVIOUS for key in earlier}


def _public_tables(summary: MeetingSummary) -> Iterator[Table]:
    """Tables the public may see: at most two attributes, regions no finer than a city."""
    for table in summary.tables:
        if len(table.attributes) <= MOST_ATTRIBUTES:
            yield collapse_regions(table, {summary.region_code: summary.region_name})


def collapse_regions(table: Table, names: Mapping[str, str]) -> Table:
    """Join rows below city level (15.71.04) into their city (15.71), keeping order of first appearance."""
    if not any(len(row.region) > CITY_CODE_LENGTH for row in table.rows):
        return table
    joined: dict[str, Row] = {}
    for row in table.rows:
        city = row.region[:CITY_CODE_LENGTH]
        slot = city or row.key
        if slot not in joined:
            finer = len(row.region) > CITY_CODE_LENGTH
            label = names.get(city) or _("Kabupaten/kota {code}").format(code=city) if finer else row.label
            joined[slot] = replace(row, key=slot, region=city, label=label, keys=() if finer else row.keys)
            continue
        first = joined[slot]
        label = row.label if row.region == city else first.label
        cells = tuple(_plus(a, b) for a, b in zip(first.cells, row.cells, strict=True))
        joined[slot] = replace(first, cells=cells, label=label, keys=())
    note = _("Asal di bawah kabupaten/kota digabung dalam varian publik.")
    return replace(table, rows=tuple(joined.values()), notes=(*table.notes, note))


def _plus(a: Cell, b: Cell) -> Cell:
    return (a or 0) + (b or 0) if isinstance(a, int) or isinstance(b, int) else a


class _Figures:
    """All counts of a summary by key, what they obey, and which are not printed."""

    def __init__(self, summary: MeetingSummary) -> None:
        self.values: dict[str, int] = {}
        self.relations: list[Relation] = [*summary.relations, *map(_previous, summary.relations)]
        self.unprinted: set[str] = set()
        for key, cell in _all_cells(summary):
            self._take(key, cell)
        for table in summary.tables:
            self.relations.extend(_table_relations(table))
        self._services(summary.services)
        self._several_answers(summary.tables)

    def _take(self, key: str, cell: Cell) -> None:
        if is_hidden(cell):
            raise Inconsistent(f"{key} is already hidden; publish() wants the full summary")
        if isinstance(cell, int) and self.values.setdefault(key, cell) != cell:
            raise Inconsistent(f"{key} is {self.values[key]} in one place and {cell} in another")

    def _services(self, services: Services) -> None:
        for name in ("requested", "accepted", "completed", "promise_due", "promise_kept"):
            if services.totals and services.rows:
                parts = tuple(_service_key(row, name) for row in services.rows)
                self.relations.append(Sum(_service_key(services.totals, name), parts))
        for row in _service_rows(services):
            for smaller, larger in (
                ("completed", "accepted"),
                ("accepted", "requested"),
                ("promise_kept", "promise_due"),
            ):
                self.relations.append(AtMost(_service_key(row, smaller), _service_key(row, larger)))
            if isinstance(row.promise_due, int) and row.promise_due < LEAST_DENOMINATOR:
                self.unprinted |= {_service_key(row, "promise_due"), _service_key(row, "promise_kept")}
            if isinstance(row.promise_due, int) and row.promise_due == row.requested:
                self.relations.append(Sum(_service_key(row, "requested"), (_service_key(row, "promise_due"),)))
        self.unprinted &= set(self.values)

    def _several_answers(self, tables: Sequence[Table]) -> None:
        """Where a person may have several factors: none has more people than there are, and all have one, it seems."""
        for table in tables:
            if table.additive or table.totals is None:
                continue
            for index in range(len(table.columns)):
                total = table.cell_key(table.totals, index)
                parts = tuple(table.cell_key(row, index) for row in table.rows)
                self.relations.extend(AtMost(part, total) for part in parts)
                if sum(self.values.get(part, 0) for part in parts) >= self.values.get(total, 0):
                    self.relations.append(Covered(total, parts))


def _previous(relation: Relation) -> Relation:
    """The same statement about the compared period."""
    if isinstance(relation, AtMost):
        return AtMost(relation.smaller + PREVIOUS, relation.larger + PREVIOUS)
    if isinstance(relation, Covered):
        return Covered(relation.total + PREVIOUS, tuple(part + PREVIOUS for part in relation.parts))
    rest = relation.rest + PREVIOUS if relation.rest else ""
    return Sum(relation.total + PREVIOUS, tuple(part + PREVIOUS for part in relation.parts), rest)


def _table_relations(table: Table) -> Iterator[Relation]:
    """Row totals, column totals, and rows 'di antaranya' under the row they are part of."""
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


def _all_cells(summary: MeetingSummary) -> Iterator[tuple[str, Cell]]:
    """(key, cell) of everything a summary prints, charts included."""
    yield from count_cells(summary.counts)
    yield from count_cells(summary.previous_counts, PREVIOUS)
    for table in summary.tables:
        for row in table.all_rows():
            for index, cell in enumerate(row.cells):
                yield table.cell_key(row, index), cell
    for row in _service_rows(summary.services):
        for name in ("requested", "accepted", "completed", "promise_due", "promise_kept"):
            yield _service_key(row, name), getattr(row, name)
    for chart in summary.charts:
        for number, series in enumerate(chart.series):
            for index, cell in enumerate(series.values):
                yield _chart_key(chart, number, index), cell


def _chart_key(chart: Chart, number: int, index: int) -> str:
    keys = chart.series[number].keys
    return keys[index] if index < len(keys) and keys[index] else f"chart.{chart.key}.{number}.{index}"


def _service_rows(services: Services) -> tuple[ServiceRow, ...]:
    return tuple(row for row in (*services.rows, services.totals, services.previous_totals) if row is not None)


def _service_key(row: ServiceRow, name: str) -> str:
    base, previous = row.key.removesuffix(PREVIOUS), row.key.endswith(PREVIOUS)
    return f"services.{base}.{name}" + (PREVIOUS if previous else "")


def _apply(summary: MeetingSummary, marks: Mapping[str, str], threshold: int) -> MeetingSummary:
    """Put the markers in, everywhere a hidden count stands."""
    tables = tuple(_mark_table(table, marks, threshold) for table in summary.tables)
    charts = tuple(_mark_chart(chart, marks) for chart in summary.charts)
    hidden_rows = [_mark_services(row, marks) for row in summary.services.rows]
    services = replace(
        summary.services,
        rows=tuple(hidden_rows),
        totals=summary.services.totals and _mark_services(summary.services.totals, marks),
        previous_totals=summary.services.previous_totals and _mark_services(summary.services.previous_totals, marks),
    )
    return replace(
        summary,
        counts=_mark_counts(summary.counts, marks),
        previous_counts=_mark_counts(summary.previous_counts, marks, PREVIOUS),
        tables=tables,
        charts=charts,
        services=services,
        suppression_notes=(*summary.suppression_notes, *_notes(marks, threshold)),
    )


def _mark_counts(
    counts: Mapping[str, Mapping[str, Cell]], marks: Mapping[str, str], suffix: str = ""
) -> dict[str, dict[str, Cell]]:
    return {
        unit: {name: marks.get(f"{unit}.{name}{suffix}", cell) for name, cell in cells.items()}
        for unit, cells in counts.items()
    }


def _mark_table(table: Table, marks: Mapping[str, str], threshold: int) -> Table:
    def mark(row: Row) -> Row:
        return replace(row, cells=tuple(marks.get(table.cell_key(row, i), c) for i, c in enumerate(row.cells)))

    marked = replace(table, rows=tuple(map(mark, table.rows)), totals=table.totals and mark(table.totals))
    kinds = {cell for row in marked.all_rows() for cell in row.cells if is_hidden(cell)}
    return replace(marked, notes=(*table.notes, *legend(kinds, threshold)))


def legend(kinds: set[object], threshold: int) -> list[str]:
    """What the markers in a table mean, in words; only those that occur."""
    lines = []
    if small_mark(threshold) in kinds:
        lines.append(
            _("{mark}: jumlah 1 sampai {most}, disembunyikan untuk melindungi identitas.").format(
                mark=small_mark(threshold), most=threshold - 1
            )
        )
    if STAR in kinds:
        lines.append(_("*: disembunyikan untuk melindungi identitas, juga agar jumlah kecil tidak dapat dihitung."))
    return lines


def _mark_chart(chart: Chart, marks: Mapping[str, str]) -> Chart:
    series = tuple(
        replace(one, values=tuple(marks.get(_chart_key(chart, n, i), v) for i, v in enumerate(one.values)))
        for n, one in enumerate(chart.series)
    )
    return replace(chart, series=series)


def _mark_services(row: ServiceRow, marks: Mapping[str, str]) -> ServiceRow:
    """Hide small counts; and the answer time and promise kept where fewer than ten requests stand behind them."""
    cells = {
        name: marks.get(_service_key(row, name), getattr(row, name)) for name in ("requested", "accepted", "completed")
    }
    kept, due = (marks.get(_service_key(row, n), getattr(row, n)) for n in ("promise_kept", "promise_due"))
    requested = cells["requested"]
    few = is_hidden(requested) or (isinstance(requested, int) and requested < LEAST_DENOMINATOR)
    if (
        is_hidden(kept)
        or is_hidden(due)
        or is_hidden(requested)
        or (isinstance(due, int) and 0 < due < LEAST_DENOMINATOR)
    ):
        kept = due = STAR
    median = STAR if few and row.median_answer_hours is not None else row.median_answer_hours
    return replace(row, **cells, promise_kept=kept, promise_due=due, median_answer_hours=median)


def _notes(marks: Mapping[str, str], threshold: int) -> Iterator[str]:
    if not marks:
        return
    count = len(marks)
    yield ngettext(
        "%(count)s angka disembunyikan untuk melindungi identitas.",
        "%(count)s angka disembunyikan untuk melindungi identitas.",
        count,
    ) % {"count": count}
    yield _(
        "Jumlah 1 sampai {most} tidak ditampilkan; angka lain ditutup seperlunya agar jumlah itu tidak dapat dihitung."
    ).format(most=threshold - 1)
    yield _("Waktu jawab dan pemenuhan janji tidak ditampilkan bila permintaan kurang dari {least}.").format(
        least=LEAST_DENOMINATOR
    )
