"""Read an uploaded file through the sandboxed process: its kind, and its rows one by one, with little memory here."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from interface.numbers import number
from safeguards.errors import WorkflowRefused

WAIT_SECONDS = 90
PROGRAM = (
    "import sys, json; sys.path.insert(0, sys.argv[1]); "
    "from cases.register.sandboxed import main; main(json.loads(sys.argv[2]))"
)
_ASK_FOR_TABLE = _("Kirim tabelnya sebagai XLSX, XLS, ODS, atau CSV.")
REFUSALS = {
    "empty": _("Berkas ini kosong."),
    "damaged": _("Berkas ini terpotong atau rusak. Buka di aplikasi tabel, simpan lagi sebagai XLSX, lalu kirim."),
    "password": _("Berkas ini memakai kata sandi. Buka, hapus kata sandinya (Simpan sebagai), lalu kirim lagi."),
    "bomb": _(
        "Berkas ini mengembang terlalu besar bila dibuka, sehingga tidak dibuka. Salin tabelnya ke buku kerja baru, "
        "simpan sebagai XLSX, lalu kirim."
    ),
    "macros": _("Berkas ini berisi makro. Simpan sebagai XLSX tanpa makro, lalu kirim."),
    "xlsb": _("Berkas ini buku kerja biner (XLSB). Simpan sebagai XLSX, lalu kirim."),
    "pdf": _("Berkas ini dokumen PDF. %(ask)s"),
    "word": _("Berkas ini dokumen teks. %(ask)s"),
    "slides": _("Berkas ini salindia. %(ask)s"),
    "picture": _("Berkas ini gambar. %(ask)s"),
    "program": _("Berkas ini program. %(ask)s"),
    "archive": _("Berkas ini arsip. %(ask)s"),
    "database": _("Berkas ini basis data. %(ask)s"),
    "markup": _("Berkas ini halaman web atau XML. %(ask)s"),
    "unknown": _("Berkas ini bukan tabel yang dikenal. %(ask)s"),
    "recap": _(
        "Berkas ini rekapitulasi: isinya jumlah per wilayah, bulan, atau jenis, bukan orang per orang. Tidak ada yang "
        "dibaca. Unggah registernya, dengan satu baris untuk setiap korban atau pengaduan."
    ),
    "rows": _(
        "Tabel ini lebih dari %(rows)s baris. Bagi per tahun atau per semester menjadi beberapa berkas, lalu kirim "
        "satu per satu."
    ),
    "long": _(
        "Ada baris yang panjangnya tidak wajar, mungkin karena tanda kutip yang tidak ditutup. Buka di aplikasi tabel, "
        "simpan sebagai XLSX, lalu kirim."
    ),
    "size": _(
        "Berkas ini lebih besar dari %(size)s MB. Hapus gambar dan lembar yang tidak perlu, atau bagi per tahun."
    ),
}


class FileRefused(WorkflowRefused):
    """The file is refused; the message is the remedy, ``code`` the reason."""

    def __init__(self, code: str):
        words = {"ask": _ASK_FOR_TABLE, "rows": number(settings.REGISTER_MOST_ROWS), "size": largest_megabytes()}
        super().__init__(str(REFUSALS.get(code, REFUSALS["damaged"])) % words)
        self.code = code


@dataclass(frozen=True)
class SheetRow:
    """One row of the file: its number as a spreadsheet shows it, its cells, and what is wrong with its letters."""

    number: int
    cells: list
    flaw: str = ""  # guessed, damaged or cut


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its number of filled rows, and the first of them."""

    name: str
    rows: int
    first: list[SheetRow] = field(default_factory=list)
    mark: str = ""  # a digest of its rows


@dataclass(frozen=True)
class Look:
    """The kind of a file, its sheets, and the encoding if it is an old one (``cp1252``)."""

    kind: str
    sheets: list[Sheet]
    encoding: str = ""


def largest_megabytes() -> int:
    """The largest size of an uploaded register, in MB."""
    return settings.REGISTER_LARGEST_MEGABYTES


def look(content: bytes) -> Look:
    """The kind, sheets and first rows of a file. Raises ``FileRefused`` with the remedy."""
    if len(content) > largest_megabytes() * 1_000_000:
        raise FileRefused("size")
    kind, encoding, sheets = "", "", []
    for said in _answers(content, {"ask": "look"}):
        if "kind" in said:
            kind, encoding = said["kind"], said["encoding"]
        else:
            sheets.append(Sheet(said["sheet"], said["rows"], [SheetRow(*row) for row in said["first"]], said["mark"]))
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused("empty")
    return Look(kind, sheets, encoding)


def rows(content: bytes, sheet: int) -> Iterator[SheetRow]:
    """All filled rows of one sheet. Raises ``FileRefused``, also in the middle."""
    for said in _answers(content, {"ask": "rows", "sheet": sheet}):
        yield SheetRow(*said)


def _answers(content: bytes, question: dict) -> Iterator[Any]:
    """The lines the sandboxed process writes. A process that ends without an end line crashed on the file."""
    options = json.dumps({**question, "most_rows": settings.REGISTER_MOST_ROWS})
    command = [sys.executable, "-I", "-c", PROGRAM, str(settings.BASE_DIR), options]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env={}, cwd="/", close_fds=True, **pipes) as child:  # our environment has secrets
        feeder = threading.Thread(target=_feed, args=(child, content), daemon=True)
        alarm = threading.Timer(WAIT_SECONDS, child.kill)
        feeder.start()
        alarm.start()
        ended = False
        try:
            for line in child.stdout:
                said = json.loads(line)
                if isinstance(said, dict) and "error" in said:
                    raise FileRefused(said["error"])
                if isinstance(said, dict) and "end" in said:
                    ended = True
                    break
                yield said
        finally:
            alarm.cancel()
            child.kill()
    if not ended:
        raise FileRefused("bomb" if child.returncode in (-6, -9, -24) else "damaged")


def _feed(child: subprocess.Popen, content: bytes) -> None:
    """Send the file; the other process may close its input early."""
    try:
        child.stdin.write(content)
        child.stdin.close()
    except (BrokenPipeError, ValueError, OSError):
        return
