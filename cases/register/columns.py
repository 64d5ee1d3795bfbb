"""Find the header of an office's table, the meaning of each column, and how sure it is. Pure."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial

from cases.reading import nik as nik_rules
from cases.register import cell_values, coding, periods, synonyms
from cases.register.column_meanings import GROUPS, MANY, F, bare, is_heading, meaning_of, normal
from cases.register.column_samples import masked, plain
from cases.register.dittos import is_ditto
from cases.register.file_reader import SheetRow
from cases.register.place_columns import PLACES, level_of
from taskforces import region_table

LOOKED_AT = 30  # rows searched for a header
SAMPLES = 3
MOST_GROUP_WORDS = 3  # in a heading over several columns
NAMES_NOBODY = frozenset({
    F.KIND, F.KIND_TICK, F.MALE, F.FEMALE, F.MODE, F.STATUS, F.CHANNEL, F.URGENCY, F.REPORTER_KIND, F.REGION, F.ORIGIN,
})  # fmt: skip
SURE = 0.75  # from this value on a column is not marked as doubtful
_TOTAL = re.compile(r"^(?:sub ?)?(?:jumlah|total|grand total|jml)\b(?! korban)")
_SIGNED = re.compile(
    r"(?i)\w[\w .]{2,30},\s*(?:tanggal\s*)?\d{1,2}\s+[a-z]{3,9}\s+\d{4}|"
    r"(?:mengetahui|menyetujui|dibuat oleh)\b.{0,40}|"
    r"(?:plt\.?\s+|an\.?\s+)?kepala (?:uptd|dinas|bidang|seksi)\b.{0,60}|nip\.?\s*:?\s*[\d .]{8,}|"
    r"\(?\s*[._]{5,}\s*\)?"
)
# meanings whose words are in a table; a heading nobody knows may have them
BY_WORDS: dict[str, coding.Table] = {
    F.KIND: synonyms.KINDS, F.STATUS: synonyms.STATUSES, F.CHANNEL: synonyms.CHANNELS, F.URGENCY: synonyms.URGENCIES,
    F.REPORTER_KIND: synonyms.REPORTERS, F.REGION: (),
}  # fmt: skip
_COUNTED = re.compile(
    r"(?i)(?:[lp]|lk|pr|laki\S*|perempuan|anak|dewasa)?\s*[:=]?\s*\d+\s*(?:orang|org|kasus|korban|anak|jiwa)?"
)
_TICK = re.compile(r"(?i)[vx√✓✔✗☑●•*+]|ya|y|ada|1")
_NO_TICK = re.compile(r"(?i)[-–—0]|tidak|tdk|t|n")
MANY_ROWS = 0.3  # of the first rows: then a column without a heading is one
SOFT = frozenset({F.NOTE, F.NARRATIVE, F.PLACE, F.ADDRESS})  # headings whose cells may say more exactly what they are
TOLD = frozenset({F.NOTE, F.NARRATIVE})
LONGEST_KIND = 60  # characters
TICKED = 0.8  # of the filled cells of a tick column
MEANT = 0.6  # of the cells: then their contents decide what a heading nobody knows means


@dataclass
class RegisterColumn:
    """One column: its heading, its meaning, how sure that is, and masked sample cells."""

    label: str
    field: str
    confidence: float = 0.0
    samples: list[str] = field(default_factory=list)


@dataclass
class Layout:
    """The position of the table in the sheet. Rows are numbered as in the file, from 1."""

    header_from: int
    data_from: int
    columns: list[RegisterColumn]
    period: periods.ToldPeriod = periods.NO_PERIOD  # of the title above the table, else of the sheet's name
    encoding: str = ""  # an old encoding of the whole file, to be said once

    def to_plain(self) -> dict:
        """The form for storing."""
        return asdict(self)

    @classmethod
    def from_plain(cls, stored: dict) -> "Layout":
        """Read the stored form."""
        columns = [RegisterColumn(**column) for column in stored["columns"]]
        period = periods.ToldPeriod(*stored.get("period", ()))
        return cls(stored["header_from"], stored["data_from"], columns, period, stored.get("encoding", ""))

    @property
    def fields(self) -> list[str]:
        """The meaning of each column, in order."""
        return [column.field for column in self.columns]

    @property
    def heading(self) -> str:
        """The text of the header, to recognise the same table again."""
        return "|".join(normal(column.label) for column in self.columns)


def find_layout(first: Sequence[SheetRow], today: date, near: str = "") -> Layout:
    """Find the header in the first rows, and propose a meaning for every column.

    ``near`` is the region code of the task force, whose villages a column may name.
    """
    width = max((len(row.cells) for row in first), default=0)
    rows = [SheetRow(row.number, list(row.cells) + [None] * (width - len(row.cells))) for row in first]
    at = _header_index(rows)
    if at is None:
        columns = _named([""] * width, rows, today, near)
        return Layout(0, rows[0].number if rows else 1, columns)
    labels, begins, after = _labels(rows, at)
    while after < len(rows) and is_numbering(rows[after].cells):
        after += 1
    data_from = rows[after].number if after < len(rows) else rows[-1].number + 1
    above = [cell_values.text_of(cell) for row in rows[:begins] for cell in row.cells if isinstance(cell, str)]
    labels = labels[: _width(labels, rows[after:])]
    return Layout(rows[begins].number, data_from, _named(labels, rows[after:], today, near), periods.title(above))


def _width(labels: list[str], data: Sequence[SheetRow]) -> int:
    """The number of columns: up to the last heading; behind it, cells of a few rows are shifted ones."""
    last = max((index for index, label in enumerate(labels) if label), default=len(labels) - 1) + 1
    beyond = [sum(row.cells[index] is not None for row in data) for index in range(last, len(labels))]
    wide = [index for index, filled in enumerate(beyond, last) if filled > len(data) * MANY_ROWS]
    return max(wide) + 1 if wide else last


def is_total(cells: Sequence) -> bool:
    """Whether a row is the total under the table: its first words say so, and few cells are filled."""
    texts = [cell_values.text_of(cell) for cell in cells if cell is not None]
    words = next((text for text in texts if not re.fullmatch(r"[\d.,]+", text)), "")
    rest = [text for text in texts if text != words and not _COUNTED.fullmatch(text)]
    return bool(_TOTAL.match(normal(words))) and sum(bool(re.search(r"[^\W\d]", text)) for text in rest) <= 1


def is_signature(cells: Sequence) -> bool:
    """Whether a row is part of the signature under the table: place and day, the office, an official's number."""
    texts = [cell_values.text_of(cell) for cell in cells if cell is not None]
    return bool(texts) and len(texts) <= 2 and all(_SIGNED.fullmatch(text) for text in texts)


def is_ticked(cell: object) -> bool:
    """Whether a cell has a tick: ``v``, ``x``, ``√``, ``ya``, ``1``."""
    return bool(_TICK.fullmatch(cell_values.text_of(cell).strip(" ()")))


def is_not_ticked(cell: object) -> bool:
    """Whether a cell of a tick column says no: ``-``, ``0``, ``tidak``."""
    return bool(_NO_TICK.fullmatch(cell_values.text_of(cell).strip(" ()")))


def repeats_header(cells: Sequence, layout: Layout) -> bool:
    """Whether a row repeats the header, as on every printed page."""
    texts = [cell for cell in cells if cell is not None]
    if len(texts) < 2 or not all(isinstance(cell, str) and len(cell) < 60 for cell in texts):
        return False
    labels = {normal(column.label) for column in layout.columns}
    whole = sum(normal(text) in labels or is_heading(text) for text in texts)
    if len(texts) >= 3 and whole >= len(texts) * 0.8:
        return True
    parts = [normal(text) for text in texts]  # one of two lines: "Korban" above "Nama"
    joined = [label for label in labels if " " in label]
    in_part = sum(any(label.startswith(f"{part} ") or label.endswith(f" {part}") for label in joined) for part in parts)
    return in_part + whole >= len(texts) and in_part >= 2


def _header_index(rows: Sequence[SheetRow]) -> int | None:
    """The row with the most column names; titles above it fill one cell, data rows below it have no names."""
    best, most = None, 1.4
    for index, row in enumerate(rows[:LOOKED_AT]):
        texts = [cell_values.text_of(cell) for cell in row.cells if cell is not None]
        points = sum(meaning_of(text)[1] for text in texts if len(text) <= 60)
        points -= 0.5 * sum(bool(re.search(r"\d{3,}", text)) for text in texts)
        if points > most + 0.5 and len(texts) >= 2:
            best, most = index, points
    return best


def _labels(rows: Sequence[SheetRow], at: int) -> tuple[list[str], int, int]:
    """Headings of one or two lines, the index of their first line, and the index of the first row below."""
    here = [cell_values.text_of(cell) for cell in rows[at].cells]
    if at + 1 < len(rows) and _is_second_line(here, rows[at + 1]):
        below = [cell_values.text_of(cell) for cell in rows[at + 1].cells]
        return _joined(here, below), at, at + 2
    if at > 0 and _is_group_line([cell_values.text_of(cell) for cell in rows[at - 1].cells]):
        above = [cell_values.text_of(cell) for cell in rows[at - 1].cells]
        return _joined(above, here), at - 1, at + 1
    return here, at, at + 1


def _is_group_line(texts: list[str]) -> bool:
    """Whether a row names groups of columns; a single title above the table does not."""
    words = [bare(text) for text in texts if text]
    if len(words) == 1 and texts[0]:
        return False
    return any(len(word.split()) <= MOST_GROUP_WORDS and word.split()[0] in GROUPS for word in words if word)


def _is_second_line(above: list[str], row: SheetRow) -> bool:
    """Whether a row is below merged headings: it names columns where the line above is empty or a group."""
    texts = [cell_values.text_of(cell) for cell in row.cells]
    filled = [index for index, text in enumerate(texts) if text]
    if not filled or any(re.search(r"\d{2,}", texts[index]) for index in filled):
        return False
    named = sum(meaning_of(texts[index])[1] >= SURE or _is_kind(texts[index]) for index in filled)
    below_gap = sum(not above[index] for index in filled)
    covers = sum(bool(above[index]) and index not in filled for index in range(len(above)))
    return named >= max(1, len(filled) // 2) and (below_gap >= 1 or covers >= 2)


def _joined(above: list[str], below: list[str]) -> list[str]:
    """Join two lines: a group covers the empty cells to its right, as in a merged heading."""
    labels, group = [], ""
    for upper, lower in zip(above, below, strict=True):
        if upper:
            group = upper
        elif not lower:
            group = ""
        labels.append(f"{group} {lower}".strip() if lower else upper)
    return labels


def is_numbering(cells: Sequence) -> bool:
    """The line ``(1) (2) (3)`` below a header."""
    texts = [cell_values.text_of(cell).strip("() .") for cell in cells if cell is not None]
    if len(texts) < 3 or not re.fullmatch(r"\d{1,4}", texts[0]):
        return False
    first = int(texts[0])
    return texts == [str(number) for number in range(first, first + len(texts))]


def _named(labels: list[str], data: Sequence[SheetRow], today: date, near: str) -> list[RegisterColumn]:
    """Columns with their meaning; the contents confirm it, or decide if the heading means nothing.

    A column nobody knows becomes a note, so that nothing of it is lost, and is asked about.
    """
    columns = []
    people = [row for row in data if not is_total(row.cells)]
    for index, label in enumerate(labels):
        cells = [row.cells[index] for row in people if row.cells[index] is not None]
        name, sure = meaning_of(label)
        seen, share = _by_content(cells, today, near)
        if share >= MEANT and (sure < SURE or (name in SOFT and seen in BY_WORDS)):
            if name == F.ADDRESS and seen == F.REGION:
                seen = F.ORIGIN.value
            name, sure = seen, round(0.6 * share, 2)
        elif name == seen and sure:
            sure = min(1.0, sure + 0.2)
        if _has_ticks(label, cells):
            name, sure = F.KIND_TICK, 0.9
        if name == F.IGNORE and not sure and label:
            name = F.NOTE
        shown = plain if name in NAMES_NOBODY and sure >= SURE else masked
        columns.append(RegisterColumn(label, str(name), sure, [shown(cell) for cell in cells[:SAMPLES]]))
    return _each_once(_with_kind(_all_ticks(columns), people))


def _is_kind(label: str) -> bool:
    return coding.code_of(synonyms.KINDS, label).values is not None


def _has_ticks(label: str, cells: Sequence) -> bool:
    """Whether a column ticks the kind its heading names; a heading repeated on a later page is no cell."""
    cells = [cell for cell in cells if f" {normal(cell_values.text_of(cell))} " not in f" {normal(label)} "]
    ticks = sum(is_ticked(cell) or is_not_ticked(cell) for cell in cells)
    return bool(cells) and ticks >= len(cells) * TICKED and any(map(is_ticked, cells)) and _is_kind(label)


def _all_ticks(columns: list[RegisterColumn]) -> list[RegisterColumn]:
    """Beside a tick column, empty columns with the name of a kind are tick columns too."""
    if any(column.field == F.KIND_TICK for column in columns):
        for column in columns:
            if column.field in (F.NOTE, F.KIND) and not column.samples and _is_kind(column.label):
                column.field, column.confidence = F.KIND_TICK.value, 0.9
    return columns


def _with_kind(columns: list[RegisterColumn], data: Sequence[SheetRow]) -> list[RegisterColumn]:
    """Where no column has the kind, one of short stories that mostly begin with a kind: *KDRT, dipukul suami*."""
    if any(column.field in (F.KIND, F.KIND_TICK) for column in columns):
        return columns
    for index, column in enumerate(columns):
        cells = [row.cells[index] for row in data if row.cells[index] is not None and not is_ditto(row.cells[index])]
        if column.field in TOLD and cells and sum(map(_tells_kind, cells)) >= len(cells) * MEANT:
            column.field, column.confidence = F.KIND.value, 0.5
            break
    return columns


def _tells_kind(cell: object) -> bool:
    text = cell_values.text_of(cell)
    return len(text) <= LONGEST_KIND and _is_kind(text)


def _each_once(columns: list[RegisterColumn]) -> list[RegisterColumn]:
    """Give each meaning to its surest column; the others become notes, so that nothing is lost unnoticed.

    Columns of several levels, *Desa* beside *Kecamatan*, are one place together.
    """
    best: dict[tuple[str, object], int] = {}
    for index, column in enumerate(columns):
        other = best.get(_once(column))
        if other is None or columns[other].confidence < column.confidence:
            best[_once(column)] = index
    levelled = {name for name, level in best if level is not None and name in PLACES}
    for index, column in enumerate(columns):
        is_beside_levels = column.field in levelled and level_of(column.label) is None
        is_many = column.field in MANY and column.field not in PLACES
        if not is_many and (best[_once(column)] != index or is_beside_levels):
            column.field, column.confidence = F.NOTE.value, 0.3
    return columns


def _once(column: RegisterColumn) -> tuple[str, object]:
    """What only one column may be: a meaning; of places, a level."""
    return column.field, level_of(column.label) if column.field in PLACES else None


def _by_content(cells: Sequence, today: date, near: str) -> tuple[str, float]:
    """The meaning most cells of a column suggest, and their share."""
    if not cells:
        return F.IGNORE.value, 0.0
    tests = (
        (F.NIK, lambda cell: nik_rules.has_form(cell_values.text_of(cell)) or cell_values.is_lost_number(cell)),
        (F.SEX, lambda cell: synonyms.sex_of(cell_values.text_of(cell)) is not None),
        (F.PHONE, lambda cell: bool(re.fullmatch(r"(?:\+?62|0)?8[\d\s-]{8,14}", cell_values.text_of(cell)))),
        (F.REPORTED_ON, lambda cell: _is_day(cell, today)),
        *((name, partial(_codes, table)) for name, table in BY_WORDS.items() if table),
        (F.REGION, partial(_is_place, near)),
    )
    name, share = F.IGNORE.value, 0.0
    for meaning, test in tests:
        part = sum(map(test, cells)) / len(cells)
        if part > share:
            name, share = meaning.value, part
    return name, share


def _codes(table: coding.Table, cell: object) -> bool:
    """Whether a short cell is wholly understood by a table of words."""
    text = cell_values.text_of(cell)
    if len(text) > 40 or is_ticked(cell):
        return False
    coded = coding.code_of(table, text)
    return coded.values is not None and coded.why is None


def _is_place(near: str, cell: object) -> bool:
    text = cell_values.text_of(cell)
    return len(text) <= 60 and bool(re.search(r"[^\W\d]{3}", text)) and bool(region_table.find(text, near=near))


def _is_day(cell: object, today: date) -> bool:
    if isinstance(cell, float) or cell_values.text_of(cell).isdecimal():
        return False
    try:
        return cell_values.span_of(cell, today=today) is not None
    except (cell_values.UnreadableCell, ValueError, OverflowError):
        return False
