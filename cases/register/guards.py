"""Detect a file's kind by its content, and whether it may be opened. Standard library only: runs in the sandbox."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
FILEPASS = re.compile(rb"\x2f\x00(?:\x36|\x38|\x06|\x04|\x0e|\x34|\xc8|\x10|\x12|\x14|\x22)[\x00-\x03]")
MOST_ENTRIES = 2_000
MOST_INFLATED = 300_000_000  # total bytes in the archive
MOST_RATIO = 250  # inflated size to packed size of the archive; real sheets stay below 60
SMALL = 20_000_000  # bytes; below that the ratio is ignored
PIECE = 1 << 16
GUESSED, DAMAGED, CUT = "guessed", "damaged", "cut"  # what is wrong with the letters of a row
ENCODED = "cp1252"  # the old encoding of a whole text file
FEW_STRANGE = 2  # bytes that are no text, in a short file
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
ROW_STARTS = re.compile(rb"<(?:\w+:)?row[ >/]")
ODS_ROWS = re.compile(rb"<table:table-row(?![\w-])[^>]*>")
# the first bytes of other files, and their usual names
OTHERS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"{\\rtf", "word"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3", "database"),
)
MARKUP = re.compile(rb"^\s*(?:<!doctype|<html|<\?xml|<svg|<table)", re.IGNORECASE)


class Refused(Exception):
    """The file is refused; ``code`` is a key of ``file_reader.REFUSALS``."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Allowed:
    """A file that may be opened."""

    kind: str  # xlsx, xls, ods or csv


def kind_of(content: bytes, *, most_rows: int) -> Allowed:
    """The kind of table in the content. Raises ``Refused`` for everything that must not be opened."""
    if not content.strip(b"\x00\r\n\t "):
        raise Refused("empty")
    if content.startswith(b"PK\x03\x04"):
        return Allowed(_inside_zip(content, most_rows))
    if content.startswith(b"PK"):
        raise Refused("damaged")
    if content.startswith(OLE):
        return Allowed(_inside_ole(content))
    for beginning, name in OTHERS:
        if content.startswith(beginning):
            raise Refused(name)
    if MARKUP.match(content[:200]):
        raise Refused("markup")
    if _is_binary(content):
        raise Refused("unknown")
    return Allowed("csv")


def _is_binary(content: bytes) -> bool:
    """Whether there are many bytes that no text in our encodings has; UTF-16 is detected by its mark.

    A few of them are survived; their rows are named.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    sample = content[:PIECE]
    strange = sum(sample.count(byte) for byte in range(9)) + sum(sample.count(byte) for byte in range(14, 27))
    return strange > max(FEW_STRANGE, len(sample) // 200)


def _inside_ole(content: bytes) -> str:
    if ENCRYPTED_PACKAGE in content:
        raise Refused("password")
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused("word")
    if "PowerPoint Document".encode("utf-16-le") in content:
        raise Refused("slides")
    if "Workbook".encode("utf-16-le") not in content and "Book".encode("utf-16-le") not in content:
        raise Refused("unknown")
    if FILEPASS.search(content[: 1 << 20]) and _starts_with_password(content):
        raise Refused("password")
    return "xls"


def _starts_with_password(content: bytes) -> bool:
    """Whether a FILEPASS record (0x002F) is among the first records of a BIFF stream in the file."""
    for start in re.finditer(rb"\x09\x08\x10\x00\x00\x06", content[: 1 << 20]):
        at = start.start()
        for _step in range(6):
            kind, length = content[at : at + 2], int.from_bytes(content[at + 2 : at + 4], "little")
            if kind == b"\x2f\x00":
                return True
            at += 4 + length
    return False


def _inside_zip(content: bytes, most_rows: int) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            kind = _kind_by_entries(archive, entries)
            _check_sizes(entries, len(content))
            _check_inflated(archive, entries, kind, most_rows)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError):
        raise Refused("damaged") from None
    return kind


def _kind_by_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    if len(entries) > MOST_ENTRIES:
        raise Refused("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("password")
    names = {entry.filename for entry in entries}
    if "xl/vbaProject.bin" in names:
        raise Refused("macros")
    if "xl/workbook.xml" in names:
        return "xlsx"
    for name, code in (
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "word"),
        ("ppt/presentation.xml", "slides"),
    ):
        if name in names:
            raise Refused(code)
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return _kind_of_open_document(archive, names)
    raise Refused("archive")


def _kind_of_open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    if archive.read("mimetype").strip() != ODS_TYPE:
        raise Refused("word")
    manifest = "META-INF/manifest.xml"
    is_small = manifest in names and archive.getinfo(manifest).file_size < 1_000_000
    if is_small and b"encryption-data" in archive.read(manifest):
        raise Refused("password")
    return "ods"


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Check the sizes the archive declares, before anything is inflated."""
    declared = sum(entry.file_size for entry in entries)
    if declared > MOST_INFLATED or (declared > SMALL and declared > packed * MOST_RATIO):
        raise Refused("bomb")


def _check_inflated(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: str, most_rows: int) -> None:
    """Inflate piece by piece without storing, because an archive may lie about its sizes. Counts rows as well."""
    total = 0
    for entry in entries:
        rows = 0
        counts = entry.filename.startswith("xl/worksheets/") or (kind == "ods" and entry.filename == "content.xml")
        size, tail = 0, b""
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                total += len(piece)
                if size > entry.file_size or total > MOST_INFLATED:
                    raise Refused("bomb")
                if counts:
                    rows, tail = _count_rows(tail + piece, rows, kind)
                    if rows > most_rows * 2:
                        raise Refused("rows")


def _count_rows(piece: bytes, rows: int, kind: str) -> tuple[int, bytes]:
    """The rows begun so far, and the unfinished end for the next piece."""
    cut = piece.rfind(b"<")
    whole, rest = (piece[:cut], piece[cut:]) if cut > 0 else (piece, b"")
    return rows + len((ODS_ROWS if kind == "ods" else ROW_STARTS).findall(whole)), rest[-1000:]
