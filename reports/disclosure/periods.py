"""What two published periods reveal about the time between them.

January to August minus January to July is August. The published figures of a count are sums over stretches of days.
They imply a system of differences about every other stretch; its tightest bounds are shortest paths.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from reports.summary_shape import STAR, Cell, Period

LEAST_DAYS_APART = 28  # "less than a month" means less than the shortest month
UNBOUNDED = 10**9


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """Counts by key (without ``@previous``), markers included, as printed in a public summary for one period."""

    period: Period
    cells: Mapping[str, Cell]


def too_close(new: Period, published: Iterable[Period]) -> list[Period]:
    """Published periods that overlap the new one and differ from it by less than a month."""
    return [
        old
        for old in sorted(set(published))
        if old != new and _overlap(new, old) and _apart(new, old) < LEAST_DAYS_APART
    ]


def _overlap(a: Period, b: Period) -> bool:
    return a.start <= b.end and b.start <= a.end


def _apart(a: Period, b: Period) -> int:
    """The number of days that are in only one of the two periods."""
    return abs((a.start - b.start).days) + abs((a.end - b.end).days)


def bounds_of(cell: Cell) -> tuple[int, int] | None:
    """Least and most of a published count: a number gives itself, ``<5`` (any threshold) gives 1 to 4."""
    if isinstance(cell, int):
        return cell, cell
    if isinstance(cell, str) and cell.startswith("<") and cell[1:].isdecimal():
        return 1, int(cell[1:]) - 1
    return None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A published count over days ``start`` up to, but not including, ``end``: between ``low`` and ``high``."""

    start: int
    end: int
    low: int
    high: int

    @classmethod
    def of(cls, period: Period, cell: Cell) -> "Stretch | None":
        """The stretch of a period; ``None`` for a cell that reveals nothing: a gap, or a ``*``."""
        start, end = period.start.toordinal(), (period.end + timedelta(days=1)).toordinal()
        bounds = bounds_of(cell)
        return cls(start, end, *bounds) if bounds else None


def keys_to_hide(
    period: Period, cells: Mapping[str, int], published: Sequence[PublishedFigures], threshold: int = 5
) -> set[str]:
    """Counts of a new period that, together with public figures, would let somebody work out a small count."""
    hidden = {k for f in published if f.period == period for k in cells if f.cells.get(k) == STAR}  # stays hidden
    for key, value in cells.items():
        before = [
            (figures.period, stretch)
            for figures in published
            if (stretch := Stretch.of(figures.period, figures.cells.get(key)))
        ]
        if before and _tells_too_much(period, value, before, threshold):
            hidden.add(key)
    return hidden


def _tells_too_much(period: Period, value: int, before: list[tuple[Period, Stretch]], threshold: int) -> bool:
    same = [s for p, s in before if p == period]
    if any(s.low <= value <= s.high for s in same if s.low < s.high or s.low == value):
        return False  # this figure is already public
    if any(s.low == s.high and 0 < abs(s.low - value) < threshold for s in same):
        return True  # late entries: the change since the last release is a few people
    new = Stretch.of(period, value)
    old = [s for p, s in before if p != period]
    if new is None or not old:
        return False
    known, then = _bounds(old), _bounds([*old, new])
    if then is None or known is None:  # corrected data: the figures contradict each other
        return any(0 < abs(s.low - value) < threshold for s in old if _nested(s, new))
    return any(
        _small_discovery(stretch, bounds, known.get(stretch), [*old, new], threshold)
        for stretch, bounds in then.items()
    )


def _nested(a: Stretch, b: Stretch) -> bool:
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


def _small_discovery(
    stretch: tuple[int, int],
    bounds: tuple[int, int],
    known: tuple[int, int] | None,
    figures: Sequence[Stretch],
    threshold: int,
) -> bool:
    """Whether a stretch that may be small is now known closely, and not only as part of a published small one."""
    low, high = bounds
    close = high < threshold or high - low < threshold - 1
    if known == bounds or high == 0 or low >= threshold or not close:
        return False
    inside = [s for s in figures if s.start <= stretch[0] and stretch[1] <= s.end]
    contained = [s for s in figures if stretch[0] <= s.start and s.end <= stretch[1]]
    plain_high = min((s.high for s in inside), default=UNBOUNDED)
    plain_low = max((s.low for s in contained), default=0)
    return high < plain_high or low > plain_low


def _bounds(figures: Sequence[Stretch]) -> dict[tuple[int, int], tuple[int, int]] | None:
    """Least and most of every stretch between two published days; ``None`` if the figures contradict each other."""
    days = sorted({day for s in figures for day in (s.start, s.end)})
    index = {day: i for i, day in enumerate(days)}
    n = len(days)
    # most[i][j]: upper bound of (count up to day j) - (count up to day i); for j < i it is the negative lower bound
    most = [[0 if j <= i else UNBOUNDED for j in range(n)] for i in range(n)]
    for s in figures:
        i, j = index[s.start], index[s.end]
        most[i][j] = min(most[i][j], s.high)
        most[j][i] = min(most[j][i], -s.low)
    for k in range(n):
        for i in range(n):
            through = most[i][k]
            if through >= UNBOUNDED:
                continue
            row, other = most[i], most[k]
            for j in range(n):
                if through + other[j] < row[j]:
                    row[j] = through + other[j]
    if any(most[i][i] < 0 for i in range(n)):
        return None
    return {(days[i], days[j]): (-most[j][i], most[i][j]) for i in range(n) for j in range(i + 1, n)}
