"""Make a plan from the rows of one case: what would be written, doubted and refused. Pure.

The way of a row: ``row_context`` gives it what stands above it; ``row_dates``, ``row_codes`` and ``row_victims`` read
its cells into a ``plan_making.PlanInMaking``; this module puts them together.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import CaseKind, ComplaintOutcome
from cases.register import cell_values, guards, row_codes, row_dates, row_victims
from cases.register.column_meanings import F, RegisterField
from cases.register.file_reader import SheetRow
from cases.register.place_columns import PLACES, PlacePart, from_small, level_of, size_of
from cases.register.plan_making import Ground, PlanInMaking, RowCells, RowPlan
from cases.register.row_context import CaseRows
from cases.register.row_dates import Beside
from interface import days
from interface.numbers import rupiah

LONGEST = {F.OLD_NUMBER: 60, F.PLACE: 500, F.REPORTER_NAME: 200}
NOBODY = (ComplaintOutcome.WRONG_NUMBER, ComplaintOutcome.SPAM)  # who is written there is no victim
MOST_NAMED = 4  # columns named in one sentence
FLAWS = {
    guards.GUESSED: gettext_lazy("huruf baris ini bukan UTF-8 dan ditebak; periksa nama dengan huruf khusus"),
    guards.DAMAGED: gettext_lazy("ada huruf rusak dalam baris ini; periksa nama dan angkanya"),
    guards.CUT: gettext_lazy("ada isian yang terlalu panjang untuk dibaca utuh; periksa akhirnya"),
}


class Reader:
    """Reads the cases of one batch one by one."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.labels: dict[str, str] = {}
        for column in sorted(ground.layout.columns, key=lambda column: size_of(level_of(column.label))):
            self.labels.setdefault(column.field, column.label or str(RegisterField(column.field).label))

    def plan(self, entry: CaseRows | SheetRow) -> RowPlan:
        """The plan of one case; its refusals name unreadable cells."""
        entry = entry if isinstance(entry, CaseRows) else CaseRows(entry)
        row = entry.row
        draft = PlanInMaking(
            RowPlan(row.number, joined=[one.row.number for one in entry.joined]), self.ground, self.labels
        )
        cells = self._cells(draft, row)
        draft.plan.old_number = draft.fitting(F.OLD_NUMBER, cells.text(F.OLD_NUMBER), LONGEST[F.OLD_NUMBER])
        draft.plan.written = _written(cells)
        self._whole_row(draft, entry)
        self._dates(draft, cells, entry)
        row_codes.set_codes(draft, cells)
        if _tells_of_somebody(draft.plan.facts["outcome"], cells):
            row_victims.add_victims(draft, cells)
        else:
            for name in (F.NAME, F.ORIGIN):
                draft.keep(name, cells.text(name))
        lines = self._words(draft, cells)
        for one in entry.joined:
            lines += self._joined(draft, one)
        draft.row = 0
        draft.plan.facts["told"] = "\n".join(_once(lines + [_line(*one) for one in draft.aside]))
        if status := cells.text(F.STATUS):
            draft.plan.facts["told"] += ("\n" if draft.plan.facts["told"] else "") + _(
                "Status dalam register lama: %s"
            ) % status
        _check_needed(draft)
        return draft.plan

    # --- parts --------------------------------------------------------------------------------------------------------
    def _cells(self, draft: PlanInMaking, row: SheetRow) -> RowCells:
        cells, columns = RowCells(), self.ground.layout.columns
        for column, cell in zip(columns, row.cells, strict=False):
            if column.field == F.NOTE:
                cells.notes.append((column.label, cell))
            elif column.field == F.KIND_TICK:
                cells.ticks.append((column.label, cell))
            elif column.field in PLACES:
                if text := cell_values.known_text(cell):
                    cells.places.setdefault(column.field, []).append(PlacePart(level_of(column.label), text))
            elif column.field != F.IGNORE and cell is not None:
                cells.by_field[column.field] = cell
        for name, parts in cells.places.items():
            cells.places[name] = from_small(parts)
            cells.by_field[name] = ", ".join(part.text for part in cells.places[name])
        for cell in row.cells[len(columns) :]:
            if cell is not None:
                cells.notes.append((_("Sel di luar judul kolom"), cell))
                draft.doubt("", _("baris ini lebih panjang dari judulnya; mungkin isinya bergeser"))
                break
        return cells

    def _whole_row(self, draft: PlanInMaking, entry: CaseRows) -> None:
        """What is to be said of the row as a whole: its letters, its length, what it repeats."""
        if flaw := FLAWS.get(entry.row.flaw):
            draft.doubt("", str(flaw))
        columns = self.ground.layout.columns
        if len(entry.row.cells) < len(columns) and not self.ground.has_short_rows:
            words = {"cells": len(entry.row.cells), "columns": len(columns)}
            draft.doubt("", _("baris ini hanya berisi %(cells)s dari %(columns)s kolom; mungkin terpotong") % words)
        self._say_copied(draft, entry)

    def _say_copied(self, draft: PlanInMaking, entry: CaseRows) -> None:
        """Name the cells that repeat those above."""
        by_row: dict[int, list[str]] = {}
        for copied in entry.copied:
            columns = self.ground.layout.columns
            column = columns[copied.column] if copied.column < len(columns) else None
            if column is not None and column.field != F.IGNORE:
                by_row.setdefault(copied.row, []).append(column.label or str(RegisterField(column.field).label))
        for number, names in by_row.items():
            shown = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
            draft.say("", _("%(columns)s mengikuti baris %(row)s") % {"columns": shown, "row": number})

    def _joined(self, draft: PlanInMaking, entry: CaseRows) -> list[str]:
        """Add what a row says that continues the case: its victims and its words."""
        row, draft.row = entry.row, entry.row.number
        cells = self._cells(draft, row)
        if flaw := FLAWS.get(row.flaw):
            draft.doubt("", str(flaw))
        if entry.is_loose:
            words = _("tanpa nomor register dan tanggal: dibaca sebagai lanjutan kasus di baris %s")
            draft.doubt("", words % draft.plan.number)
        self._say_copied(draft, entry)
        row_victims.add_victims(draft, cells, is_joined=True)
        for name in (F.KIND, F.STATUS, F.CHANNEL, F.REGION, F.MODE, F.EVENT_ON, F.URGENCY, F.REPORTER_KIND):
            if text := cells.text(name):
                self._keep_other(draft, name, text)
        draft.aside += [(label, text) for label, cell in cells.ticks if (text := cell_values.known_text(cell))]
        return self._words(draft, cells, is_joined=True)

    def _keep_other(self, draft: PlanInMaking, name: str, text: str) -> None:
        """A case has one kind and one status: another one in a row that continues it is doubted and kept."""
        if text != draft.plan.written.get(name, ""):
            draft.doubt(name, _("%s berbeda dari baris pertama kasus ini: masuk ke cerita") % cell_values.quoted(text))
            draft.keep(name, text)

    def _dates(self, draft: PlanInMaking, cells: RowCells, entry: CaseRows) -> None:
        today, facts = self.ground.today, draft.plan.facts
        beside = Beside(entry.period, entry.before, entry.after, self.ground.has_month_first)
        reported = draft.read(
            F.REPORTED_ON,
            lambda notes: row_dates.reported(cells.get(F.REPORTED_ON), today=today, beside=beside, notes=notes),
        )
        on = reported.first if reported else None
        event = draft.read(
            F.EVENT_ON,
            lambda notes: row_dates.event(
                cells.get(F.EVENT_ON), today=today, reported_on=on, beside=beside, notes=notes
            ),
        )
        if reported and not reported.is_day:
            draft.doubt(
                F.REPORTED_ON, _("bukan satu hari: diambil hari pertamanya, %s") % days.in_figures(reported.first)
            )
        if event and reported and event.first > reported.first:
            draft.doubt(F.EVENT_ON, _("kejadian setelah pengaduan"))
        facts["reported_on"] = on.isoformat() if on else None
        facts["event_on"] = event.first.isoformat() if event else None
        facts["event_until"] = event.last.isoformat() if event and not event.is_day else None

    def _words(self, draft: PlanInMaking, cells: RowCells, *, is_joined: bool = False) -> list[str]:
        """The lines of the story, and the names and numbers of those who report and are reported."""
        facts = draft.plan.facts
        loss = draft.read(F.LOSS, lambda _notes: cell_values.rupiah(cells.get(F.LOSS)))
        lines = [cells.text(F.NARRATIVE)]
        lines += [_line(label, text) for label, cell in cells.notes if (text := cell_values.known_text(cell))]
        if loss:
            lines.append(_("Kerugian: %s") % rupiah(loss))
        reported = cell_values.split_parts(cells.text(F.REPORTED_NAME), words=True)[: cell_values.MOST_VICTIMS]
        draft.plan.reported += [name for name in reported if name not in draft.plan.reported]
        if is_joined:
            for name in (F.PLACE, F.REPORTER_NAME, F.REPORTER_PHONE):
                if (text := cells.text(name)) and text != draft.plan.written.get(name):
                    lines.append(_line(draft.label(name), text))
            return lines
        facts["event_place"] = draft.fitting(F.PLACE, cells.text(F.PLACE), LONGEST[F.PLACE])
        facts["reporter_name"] = draft.fitting(F.REPORTER_NAME, cells.text(F.REPORTER_NAME), LONGEST[F.REPORTER_NAME])
        facts["reporter_phone"] = draft.read(
            F.REPORTER_PHONE, lambda notes: cell_values.phone(cells.get(F.REPORTER_PHONE), notes), ""
        )
        return lines


def _tells_of_somebody(outcome: str, cells: RowCells) -> bool:
    """Whether a row has people: a case always has; a complaint without one, if anything but a place is said of them."""
    said = (F.NAME, F.NIK, F.AGE, F.BIRTH_DATE)
    return not outcome or (outcome not in NOBODY and any(cells.text(name) for name in said))


def _written(cells: RowCells) -> dict[str, str]:
    """The cells as they stand in the file, for the page and for the rows that continue the case."""
    return {str(name): text for name, cell in cells.by_field.items() if (text := cell_values.text_of(cell))
            and name not in (F.NAME, F.NIK, F.NARRATIVE, F.ADDRESS, F.GUARDIAN, F.REPORTED_NAME)}  # fmt: skip


def _line(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text


def _once(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line for line in lines if line))


def _check_needed(draft: PlanInMaking) -> None:
    """Refuse a row without the values a complaint needs; a kind nobody said is doubted."""
    made = draft.plan
    if draft.is_default_kind:
        draft.doubt(F.KIND, _("jenis kasus tidak disebut: dicatat sebagai %s") % CaseKind(made.facts["kind"]).label)
    unreadable = {remark.column for remark in made.refusals}
    label = draft.label(F.REPORTED_ON)
    if made.facts["reported_on"] is None and label not in unreadable:
        draft.refuse(F.REPORTED_ON, _("tanggal pengaduan kosong. Isi tanggalnya, misalnya 12-08-2024."))
    if not made.victims and not made.facts["told"]:
        draft.refuse("", _("tidak ada korban dan tidak ada cerita dalam baris ini"))
    niks = [victim["nik"] for victim in made.victims if victim["nik"]]
    if len(niks) != len(set(niks)):
        draft.refuse(F.NIK, _("NIK yang sama ditulis untuk dua korban"))
