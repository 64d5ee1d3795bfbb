"""Keyed tokens: they find encrypted values without making them readable.

A token is the first 8 bytes of an HMAC-SHA256 as a signed integer (``bigint``). Each kind and scope has its own key.
Nobody can make or reverse a token with the database alone, without the key ring. Equal values of one scope give equal
tokens, so a table of tokens reveals how often a value occurs: keep it from roles that only count. A scope (the owner
of the rows) hides that across offices, and keeps the lists of common values short.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from safeguards.encryption.key_ring import key_ring

DIGITS_ONLY = frozenset({"nik", "family_card"})


def exact_token(kind: str, value: str | None, scope: str = "") -> int | None:
    """The token of a whole value (a number, an account), or ``None`` if nothing is left to search for.

    Numbers of ``DIGITS_ONLY`` lose their punctuation. The caller unifies all other spellings before the call.
    """
    normalised = normalise(kind, value or "")
    return _token(_kind_key(f"exact:{kind}", scope), normalised) if normalised else None


def form_tokens(kind: str, forms: Iterable[str], scope: str = "") -> list[int]:
    """The tokens of the forms of a word, in a fixed order. The caller, who knows the language, makes the forms."""
    return list(_form_tokens(_kind_key(kind, scope), tuple(sorted(set(forms)))))


def normalise(kind: str, value: str) -> str:
    """The part of a value that is compared: digits of a number, letters and digits of an account, else its words."""
    if kind in DIGITS_ONLY:
        return re.sub(r"\D", "", value)
    plain = unicodedata.normalize("NFKC", value).casefold()
    return re.sub(r"[\W_]", "", plain) if kind == "account" else " ".join(plain.split())


@lru_cache(maxsize=32_768)
def _form_tokens(key: bytes, forms: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(_token(key, form) for form in forms)


def _token(key: bytes, value: str) -> int:
    return int.from_bytes(hmac.digest(key, value.encode(), "sha256")[:8], "big", signed=True)


def _kind_key(kind: str, scope: str) -> bytes:
    """One key per kind and scope, so that tokens of different ones reveal nothing about each other."""
    return _derived(key_ring().index_key, kind, scope)


@lru_cache(maxsize=8192)
def _derived(index_key: bytes, kind: str, scope: str) -> bytes:
    of_kind = hmac.digest(index_key, b"kind:" + kind.encode(), "sha256")
    return hmac.digest(of_kind, b"scope:" + scope.encode(), "sha256") if scope else of_kind
