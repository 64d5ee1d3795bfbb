"""Read one age as people say it: ``16``, ``±16 th``, ``<18``, ``di bawah 18``, ``17-18 th``, ``8 bln``, ``belasan``.

A limit or a range is not an age. It is returned with a doubt: the number closest to being a child, as an estimate.
"""

import re
from typing import NamedTuple

from cases.reading import limits
from cases.reading.ages import ADULT_AGE
from cases.reading.number_words import NUMBER_WORDS
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.scan import Scan

OLDEST = 120  # years
LEAST_IN_WORDS = 10  # smaller numbers in words count people or days
YOUNGEST_AT_WORK = 12  # years; a smaller number beside a word of time or work is a duration
MONTHS_A_YEAR = 12
WIDEST = 10  # years between the two numbers of a range
TEENS = 13  # years; used for "belasan" in the questions about danger to a child
AGE = re.compile(r"(±|\+/-|\+-|~)?(\d{1,3})(-?an)?(th|thn|tahun|taun)?")
_TOKEN = re.compile(
    r"(?P<limit><=|>=|≤|≥|<|>)?(?P<about>±|\+/-|\+-|~)?(?P<age>\d{1,3})(?:(?P<to>-|–|/)(?P<last>\d{1,3}))?"
    r"(?P<an>-?an)?(?P<years>th|thn|tahun|taun)?(?P<over>\+)?"
)
_UNDER, _UP_TO, _OVER, _NEARLY = "under", "up_to", "over", "nearly"
_SIGNS = {"<": _UNDER, "<=": _UP_TO, "≤": _UP_TO, ">": _OVER, ">=": _OVER, "≥": _OVER}
# A bare number before such a word is not an age: "p 3 hari lalu".
_UNITS = {"hari", "hr", "minggu", "mgg", "jam", "jm", "menit", "mnt", "kali", "x", "juta", "jt", "ribu", "rb", "km"}
_OF_CALENDAR = {"depan", "dpn", "lalu", "kemarin", "kmrn", "lagi", "nanti", "puasa", "ramadhan", "muka", "silam"}
_GROWN = {"dewasa", "remaja", "balita", "bayi", "lansia"}  # "1 dewasa"


class Described(NamedTuple):
    """Sex and age side by side, and the position after them."""

    sex: str
    age: int | None
    is_estimated: bool
    end: int
    doubt: str = ""  # why the age must be confirmed
    is_child: bool = False  # surely a child, although the age is not sure
    hint: int | None = None  # a possible age, if none is offered

    def answers(self) -> dict:
        """The answers that were said and are sure."""
        age = None if self.doubt else self.age
        given = {"sex": self.sex, "age": age, "age_is_estimated": (age is not None and self.is_estimated) or None}
        return {name: value for name, value in given.items() if value not in (None, "")}

    def offered(self) -> dict:
        """The age to confirm."""
        return {"age": self.age, "age_is_estimated": self.is_estimated} if self.doubt and self.age is not None else {}

    @property
    def is_vague(self) -> bool:
        """Whether only a limit or something similar was said."""
        return self.is_child or self.doubt in (Doubt.LIMIT, Doubt.RANGE)

    @property
    def is_told(self) -> bool:
        """Whether anything was said about the age."""
        return self.age is not None or bool(self.doubt) or self.is_child


_AGES_IN_WORDS = {word: number for word, number in NUMBER_WORDS.items() if number >= LEAST_IN_WORDS}


class _Lead(NamedTuple):
    """The words before the number."""

    end: int
    is_promised: bool
    is_about: bool
    limit: str


def read_age(scan: Scan, at: int, *, is_bare: bool, is_counted: bool = False, token: str = "") -> Described | None:
    """Read an age; a bare number is an age only after a word that announces one.

    ``is_counted``: people are counted before it. ``token`` is the number if it is joined to a sex: ``p<18``.
    """
    vague = None if token else _vague(scan, at) or _school(scan, at)
    if vague:
        return vague
    lead = _Lead(at, True, False, "") if token else _lead(scan, at)
    is_bare = is_bare or lead.is_promised
    here = lead.end
    if not token and (spelt := _in_words(scan, at, lead, is_bare=is_bare)):
        return spelt
    found = _TOKEN.fullmatch(token or scan.plain(here)) if here == at or scan.same_clause(here) else None
    if not found or int(found["age"]) > OLDEST or _is_count(scan, here, lead, is_counted=is_counted):
        return None
    is_month = scan.same_clause(here + 1) and scan.plain(here + 1) in words.MONTHS
    behind_month = scan.plain(here + 2) if scan.same_clause(here + 2) else ""
    if is_month and behind_month in _OF_CALENDAR:
        age = int(found["age"])
        return (
            Described("", age, False, here + 1, Doubt.LASTING) if is_bare else None
        )  # "p 16 bulan depan", "16 bulan lalu"
    if is_month and (is_bare or (scan.same_clause(here + 2) and scan.plain(here + 2) in words.SEX)):
        about = bool(lead.is_about or found["about"])
        if "hamil" in (scan.plain(here + 2), scan.plain(at - 1), scan.plain(at - 2)):
            return None  # "p 8 bulan hamil"
        return Described("", int(found["age"]) // MONTHS_A_YEAR, about, here + 2)
    return _in_years(scan, here, lead, found, is_bare=is_bare)


def _school(scan: Scan, at: int) -> Described | None:
    """``kelas 5 sd``, ``kls 3 sma``, ``kelas 11``: the age is counted from the class, so it is asked."""
    if scan.plain(at) not in words.SCHOOL_CLASS or not scan.same_clause(at + 1):
        return None
    said = scan.plain(at + 1)
    level = int(said) if re.fullmatch(r"\d{1,2}", said) else words.ROMAN.get(said, 0)
    before = words.SCHOOLS.get(scan.plain(at + 2)) if scan.same_clause(at + 2) else None
    is_named = before is not None
    if not is_named and scan.same_clause(at):
        before = words.SCHOOLS.get(scan.plain(at - 1))  # "smp kelas 2"
    if not 0 < level <= (words.LAST_CLASS if before is None else words.CLASSES_OF[before]):
        return None
    age = level + (words.AGE_BEFORE_SCHOOL if before is None else before)
    return Described("", age, True, at + 2 + is_named, Doubt.SCHOOL)


def _in_years(scan: Scan, here: int, lead: _Lead, found: re.Match, *, is_bare: bool) -> Described | None:
    is_spread = scan.plain(here + 1) == "an" and scan.plain(here + 2) in words.YEARS  # "30 an th"
    last, end = _last(scan, here, found)
    end = scan.skip(end + is_spread, words.YEARS, begin=-1)
    has_years = bool(found["years"]) or (scan.plain(end - 1) in words.YEARS and end > here + 1)
    limit = _limit(lead, int(found["age"])) or _SIGNS.get(found["limit"] or "", _OVER if found["over"] else "")
    is_date = last is None or last <= MONTHS_A_YEAR or not is_bare
    if found["to"] == "/" and is_date and not has_years:
        return None
    if not (is_bare or has_years or found["about"] or found["an"] or limit):
        return None
    age = int(found["age"])
    lasting = _lasting(scan, here, end, age) if scan.plain(end - 1) in words.YEARS or found["years"] else ""
    if lasting and not (lead.is_promised and here > 0 and scan.plain(here - 1) in words.AGE_WORDS):
        return Described("", age, False, end, Doubt.LASTING) if lasting == Doubt.LASTING else None
    if limit:
        return _limited(age, limit, end)
    if last is not None:
        return Described("", age, True, end, Doubt.RANGE, is_child=last < ADULT_AGE)
    doubt = Doubt.UNCERTAIN if _is_uncertain(scan, end) else ""
    return Described("", age, bool(lead.is_about or found["about"] or found["an"] or is_spread), end, doubt)


def _is_uncertain(scan: Scan, end: int) -> bool:
    """``17?``, ``17 atau berapa gitu``, ``17 kalau tidak salah``."""
    has_mark = scan.words[end - 1].raw.rstrip(",.").endswith("?")
    return has_mark or (scan.same_clause(end) and scan.phrase(end, words.UNCERTAIN, 3) is not None)


def _in_words(scan: Scan, at: int, lead: _Lead, *, is_bare: bool) -> Described | None:
    """``empat belas tahun``, ``umur dua puluh``."""
    found = scan.phrase(lead.end, _AGES_IN_WORDS, 3) if lead.end == at or scan.same_clause(lead.end) else None
    if not found:
        return None
    age, last = found
    end = scan.skip(last, words.YEARS, begin=-1)
    behind = scan.plain(end) if scan.same_clause(end) else ""
    is_years = end > last and behind not in {"lalu", "yang", "yg", "silam", "kemudian", "penjara"}
    if behind in _UNITS or behind in words.PERSONS or not (is_years or (is_bare and end == last)):
        return None
    if limit := _limit(lead, age):
        return _limited(age, limit, end)
    return Described("", age, lead.is_about, end)


def _limit(lead: _Lead, age: int) -> str:
    """Which side of the number is meant: *hampir 18* is a child, *hampir 25* is about 25."""
    if lead.limit == _NEARLY:
        return _UNDER if age <= ADULT_AGE else ""
    return lead.limit


def _limited(number: int, limit: str, end: int) -> Described:
    """Below or above a number: a child if that is certain, otherwise only a doubt."""
    if limit == _OVER:
        return Described("", None, False, end, Doubt.LIMIT, hint=number if number < ADULT_AGE else None)
    number += limit == _UP_TO
    if number > ADULT_AGE:
        return Described("", None, False, end, Doubt.LIMIT, hint=ADULT_AGE - 1)
    return Described("", max(number - 1, 0), True, end, Doubt.LIMIT, is_child=True)


def _last(scan: Scan, here: int, found: re.Match) -> tuple[int | None, int]:
    """The second number of a range, and the position after the range."""
    first = int(found["age"])
    if found["last"]:
        last = int(found["last"])
        return (last if first < last <= first + WIDEST else None), here + 1
    if not (scan.same_clause(here + 1) and scan.plain(here + 1) in words.TO and scan.same_clause(here + 2)):
        return None, here + 1
    other = AGE.fullmatch(scan.plain(here + 2))
    if other is None or not first < int(other[2]) <= first + WIDEST:
        return None, here + 1
    behind = scan.plain(here + 3) if scan.same_clause(here + 3) else ""
    if behind in _UNITS or behind in words.PERSONS or behind in words.SEX:
        return None, here + 1
    return int(other[2]), here + 3


def _vague(scan: Scan, at: int) -> Described | None:
    """``di bawah umur``, ``belasan``: a child, or possibly one, without a number."""
    here = scan.skip(at, words.AGE_WORDS, begin=at)
    found = scan.phrase(here, words.UNDER_AGE, 4) if here == at or scan.same_clause(here) else None
    if not found:
        return None
    if str(found[0]).startswith("belasan"):
        return Described("", None, False, found[1], Doubt.RANGE, hint=TEENS)
    return Described("", None, False, found[1], is_child=True)


def _lead(scan: Scan, at: int) -> _Lead:
    """Words before the number, in any order: *umur*, *sekitar*, *di bawah*."""
    here, is_promised, is_about, limit = at, False, False, ""
    while here == at or scan.same_clause(here):
        if scan.plain(here) in words.AGE_WORDS | words.ABOUT:
            is_promised, is_about, here = True, is_about or scan.plain(here) in words.ABOUT, here + 1
        elif found := scan.phrase(here, words.ABOUT_WORDS, 2):
            is_promised, is_about, here = True, True, found[1]
        elif scan.plain(here) in words.NEARLY:
            limit, is_about, here = _NEARLY, True, here + 1
        elif found := scan.phrase(here, words.UNDER, 3):
            limit, here = _UP_TO if found[0] in limits.UP_TO else _UNDER, found[1]
        elif found := scan.phrase(here, words.OVER, 3):
            limit, here = _OVER, found[1]
        else:
            break
    return _Lead(here, is_promised, is_about, limit)


def _lasting(scan: Scan, here: int, end: int, age: int) -> str:
    """Why a number of years may be no age: a duration (``sudah 2 tahun kerja``), or possibly one (``p 5 tahun di``)."""
    before = scan.plain(here - 1) if scan.same_clause(here) else ""
    behind = scan.plain(end) if scan.same_clause(end) else ""
    if before in words.LASTING_BEFORE and (age < YOUNGEST_AT_WORK or before not in words.MAY_BE_AGE):
        return "long"
    if before in words.SEX or before in words.ROLES or before in words.CHILDREN:
        return Doubt.LASTING if age < YOUNGEST_AT_WORK and behind in words.LASTING_BEHIND else ""
    return "long" if age < YOUNGEST_AT_WORK and behind in words.LASTING_BEHIND else ""


def _is_count(scan: Scan, at: int, lead: _Lead, *, is_counted: bool) -> bool:
    """Whether the number counts the words after it: *4 lk 2 pr*, *3 hari lalu*, *lebih dari 5 orang*."""
    if not scan.plain(at).isdecimal() or not scan.same_clause(at + 1):
        return False
    behind = scan.plain(at + 1)
    if behind in _GROWN or (lead.limit and behind in words.PERSONS | words.CHILDREN):
        return True
    if behind in words.CLOCK_WORDS and words.CLOCK.fullmatch(scan.plain(at + 2)):
        return False  # "p 17 jam 9 malam"
    if behind in _UNITS and scan.plain(at + 2) == "ini":
        return False  # "p 16 hari ini kabur"
    return behind in _UNITS or (is_counted and behind in words.SEX)
