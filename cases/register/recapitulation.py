"""Tell a recapitulation (how many, per region or month) from a register (who). Pure."""

import re
from collections.abc import Sequence

from cases.reading.dates import MONTHS
from cases.register import cell_values, synonyms
from cases.register.column_meanings import F, meaning_of, normal
from cases.register.columns import Layout, RegisterColumn, is_total
from cases.register.file_reader import SheetRow
from taskforces import region_table

MOST_COUNTED = 9_999
LONGEST_COUNT = 4  # digits; Python refuses to read thousands of them
LEAST_COLUMNS = 2  # of counts
SHARE = 0.8  # of the filled cells of a column
OF_PEOPLE = (F.NIK, F.BIRTH_DATE, F.PHONE, F.NARRATIVE, F.OLD_NUMBER, F.ADDRESS, F.REPORTER_NAME, F.REPORTED_NAME)
NUMBERS = frozenset({F.PHONE, F.NIK, F.OLD_NUMBER, F.REPORTED_ON, F.EVENT_ON, F.BIRTH_DATE, F.LOSS})
_GROUPED = re.compile(
    r"\b(?:anak|dewasa|jumlah|total|laki\w*|pria|perempuan|wanita|l|p|lk|pr|fisik|psikis|seksual|tppo|kdrt|"
    r"trafficking|penelantaran|eksploitasi|korban|kasus|selesai|proses|sd|smp|sma|pt|\d+ \d+)\b"
)
_SINGLE = frozenset(["umur", "usia", "umur korban", "usia korban", "umur tahun", "usia tahun", "umur th", "usia th"])


def is_recapitulation(layout: Layout, rows: Sequence[SheetRow]) -> bool:
    """Whether the rows below a header count people instead of naming them."""
    layout = layout if layout.header_from else _with_any_header(layout, rows)
    data = [row for row in rows if row.number >= layout.data_from and not is_total(row.cells)]
    if not data:
        return False
    by_column = [_cells(data, index) for index in range(len(layout.columns))]
    if any(_names_people(column.label, column.field, cells)
           for column, cells in zip(layout.columns, by_column, strict=True)):  # fmt: skip
        return False
    counted = [
        index
        for index, column in enumerate(layout.columns)
        if _is_counted(column.label, column.field, by_column[index])
    ]
    if len(counted) < LEAST_COLUMNS:
        return False
    full = sum(sum(_count(row, index) for index in counted) >= LEAST_COLUMNS for row in data)
    return full * 2 >= len(data) and _has_groups(by_column)


def _with_any_header(layout: Layout, rows: Sequence[SheetRow]) -> Layout:
    """The layout with the first row of words as header, for a table none of whose headings is a register's."""
    for row in rows:
        texts = [cell_values.text_of(cell) for cell in row.cells]
        if sum(bool(text) for text in texts) > LEAST_COLUMNS and not any(text.isdecimal() for text in texts):
            named = [RegisterColumn(text, *meaning_of(text)) for text in texts]
            return Layout(row.number, row.number + 1, named)
    return layout


def _cells(rows: Sequence[SheetRow], index: int) -> list[object]:
    return [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index] is not None]


def _count(row: SheetRow, index: int) -> bool:
    return index < len(row.cells) and _is_number(row.cells[index])


def _is_number(cell: object) -> bool:
    text = cell_values.text_of(cell)
    return (text.isdecimal() and len(text) <= LONGEST_COUNT and int(text) <= MOST_COUNTED) or text in ("-", "–")


def _is_counted(label: str, meaning: str, cells: list[object]) -> bool:
    """Whether a column counts: its heading names a group, and its cells are small numbers."""
    words = normal(label)
    if not cells or words in _SINGLE or words in ("no", "nomor", "no urut") or meaning in NUMBERS:
        return False
    numbers = sum(map(_is_number, cells))
    is_group = bool(_GROUPED.search(words)) or words in MONTHS or bool(region_table.find(label))
    return is_group and numbers >= len(cells) * SHARE


def _names_people(label: str, meaning: str, cells: list[object]) -> bool:
    """Whether a column names or tells of single people."""
    if meaning == F.NAME or meaning_of(label)[0] == F.NAME:
        return bool(cells) and sum(map(_is_group, cells)) < len(cells) / 2
    return meaning in OF_PEOPLE and bool(cells)


def _has_groups(by_column: list[list[object]]) -> bool:
    """Whether one column names what is counted: regions, months, kinds, offices."""
    return any(
        cells and not any(map(_is_number, cells)) and sum(map(_is_group, cells)) >= len(cells) / 2
        for cells in by_column
    )


def _is_group(cell: object) -> bool:
    text = cell_values.text_of(cell)
    words = normal(text)
    if not words or words.split()[0] in MONTHS or is_total([text]):
        return True
    if re.match(r"(?:kec|kecamatan|kab|kabupaten|kota|kel|kelurahan|desa|provinsi|uptd|polres\w*|dinas)\b", words):
        return True
    return bool(region_table.find(text)) or any(re.search(pattern, words) for pattern, *_ in synonyms.KINDS)
