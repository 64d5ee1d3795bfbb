"""Read the role of a described person from the words around: *terlapor ayah tiri lk 50*, *l 50 terlapor*."""

import re
from itertools import pairwise
from typing import NamedTuple

from cases.choices import PersonRole, ReporterKind, Sex
from cases.shorthand import neighbours, places
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import REPORTER, VICTIM
from cases.shorthand.scan import Scan

_VERB = re.compile(r"(?:di|ter|me|ber|nge|ng)\w{3,}")  # "ditahan majikan", "membawa korban": somebody is only mentioned
_PASSIVE = re.compile(r"di\w{3,}")
_WHERE = words.AT_WORDS | words.FROM_WORDS | {"pada", "sejak", "untuk", "utk", "jadi", "dan", "karena", "krn"}
SHORTEST_KIN = 3  # letters
_FILLING = frozenset().union(
    words.RELATIONS,
    words.OF_RELATION,
    words.OF_KIND,
    words.AT_WORK,
    words.HONORIFICS,
    words.FROM_WORDS,
    words.AGE_WORDS,
)
_GLUED = re.compile(r"(p|pr|prp|l|lk)[./:]?[<>±~]?\d")


class DescribedRole(NamedTuple):
    """The role of a described person, from the words around."""

    role: PersonRole | None
    doubt: str
    is_relative: bool = False  # a relative of the victim, not a person of the file
    first: int | None = None  # start of the words for the role
    end: int | None = None  # end of these words, if after the description

    def answers(self) -> dict:
        """The role as an answer."""
        return {"role": self.role} if self.role else {}


def role_of(scan: Scan, at: int, end: int, *, is_child: bool = False) -> DescribedRole:
    """Read the clause around a description without a role; after another role nobody is a victim by default.

    ``is_child``: a child directly after somebody with a name and a role is a different person.
    """
    return (
        _before(scan, at)
        or _behind(scan, end)
        or _in_last_clause(scan, at, end, is_child=is_child)
        or _in_a_deed(scan, at, end)
        or DescribedRole(None, "")
    )


def is_relative_of_victim(scan: Scan, at: int, head_end: int) -> bool:
    """Whether *korban* here only says whose relative is meant: *ibu korban p 45*."""
    role = scan.plain(head_end - 1) if head_end > at else ""
    return head_end == at + 1 and words.ROLES.get(role) == VICTIM and _is_relation(scan, at - 1, at)


def is_relative_of_suspect(scan: Scan, at: int, head_end: int) -> bool:
    """Whether a suspect here only says whose relative is meant: *anak pelaku p 16*, *istri terlapor 40 th*."""
    role = words.ROLES.get(scan.plain(head_end - 1)) if head_end > at else None
    return role not in (None, VICTIM) and head_end == at + 1 and _is_relation(scan, at - 1, at)


def mentioned(scan: Scan, at: int) -> int | None:
    """Remember somebody mentioned without a description; later words may not be about the person before."""
    word, before = scan.plain(at), scan.plain(at - 1) if scan.same_clause(at) else ""
    role = words.ROLES.get(word)
    if role is None and word not in words.RELATIONS:
        return None
    if _VERB.fullmatch(before) or before in words.ONLY_MENTIONED or scan.denial(at, "person") is not None:
        return None
    if not (role == VICTIM and before in words.RELATIONS):
        scan.topic = (at, role)
    return None


def _is_relation(scan: Scan, before: int, at: int) -> bool:
    """Whether a word just before, besides words like *tiri*, names a relative: *adik kandung korban*."""
    while before >= 0 and scan.same_clause(before + 1) and scan.plain(before) in words.OF_KIND:
        before -= 1
    if before < 0 or not scan.shares_clause(before, at) or scan.is_understood(before):
        return False
    return scan.plain(before) in words.RELATIONS | {"anak", "ank", "anaknya", "cucu"}


def _before(scan: Scan, at: int) -> DescribedRole | None:
    """The role or relation before the description in its clause."""
    here, is_near = at - 1, True
    relation: int | None = None
    relative: DescribedRole | None = None
    while here >= 0 and scan.same_clause(here + 1):
        if scan.is_understood(here):
            return relative or _of_reporter(scan, here, at) or _relative(scan, relation) or _goes_on(scan, here, at)
        role = words.ROLES.get(scan.plain(here))
        if role == VICTIM and _is_relation(scan, here - 1, here):
            relative = DescribedRole(None, "", is_relative=True, first=here - 1)
        elif role is not None:
            return _role_before(scan, here, at, role, is_near=is_near) or relative
        if scan.plain(here) in words.RELATIONS and is_near:
            relation = here if relation is None else relation
        is_near = is_near and _is_filling(scan, here)
        here -= 1
    return relative or _relative(scan, relation)


def _role_before(scan: Scan, here: int, at: int, role: PersonRole, *, is_near: bool) -> DescribedRole | None:
    if scan.denial(here, "person") is not None:
        return DescribedRole(role, Doubt.DENIED)
    if role == VICTIM:
        return None
    if _is_relation(scan, here - 1, here):
        return DescribedRole(None, Doubt.RELATIVE)
    if scan.topic and scan.topic[0] == here:
        scan.topic = None  # described now
    is_sure = is_near and not _differs(scan, range(here, at), range(at, scan.clause_end(at)))
    return DescribedRole(role, "" if is_sure else Doubt.ROLE)


def _differs(scan: Scan, said: range, described: range) -> bool:
    """Whether a relation and a description differ in sex: *terlapor ayah tiri p 16* are two people."""
    between = {scan.plain(place) for place in said}
    sex = next((words.SEX[scan.plain(place)] for place in described if scan.plain(place) in words.SEX), "")
    sex = sex or next(
        (words.SHORT_SEX[glued[1]] for place in described if (glued := _GLUED.match(scan.plain(place)))), ""
    )
    return bool((between & words.MEN and sex == Sex.FEMALE) or (between & words.WOMEN and sex == Sex.MALE))


def _goes_on(scan: Scan, here: int, at: int) -> DescribedRole | None:
    """``pelaku 2 lk 1 pr``: people counted next have the role of those before."""
    said = [one for one in scan.reading.pieces if here in one.places and one.kind == "person" and one.about >= 0]
    known = scan.said[said[-1].about] if said else {}
    role = known.get("role", VICTIM)
    if role == VICTIM or not {"sex", "age"} & set(known):
        return None
    is_sure = here == at - 1 and len(scan.group) > 1  # they were counted: "pelaku 2 lk 1 pr"
    return DescribedRole(role, "" if is_sure else Doubt.ROLE)


def _in_a_deed(scan: Scan, at: int, end: int) -> DescribedRole | None:
    """``dibawa l 40``, ``pacaran sama l 30``, ``lk 30 bawa p 16``: the person who acted may not be a victim."""
    before = scan.plain(at - 1) if scan.same_clause(at) and not scan.is_understood(at - 1) else ""
    behind = scan.plain(end) if scan.same_clause(end) else ""
    is_deed = (
        before in words.BESIDE
        or (_is_unknown(before) and scan.reading.people)
        or _PASSIVE.fullmatch(before)
        or behind in words.DEEDS
    )
    return DescribedRole(None, Doubt.ROLE) if is_deed or _is_done_by(scan, at) else None


def _is_unknown(word: str) -> bool:
    """Whether a word directly before a second person may say who that is: *terakhir karo pacare l 27*."""
    return word.isalpha() and word not in neighbours.BEFORE_PERSON and len(word) > SHORTEST_KIN


def _is_done_by(scan: Scan, at: int) -> bool:
    """Whether the clause says by whom something was done: *p 16 dijemput l 30*, *dijemput oknum polisi l 30*."""
    here = at - 1
    while here >= 0 and scan.same_clause(here + 1) and not scan.is_understood(here):
        here -= 1
    told = [scan.plain(place) for place in range(here + 1, at)]
    if any(_PASSIVE.fullmatch(word) and behind not in _WHERE for word, behind in pairwise(told)):
        return True  # "dibawa si Udin umur 40"
    is_after_somebody = here >= 0 and scan.same_clause(here + 1)
    is_done, is_job = any(map(_PASSIVE.fullmatch, told)), not words.AT_WORK.isdisjoint(told)
    return (is_after_somebody and (is_done or is_job)) or (is_done and is_job)


def _of_reporter(scan: Scan, here: int, at: int) -> DescribedRole | None:
    """``pelapor ibu korban p 45``: her own age, or the victim's."""
    said = scan.reading.pieces[-1]
    is_hers = said.about == REPORTER and said.kind == "reporter" and said.end == at and here == at - 1
    if not is_hers or said.answers.get("kind") == ReporterKind.VICTIM:
        return None
    return DescribedRole(None, Doubt.RELATIVE)


def _relative(scan: Scan, at: int | None) -> DescribedRole | None:
    """``ayah lk 50`` may be anybody; ``adik saya p 17`` is the person the call is about."""
    if at is None:
        return None
    is_callers = scan.plain(at) in words.YOUNGER and scan.plain(at + 1) in words.OF_CALLER
    return None if is_callers else DescribedRole(None, Doubt.RELATIVE)


def _is_filling(scan: Scan, at: int) -> bool:
    """Whether a word between a role and a description does not refer to somebody else."""
    word = scan.plain(at)
    if word in _FILLING or (scan.words[at].shown[:1].isupper() and not scan.is_all_capitals):
        return True
    starts = range(max(at - 3, 0), at + 1)
    return any((found := places.known_place(scan, start, is_announced=True)) and found[1] > at for start in starts)


def _behind(scan: Scan, end: int) -> DescribedRole | None:
    """``l 50 terlapor``, ``lk 40 diduga pelaku``, ``p 16 bukan korban``; the clause ends with the role."""
    here = end
    while scan.same_clause(here):
        role = words.ROLES.get(scan.plain(here))
        if role is not None:
            is_last = not scan.same_clause(here + 1)
            if scan.denial(here, "person") is not None:
                return DescribedRole(role, Doubt.DENIED) if is_last else None
            return DescribedRole(role, "", end=here + 1) if is_last and role != VICTIM else None
        is_link = scan.plain(here) in words.LINKS or scan.plain(here) in words.RELATIONS | {"tiri", "kandung"}
        if not is_link and scan.denial(here + 1, "person") != here:
            return None
        here += 1
    return None


def _in_last_clause(scan: Scan, at: int, end: int, *, is_child: bool) -> DescribedRole | None:
    """``saksi jambi timur, l 30``: the witness or a victim; ``terlapor ayah tiri, p 16`` is not the stepfather."""
    if at == 0 or not scan.begins_clause(at):
        return None
    first = at - 1
    while first > 0 and scan.same_clause(first):
        first -= 1
    role = words.ROLES.get(scan.plain(first))
    if role in (None, VICTIM) or any(scan.plain(place) in words.SEX for place in range(first, at)):
        return None
    if any(not (_is_filling(scan, place) or scan.is_understood(place)) for place in range(first + 1, at)):
        return None
    if is_child and any(_is_named(scan, place) for place in range(first, at)):
        return None
    if _differs(scan, range(first, at), range(at, end)):
        return None
    return DescribedRole(None, Doubt.ROLE)


def _is_named(scan: Scan, at: int) -> bool:
    """Whether the role has its own name or number there: the next person is then somebody else."""
    own = {"name", "phone", "whatsapp", "nik", "birth", "age"}
    return any(at in piece.places and (piece.kind in own or "name" in piece.answers or "is_unknown" in piece.answers)
               for piece in scan.reading.pieces)  # fmt: skip
