"""Read a group by names: ``tiga orang: A 19, B 21`` and ``3 korban: Ani 19, Budi 21``; each name has its age."""

from typing import NamedTuple

from cases.choices import PersonRole
from cases.shorthand import vocabulary as words
from cases.shorthand.ages import AGE, OLDEST
from cases.shorthand.doubts import Doubt
from cases.shorthand.groups import MOST_PEOPLE
from cases.shorthand.names import may_be_called, written
from cases.shorthand.places import known_place
from cases.shorthand.scan import Scan

LONGEST_NAME = 4  # words
LEAST_NAMES = 2  # one name with a number beside it may be anything
YOUNGEST = 1  # year


class Named(NamedTuple):
    """A name, an age in years, and where both stand."""

    name: str
    age: int
    start: int
    end: int


def named_group(scan: Scan, at: int) -> int | None:
    """Two or more names with an age each. Sure if a number of people announces them, else asked about.

    People announced but not named are added without a name at the end of the line. If the line goes on, it may describe
    them, so that they are missing is noted.
    """
    count, role, first = _announced(scan, at)
    named = _named(scan, first)
    if len(named) < LEAST_NAMES or (count is not None and count < len(named)):
        return None
    last = named[-1].end
    room = MOST_PEOPLE - len(scan.reading.people)
    if max(count or 0, len(named)) > room:
        return scan.note(Doubt.GROUP, at, last)
    doubt = "" if count else Doubt.COUNT
    told = {"role": role} if role else {}
    scan.group = []
    for one in named:
        scan.group.append(scan.new_person())
        answers = {**told, "name": one.name, "age": one.age}
        scan.give("person", scan.group[-1], answers, at if one is named[0] else one.start, one.end, doubt=doubt)
    unnamed = (count or 0) - len(named)
    if unnamed > 0 and last < len(scan.words):
        scan.note(Doubt.MISSING, at, first)
        unnamed = 0
    for _number in range(unnamed):
        scan.group.append(scan.new_person())
        scan.give("person", scan.group[-1], {**told, "is_unknown": True}, at, first)
    scan.about = scan.group[len(named) - 1]
    return last


def _announced(scan: Scan, at: int) -> tuple[int | None, PersonRole | None, int]:
    """How many people, in which role, and where their names begin."""
    if not scan.begins_clause(at) and not scan.is_understood(at - 1):
        return None, None, at
    word = scan.plain(at)
    count = words.NUMBERS.get(word) or (int(word) if word.isdecimal() and len(word) <= len(str(MOST_PEOPLE)) else None)
    if count is None or not scan.same_clause(at + 1):
        return None, None, at
    here = scan.skip(at + 1, words.PERSONS, begin=at)
    role = words.ROLES.get(scan.plain(here).rstrip(":"))
    here += role is not None
    is_open = scan.words[here - 1].shown.endswith((":", "=")) and here > at + 1
    return (count, role, here) if is_open else (None, None, at)


def _named(scan: Scan, at: int) -> list[Named]:
    """Names with ages, one after another."""
    found: list[Named] = []
    here = at
    while here < len(scan.words) and (one := _one(scan, here)):
        found.append(one)
        here = one.end + (scan.plain(one.end) in words.CONNECTING)
    return found


def _one(scan: Scan, at: int) -> Named | None:
    """One name with its age. A place with a number beside it is none: *Bungo 15*."""
    end = at
    while end - at < LONGEST_NAME and (end == at or scan.same_clause(end)) and may_be_called(scan, end):
        end += 1
    age = AGE.fullmatch(scan.plain(end)) if end > at and scan.same_clause(end) else None
    if age is None or not YOUNGEST <= int(age[2]) <= OLDEST or known_place(scan, at) is not None:
        return None
    behind = scan.skip(end + 1, words.YEARS, begin=-1)
    is_closed = not scan.same_clause(behind) or scan.plain(behind) in words.CONNECTING | words.FROM_WORDS
    name = written(scan, at, end)
    return Named(name, int(age[2]), at, behind) if is_closed and name else None
