"""Which charts the summary draws. A chart answers one question; its title claims nothing that may be hidden."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports.summary_shape import Chart, Period, Series, Table

MOST_BARS = 6


def charts(tables: Sequence[Table], years: Sequence[tuple[int, int]], periods: Sequence[Period]) -> tuple[Chart, ...]:
    """Victims over the years, and the most frequent modes beside the year before."""
    by_mode = next(table for table in tables if table.key == "victims_mode")
    return (over_the_years(years, periods), *([modes(by_mode)] if by_mode.rows else []))


def over_the_years(years: Sequence[tuple[int, int]], periods: Sequence[Period]) -> Chart:
    """TPPO victims and children among them, same period of each year."""
    labels = tuple(str(period.end.year) for period in periods)
    keys = [f"victims.year.{label}" for label in labels]
    own = {len(labels) - 1: "", len(labels) - 2: "@previous"}
    all_keys = tuple(f"victims.tppo{own[i]}" if i in own else key for i, key in enumerate(keys))
    child_keys = tuple(f"victims.tppo_child{own[i]}" if i in own else f"{key}.child" for i, key in enumerate(keys))
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
