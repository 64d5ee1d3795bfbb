"""Which counts are hidden, written down: a paper printed again must hide the same ones.

Two patterns that each protect everybody can together give somebody away, so a change of the order in which counts are
hidden is a change of the rules (``RULES``), however safe the new pattern is alone. `UPDATE_PATTERNS=1` writes the file.
"""

import json
import os
from pathlib import Path
from random import Random

import pytest

from reports.disclosure import DisclosureRefused, suppress
from reports.summary_shape import AtMost, Covered, Sum

FILE = Path(__file__).with_name("patterns.json")
SEEDS = range(36)


def system(seed: int) -> tuple[dict[str, int], list, dict]:
    """Invented counts: a cross table, a row of parts with a rest, limits, and now and then something hidden before."""
    rng = Random(seed)
    rows, columns = rng.randint(2, 4), rng.randint(2, 3)
    most = rng.choice((6, 12, 40))
    values: dict[str, int] = {}
    relations: list = []
    for row in range(rows):
        for column in range(columns):
            values[f"r{row}c{column}"] = rng.choice((0, rng.randint(0, most)))
        cells = tuple(f"r{row}c{column}" for column in range(columns))
        values[f"r{row}"] = sum(values[cell] for cell in cells)
        relations.append(Sum(f"r{row}", cells))
    for column in range(columns):
        cells = tuple(f"r{row}c{column}" for row in range(rows))
        values[f"c{column}"] = sum(values[cell] for cell in cells)
        relations.append(Sum(f"c{column}", cells))
    values["all"] = sum(values[f"r{row}"] for row in range(rows))
    relations += [Sum("all", tuple(f"r{row}" for row in range(rows)))]
    relations += [Sum("all", tuple(f"c{column}" for column in range(columns)))]
    values["some"] = rng.randint(0, values["all"])
    relations.append(Sum("all", ("some",), rest="others"))
    values["fewer"] = rng.randint(0, values["r0"])
    relations.append(AtMost("fewer", "r0"))
    relations.append(AtMost("r1", "c0", is_usual=True))
    values["a"], values["b"] = rng.randint(0, values["all"]), values["all"]
    relations.append(Covered("all", ("a", "b")))
    more = {"forced": ["c0"] if seed % 4 == 3 else [], "unprinted": ["r1"] if seed % 5 == 4 else []}
    return values, relations, more


def pattern(seed: int) -> str:
    """The markers of one system on a line."""
    values, relations, more = system(seed)
    threshold = (5, 3, 5, 10)[seed % 4]
    try:
        marks = suppress(values, relations, threshold, **more)
    except DisclosureRefused:
        return "refused"
    return " ".join(f"{key}{marks[key]}" for key in values if key in marks)


WRITTEN = json.loads(FILE.read_text()) if FILE.exists() else {}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_counts_are_hidden_as_before(seed):
    found = pattern(seed)
    if os.environ.get("UPDATE_PATTERNS"):
        WRITTEN[str(seed)] = found
        FILE.write_text(json.dumps(WRITTEN, indent=1) + "\n")
    assert found == WRITTEN.get(str(seed)), "raise RULES if this is meant, then UPDATE_PATTERNS=1"


def test_with_a_threshold_that_hides_nothing_only_what_is_forced_is_hidden():
    assert suppress({"a": 1, "b": 2}, [], 1) == {}
    assert suppress({"a": 1, "b": 2}, [], 1, forced=["b"]) == {"b": "*"}
    assert suppress({"a": 1, "b": 2}, [], 2) == {"a": "<2"}
