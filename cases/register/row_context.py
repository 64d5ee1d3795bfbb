"""Read the rows of a sheet as their clerk does: each with what stands above it. Pure.

Ditto signs get the value they repeat. A row without number and date joins the case above. Separators give the rows
below them a month or a year. Repeated headings, totals, notes and signatures are passed over, and it is said.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cases.register import cell_values, columns, periods
from cases.register.column_meanings import OF_VICTIMS, F, normal
from cases.register.dittos import is_ditto
from cases.register.file_reader import SheetRow
from cases.register.periods import NO_PERIOD, ToldPeriod
from cases.register.row_dates import written_day

COUNTED = frozenset(["no", "nomor", "no urut", "nomor urut", "urut"])  # headings of the running number
HEADING, TOTAL, SIGNATURE, SEPARATOR, NOTE, NUMBERED = (
    "heading", "total", "signature", "separator", "note", "numbered",
)  # fmt: skip
MOST_IN_A_NOTE = 2  # filled cells
AHEAD = 2  # rows looked at behind a row, and before it
_NOTE = re.compile(r"(?i)^\W*(?:catatan|ket(?:erangan)?|nb|n\.b|sumber|note|data (?:sementara|per)|dibuat|\*)\b|^[*)]")
_OF_WORDS = frozenset({F.NAME, F.NARRATIVE, F.NOTE, F.ADDRESS, F.PLACE, F.REPORTED_NAME, F.REPORTER_NAME})
_CASE_FIELDS = frozenset(F) - frozenset(OF_VICTIMS) - {F.IGNORE, F.NOTE, F.OLD_NUMBER, F.REPORTED_ON, F.MALE, F.FEMALE}


@dataclass(frozen=True)
class Copied:
    """A cell that repeats the one above: its column, and the row where it is written."""

    column: int
    row: int


@dataclass(frozen=True)
class CaseRows:
    """The rows of one case: the first, with ditto cells filled, and those that continue it."""

    row: SheetRow
    copied: tuple[Copied, ...] = ()
    joined: tuple["CaseRows", ...] = ()
    period: ToldPeriod = NO_PERIOD  # of the separator, the title or the sheet
    before: tuple[date, ...] = ()  # days with a year written in the rows before and after
    after: tuple[date, ...] = ()
    is_loose: bool = False  # joined although it has a running number of its own


@dataclass(frozen=True)
class Passed:
    """A row that is no case: why, and its words if they may be shown."""

    number: int
    why: str
    words: str = ""


Item = CaseRows | Passed


@dataclass
class _Sheet:
    """What is known of the rows so far."""

    period: ToldPeriod
    above: dict[int, tuple[object, int]] = field(default_factory=dict)  # column -> cell and its row
    is_below: bool = False  # a signature has begun


class Walker:
    """Walks through the rows of one table."""

    def __init__(self, layout: columns.Layout, period: ToldPeriod = NO_PERIOD) -> None:
        self.layout, self.sheet = layout, _Sheet(period)
        self.at = {column.field: index for index, column in enumerate(layout.columns)}
        self.counted = [index for index, column in enumerate(layout.columns) if normal(column.label) in COUNTED]
        self.widest = period

    def walk(self, rows: Iterable[SheetRow]) -> Iterator[Item]:
        """Every row as an entry or as passed over; an entry comes once all its rows are read."""
        return _with_neighbours(self._walk(rows), self.at.get(F.REPORTED_ON))

    def _walk(self, rows: Iterable[SheetRow]) -> Iterator[Item]:
        waiting: CaseRows | None = None
        for row in rows:
            why = self._why_passed(row)
            if why is not None:
                if waiting is not None and why.why != HEADING:  # a case may go on behind a page's heading
                    yield waiting
                    waiting = None
                yield why
                continue
            entry = self._filled(row)
            if waiting is not None and self._continues(row, entry):
                loose = any(_cell(row, index) is not None for index in self.counted)
                waiting = replace(waiting, joined=(*waiting.joined, replace(entry, is_loose=loose)))
                continue
            if waiting is not None:
                yield waiting
            waiting = entry
            self._forget_empty(row)
        if waiting is not None:
            yield waiting

    # --- what a row is ------------------------------------------------------------------------------------------------
    def _why_passed(self, row: SheetRow) -> Passed | None:
        filled = [(index, cell) for index, cell in enumerate(row.cells) if cell is not None]
        texts = [cell_values.text_of(cell) for _index, cell in filled]
        if columns.repeats_header(row.cells, self.layout) or columns.is_numbering(row.cells):
            return Passed(row.number, HEADING)
        if columns.is_total(row.cells):
            return Passed(row.number, TOTAL)
        if len(texts) > MOST_IN_A_NOTE:
            self.sheet.is_below = False
            return None
        strict = periods.separator(" ".join(texts))
        if not strict and (columns.is_signature(row.cells) or self.sheet.is_below):
            self.sheet.is_below = True
            return Passed(row.number, SIGNATURE)
        period = strict or self._named_part(filled, texts)
        if period and not self._is_day(filled):
            self.sheet.period = self._narrowed(period)
            return Passed(row.number, SEPARATOR, " ".join(texts))
        if all(index in self.counted for index, _cell in filled) and texts[0].strip(" .)").isdecimal():
            return Passed(row.number, NUMBERED)
        if self._is_note(filled, texts):
            return Passed(row.number, NOTE, texts[0])
        return None

    def _named_part(self, filled: list[tuple[int, object]], texts: list[str]) -> ToldPeriod | None:
        """A line of words with a year or month: ``SISA KASUS TAHUN 2023``."""
        if len(filled) != 1 or self._meaning(filled[0][0]) in _OF_WORDS or _NOTE.match(texts[0]):
            return None
        if written_day(filled[0][1]) or len(texts[0].split()) < 2:
            return None
        period = periods.title(texts)
        return period if period.year or period.first else None

    def _meaning(self, index: int) -> str:
        return self.layout.columns[index].field if index < len(self.layout.columns) else F.IGNORE

    def _is_day(self, filled: list[tuple[int, object]]) -> bool:
        """Whether the row has a whole date, so that it is a case."""
        return any(isinstance(cell, (dict, float)) for _index, cell in filled)

    def _is_note(self, filled: list[tuple[int, object]], texts: list[str]) -> bool:
        """A line of words across the table: a note, or the name of a part."""
        if len(filled) != 1 or not isinstance(filled[0][1], str):
            return False
        index = filled[0][0]
        meaning = self._meaning(index)
        is_first = index == 0 or all(column.field == F.IGNORE for column in self.layout.columns[:index])
        if _NOTE.match(texts[0]):
            return is_first or meaning not in (F.NARRATIVE, F.NOTE)
        if not is_first or is_ditto(texts[0]):
            return False
        if meaning == F.REPORTED_ON:
            return len(texts[0].split()) > 1 and not re.search(r"\d", texts[0])
        return meaning not in _OF_WORDS

    def _narrowed(self, period: ToldPeriod) -> ToldPeriod:
        """A separator's period; a week keeps the month above it, a month the year."""
        before = self.sheet.period
        if not period.first and not period.year:
            return before
        if period.year or self.widest.year:
            return period.within(self.widest)
        turns = before.year and before.first and period.first < before.first  # January below December
        return period._replace(year=before.year + 1 if turns else before.year)

    # --- what the rows above say --------------------------------------------------------------------------------------
    def _filled(self, row: SheetRow) -> CaseRows:
        """The row with its ditto cells filled from above."""
        cells, copied = list(row.cells), []
        for index, cell in enumerate(cells):
            if is_ditto(cell):
                value, number = self.sheet.above.get(index, (None, 0))
                cells[index] = value
                if value is not None:
                    copied.append(Copied(index, number))
            elif cell is not None:
                self.sheet.above[index] = (cell, row.number)
        filled = replace(row, cells=cells) if copied or cells != row.cells else row
        return CaseRows(filled, tuple(copied), period=self.sheet.period)

    def _forget_empty(self, row: SheetRow) -> None:
        """A ditto below an empty cell repeats nothing; the rows that continue a case leave its cells empty."""
        for index in list(self.sheet.above):
            if _cell(row, index) is None:
                del self.sheet.above[index]

    def _continues(self, row: SheetRow, entry: CaseRows) -> bool:
        """Whether the row belongs to the case above: no number and no date of its own, but somebody or some words."""
        own = {name for name, index in self.at.items() if _is_own(row, index)}
        if own & {F.OLD_NUMBER, F.REPORTED_ON}:
            return False
        counted = any(_is_own(row, index) for index in self.counted)
        if counted and (own & _CASE_FIELDS or self._repeats_day(row)):
            return False
        is_told = bool(own & {*OF_VICTIMS, F.MALE, F.FEMALE, F.NARRATIVE, F.NOTE, F.REPORTED_NAME})
        return is_told or bool(entry.copied)

    def _repeats_day(self, row: SheetRow) -> bool:
        """Whether a row says *ditto* for its day in a table that has no number but the running one."""
        at = self.at.get(F.REPORTED_ON)
        return at is not None and F.OLD_NUMBER not in self.at and is_ditto(_cell(row, at))


def _is_own(row: SheetRow, index: int) -> bool:
    cell = _cell(row, index)
    return cell is not None and not is_ditto(cell) and bool(cell_values.known_text(cell))


def _cell(row: SheetRow, index: int) -> object:
    return row.cells[index] if index < len(row.cells) else None


def _with_neighbours(items: Iterable[Item], at: int | None) -> Iterator[Item]:
    """The items, each entry with the days of the entries beside it."""
    before: deque[date] = deque(maxlen=AHEAD)
    ahead: deque[tuple[Item, date | None]] = deque()
    for item in items:
        ahead.append((item, _day_of(item, at)))
        if sum(isinstance(one, CaseRows) for one, _day in ahead) > AHEAD + 1:
            yield from _next(ahead, before)
    while ahead:
        yield from _next(ahead, before)


def _next(ahead: deque, before: deque) -> Iterator[Item]:
    item, day = ahead.popleft()
    if isinstance(item, Passed):
        yield item
        return
    after = [day for one, day in ahead if day is not None][:AHEAD]
    yield replace(item, before=tuple(before), after=tuple(after))
    if day is not None:
        before.append(day)


def _day_of(item: Item, at: int | None) -> date | None:
    return written_day(_cell(item.row, at)) if isinstance(item, CaseRows) and at is not None else None


def rows_of(item: Item) -> Sequence[int]:
    """The numbers of an item's rows."""
    return [item.number] if isinstance(item, Passed) else [item.row.number, *(one.row.number for one in item.joined)]
