"""What the public figures of nested regions reveal together.

A province minus its other cities is the count that one city hid, or one that nobody published. The figures of one
count and one period form a tree of sums: each task force counts itself and those below it. One pass up and one pass
down the tree give the tightest bounds.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.disclosure.periods import UNBOUNDED, PublishedFigures, bounds_of
from reports.summary_shape import Cell, Period

Bounds = tuple[int, int]
ANYTHING: Bounds = (0, UNBOUNDED)


@dataclass(frozen=True)
class Family:
    """The task forces above, beside and below ``place``, and the public figures of the others, newest last.

    ``parents`` maps each of them to the one above it, or ``None``.
    """

    place: Hashable
    parents: Mapping[Hashable, Hashable | None]
    published: Sequence[tuple[Hashable, PublishedFigures]] = ()


def keys_revealed_by_regions(family: Family, period: Period, cells: Mapping[str, int], threshold: int) -> set[str]:
    """Counts of a new summary that, together with other regions, would reveal a small count of some region.

    A small count of the summary itself is hidden anyway and is not included.
    """
    others: dict[Hashable, dict[str, Cell]] = {}
    for place, figures in family.published:
        if figures.period == period and place != family.place:
            others.setdefault(place, {}).update(figures.cells)
    if not others:
        return set()
    tree = _Tree(family, others)
    return {
        key
        for key, value in cells.items()
        if not 0 < value < threshold and tree.tells(key, value, threshold) and not tree.tells(key, None, threshold)
    }


class _Tree:
    """The published places of a family, each under the nearest published one above it."""

    def __init__(self, family: Family, others: Mapping[Hashable, Mapping[str, Cell]]) -> None:
        self.place, self.others = family.place, others
        nodes = {*others, family.place}
        self.children: dict[Hashable, list[Hashable]] = {node: [] for node in nodes}
        self.tops: list[Hashable] = []
        for node in nodes:
            above = family.parents.get(node)
            while above is not None and above not in nodes:
                above = family.parents.get(above)
            (self.tops if above is None else self.children[above]).append(node)
        below: dict[Hashable, set] = {}
        for node, above in family.parents.items():
            below.setdefault(above, set()).add(node)
        self.complete = {node for node in nodes if below.get(node) and below[node] <= nodes}

    def tells(self, key: str, value: int | None, threshold: int) -> bool:
        """Whether a place, or the rest of one, is known too closely once ``value`` is printed (``None``: hidden)."""
        printed = {node: self._printed_bounds(node, key, value) for node in self.children}
        low: dict[Hashable, int] = {}
        for top in self.tops:
            self._up(top, printed, low)
        return any(_too_close(bounds, threshold) for top in self.tops for bounds in self._down(top, printed, low))

    def _printed_bounds(self, node: Hashable, key: str, value: int | None) -> Bounds:
        if node == self.place:
            return ANYTHING if value is None else (value, value)
        cells = self.others[node]
        if key in cells:
            return bounds_of(cells[key]) or ANYTHING
        table = key.partition(".")[0] + "."
        return (0, 0) if any(other.startswith(table) for other in cells) else ANYTHING  # no row: nobody

    def _up(self, node: Hashable, printed: Mapping[Hashable, Bounds], low: dict[Hashable, int]) -> int:
        """The lower bound of a place: its own published one, or the sum of its parts."""
        low[node] = max(printed[node][0], sum(self._up(child, printed, low) for child in self.children[node]))
        return low[node]

    def _down(
        self, node: Hashable, printed: Mapping[Hashable, Bounds], low: Mapping[Hashable, int], most: int = UNBOUNDED
    ) -> Iterator[Bounds]:
        """Bounds of the unprinted counts: hidden places, and the rest of a printed place without its parts."""
        most = min(most, printed[node][1])
        if most < low[node]:
            return  # corrected data: the figures contradict each other and reveal nothing
        if printed[node] != (low[node], low[node]):
            yield low[node], most
        parts = self.children[node]
        if not parts:
            return
        least, highest = sum(low[part] for part in parts), sum(min(printed[part][1], most) for part in parts)
        for part in parts:
            room = min(UNBOUNDED, most - (least - low[part]))
            yield from self._down(part, printed, low, room)
            if node in self.complete and low[node] <= highest and printed[part][0] < printed[part][1]:
                # for a reader who assumes that the place counts nobody except in its parts
                yield max(low[part], low[node] - (highest - min(printed[part][1], most))), min(printed[part][1], room)
        if most < UNBOUNDED:
            yield max(0, low[node] - highest), most - least


def _too_close(bounds: Bounds, threshold: int) -> bool:
    """Whether bounds reveal more about a small count than its marker does. Zero and large counts may be known."""
    low, high = bounds
    if high <= 0 or low >= threshold or (low <= 1 and high >= threshold - 1):
        return False
    return high - low < threshold - 1
