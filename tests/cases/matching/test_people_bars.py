"""The bars of people found: recall and precision of the first suggestion by what is given; no wrong *sangat mirip*.

Without a database, so that many people can be measured. ``PEOPLE=100000 SEEDS=5 QUERIES=1000 python -m pytest
tests/cases/matching/test_people_bars.py -s`` prints the figures of every slip; the suite measures a small register.
"""

import os
from collections import Counter, defaultdict

import pytest

from tests.cases.matching import slips
from tests.cases.matching.in_memory import InMemory, judged

PEOPLE = int(os.environ.get("PEOPLE", "1500"))
QUERIES = int(os.environ.get("QUERIES", "150"))
SEEDS = range(int(os.environ.get("SEEDS", "1")))
NEAR_PAIRS = 2_000
BARS = {
    "everything": (0.98, 0.99),
    "name and birth date": (0.95, 0.95),
    "name and phone": (0.95, 0.95),
    "name alone": (0.90, 0.95),
}


def measure(seed: int) -> dict[str, dict[str, Counter]]:
    """By mode and slip: asked for, right first, somebody shown, right among those shown."""
    people = slips.Diverse(seed).people(PEOPLE)
    register = InMemory([slips.whole(one) for one in people])
    counts: dict[str, dict[str, Counter]] = {mode: defaultdict(Counter) for mode in BARS}
    for mode in BARS:
        queries = list(slips.asked(people, QUERIES, mode, seed))
        for query, matches in zip(queries, register.matches([query.facts for query in queries]), strict=True):
            first = matches[0].person_id.int if matches else None
            for line in ("all", query.rules[0]):
                counts[mode][line] += Counter(
                    asked=query.wanted is not None,
                    right=first is not None and first == query.wanted,
                    shown=bool(matches),
                    found=query.wanted in {match.person_id.int for match in matches},
                    surely_wrong=any(match.is_same and match.person_id.int != query.wanted for match in matches),
                )
    return counts


def line_of(name: str, counts: Counter) -> str:
    recall = counts["right"] / max(counts["asked"], 1)
    precision = counts["right"] / max(counts["shown"], 1)
    found = counts["found"] / max(counts["asked"], 1)
    return f"{name:22}{counts['asked']:6}{recall:8.3f}{precision:8.3f}{found:8.3f}{counts['surely_wrong']:5}"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_suggestion_is_the_right_one(seed):
    counts = measure(seed)
    for mode, lines in counts.items():
        print(f"\n{mode}: asked, recall and precision of the first, among the shown, wrongly sure")
        for name in sorted(lines, key=lambda line: (line != "all", line)):
            print(line_of(name, lines[name]))
    for mode, (recall, precision) in BARS.items():
        of_all = counts[mode]["all"]
        assert of_all["right"] / of_all["asked"] >= recall, mode
        assert of_all["right"] / of_all["shown"] >= precision, mode


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_near_people_are_called_very_alike(seed):
    wrong = Counter()
    for pair in slips.near_pairs(NEAR_PAIRS, seed):
        wrong[pair.kind] += any(judged(*both).is_same for both in ((pair.one, pair.other), (pair.other, pair.one)))
    print(f"\nwrongly sangat mirip: {dict(wrong)}")
    assert not wrong.total()
