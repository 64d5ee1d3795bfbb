"""Find the values that a hidden count can still have. The search is exact for small systems of sums.

An attacker knows every published number, that counts are whole and not negative, which counts add up to which, and what
the markers mean. ``Room`` holds that knowledge for one connected group of unknown counts. It answers "could this count
be k?" with a *witness*: a complete table that fits everything published. If the budget finds no witness, the answer is
"no", so the search rather hides too much.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Assignment = dict[str, int]
Terms = tuple[tuple[int, str], ...]
NODE_BUDGET = 400


@dataclass(frozen=True, slots=True)
class Constraint:
    """``sum(coefficient * count) + constant`` is zero (``exact``) or at least zero."""

    terms: Terms
    constant: int = 0
    exact: bool = True

    def substitute(self, known: Mapping[str, int]) -> "Constraint":
        """The same constraint with the published counts inserted."""
        constant = self.constant + sum(c * known[k] for c, k in self.terms if k in known)
        return Constraint(tuple((c, k) for c, k in self.terms if k not in known), constant, self.exact)

    def holds(self, values: Mapping[str, int]) -> bool:
        """Whether the constraint is true for these values."""
        total = self.constant + sum(c * values[k] for c, k in self.terms)
        return total == 0 if self.exact else total >= 0


class Contradiction(Exception):
    """No assignment satisfies the constraints."""


class Room:
    """The unknown counts of one component, their bounds, and the constraints between them."""

    def __init__(self, constraints: Sequence[Constraint], truth: Mapping[str, int], ceiling: int) -> None:
        self.constraints = constraints
        self.truth = truth
        self.ceiling = ceiling
        self.touching: dict[str, list[Constraint]] = {key: [] for key in truth}
        for constraint in constraints:
            for _, key in constraint.terms:
                self.touching[key].append(constraint)
        self.low: dict[str, int] = dict.fromkeys(truth, 0)
        self.high: dict[str, int] = dict.fromkeys(truth, ceiling)
        self.gap: dict[str, int] = {}  # the count is 0 or at least this: a '*' beside a '<5' means "not 1 to 4"

    def restrict(self, key: str, low: int, high: int) -> None:
        """Set the bounds that a marker gives for a count."""
        self.low[key], self.high[key] = low, high

    def exclude_small(self, key: str, threshold: int) -> None:
        """Note that a count is zero or at least the threshold."""
        self.gap[key] = threshold

    def witness(self, group: Sequence[str], value: int) -> Assignment | None:
        """A full assignment in which the group adds up to ``value``, or ``None`` if none is found."""
        if len(group) == 1:
            low, high, extra = dict(self.low), dict(self.high), None
            if not low[group[0]] <= value <= high[group[0]]:
                return None
            low[group[0]] = high[group[0]] = value
        else:
            low, high = dict(self.low), dict(self.high)
            extra = Constraint(tuple((1, key) for key in group), -value)
        search = _Search(self, extra)
        try:
            search.narrow(low, high, search.all_constraints())
        except Contradiction:
            return None
        return search.descend(low, high)


class _Search:
    """A depth-first search with bound propagation; it tries values nearest to the truth first."""

    def __init__(self, room: Room, extra: Constraint | None) -> None:
        self.room, self.extra, self.nodes = room, extra, 0

    def all_constraints(self) -> list[Constraint]:
        return [*self.room.constraints, self.extra] if self.extra else list(self.room.constraints)

    def touching(self, key: str) -> Iterable[Constraint]:
        yield from self.room.touching[key]
        if self.extra and any(key == k for _, k in self.extra.terms):
            yield self.extra

    def descend(self, low: Assignment, high: Assignment) -> Assignment | None:
        self.nodes += 1
        open_keys = [key for key in low if low[key] < high[key]]
        if not open_keys:
            return dict(low)
        key = min(open_keys, key=lambda k: (high[k] - low[k], k))
        for value in self._nearest(low[key], high[key], self.room.truth[key]):
            if self.nodes > NODE_BUDGET:
                return None
            next_low, next_high = dict(low), dict(high)
            next_low[key] = next_high[key] = value
            try:
                self.narrow(next_low, next_high, self.touching(key))
            except Contradiction:
                self.nodes += 1
                continue
            found = self.descend(next_low, next_high)
            if found is not None:
                return found
        return None

    @staticmethod
    def _nearest(low: int, high: int, truth: int) -> Iterable[int]:
        middle = min(max(truth, low), high)
        yield middle
        for step in range(1, high - low + 1):
            if middle - step >= low:
                yield middle - step
            if middle + step <= high:
                yield middle + step

    def narrow(self, low: Assignment, high: Assignment, start: Iterable[Constraint]) -> None:
        """Tighten all bounds until nothing changes."""
        for key in self.room.gap:
            self._jump_gap(key, low, high)
        waiting = deque(start)
        queued = set(map(id, waiting))
        while waiting:
            constraint = waiting.popleft()
            queued.discard(id(constraint))
            for key in self._tighten(constraint, low, high):
                for other in self.touching(key):
                    if id(other) not in queued:
                        queued.add(id(other))
                        waiting.append(other)

    def _jump_gap(self, key: str, low: Assignment, high: Assignment) -> None:
        threshold = self.room.gap.get(key)
        if threshold is None:
            return
        if 0 < low[key] < threshold:
            low[key] = threshold
        if 0 < high[key] < threshold:
            high[key] = 0
        if low[key] > high[key]:
            raise Contradiction

    def _tighten(self, constraint: Constraint, low: Assignment, high: Assignment) -> list[str]:
        """Tighten each count of a constraint from the bounds of the others; returns the counts that changed."""
        most = constraint.constant
        least = constraint.constant
        for c, key in constraint.terms:
            most += c * (high[key] if c > 0 else low[key])
            least += c * (low[key] if c > 0 else high[key])
        if most < 0 or (constraint.exact and least > 0):
            raise Contradiction
        moved = []
        for c, key in constraint.terms:
            before = (low[key], high[key])
            new_low, new_high = before
            if c > 0:  # c*x >= -(most - c*high)
                new_low = max(new_low, before[1] - most)
                if constraint.exact:
                    new_high = min(new_high, before[0] - least)
            else:
                new_high = min(new_high, before[0] + most)
                if constraint.exact:
                    new_low = max(new_low, before[1] + least)
            if new_low > new_high:
                raise Contradiction  # pragma: no cover - the sums above refuse first; no bound is ever turned round
            low[key], high[key] = new_low, new_high
            self._jump_gap(key, low, high)
            if (low[key], high[key]) != before:
                moved.append(key)
                most += c * ((high[key] - before[1]) if c > 0 else (low[key] - before[0]))
                least += c * ((low[key] - before[0]) if c > 0 else (high[key] - before[1]))
        return moved
