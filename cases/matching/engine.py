"""From facts to matches: candidates by tokens, compared in clear, the likeliest first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from cases.matching import comparing, known
from cases.matching.candidates import Finder
from cases.matching.facts import Facts, Match
from cases.matching.known import Known
from cases.matching.rarity import Rarity
from safeguards import clock

LEAST = 0.12  # chance below which somebody is not worth showing
MOST_COMPARED = 100  # candidates read in clear for one person
AT_ONCE = 200  # people of a file looked up together


def matches_for(
    facts: Facts,
    *,
    task_force_ids: Iterable[UUID],
    limit: int = 5,
    exclude: Iterable[UUID] = (),
    least: float = LEAST,
) -> list[Match]:
    """Those already known in these task forces who may be this person, the likeliest first.

    Reads under row security, so within a request or a context of its own. ``exclude`` are keys of persons not meant;
    ``least`` is the chance (0 to 1) from which somebody is shown. Nothing is recorded here: callers say what was read.
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
    """The matches of each of many facts, in their order; memory does not grow with their number."""
    forces, left_out, found = list(task_force_ids), frozenset(exclude), []
    if not forces:
        return [[] for _facts in many]
    rarity = Rarity.of(forces)
    finder = Finder(forces, rarity)
    for start in range(0, len(many), AT_ONCE):
        chunk = many[start : start + AT_ONCE]
        candidates = finder.find(chunk, most=MOST_COMPARED)
        people = known.read({key for keys in candidates for key in keys}, task_force_ids=forces)
        ends = known.survivors(person.person_id for person in people.values() if person.merged_into)
        for facts, keys in zip(chunk, candidates, strict=True):
            compared = [_match(facts, people[key], ends, rarity) for key in keys if key in people]
            found.append(_best(compared, left_out, least, limit))
    return found


def _match(facts: Facts, person: Known, ends: dict[UUID, UUID], rarity: Rarity) -> Match:
    judged = comparing.judge(facts, person, rarity=rarity, today=clock.today())
    return Match(ends.get(person.person_id, person.person_id), judged.chance, judged.is_same, judged.reasons)


def _best(compared: list[Match], left_out: frozenset[UUID], least: float, limit: int) -> list[Match]:
    """Each person once, as what they match best by: somebody merged into another may match by either."""
    best: dict[UUID, Match] = {}
    for match in sorted(compared, key=lambda match: match.score):
        if match.person_id not in left_out and match.score >= least:
            best[match.person_id] = match
    return [_said(match) for match in sorted(best.values(), key=lambda match: -match.score)[:limit]]


def _said(match: Match) -> Match:
    """With its sentences in the language of the reader."""
    return replace(match, reasons=tuple(reason._replace(words=str(reason.words)) for reason in match.reasons))
