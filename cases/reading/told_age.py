"""An age as people write it: full years, an estimate, a limit. Pure.

A limit is not an age: "<18" and "di bawah 18" mean a child of unknown age, ">17" means at least 18. A number after a
word that is not about age ("kelas 5", "RT 3", "hamil 6 bulan") is not an age either.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from cases.reading import limits
from cases.reading.ages import ADULT_AGE, MOST_YEARS
from cases.reading.negations import pattern_of
from cases.reading.number_words import in_figures
from cases.reading.visible import plain

WIDEST = 4  # years; in a narrower range the lower end still counts as an age
_YEARS = r"(?:thn|tahunan|tahun|taun|th|t|yo)?\.?"
_ROUGH = rf"{pattern_of(limits.ABOUT)}|lk|kl"  # "lk 17" in a column of ages is "lebih kurang"
_HEAD = rf"(?:(?:umur|usia|umurnya|usianya|berumur|berusia|umr|{_ROUGH}|baru|sudah|sdh|genap)[ .:]*)*"
_UNDER = rf"(?:<(?!=)|(?:{pattern_of(limits.UNDER - {'<'}, limits.NEARLY)}))"
_UP_TO = rf"(?:(?:{pattern_of(limits.UP_TO)}|s\.? ?/?d\.?|sampai(?: dengan)?|hingga)\.?)"
_OVER = rf"(?:>(?!=)|(?:{pattern_of(limits.OVER - {'>'})}))"
_FROM = rf"(?:(?:{pattern_of(limits.FROM)}|mulai|sejak|dari)\.?)"
_NEARLY = re.compile(rf"(?:umur |usia )?(?:{pattern_of(limits.NEARLY)})\b")
_TAIL_UP_TO = r"(?:ke ?bawah)"
_TAIL_FROM = r"(?:ke ?atas|\+|lebih|lbh)"
_HALF = r"(?:\.\d| 1/2| setengah)?"
_EXACT = re.compile(
    rf"{_HEAD}(\d{{1,3}}){_HALF}(?:\s|-)*(an)?\s*"
    rf"(?:{_YEARS}|(?:thn|tahun|th)\.?\s*\d{{1,2}}\s*(?:bulan|bln|bl)\.?)(?: (?:{_ROUGH}))?"
)
_TWICE = re.compile(r"(\d{1,3}) \((\d{1,3})((?: (?:th|thn|tahun))?)\)")  # "17 (tujuh belas) tahun"
_OF_CHILD = re.compile(r"(?:anak|balita|bayi|remaja) (?=\d{1,3} ?(?:thn|tahun|th|bulan|bln|minggu|hari)\b)")
_BEHIND = re.compile(r" \((?:anak|dewasa|remaja|balita)\)$")
_MONTHS = re.compile(rf"{_HEAD}(\d{{1,2}})\s*(bln|bulan|bl|hari|hr|minggu|mgg)\.?")
_BESIDE = re.compile(rf"{_HEAD}(\d{{1,3}})/(\d{{1,3}})\s*(?:thn|tahun|th)\.?")  # without a unit it may be a date
_BAND = re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS}\s*(?:-|–|s\.?/?d\.?|sampai|hingga)\s*(\d{{1,3}})\s*{_YEARS}")
_LIMITS = (
    (re.compile(rf"(?:umur |usia )?{_UNDER}\s*(\d{{1,3}})\s*{_YEARS}"), "most", -1),
    (re.compile(rf"(?:umur |usia )?{_UP_TO}\s*(\d{{1,3}})\s*{_YEARS}"), "most", 0),
    (re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS}\s*{_TAIL_UP_TO}"), "most", 0),
    (re.compile(rf"(?:umur |usia )?{_OVER}\s*(\d{{1,3}})\s*{_YEARS}"), "least", 1),
    (re.compile(rf"(?:umur |usia )?{_FROM}\s*(\d{{1,3}})\s*{_YEARS}"), "least", 0),
    (re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS}\s*{_TAIL_FROM}"), "least", 0),
)
_WORDS = re.compile(
    r"dewasa|anak|anak-anak|remaja|balita|bayi|lansia|di ?bawah umur|(?:belum|blm) dewasa|belasan(?: tahun| th)?"
)
_WITH_UNIT = re.compile(rf"{_HEAD}(\d{{1,3}})\s*(?:thn|tahun|th)\b(.*)")
# Behind a number of years these make it a duration: "2 tahun kerja", "6 tahun yang lalu".
_LASTING = re.compile(
    r"\W*(?:lalu|yang|yg|silam|kemudian|kerja|bekerja|di|penjara|lamanya|hamil|kontrak|nikah|menikah|tinggal|terakhir"
    r"|lebih|lagi|dan|atau|pacaran|hilang)\b"
)
_SCHOOL = re.compile(
    r"\b(?:kelas|kls|klas|sd|mi|smp|mts|sma|smk|ma|stm|slta|sltp|sdn|smpn|sman|smkn|paud|tk|siswa|siswi|pelajar)\b"
)
_EITHER = re.compile(rf"{_HEAD}(\d{{1,3}})\s*{_YEARS} (?:atau|ato) (\d{{1,3}})\s*{_YEARS}")


class AgeDoubt(StrEnum):
    """Why an age must be confirmed."""

    LIMIT = "limit"  # "<18"
    RANGE = "range"  # "17-18"
    WORDS = "words"  # "remaja"
    SCHOOL = "school"  # "kelas 5 SD"
    PART = "part"  # a number among other words


@dataclass(frozen=True)
class Age:
    """The age in a text: full years or ``None``, whether it is an estimate, and a doubt in Indonesian.

    ``is_readable`` is false if the text contains no age at all.
    """

    years: int | None = None
    is_estimated: bool = False
    doubt: str | None = None
    is_readable: bool = True
    why: AgeDoubt | None = None  # the kind of the doubt


def read(text: str) -> Age:
    """The age in a text. Doubts quote nothing; the caller adds the place."""
    words = _plain(text)
    for reader in (_exact, _in_months, _band, _limit, _in_words, _in_school, _beside_words):
        found = reader(words)
        if found is not None:
            return found
    return Age(is_readable=False)


def _plain(text: str) -> str:
    """The text in plain signs and figures, without words that change nothing."""
    words = plain(text).replace(",", ".").strip(" .;")
    words = words[1:-1] if re.fullmatch(r"\([^()]*\)", words) else words
    words = in_figures(_BEHIND.sub("", words))
    twice = _TWICE.search(words)
    if twice and twice[1] == twice[2]:
        words = _TWICE.sub(r"\1\3", words)
    return _OF_CHILD.sub("", words)


def _exact(words: str) -> Age | None:
    found = _EXACT.fullmatch(words)
    if found is None or not _is_possible(found[1]):
        return None
    return Age(int(found[1]), bool(found[2] or "tahunan" in words or re.search(_ROUGH, words)))


def _in_months(words: str) -> Age | None:
    found = _MONTHS.fullmatch(words)
    if found is None:
        return None
    return Age(int(found[1]) // 12 if found[2].startswith("b") else 0, bool(re.search(_ROUGH, words)))


def _band(words: str) -> Age | None:
    """``20-25``: the lower end; for a wide range of children no age, because the lower end would be a baby."""
    found = _BAND.fullmatch(words) or _BESIDE.fullmatch(words)
    if found is None or not (_is_possible(found[1]) and _is_possible(found[2])):
        return None
    low, high = sorted((int(found[1]), int(found[2])))
    if low < ADULT_AGE and high - low > WIDEST and high < ADULT_AGE:
        return Age(None, False, _("rentang anak: dihitung sebagai anak, umurnya belum diketahui"), why=AgeDoubt.RANGE)
    return Age(low, True, _("rentang: diambil yang lebih muda, %s th") % low, why=AgeDoubt.RANGE)


def _limit(words: str) -> Age | None:
    for pattern, end, step in _LIMITS:
        found = pattern.fullmatch(words)
        if found is None or not _is_possible(found[1]):
            continue
        years = int(found[1]) + step
        if end == "least":
            words = _("batas umur, bukan umur: dicatat perkiraan %s th") % years
            return Age(min(years, MOST_YEARS), True, words, why=AgeDoubt.LIMIT)
        if years < ADULT_AGE:
            words = _("batas umur, bukan umur: dihitung sebagai anak, umurnya belum diketahui")
            return Age(None, False, words, why=AgeDoubt.LIMIT)
        if _NEARLY.match(words):
            return Age(int(found[1]), True)  # "hampir 25" is about 25
        return Age(None, False, _("batas umur, bukan umur: dihitung sebagai anak sampai diisi"), why=AgeDoubt.LIMIT)
    return None


def _in_words(words: str) -> Age | None:
    if not _WORDS.fullmatch(words):
        return None
    words = _("tanpa angka: dihitung sebagai anak sampai diisi")
    return Age(None, False, words, why=AgeDoubt.WORDS)


def _in_school(words: str) -> Age | None:
    """``kelas 5 SD``, ``masih SMP``: a class is no age."""
    if not _SCHOOL.search(words) or _WITH_UNIT.fullmatch(words):
        return None
    return Age(None, False, _("kelas sekolah, bukan umur: dihitung sebagai anak sampai diisi"), why=AgeDoubt.SCHOOL)


def _beside_words(words: str) -> Age | None:
    """A number among words: an age only with a unit of age, and then doubted."""
    found = _WITH_UNIT.fullmatch(words)
    if found and _is_possible(found[1]) and not _LASTING.match(found[2]) and not re.search(r"\d", found[2]):
        return Age(int(found[1]), True, _("hanya dipahami sebagian: diambil %s th") % found[1], why=AgeDoubt.PART)
    if re.search(r"\d", words) and re.search(r"[^\W\d_]{2,}", words):
        why = AgeDoubt.RANGE if _EITHER.fullmatch(words) else AgeDoubt.PART
        return Age(None, False, _("bukan angka umur: umurnya belum diketahui, dihitung sebagai anak"), why=why)
    return None


def _is_possible(text: str) -> bool:
    return int(text) <= MOST_YEARS
