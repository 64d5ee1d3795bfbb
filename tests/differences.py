"""How a failed comparison of two tables is told: the rows and cells that differ, one a line, and nothing else.

pytest shortens long sets to ``...``. Then somebody who added a permission reads that two tables differ, and not where.
"""

from collections.abc import Iterator, Mapping, Set

ABSENT = "(none)"


def explain(operator: str, left: object, right: object) -> list[str] | None:
    """The lines that explain ``left == right`` for two sets or two mappings; None where pytest says it well itself."""
    if operator != "==":
        return None
    if isinstance(left, Set) and isinstance(right, Set):
        return [f"two sets of {len(left)} and {len(right)} differ:", *_of_sets(left, right)]
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return [f"two tables of {len(left)} and {len(right)} rows differ:", *_of_mappings(left, right)]
    return None


def _of_sets(left: Set, right: Set) -> Iterator[str]:
    yield from (f"  only left:  {item}" for item in sorted(map(repr, left - right)))
    yield from (f"  only right: {item}" for item in sorted(map(repr, right - left)))


def _of_mappings(left: Mapping, right: Mapping) -> Iterator[str]:
    for key in sorted({*left, *right}, key=repr):
        one, other = (repr(side[key]) if key in side else ABSENT for side in (left, right))
        if one != other:
            yield f"  {key!r}: left {one}, right {other}"
