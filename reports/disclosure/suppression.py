"""Hide small counts, and as many others as needed so that nobody can work them out.

``suppress`` takes counts by key and the sums they obey. It hides every count from 1 to threshold - 1, audits what an
attacker could still conclude from the visible counts, and hides more counts until the audit passes. It tries two
readings of the markers for each connected group of hidden counts: ``<5`` beside ``*`` if even an attacker who reads
``*`` as "surely not 1 to 4" learns nothing; otherwise ``*`` for all of them, which reveals nothing.

The attacker of the audit knows the paper, the sums, and all other public papers passed in. We do not assume that the
attacker reruns this program on every possible table. The order of hiding depends on positions, not sizes, so that this
would gain little.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from django.utils.translation import gettext

from reports.disclosure.solver import Assignment, Constraint, Room
from reports.summary_shape import STAR, AtMost, Covered, Relation, Sum, small_mark

MAX_GROUP_SOURCES = 8  # up to this many small hidden counts of a sum, all sub-groups are audited, not only pairs


class Inconsistent(ValueError):
    """The counts contradict their sums. This is a fault in the figures, which are then not published."""


class DisclosureRefused(ValueError):
    """No pattern of hidden counts protects these, because too much about them is already public."""


@dataclass(frozen=True, slots=True)
class System:
    """Counts by key, which of them are printed, and the constraints between them."""

    values: Mapping[str, int]
    printed: frozenset[str]
    constraints: tuple[Constraint, ...]
    rank: Mapping[str, int]
    threshold: int
    forced: frozenset[str] = frozenset()

    def small(self, key: str) -> bool:
        return 0 < self.values[key] < self.threshold

    @classmethod
    def build(
        cls,
        values: Mapping[str, int],
        relations: Iterable[Relation],
        threshold: int,
        *,
        forced: Iterable[str] = (),
        unprinted: Iterable[str] = (),
    ) -> "System":
        """Turn relations into constraints, with unprinted rests. Raises ``Inconsistent`` if counts do not add up."""
        everything, constraints = dict(values), []
        sums = [part for r in dict.fromkeys(relations) if isinstance(r, Sum) and (part := _visible_part(r, values))]
        limits = [r for r in dict.fromkeys(relations) if not isinstance(r, Sum)]
        relations = [*sums, *limits]
        for relation in relations:  # limits come last: they may use a rest that only a sum defines
            if isinstance(relation, Sum) or _counted(relation) <= everything.keys():
                constraint = _constraint(relation, everything)
                if constraint.holds(everything):
                    constraints.append(constraint)
                elif not (isinstance(relation, AtMost) and relation.is_usual):
                    raise Inconsistent(f"{relation} does not hold")
        hidden_rests = {r.rest for r in sums if r.rest and r.rest not in values}
        printed = frozenset(values) - hidden_rests - frozenset(unprinted)
        return cls(everything, printed, tuple(constraints), _ranks(sums, everything), threshold, frozenset(forced))


def _counted(limit: AtMost | Covered) -> set[str]:
    """The counts in a limit."""
    return {limit.smaller, limit.larger} if isinstance(limit, AtMost) else {limit.total, *limit.parts}


def _visible_part(relation: Sum, values: Mapping[str, int]) -> Sum | None:
    """A sum for the given counts only; parts that are not printed become a rest that anybody can compute."""
    parts = tuple(part for part in relation.parts if part in values)
    if relation.total not in values or (relation.parts and not parts):
        return None
    if len(parts) == len(relation.parts):
        return relation
    missing = [part for part in (*relation.parts, relation.rest) if part and part not in values]
    return Sum(relation.total, parts, rest="+".join(missing))


def _constraint(relation: Relation, values: dict[str, int]) -> Constraint:
    if isinstance(relation, AtMost):
        return Constraint(((1, relation.larger), (-1, relation.smaller)), exact=False)
    if isinstance(relation, Covered):
        return Constraint((*((1, part) for part in relation.parts), (-1, relation.total)), exact=False)
    parts = list(relation.parts)
    if relation.rest:
        rest = values[relation.total] - sum(values[part] for part in parts)
        if rest < 0 or values.setdefault(relation.rest, rest) != rest:
            raise Inconsistent(f"{relation} leaves {rest}")
        parts.append(relation.rest)
    return Constraint(((-1, relation.total), *((1, part) for part in parts)))


def _ranks(sums: Sequence[Sum], values: Mapping[str, int]) -> dict[str, int]:
    """The height of each count in the tree of sums: 0 for an inner cell, more for a total of totals."""
    rank = dict.fromkeys(values, 0)
    for _ in range(8):  # pragma: no branch - no summary has eight levels of totals, so it always breaks off
        moved = False
        for relation in sums:
            height = 1 + max((rank[part] for part in relation.parts), default=0)
            if height > rank[relation.total] and height <= 8:
                rank[relation.total], moved = height, True
        if not moved:
            break
    return rank


@dataclass(slots=True)
class Audit:
    """The audit of one connected group of unknown counts, under one reading of the markers."""

    room: Room
    system: System
    split: bool
    witnesses: list[Assignment] = field(default_factory=list)

    def failure(self) -> tuple[str, ...]:
        """The first count or group that an attacker can know more closely than the markers allow; empty if none."""
        return next((group for group in self._targets() if not self.protected(group)), ())

    def protected(self, group: tuple[str, ...]) -> bool:
        """Whether a '<5' can still be any value from 1 to 4; other sensitive counts may also span threshold - 1."""
        span = self.system.threshold - 1
        truth = sum(self.room.truth[key] for key in group)
        if len(group) == 1 and self.system.small(group[0]):
            if all(self._possible(group, k) for k in range(1, span + 1)):
                return True
            if self.split and group[0] in self.system.printed:
                return False
        seen = {sum(w[key] for key in group) for w in self.witnesses} | {truth}
        for value in sorted(range(max(0, truth - span), truth + span + 1), key=lambda v: (-abs(v - truth), v)):
            if max(seen) - min(seen) >= span:
                return True
            if value not in seen and self._possible(group, value):
                seen.add(value)
        return max(seen) - min(seen) >= span

    def _possible(self, group: tuple[str, ...], value: int) -> bool:
        if any(sum(w[key] for key in group) == value for w in self.witnesses):
            return True
        found = self.room.witness(group, value)
        if found is not None:
            self.witnesses.append(found)
        return found is not None

    def _targets(self) -> Iterator[tuple[str, ...]]:
        """Single sensitive counts first, then sub-groups of one sum that together are still small."""
        truth, limit = self.room.truth, self.system.threshold
        for key in sorted(truth):
            if self.system.small(key) or key in self.system.forced:
                yield (key,)
        groups: dict[tuple[str, ...], None] = {}
        for constraint in self.room.constraints:
            unknown = sorted(k for c, k in constraint.terms if c > 0 and constraint.exact and truth[k] < limit)
            small = [k for k in unknown if truth[k]]
            sizes = range(2, limit) if len(small) <= MAX_GROUP_SOURCES else range(2, 3)
            for size in sizes:
                for group in combinations(small, size):
                    if sum(truth[k] for k in group) < limit:
                        groups[group] = None
            if len(unknown) > 1 and 0 < sum(truth[k] for k in unknown) < limit:
                groups[tuple(unknown)] = None
        yield from groups


class Suppressor:
    """Searches for a pattern of hidden counts that passes the audit. It hides few, and inner cells before totals."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.hidden = {key for key in system.printed if system.small(key)} | (set(system.forced) & system.printed)
        self.cache: dict[tuple[frozenset[str], frozenset[str]], tuple[Audit, bool]] = {}
        # Later rows (Lainnya, Tidak diketahui) are hidden first, never by size: that choice would reveal the size.
        self.position = {key: index for index, key in enumerate(system.values)}
        self.neighbours: dict[str, list[Constraint]] = {key: [] for key in system.values}
        for constraint in system.constraints:
            for _, key in constraint.terms:
                self.neighbours[key].append(constraint)

    def run(self) -> dict[str, str]:
        """The marker of every hidden count, by key."""
        while True:
            failing = [(audit, audit.failure()) for audit, passed in self._audits() if not passed]
            if not failing:
                break
            chosen: set[str] = set()
            for audit, failed in failing:
                if not chosen & self._around(frozenset(audit.room.truth)):  # else its known counts changed: retry
                    chosen.add(key := self._choose(audit, failed))
                    self.hidden.add(key)
        self._give_back()
        return self._marks()

    def _marks(self) -> dict[str, str]:
        marks = {}
        for audit, _ in self._audits():
            for key in audit.room.truth:
                if key in self.system.printed:
                    small = audit.split and self.system.small(key)
                    marks[key] = small_mark(self.system.threshold) if small else STAR
        return marks

    def _give_back(self) -> None:
        """Show again counts that need not be hidden, highest totals first."""
        extra = [k for k in self.hidden if not self.system.small(k) and k not in self.system.forced]
        for key in sorted(extra, key=lambda k: (-self.system.rank[k], -self.system.values[k], k)):
            self.hidden.discard(key)
            if not all(passed for _, passed in self._audits()):
                self.hidden.add(key)

    def _audits(self) -> list[tuple[Audit, bool]]:
        return [self._audit(component) for component in self._components(self.hidden)]

    def _components(self, hidden: set[str]) -> list[frozenset[str]]:
        """Connected groups of counts that a reader does not know."""
        unknown = hidden | (set(self.system.values) - self.system.printed)
        groups, seen = [], set()
        for start in sorted(unknown):
            if start in seen:
                continue
            group, stack = set(), [start]
            while stack:
                key = stack.pop()
                if key in group:
                    continue
                group.add(key)
                stack.extend(k for c in self.neighbours[key] for _, k in c.terms if k in unknown and k not in group)
            seen |= group
            groups.append(frozenset(group))
        return groups

    def _around(self, component: frozenset[str]) -> frozenset[str]:
        """Counts that share a constraint with a group of unknown ones."""
        return frozenset(k for key in component for c in self.neighbours[key] for _, k in c.terms) - component

    def _audit(self, component: frozenset[str]) -> tuple[Audit, bool]:
        around = self._around(component)
        cached = self.cache.get((component, around))
        if cached:
            return cached
        for split in (True, False):
            audit = self._room(component, split)
            passed = not audit.failure()
            if passed:
                break
        self.cache[(component, around)] = (audit, passed)
        return audit, passed

    def _room(self, component: frozenset[str], split: bool) -> Audit:
        system = self.system
        truth = {key: system.values[key] for key in sorted(component)}
        own = {id(c): c for key in truth for c in self.neighbours[key]}
        known = {k: system.values[k] for c in own.values() for _, k in c.terms if k not in component}
        constraints = [c.substitute(known) for c in own.values()]
        ceiling = 2 * max([*truth.values(), *known.values(), system.threshold]) + 2 * system.threshold
        room = Room(constraints, truth, ceiling)
        if split:
            for key in truth:
                if key not in system.printed:
                    continue
                if system.small(key):
                    room.restrict(key, 1, system.threshold - 1)
                elif key not in system.forced:
                    room.exclude_small(key, system.threshold)
        return Audit(room, system, split)

    def _choose(self, audit: Audit, group: tuple[str, ...]) -> str:
        """The cheapest count that protects the group when hidden; if none does alone, the cheapest candidate."""
        candidates = self._candidates(group) or self._candidates(tuple(audit.room.truth))
        if not candidates:  # pragma: no cover - none of 60,000 invented papers came here; unprotected none may leave
            raise DisclosureRefused(
                gettext("Angka periode ini terlalu sedikit untuk varian publik. Pilih periode yang lebih panjang.")
            )
        for key in candidates[:12]:
            trial = self.hidden | {key}
            component = next(c for c in self._components(trial) if group[0] in c)
            if any(self._room(component, split).protected(group) for split in (True, False)):
                return key
        return candidates[0]

    def _candidates(self, around: Sequence[str]) -> list[str]:
        system = self.system
        found = {
            k
            for key in around
            for c in self.neighbours[key]
            for _, k in c.terms
            if k in system.printed and k not in self.hidden
        }
        return sorted(found, key=lambda k: (system.rank[k], not system.values[k], -self.position[k]))


def suppress(
    values: Mapping[str, int],
    relations: Iterable[Relation] = (),
    threshold: int = 5,
    *,
    forced: Iterable[str] = (),
    unprinted: Iterable[str] = (),
) -> dict[str, str]:
    """Markers of the counts to hide. ``forced`` are hidden at any size; ``unprinted`` appear on no paper."""
    if threshold < 2:
        return dict.fromkeys(forced, STAR)
    return Suppressor(System.build(values, relations, threshold, forced=forced, unprinted=unprinted)).run()
