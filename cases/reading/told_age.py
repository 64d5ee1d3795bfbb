"""An age as people write it: full years, an estimate, a limit. Pure.

A limit is not an age: "<18" and "di bawah 18" mean a child of unknown age, ">17" means at least 18. A number after a
word that is not about age ("kelas 5", "RT 3", "hamil 6 bulan") is not an age either.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.reading import limits
from cases.reading.ages import ADULT_AGE, MOST_YEARS
from cases.reading.negations import pattern_of

WIDEST = 4  # years; in a narrower range the lower end still counts as an age
_YEARS = r"(?:thn|tahun|th|t|yo)?\.?"
_ROUGH = rf"{pattern_of(limits.ABOUT)}|lk|kl"  # "lk 17" in a column of ages is "lebih kurang"
_HEAD = rf"(?:(?:umur|usia|umurnya|usianya|{_ROUGH}|baru|sudah|sdh|genap)[ .:]*)*"
_UNDER = rf"(?:<(?!=)|(?:{pattern_of(limits.UNDER - {'<'}, limits.NEARLY)}))"
_UP_TO = rf"(?:(?:{pattern_of(limits.UP_TO)}|s\.? ?/?d\.?|sampai(?: dengan)?|hingga)\.?)"
_OVER = rf"(?:>(?!=)|(?:{pattern_of(limits.OVER - {'>'})}))"
_FROM = rf"(?:(?:{pattern_of(limits.FROM)}|mulai|sejak|dari)\.?)"
_TAIL_UP_TO = r"(?:ke ?bawah)"
_TAIL_FROM = r"(?:ke ?atas|\+|lebih)"
_EXACT = re.compile(
    rf"{_HEAD}(\d{{1,3}})(?:\.\d+)?(?:\s|-)*(an)?\s*{_YEARS}(?:\s*\d{{1,2}}\s*(?:bulan|bln|bl)\.?)?"
)  # fmt: skip
_MONTHS = re.compile(rf"{_HEAD}(\d{{1,2}})\s*(bln|bulan|bl|hari|hr|minggu|mgg)\.?")
_BAND = re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS}\s*(?:-|–|s\.?/?d\.?|sampai|hingga)\s*(\d{{1,3}})\s*{_YEARS}")
_LIMITS = (
    (re.compile(rf"(?:umur |usia )?{_UNDER}\s*(\d{{1,3}})\s*{_YEARS}"), "most", -1),
    (re.compile(rf"(?:umur |usia )?{_UP_TO}\s*(\d{{1,3}})\s*{_YEARS}"), "most", 0),
    (re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS}\s*{_TAIL_UP_TO}"), "most", 0),
    (re.compile(rf"(?:umur |usia )?{_OVER}\s*(\d{{1,3}})\s*{_YEARS}"), "least", 1),
    (re.compile(rf"(?:umur |usia )?{_FROM}\s*(\d{{1,3}})\s*{_YEARS}"), "least", 0),
    (re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS}\s*{_TAIL_FROM}"), "least", 0),
)
_WORDS = re.compile(r"dewasa|anak|anak-anak|remaja|balita|bayi|lansia|di ?bawah umur")
_WITH_UNIT = re.compile(rf"{_HEAD}(\d{{1,3}})\s*(?:thn|tahun|th)\b.*")


@dataclass(frozen=True)
class Age:
    """The age in a text: full years or ``None``, whether it is an estimate, and a doubt in Indonesian.

    ``is_readable`` is false if the text contains no age at all.
    """

    years: int | None = None
    is_estimated: bool = False
    doubt: str | None = None
    is_readable: bool = True


def read(text: str) -> Age:
    """The age in a text. Doubts quote nothing; the caller adds the place."""
    words = " ".join(text.casefold().replace(",", ".").split()).strip(" .;")
    for reader in (_exact, _in_months, _band, _limit, _in_words, _beside_words):
        found = reader(words)
        if found is not None:
            return found
    return Age(is_readable=False)


def _exact(words: str) -> Age | None:
    found = _EXACT.fullmatch(words)
    if found is None or not _is_possible(found[1]):
        return None
    return Age(int(found[1]), bool(found[2] or re.search(_ROUGH, words)))


def _in_months(words: str) -> Age | None:
    found = _MONTHS.fullmatch(words)
    if found is None:
        return None
    return Age(int(found[1]) // 12 if found[2].startswith("b") else 0, bool(re.search(_ROUGH, words)))


def _band(words: str) -> Age | None:
    """``20-25``: the lower end; for a wide range of children no age, because the lower end would be a baby."""
    found = _BAND.fullmatch(words)
    if found is None or not (_is_possible(found[1]) and _is_possible(found[2])):
        return None
    low, high = sorted((int(found[1]), int(found[2])))
    if low < ADULT_AGE and high - low > WIDEST and high < ADULT_AGE:
        return Age(None, False, _("rentang anak: umurnya belum diketahui, dihitung sebagai anak"))
    return Age(low, True, _("rentang: diambil yang lebih muda, %s th") % low)


def _limit(words: str) -> Age | None:
    for pattern, end, step in _LIMITS:
        found = pattern.fullmatch(words)
        if found is None or not _is_possible(found[1]):
            continue
        years = int(found[1]) + step
        if end == "least":
            return Age(min(years, MOST_YEARS), True, _("batas umur, bukan umur: dicatat perkiraan %s th") % years)
        if years < ADULT_AGE:
            return Age(None, False, _("batas umur, bukan umur: dihitung sebagai anak, umurnya belum diketahui"))
        return Age(None, False, _("batas umur, bukan umur: dihitung sebagai anak sampai diisi"))
    return None


def _in_words(words: str) -> Age | None:
    if not _WORDS.fullmatch(words):
        return None
    return Age(None, False, _("tanpa angka: dihitung sebagai anak sampai diisi"))


def _beside_words(words: str) -> Age | None:
    """A number among words: an age only with a unit of age, and then doubted."""
    found = _WITH_UNIT.fullmatch(words)
    if found and _is_possible(found[1]):
        return Age(int(found[1]), True, _("hanya dipahami sebagian: diambil %s th") % found[1])
    if re.search(r"\d", words) and re.search(r"[^\W\d_]{2,}", words):
        return Age(None, False, _("bukan angka umur: umurnya belum diketahui, dihitung sebagai anak"))
    return None


def _is_possible(text: str) -> bool:
    return int(text) <= MOST_YEARS
