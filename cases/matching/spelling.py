"""Names as Indonesians write them: old and new spelling, short forms, titles, doubled letters. Pure functions.

A word has a *plain* form (its letters without case and accents) and a *normal* form, which is the same for all usual
spellings of one name: Moch., Mohammad and Muhamad; Djoemadi and Jumadi; Syaifudin and Saefuddin.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from cases.matching.name_tables import (
    BALINESE,
    BETWEEN,
    DEGREES,
    DOTTED_DEGREES,
    IN_FRONT,
    MEN_IN_FRONT,
    OF_CLAN,
    OF_DAUGHTER,
    OF_FATHER,
    OF_SON,
    OTHER_READINGS,
    SHORT_FORMS,
    TITLES,
    TITLES_IN_FRONT,
    WOMEN_IN_FRONT,
)
from cases.reading.placeholders import is_placeholder

SHORTEST_FUZZY_WORD = 4  # letters; a shorter word with one letter left out would match too many others
LONGEST_TOGETHER = 3  # words that may be written as one: Nur Hasanah, Nurhasanah

GLUED_CLAN = re.compile(r"(?<=[^\W\d_]{3})br\.(?=\s)")  # a blank left out: *Riabr. Lubis*
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
    parts: tuple["NameWord", ...] = ()  # the words it was joined from


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[NameWord, ...]:
    """The words of a name in order, each once, without titles, degrees and *bin*, *binti*, *alias*.

    If nothing would be left, all words count. Placeholders (*Korban 2*, *NN*) have no words.
    """
    if is_placeholder(name):
        return ()
    parts = _with_forms_written_out(_parts(name))
    kept = _without_titles(parts) or [part.replace(".", "") for part in parts]
    return tuple(NameWord(plain, normal(plain)) for plain in dict.fromkeys(kept) if plain)


@lru_cache(maxsize=65_536)
def fathers_words(name: str) -> frozenset[str]:
    """Plain words after *bin* or *binti*: the father's name, which people say or leave out."""
    bare = [part.replace(".", "") for part in _parts(name)]
    place = next((index for index, word in enumerate(bare) if word in OF_FATHER), len(bare))
    return frozenset(bare[place + 1 :]) if place else frozenset()


@lru_cache(maxsize=65_536)
def are_man_and_woman(one: str, other: str) -> bool:
    """Whether two names say different sexes: *I Wayan* and *Ni Wayan*, *bin* and *binti*."""
    return {_says_sex(one), _says_sex(other)} == {"man", "woman"}


@lru_cache(maxsize=65_536)
def daughters_clan(name: str) -> bool:
    """Whether a name says *br.* or *boru*, the daughter of a clan; many write it only sometimes."""
    return not OF_CLAN.isdisjoint(part.replace(".", "") for part in _parts(name))


def _says_sex(name: str) -> str:
    parts = _parts(name)
    bare = [part.replace(".", "") for part in parts]
    for sex, in_front, between in (("woman", WOMEN_IN_FRONT, OF_DAUGHTER), ("man", MEN_IN_FRONT, OF_SON)):
        if (len(bare) > 1 and bare[0] in in_front) or not between.isdisjoint(bare[1:-1]):
            return sex
    return "man" if _is_man_of_bali(parts) else ""


def _is_man_of_bali(parts: list[str]) -> bool:
    """Whether a name begins with *I* and a name of Bali, as *I Wayan*; *I. Suryani* is an initial."""
    return len(parts) > 1 and parts[0] == "i" and normal(parts[1].replace(".", "")) in _BALINESE


@lru_cache(maxsize=65_536)
def normal(word: str) -> str:
    """The normal form of a word, equal for all usual spellings. It is idempotent."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    letters = _letters(word)
    return _SHORT_FORMS.get(letters, letters)


def readings(word: NameWord) -> frozenset[str]:
    """Normal forms of all names a short form may stand for: *Md.* is Muhammad, in Bali Made."""
    return _READINGS.get(word.plain, frozenset()) | {word.normal}


def is_short_form(word: NameWord) -> bool:
    """Whether the word is in the table of short forms: *Moch.*, *Kmg.*"""
    return word.plain in _SHORT_FORMS


@lru_cache(maxsize=65_536)
def near_forms(word: NameWord) -> frozenset[str]:
    """Forms that words within one letter of each other share: all forms, and each with one letter less."""
    return frozenset().union(*map(deletions, {word.plain, *readings(word)}))


@lru_cache(maxsize=65_536)
def written_together(words: tuple[NameWord, ...]) -> tuple[NameWord, ...]:
    """Two or three neighbouring words joined, of any length: Nurhasanah for Nur Hasanah."""
    return tuple(dict.fromkeys(joined for name in joinings(words) for joined in name if joined not in words))


@lru_cache(maxsize=65_536)
def joinings(words: tuple[NameWord, ...]) -> tuple[tuple[NameWord, ...], ...]:
    """The name with two or three neighbouring words joined, in every way; single letters are not joined."""
    return tuple(
        (*words[:at], as_one(words[at : at + many]), *words[at + many :])
        for many in range(2, LONGEST_TOGETHER + 1)
        for at in range(len(words) - many + 1)
        if all(len(word.plain) > 1 for word in words[at : at + many])
    )


@lru_cache(maxsize=65_536)
def as_one(words: tuple[NameWord, ...]) -> NameWord:
    """Join words; short forms are written out: *Moch. Nurdin* becomes Muhammadnurdin."""
    plain = "".join(word.normal if word.plain in _SHORT_FORMS else word.plain for word in words)
    return NameWord(plain, normal(plain), words)


def deletions(word: str) -> set[str]:
    """The word, and the word with each of its letters left out once."""
    if len(word) < SHORTEST_FUZZY_WORD:
        return {word}
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _parts(name: str) -> list[str]:
    """Lower-case words, dots kept within and after them."""
    signs = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = "".join(c for c in signs if unicodedata.category(c) != "Cf").casefold()  # Cf: invisible characters
    plain = SPLIT_DEGREE.sub(r"\1", GLUED_CLAN.sub(" br.", re.sub("['’‘`ʼ]", "", plain)))
    return [part for part in re.findall(r"[^\W_](?:[^\W_]|\.(?=[^\W_]))*\.?", plain) if part.strip(".")]


def _with_forms_written_out(parts: list[str]) -> list[str]:
    """Write out *IA* and *IB* (Ida Ayu, Ida Bagus) at the beginning; drop *I* and *Ni*."""
    if len(parts) < 2:
        return parts
    bare = [part.replace(".", "") for part in parts]
    if bare[0] in IN_FRONT:
        return [*IN_FRONT[bare[0]].split(), *parts[1:]]
    return parts[1:] if bare[0] == "ni" or _is_man_of_bali(parts) else parts


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


_FORMS = [(form, _letters(line.split()[0])) for line in SHORT_FORMS for form in line.split() if len(form) > 1]
# A form as written has priority over the spelling rules applied to another: *kt* is Ketut, though *kd* becomes kt.
_SHORT_FORMS = {_letters(form): name for form, name in _FORMS if len(_letters(form)) > 1} | dict(_FORMS)
_READINGS = {short: frozenset(_letters(name) for name in names.split()) for short, names in OTHER_READINGS.items()}
_BALINESE = frozenset(map(normal, BALINESE))
