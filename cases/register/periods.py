"""The time a part of a register is about, as its title, its sheet or a separator says: ``BULAN JUNI 2023``. Pure."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cases.reading.dates import MONTHS

LONGEST = 90  # characters of a separator or a title
_SMALL = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_PARTS = {"triwulan": 3, "tw": 3, "triwln": 3, "kuartal": 3, "kwartal": 3, "caturwulan": 4, "cawu": 4,
          "semester": 6, "smt": 6, "sem": 6}  # fmt: skip
_WEEKS = frozenset(["minggu", "mgg", "pekan", "mggu"])
_FILLING = frozenset({
    "bulan", "bln", "periode", "tahun", "thn", "th", "ta", "anggaran", "ke", "sampai", "dengan", "s", "d", "sd",
    "hingga", "dan",
})  # fmt: skip
_LAW = re.compile(r"\b(?:uu|undang|perda|peraturan|permen\w*|perpres|pp|sk|keputusan|nomor|no|instruksi)\b")
_FEW_DIGITS = re.compile(r"\d{1,4}")  # Python refuses to read thousands of them
_YEAR = re.compile(r"(?:19|20)\d\d")


class ToldPeriod(NamedTuple):
    """A year, the months in it (both 0 if unknown), and the words that say so."""

    year: int = 0
    first: int = 0
    last: int = 0
    words: str = ""

    @property
    def month(self) -> int:
        """The month, if it is one."""
        return self.first if self.first == self.last else 0

    def within(self, wider: "ToldPeriod") -> "ToldPeriod":
        """This period, with the year of a wider one if it names none itself."""
        return self if self.year or not wider.year else self._replace(year=wider.year)


NO_PERIOD = ToldPeriod()


def separator(text: str) -> ToldPeriod | None:
    """The period of a row that says nothing else: ``MINGGU II``, ``Juni 2023``, ``TRIWULAN I``; else ``None``."""
    words = _words(text)
    if not words or any(not _is_of_time(word) for word in words):
        return None
    found = _read(words, text)
    is_week = any(word in _WEEKS for word in words)
    return found if found.year or found.first or is_week else None


def title(texts: Iterable[str]) -> ToldPeriod:
    """The period the lines above a table say; the lines of a law or a decree are left out."""
    found = NO_PERIOD
    for text in texts:
        words = _words(text)
        if not words or _LAW.search(text.casefold()):
            continue
        said = _read(words, text)
        if said.year or said.first:
            found = said.within(found)
    return found


def sheet(name: str) -> ToldPeriod:
    """The period the name of a sheet says: ``2023``, ``TW II 2023``, ``Juni``."""
    return title([re.sub(r"(?<=[a-zA-Z])(?=\d)|(?<=\d)(?=[a-zA-Z])|_", " ", name)])


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+|\d+", text.casefold()) if len(text) <= LONGEST else []


def _is_of_time(word: str) -> bool:
    is_month = bool(_FEW_DIGITS.fullmatch(word)) and int(word) <= 12
    is_number = word in _SMALL or is_month or bool(_YEAR.fullmatch(word))
    return is_number or word in MONTHS or word in _PARTS or word in _WEEKS or word in _FILLING


def _read(words: list[str], text: str) -> ToldPeriod:
    years = {int(word) for word in words if _YEAR.fullmatch(word)}
    months = [MONTHS[word] for word in words if word in MONTHS]
    if not months:
        months = _part_of_year(words) or _numbered_month(words)
    first, last = (months[0], months[-1]) if months else (0, 0)
    if first > last or len(years) > 1:
        return ToldPeriod(0, 0, 0, " ".join(text.split()))
    return ToldPeriod(next(iter(years), 0), first, last, " ".join(text.split()))


def _part_of_year(words: list[str]) -> list[int]:
    """The first and last month of ``triwulan II`` or ``semester 1``."""
    for word, behind in pairwise(words):
        number = _SMALL.get(behind) or (int(behind) if _FEW_DIGITS.fullmatch(behind) else 0)
        if word in _PARTS and 1 <= number <= 12 // _PARTS[word]:
            return [(number - 1) * _PARTS[word] + 1, number * _PARTS[word]]
    return []


def _numbered_month(words: list[str]) -> list[int]:
    for word, behind in pairwise(words):
        if word in ("bulan", "bln") and _FEW_DIGITS.fullmatch(behind) and 1 <= int(behind) <= 12:
            return [int(behind)]
    return []
