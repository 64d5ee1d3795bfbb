"""Kelurahan and desa: 83,762 rows, too many to hold as objects in every process.

The file is sorted by ``key_of(name)`` and mapped into memory, which all processes share. A process keeps where each
line begins (0.3 MB), and the villages of the few provinces it is asked about (``PROVINCES_KEPT``, at most 3 MB each).
``data/NOTICE.md`` says where the rows come from.
"""

import mmap
import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "villages.csv"
PROVINCES_KEPT = 4
KELURAHAN = "1"  # the fourth part of its code begins with it; of a desa with 2, of a desa adat with 3
_KIND_AT = len("15.71.02.")
_ROMAN = dict(i="1", ii="2", iii="3", iv="4", v="5", vi="6", vii="7", viii="8", ix="9", x="10")  # noqa: C408 - one line
SHORT_FORMS = {
    "kab": "kabupaten", "kec": "kecamatan", "prov": "provinsi", "propinsi": "provinsi", "adm": "administrasi",
    "kel": "kelurahan", "ds": "desa", "kodya": "kota", "kotamadya": "kota", "tjg": "tanjung", "tj": "tanjung",
    "brt": "barat", "tmr": "timur", "slt": "selatan", "utr": "utara", "sei": "sungai",
}  # fmt: skip
_NO_LETTER = re.compile(r"[\W_]+")


def key_of(name: str) -> str:
    """What spellings of one name share: no blanks, no signs, short forms written out, Roman numerals as digits.

    ``Simpang III Sipin`` and ``simpang 3 sipin``, ``The Hok`` and ``Thehok``, ``Sei Mati`` and ``Sungai Mati``.
    """
    words = (SHORT_FORMS.get(word, word) for word in _NO_LETTER.split(name.casefold()))
    return "".join(_ROMAN.get(word, word) for word in words)


def named(name: str) -> list[tuple[str, str]]:
    """Code and name of every village called so, in the order of the codes."""
    wanted, starts = key_of(name), _starts()
    if not wanted:
        return []
    found = []
    for place in range(bisect_left(starts, wanted, key=_key_at), len(starts)):
        code, own = _line_at(starts[place])
        if key_of(own) != wanted:
            break
        found.append((code, own))
    return found


def named_in(province: str, name: str) -> list[tuple[str, str]]:
    """The same within one province, by its two digits. Quick: the names of the province are held."""
    return list(_of_province(province).get(key_of(name), ()))


def beginning(province: str, typed: str) -> list[tuple[str, str]]:
    """Villages of a province with a word that begins with ``typed`` (lower case)."""
    return [
        row
        for rows in _of_province(province).values()
        for row in rows
        if f" {typed}" in f" {row[1].casefold()}"
    ]  # fmt: skip


def name_of(code: str) -> str | None:
    """The name of a village; None where there is no such code."""
    at = _file().find(f"\n{code},".encode()) if len(code) == len("15.71.02.1001") else -1
    return _line_at(at + 1)[1] if at >= 0 else None


def kind_word(code: str) -> str:
    """``Kel.`` or ``Desa``, as the code says."""
    return "Kel." if code[_KIND_AT] == KELURAHAN else "Desa"


def every_row() -> list[tuple[str, str]]:
    """Code and name of all villages, for the table in the database."""
    return [_line_at(start) for start in _starts()]


@lru_cache(maxsize=PROVINCES_KEPT)
def _of_province(province: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The villages of a province by the key of their name."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    if re.fullmatch(r"\d\d", province):
        for line in re.finditer(rb"^(%s\.[\d.]+),(.+)$" % province.encode(), _file(), re.MULTILINE):
            code, name = line[1].decode(), line[2].decode()
            found[key_of(name)] = (*found.get(key_of(name), ()), (code, name))
    return found


@cache
def _file() -> mmap.mmap:
    with FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _starts() -> array:
    """Where each line begins, without the heading."""
    return array("I", [line.end() for line in re.finditer(rb"\n(?=.)", _file())])


def _line_at(start: int) -> tuple[str, str]:
    end = _file().find(b"\n", start)
    code, _comma, name = _file()[start:end].decode().partition(",")
    return code, name


def _key_at(start: int) -> str:
    return key_of(_line_at(start)[1])
