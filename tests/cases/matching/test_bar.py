"""The quality bar: among 20,000 invented people the searched ones are found, and the first shown is the right one.

``python -m pytest tests/cases/matching/test_bar.py -s`` prints the figures of every noise rule.
"""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import pytest

from cases.matching import Match, matches_for_many
from tests.cases.matching import register
from tests.cases.matching.generator import SEED, Population, Query, queries

PEOPLE, QUERIES = 20_000, 2_000
RECALL = PRECISION = 0.95


class Figures:
    """Results of the queries: found among the suggestions, and whether the first was right."""

    def __init__(self) -> None:
        self.asked, self.found, self.shown, self.right = Counter(), Counter(), Counter(), Counter()

    def count(self, query: Query, matches: Sequence[Match], keys: Sequence[UUID]) -> None:
        """Count one query under each of its rules; without a rule it is *as it is*."""
        wanted = keys[query.wanted] if query.wanted is not None else None
        for rule in ("all", *(query.rules or ("as it is",)), *(() if wanted else ("stranger",))):
            self.asked[rule] += wanted is not None
            self.found[rule] += wanted in {match.person_id for match in matches}
            self.shown[rule] += bool(matches)
            self.right[rule] += bool(matches) and matches[0].person_id == wanted

    def recall(self, rule: str = "all") -> float:
        """The share of searched people in the register who are among the suggestions."""
        return self.found[rule] / self.asked[rule] if self.asked[rule] else 1.0

    def precision(self, rule: str = "all") -> float:
        """The share of queries with suggestions whose first one is right."""
        return self.right[rule] / self.shown[rule] if self.shown[rule] else 1.0

    def table(self) -> str:
        """A line per rule."""
        lines = [f"{'rule':26}{'asked':>7}{'recall':>9}{'shown':>7}{'precision':>11}"]
        for rule in sorted(self.shown, key=lambda rule: (rule != "all", rule)):
            lines.append(
                f"{rule:26}{self.asked[rule]:7}{self.recall(rule):9.3f}{self.shown[rule]:7}{self.precision(rule):11.3f}"
            )
        return "\n".join(lines)


@pytest.mark.django_db
def test_people_are_found_and_the_first_is_the_right_one(world):
    people = Population(SEED).people(PEOPLE)
    keys = register.store(world, people)
    asked = list(queries(people, QUERIES))
    answers = matches_for_many([query.facts for query in asked], task_force_ids=[world.jambi.pk])
    figures = Figures()
    for query, matches in zip(asked, answers, strict=True):
        figures.count(query, matches, keys)
    print(f"\n{figures.table()}")
    assert figures.recall() >= RECALL
    assert figures.precision() >= PRECISION
