"""From facts to matches: candidates by tokens, decrypted and compared, the likeliest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from cases.matching import comparing, known, name_comparison
from cases.matching.candidates import Candidate, Finder
from cases.matching.facts import Facts, Match
from cases.matching.known import Known
from cases.matching.rarity import Rarity
from safeguards import clock

LEAST = 0.11  # people with a smaller chance are not shown
MOST_COMPARED = 100  # candidates decrypted for one person
HALF_AGREEING = (comparing.SAY_CLASHING_NIK, comparing.SAY_DOUBTED_NIK)  # shown though they count as against
AT_ONCE = 200  # people looked up together


def matches_for(
    facts: Facts,
    *,
    task_force_ids: Iterable[UUID],
    limit: int = 5,
    exclude: Iterable[UUID] = (),
    least: float = LEAST,
) -> list[Match]:
    """Known people in these task forces who may be this person, the likeliest first.

    Reads under row security, so it needs a request or another context. ``exclude`` are keys of persons to leave out;
    ``least`` is the smallest chance (0 to 1) that is shown. Nothing is recorded here: callers record what was read.
    """
    return matches_for_many([facts], task_force_ids=task_force_ids, limit=limit, exclude=exclude, least=least)[0]


def matches_for_many(
    many: Sequence[Facts],
    *,
    task_force_ids: Iterable[UUID],
    limit: int = 5,
    exclude: Iterable[UUID] = (),
    least: float = LEAST,
) -> list[list[Match]]:
    """The matches for each of many facts, in their order; memory does not grow with their number."""
    forces, left_out, answers = list(task_force_ids), frozenset(exclude), []
    if not forces:
        return [[] for _facts in many]
    rarity = Rarity.for_task_forces(forces)
    finder = Finder(forces, rarity)
    for start in range(0, len(many), AT_ONCE):
        chunk = many[start : start + AT_ONCE]
        candidates = finder.find(chunk, most=MOST_COMPARED)
        people = known.read({one.key for found in candidates for one in found}, task_force_ids=forces)
        ends = known.survivors(person.person_id for person in people.values() if person.merged_into)
        for facts, likely in zip(chunk, candidates, strict=True):
            compared = _compared(facts, likely, people, rarity, least)
            answers.append(_best(compared, ends, left_out, limit))
    return answers


def _compared(
    facts: Facts, likely: Iterable[Candidate], people: dict[UUID, Known], rarity: Rarity, least: float
) -> Iterator[Match]:
    """The candidates that row security shows and whose chance is at least ``least``."""
    today = clock.today()
    readable = [(one, people[one.key]) for one in likely if one.key in people]
    named = {
        one.key: name_comparison.compare(facts, person.facts, rarity) for one, person in readable if one.is_one_of_all
    }
    in_all = name_comparison.among(named.values(), rarity)
    for one, person in readable:
        called = in_all(named[one.key]) if one.key in named else None
        judged = comparing.judge(
            facts, person, rarity=rarity, today=today, least=least, names_most=one.names_most, called=called
        )
        if judged:
            yield Match(one.key, judged.chance, judged.is_same, judged.reasons)


def _best(compared: Iterable[Match], ends: dict[UUID, UUID], left_out: frozenset[UUID], limit: int) -> list[Match]:
    """Each person once, with the best match; a merged person may match by either record.

    People without any agreeing field are left out.
    """
    best: dict[UUID, Match] = {}
    told = (match for match in compared if any(reason.agrees or reason in HALF_AGREEING for reason in match.reasons))
    for match in sorted(told, key=lambda match: match.order):
        survivor = ends.get(match.person_id, match.person_id)
        if survivor not in left_out:
            best[survivor] = replace(match, person_id=survivor)
    likeliest = sorted(best.values(), key=lambda match: match.order, reverse=True)
    return [_said(match) for match in likeliest[:limit]]


def _said(match: Match) -> Match:
    """The match with its sentences in the reader's language."""
    return replace(match, reasons=tuple(reason._replace(words=str(reason.words)) for reason in match.reasons))
