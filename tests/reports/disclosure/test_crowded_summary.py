"""A realistic summary: many small rows with the same total, two periods. No small count can be determined by bounds."""

import random
import time

import pytest

from reports.disclosure import publish
from reports.disclosure.linkage import Linked, all_cells
from reports.summary_shape import PREVIOUS, AtMost, Column, Covered, Row, Sum, Table
from tests.reports.samples import BOTH, summary

MANY = 10**6


def spread(n, rows, rng):
    out = [0] * rows
    for _ in range(n):
        out[rng.choices(range(rows), [1 / (i + 1) for i in range(rows)])[0]] += 1
    return out


def one_way(key, rows, now, before, total, rng, additive=True):
    a, b = spread(before, rows, rng), spread(now, rows, rng)
    if not additive:
        a, b = [min(2 * n, before) for n in a], [min(2 * n, now) for n in b]
    lines = tuple(Row(f"r{i}", f"Baris {i:02}", (a[i], b[i])) for i in range(rows))
    last = Row("total", "Jumlah", (before, now), (total + PREVIOUS, total))
    return Table(key, key, "orang", "x", BOTH, lines, last, attributes=(key,), additive=additive)


def two_way(rows, now, rng):
    cells = spread(now, rows * 2, rng)
    columns = (Column("f", "P"), Column("m", "L"), Column("now", "2025", sums=("f", "m")))
    pairs = [(cells[2 * i], cells[2 * i + 1]) for i in range(rows)]
    lines = tuple(Row(f"a{i}", f"Umur {i}", (f, m, f + m)) for i, (f, m) in enumerate(pairs))
    last = Row("total", "Jumlah", (sum(cells[::2]), sum(cells[1::2]), now), ("", "", "victims.tppo"))
    return Table("age", "age", "orang", "x", columns, lines, last, attributes=("age", "sex"), own_order=True)


def crowded(seed, victims):
    rng = random.Random(seed)
    before, total = victims * 4 // 5, "victims.tppo"
    tables = [
        one_way(key, rows, victims, before, total, rng) for key, rows in (("mode", 15), ("region", 30), ("sex", 2))
    ]
    tables += [one_way("factor", 12, victims, before, total, rng, additive=False), two_way(7, victims, rng)]
    everybody = victims + rng.randint(0, 9)
    return summary(
        tables=tuple(tables),
        counts={"victims": {"tppo": victims, "all": everybody}},
        previous_counts={"victims": {"tppo": before}},
        relations=(Sum("victims.all", ("victims.tppo",), rest="victims.other"),),
    )


def bounds(full, public):
    """An attacker's intervals from sums only, tightened until nothing changes."""
    shown, linked = dict(all_cells(public)), Linked(full)
    low, high = {}, {}
    for key in {k for r in linked.relations for k in keys_of(r)} | set(shown):
        cell = shown.get(key)
        low[key], high[key] = (cell, cell) if isinstance(cell, int) else (1, 4) if cell == "<5" else (0, MANY)
    statements = [terms for r in linked.relations if set(keys_of(r)) <= set(low) for terms in terms_of(r)]
    moved = True
    while moved:
        moved = False
        for plus, minus in statements:  # sum(plus) >= sum(minus)
            room = sum(high[k] for k in plus) - sum(low[k] for k in minus)
            for key in minus:
                if low[key] + room < high[key]:
                    high[key], moved = low[key] + room, True
            for key in plus:
                if high[key] - room > low[key]:
                    low[key], moved = high[key] - room, True
    return low, high


def keys_of(relation):
    if isinstance(relation, AtMost):
        return (relation.smaller, relation.larger)
    return (relation.total, *relation.parts, *([relation.rest] if isinstance(relation, Sum) and relation.rest else []))


def terms_of(relation):
    if isinstance(relation, AtMost):
        return [([relation.larger], [relation.smaller])]
    parts = [k for k in keys_of(relation) if k != relation.total]
    one_sided = [(parts, [relation.total])]
    return one_sided if isinstance(relation, Covered) else [*one_sided, ([relation.total], parts)]


@pytest.mark.parametrize("victims", [5, 13, 22, 37, 120])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_pin_no_small_count_of_a_crowded_summary(victims, seed):
    full = crowded(seed, victims)
    started = time.process_time()  # CPU time, independent of other load
    public = publish(full)
    assert time.process_time() - started < 5
    low, high = bounds(full, public)
    shown = dict(all_cells(public))
    for key, value in dict(all_cells(full)).items():
        if isinstance(value, int) and 1 <= value <= 4:
            assert shown[key] in ("<5", "*"), key
            wide = high[key] - low[key]
            assert wide >= 4 or (shown[key] == "<5" and wide == 3), (key, low[key], high[key])
