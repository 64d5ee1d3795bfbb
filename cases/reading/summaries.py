"""The summary of a file says what happened but not to whom: it is not encrypted, so that it can be searched.

The functions tell the writer what does not belong in it. Pure: nothing is read or stored here.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

LONGEST = 300  # characters, the length of the columns
LONGEST_NUMBER = 5  # digits; a NIK, a telephone number and an account are longer
SHORTEST_NAME = 3  # letters of a name word to look for
# texts with many digits that contact nobody: dates and sums of money
HARMLESS = re.compile(
    r"(?<![\d./-])(?:[12]?\d|0\d|3[01])[-/.](?:1[0-2]|0?\d)[-/.](?:19|20)?\d{2}(?![./-]?\d)"
    r"|\bRp\.?\s?\d{1,3}(?:\.\d{3})*(?:,\d{2})?(?![.,]?\d)",
    re.IGNORECASE,
)
LONG_NUMBER = re.compile(rf"\d(?:[\s.\-/()+]{{0,2}}\d){{{LONGEST_NUMBER},}}")


def objections(text: str, names: Iterable[str] = ()) -> list[str]:
    """Why a summary should not be saved, in sentences for its writer; empty if nothing is wrong.

    ``names`` are the decrypted names of the people of the file.
    """
    return [*refusals(text), *doubts(text, names)]


def refusals(text: str) -> list[str]:
    """What a summary may never contain: a number long enough to be a NIK, a telephone number or an account."""
    if LONG_NUMBER.search(HARMLESS.sub(" … ", text)):
        return [_("Ringkasan tidak boleh memuat NIK, nomor telepon, atau nomor rekening. Hapus angka itu.")]
    return []


def doubts(text: str, names: Iterable[str]) -> list[str]:
    """What a summary should not contain: a word of a name recorded in the file. The sentence does not say which."""
    written = _words_of(text)
    named = {word for name in names for word in _words_of(name) if len(word) >= SHORTEST_NAME}
    if written & named:
        message = _("Ringkasan memuat kata yang sama dengan nama dalam berkas ini. Tulis “korban” atau “terlapor”.")
        return [message]
    return []


def _words_of(text: str) -> set[str]:
    """Its words without case, accents and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return set(re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", "").casefold()))
