"""Columns that are one place together: village, district and regency beside each other, in any order. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cases.register.column_meanings import F
from taskforces import region_table
from taskforces.choices import RegionLevel as R

PLACES = frozenset({F.REGION, F.ORIGIN})
LEVELS = {
    "kelurahan": R.VILLAGE, "desa": R.VILLAGE, "nagari": R.VILLAGE, "gampong": R.VILLAGE, "kampung": R.VILLAGE,
    "kecamatan": R.DISTRICT, "distrik": R.DISTRICT, "kabupaten": R.CITY, "kota": R.CITY, "provinsi": R.PROVINCE,
}  # fmt: skip
_FROM_SMALL = (R.VILLAGE, R.DISTRICT, R.CITY, R.PROVINCE)


class PlacePart(NamedTuple):
    """A part of a place: the level its heading names, or ``None``, and its words."""

    level: R | None
    text: str


def level_of(heading: str) -> R | None:
    """The level a heading names: ``Kel/Desa`` a village, ``Kab/Kota`` a regency or city; ``None`` for none or two."""
    named = {LEVELS[word] for word in region_table.normal(heading).split() if word in LEVELS}
    return named.pop() if len(named) == 1 else None


def from_small(parts: Iterable[PlacePart]) -> list[PlacePart]:
    """The parts from the smallest to the largest; one whose level is not said comes first."""
    return sorted(parts, key=lambda part: size_of(part.level))


def size_of(level: R | None) -> int:
    """The place of a level in the order from small to large; one that is not said comes first."""
    return -1 if level is None else _FROM_SMALL.index(level)


def found(parts: Sequence[PlacePart], near: str) -> tuple[list[region_table.RegionRow], int]:
    """The regions that parts, from the smallest on, mean together, and how many of the smallest were not understood.

    A village nobody knows leaves the district; several villages of a name are narrowed by the district behind them.
    """
    first: list[region_table.RegionRow] = []
    for skipped, part in enumerate(parts):
        text = ", ".join(one.text for one in parts[skipped:])
        levels = [part.level] if part.level else []
        rows = (levels and region_table.find(text, levels=levels, near=near)) or region_table.find(text, near=near)
        if len(rows) == 1:
            return rows, skipped
        first = first or rows
    return first, 0


def elsewhere(parts: Sequence[PlacePart], near: str) -> list[PlacePart]:
    """Of parts that do not lie in the place behind them, the districts and regencies there are: they speak against it.

    A village nobody knows is a hamlet or a spelling; there are too many to tell.
    """
    large = (R.DISTRICT, R.CITY)
    return [part for part in parts if part.level in large and region_table.find(part.text, levels=large, near=near)]
