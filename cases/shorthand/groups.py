"""Read several people at once: how many, their role, whether they are children, and a list of ages."""

import re
from typing import NamedTuple

from cases.choices import PersonRole
from cases.shorthand import places
from cases.shorthand import vocabulary as words
from cases.shorthand.ages import AGE, OLDEST, Described
from cases.shorthand.doubts import Doubt
from cases.shorthand.scan import Scan

MOST_PEOPLE = 30  # in one line; the number of blocks on the page
FEW = 8  # people; a larger number beside a sex may be an age and must be confirmed
FEWEST_LISTED, YOUNGEST_LISTED = 3, 5  # ages behind one sex; years. Fewer or smaller numbers may be a day or a count
MOST_FIGURES = 3  # digits of a number of people; Python refuses to parse thousands of digits


class Head(NamedTuple):
    """Words that announce people: how many, their role, whether they are children, and the end position."""

    count: int | None
    role: PersonRole | None
    is_child: bool
    end: int


def head(scan: Scan, at: int) -> Head:
    """``3 anak``, ``2 orang``, ``2 korban anak``, ``pelaku``. Without such words the end is the start."""
    count, here, is_child = None, at, False
    number = None if _is_numbered(scan, at) else _number(scan, at)
    if number and _follows(scan, at + 1, is_first=scan.begins_clause(at)):
        count = number
        here = scan.skip(at + 1, words.PERSONS, begin=at)
        is_child = scan.plain(here) in words.CHILDREN and scan.same_clause(here)
        here += is_child
    role = words.ROLES.get(scan.plain(here)) if here == at or scan.same_clause(here) else None
    here += role is not None
    if count and role and scan.same_clause(here) and scan.plain(here) in words.CHILDREN and _are_told(scan, here + 1):
        here, is_child = here + 1, True
    return Head(count, role, is_child, here)


def _is_numbered(scan: Scan, at: int) -> bool:
    """Whether a number counts nobody: it numbers a thing (*tgl 3 p 16*), or is the total of which some are meant."""
    if not scan.same_clause(at) or scan.is_understood(at - 1):
        return False
    before = scan.plain(at - 1)
    return before in words.NUMBERED or (before in {"dari", "dr"} and scan.plain(at - 2) in words.NUMBERS)


def counted_behind(scan: Scan, at: int) -> tuple[str, int, int] | None:
    """``l 2 org``, ``perempuan 3 orang``: the sex, how many, and the end position."""
    sex = scan.phrase(at, words.SEX, 2)
    if not sex or not scan.same_clause(sex[1]) or not scan.same_clause(sex[1] + 1):
        return None
    number, end = scan.plain(sex[1]), sex[1] + 2
    if not 0 < _figure(number) <= MOST_PEOPLE or scan.plain(end - 1) not in words.PERSONS:
        return None
    is_origin = scan.same_clause(end) and places.known_place(scan, end, is_announced=True) is not None
    return None if is_origin else (sex[0], int(number), end)  # "p 16 org jambi" is an origin


def is_age_or_count(scan: Scan, at: int) -> bool:
    """Whether there are two small numbers side by side, each after a sex: *l 5 p 3* may be ages or people."""
    if not _is_small(scan, at):
        return False
    behind, before = at + 2, at - 2
    behind += scan.plain(behind) in words.CONNECTING
    before -= scan.plain(at - 1) in words.CONNECTING
    return _is_small(scan, behind) or _is_small(scan, before)


def _is_small(scan: Scan, at: int) -> bool:
    number = scan.plain(at + 1)
    is_bare = not (scan.same_clause(at + 2) and scan.plain(at + 2) in words.YEARS | words.MONTHS | words.PERSONS)
    is_number = 0 <= _figure(number) <= FEW and scan.same_clause(at + 1)
    return at >= 0 and scan.plain(at) in words.SEX and is_number and is_bare


def _figure(word: str) -> int:
    """The number in a word; -1 for any other word, and for more digits than a count of people has."""
    return int(word) if word.isdecimal() and len(word) <= MOST_FIGURES else -1


def _number(scan: Scan, at: int) -> int | None:
    """How many: a small number, or a larger one if it cannot mean anything else: *10 lk 5 pr*, *12 orang*."""
    word = scan.plain(at)
    if word in words.NUMBERS:
        return words.NUMBERS[word]
    if not FEW < _figure(word) <= MOST_PEOPLE or not scan.same_clause(at + 1):
        return None
    behind = scan.plain(at + 1)
    if behind in words.SEX:
        following = scan.plain(at + 2 + (scan.plain(at + 2) in words.CONNECTING))
        said = scan.reading.pieces[-1] if scan.reading.pieces else None
        is_joined = said is not None and said.kind == "person" and said.end in (at, at - 1) and len(scan.group) > 1
        return int(word) if re.fullmatch(r"\d{1,2}", following) or is_joined else None
    return int(word) if behind not in words.CHILDREN else None  # "12 anak" of a story


def _follows(scan: Scan, at: int, *, is_first: bool) -> bool:
    """Whether people follow a number; *anak* inside a story (*3 anak buah kapal*) does not count."""
    if not scan.same_clause(at):
        return False
    is_person = scan.plain(at) in words.PERSONS and scan.same_clause(at + 1)
    word, behind = scan.plain(at + is_person), at + is_person + 1
    if word in words.ROLES or word in words.SEX:
        return True
    if word not in words.CHILDREN:
        return False
    following = scan.plain(behind) if scan.same_clause(behind) else ""
    return following in words.SEX or following in words.ROLES or (is_first and _are_told(scan, behind))


def _are_told(scan: Scan, at: int) -> bool:
    """Whether *anak* ends the phrase: the clause ends, or an age, a sex, a place or another person follows."""
    word = scan.plain(at)
    known = (words.FROM_WORDS, words.AT_WORDS, words.AGE_WORDS, words.ABOUT, words.CONNECTING, words.SEX)
    return (
        not scan.same_clause(at)
        or any(word in table for table in known)
        or AGE.fullmatch(word) is not None
        or scan.phrase(at, words.UNKNOWN, 3) is not None
        or places.known_place(scan, at) is not None
    )


def ages(scan: Scan, at: int, count: int) -> list[tuple[Described, int]] | None:
    """One age per person, each with its position: ``p 15 dan 17``, ``umur 7 & 9``, ``15, 16, 17 th``."""
    if count < 2 or not scan.same_clause(at):
        return None
    sex = scan.phrase(at, words.SEX, 2)
    here = scan.skip(sex[1] if sex else at, words.AGE_WORDS, begin=-1)
    is_promised, found = here > at, []
    for number in range(count):
        here += bool(number) and scan.plain(here) in words.CONNECTING
        one = AGE.fullmatch(scan.plain(here))
        if one is None or int(one[2]) > OLDEST or not (number or scan.same_clause(here)):
            return None
        end = scan.skip(here + 1, words.YEARS, begin=-1)
        is_promised = is_promised or bool(one[1] or one[3] or one[4]) or end > here + 1
        found.append((Described(sex[0] if sex else "", int(one[2]), bool(one[1] or one[3]), end), here))
        here = end
    if not is_promised or not _ends(scan, found[-1]):
        return None
    starts = [start for _age, start in found[1:]]
    scan.reading.connecting |= {start - 1 for start in starts if scan.plain(start - 1) in words.CONNECTING}
    return found


def listed(scan: Scan, at: int) -> list[tuple[Described, int]] | None:
    """Three or more ages behind one sex, nobody counted: ``p 12, 13, 15``. Without a word for years they are asked."""
    sex = scan.phrase(at, words.SEX, 2)
    here = scan.skip(sex[1], words.AGE_WORDS, begin=-1) if sex else at
    if not sex or not scan.same_clause(here):
        return None
    starts: list[int] = []
    while re.fullmatch(r"\d{1,2}", scan.plain(here)) and int(scan.plain(here)) >= YOUNGEST_LISTED:
        starts.append(here)
        here += 1 + (scan.plain(here + 1) in words.CONNECTING)
    end = starts[-1] + 1 if starts else at
    after = scan.skip(end, words.YEARS, begin=-1)
    if len(starts) < FEWEST_LISTED or (after == end and scan.same_clause(end) and not _is_somewhere(scan, end)):
        return None
    scan.reading.connecting |= {start - 1 for start in starts[1:] if scan.plain(start - 1) in words.CONNECTING}
    ends = [*(start + 1 for start in starts[:-1]), after]
    doubt = "" if after > end else Doubt.COUNT
    return [
        (Described(sex[0], int(scan.plain(start)), False, stop, doubt), start)
        for start, stop in zip(starts, ends, strict=True)
    ]


def _is_somewhere(scan: Scan, at: int) -> bool:
    """Whether a place follows: ``dari bungo``."""
    return scan.plain(at) in words.FROM_WORDS or scan.plain(at) in words.AT_WORDS


def _ends(scan: Scan, last: tuple[Described, int]) -> bool:
    """Whether the last of several ages is an age: *2 p 16, 5 hari lalu* has one age and a day."""
    found, start = last
    word = scan.plain(found.end) if scan.same_clause(found.end) else ""
    if word in words.SEX or (word in words.COUNTED and word not in words.CHILDREN):
        return False  # "2 anak 15 tahun dan 1 dewasa"
    if found.end > start + 1 or not word:
        return True
    if word in words.FROM_WORDS or word in words.AT_WORDS or places.known_place(scan, found.end):
        return True
    is_joined = scan.same_clause(start) and scan.plain(start - 1) in words.CONNECTING
    return is_joined and word not in words.COUNTED and word not in words.CONNECTING
