"""Names as Indonesians write them: old and new spelling, short forms, titles, doubled letters. Pure functions.

A word has a *plain* form (its letters without case and accents) and a *normal* form, which is the same for all usual
spellings of one name: Moch., Mohammad and Muhamad; Djoemadi and Jumadi; Syaifudin and Saefuddin.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cases.matching.name_tables import (
    BETWEEN,
    DEGREES,
    DOTTED_DEGREES,
    OF_FATHER,
    SHORT_FORMS,
    TITLES,
    TITLES_IN_FRONT,
)

SHORTEST_FUZZY_WORD = 4  # letters; a shorter word with one letter left out would match too many others
LONGEST_FIRST_OF_TWO = 5  # letters of a word that may be joined with the next: Nur Hasanah, Nurhasanah

SPLIT_DEGREE = re.compile(r"\b([smda])\.\s*(?=(?:pd|kom|sos|kep|keb|psi|farm|hum|ag|si|kes|kn|md|ked|ip|ap)\b)")
LETTERS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        ("oe|oo|ou", "u"),
        ("dj", "j"),
        ("tj", "c"),
        ("nj", "ny"),
        ("s[jyh]|ts", "s"),
        ("[ck]h", "h"),
        ("dz|z", "s"),
        ("([tdgb])h", r"\1"),
        ("ph|[fv]", "p"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("ie|ij", "i"),
        ("ae", "ai"),
        ("au", "o"),
        ("iy", "i"),
        ("uw", "u"),
        ("(?<=[bcdghjklmprstw])y", "i"),
        ("y(?![aiueo])", "i"),
        (r"(.)\1+", r"\1"),
        ("(?<=[aiueo])h$", ""),
        ("d$", "t"),
        ("b$", "p"),
    )
)


class NameWord(NamedTuple):
    """One word of a name: its plain form and its normal form."""

    plain: str
    normal: str


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[NameWord, ...]:
    """The words of a name in order, each once, without titles, degrees and *bin*, *binti*, *alias*.

    If nothing would be left, all words count.
    """
    parts = _parts(name)
    kept = _without_titles(parts) or [part.replace(".", "") for part in parts]
    return tuple(NameWord(plain, normal(plain)) for plain in dict.fromkeys(kept) if plain)


@lru_cache(maxsize=65_536)
def fathers_words(name: str) -> frozenset[str]:
    """Plain words after *bin* or *binti*: the father's name, which people say or leave out."""
    bare = [part.replace(".", "") for part in _parts(name)]
    place = next((index for index, word in enumerate(bare) if word in OF_FATHER), len(bare))
    return frozenset(bare[place + 1 :]) if place else frozenset()


@lru_cache(maxsize=65_536)
def normal(word: str) -> str:
    """The normal form of a word, equal for all usual spellings. It is idempotent."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    letters = _letters(word)
    return _SHORT_FORMS.get(letters, letters)


@lru_cache(maxsize=65_536)
def near_forms(word: NameWord) -> frozenset[str]:
    """Forms that words within one letter of each other share: both forms, and each with one letter less."""
    return frozenset(deletions(word.plain) | deletions(word.normal))


@lru_cache(maxsize=65_536)
def written_together(words: tuple[NameWord, ...]) -> tuple[NameWord, ...]:
    """Neighbouring words joined if the first is short: Nurhasanah for Nur Hasanah."""
    pairs = pairwise(words)
    joined = [first.normal + second.plain for first, second in pairs if 1 < len(first.normal) <= LONGEST_FIRST_OF_TWO]
    return tuple(NameWord(plain, normal(plain)) for plain in joined)


def deletions(word: str) -> set[str]:
    """The word, and the word with each of its letters left out once."""
    if len(word) < SHORTEST_FUZZY_WORD:
        return {word}
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _parts(name: str) -> list[str]:
    """Lower-case words, dots kept within and after them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = SPLIT_DEGREE.sub(r"\1", re.sub("['’‘`ʼ]", "", plain))
    return [part for part in re.findall(r"[^\W_](?:[^\W_]|\.(?=[^\W_]))*\.?", plain) if part.strip(".")]


def _without_titles(parts: list[str]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        bare = part.replace(".", "")
        if bare in TITLES or bare in BETWEEN or bare in DEGREES:
            continue
        if "." in part.rstrip(".") and bare in DOTTED_DEGREES:
            continue
        if not kept and bare in TITLES_IN_FRONT:
            continue
        kept += part.split(".")
    return [part for part in kept if part]


def _letters(word: str) -> str:
    before = None
    while before != word:
        before = word
        for pattern, written in LETTERS:
            word = pattern.sub(written, word)
    return word


_SHORT_FORMS = {
    spelt: _letters(line.split()[0])
    for line in SHORT_FORMS
    for form in line.split()
    for spelt in (form, _letters(form))
    if len(spelt) > 1
}
