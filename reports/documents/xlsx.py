"""The figures as XLSX: one sheet per table, numbers as numbers, hidden ones as text. No formulas, no links."""

import re
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from interface import days
from reports import wording
from reports.documents.content import compose
from reports.summary_shape import Cell, MeetingSummary, Row, ServiceRow, Table
from reports.wording import clean

OPTIONS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmmm yyyy",
}
NAME_MOST = 31  # characters of a sheet name
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
Value = Cell | float


def render(summary: MeetingSummary) -> bytes:
    """The workbook of a summary."""
    out = BytesIO()
    book = Sheets(summary, out)
    book.cover()
    for table in summary.tables:
        book.table(table)
    if summary.services.rows:
        book.services()
    if summary.decisions:
        book.decisions()
    book.close()
    return out.getvalue()


class Sheets:
    """A workbook that is written row by row, sheet by sheet."""

    def __init__(self, summary: MeetingSummary, out: BytesIO) -> None:
        self.summary = summary
        self.paper = compose(summary)
        self.book: Workbook = xlsxwriter.Workbook(out, OPTIONS)
        self.book.set_properties(
            {
                "title": self.paper.title,
                "author": " ".join(self.paper.office_lines),
                "created": summary.generated_at.replace(tzinfo=None),
            }
        )
        self.names: set[str] = set()
        add = self.book.add_format
        base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        grid = {**base, "border": 1}
        self.title = add({**base, "bold": True, "font_size": 12})
        self.plain = add({**base, "text_wrap": True})
        self.head = add({**grid, "bold": True, "bg_color": "#EEEEEE", "text_wrap": True, "valign": "vcenter"})
        self.head_right = add({**grid, "bold": True, "bg_color": "#EEEEEE", "text_wrap": True, "align": "right"})
        self.text = add({**grid, "text_wrap": True})
        self.indented = [add({**grid, "text_wrap": True, "indent": level}) for level in range(4)]
        self.count = add({**grid, "num_format": "#,##0", "align": "right"})
        self.hours = add({**grid, "num_format": "0.0", "align": "right"})
        self.date = add({**grid, "num_format": "d mmmm yyyy", "align": "left"})
        self.text_bold = add({**grid, "bold": True, "text_wrap": True})
        self.count_bold = add({**grid, "bold": True, "num_format": "#,##0", "align": "right"})

    def close(self) -> None:
        self.book.close()

    def sheet(self, name: str, title: str, widths: Sequence[float], *, landscape: bool = False) -> Worksheet:
        """A sheet for A4 with its title in the first row and a subtitle in the second."""
        sheet = self.book.add_worksheet(self._name(name))
        sheet.set_paper(9)
        sheet.set_margins(left=0.8, right=0.6, top=0.7, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if landscape:
            sheet.set_landscape()
        foot = "&L" + self._foot(self.paper.running[0]) + "&C" + self._foot(self.paper.running[1])
        sheet.set_footer(foot + "&R" + _("Halaman &P dari &N"))
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.write_string(0, 0, clean(title, 250), self.title)
        sheet.write_string(1, 0, self._subtitle())
        return sheet

    def _name(self, wanted: str) -> str:
        """A unique sheet name that the format allows."""
        name = FORBIDDEN.sub(" ", clean(wanted, 120)).strip(" '") or _("Tabel")
        short, number = name[:NAME_MOST].strip(" '"), 2
        while short.lower() in self.names:
            tail = f" {number}"
            short, number = name[: NAME_MOST - len(tail)].strip() + tail, number + 1
        self.names.add(short.lower())
        return short

    @staticmethod
    def _foot(words: str) -> str:
        return words.replace("&", "&&")[:70]

    def _subtitle(self) -> str:
        variant = _("varian publik") if self.summary.variant == "publik" else _("terbatas, hanya untuk anggota")
        return f"{wording.period(self.summary.period)}; {variant}"

    def cover(self) -> None:
        """The first sheet: what the figures are, their period and variant, and how to check them."""
        summary = self.summary
        sheet = self.sheet(_("Keterangan"), self.paper.title, (28, 80))
        facts = [
            (_("Gugus Tugas"), clean(summary.task_force)),
            (_("Wilayah"), f"{clean(summary.region_code, 20)} {clean(summary.region_name, 80)}".strip()),
            (_("Periode"), wording.period(summary.period)),
            (_("Pembanding"), wording.period(summary.previous_period)),
            (_("Varian"), self._subtitle().split("; ")[1]),
            (_("Nomor"), clean(summary.number, 60)),
            (_("Nomor verifikasi"), clean(summary.verification_number, 40)),
            (_("Angka per"), days.moment_on_paper(summary.generated_at)),
            (_("Satuan"), _("Pengaduan, kasus, dan korban adalah tiga satuan yang berbeda dan tidak dijumlahkan.")),
            *((_("Catatan"), clean(note, 500)) for note in summary.suppression_notes),
        ]
        for index, (label, value) in enumerate(facts, 3):
            sheet.write_string(index, 0, label, self.plain)
            sheet.write_string(index, 1, value, self.plain)

    def table(self, table: Table) -> None:
        """One table of counts; the unit has its own column if it differs by row."""
        units = any(row.unit for row in table.rows)
        title = table.title + (f" ({table.unit})" if table.unit else "")
        lead = 2 if units else 1
        sheet = self.sheet(table.title, title, (44, *([14] if units else []), *([14] * len(table.columns))))
        heads = [table.stub, *([_("Satuan")] if units else []), *(column.label for column in table.columns)]
        self._head(sheet, heads, lead)
        at = 4
        for row in table.all_rows():
            bold = row is table.totals
            self._label(sheet, at, row, bold)
            if units:
                sheet.write_string(at, 1, clean(row.unit or table.unit, 40), self.text)
            for index, cell in enumerate(row.cells, lead):
                self._cell(sheet, at, index, cell, bold)
            at += 1
        self._notes(sheet, at + 1, table.notes)

    def services(self) -> None:
        """Requests by line and agency; the median answer time is a number, in hours."""
        labels = [_("Layanan"), _("Instansi"), _("Diminta"), _("Diterima"), _("Selesai")]
        labels += [_("Waktu jawab, median (jam)"), _("Menepati janji"), _("Dari")]
        widths = (28, 32, 11, 11, 11, 16, 12, 10)
        title = _("Permintaan layanan, jawaban, dan penyelesaian (permintaan layanan)")
        sheet = self.sheet(_("Layanan"), title, widths, landscape=True)
        self._head(sheet, labels, 2)
        services = self.summary.services
        for at, row in enumerate((*services.rows, *([services.totals] if services.totals else [])), 4):
            self._service(sheet, at, row, row is services.totals)
        self._notes(sheet, 6 + len(services.rows), services.notes)

    def _service(self, sheet: Worksheet, at: int, row: ServiceRow, bold: bool) -> None:
        style = self.text_bold if bold else self.text
        sheet.write_string(at, 0, clean(row.line, 80), style)
        sheet.write_string(at, 1, clean(row.agency, 120), style)
        for index, cell in enumerate((row.requested, row.accepted, row.completed), 2):
            self._cell(sheet, at, index, cell, bold)
        hours = row.median_answer_hours
        if isinstance(hours, int | float):
            sheet.write_number(at, 5, hours, self.hours)
        else:
            self._cell(sheet, at, 5, hours, bold)
        self._cell(sheet, at, 6, row.promise_kept, bold)
        self._cell(sheet, at, 7, row.promise_due, bold)

    def decisions(self) -> None:
        """Decisions of the previous meeting; due dates are dates."""
        title = _("Tindak lanjut keputusan rapat")
        if self.summary.decisions_of:
            title += f" {days.day(self.summary.decisions_of)}"
        sheet = self.sheet(_("Keputusan"), title, (6, 60, 30, 20, 22), landscape=True)
        self._head(sheet, [_("No."), _("Keputusan"), _("Penanggung jawab"), _("Tenggat"), _("Keadaan")], 5)
        for number, decision in enumerate(self.summary.decisions, 1):
            at = 3 + number
            sheet.write_number(at, 0, number, self.count)
            sheet.write_string(at, 1, clean(decision.text, 400), self.text)
            sheet.write_string(at, 2, clean(decision.owner, 120), self.text)
            if decision.due:
                sheet.write_datetime(at, 3, decision.due, self.date)
            else:
                sheet.write_string(at, 3, wording.NOTHING, self.text)
            sheet.write_string(at, 4, clean(decision.state, 60), self.text)

    def _head(self, sheet: Worksheet, labels: Sequence[str], words: int) -> None:
        """The heading row, which is frozen on screen and repeated on paper."""
        for index, label in enumerate(labels):
            sheet.write_string(3, index, clean(label, 60), self.head if index < words else self.head_right)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)

    def _label(self, sheet: Worksheet, at: int, row: Row, bold: bool) -> None:
        style = self.text_bold if bold else self.indented[min(row.indent, len(self.indented) - 1)]
        sheet.write_string(at, 0, clean(row.label, 200), style)

    def _cell(self, sheet: Worksheet, at: int, index: int, cell: Value, bold: bool) -> None:
        style = self.count_bold if bold else self.count
        if isinstance(cell, int):
            sheet.write_number(at, index, cell, style)
        else:
            sheet.write_string(at, index, wording.NOTHING if cell is None else str(cell), style)

    def _notes(self, sheet: Worksheet, at: int, notes: Sequence[str]) -> None:
        for offset, note in enumerate(notes):
            sheet.write_string(at + offset, 0, clean(note, 500))
