"""Compare two names word by word: same, other spelling, typo, short form, nickname. Pure functions."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from cases.matching.name_tables import NICKNAMES
from cases.matching.spelling import (
    LONGEST_TOGETHER,
    SHORTEST_FUZZY_WORD,
    NameWord,
    as_one,
    near_forms,
    normal,
    readings,
)

SHORTEST_NICKNAME = 3  # letters of the beginning or end of a name, used as a nickname
LONG_WORD = 8  # letters; such a word may have two wrong letters


class Likeness(IntEnum):
    """How similar two words are, from least to most."""

    NOT = 0
    RESEMBLING = 1  # more letters differ than a typo explains: evidence neither for nor against
    INITIAL = 2
    TWO_LETTERS = 3
    NICKNAME = 4
    TYPO = 5
    SPELLING = 6
    SAME = 7


class WordPair(NamedTuple):
    """A word of each name, and how similar they are."""

    ours: NameWord
    theirs: NameWord
    likeness: Likeness


class Comparison(NamedTuple):
    """The paired words of two names, and the words of each left over."""

    pairs: tuple[WordPair, ...]
    only_ours: tuple[NameWord, ...]
    only_theirs: tuple[NameWord, ...]
    in_order: bool


@lru_cache(maxsize=262_144)
def likeness(one: NameWord, other: NameWord) -> Likeness:
    """How similar two words are; the order does not matter."""
    if one.plain == other.plain:
        return Likeness.SAME
    if not readings(one).isdisjoint(readings(other)):
        return Likeness.SPELLING
    short, long = sorted((one, other), key=lambda word: (len(word.normal), word.normal))
    if len(short.plain) == 1:
        return Likeness.INITIAL if long.plain.startswith(short.plain) else Likeness.NOT
    if not near_forms(one).isdisjoint(near_forms(other)) and (
        _one_letter_apart(one.plain, other.plain) or _one_letter_apart(one.normal, other.normal)
    ):
        return Likeness.TYPO
    if _is_nickname(short.normal, long.normal) or _is_nickname(short.plain, long.plain):
        return Likeness.NICKNAME
    return _with_two_letters(short.normal, long.normal)


def compare(ours: Sequence[NameWord], theirs: Sequence[NameWord]) -> Comparison:
    """Pair the words of two names, the most similar first, in any order; words written together are tried too."""
    ours, theirs = _as_together(ours, theirs), _as_together(theirs, ours)
    if _is_cut_otherwise(ours, theirs):
        ours, theirs = [as_one(tuple(ours))], [as_one(tuple(theirs))]
    found = sorted(
        (-how, abs(i - j), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if (how := likeness(one, other))
    )
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    places = []
    for negative, _far, i, j in found:
        if i not in taken_ours and j not in taken_theirs:
            taken_ours.add(i)
            taken_theirs.add(j)
            places.append((i, j, Likeness(-negative)))
    places.sort()
    return Comparison(
        tuple(WordPair(ours[i], theirs[j], how) for i, j, how in places),
        tuple(word for i, word in enumerate(ours) if i not in taken_ours),
        tuple(word for j, word in enumerate(theirs) if j not in taken_theirs),
        [j for _i, j, _how in places] == sorted(j for _i, j, _how in places),
    )


def nicknames_of(word: NameWord) -> list[str]:
    """Normal forms of the nicknames of the word, or of names it is a nickname of, from the table."""
    return sorted(_called(word.normal))


def _one_letter_apart(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_FUZZY_WORD - 1 or max(len(one), len(other)) < SHORTEST_FUZZY_WORD:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _with_two_letters(short: str, long: str) -> Likeness:
    allowed = 1 if len(long) < SHORTEST_FUZZY_WORD else 2
    if (
        len(short) < SHORTEST_NICKNAME
        or len(long) - len(short) > allowed
        or OSA.distance(short, long, score_cutoff=allowed) > allowed
    ):
        return Likeness.NOT
    return Likeness.TWO_LETTERS if len(short) >= LONG_WORD else Likeness.RESEMBLING


def _is_nickname(short: str, long: str) -> bool:
    if long in _called(short):
        return True
    if len(short) < SHORTEST_NICKNAME or len(long) - len(short) < 2:
        return False
    return long.endswith(short) or long.startswith(short)


def _as_together(words: Sequence[NameWord], others: Sequence[NameWord]) -> list[NameWord]:
    """Join neighbouring words if the other name writes them as one."""
    words = list(words)
    for many in range(LONGEST_TOGETHER, 1, -1):
        for at in range(len(words) - many, -1, -1):
            run = tuple(words[at : at + many])
            if len(run) == many and _is_one_of(run, others):
                words[at : at + many] = [as_one(run)]
    return words


def _is_one_of(run: tuple[NameWord, ...], others: Sequence[NameWord]) -> bool:
    if any(len(word.plain) == 1 for word in run):
        return False
    joined = as_one(run)
    near = [other for other in others if abs(len(joined.normal) - len(other.normal)) <= 1]
    return any(likeness(joined, other) >= Likeness.TYPO for other in near)


def _is_cut_otherwise(ours: Sequence[NameWord], theirs: Sequence[NameWord]) -> bool:
    """Whether only the blanks differ: *Kartikalestari Mandau*, *Kartika Lestarimandau*."""
    one, other = ([word.normal for word in words] for words in (ours, theirs))
    return min(len(one), len(other)) > 1 and one != other and "".join(one) == "".join(other)


def _both_ways() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for nickname, names in NICKNAMES.items():
        for name in names.split():
            found.setdefault(normal(nickname), set()).add(normal(name))
            found.setdefault(normal(name), set()).add(normal(nickname))
    return {word: frozenset(others) for word, others in found.items()}


def _called(word: str) -> frozenset[str]:
    return _BOTH_WAYS.get(word, frozenset())


_BOTH_WAYS = _both_ways()
