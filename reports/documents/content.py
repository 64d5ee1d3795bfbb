"""The content of the letter, in order: a summary as texts, for both PDF and DOCX.

A ``Paper`` holds only texts. Each text has passed ``clean``: one line, no control characters, cut at a sensible length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from django.utils.translation import gettext as _

from interface import days, durations
from reports import charts, wording
from reports.summary_shape import Chart, Column, MeetingSummary, Row, ServiceRow, Table, Variant
from reports.wording import clean

LEFT, RIGHT = "left", "right"
GAP = "…………………………………………"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a printed table. ``narrow`` columns never wrap."""

    label: str
    align: str = LEFT
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row."""

    cells: tuple[str, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table, ready to print."""

    caption: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A chart, ready to print: fixed SVG, caption, and a description in words."""

    caption: str
    unit: str
    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class PrintedFacts:
    """Pairs of label and value, one below the other."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with its tables and figures."""

    heading: str
    blocks: tuple[PrintedTable | PrintedFigure | PrintedFacts, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole letter."""

    title: str
    running: tuple[str, str]  # footer of every page: number, verification; the page number follows
    government: str
    office_lines: tuple[str, ...]
    contact_lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    place_and_date: str
    addressee: str
    opening: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    closing: str
    position: str
    name: str
    rank: str
    nip: str
    copies_to: tuple[str, ...] = field(default=())
    emblem: bytes | None = None


def compose(summary: MeetingSummary) -> Paper:
    """The letter that carries a summary."""
    head, signature = summary.letterhead, summary.signature
    subject = clean(summary.subject) or _("Ringkasan data penanganan TPPO, {period}").format(
        period=wording.period(summary.period)
    )
    number = clean(summary.number, 60)
    dated = days.day(summary.dated_on) if summary.dated_on else GAP
    return Paper(
        title=_("Ringkasan rapat {region}, {period}").format(
            region=clean(summary.region_name, 80), period=wording.period(summary.period)
        ),
        running=(number, f"{clean(summary.verification_number, 40)} · {_variant(summary.variant)}".strip(" ·")),
        government=clean(head.government, 120).upper(),
        office_lines=wording.balanced(clean(head.office, 160).upper()),
        contact_lines=tuple(line for raw in head.contact_lines if (line := clean(raw, 120))),
        facts=(
            (_("Nomor"), number or GAP),
            (_("Sifat"), _("Biasa") if summary.variant == "publik" else _("Terbatas")),
            (_("Lampiran"), "–"),
            (_("Hal"), subject),
        ),
        place_and_date=", ".join(part for part in (clean(summary.place, 60), dated) if part),
        addressee=clean(summary.addressee)
        or _("Peserta Rapat Koordinasi {task_force}").format(task_force=clean(summary.task_force, 160)),
        opening=_opening(summary),
        sections=tuple(_sections(summary)),
        notes=tuple(clean(note, 500) for note in summary.suppression_notes),
        closing=_closing(summary),
        position=clean(signature.position, 160) or GAP,
        name=clean(signature.name, 80),
        rank=clean(signature.rank, 80),
        nip=clean(signature.nip, 40),
        copies_to=tuple(line for raw in summary.copies_to if (line := clean(raw, 160))),
        emblem=head.emblem,
    )


def _variant(variant: Variant) -> str:
    return _("Publik") if variant == "publik" else _("Terbatas, hanya untuk anggota Gugus Tugas")


def _opening(summary: MeetingSummary) -> str:
    meeting = summary.meeting
    occasion = clean(meeting.title, 120) or _("rapat koordinasi")
    if meeting.held_on:
        occasion = _("{occasion} pada {day}").format(occasion=occasion, day=days.day(meeting.held_on, weekday=True))
    return _(
        "Sebagai bahan {occasion}, kami sampaikan ringkasan data {period}, dibandingkan dengan {previous}."
        " Pengaduan, kasus, dan korban adalah tiga satuan yang berbeda dan tidak dijumlahkan."
    ).format(occasion=occasion, period=wording.period(summary.period), previous=wording.period(summary.previous_period))


class _Numbers:
    """Running numbers of sections, tables and figures."""

    def __init__(self) -> None:
        self._sections, self._tables, self._figures = count(1), count(1), count(1)

    def heading(self, words: str) -> str:
        return f"{next(self._sections)}. {clean(words, 120)}"

    def table(self, title: str, unit: str = "") -> str:
        title = clean(title, 200) + (f" ({clean(unit, 40)})" if unit else "")
        return _("Tabel {n}. {title}").format(n=next(self._tables), title=title)

    def figure(self, chart: Chart) -> PrintedFigure:
        words = _("Gambar {n}. {title}").format(n=next(self._figures), title=clean(chart.title, 160))
        return PrintedFigure(words, clean(chart.unit, 60), charts.svg(chart, fluid=False), charts.describe(chart))


def _closing(summary: MeetingSummary) -> str:
    """When the figures were fixed and how to check them; a summary that is not released has no number."""
    moment, number = days.moment_on_paper(summary.generated_at), clean(summary.verification_number, 40)
    if not number:
        return _("Demikian ringkasan ini disampaikan sebagai bahan rapat. Angka ditetapkan per {moment}.").format(
            moment=moment
        )
    return _(
        "Demikian ringkasan ini disampaikan sebagai bahan rapat. Angka ditetapkan per {moment} dengan nomor"
        " verifikasi {number} dan dapat diperiksa kembali di Sekretariat Gugus Tugas."
    ).format(moment=moment, number=number)


def _sections(summary: MeetingSummary) -> Iterator[Section]:
    numbers = _Numbers()
    headline = [table for table in summary.tables if _has_units(table)]
    if headline:
        heading = numbers.heading(_("Pengaduan, kasus, dan korban"))
        yield Section(heading, tuple(_headline(table, numbers.table(table.title)) for table in headline))
    yield from _tables_and_charts(summary, numbers)
    if summary.services.rows:
        heading = numbers.heading(_("Layanan menurut instansi"))
        yield Section(heading, (_services(summary, numbers),))
    facts = _meeting_facts(summary)
    if facts:
        yield Section(numbers.heading(_("Rapat")), (PrintedFacts(facts),))
    if summary.decisions:
        since = days.day(summary.decisions_of) if summary.decisions_of else _("lalu")
        heading = numbers.heading(_("Tindak lanjut keputusan rapat {day}").format(day=since))
        yield Section(heading, (_decisions(summary, numbers.table(_("Rencana tindak lanjut"))),))


def _tables_and_charts(summary: MeetingSummary, numbers: _Numbers) -> Iterator[Section]:
    """Tables under their headings, each after the chart with the same key; the other charts come last."""
    pictures = {chart.key: chart for chart in summary.charts}
    others = [table for table in summary.tables if not _has_units(table)]
    for name, group in groupby(others, key=lambda table: table.section or _("Rincian menurut kasus dan korban")):
        heading = numbers.heading(name)
        inside: list[PrintedTable | PrintedFigure] = []
        for table in group:
            if table.key in pictures:
                inside.append(numbers.figure(pictures.pop(table.key)))
            inside.append(_table(table, numbers.table(table.title, table.unit)))
        yield Section(heading, tuple(inside))
    if pictures:
        heading = numbers.heading(_("Perkembangan"))
        yield Section(heading, tuple(numbers.figure(chart) for chart in pictures.values()))


def _has_units(table: Table) -> bool:
    """Whether the table has several units, so that each row names its own."""
    return any(row.unit for row in table.rows)


def _headline(table: Table, caption: str) -> PrintedTable:
    """A table with description, unit, the two periods and their difference."""
    sides = [column.side for column in table.columns]
    pair = (sides.index("current"), sides.index("previous")) if set(sides) == {"current", "previous"} else None
    headings = [Heading(clean(table.stub, 60)), Heading(_("Satuan"), narrow=True), *map(_heading, table.columns)]
    if pair:
        headings.append(Heading(_("Selisih"), RIGHT, narrow=True))

    def line(row: Row) -> Line:
        cells = [clean(row.label, 160), clean(row.unit or table.unit, 40), *map(wording.cell, row.cells)]
        if pair:
            cells.append(wording.difference(row.cells[pair[0]], row.cells[pair[1]]))
        return Line(tuple(cells), row.indent)

    total = line(table.totals) if table.totals else None
    return PrintedTable(
        caption, tuple(headings), tuple(map(line, table.rows)) or _nothing(headings), total, _notes(table)
    )


def _heading(column: Column) -> Heading:
    return Heading(clean(column.label, 60), RIGHT, narrow=len(column.label) <= 14)


def _table(table: Table, caption: str) -> PrintedTable:
    headings = [Heading(clean(table.stub, 60)), *map(_heading, table.columns)]

    def line(row: Row) -> Line:
        return Line((clean(row.label, 200), *map(wording.cell, row.cells)), row.indent)

    total = line(table.totals) if table.totals else None
    return PrintedTable(
        caption, tuple(headings), tuple(map(line, table.rows)) or _nothing(headings), total, _notes(table)
    )


def _notes(table: Table) -> tuple[str, ...]:
    gaps = any(cell is None for row in table.all_rows() for cell in row.cells)
    notes = [clean(note, 500) for note in table.notes]
    return (*notes, _("–: tidak ada data.")) if gaps else tuple(notes)


def _nothing(headings: Sequence[Heading]) -> tuple[Line, ...]:
    """The one row of an empty table, which says that it is empty."""
    return (Line((_("Tidak ada data dalam periode ini."), *[""] * (len(headings) - 1))),)


def _services(summary: MeetingSummary, numbers: _Numbers) -> PrintedTable:
    services = summary.services
    narrow = [_("Diminta"), _("Diterima"), _("Selesai"), _("Waktu jawab"), _("Menepati janji")]
    headings = (Heading(_("Layanan")), Heading(_("Instansi")), *(Heading(label, RIGHT) for label in narrow))

    def line(row: ServiceRow) -> Line:
        figures = map(wording.cell, (row.requested, row.accepted, row.completed))
        answer = durations.duration_hours(row.median_answer_hours)
        kept = wording.out_of(row.promise_kept, row.promise_due)
        return Line((clean(row.line, 80), clean(row.agency, 120), *figures, answer, kept))

    notes = [clean(note, 500) for note in services.notes]
    notes.append(_("Waktu jawab: nilai tengah (median). Menepati janji: dijawab dalam batas waktu, dari yang diminta."))
    if any(row.requested is None or row.median_answer_hours is None for row in services.rows):
        notes.append(_("–: tidak ada data."))
    title = _("Permintaan layanan, jawaban, dan penyelesaian")
    total = line(services.totals) if services.totals else None
    lines = tuple(map(line, services.rows))
    caption = numbers.table(title, _("permintaan layanan"))
    return PrintedTable(caption, headings, lines, total, tuple(notes))


def _decisions(summary: MeetingSummary, caption: str) -> PrintedTable:
    headings = (
        Heading(_("No."), RIGHT, narrow=True),
        Heading(_("Keputusan")),
        Heading(_("Penanggung jawab")),
        Heading(_("Tenggat"), narrow=True),
        Heading(_("Keadaan")),
    )
    lines = tuple(
        Line(
            (
                f"{index}.",
                clean(decision.text, 400),
                clean(decision.owner, 120),
                days.day(decision.due) if decision.due else wording.NOTHING,
                clean(decision.state, 60),
            )
        )
        for index, decision in enumerate(summary.decisions, 1)
    )
    return PrintedTable(caption, headings, lines)


def _meeting_facts(summary: MeetingSummary) -> tuple[tuple[str, str], ...]:
    meeting = summary.meeting
    if not (meeting.agencies or meeting.division or meeting.place):
        return ()
    pairs = (
        (_("Acara"), clean(meeting.title, 160)),
        (_("Hari, tanggal"), days.day(meeting.held_on, weekday=True) if meeting.held_on else ""),
        (_("Tempat"), clean(meeting.place, 160)),
        (_("Bidang"), clean(meeting.division, 160)),
        (_("Pimpinan rapat"), clean(meeting.chair, 120)),
        (_("Instansi yang hadir"), clean("; ".join(clean(agency, 120) for agency in meeting.agencies), 1500)),
    )
    return tuple((label, value) for label, value in pairs if value)
