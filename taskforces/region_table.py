"""The region table from a file: official codes and names, everyday names, and a search over them.

Read once per process (7,837 rows, about 3 MB); nothing here touches the database. Codes are the Ministry of Home
Affairs' ``PP.KK.CC.VVVV``: province, regency or city, district, village (kelurahan or desa; ``villages.py`` holds
them). ``data/NOTICE.md`` says where the rows come from.

A name of a village alone counts only in the province of the place the form is about; elsewhere the word *kelurahan*
or *desa*, or the name of its district or city behind a comma, must stand with it.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

from taskforces import villages
from taskforces.choices import RegionLevel

FOLDER = Path(__file__).parent / "data"
LEVEL_BY_LENGTH = {
    2: RegionLevel.PROVINCE,
    5: RegionLevel.CITY,
    8: RegionLevel.DISTRICT,
    13: RegionLevel.VILLAGE,
}
DISTRICT_CODE = len("15.71.02")
_KINDS = re.compile(r"^(?:kabupaten|kota)(?: administrasi)? ")
_LEVELS = frozenset(RegionLevel.values)
_CODE = re.compile(r"^\d{2}(?:\.?\d{2}){0,2}$|^\d{2}\.?\d{2}\.?\d{2}\.?\d{4}$")
# short forms that are written before the rest of a name, and mean something else alone: *tg 12*, *simp*; some stand
# for one of several words
BEFORE_A_NAME = {
    "ps": "pasar", "psr": "pasar", "simp": "simpang", "spg": "simpang", "tg": "tanjung", "kep": "kepulauan",
    "gn": "gunung", "tlk": "teluk", "lbk": "lubuk", "lb": "lubuk lebak labuhan", "btg": "batang", "rb": "rimbo",
    "jkt": "jakarta", "bdg": "bandung", "bks": "bekasi", "pwt": "purwokerto", "smg": "semarang", "mlg": "malang",
}  # fmt: skip
MOST_WORDS = 6  # of a name with short forms
MOST_WAYS = 9  # to write one out, so that a cell full of short forms costs no more
BEHIND_A_NAME = {"bwh": "bawah", "bw": "bawah", "ats": "atas", "tgh": "tengah", "udk": "udik", "hlr": "hilir"}
_VILLAGE_WORD = re.compile(r"^(?:kelurahan|desa)(?: adat)? (?=.)")


@dataclass(frozen=True)
class RegionRow:
    """One region, with its name from the official list."""

    code: str
    name: str

    @property
    def level(self) -> RegionLevel:
        """Province, regency/city, district or village, by the length of the code."""
        return LEVEL_BY_LENGTH[len(self.code)]

    @property
    def parent_code(self) -> str | None:
        """The code of the region it lies in; none for a province."""
        return self.code.rpartition(".")[0] or None

    @property
    def label(self) -> str:
        """The name with as much of its place as makes it unmistakable; typing it finds the same region again."""
        if self.level is RegionLevel.VILLAGE:
            name = f"{villages.kind_word(self.code)} {self.name.replace(',', ' ')}"
            return f"{name}, Kec. {rows()[self.code[:DISTRICT_CODE]].label}"
        if self.level is RegionLevel.DISTRICT:
            return f"{self.name}, {rows()[self.parent_code].name}"
        return f"Provinsi {self.name}" if self.level is RegionLevel.PROVINCE else self.name


@cache
def rows() -> dict[str, RegionRow]:
    """Every province, regency or city, and district by its code, in the order of the codes."""
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row["name"] for row in csv.DictReader(file)}
    today = date.today()  # noqa: DTZ011 - a day of the calendar, not a moment
    official |= {code: name for code, name, kind, since in _other_names() if kind == "verified" and since <= today}
    return {code: RegionRow(code, name) for code, name in official.items()}


def row_of(code: str) -> RegionRow | None:
    """The region with a code, a village too; None where there is none."""
    if len(code) == DISTRICT_CODE or code in rows():
        return rows().get(code)
    name = villages.name_of(code)
    return RegionRow(code, name) if name else None


def wider(code: str) -> str:
    """The code of the district of a village, for those who need not know the village; any other code as it is."""
    return code[:DISTRICT_CODE]


def find(text: str, *, levels: Iterable[str] = (), near: str = "") -> list[RegionRow]:
    """The regions that a code or a name may mean: one if it is clear, several if not, none if it is unknown.

    A place after a comma narrows ("Jambi Selatan, Kota Jambi"). ``levels`` limits to some levels. ``near`` is the code
    of the place the form is about: of several, the one there is meant ("Kota Baru" in Kota Jambi, also "kotabaru").
    """
    return list(_found(text.strip(), frozenset(levels) or _LEVELS, near))


@lru_cache(maxsize=4096)
def _found(text: str, wanted: frozenset[str], near: str) -> tuple[RegionRow, ...]:
    """Remembered, because a reader asks about the same few words of a text again and again."""
    if _CODE.match(text):
        row = row_of(_dotted(text))
        return (row,) if row and row.level in wanted else ()
    name, *places = [part for part in map(normal, text.split(",")) if part] or [""]
    found = _called(name, places, wanted, near)
    if not found:
        meant = [row for whole in _written_out(name) if whole != name for row in _called(whole, places, wanted, near)]
        found = list({row.code: row for row in meant}.values())
    return tuple(_nearest(_widest(found, name), near))


def _called(name: str, places: list[str], wanted: frozenset[str], near: str) -> list[RegionRow]:
    """The regions with a normalised name that lie in all the places named behind it."""
    called = {row.code: row for row in (*_named(name), *_near_named(name, near), *_villages(name, places, near))}
    found = [row for row in called.values() or _shortened(name, near) if row.level in wanted]
    return [row for row in found if all(_lies_in(row, place) for place in places)]


def suggest(text: str, *, levels: Iterable[str] = (), near: str = "", limit: int = 8) -> list[RegionRow]:
    """Regions with a word in their name that begins with the typed text: near ones first, then larger ones."""
    typed = normal(text.split(",")[0])
    if len(typed) < 2:
        return []
    wanted = set(levels) or set(RegionLevel.values)
    found = [row for words, row in _search_lines() if f" {typed}" in words and row.level in wanted]
    if RegionLevel.VILLAGE in wanted and near:
        begun = _VILLAGE_WORD.sub("", typed)
        found += [RegionRow(*row) for row in villages.beginning(near[:2], begun)] if len(begun) > 2 else []
    found.sort(key=lambda row: (-_shared(row.code, near), not _bare(row).startswith(typed), len(row.code), row.code))
    return found[:limit]


def normal(text: str) -> str:
    """Lower case, one space between words, no punctuation, short forms written out."""
    words = re.sub(r"[^\w\s]", " ", text.casefold()).split()
    return " ".join(villages.SHORT_FORMS.get(word, word) for word in words)


def _written_out(name: str) -> list[str]:
    """A normalised name with the short forms that depend on where they stand; several if one may stand for several."""
    *before, last = name.split() or [""]
    if len(before) >= MOST_WORDS:
        return []
    behind = BEHIND_A_NAME.get(last, last) if before else last
    ways = [BEFORE_A_NAME.get(word, BEHIND_A_NAME.get(word, word) if at else word) for at, word in enumerate(before)]
    found = product(*(way.split() for way in ways))
    return [" ".join([*words, behind]) for words in islice(found, MOST_WAYS)]


@cache
def _other_names() -> tuple[tuple[str, str, str, date], ...]:
    """Everyday names and renamings: code, name, kind and first day."""
    with (FOLDER / "region_names.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["code"], row["name"], row["kind"], date.fromisoformat(row["valid_from"] or "0001-01-01"))
            for row in csv.DictReader(file)
        )


@cache
def _index() -> dict[str, tuple[RegionRow, ...]]:
    """For each normalised name, official or everyday, the regions with that name."""
    index = defaultdict(dict)
    for row in rows().values():
        for name in _names_of(row):
            index[name][row.code] = row
    for code, name, _kind, _since in _other_names():
        index[normal(name)][code] = rows()[code]
    return {name: tuple(found.values()) for name, found in index.items()}


@cache
def _joined_index() -> dict[str, tuple[RegionRow, ...]]:
    """The same index with names written without blanks: ``kotabaru``."""
    index = defaultdict(dict)
    for name, found in _index().items():
        index[villages.key_of(name)].update({row.code: row for row in found})
    return {name: tuple(found.values()) for name, found in index.items()}


def _near_named(name: str, near: str) -> list[RegionRow]:
    """Regions of one's own province whose name differs only in blanks and signs."""
    found = _joined_index().get(villages.key_of(name), ()) if near else ()
    return [row for row in found if row.code.startswith(near[:2])]


@cache
def _shortened_index() -> dict[str, tuple[RegionRow, ...]]:
    """Regions by the first three letters of each word of their name: ``tanjabtim``, ``jaksel``."""
    index = defaultdict(list)
    for row in rows().values():
        words = _bare(row).split()
        if len(words) > 1 and row.level is not RegionLevel.PROVINCE:
            index["".join(word[:3] for word in words)].append(row)
    return {name: tuple(found) for name, found in index.items()}


def _shortened(name: str, near: str) -> list[RegionRow]:
    """Regions by a name drawn together, a district only in one's own province."""
    found = _shortened_index().get(name, ())
    return [row for row in found if row.level is RegionLevel.CITY or (near and row.code.startswith(near[:2]))]


def _villages(name: str, places: list[str], near: str) -> list[RegionRow]:
    """Villages by a name: everywhere where it is said that it is one or where it lies, else in one's own province."""
    bare = _VILLAGE_WORD.sub("", name)
    is_said = bare != name
    if not is_said and not places:
        return [RegionRow(*row) for row in villages.named_in(near[:2], bare)] if near else []
    found = [RegionRow(*row) for row in villages.named(bare)]
    kind = name.split()[0] if is_said else ""
    meant = [row for row in found if normal(villages.kind_word(row.code)) == kind]
    return meant or found


@cache
def _search_lines() -> tuple[tuple[str, RegionRow], ...]:
    return tuple((f" {normal(row.name)}", row) for row in rows().values())


def _names_of(row: RegionRow) -> set[str]:
    full = normal(row.name)
    names = {full, full.replace(" administrasi ", " "), _bare(row)}
    if row.level is RegionLevel.PROVINCE:
        names.add(f"provinsi {full}")
    if row.level is RegionLevel.DISTRICT:
        names.add(f"kecamatan {full}")
    return names


def _bare(row: RegionRow) -> str:
    """The name without its kind: "jambi" for Kota Jambi. A district's name is whole: "Kota Baru" is one."""
    small = row.level in (RegionLevel.DISTRICT, RegionLevel.VILLAGE)
    return normal(row.name) if small else _KINDS.sub("", normal(row.name))


def _named(name: str) -> tuple[RegionRow, ...]:
    return _index().get(name, ())


def _widest(found: list[RegionRow], name: str) -> list[RegionRow]:
    """Prefer a place that contains all the others: "Pidie" is the regency, not its district Pidie.

    Also prefer a city whose whole name was typed, even if a district elsewhere has the same name.
    """
    cities = [row for row in found if row.level is RegionLevel.CITY and normal(row.name) == name]
    if len(cities) == 1:
        return cities
    for row in found:
        if all(other is row or other.code.startswith(f"{row.code}.") for other in found):
            return [row]
    return found


def _nearest(found: list[RegionRow], near: str) -> list[RegionRow]:
    """The one in one's own city, else in one's own province, else anywhere; a district before villages called so.

    A village never stands for a city or province of its name: both are returned, so that somebody is asked.
    """
    small = (RegionLevel.DISTRICT, RegionLevel.VILLAGE)
    famous = [row for row in found if row.level not in small]
    for prefix in (near[:5], near[:2], ""):
        here = [row for row in found if row.code.startswith(prefix)] if near or not prefix else []
        larger = [row for row in here if row.level is not RegionLevel.VILLAGE]
        for rows_here in (here, larger):
            if len(rows_here) == 1:
                is_village = rows_here[0].level is RegionLevel.VILLAGE
                return [*rows_here, *famous] if is_village else rows_here
    return found


def _lies_in(row: RegionRow, place: str) -> bool:
    return any(row.code.startswith(f"{other.code}.") for other in _named(place))


def _shared(code: str, near: str) -> int:
    """The number of leading parts that two codes share."""
    return (near[:2] == code[:2]) + (len(near) >= 5 and near[:5] == code[:5]) if near else 0


def _dotted(digits: str) -> str:
    plain = digits.replace(".", "")
    parts = [plain[start : start + 2] for start in range(0, min(len(plain), 6), 2)]
    return ".".join([*parts, plain[6:]] if plain[6:] else parts)
