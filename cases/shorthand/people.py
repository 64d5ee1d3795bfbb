"""Who is spoken of: sex, age, role, name, birth."""

import re

from cases.choices import PersonRole
from cases.indonesian_dates import read_day
from cases.shorthand import groups, numbers
from cases.shorthand import vocabulary as words
from cases.shorthand.groups import AGE, MOST_PEOPLE, OLDEST, Described, Head
from cases.shorthand.reading import REPORTER
from cases.shorthand.scan import Scan

MONTHS_A_YEAR = 12
LONGEST_NAME = 4  # words
LONGEST_BIRTHPLACE = 3  # words between *lahir* and the date
_GLUED = re.compile(r"(p|pr|prp|l|lk)[./:]?(\d{1,3})(?:th|thn|tahun)?")


def person(scan: Scan, at: int) -> int | None:
    """``p 16``, ``2 korban p 16 & l 15``, ``3 anak``, ``2 p 15 dan 17 th``, ``pelaku lk ±40``, ``umur 16``."""
    head = groups.head(scan, at)
    here = head.end
    if head.count and (ages := groups.ages(scan, here, head.count)):
        return _group(scan, at, ages, head)
    first = _described(scan, here) if here == at or scan.same_clause(here) else None
    if first is not None and not _is_plausible(scan, at, first, has_head=bool(head.count or head.role)):
        first = None
    if first is None:
        return _named_or_counted(scan, at, head)
    people = [(first, at)]
    while (more := _another(scan, people[-1][0])) and len(people) < MOST_PEOPLE:
        people.append(more)
    return _group(scan, at, people, head)


def _is_plausible(scan: Scan, at: int, found: Described, *, has_head: bool) -> bool:
    """Sex without an age may be part of a story, unless it begins a clause or somebody was announced."""
    said = scan.reading.pieces[-1] if scan.reading.pieces else None
    goes_on = said is not None and said.end == at and said.about >= 0 and "sex" not in scan.said[said.about]
    return found.age is not None or has_head or goes_on or scan.begins_clause(at)


def _described(scan: Scan, at: int) -> Described | None:
    glued = None if scan.plain(at) in words.SEX else _GLUED.fullmatch(scan.plain(at))  # "lk2" is "laki-laki"
    if glued and int(glued[2]) <= OLDEST:
        end = at + 1
        end += scan.same_clause(end) and scan.plain(end) in words.YEARS
        return Described(words.SHORT_SEX[glued[1]], int(glued[2]), False, end)
    sex = scan.phrase(at, words.SEX, 2)
    if sex:
        lists = scan.begins_clause(at) and scan.clause_end(sex[1]) == sex[1] + 1  # "pr, 16, jambi selatan"
        age = _age(scan, sex[1], is_bare=True) if lists or scan.same_clause(sex[1]) else None
        return Described(sex[0], age.age, age.is_estimated, age.end) if age else Described(sex[0], None, False, sex[1])
    age = _age(scan, at, is_bare=False)
    if age and scan.same_clause(age.end) and scan.plain(age.end) in words.SEX:
        return age._replace(sex=words.SEX[scan.plain(age.end)], end=age.end + 1)
    return age


def _age(scan: Scan, at: int, *, is_bare: bool) -> Described | None:
    """An age; a bare number is one only behind a word that promises it."""
    here = at
    for expected in (words.AGE_WORDS, words.ABOUT):
        after = scan.skip(here, expected, begin=at)
        is_bare, here = is_bare or after > here, after
    about = here > at and scan.plain(here - 1) in words.ABOUT
    found = AGE.fullmatch(scan.plain(here)) if here == at or scan.same_clause(here) else None
    if not found or int(found[2]) > OLDEST:
        return None
    if is_bare and scan.same_clause(here + 1) and scan.plain(here + 1) in words.MONTHS:
        return Described("", int(found[2]) // MONTHS_A_YEAR, bool(about or found[1]), here + 2)
    is_spread = scan.plain(here + 1) == "an" and scan.plain(here + 2) in words.YEARS  # "30 an th"
    end = scan.skip(here + 1 + is_spread, words.YEARS, begin=-1)
    if not (is_bare or found[1] or found[3] or found[4] or end > here + 1):
        return None
    return Described("", int(found[2]), bool(about or found[1] or found[3] or is_spread), end)


def _named_or_counted(scan: Scan, at: int, head: Head) -> int | None:
    """``pelaku an. …``, ``terlapor belum dikenal``, ``3 korban``, ``3 anak``."""
    role, count, here = head.role, head.count, head.end
    if role is None and not head.is_child:
        return None
    answers = {"role": role} if role else {}
    unknown = scan.phrase(here, words.UNKNOWN, 3) if scan.same_clause(here) else None
    if unknown:
        answers["is_unknown"], here = True, unknown[1]
    elif not count and (called := _called(scan, here)):
        answers["name"], here = called
    elif not count and not (scan.same_clause(here) and _announces(scan, here)):
        return None
    answers = {**answers, "is_unknown": True} if count else answers
    scan.group = [scan.new_person() for _number in range(min(count or 1, MOST_PEOPLE))]
    for one in scan.group:
        scan.give("person", one, answers, at, here, is_child=head.is_child)
    scan.about = scan.group[-1]
    return here


def _announces(scan: Scan, at: int) -> bool:
    """Whether a name, an age or a number follows: ``agen 0812…``, ``pelaku an. …``."""
    known = (words.NAME_WORDS, words.PHONE_WORDS, words.AGE_WORDS, words.NIK_WORDS, words.NICKNAME_WORDS)
    return any(scan.plain(at) in table for table in known) or numbers.is_mobile(scan, at)


def _called(scan: Scan, at: int) -> tuple[str, int] | None:
    """The name behind a role, and where it ends; capitals or honorifics tell: ``agen Rudi``, ``terlapor pak budi``."""
    honorific = scan.plain(at) in words.HONORIFICS
    end = at + honorific
    while end - at <= LONGEST_NAME and scan.same_clause(end) and _may_be_name(scan, end, is_first=False):
        is_capital = scan.words[end].raw.istitle() and not scan.is_all_capitals
        if not (is_capital or (honorific and end == at + 1)) or scan.plain(end) in words.NO_NAMES:
            break
        end += 1
    if end == at + honorific or not scan.same_clause(at):
        return None
    return " ".join(scan.words[place].raw for place in range(at, end)).strip("“”\"'. "), end


def _group(scan: Scan, at: int, people: list[tuple[Described, int]], head: Head) -> int | None:
    """Everybody described side by side; of a larger count the others are like the only one, or not known yet."""
    role, count, first = {"role": head.role} if head.role else {}, head.count, people[0][0]
    group = []
    for place, (found, start) in enumerate(people):
        answers = {**role, **found.answers()}
        scan.about = _whom(scan, answers, start, is_counted=bool(count))
        is_child = head.is_child and found.age is None
        start = start if place else at
        if scan.give("person", scan.about, answers, start, found.end, is_child=is_child) is None:
            return None
        group.append(scan.about)
    for _number in range(min(count or 0, MOST_PEOPLE) - len(people)):
        same = {"sex": first.sex} if len(people) == 1 and first.sex and first.age is None else {"is_unknown": True}
        group.append(scan.new_person())
        scan.give("person", group[-1], {**role, **same}, at, first.end, is_child=head.is_child)
    is_joined = all(scan.same_clause(start) for _found, start in people[1:])
    scan.group = group if count or is_joined else []
    return people[-1][0].end


def _another(scan: Scan, before: Described) -> tuple[Described, int] | None:
    """The next one of a row: behind ``&``, ``dan`` or a comma, with an age of their own."""
    at = before.end
    if at >= len(scan.words):
        return None
    joined = scan.plain(at) in words.CONNECTING
    found = _described(scan, at + joined)
    if joined and before.sex and (found is None or not found.sex):  # "perempuan 15 dan 17 tahun"
        age = _age(scan, at + 1, is_bare=scan.clause_end(at + 1) == at + 2) if scan.same_clause(at + 1) else None
        found = age._replace(sex=before.sex) if age else None
    if found is None or not found.sex or found.age is None or not (joined or scan.begins_clause(at)):
        return None
    if joined:
        scan.reading.connecting.add(at)
    return found, at + joined


def _whom(scan: Scan, answers: dict, at: int, *, is_counted: bool) -> int:
    """Somebody new, unless the one spoken of was only named so far or only the other half is said now."""
    if scan.about is None or scan.about < 0 or "role" in answers:
        return scan.new_person()
    known = scan.said[scan.about]
    is_other_half = any(one not in answers and other not in known for one, other in (("sex", "age"), ("age", "sex")))
    if is_other_half and not is_counted:
        return scan.about
    is_only_named = not {"sex", "age"} & set(known) and (is_victim(known) or _goes_on(scan, at))
    return scan.about if is_only_named and not is_counted else scan.new_person()


def _goes_on(scan: Scan, at: int) -> bool:
    """Whether the words stand right behind what was understood last: ``agen Rudi lk 40``, not ``agen Rudi, p 16``."""
    return scan.same_clause(at) and scan.reading.pieces[-1].end == at


def name(scan: Scan, at: int) -> int | None:
    """``a.n. Siti Rekaan``, ``panggilan Siti``; for the reporter too."""
    word = scan.plain(at)
    field = "name" if word in words.NAME_WORDS else "nickname" if word in words.NICKNAME_WORDS else ""
    about = scan.someone() if field and scan.about is not None else None
    end = at + 1
    while field and end - at <= LONGEST_NAME and scan.same_clause(end) and _may_be_name(scan, end, end == at + 1):
        end += 1
    if not field or end == at + 1 or (about == REPORTER and field == "nickname"):
        return None
    said = " ".join(scan.words[place].raw for place in range(at + 1, end)).strip("“”\"'. ")
    return scan.give("name", scan.someone(), {field: said}, at, end) if said else None


def _may_be_name(scan: Scan, at: int, is_first: bool) -> bool:
    """A word of a name: letters, and nothing this language has another use for."""
    word = scan.plain(at)
    if not re.fullmatch(r"[^\W\d_]['.\-]?(?:[^\W\d_]['.\-]?)*", word):
        return False
    others = (
        words.SEX, words.PHONE_WORDS, words.AGE_WORDS, words.NIK_WORDS, words.NICKNAME_WORDS, words.FORBIDDING,
        words.ALLOWING, words.CODE_WORDS, words.FROM_WORDS, words.AT_WORDS, words.REPORTER_WORDS, words.BIRTH_WORDS,
        words.CONNECTING, words.URGENCIES, words.NAME_WORDS, words.YEARS, words.MONTHS,
        {"sejak", "yang", "yg", "tdk", "tidak", "dan", "kerja"},
    )  # fmt: skip
    if any(word in table for table in others) and not (is_first and len(word) > 3 and word in words.LONG_SEX):
        return False
    return is_first or _starts_no_place(scan, at)


def _starts_no_place(scan: Scan, at: int) -> bool:
    from cases.shorthand.places import known_place

    return known_place(scan, at) is None


def birth(scan: Scan, at: int) -> int | None:
    """``lahir 12-3-2009``, ``ttl Jambi, 12 Maret 2009``. A birth that is no day is no day of an event either."""
    if scan.plain(at) not in words.BIRTH_WORDS:
        return None
    for start in range(at + 1, min(at + 1 + LONGEST_BIRTHPLACE + 1, len(scan.words))):
        for end in range(min(scan.clause_end(start), start + 4), start, -1):
            span = read_day(" ".join(word.raw for word in scan.words[start:end]), scan.today)
            if span is None or (scan.plain(start).isalpha() and end == start + 1):
                continue
            if scan.tears_date(start, end):
                return None
            if not span.is_day or span.first > scan.today or scan.someone() == REPORTER:
                return end
            return scan.give("birth", scan.someone(), {"birth_date": span.first.isoformat()}, at, end)
        if not scan.plain(start).isalpha():
            return None
    return None


def is_victim(answers: dict) -> bool:
    """Whether somebody is spoken of as a possible victim; everybody is unless it is said otherwise."""
    return answers.get("role", PersonRole.POSSIBLE_VICTIM) == PersonRole.POSSIBLE_VICTIM
