"""Keyed tokens: how encrypted values are found again without being readable.

A token is the first 8 bytes of an HMAC-SHA256 as a signed integer (``bigint``), under a key of its own per kind. Who
has the database without the key ring cannot make or undo one; equal values do give equal tokens, so a table of tokens
still tells how often a value occurs: keep it from roles that only count.
"""

import hmac
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from safeguards.encryption.key_ring import key_ring

SHORTEST_FUZZY_WORD = 4  # letters; below that a word with one letter left out would match too much
COUNTRY_CODE = "62"


class NameTokens(NamedTuple):
    """What is stored for a name: ``words`` for whole words, ``near`` for words with up to one letter wrong."""

    words: list[int]
    near: list[int]


def exact_token(kind: str, value: str | None) -> int | None:
    """The token of a whole value (a NIK, a telephone number), or ``None`` where nothing of it is left to search for.

    Numbers lose their punctuation, Indonesian telephone numbers also their prefix: 0812…, 62812… and +62 812… are one.
    """
    normalised = normalise(kind, value or "")
    return _token(_kind_key(f"exact:{kind}"), normalised) if normalised else None


def name_tokens(name: str | None) -> NameTokens:
    """The tokens of a name, each once: every word, and every word with one letter left out."""
    words = words_of(name or "")
    keys = _kind_key("name:word"), _kind_key("name:near")
    near = dict.fromkeys(token for word in words for token in _near_tokens(keys[1], word))
    return NameTokens([_token(keys[0], word) for word in words], list(near))


def search_tokens(query: str) -> list[list[int]]:
    """One list per word of a query; a name is a candidate where its ``near`` tokens overlap with every list.

    In SQL ``near && %s AND near && %s``. Two words with one wrong letter each can also meet, so compare the decrypted
    candidates with ``is_near`` before showing them.
    """
    key = _kind_key("name:near")
    return [list(_near_tokens(key, word)) for word in words_of(query)]


def is_near(query: str, name: str) -> bool:
    """Whether every word of the query is a word of the name, or begins one, give or take one letter."""
    words = words_of(name)
    return all(any(_within_one(part, word) for word in words) for part in words_of(query))


def words_of(name: str) -> list[str]:
    """The words of a name without case, accents and punctuation, each once, in their order."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return list(dict.fromkeys(re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", "").casefold())))


def normalise(kind: str, value: str) -> str:
    """What counts of a value: digits of a number, words of anything else."""
    if kind == "phone":
        digits = re.sub(r"\D", "", value)
        if digits.startswith("0"):
            return COUNTRY_CODE + digits.lstrip("0")
        return digits if digits.startswith(COUNTRY_CODE) or not digits.startswith("8") else COUNTRY_CODE + digits
    if kind in ("nik", "family_card"):
        return re.sub(r"\D", "", value)
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _within_one(part: str, word: str) -> bool:
    """Equal, a beginning of it, or one letter added, left out, changed or swapped with its neighbour."""
    if word.startswith(part):
        return True
    if abs(len(part) - len(word)) > 1 or min(len(part), len(word)) < SHORTEST_FUZZY_WORD - 1:
        return False
    return bool(_deletions(part) & _deletions(word))


def _deletions(word: str) -> set[str]:
    """The word, and the word with each of its letters left out once."""
    if len(word) < SHORTEST_FUZZY_WORD:
        return {word}
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


@lru_cache(maxsize=4096)
def _near_tokens(key: bytes, word: str) -> tuple[int, ...]:
    return tuple(_token(key, form) for form in sorted(_deletions(word)))


def _token(key: bytes, value: str) -> int:
    return int.from_bytes(hmac.digest(key, value.encode(), "sha256")[:8], "big", signed=True)


def _kind_key(kind: str) -> bytes:
    """A key per kind, so that tokens of different kinds tell nothing about each other."""
    return _derived(key_ring().index_key, kind)


@lru_cache(maxsize=64)
def _derived(index_key: bytes, kind: str) -> bytes:
    return hmac.digest(index_key, b"kind:" + kind.encode(), "sha256")
