"""The contract between the figures and the papers: a meeting summary as plain, immutable values.

This module uses no model. Counting fills a ``MeetingSummary``; ``disclosure.publish`` turns it into its public variant;
``charts`` and ``documents`` draw it. Every number is a *count of one named unit* (pengaduan, kasus, orang, permintaan
layanan) and has a *key*: a count that appears in two tables has the same key in both.

Keys are dotted slugs: ``victims.tppo.female``. The same count of the compared period ends in ``@previous``, of the same
period of another year in ``@2022``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Cell = int | str | None
"""A count; a marker if it is hidden (``<5``: 1 to 4; ``*``: not shown); ``None`` if there are no data."""

STAR = "*"
PREVIOUS = "@previous"
NOW = "now"
"""Key of the column that counts everybody in this period."""
Side = Literal["current", "previous"]
Variant = Literal["terbatas", "publik"]


def small_mark(threshold: int) -> str:
    """The marker of a count from 1 to ``threshold - 1``."""
    return f"<{threshold}"


def is_hidden(cell: object) -> bool:
    """Whether a cell is a marker instead of a number. A gap (``None``) is not hidden: it has nothing to hide."""
    return isinstance(cell, str)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days, both ends included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` = sum of ``parts`` (+ ``rest``). The rest is not printed, but anybody can compute it.

    Example: ``Sum("cases.all", ("cases.tppo",), rest="cases.other")``: 15 and 13 reveal that two are not TPPO.
    """

    total: str
    parts: tuple[str, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class AtMost:
    """``smaller`` can never exceed ``larger`` (completed services and accepted ones; one factor and all victims).

    ``is_usual``: true in most cases only. A case has a victim, but its only person may turn out not to be one. Readers
    assume that it is true, so it is used if it holds for the given figures, and left out if not.
    """

    smaller: str
    larger: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """``total`` never exceeds the sum of ``parts``, because everybody has at least one of several possible answers."""

    total: str
    parts: tuple[str, ...]


Relation = Sum | AtMost | Covered


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers. ``sums`` names the column keys that add up to this one (a row total)."""

    key: str
    label: str
    side: Side = "current"
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``keys`` (one per cell, "" for the default) link a cell to the same count elsewhere."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    keys: tuple[str, ...] = ()
    unit: str = ""
    indent: int = 0
    region: str = ""  # Kemendagri code if the row is a region: 15, 15.71, 15.71.01
    covers: tuple[str, ...] = ()  # values of the table's first attribute in this row; empty: only its own key


@dataclass(frozen=True, slots=True)
class Table:
    """A table of counts of one unit, at most two attributes crossed.

    ``additive``: the rows add up to ``totals``. Otherwise (several answers per victim) each row is at most the total.
    ``own_order``: rows have an order of their own (ages, stages). Otherwise they are sorted by size, which would rank
    hidden counts, so the public variant puts hidden rows last, by name.
    """

    key: str
    title: str
    unit: str
    stub: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row | None = None
    notes: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    additive: bool = True
    own_order: bool = False
    section: str = ""  # its heading on paper; neighbouring tables with the same heading share it

    def cell_key(self, row: Row, index: int) -> str:
        """The key of a cell: the one in the row, else table.row.column, with the mark of the compared period.

        The column of the compared period uses the name of this period's column. So a count of one period has one name
        in every column of every year's paper.
        """
        given = row.keys[index] if index < len(row.keys) else ""
        if given:
            return given
        column = self.columns[index]
        return f"{self.key}.{row.key}." + (NOW + PREVIOUS if column.side == "previous" else column.key)

    def all_rows(self) -> tuple[Row, ...]:
        """Body rows, then the totals row if there is one."""
        return self.rows if self.totals is None else (*self.rows, self.totals)


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """Requests of one service line to one agency. Unit: permintaan layanan, not people. The median is in hours."""

    key: str
    line: str
    agency: str
    requested: Cell
    accepted: Cell
    completed: Cell
    median_answer_hours: float | str | None
    promise_kept: Cell
    promise_due: Cell
    answered: Cell = None  # the number of answers behind the median; never printed


@dataclass(frozen=True, slots=True)
class Services:
    """``totals`` is the row of all lines; ``rows`` are line x agency."""

    rows: tuple[ServiceRow, ...] = ()
    totals: ServiceRow | None = None
    previous_totals: ServiceRow | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Values of a chart in the order of its labels; ``keys`` name the counts for disclosure control."""

    label: str
    values: tuple[Cell, ...]
    keys: tuple[str, ...] = ()
    before: bool = False  # the compared series: thin or dashed


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose title answers one question. The title may use published figures only."""

    key: str
    kind: Literal["bars", "line"]
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class SummaryDecision:
    """A decision of the previous meeting. ``state`` is in Indonesian words: Selesai, Terlambat 10 hari."""

    text: str
    owner: str
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The letterhead (kop). Empty strings leave a gap; ``emblem`` is a PNG or SVG of the region's arms."""

    government: str
    office: str
    contact_lines: tuple[str, ...] = ()
    emblem: bytes | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The signatory. Empty fields are left blank, to fill in by hand."""

    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The meeting the summary is made for. All fields are optional, because a summary may have no meeting."""

    title: str = ""
    held_on: date | None = None
    place: str = ""
    division: str = ""
    chair: str = ""
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """The whole content of a meeting summary, on screen, on paper and as data."""

    task_force: str  # Gugus Tugas Pencegahan dan Penanganan TPPO Kota Jambi
    region_code: str  # 15.71
    region_name: str  # Kota Jambi
    period: Period
    previous_period: Period
    variant: Variant
    generated_at: datetime
    verification_number: str
    letterhead: Letterhead
    number: str = ""
    place: str = ""
    dated_on: date | None = None
    addressee: str = ""
    subject: str = ""
    meeting: MeetingFacts = field(default_factory=MeetingFacts)
    counts: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    previous_counts: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    services: Services = field(default_factory=Services)
    charts: tuple[Chart, ...] = ()
    decisions: tuple[SummaryDecision, ...] = ()
    decisions_of: date | None = None
    signature: Signature = field(default_factory=Signature)
    copies_to: tuple[str, ...] = ()
    suppression_notes: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()

    def file_name(self, suffix: str) -> str:
        """The name of a file: region, period and variant; never a person, never free text."""
        code = "".join(c for c in self.region_code if c.isalnum() or c == ".").strip(".") or "gugus-tugas"
        return f"ringkasan-rapat-{code}-{self.period.start}-{self.period.end}-{self.variant}.{suffix}"


def count_cells(counts: Mapping[str, Mapping[str, Cell]], suffix: str = "") -> Iterator[tuple[str, Cell]]:
    """(key, cell) of nested counts: ``{"cases": {"tppo": 13}}`` gives ``("cases.tppo", 13)``."""
    for unit, cells in counts.items():
        for name, cell in cells.items():
            yield f"{unit}.{name}{suffix}", cell
