"""The public variant of a meeting summary: the same shape, with markers for numbers that would reveal a person."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import wording
from reports.disclosure.linkage import LEAST_DENOMINATOR, Linked, all_cells, chart_key, join, service_key, sides, split
from reports.disclosure.periods import PublishedFigures, keys_to_hide, too_close
from reports.disclosure.regions import Family, keys_revealed_by_regions
from reports.disclosure.suppression import DisclosureRefused, suppress
from reports.disclosure.typed_texts import without_people
from reports.same_period import previous_year
from reports.summary_shape import (
    PREVIOUS,
    STAR,
    Cell,
    Chart,
    MeetingSummary,
    Period,
    Row,
    ServiceRow,
    Services,
    Table,
    is_hidden,
    small_mark,
)

CITY_CODE_LENGTH = len("15.71")
NOTED_FOR_MEMBERS = frozenset({"cases_kind"})  # tables whose notes may be about a single case
MOST_ATTRIBUTES = 2
Count = TypeVar("Count", bound=Cell)


def publish(
    summary: MeetingSummary,
    *,
    threshold: int = 5,
    published: Sequence[PublishedFigures] = (),
    family: Family | None = None,
) -> MeetingSummary:
    """The public variant of a full summary. Raises ``DisclosureRefused`` if no safe public variant exists.

    ``published`` are the earlier public figures of the same task force, for any period; ``family`` has those of the
    task forces above, beside and below it.
    """
    refuse_period(summary.period, published)
    services = _sided(summary.services)
    summary = replace(summary, variant="publik", tables=tuple(_public_tables(summary)), services=services)
    summary = without_people(summary)
    figures = Linked(summary)
    forced = _revealed_by_other_periods(summary, figures.values, published, threshold)
    if family is not None:
        forced |= _revealed_by_other_regions(summary, figures.values, family, threshold)
    marks = suppress(figures.values, figures.relations, threshold, forced=forced, unprinted=figures.unprinted)
    return _apply(summary, marks, threshold)


def with_figures_of(full: MeetingSummary, paper: MeetingSummary) -> MeetingSummary:
    """The public words of a summary, with the figures of a public paper made from the same counts."""
    words = without_people(replace(full, variant="publik"))
    return replace(
        words,
        counts=paper.counts,
        previous_counts=paper.previous_counts,
        tables=paper.tables,
        services=paper.services,
        charts=paper.charts,
        suppression_notes=paper.suppression_notes,
    )


def _sided(services: Services) -> Services:
    """Mark the key of the compared period's totals, as for every other compared count."""
    before = services.previous_totals
    if before is None or before.key.endswith(PREVIOUS):
        return services
    return replace(services, previous_totals=replace(before, key=before.key + PREVIOUS))


def refuse_period(period: Period, published: Sequence[PublishedFigures]) -> None:
    """Raise ``DisclosureRefused`` if a published period differs by less than a month: that is a few people."""
    close = too_close(period, [figures.period for figures in published])
    if close:
        raise DisclosureRefused(
            _(
                "Periode ini berbeda kurang dari satu bulan dari periode yang sudah diterbitkan ({published})."
                " Pilih periode yang sama, atau yang berbeda sedikitnya satu bulan."
            ).format(published=wording.period(close[0]))
        )


def published_figures(summary: MeetingSummary) -> list[PublishedFigures]:
    """The figures that a public summary has published, per period, for later calls of ``publish``."""
    return [PublishedFigures(period, cells) for period, cells in _by_period(summary, dict(all_cells(summary)))]


def _by_period(summary: MeetingSummary, cells: Mapping[str, Count]) -> Iterator[tuple[Period, dict[str, Count]]]:
    """The cells of each period in a summary, with keys without their side."""
    for side in sides(cells):
        of_side = {base: cell for key, cell in cells.items() for base, at in [split(key)] if at == side}
        yield _period_of(summary, side), of_side


def _period_of(summary: MeetingSummary, side: str) -> Period:
    """The period of a side: this one, the compared one, or the same one of an earlier year."""
    if not side:
        return summary.period
    if side == PREVIOUS.removeprefix("@"):
        return summary.previous_period
    return previous_year(summary.period, summary.period.end.year - int(side))


def _revealed_by_other_periods(
    summary: MeetingSummary, values: Mapping[str, int], published: Sequence[PublishedFigures], threshold: int
) -> set[str]:
    """Counts to hide because of earlier public figures, and because of the other periods on the same paper."""
    known, forced = list(published), set()
    for side, (period, cells) in zip(sides(values), _by_period(summary, values), strict=True):
        hidden = keys_to_hide(period, cells, known, threshold)
        forced |= {join(key, side) for key in hidden}
        known.append(PublishedFigures(period, {key: cell for key, cell in cells.items() if key not in hidden}))
    return forced


def _revealed_by_other_regions(
    summary: MeetingSummary, values: Mapping[str, int], family: Family, threshold: int
) -> set[str]:
    """Counts to hide because of figures that regions above, beside and below published for the same days."""
    return {
        join(key, side)
        for side, (period, cells) in zip(sides(values), _by_period(summary, values), strict=True)
        for key in keys_revealed_by_regions(family, period, cells, threshold)
    }


def _public_tables(summary: MeetingSummary) -> Iterator[Table]:
    """Tables for the public: at most two attributes, no region below the city, no note on a single case."""
    for table in summary.tables:
        if len(table.attributes) <= MOST_ATTRIBUTES:
            table = replace(table, notes=()) if table.key in NOTED_FOR_MEMBERS else table
            yield collapse_regions(table, {summary.region_code: summary.region_name})


def collapse_regions(table: Table, names: Mapping[str, str]) -> Table:
    """Join rows below city level (15.71.04) into their city (15.71), in the order of first appearance."""
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
    if isinstance(a, int) or isinstance(b, int):
        return (a or 0) + (b or 0)  # type: ignore[operator]  # markers are set after rows are joined
    return a  # pragma: no cover - a gap beside a gap; no table with districts has one today


def _apply(summary: MeetingSummary, marks: Mapping[str, str], threshold: int) -> MeetingSummary:
    """Put the markers in place of every hidden count."""
    tables = tuple(_mark_table(table, marks, threshold) for table in summary.tables)
    by_key = {table.key: table for table in tables}
    charts = tuple(_mark_chart(chart, marks, by_key.get(chart.key)) for chart in summary.charts)
    lines = list(dict.fromkeys(row.line for row in summary.services.rows))
    hidden_rows = [_mark_services(row, marks) for row in summary.services.rows]
    hidden_rows.sort(  # as in tables: hidden rows come last within their line, by name
        key=lambda row: (
            lines.index(row.line),
            is_hidden(row.requested),
            row.agency if is_hidden(row.requested) else "",
        )
    )
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
    if not table.own_order:
        marked = replace(marked, rows=tuple(_hidden_last(marked)))
    kinds = {cell for row in marked.all_rows() for cell in row.cells if is_hidden(cell)}
    return replace(marked, notes=(*table.notes, *legend(kinds, threshold)))


def _hidden_last(table: Table) -> Iterator[Row]:
    """Rows in their order, except that rows with a hidden count come last, by name, each with the rows it contains.

    An order by size would reveal a hidden count: a row between 9 and 7 is an 8.
    """
    families: list[list[Row]] = []
    for row in table.rows:
        if row.indent and families:
            families[-1].append(row)
        else:
            families.append([row])
    current = [index for index, column in enumerate(table.columns) if column.side == "current"]

    def hidden(family: Sequence[Row]) -> bool:
        return any(is_hidden(family[0].cells[index]) for index in current)

    shown = [family for family in families if not hidden(family)]
    last = sorted((family for family in families if hidden(family)), key=lambda family: family[0].label)
    for family in (*shown, *last):
        yield from family


def legend(kinds: AbstractSet[object], threshold: int) -> list[str]:
    """The meaning of the markers that occur in a table, in words."""
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


def _mark_chart(chart: Chart, marks: Mapping[str, str], table: Table | None) -> Chart:
    """Markers in a chart. Bars follow the public rows of their table, so that no position reveals a hidden count.

    Rows with zero people come after the hidden ones: a bar of zero must not take their place.
    """
    series = tuple(
        replace(one, values=tuple(marks.get(chart_key(chart, n, i), v) for i, v in enumerate(one.values)))
        for n, one in enumerate(chart.series)
    )
    if chart.kind != "bars" or table is None:
        return replace(chart, series=series)
    sides = [next(i for i, c in enumerate(table.columns) if (c.side == "previous") == one.before) for one in series]
    rows = [row for row in table.rows if not row.indent]
    if not table.own_order:  # pragma: no branch - no table of an own order has bars today
        rows.sort(key=lambda row: row.cells[sides[0]] == 0)
    rows = rows[: len(chart.labels)]
    redrawn = tuple(
        replace(
            one,
            values=tuple(row.cells[column] for row in rows),
            keys=tuple(table.cell_key(row, column) for row in rows),
        )
        for one, column in zip(series, sides, strict=True)
    )
    return replace(chart, labels=tuple(row.label for row in rows), series=redrawn)


def _mark_services(row: ServiceRow, marks: Mapping[str, str]) -> ServiceRow:
    """Hide small counts; also answer time and promise kept if they are based on fewer than ten requests."""
    cells = {
        name: marks.get(service_key(row, name), getattr(row, name)) for name in ("requested", "accepted", "completed")
    }
    kept, due = (marks.get(service_key(row, n), getattr(row, n)) for n in ("promise_kept", "promise_due"))
    requested = cells["requested"]
    few = is_hidden(requested) or any(isinstance(n, int) and n < LEAST_DENOMINATOR for n in (requested, row.answered))
    if (
        is_hidden(kept)
        or is_hidden(due)
        or is_hidden(requested)
        or (isinstance(due, int) and 0 < due < LEAST_DENOMINATOR)
    ):
        kept = due = STAR
    median = STAR if few and row.median_answer_hours is not None else row.median_answer_hours
    return replace(row, **cells, promise_kept=kept, promise_due=due, median_answer_hours=median, answered=None)


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
