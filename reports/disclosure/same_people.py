"""What tables reveal about each other because they divide the same people.

Victims by age band give the number of children, so a table of children and adults is a sum of bands. No table lists
these relations. They follow from the table itself: the people its total counts, the attribute that divides them, and
the values of it that a row joins (``Row.covers``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import cast

from reports.disclosure.suppression import Inconsistent
from reports.summary_shape import AtMost, Relation, Row, Sum, Table

Part = tuple[frozenset[str], str]
"""Values of an attribute, and the key of the count of people with one of them."""
Cuts = dict[tuple[str, str], list[list[Part]]]
"""(key of the people's total, attribute) -> the parts: one list per table and column that divides them so."""


def cuts_of(tables: Sequence[Table]) -> Cuts:
    """Every way the tables divide a group of people into parts that add up."""
    cuts: Cuts = defaultdict(list)
    for table in tables:
        if not table.additive or table.totals is None or not table.attributes:
            continue
        for index in range(len(table.columns)):
            parts = [
                (frozenset(row.covers or (row.key,)), table.cell_key(row, index))
                for row in table.rows
                if not row.indent
            ]
            cuts[(_people(table, index), table.attributes[0])].append(parts)
    return cuts


def _people(table: Table, index: int) -> str:
    """The people a column counts: the key of its total; for a value of a second attribute, that value of the whole."""
    column = table.columns[index]
    whole = next((i for i, other in enumerate(table.columns) if column.key in other.sums), None)
    totals = cast(Row, table.totals)  # only a table with totals has a whole
    if whole is None:
        return table.cell_key(totals, index)
    return f"{table.cell_key(totals, whole)} {table.attributes[1:]} {column.key}"


def same_people(cuts: Cuts, values: Mapping[str, int]) -> Iterator[Relation]:
    """Each part of one division as the sum of the finer parts of another division of the same people.

    Raises ``Inconsistent`` if two divisions cannot both be right, also for a table that joins values without naming
    them in ``Row.covers``. Such a table must not be printed.
    """
    for several in cuts.values():
        for coarse, fine in permutations(several, 2):
            for joined, key in coarse:
                within = tuple(dict.fromkeys(other for part, other in fine if part <= joined))
                if within == (key,) or any(part & joined and not part <= joined for part, _other in fine):
                    continue
                if values.get(key, 0) != sum(values.get(part, 0) for part in within):
                    raise Inconsistent(f"{key} is not the sum of {within}")
                yield Sum(key, within)


def row_by_row(relation: Relation, cuts: Cuts) -> Iterator[AtMost]:
    """Apply a limit such as "never more cases than victims" to each channel, stage or mode that divides both."""
    if not isinstance(relation, AtMost):
        return
    for (people, attribute), several in cuts.items():
        if people != relation.smaller:
            continue
        for small in several:
            for large in cuts.get((relation.larger, attribute), []):
                keys = dict(large)
                yield from (AtMost(key, keys[part], is_usual=True) for part, key in small if part in keys)
