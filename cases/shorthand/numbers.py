"""Numbers of people: NIK and telephone. A number that may be somebody else's is given to nobody; it stays in the story.

A number written down as the victim's is one a colleague will call. ``hp ibu 0812…`` or ``agen di batam 0812…`` must
therefore never become the number of the person spoken of before.
"""

import re

from cases.choices import PersonRole
from cases.reading import telephone
from cases.shorthand import vocabulary as words
from cases.shorthand.reading import REPORTER
from cases.shorthand.scan import Scan

MOST_DIGITS = 15  # of a telephone number, E.164
LEAST_DIGITS = 6
NIK_DIGITS = 16
_MOBILE = re.compile(r"(?:0|62)8\d{7,11}")
_TWO_NUMBERS = re.compile(r"\d+/\+?\d{2,}")


def nik(scan: Scan, at: int) -> int | None:
    """Sixteen figures, with or without blanks."""
    head = scan.phrase(at, words.NIK_WORDS, 2)
    digits, end = _digits(scan, head[1] if head else at, NIK_DIGITS)
    if len(digits) != NIK_DIGITS or _is_of_another(scan, at, end):
        return None
    about = scan.someone(at)
    return scan.give("nik", about, {"nik": digits}, at, end) if about != REPORTER else None


def phone(scan: Scan, at: int) -> int | None:
    """``wa 0812…``, ``hp 0812 0000 0027``, or a mobile number alone."""
    end = end_of_number(scan, at)
    return take(scan, at) if end is not None and not _is_of_another(scan, at, end) else None


def take(scan: Scan, at: int) -> int | None:
    """Give the number that begins here to whom the line speaks of; ``hp korban …`` and ``sms dari …`` say so."""
    kind, digits, end = _number(scan, at)
    if any(scan.plain(place) in words.SENT_FROM for place in range(at, end)):
        scan.about = REPORTER
    elif scan.about == REPORTER and any(scan.plain(place) in words.VICTIMS for place in range(at, end)):
        scan.about = None
    return scan.give(kind, scan.someone(at), {"phone": _grouped(digits)}, at, end)


def has_number(scan: Scan, at: int) -> bool:
    """Whether a telephone number begins here, with its word before it or without."""
    return _number(scan, at) is not None


def begins_number(scan: Scan, at: int) -> bool:
    """Whether a telephone number or NIK begins here. ``no 12`` of a street is neither."""
    head = scan.phrase(at, words.NIK_WORDS, 2)
    return has_number(scan, at) or len(_digits(scan, head[1] if head else at, NIK_DIGITS)[0]) == NIK_DIGITS


def is_mobile(scan: Scan, at: int) -> bool:
    """Whether a mobile number stands here alone."""
    return _MOBILE.fullmatch(_digits(scan, at, MOST_DIGITS)[0]) is not None


def end_of_number(scan: Scan, at: int) -> int | None:
    """The place behind the telephone number that begins here; nothing where none does."""
    found = _number(scan, at)
    return found[2] if found else None


def _number(scan: Scan, at: int) -> tuple[str, str, int] | None:
    """What kind of number begins here, its figures, and where it ends."""
    head = scan.phrase(at, words.PHONE_WORDS, 2)
    start = scan.skip(head[1], words.VICTIMS | words.SENT_FROM, begin=-1) if head else at
    digits, end = _digits(scan, start, MOST_DIGITS)
    if scan.same_clause(end) and _TWO_NUMBERS.match(scan.plain(end)):
        return None  # "0813 1234 5678/0812 …": the first would end in the middle
    if not (LEAST_DIGITS <= len(digits) <= MOST_DIGITS if head else _MOBILE.fullmatch(digits)):
        return None
    return "whatsapp" if head and head[0] else "phone", digits, end


def _is_of_another(scan: Scan, at: int, end: int) -> bool:
    """Whether words of the clause that were not understood name somebody else: before the number, or right behind."""
    of_whom = {place: piece.kind for piece in scan.reading.pieces for place in piece.places}
    before = at - 1
    while before >= 0 and scan.same_clause(before + 1) and of_whom.get(before) not in {"person", "name", "reporter"}:
        if before not in of_whom and _names_another(scan, before):
            return True
        before -= 1
    behind = scan.skip(end, words.OWNING, begin=-1)
    return scan.same_clause(behind) and _names_another(scan, behind)


def _names_another(scan: Scan, at: int) -> bool:
    """Whether a word speaks of a relative, a neighbour, an agent, an employer: anybody but the victim."""
    word = scan.plain(at)
    role = words.ROLES.get(word)
    return word in words.OTHERS or (role is not None and role != PersonRole.POSSIBLE_VICTIM)


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
    """``0812-0000-0027``; what cannot be dialled stays as it is."""
    return telephone.read(digits).grouped
