"""The search against trying everything: a witness is found exactly where one exists, and fits what is known."""

import itertools
from random import Random

import pytest

from reports.disclosure.solver import Constraint, Room

CEILING = 6


def invented(seed: int) -> tuple[Room, dict]:
    """A small room with up to four unknown counts, and all that is known of them, for trying everything."""
    rng = Random(seed)
    keys = [f"k{number}" for number in range(rng.randint(2, 4))]
    truth = {key: rng.choice((0, rng.randint(0, CEILING))) for key in keys}
    constraints = []
    for _number in range(rng.randint(1, 3)):
        chosen = rng.sample(keys, rng.randint(2, len(keys)))
        terms = tuple((rng.choice((1, 1, -1)), key) for key in chosen)
        total, exact = sum(c * truth[key] for c, key in terms), rng.random() < 0.6
        constraints.append(Constraint(terms, -total if exact else -total + rng.randint(0, 2), exact=exact))
    room = Room(constraints, truth, CEILING)
    known = {"constraints": constraints, "ranges": {}, "gaps": {}}
    for key in keys:
        if 1 <= truth[key] <= 4 and rng.random() < 0.4:
            room.restrict(key, 1, 4)
            known["ranges"][key] = (1, 4)
        elif truth[key] in (0, 5, 6) and rng.random() < 0.4:
            room.exclude_small(key, 5)
            known["gaps"][key] = 5
    return room, known


def fits(values: dict[str, int], known: dict) -> bool:
    return (
        all(constraint.holds(values) for constraint in known["constraints"])
        and all(low <= values[key] <= high for key, (low, high) in known["ranges"].items())
        and all(values[key] == 0 or values[key] >= least for key, least in known["gaps"].items())
    )


@pytest.mark.parametrize("seed", range(150))
def test_a_witness_is_found_exactly_where_one_exists(seed):
    room, known = invented(seed)
    keys = list(room.truth)
    everything = [
        dict(zip(keys, tried, strict=True)) for tried in itertools.product(range(CEILING + 1), repeat=len(keys))
    ]
    possible = [values for values in everything if fits(values, known)]
    assert room.truth in possible
    for group in [*((key,) for key in keys), (keys[0], keys[-1])]:
        for value in range(-1, 2 * CEILING + 2):
            expected = any(sum(values[key] for key in group) == value for values in possible)
            found = room.witness(group, value)
            assert (found is not None) is expected, (group, value, found)
            if found is not None:
                assert sum(found[key] for key in group) == value
                assert fits(found, known)


def test_a_statement_with_published_counts_put_in():
    said = Constraint(((1, "a"), (-1, "total"), (2, "b")), 3)
    assert said.substitute({"total": 10, "other": 5}) == Constraint(((1, "a"), (2, "b")), -7)
    assert Constraint(((1, "a"),), 1, exact=False).substitute({"a": 2}) == Constraint((), 3, exact=False)


def test_a_statement_is_zero_or_at_least_zero():
    assert Constraint(((1, "a"), (-1, "b"))).holds({"a": 2, "b": 2})
    assert not Constraint(((1, "a"), (-1, "b"))).holds({"a": 3, "b": 2})
    assert Constraint(((1, "a"),), -2, exact=False).holds({"a": 2})
    assert Constraint(((1, "a"),), -2, exact=False).holds({"a": 3})
    assert not Constraint(((1, "a"),), -2, exact=False).holds({"a": 1})
    assert not Constraint((), 1).holds({})


def test_bounds_that_leave_nothing_between_are_a_contradiction():
    """a + b = 7 and neither above 3: no world fits, so nothing is witnessed."""
    room = Room([Constraint(((1, "a"), (1, "b")), -7)], {"a": 3, "b": 4}, CEILING)
    room.restrict("a", 0, 3)
    room.restrict("b", 0, 3)
    assert room.witness(("a",), 3) is None
