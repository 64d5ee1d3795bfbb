"""Compare the names of two people: bits, a sentence, and whether the names belong to two people."""

from collections.abc import Callable, Iterable
from math import log2
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.matching.facts import Facts, Reason
from cases.matching.names import Comparison, Likeness, WordPair
from cases.matching.names import compare as compare_words
from cases.matching.rarity import Rarity
from cases.matching.spelling import NameWord, are_man_and_woman, daughters_clan, fathers_words, is_short_form, words_of

# Bits subtracted from those of the word, by the kind of agreement.
LESS = {Likeness.SAME: 0.0, Likeness.SPELLING: 0.1, Likeness.TYPO: 0.8, Likeness.TWO_LETTERS: 5.0}
MAY_BE_TWO = 1.5  # more are subtracted if the slip makes another name: *Dina*, *Rina*
NICKNAME_WORTH = 0.4  # of the word's bits
INITIAL_BITS, RESEMBLING_BITS = 4.0, -1.5  # names begin with about sixteen letters
MOST_BITS = 11.0  # of one word; even a unique name may be a typing error
MOST_OF_SAME = 20.0  # of one word if all its letters are the same
LEFT_OVER, SWAPPED, CONTRADICTED, NOTHING_ALIKE = -1.2, -1.6, -4.5, -8.0
WORD_MORE = -2.2  # for each word only the searched name has: people leave words out more often than they add one
CLAN_LEFT_OUT = -0.3  # *br.* before the clan in one name only: *Nurul br. Harahap*, *Nurul Harahap*
ANOTHER_SLIP = -3.0  # for each slip after the first: one name rarely has two
SHORTEST_SLIP = 5  # letters; in a shorter word one letter makes another name
AS_WELL = 0.5  # bits; names that agree so nearly as well count as equally shared
WEIGHT_OF_SHARED = 0.85  # of the people who do share a name, beside those expected to
NICKNAME_BITS = 4.0  # at most, for a nickname besides a name

SENTENCES = {
    Likeness.RESEMBLING: _("Nama mirip: sebagian agak berbeda"),
    Likeness.INITIAL: _("Nama mirip: sebagian hanya huruf awal"),
    Likeness.TWO_LETTERS: _("Nama mirip: dua huruf berbeda"),
    Likeness.NICKNAME: _("Nama mirip: salah satunya nama panggilan"),
    Likeness.TYPO: _("Nama mirip: satu huruf berbeda"),
    Likeness.SPELLING: _("Nama sama dengan ejaan atau singkatan lain"),
}
SHORTER, ALL_SAME, OTHER_ORDER = (
    _("Nama sama, salah satunya lebih pendek"),
    _("Nama sama"),
    _("Nama sama dengan urutan lain"),
)
OTHER_NAME = Reason("name", "other", _("Nama berbeda"), agrees=False)
PARTLY = Reason("name", "partly", _("Nama sebagian berbeda"), agrees=False)
NICKNAME_NEAR = Reason("nickname", "near", _("Nama panggilan cocok"))


class Called(NamedTuple):
    """Bits of the names, the reason if any, and whether the names clearly belong to two people."""

    bits: float
    reason: Reason | None = None
    is_other: bool = False


def compare(ours: Facts, theirs: Facts, rarity: Rarity) -> Called:
    """Compare the names; if one is missing, compare the nickname with the name."""
    if ours.name and theirs.name:
        found = _without_fathers(ours.name, theirs.name)
        called = _names(found, rarity)
        if daughters_clan(ours.name) != daughters_clan(theirs.name):
            called = called._replace(bits=called.bits + CLAN_LEFT_OUT)
        if are_man_and_woman(ours.name, theirs.name):
            called = Called(called.bits + CONTRADICTED, PARTLY, called.is_other)
        if called.is_other:
            return _nicknames(ours, theirs, rarity) or called
        nick = _nicknames(ours, theirs, rarity, counted=_agreeing_words(found))
        return called._replace(bits=called.bits + min(NICKNAME_BITS, nick.bits) / 2) if nick else called
    return _nicknames(ours, theirs, rarity) or Called(0.0)


def among(named: Iterable[Called], rarity: Rarity) -> Callable[[Called], Called]:
    """A function that weighs a compared name by how many of these people share it at least as well.

    ``named`` are all people of the register who share the words. Words of names are not drawn one by one: how many
    people should share them all is only a guess, and the register shows how many do.
    """
    shared = [called.bits for called in named if called.reason and called.reason.agrees]

    def weighed(called: Called) -> Called:
        if called.reason is None or not called.reason.agrees:
            return called
        others = sum(bits >= called.bits - AS_WELL for bits in shared) - 1
        expected = rarity.people * 2.0**-called.bits
        told = WEIGHT_OF_SHARED * others + (1 - WEIGHT_OF_SHARED) * expected
        return called._replace(bits=called.bits + log2((1 + expected) / (1 + told)))

    return weighed


def agree(one: str, other: str) -> bool:
    """Whether two written names clearly can belong to one person: no word contradicts that.

    Words that differ by more than a slip, or share only the first letter, do not agree; nor does a missing name.
    """
    found = _without_fathers(one, other)
    is_told = any(pair.likeness >= Likeness.TWO_LETTERS for pair in found.pairs)
    has_clash = bool(found.only_ours and found.only_theirs)
    if has_clash or are_man_and_woman(one, other):
        return False
    return is_told and not any(_may_be_two_names(pair) for pair in found.pairs)


def is_same(one: str, other: str) -> bool:
    """Whether all words of both names are the same, in any order; a father's name may be missing.

    Only the same letters and short forms count: similar spellings can be two twins (*Vina*, *Fina*).
    """
    found = _without_fathers(one, other)
    if are_man_and_woman(one, other):
        return False
    is_whole = bool(found.pairs) and not found.only_ours and not found.only_theirs
    return is_whole and all(_is_same_word(pair) for pair in found.pairs)


def _is_same_word(pair: WordPair) -> bool:
    """Whether two words have the same letters, or one is a short form of the other."""
    if pair.likeness == Likeness.SPELLING:
        return is_short_form(pair.ours) or is_short_form(pair.theirs)
    return pair.likeness == Likeness.SAME


def may_be_two(one: str, other: str) -> bool:
    """Whether a word of each name differs as the names of sisters do: *Dina*, *Rina*."""
    pairs = _without_fathers(one, other).pairs
    return any(pair.likeness != Likeness.RESEMBLING and _may_be_two_names(pair) for pair in pairs)


def _may_be_two_names(pair: WordPair) -> bool:
    """Whether two words may be two names, not one name with a slip: *Dina* and *Rina*, *Putri* and *Putra*.

    A slip in a short word, in its first letter or in the vowel at its end makes another name, often a sister's.
    """
    if pair.likeness == Likeness.RESEMBLING:
        return True
    if pair.likeness not in (Likeness.TYPO, Likeness.TWO_LETTERS):
        return False
    ours, theirs = pair.ours.plain, pair.theirs.plain
    is_other_end = ours[:-1] == theirs[:-1] and {ours[-1:], theirs[-1:]} <= set("aiueo")
    return min(len(ours), len(theirs)) < SHORTEST_SLIP or ours[:1] != theirs[:1] or is_other_end


def compare_names(one: str, other: str) -> Comparison:
    """Compare two names word by word."""
    return compare_words(words_of(one), words_of(other))


def _without_fathers(one: str, other: str) -> Comparison:
    """Compare without a father's name that only one side has: it contradicts nothing."""
    found = compare_names(one, other)
    fathers = fathers_words(one), fathers_words(other)
    return found._replace(
        only_ours=tuple(word for word in found.only_ours if word.plain not in fathers[0]),
        only_theirs=tuple(word for word in found.only_theirs if word.plain not in fathers[1]),
    )


def _agreeing_words(found: Comparison) -> frozenset[NameWord]:
    """The words of both names that agree."""
    pairs = (pair for pair in found.pairs if pair.likeness >= Likeness.NICKNAME)
    return frozenset(word for pair in pairs for word in (pair.ours, pair.theirs))


def _nicknames(
    ours: Facts, theirs: Facts, rarity: Rarity, *, counted: frozenset[NameWord] = frozenset()
) -> Called | None:
    """Compare the nickname of one with each word of the other; ``None`` if none is alike.

    ``counted`` are words of the names that agree already. Their nickname says nothing new: *Siska Lubis, Siska*.
    """
    best: Called | None = None
    for short, full, is_new in (
        (ours.nickname, theirs.nickname, lambda _pair: True),
        (ours.nickname, theirs.name, lambda pair: pair.theirs not in counted),
        (ours.name, theirs.nickname, lambda pair: pair.ours not in counted),
    ):
        if not short or not full:
            continue
        alike = (pair for pair in compare_names(short, full).pairs if pair.likeness >= Likeness.NICKNAME)
        pairs = [pair for pair in alike if is_new(pair)]
        bits = sum(_bits(pair, rarity) for pair in pairs)
        if pairs and (best is None or bits > best.bits):
            best = Called(bits, NICKNAME_NEAR)
    return best


def _names(found: Comparison, rarity: Rarity) -> Called:
    if all(pair.likeness == Likeness.RESEMBLING for pair in found.pairs):
        if found.pairs and not (found.only_ours and found.only_theirs):
            return Called(RESEMBLING_BITS)
        return Called(NOTHING_ALIKE, OTHER_NAME, is_other=True)
    bits = sum(_bits(pair, rarity) for pair in found.pairs)
    clashes = min(len(found.only_ours), len(found.only_theirs))
    left = len(found.only_ours) + len(found.only_theirs) - 2 * clashes
    words_more = len(found.only_ours) - clashes
    bits += clashes * CONTRADICTED + (left - words_more) * LEFT_OVER + words_more * WORD_MORE
    bits += 0.0 if found.in_order else SWAPPED
    slips = sum(pair.likeness < Likeness.SPELLING for pair in found.pairs) + left + (not found.in_order)
    bits += max(0, slips - 1) * ANOTHER_SLIP
    is_other = bool(clashes) and not _agreement_outweighs(found, rarity)
    if clashes:
        return Called(bits, PARTLY, is_other)
    return Called(bits, Reason("name", _how(found), _sentence(found)))


def _agreement_outweighs(found: Comparison, rarity: Rarity) -> bool:
    """Whether the agreeing words weigh more than the clashing ones; a shared family name alone does not."""
    agreed = sum(_bits(pair, rarity) for pair in found.pairs if pair.likeness >= Likeness.TYPO)
    clashing = sum(min(rarity.bits(word), MOST_BITS) for word in found.only_ours)
    return agreed > clashing and min(len(found.only_ours), len(found.only_theirs)) < len(found.pairs)


def _bits(pair: WordPair, rarity: Rarity) -> float:
    if pair.likeness <= Likeness.INITIAL:
        return INITIAL_BITS if pair.likeness == Likeness.INITIAL else RESEMBLING_BITS
    if pair.likeness == Likeness.NICKNAME:
        return min(rarity.bits(pair.ours), MOST_BITS) * NICKNAME_WORTH
    most = MOST_OF_SAME if pair.likeness == Likeness.SAME else MOST_BITS
    is_mistyped = pair.likeness <= Likeness.TYPO
    if pair.ours.parts or pair.theirs.parts:
        return max(_bits_of_joined(pair, rarity, most, mistyped=is_mistyped) - LESS[pair.likeness], 0.5)
    bits = rarity.bits(pair.ours, mistyped=is_mistyped)
    less = LESS[pair.likeness] + (MAY_BE_TWO if _may_be_two_names(pair) else 0.0)
    return max(min(bits, most) - less, 0.5)


def _bits_of_joined(pair: WordPair, rarity: Rarity, most: float, *, mistyped: bool) -> float:
    """The bits of words written together: as much as the words tell apart, as far as they were counted."""
    if pair.ours.parts:
        parts = sum(min(rarity.bits(part, mistyped=mistyped), most) for part in pair.ours.parts)
        return min(parts, rarity.bits(pair.ours, mistyped=mistyped))
    return min(rarity.bits(pair.ours, mistyped=mistyped), most * len(pair.theirs.parts))


def _how(found: Comparison) -> str:
    worst = min(pair.likeness for pair in found.pairs)
    if found.only_ours or found.only_theirs:
        return "missing_word"
    if worst == Likeness.SAME and not found.in_order:
        return "order"
    return worst.name.lower()


def _sentence(found: Comparison) -> str:
    """How similar the names are, as a sentence about the greatest difference."""
    worst = min(pair.likeness for pair in found.pairs)
    if worst in SENTENCES:
        return SENTENCES[worst]
    if found.only_ours or found.only_theirs:
        return SHORTER
    return ALL_SAME if found.in_order else OTHER_ORDER
