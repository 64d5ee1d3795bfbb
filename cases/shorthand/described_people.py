"""Read described people: sex, age, role. Relatives and people after a negation are not victims by default."""

import re

from cases.choices import PersonRole
from cases.reading.ages import is_known_child
from cases.shorthand import groups, neighbours, numbers
from cases.shorthand import vocabulary as words
from cases.shorthand.ages import OLDEST, Described, read_age
from cases.shorthand.doubts import Doubt
from cases.shorthand.groups import MOST_PEOPLE, Head
from cases.shorthand.line_reading import VICTIM
from cases.shorthand.names import called, offer_place
from cases.shorthand.roles import DescribedRole, is_relative_of_suspect, is_relative_of_victim, role_of
from cases.shorthand.scan import Scan

_GLUED = re.compile(r"(p|pr|prp|l|lk)[./:]?(<=|>=|≤|≥|<|>|±|~)?(\d{1,3})(?:[-–]\d{1,3})?(?:th|thn|tahun)?")


def person(scan: Scan, at: int) -> int | None:
    """``p 16``, ``2 korban p 16 & l 15``, ``3 anak``, ``2 p 15 dan 17 th``, ``pelaku lk ±40``, ``umur 16``."""
    if several := groups.counted_behind(scan, at):
        sex, count, end = several
        return _group(scan, at, [(Described(sex, None, False, end), at)], Head(count, None, False, end))
    head = groups.head(scan, at)
    here = head.end
    if head.count and (ages := groups.ages(scan, here, head.count)):
        return _group(scan, at, ages, head)
    if not head.count and (here == at or scan.same_clause(here)) and (ages := groups.listed(scan, here)):
        return _group(scan, at, ages, head)
    first = _described(scan, here, is_counted=bool(head.count)) if here == at or scan.same_clause(here) else None
    if first is not None and not _is_plausible(scan, at, first, has_head=bool(head.count or head.role)):
        first = None
    first = first or _age_behind(scan, head)
    if first is None:
        return _named_or_counted(scan, at, head)
    people = [(first, at)]
    while (more := _another(scan, people[-1][0])) and len(people) < MOST_PEOPLE:
        people.append(more)
    return _group(scan, at, people, head)


def _is_plausible(scan: Scan, at: int, found: Described, *, has_head: bool) -> bool:
    """Whether it is a person: sex without an age may be part of a story, unless it starts a clause or was announced."""
    said = scan.reading.pieces[-1] if scan.reading.pieces else None
    goes_on = said is not None and said.end == at and said.about >= 0 and "sex" not in scan.said[said.about]
    if not found.sex and found.age is None:  # "di bawah umur" in a story
        return has_head or goes_on or scan.begins_clause(at)
    return found.is_told or has_head or goes_on or scan.begins_clause(at)


def _described(scan: Scan, at: int, *, is_counted: bool = False) -> Described | None:
    if found := _glued(scan, at) or _age_first(scan, at, is_counted=is_counted):
        return found
    sex = scan.phrase(at, words.SEX, 2)
    if sex:
        lists = scan.begins_clause(at) and scan.clause_end(sex[1]) == sex[1] + 1  # "pr, 16, jambi selatan"
        is_near = lists or scan.same_clause(sex[1])
        age = read_age(scan, sex[1], is_bare=True, is_counted=is_counted) if is_near else None
        if age is None:
            return Described(sex[0], None, False, sex[1])
        is_unsure = not is_counted and not age.doubt and groups.is_age_or_count(scan, at)
        return age._replace(sex=sex[0], doubt=Doubt.COUNT if is_unsure else age.doubt)
    age = read_age(scan, at, is_bare=False)
    if age and scan.same_clause(age.end) and scan.plain(age.end) in words.SEX:
        return age._replace(sex=words.SEX[scan.plain(age.end)], end=age.end + 1)
    return age


def _age_behind(scan: Scan, head: Head) -> Described | None:
    """``korban 16``: an age, or sixteen people."""
    word, here = scan.plain(head.end), head.end
    is_number = re.fullmatch(r"\d{1,2}", word) and int(word) > groups.FEW and not head.count and head.role
    if not is_number or not scan.same_clause(here):
        return None
    behind = scan.plain(here + 1) if scan.same_clause(here + 1) else ""
    is_other = behind in words.COUNTED | words.PERSONS | words.CHILDREN or behind in words.SEX or behind[:1].isdecimal()
    return None if is_other or behind in words.CONNECTING else Described("", int(word), False, here + 1, Doubt.COUNT)


def _glued(scan: Scan, at: int) -> Described | None:
    """``p16``, ``lk.30``, ``p<18``."""
    glued = None if scan.plain(at) in words.SEX else _GLUED.fullmatch(scan.plain(at))  # "lk2" is "laki-laki"
    if not glued or int(glued[3]) > OLDEST:
        return None
    age = read_age(scan, at, is_bare=True, token=scan.plain(at)[glued.end(1) :].lstrip("./:"))
    return age._replace(sex=words.SHORT_SEX[glued[1]]) if age else None


def _age_first(scan: Scan, at: int, *, is_counted: bool) -> Described | None:
    """``16 p`` at the start of a clause: an age, or sixteen people."""
    word = scan.plain(at)
    if is_counted or not scan.begins_clause(at) or not word.isdecimal() or len(word) > 2 or int(word) <= groups.FEW:
        return None
    sex = scan.phrase(at + 1, words.SEX, 2) if scan.same_clause(at + 1) else None
    return Described(sex[0], int(word), False, sex[1], Doubt.COUNT) if sex else None


def _named_or_counted(scan: Scan, at: int, head: Head) -> int | None:
    """``pelaku an. …``, ``terlapor belum dikenal``, ``3 korban``, ``3 anak``."""
    role, count, here = head.role, head.count, head.end
    if (role is None and not head.is_child) or is_relative_of_victim(scan, at, head.end):
        return None
    is_relative = is_relative_of_suspect(scan, at, head.end)
    answers = {"role": role} if role and not is_relative else {}
    unknown = scan.phrase(here, words.UNKNOWN, 3) if scan.same_clause(here) else None
    if unknown:
        answers["is_unknown"], here = True, unknown[1]
    elif not count and (named := called(scan, here)):
        answers["name"], here = named
    elif not count and not (scan.same_clause(here) and _announces(scan, here)):
        return None
    answers = {**answers, "is_unknown": True} if count else answers
    if answers == {"role": role} and not count and (known := _only_one(scan, role)) is not None:
        scan.about, scan.topic = known, None
        return here  # "agen lk 45, hp agen 0812…"
    doubt = Doubt.RELATIVE if is_relative or _is_somebodys(scan, at, head) else _unsure(scan, at)
    scan.group = [scan.new_person() for _number in range(_room(scan, count or 1, at, here))]
    for one in scan.group:
        _doubt_person(scan, one, doubt)
        scan.give("person", one, answers, at, here, is_child=head.is_child, doubt=doubt)
        if "name" in answers:
            offer_place(scan, one, head.end + 1, here)
    scan.about = scan.group[-1] if scan.group else scan.about
    return here


def _is_somebodys(scan: Scan, at: int, head: Head) -> bool:
    """Whether *korban* may only say whose somebody is, because an unknown word comes before: *teteh korban 0812…*."""
    is_victim = head.role == VICTIM and not head.count and scan.same_clause(at) and not scan.is_understood(at - 1)
    return is_victim and scan.plain(at - 1) not in neighbours.BEFORE_VICTIM


def _only_one(scan: Scan, role: PersonRole) -> int | None:
    """The only person of the line with this role, if there is one."""
    found = [about for about, one in enumerate(scan.reading.people) if one.get("role") == role]
    return found[0] if len(found) == 1 and role != VICTIM else None


def _room(scan: Scan, count: int, start: int, end: int) -> int:
    """How many more people fit the page's blocks; the rest is noted as a doubt."""
    left = MOST_PEOPLE - len(scan.reading.people)
    if count > left:
        scan.note(Doubt.GROUP, start, end)
    return min(count, left)


def _doubt_person(scan: Scan, about: int, doubt: str) -> None:
    """Mark every answer about a person as doubted if it is not clear that they are meant."""
    if doubt:
        scan.doubtful[about] = Doubt(doubt)


def _unsure(scan: Scan, at: int) -> str:
    """The doubt about a named role: it is denied, or one of two possible ones (*pelaku atau korban*)."""
    if scan.denial(at, "person") is not None:
        return Doubt.DENIED
    is_either = scan.same_clause(at) and scan.same_clause(at - 1) and scan.plain(at - 1) in words.EITHER
    return Doubt.ROLE if is_either and scan.plain(at - 2) in words.ROLES else ""


def _announces(scan: Scan, at: int) -> bool:
    """Whether a name, an age or a number follows: ``agen 0812…``, ``pelaku an. …``."""
    known = (words.NAME_WORDS, words.PHONE_WORDS, words.AGE_WORDS, words.NIK_WORDS, words.NICKNAME_WORDS)
    return any(scan.plain(at) in table for table in known) or numbers.is_mobile(scan, at)


def _is_her_child(scan: Scan, at: int, head: Head) -> bool:
    """``punya anak 3 th``: a child of somebody described before, who is no victim by that."""
    having = at - 1 if head.is_child else at - 2 if scan.plain(at - 1) in words.CHILDREN else at
    return having < at and scan.same_clause(having + 1) and scan.plain(having) in words.HAVING


def _group(scan: Scan, at: int, people: list[tuple[Described, int]], head: Head) -> int | None:
    """The people of a group. A single description applies to all; with two or more, undescribed people are unknown."""
    last = people[-1][0].end
    is_relative = is_relative_of_victim(scan, at, head.end)
    if _is_her_child(scan, at, head) or is_relative_of_suspect(scan, at, head.end):
        role = DescribedRole(None, Doubt.RELATIVE)
    elif head.role and not is_relative:
        role = DescribedRole(head.role, _unsure(scan, at))
    else:
        role = role_of(scan, at, last, is_child=_is_child(people))
        role = role if role.doubt or scan.denial(at, "person") is None else role._replace(doubt=Doubt.DENIED)
    if not role.role and (role.is_relative or is_relative):
        start = at - 1 if role.first is None else role.first
        return scan.note(
            Doubt.RELATIVE, start, last, age=min((one.age for one, _at in people if one.age), default=None)
        )
    people = [(_at_the_time(scan, at, people[0][0]), people[0][1]), *people[1:]]
    says_nothing_new = people[0][0].is_vague or people[0][0].doubt in (Doubt.AGE_THEN, Doubt.CLAIMED, Doubt.LASTING)
    if not role.role and not people[0][0].sex and says_nothing_new and _has_age(scan):
        is_limit = people[0][0].is_vague or people[0][0].doubt == Doubt.LASTING
        why = Doubt(people[0][0].doubt or Doubt.LIMIT) if is_limit else Doubt.FORMER
        return scan.note(why, at, last, age=people[0][0].age)
    group = []
    for place, (found, start) in enumerate(_all_of(people, head.count)):
        is_counted = bool(head.count) or place >= len(people)
        one = _give_one(scan, found, at if place == 0 or place >= len(people) else start, role, head, is_counted)
        if one is None:
            return None if not group else last
        group.append(one)
    missing = (head.count or 0) - len(group) if len(people) > 1 else 0
    for _number in range(_room(scan, max(missing, 0), at, last)):
        group.append(scan.new_person())
        answers = {**role.answers(), "is_unknown": True}
        scan.give("person", group[-1], answers, at, people[0][0].end, is_child=head.is_child)
    is_joined = all(scan.same_clause(start) for _found, start in people[1:])
    scan.group = group if head.count or is_joined else []
    return role.end or last


def _at_the_time(scan: Scan, at: int, found: Described) -> Described:
    """``sejak umur 14``, ``waktu itu umur 15``: an age at another time must be confirmed."""
    before = [scan.plain(place) for place in (at - 2, at - 1) if place >= 0 and scan.shares_clause(place, at)]
    is_then = any(word in words.AT_THE_TIME for word in before) and scan.plain(at) in words.AGE_WORDS
    is_then = is_then or " ".join(before) in words.AT_THE_EVENT
    is_claimed = any(word in words.CLAIMED for word in before)
    if found.age is None or found.doubt or not (is_then or is_claimed):
        return found
    return found._replace(doubt=Doubt.CLAIMED if is_claimed else Doubt.AGE_THEN)


def _is_child(people: list[tuple[Described, int]]) -> bool:
    return any(one.is_child or is_known_child(one.age) for one, _at in people)


def _has_age(scan: Scan) -> bool:
    """Whether the person already has an age: *belum 18* then adds nothing."""
    return scan.about is not None and scan.about >= 0 and "age" in scan.said[scan.about]


def _all_of(people: list[tuple[Described, int]], count: int | None) -> list[tuple[Described, int]]:
    return people * (count or 1) if len(people) == 1 else people


def _give_one(
    scan: Scan, found: Described, start: int, role: DescribedRole, head: Head, is_counted: bool
) -> int | None:
    """Add the answers about one person, including doubted ones."""
    answers = {**role.answers(), **found.answers()}
    about = _whom(scan, {**answers, **found.offered()}, start, is_counted=is_counted)
    if about is None:
        scan.note(Doubt.GROUP, start, found.end)
        return None
    scan.about = about
    _doubt_person(scan, about, role.doubt)
    is_child = (head.is_child and found.age is None) or found.is_child
    if (answers or is_child) and not _take(scan, about, answers, start, role.end or found.end, is_child):
        return None
    if offered := found.offered():
        scan.give("age", about, offered, start, found.end, doubt=found.doubt)
    elif found.doubt:
        scan.note(Doubt(found.doubt), start, found.end, age=found.hint)
    return about


def _take(scan: Scan, about: int, answers: dict, start: int, end: int, is_child: bool) -> bool:
    doubt = scan.doubtful.get(about, "")
    said = scan.reading.pieces[-1] if scan.reading.pieces else None
    is_apart = any(piece.about == about for piece in scan.reading.pieces) and said is not None and said.end != start
    if is_apart and not scan.is_victim(about):
        doubt = doubt or Doubt.WHO
    return scan.give("person", about, answers, start, end, is_child=is_child, doubt=doubt) is not None


def _another(scan: Scan, before: Described) -> tuple[Described, int] | None:
    """The next person of a list: after ``&``, ``dan`` or a comma, with their own age."""
    at = before.end
    if at >= len(scan.words):
        return None
    joined = scan.plain(at) in words.CONNECTING
    found = _described(scan, at + joined)
    if joined and before.sex and (found is None or not found.sex):  # "perempuan 15 dan 17 tahun"
        is_last = scan.clause_end(at + 1) == at + 2
        age = read_age(scan, at + 1, is_bare=is_last) if scan.same_clause(at + 1) else None
        found = age._replace(sex=before.sex) if age else None
    if found is None or not found.sex or not found.is_told or not (joined or scan.begins_clause(at)):
        return None
    if groups.counted_behind(scan, at + joined) or found.doubt == Doubt.COUNT:
        return None
    if joined:
        scan.reading.connecting.add(at)
    return found, at + joined


def _whom(scan: Scan, answers: dict, at: int, *, is_counted: bool) -> int | None:
    """Who the answers belong to: a new person, unless the last one has only a name, or lacks exactly these."""
    is_new = scan.about is None or scan.about < 0 or "role" in answers or is_counted or scan.is_other_between(at)
    if not is_new:
        known = scan.said[scan.about]
        is_other_half = any(
            one not in answers and other not in known for one, other in (("sex", "age"), ("age", "sex"))
        )
        is_only_named = not {"sex", "age"} & set(known) and (scan.is_victim(scan.about) or _goes_on(scan, at))
        if is_only_named or (is_other_half and (scan.is_victim(scan.about) or _goes_on(scan, at))):
            return scan.about
    if scan.awaited is not None and answers.get("role", VICTIM) == VICTIM:
        about, scan.awaited = scan.awaited, None
        return about
    return scan.new_person() if len(scan.reading.people) < MOST_PEOPLE else None


def _goes_on(scan: Scan, at: int) -> bool:
    """Whether the words directly follow the last understood piece: ``agen Rudi lk 40``, not ``agen Rudi, p 16``."""
    return scan.same_clause(at) and scan.reading.pieces[-1].end == at
