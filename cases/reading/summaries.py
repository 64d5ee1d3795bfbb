"""The summary of a file says what happened without saying to whom: it is kept in clear, so that its words are found.

Who writes one is told what does not belong there. Pure: nothing is read or stored here.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

LONGEST = 300  # characters, as the columns hold
LONGEST_NUMBER = 5  # digits; a NIK, a telephone number and an account are longer
SHORTEST_NAME = 3  # letters of a word of a name that is looked for
# what has many digits and reaches nobody: a date and a sum of money
HARMLESS = re.compile(
    r"(?<![\d./-])(?:[12]?\d|0\d|3[01])[-/.](?:1[0-2]|0?\d)[-/.](?:19|20)?\d{2}(?![./-]?\d)"
    r"|\bRp\.?\s?\d{1,3}(?:\.\d{3})*(?:,\d{2})?(?![.,]?\d)",
    re.IGNORECASE,
)
LONG_NUMBER = re.compile(rf"\d(?:[\s.\-/()+]{{0,2}}\d){{{LONGEST_NUMBER},}}")


def objections(text: str, names: Iterable[str] = ()) -> list[str]:
    """Why a summary should not be kept as it is, in sentences for its writer; none where nothing is wrong with it.

    ``names`` are what people of the file are called, in clear.
    """
    return [*refusals(text), *doubts(text, names)]


def refusals(text: str) -> list[str]:
    """What a summary may never hold: a number long enough to be a NIK, a telephone number or an account."""
    if LONG_NUMBER.search(HARMLESS.sub(" … ", text)):
        return [_("Ringkasan tidak boleh memuat NIK, nomor telepon, atau nomor rekening. Hapus angka itu.")]
    return []


def doubts(text: str, names: Iterable[str]) -> list[str]:
    """What a summary seldom may hold: a word of a name recorded in the file. It is not said which one."""
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
