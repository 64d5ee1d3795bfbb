"""The charts of the summary. After disclosure control, a chart's title answers one question."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.charts import leader, trend
from reports.summary_shape import PREVIOUS, STAR, Chart, MeetingSummary, Period, Series, Table

MOST_BARS = 6


def charts(tables: Sequence[Table], years: Sequence[tuple[int, int]], periods: Sequence[Period]) -> tuple[Chart, ...]:
    """Victims over the years, and the most frequent modes compared with the year before."""
    by_mode = next(table for table in tables if table.key == "victims_mode")
    return (over_the_years(years, periods), *([modes(by_mode)] if by_mode.rows else []))


def with_titles(summary: MeetingSummary) -> MeetingSummary:
    """The summary with chart titles that state what the printed figures show. Call it only after disclosure control."""

    def title(chart: Chart) -> str:
        if _leaves_out_hidden(chart, summary.tables):
            return chart.title
        sentence = trend(chart, _("Korban TPPO anak")) if chart.kind == "line" else leader(chart, _("modus"))
        return sentence or chart.title

    return replace(summary, charts=tuple(replace(chart, title=title(chart)) for chart in summary.charts))


def _leaves_out_hidden(chart: Chart, tables: Sequence[Table]) -> bool:
    """Whether a row outside the chart is hidden and may be the largest; then no title may name the largest bar."""
    rows = [row for table in tables if table.key == chart.key for row in table.rows if row.label not in chart.labels]
    return chart.kind == "bars" and any(STAR in row.cells for row in rows)


def over_the_years(years: Sequence[tuple[int, int]], periods: Sequence[Period]) -> Chart:
    """TPPO victims and the children among them, in the same period of each year."""
    labels = tuple(str(period.end.year) for period in periods)
    sides = [*(f"@{label}" for label in labels[:-2]), PREVIOUS, ""][-len(labels) :]
    all_keys = tuple(f"victims.tppo{side}" for side in sides)
    child_keys = tuple(f"victims.tppo_child{side}" for side in sides)
    return Chart(
        "victims_years",
        "line",
        _("Korban TPPO dan korban anak, periode yang sama tiap tahun"),
        _("orang"),
        labels,
        (
            Series(_("anak"), tuple(child for _all, child in years), child_keys),
            Series(_("semua"), tuple(count for count, _child in years), all_keys, before=True),
        ),
    )


def modes(table: Table) -> Chart:
    """The most frequent modes, this period and the compared one."""
    rows = table.rows[:MOST_BARS]
    return Chart(
        "victims_mode",
        "bars",
        _("Modus yang paling sering menjerat korban"),
        _("orang"),
        tuple(row.label for row in rows),
        (
            Series(
                table.columns[1].label,
                tuple(row.cells[1] for row in rows),
                tuple(table.cell_key(row, 1) for row in rows),
            ),
            Series(
                table.columns[0].label,
                tuple(row.cells[0] for row in rows),
                tuple(table.cell_key(row, 0) for row in rows),
                before=True,
            ),
        ),
    )
