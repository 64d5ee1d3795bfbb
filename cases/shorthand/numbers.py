"""Read NIK and telephone numbers. A number that may be somebody else's is given to nobody; it stays in the story.

A colleague will call a number recorded as the victim's. So ``hp ibu 0812…`` or ``agen di batam 0812…`` must never
become the number of the person mentioned before.
"""

import re

from cases.choices import PersonRole
from cases.reading import telephone
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import REPORTER
from cases.shorthand.scan import Scan

MOST_DIGITS = 15  # of a telephone number, E.164
LEAST_DIGITS = 6
LONGEST_OWNER = 4  # words between the word for a number and the number
NIK_DIGITS = 16
_MOBILE = re.compile(r"(?:0|(?:00)?620?)8\d{7,11}")
_TORN = re.compile(r"\d+/\+?\d{2,}|\d{3,}[^\W\d_]|\d+[x*?#]+")
_BETWEEN = {"/", "&", "dan", "dn", "atau", "ato"}  # two numbers of one person
_OF_SEVERAL = re.compile(r"[+(]*\d[\d().\-–/]*")
_FRACTION = re.compile(r"\d{9,}[.,]\d{1,2}")


def nik(scan: Scan, at: int) -> int | None:
    """Sixteen digits, with or without blanks."""
    head = scan.phrase(at, words.NIK_WORDS, 2)
    digits, end = _digits(scan, head[1] if head else at, NIK_DIGITS)
    is_other = scan.plain(at - 1) in words.OTHER_NUMBERS
    if len(digits) != NIK_DIGITS or is_other or _is_of_another(scan, at, end):
        return None
    about = scan.someone(at)
    return scan.give("nik", about, {"nik": digits}, at, end) if about != REPORTER else None


def several(scan: Scan, at: int) -> int | None:
    """``hp 0812…/0813…``: both numbers are offered as they were written, none is chosen."""
    head = scan.phrase(at, words.PHONE_WORDS, 2)
    start = end = head[1] if head else at
    while end < len(scan.words) and (end == start or scan.same_clause(end)):
        is_number = _OF_SEVERAL.fullmatch(scan.plain(end)) or (end > start and scan.plain(end) in _BETWEEN)
        if not is_number:
            break
        end += 1
    said = " ".join(scan.words[place].shown for place in range(start, end)).strip(",;:. ")
    found = telephone.each(said)
    is_torn = len(found) < 2 or not all(number.international for number in found)
    if is_torn or scan.plain(at - 1) in words.OTHER_NUMBERS or _is_of_another(scan, at, end):
        return None
    return scan.give("phone", scan.someone(at), {"phone": said}, at, end, doubt=Doubt.SEVERAL)


def phone(scan: Scan, at: int) -> int | None:
    """``wa 0812…``, ``hp 0812 0000 0027``, or a mobile number alone."""
    end = end_of_number(scan, at)
    return take(scan, at) if end is not None and not _is_of_another(scan, at, end) else None


def take(scan: Scan, at: int) -> int | None:
    """Give the number that begins here to the person mentioned; ``hp korban …`` and ``sms dari …`` name the owner."""
    kind, start, end = _number(scan, at)
    said = " ".join(scan.words[place].shown for place in range(start, end)).strip(",;:. ")
    number = telephone.read(said)
    if any(scan.plain(place) in words.SENT_FROM for place in range(at, end)):
        scan.about = REPORTER
    elif any(scan.plain(place) in words.VICTIMS for place in range(at, end)):
        scan.about, scan.topic = scan.victim(), None
    is_told = _is_told_of(scan, at) or (start == at and _is_behind_a_story(scan, at))
    doubt = Doubt.NUMBER if number.doubt else Doubt.WHOSE if is_told else ""
    return scan.give(kind, scan.someone(at), {"phone": number.grouped}, at, end, doubt=doubt)


def has_number(scan: Scan, at: int) -> bool:
    """Whether a telephone number begins here, with or without a word for it."""
    return _number(scan, at) is not None


def begins_number(scan: Scan, at: int) -> bool:
    """Whether a telephone number or NIK begins here. A house number ``no 12`` is neither."""
    head = scan.phrase(at, words.NIK_WORDS, 2)
    return has_number(scan, at) or len(_digits(scan, head[1] if head else at, NIK_DIGITS)[0]) == NIK_DIGITS


def is_mobile(scan: Scan, at: int) -> bool:
    """Whether there is a mobile number without a word for it."""
    return _MOBILE.fullmatch(_digits(scan, at, MOST_DIGITS)[0]) is not None


def end_of_number(scan: Scan, at: int) -> int | None:
    """The position after the telephone number that begins here, or ``None``."""
    found = _number(scan, at)
    return found[2] if found else None


def _number(scan: Scan, at: int) -> tuple[str, int, int] | None:
    """The kind of number that begins here, the start of its digits, and its end.

    A word that mixes digits with other signs (``…/0812``, ``…345 6789O``) would be cut off: then none of it is a
    number.
    """
    head = scan.phrase(at, words.PHONE_WORDS, 2)
    start = scan.skip(head[1], words.VICTIMS | words.SENT_FROM, begin=-1) if head else at
    digits, end = _digits(scan, start, MOST_DIGITS)
    if not digits or (scan.same_clause(end) and _TORN.match(scan.plain(end))):
        return None
    is_number = LEAST_DIGITS <= len(digits) <= MOST_DIGITS if head else _MOBILE.fullmatch(digits)
    is_number = is_number or (scan.words[start].shown.startswith(("+", "(+")) and len(digits) > LEAST_DIGITS)
    if not is_number or scan.plain(at - 1) in words.OTHER_NUMBERS or _is_fraction(scan, start):
        return None
    return "whatsapp" if head and head[0] else "phone", start, end


def _is_of_another(scan: Scan, at: int, end: int) -> bool:
    """Whether unknown words of the clause name somebody else, before the number or directly after it."""
    of_whom = {place: piece.kind for piece in scan.reading.pieces for place in piece.places}
    before = at - 1
    while before >= 0 and scan.same_clause(before + 1) and of_whom.get(before) not in {"person", "name", "reporter"}:
        if before not in of_whom and _names_another(scan, before):
            return True
        before -= 1
    behind = scan.skip(end, words.OWNING, begin=-1)
    return scan.same_clause(behind) and _names_another(scan, behind)


def _is_told_of(scan: Scan, at: int) -> bool:
    """Whether up to four words before a number mention a call or its owner: *no pengurus panti*."""
    before = at - 1
    while before >= 0 and at - before <= LONGEST_OWNER and scan.same_clause(before + 1):
        word = scan.plain(before)
        if scan.is_understood(before):
            return False
        if words.OF_SENDER.fullmatch(word):
            return True
        if word in words.PHONE_WORDS and before < at - 1:
            return any(scan.plain(place) not in words.OF_NUMBER for place in range(before + 1, at))
        before -= 1
    return False


def _is_behind_a_story(scan: Scan, at: int) -> bool:
    """Whether an unknown word, and none for a number, comes before: *cek ani nelpon 0812…*."""
    known = words.OF_NUMBER | words.PHONE_WORDS.keys() | words.VICTIMS | words.CONNECTING | words.NAME_WORDS
    return scan.same_clause(at) and not scan.is_understood(at - 1) and scan.plain(at - 1) not in known


def _names_another(scan: Scan, at: int) -> bool:
    """Whether a word means a relative, a neighbour, an agent, an employer: anybody but the victim."""
    word = scan.plain(at)
    role = words.ROLES.get(word)
    is_relation = word in words.RELATIONS or word.removesuffix("nya") in words.OTHERS | words.RELATIONS
    return word in words.OTHERS or is_relation or (role is not None and role != PersonRole.POSSIBLE_VICTIM)


def _digits(scan: Scan, at: int, most: int) -> tuple[str, int]:
    """Digits of neighbouring words in one clause, as many words as fit."""
    digits, here = "", at
    while here < len(scan.words) and (here == at or scan.same_clause(here)):
        more = scan.words[here].digits
        if not more or len(digits) + len(more) > most or (len(digits) >= 10 and len(more) < 3):
            break
        digits, here = digits + more, here + 1
    return digits, here


def _is_fraction(scan: Scan, at: int) -> bool:
    """Whether a spreadsheet wrote the number with a fraction: ``81234567890.0``."""
    return _FRACTION.fullmatch(scan.words[at].shown.rstrip(".")) is not None
