"""The public variant of four invented summaries, cell by cell: what is printed may not change in silence.

`UPDATE_PATTERNS=1` writes the file, when a change of the rules (``RULES``) is meant.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.disclosure import Family, PublishedFigures, publish, published_figures
from reports.disclosure.linkage import Linked
from reports.disclosure.publication import _sided
from reports.summary_shape import AtMost, MeetingSummary, Period, Sum
from tests.reports import samples
from tests.reports.towns import town

pytestmark = pytest.mark.django_db  # only the names of regions are asked for
FILE = Path(__file__).with_name("printed.json")


def lines(summary: MeetingSummary) -> Iterator[str]:
    """Every cell of a summary, a row a line."""
    for unit, counts in [*summary.counts.items(), *((f"{u}@previous", c) for u, c in summary.previous_counts.items())]:
        yield f"{unit}: {dict(counts)}"
    for table in summary.tables:
        for row in table.all_rows():
            yield f"{table.key}.{row.key} {row.label}: {list(row.cells)}"
        yield from (f"{table.key} note: {note}" for note in table.notes)
    for chart in summary.charts:
        for series in chart.series:
            yield f"{chart.key}.{series.label}: {list(series.values)}"
    if summary.services is not None:
        for row in (*summary.services.rows, summary.services.totals, summary.services.previous_totals):
            yield f"services: {row}"
    yield from (f"decision: {decision.text}" for decision in summary.decisions)
    yield from (f"note: {note}" for note in summary.suppression_notes)


def longer(full: MeetingSummary) -> MeetingSummary:
    """The public variant beside what left before: a shorter period, the same one of a neighbour."""
    (cells,) = [said.cells for said in published_figures(publish(full)) if said.period == full.period]
    start = full.period.start
    shorter = PublishedFigures(
        Period(start, date(full.period.end.year, full.period.end.month - 2, 1)),
        {key: cell - 2 if isinstance(cell, int) and cell > 2 else cell for key, cell in cells.items()},
    )
    above = PublishedFigures(
        full.period, {key: cell + 3 if isinstance(cell, int) else cell for key, cell in cells.items()}
    )
    family = Family("city", {"city": "province", "other": "province", "province": None}, [("province", above)])
    return publish(full, published=[shorter], family=family)


SUMMARIES = {
    "sample": lambda: publish(samples.summary(charts=(samples.bars_from(samples.modes(), "Modus"),))),
    "sample-10": lambda: publish(samples.summary(), threshold=10),
    "town": lambda: publish(town(3, cases=40)),
    "beside others": lambda: longer(samples.summary()),
}
KNOWN = {
    "known of the sample": samples.summary,
    "known of the town": lambda: town(3, cases=40),
}
WRITTEN = json.loads(FILE.read_text()) if FILE.exists() else {}


def said(linked: Linked) -> Iterator[str]:
    """What a reader knows of the counts of a summary before anything is hidden: a statement a line."""
    yield from (f"{key} = {value}" for key, value in linked.values.items())
    yield from sorted(f"unprinted {key}" for key in linked.unprinted)
    for relation in linked.relations:
        if isinstance(relation, Sum):
            yield f"{relation.total} = {' + '.join([*relation.parts, *([relation.rest] if relation.rest else [])])}"
        elif isinstance(relation, AtMost):
            yield f"{relation.smaller} <= {relation.larger}{' (usual)' if relation.is_usual else ''}"
        else:
            yield f"{relation.total} <= {' + '.join(relation.parts)} (covered)"


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_same_cells_are_printed_as_before(name):
    compare(name, list(lines(SUMMARIES[name]())))


@pytest.mark.parametrize("name", KNOWN)
def test_the_same_statements_tie_the_counts_as_before(name):
    full = KNOWN[name]()
    compare(name, list(said(Linked(replace(full, services=_sided(full.services))))))


def compare(name: str, found: list[str]) -> None:
    if os.environ.get("UPDATE_PATTERNS"):
        WRITTEN[name] = found
        FILE.write_text(json.dumps(WRITTEN, indent=1, ensure_ascii=False) + "\n")
    written = WRITTEN.get(name, [])
    different = [f"{line!r} was {old!r}" for line, old in zip(found, written, strict=False) if line != old]
    assert not different
    assert len(found) == len(written)
