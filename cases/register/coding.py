"""Read a cell with a table of words: its value, and why it is doubted. Pure.

A known word counts unless it is denied: "bukan TPPO" is not TPPO, "gagal dirujuk" is not a referral. If only a part of
a cell is understood, that is a doubt, because the rest may reverse it.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cases.reading.dates import MONTHS
from cases.reading.negations import NEGATING, REVOKED
from cases.register.column_meanings import normal
from taskforces import region_table

Table = tuple[tuple[str, ...], ...]
_LITTLE = """
    di ke dari pada oleh untuk dan atau yang yg dengan dgn dlm dalam secara via melalui lewat terhadap atas pihak sdr
    sudah sdh telah sedang sdg kasus perkara tindak pidana bentuk jenis dugaan diduga terindikasi indikasi korban si
    laporan lapor pengaduan aduan informasi info kandung tiri angkat anak perempuan laki dewasa orang seorang bawah
    umur rumah tangga kota kabupaten kab kecamatan provinsi prov jalur status kantor unit layanan ppa p2tp2a bpk bapak
    ibu pak bu sebagai karena krn nya polres polresta polsek polda polisi kepolisian dinas dinsos rs rsud puskesmas
    kejaksaan pengadilan bp2mi bp3mi lpsk sbg suami istri thd psl pasal uu jo ayat kuhp lansia anggota kepala pengurus
    petugas staf agama bidan
"""
DENYING = NEGATING | REVOKED
SAYS_LITTLE = frozenset(_LITTLE.split())  # words that do not change the meaning of a known word
SHORT_DENIAL = 2  # words: "tidak terbukti" after a comma denies the text before it
_CLAUSES = re.compile(r"[,;/\n()]|\b(?:tetapi|tapi|melainkan|namun|sedangkan)\b")
_BEFORE = frozenset({"", "pe", "pen", "peng", "pem", "per", "ke", "ter", "di", "me", "men", "meng", "mem", "ber", "se"})
_AFTER = frozenset({"", "nya", "an", "kan", "annya", "kannya", "i", "ing", "king", "er", "re", "ers", "ta", "tabes"})
_ALONE = re.compile(r"[\w]+")


class CodingDoubt(StrEnum):
    """Why the value of a cell needs confirming."""

    DENIED = "denied"  # the word is there but denied
    SEVERAL = "several"  # several values are named; the first in the table is used
    PARTLY = "partly"  # there are other words beside the understood ones


class Coded(NamedTuple):
    """The values of the matched pattern, and why they are doubted; both ``None`` if nothing matched."""

    values: tuple[str, ...] | None
    why: CodingDoubt | None = None


class _Found(NamedTuple):
    start: int
    end: int
    row: int  # of the table
    values: tuple[str, ...]


@lru_cache(maxsize=4096)
def code_of(
    table: Table,
    text: str,
    weak: frozenset[str] = frozenset(),
    turning: frozenset[str] = frozenset(),
    small: frozenset[str] = frozenset(),
) -> Coded:
    """Read a cell. ``weak`` are values without new information beside another one: *kekerasan* beside *fisik*.

    ``turning`` are small words that change the meaning in this column: *ayah meninggal* is not an end of services.
    ``small`` are words that say no more in this column: *satpam terminal*.
    """
    said: list[_Found] = []
    is_denied, is_partly, is_taken_back = False, "?" in text, False
    for clause in map(normal, _CLAUSES.split(text.casefold())):
        found = _matches(table, clause)
        rest = _rest(clause, found)
        if DENYING.intersection(rest):
            is_taken_back = is_taken_back or (not found and len(rest) <= SHORT_DENIAL)
            is_denied = is_denied or bool(found or _matches(table, _without_denial(clause)))
            is_partly = True
        else:
            said += found
            is_partly = is_partly or not _is_little(rest, small) or bool(turning.intersection(rest))
    if not said or is_taken_back:
        return Coded(None, CodingDoubt.DENIED if said or is_denied else None)
    said.sort(key=lambda one: (one.values[0] in weak or one.values[-1] in weak, one.row))
    strong = {one.values for one in said if not {one.values[0], one.values[-1]} & weak}
    if len(strong) > 1:
        return Coded(said[0].values, CodingDoubt.SEVERAL)
    return Coded(said[0].values, CodingDoubt.PARTLY if is_partly or is_denied else None)


def _without_denial(clause: str) -> str:
    """*korban* of *bukan korban*: a word that only counts alone may be what is denied."""
    return " ".join(word for word in clause.split() if word not in DENYING)


def _matches(table: Table, clause: str) -> list[_Found]:
    """Every known word of a clause; a match inside a longer one ("mendesak" in "tidak mendesak") does not count."""
    found = []
    for row, (pattern, *values) in enumerate(table):
        for match in re.finditer(pattern, clause):
            start, end = _whole(clause, match)
            if match.end() > match.start() and start >= 0:
                said = tuple(str(getattr(value, "value", value)) for value in values)
                found.append(_Found(start, end, row, said))
    return [one for one in found if not any(_holds(other, one) for other in found)]


def _whole(clause: str, match: re.Match) -> tuple[int, int]:
    """The start and end of the whole words of a match; ``(-1, -1)`` if it is part of another word."""
    start, end = match.span()
    while start > 0 and clause[start - 1].isalnum():
        start -= 1
    while end < len(clause) and clause[end].isalnum():
        end += 1
    fits = clause[start : match.start()] in _BEFORE and clause[match.end() : end] in _AFTER
    return (start, end) if fits else (-1, -1)


def _holds(longer: _Found, one: _Found) -> bool:
    is_longer = longer.end - longer.start > one.end - one.start
    return is_longer and longer.start <= one.start and one.end <= longer.end


def _rest(clause: str, found: Iterable[_Found]) -> list[str]:
    """Words of a clause outside all matches."""
    left = []
    for word in _ALONE.finditer(clause):
        if not any(one.start <= word.start() and word.end() <= one.end for one in found):
            left.append(word[0])
    return left


def _is_little(words: list[str], small: frozenset[str]) -> bool:
    """Whether the words beside a known one are only small words, numbers, months, or the name of a place."""
    left = [word for word in words if word not in SAYS_LITTLE | small and word not in MONTHS and not word.isdecimal()]
    return not left or bool(region_table.find(" ".join(left)))
