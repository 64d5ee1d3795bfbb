"""What two published periods tell about the time between them.

January to August minus January to July is August. Published figures of one count are sums over stretches of days; what
they imply about every other stretch is a system of differences, and its tightest bounds are shortest paths.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from reports.summary_shape import STAR, Cell, Period

LEAST_DAYS_APART = 28  # "less than a month": the shortest month there is
UNBOUNDED = 10**9


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """Counts by key (without ``@previous``) as they stood, markers included, in one public summary of one period."""

    period: Period
    cells: Mapping[str, Cell]


def too_close(new: Period, published: Iterable[Period]) -> list[Period]:
    """Published periods which overlap the new one and differ from it, but by less than a month."""
    return [
        old
        for old in sorted(set(published))
        if old != new and _overlap(new, old) and _apart(new, old) < LEAST_DAYS_APART
    ]


def _overlap(a: Period, b: Period) -> bool:
    return a.start <= b.end and b.start <= a.end


def _apart(a: Period, b: Period) -> int:
    """Days that lie in one of the two periods only."""
    return abs((a.start - b.start).days) + abs((a.end - b.end).days)


def bounds_of(cell: Cell) -> tuple[int, int] | None:
    """Least and most of a published count: a number is itself, ``<5`` (whatever the threshold was) is 1 to 4."""
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
        """None where nothing is said: a gap, or a ``*``."""
        start, end = period.start.toordinal(), (period.end + timedelta(days=1)).toordinal()
        bounds = bounds_of(cell)
        return cls(start, end, *bounds) if bounds else None


def keys_to_hide(
    period: Period, cells: Mapping[str, int], published: Sequence[PublishedFigures], threshold: int = 5
) -> set[str]:
    """Counts of a new period which, beside what is public already, would let a small count be worked out."""
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
        return False  # this very figure is public already
    if any(s.low == s.high and 0 < abs(s.low - value) < threshold for s in same):
        return True  # late entries: the change since the last release is a handful of people
    new = Stretch.of(period, value)
    old = [s for p, s in before if p != period]
    if new is None or not old:
        return False
    known, then = _bounds(old), _bounds([*old, new])
    if then is None or known is None:  # corrected data: the figures no longer fit each other
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
    """Whether a stretch that may be small is now known closely, and not merely as part of a published small one."""
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
    """Least and most of every stretch between two published boundaries; None if the figures contradict each other."""
    days = sorted({day for s in figures for day in (s.start, s.end)})
    index = {day: i for i, day in enumerate(days)}
    n = len(days)
    # most[i][j]: the most that (count up to day j) - (count up to day i) can be; negative the other way round
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
