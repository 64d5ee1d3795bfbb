"""Read a sheet whose cells lie far apart in blocks without the empty space between them.

The reader of workbooks builds every sheet as a full rectangle: one stray cell in the last row costs half a gigabyte.
Such a sheet is cut into small workbooks of the same cells moved together, and each row keeps the number it had.
Standard library only: it runs in the sandbox.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from cases.register.guards import Refused

MOST_AREA = 2_000_000  # cells of a rectangle that is built at once; each takes 32 bytes
BLOCK_ROWS = 5_000
PIECE = 1 << 20
LONGEST_ROW = 12_000_000  # bytes of one row's XML
LARGEST_HEAD = 20_000_000  # bytes before the first table of an ODS
ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,7})["']""")
ROW_START = re.compile(rb"<(?:\w+:)?row[\s/>]")
COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})\d""")
ROW = re.compile(rb"<((?:\w+:)?)row(?=[\s/>])([^>]*?)(?:/>|>(.*?)</\1row\s*>)", re.DOTALL)
CELL = re.compile(rb"<((?:\w+:)?)c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</\1c\s*>)", re.DOTALL)
NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})\d{1,7}["']""")
ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
ODS_TABLE = re.compile(rb"<table:table(?=[\s>])[^>]*>")
ODS_ROW = re.compile(rb"<table:table-row(?=[\s/>])([^>]*?)(?:/>|>(.*?)</table:table-row\s*>)", re.DOTALL)
ODS_END = b"</table:table>"
ODS_REPEATED = re.compile(rb'table:number-rows-repeated="(\d{1,9})"')
ODS_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d+)"')
ODS_NAME = re.compile(rb'table:name="([^"]*)"')
ODS_FILLED = re.compile(rb"office:value-type|<text:p")
LEFT_OUT = ("xl/worksheets/", "xl/media/", "xl/drawings/", "xl/charts/", "xl/embeddings/", "docProps/")


@dataclass
class Block:
    """A workbook of one sheet without empty space, and the number each of its rows had."""

    content: bytes = b""
    numbers: list[int] = field(default_factory=list)


def is_sparse(content: bytes, kind: str, index: int, *, most_columns: int) -> bool:
    """Whether building a sheet as a rectangle would cost too much."""
    if kind not in ("xlsx", "ods"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        path = _path_of(archive, index) if kind == "xlsx" else "content.xml"
        if path is None:
            return False
        height, width = _extent(archive, path) if kind == "xlsx" else _ods_extent(archive, most_columns)
    return height * width > MOST_AREA or width > most_columns + 1


def blocks_of(content: bytes, kind: str, index: int, *, most_columns: int) -> Iterator[Block]:
    """The filled rows of a sheet in small workbooks. A cell right of ``most_columns`` is moved beside the last one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if kind == "ods":
            yield from _ods_blocks(archive, index, most_columns)
            return
        path = _path_of(archive, index)
        if path is None:
            return
        rest = [e for e in archive.infolist() if not e.filename.startswith(LEFT_OUT) and not e.is_dir()]
        for head, rows, numbers in _xlsx_rows(archive, path, most_columns):
            prefix = head[1]
            sheet = b"%s<%ssheetData>%s</%ssheetData></%sworksheet>" % (head[0], prefix, rows, prefix, prefix)
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as book:
                for entry in rest:
                    book.writestr(entry.filename, archive.read(entry))
                book.writestr(path, sheet)
            yield Block(made.getvalue(), numbers)


def ods_names(content: bytes) -> list[str]:
    """The names of the tables of an ODS."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            raise Refused("damaged")
        starts = [
            found[0] for found in _matches(archive, "content.xml", re.compile(ODS_TABLE.pattern + b"|" + ODS_END))
        ]
    found = [ODS_NAME.search(start) for start in starts if start != ODS_END]
    return [html.unescape(one[1].decode(errors="replace")) if one else "" for one in found]


def _path_of(archive: zipfile.ZipFile, index: int) -> str | None:
    """The path of the sheet of this index in the archive, in the order of the workbook."""
    try:
        # expat since 2.4.1 limits how far entities expand, and this process is bounded
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - see above
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - see above
    except (ElementTree.ParseError, KeyError, ValueError, LookupError):
        raise Refused("damaged") from None
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = [one for one in book.iter() if one.tag.rpartition("}")[2] == "sheet"]
    if index >= len(sheets):
        return None
    key = next((value for name, value in sheets[index].attrib.items() if name.endswith("}id")), "")
    target = targets.get(key, "").removeprefix("/").removeprefix("xl/")
    path = f"xl/{target}"
    return path if target and path in archive.namelist() else None


def _pieces(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    with archive.open(path) as stream:
        while piece := stream.read(PIECE):
            yield piece


def _extent(archive: zipfile.ZipFile, path: str) -> tuple[int, int]:
    """The height and the width of a sheet as its cells say."""
    height = width = rows = 0
    rest = b""
    for piece in _pieces(archive, path):
        cut = piece.rfind(b"<")
        whole, rest = (rest + piece[:cut], piece[cut:]) if cut > 0 else (rest + piece, b"")
        height = max([height, *map(int, ROW_NUMBER.findall(whole))])
        rows += len(ROW_START.findall(whole))
        width = max([width, *map(_column_number, set(COLUMN.findall(whole)))])
    return max(height, rows), max(width, 1)


def _column_number(letters: bytes) -> int:
    """``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> bytes:
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _xlsx_rows(
    archive: zipfile.ZipFile, path: str, most_columns: int
) -> Iterator[tuple[tuple[bytes, bytes], bytes, list[int]]]:
    """Root element with its prefix, rows moved together, and their numbers; block by block."""
    head, numbers, rows, number = None, [], [], 0
    for found in _matches(archive, path, ROW):
        if head is None:
            root = ROOT.search(found.string)
            head = (root[0], root[1]) if root else (b"<worksheet>", b"")
        stated = NUMBER.search(b" " + found[2])
        number = int(stated[1]) if stated else number + 1
        cells = _moved(found[3] or b"", len(numbers) + 1, most_columns)
        if cells:
            rows.append(b'<%srow r="%d">%s</%srow>' % (found[1], len(numbers) + 1, cells, found[1]))
            numbers.append(number)
        if len(numbers) == BLOCK_ROWS:
            yield head, b"".join(rows), numbers
            numbers, rows = [], []
    if head is not None and numbers:
        yield head, b"".join(rows), numbers


def _matches(archive: zipfile.ZipFile, path: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Elements of a stream, with little of it in memory. The first one's string begins where the stream does."""
    rest, is_first = b"", True
    for piece in _pieces(archive, path):
        rest += piece
        end = 0
        for found in pattern.finditer(rest):
            yield found
            end, is_first = found.end(), False
        rest = rest[end:]
        if len(rest) > LONGEST_ROW and not is_first:
            raise Refused("bomb")
        if len(rest) > LARGEST_HEAD:
            raise Refused("bomb")


def _moved(cells: bytes, row: int, most_columns: int) -> bytes:
    """The filled cells of a row with the places they have in their block."""
    made, column = [], 0
    for found in CELL.finditer(cells):
        stated = PLACE.search(b" " + found[2])
        column = _column_number(stated[1]) if stated else column + 1
        if not found[3]:
            continue
        place = b' r="%s%d"' % (_letters(min(column, most_columns + 1)), row)
        attributes = PLACE.sub(b"", b" " + found[2])
        made.append(b"<%sc%s%s>%s</%sc>" % (found[1], place, attributes, found[3], found[1]))
        if column > most_columns:
            break  # the rest is beyond the limit too, and the row says so
    return b"".join(made)


def _ods_extent(archive: zipfile.ZipFile, most_columns: int) -> tuple[int, int]:
    """The height of all sheets and the largest width, with all repetitions."""
    width = rows = 0
    rest = b""
    for piece in _pieces(archive, "content.xml"):
        cut = piece.rfind(b"<")
        whole, rest = (rest + piece[:cut], piece[cut:]) if cut > 0 else (rest + piece, b"")
        rows += sum(map(int, ODS_REPEATED.findall(whole)))
        width = max([width, *map(int, ODS_COLUMNS.findall(whole))])
    return rows, max(min(width, most_columns + 2), 1)


def _ods_blocks(archive: zipfile.ZipFile, index: int, most_columns: int) -> Iterator[Block]:
    """The rows of one table of an ODS, moved together."""
    head, seen, number, numbers, rows = b"", -1, 0, [], []
    pattern = re.compile(ODS_TABLE.pattern + b"|" + ODS_ROW.pattern + b"|" + ODS_END, re.DOTALL)
    for found in _matches(archive, "content.xml", pattern):
        if found[0].startswith(b"<table:table") and not found[0].startswith(b"<table:table-row"):
            seen += 1
            head = head or found.string[: found.start()]
            continue
        if seen != index or found[0] == ODS_END:
            if seen > index or (seen == index and found[0] == ODS_END):
                break
            continue
        times = ODS_REPEATED.search(found[1] or b"")
        repeated = max(int(times[1]), 1) if times else 1
        if found[2] and ODS_FILLED.search(found[2]):
            if repeated > 2 * BLOCK_ROWS:
                raise Refused("rows")
            cells = ODS_COLUMNS.sub(lambda one: _fewer(one, most_columns), found[2])
            rows.append(b"<table:table-row>%s</table:table-row>" % cells * repeated)
            numbers += range(number + 1, number + repeated + 1)
        number += repeated
        if len(numbers) >= BLOCK_ROWS:
            yield Block(_ods_book(head, rows), numbers)
            numbers, rows = [], []
    if numbers:
        yield Block(_ods_book(head, rows), numbers)


def _fewer(found: re.Match[bytes], most_columns: int) -> bytes:
    return b'table:number-columns-repeated="%d"' % min(int(found[1][:9]), most_columns + 1)


def _ods_book(head: bytes, rows: list[bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        book.writestr(
            "content.xml",
            b'%s<table:table table:name="S">%s</table:table></office:spreadsheet></office:body>'
            b"</office:document-content>" % (head, b"".join(rows)),
        )
    return made.getvalue()
