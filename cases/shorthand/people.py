"""Who is spoken of: sex, age, role, name, NIK, number; and who calls."""

import re
from typing import NamedTuple

from cases.choices import PersonRole
from cases.indonesian_dates import read_day
from cases.shorthand import vocabulary as words
from cases.shorthand.reading import REPORTER
from cases.shorthand.scan import Scan

OLDEST = 120  # years
MOST_PEOPLE = 8  # of one line
LONGEST_NAME = 4  # words
LONGEST_BIRTHPLACE = 3  # words between *lahir* and the date
_GLUED = re.compile(r"(p|pr|prp|l|lk)[./:]?(\d{1,3})(?:th|thn|tahun)?")
_AGE = re.compile(r"(±|\+/-|\+-|~)?(\d{1,3})(-?an)?(th|thn|tahun|taun)?")
_MOBILE = re.compile(r"(?:0|62)8\d{7,11}")


class Described(NamedTuple):
    """Sex and age as they stand side by side, and where they end."""

    sex: str
    age: int | None
    is_estimated: bool
    end: int

    def answers(self) -> dict:
        """Only what was said."""
        given = {"sex": self.sex, "age": self.age, "age_is_estimated": self.is_estimated or None}
        return {name: value for name, value in given.items() if value not in (None, "")}


def person(scan: Scan, at: int) -> int | None:
    """``p 16``, ``2 korban p 16 & l 15``, ``pelaku lk ±40``, ``umur 16``."""
    here, count = at, None
    if scan.plain(at) in words.NUMBERS and _heads(scan, at + 1):
        count, here = words.NUMBERS[scan.plain(at)], at + 1
        here = scan.skip(here, words.HEADS_OF_PEOPLE, begin=here)
    role = words.ROLES.get(scan.plain(here)) if here == at or scan.same_clause(here) else None
    here += role is not None
    first = _described(scan, here) if here == at or scan.same_clause(here) else None
    if first is not None and not _is_plausible(scan, at, first, has_head=bool(count or role)):
        first = None
    if first is None:
        return _named_or_counted(scan, at, here, role, count)
    return _group(scan, at, first, role, count)


def _heads(scan: Scan, at: int) -> bool:
    if not scan.same_clause(at):
        return False
    word = scan.plain(at)
    following = scan.plain(at + 1) if scan.same_clause(at + 1) else ""
    is_head = word in words.HEADS_OF_PEOPLE and (following in words.SEX or following in words.ROLES)
    return is_head or word in words.ROLES or word in words.SEX


def _is_plausible(scan: Scan, at: int, found: Described, *, has_head: bool) -> bool:
    """Sex without an age may be part of a story, unless it begins a clause or somebody was announced."""
    said = scan.reading.pieces[-1] if scan.reading.pieces else None
    goes_on = said is not None and said.end == at and said.about >= 0 and "sex" not in scan.said[said.about]
    return found.age is not None or has_head or goes_on or scan.begins_clause(at)


def _described(scan: Scan, at: int) -> Described | None:
    glued = _GLUED.fullmatch(scan.plain(at))
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
    found = _AGE.fullmatch(scan.plain(here)) if here == at or scan.same_clause(here) else None
    if not found or int(found[2]) > OLDEST:
        return None
    end = scan.skip(here + 1, words.YEARS, begin=-1)
    if not (is_bare or found[1] or found[3] or found[4] or end > here + 1):
        return None
    return Described("", int(found[2]), bool(about or found[1] or found[3]), end)


def _named_or_counted(scan: Scan, at: int, here: int, role, count: int | None) -> int | None:
    """``pelaku an. …``, ``terlapor belum dikenal``, ``3 korban``."""
    if role is None:
        return None
    answers = {"role": role}
    unknown = scan.phrase(here, words.UNKNOWN, 3) if scan.same_clause(here) else None
    if unknown:
        answers["is_unknown"], here = True, unknown[1]
    elif not count and not (scan.same_clause(here) and _announces(scan.plain(here))):
        return None
    end = None
    for _number in range(min(count or 1, MOST_PEOPLE)):
        scan.about = scan.new_person()
        end = scan.give("person", scan.about, answers if not count else {**answers, "is_unknown": True}, at, here)
    return end


def _announces(word: str) -> bool:
    known = (words.NAME_WORDS, words.PHONE_WORDS, words.AGE_WORDS, words.NIK_WORDS, words.NICKNAME_WORDS)
    return any(word in table for table in known)


def _group(scan: Scan, at: int, first: Described, role, count: int | None) -> int | None:
    """Everybody described side by side; of a larger count the others are like the only one, or not known yet."""
    people = [(first, at)]
    while (more := _another(scan, people[-1][0])) and len(people) < MOST_PEOPLE:
        people.append(more)
    for found, start in people:
        answers = {**({"role": role} if role else {}), **found.answers()}
        scan.about = _whom(scan, answers)
        if scan.give("person", scan.about, answers, start, found.end) is None:
            return None
    left = min(count or 0, MOST_PEOPLE) - len(people)
    for _number in range(left):
        same = {"sex": first.sex} if len(people) == 1 and first.sex and first.age is None else {"is_unknown": True}
        scan.give("person", scan.new_person(), {**({"role": role} if role else {}), **same}, at, first.end)
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


def _whom(scan: Scan, answers: dict) -> int:
    """Somebody new, unless the one spoken of was only named so far or only the other half is said now."""
    if scan.about is not None and scan.about >= 0 and "role" not in answers:
        known = scan.said[scan.about]
        if not {"sex", "age"} & set(known) or ("sex" not in answers and "age" not in known):
            return scan.about
    return scan.new_person()


def reporter(scan: Scan, at: int) -> int | None:
    """``pelapor ibu korban``: from here on numbers and rules are the reporter's, until somebody else is described."""
    if scan.plain(at) not in words.REPORTER_WORDS:
        return None
    scan.about = REPORTER
    found = scan.phrase(at + 1, words.REPORTERS, 3) if scan.same_clause(at + 1) else None
    answers = {"kind": found[0]} if found else {}
    return scan.give("reporter", REPORTER, answers, at, found[1] if found else at + 1)


def anonymous(scan: Scan, at: int) -> int | None:
    """``tdk mau disebut namanya``: said of the reporter, whoever is spoken of."""
    found = scan.phrase(at, words.ANONYMOUS, 4)
    return scan.give("reporter", REPORTER, {"is_anonymous": True}, at, found[1]) if found else None


def nik(scan: Scan, at: int) -> int | None:
    """Sixteen figures, with or without blanks."""
    head = scan.phrase(at, words.NIK_WORDS, 2)
    digits, end = _digits(scan, head[1] if head else at, 16)
    if len(digits) != 16:
        return None
    about = scan.someone()
    return scan.give("nik", about, {"nik": digits}, at, end) if about != REPORTER else None


def phone(scan: Scan, at: int) -> int | None:
    """``wa 0812…``, ``hp 0812 0000 0027``, or a mobile number alone."""
    head = scan.phrase(at, words.PHONE_WORDS, 2)
    start = head[1] if head else at
    digits, end = _digits(scan, start, 15)
    if not (6 <= len(digits) <= 15 if head else _MOBILE.fullmatch(digits)):
        return None
    return scan.give("whatsapp" if head and head[0] else "phone", scan.someone(), {"phone": _grouped(digits)}, at, end)


def _digits(scan: Scan, at: int, most: int) -> tuple[str, int]:
    """Figures of neighbouring words of one clause, as many words as fit."""
    digits, here = "", at
    while here < len(scan.words) and (here == at or scan.same_clause(here)):
        more = scan.words[here].digits
        if not more or len(digits) + len(more) > most or (len(digits) >= 10 and len(more) < 3):
            break
        digits, here = digits + more, here + 1
    return digits, here


def _grouped(digits: str) -> str:
    """``0812-0000-0027``; what is no mobile number stays as it is."""
    local = "0" + digits[2:] if digits.startswith("62") else digits
    return "-".join(filter(None, (local[:4], local[4:8], local[8:]))) if local.startswith("08") else local


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
        words.CONNECTING, words.URGENCIES, words.NAME_WORDS, {"sejak", "yang", "yg", "tdk", "tidak", "dan", "kerja"},
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
            if not span.is_day or span.first > scan.today or scan.someone() == REPORTER:
                return end
            return scan.give("birth", scan.someone(), {"birth_date": span.first.isoformat()}, at, end)
        if not scan.plain(start).isalpha():
            return None
    return None


def is_victim(answers: dict) -> bool:
    """Whether somebody is spoken of as a possible victim; everybody is unless it is said otherwise."""
    return answers.get("role", PersonRole.POSSIBLE_VICTIM) == PersonRole.POSSIBLE_VICTIM
