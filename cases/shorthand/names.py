"""Read names. A name ends where danger, a relative, a role or another meaningful word begins."""

import re

from cases.intake.risk_prompts import is_danger
from cases.reading.placeholders import is_placeholder
from cases.shorthand import name_words, places
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import REPORTER, Piece
from cases.shorthand.scan import Scan

LONGEST_NAME = 4  # words; two more for a name with capitals
LONGEST_WITH_CAPITALS = 6
LONGEST_DANGER = 3  # words
_WORD = re.compile(r"[^\W\d_]['.\-]?(?:[^\W\d_]['.\-]?)*")
_QUOTED = re.compile(r"[“\"][^\W\d_]+(?:[ '.\-][^\W\d_]+){0,3}[”\"]")
_MIXED = re.compile(r"[^\W\d_]{2,}[^\s\w'.\-][^\W\d_]+.*")  # "Ani/Budi"
_VERB = re.compile(r"(?:di\w{4,}|me(?:m|n|ng|ny|l|r)\w{4,}|ber\w{4,}|ter\w{4,}|nge?\w{4,})")


def name(scan: Scan, at: int) -> int | None:
    """``a.n. Siti Rekaan``, ``panggilan Siti``; also for the reporter."""
    word = scan.plain(at)
    field = "name" if word in words.NAME_WORDS else "nickname" if word in words.NICKNAME_WORDS else ""
    if not field:
        return None
    first = scan.skip(at + 1, name_words.OF_NAME, begin=-1)
    if scan.plain(first) in words.NICKNAME_WORDS and scan.same_clause(first):
        return None  # "nama panggilan Ayu"
    if _is_of_another(scan, first):
        return scan.note(Doubt.WHOSE_NAME, at, first + 1)
    end, is_open = _end_of_name(scan, first)
    said = written(scan, first, end)
    clause = written(scan, first, scan.clause_end(at))
    is_unnamed = bool(clause) and is_placeholder(clause)
    if not said or is_placeholder(said):
        # the words stay in the story; behind a victim they say nothing about the reporter
        return scan.clause_end(at) if is_unnamed and scan.about != REPORTER else None
    about = scan.someone(at) if scan.about is not None or scan.topic is not None else None
    if about == REPORTER and field == "nickname":
        return None
    about = scan.someone(at) if about is None else about
    doubt = Doubt.NAME if is_open or is_unnamed or _goes_on(scan, end) else _whose(scan, at, first, field)
    given = scan.give("name", about, {field: said}, at, end, doubt=doubt)
    if given is not None:
        offer_place(scan, about, first + 1, end)
    return given


def _is_of_another(scan: Scan, first: int) -> bool:
    """Whether somebody or something else follows in lower case: *nama ibu Siti*, *nama kapal Jaya*, *nama palsu*."""
    if not scan.same_clause(first) or _is_capital(scan, first):
        return scan.same_clause(first) and scan.plain(first) in {"pt", "pt.", "cv", "cv."}
    word = scan.plain(first)
    return word in name_words.OTHER_OWNERS or (word in words.RELATIONS and word not in words.HONORIFICS)


def _whose(scan: Scan, at: int, first: int, field: str) -> str:
    """A doubt where unknown words before may name the owner: *rekening atas nama Budi*, *mengaku bernama Ani*."""
    before = at - 1
    if field == "nickname" and not _is_capital(scan, first) and scan.plain(at) not in {"alias", "pgl"}:
        return Doubt.NAME  # "dipanggil polisi"
    if not scan.same_clause(at) or scan.is_understood(before):
        return ""
    if scan.plain(before) in name_words.CLAIMED_NAME:
        return Doubt.WHOSE_NAME
    while scan.same_clause(before + 1) and scan.plain(before) in name_words.BEFORE_NAME:
        if scan.is_understood(before) or before == 0:
            return ""
        before -= 1
    is_open = scan.same_clause(before + 1) and not scan.is_understood(before)
    return Doubt.WHOSE_NAME if is_open and scan.topic is None else ""


def _goes_on(scan: Scan, end: int) -> bool:
    """Whether a second name is joined (*Ani dan Budi*, *Ani/Budi*), or a word mixes letters with other signs."""
    if not scan.same_clause(end):
        return False
    word, behind = scan.plain(end), end + 1
    if word in words.CONNECTING | words.EITHER:
        is_person = scan.same_clause(behind) and not scan.words[behind].digits
        return is_person and _may_be_name(scan, behind, is_first=False, is_capital=_is_capital(scan, behind))
    return bool(_MIXED.fullmatch(word))


def called(scan: Scan, at: int) -> tuple[str, int] | None:
    """The name after a role, and its end; capitals or honorifics mark it: ``agen Rudi``, ``terlapor pak budi``."""
    honorific = scan.plain(at) in words.HONORIFICS
    end = at + honorific
    while end - at <= LONGEST_NAME and scan.same_clause(end):
        is_capital = scan.words[end].shown.istitle() and not scan.is_all_capitals
        if not _may_be_name(scan, end, is_first=False, is_capital=is_capital and end > at + honorific):
            break
        is_inside = scan.plain(end) in name_words.PARTICLES and end > at and _is_capital(scan, end + 1)
        if not (is_capital or is_inside or (honorific and end == at + 1)) or _is_no_person(scan, end):
            break
        end += 1
    if end == at + honorific or not scan.same_clause(at):
        return None
    named = written(scan, at, end)
    return None if is_placeholder(named) else (named, end)


def _is_no_person(scan: Scan, at: int) -> bool:
    """Whether a word after a role is a thing, a trade or a country: *agen Travel*, *saksi Mata*, *agen Malaysia*."""
    return scan.plain(at) in words.NO_NAMES | name_words.NO_CALLED | words.COUNTRIES.keys()


def written(scan: Scan, at: int, end: int) -> str:
    """The words from one place to another, as they were written."""
    return " ".join(scan.words[place].shown for place in range(at, end)).strip("“”\"'.: ")


def may_be_called(scan: Scan, at: int) -> bool:
    """Whether a word with a capital can be part of a name that nothing announces: *Ani*, *A*."""
    word = scan.words[at]
    is_capital = word.shown[:1].isupper() and not scan.is_all_capitals
    is_thing = word.plain in words.NO_NAMES | words.STREETS | words.HOUSES | words.SCHOOL_CLASS
    return is_capital and not is_thing and _may_be_name(scan, at, is_first=False)


def _end_of_name(scan: Scan, at: int) -> tuple[int, bool]:
    """The end of a name, and whether it may end earlier, because lower case does not show it."""
    if scan.same_clause(at) and _QUOTED.fullmatch(scan.words[at].shown):
        return at + 1, False
    end = at + (scan.plain(at) in words.HONORIFICS and scan.same_clause(at))
    has_capital = scan.same_clause(end) and _is_capital(scan, end)
    longest = LONGEST_WITH_CAPITALS if has_capital else LONGEST_NAME
    first = end
    while end - at < longest and scan.same_clause(end):
        if has_capital and not (_is_capital(scan, end) or scan.plain(end) in name_words.PARTICLES):
            break
        if not _may_be_name(scan, end, is_first=end == first, is_capital=has_capital):
            break
        end += 1
    if end == first and first > at:  # an honorific without a name
        return at, False
    goes_on = scan.same_clause(end) and _may_be_name(scan, end, is_first=False)
    return end, not has_capital and end - at >= LONGEST_NAME and goes_on


def _is_capital(scan: Scan, at: int) -> bool:
    is_capital = at < len(scan.words) and scan.words[at].shown[:1].isupper()
    return is_capital and not scan.is_all_capitals


def _may_be_name(scan: Scan, at: int, *, is_first: bool, is_capital: bool = False) -> bool:
    """Whether a word can be part of a name: only letters, and no other meaning in this language."""
    word = scan.plain(at)
    if not _WORD.fullmatch(word) or _is_danger_from(scan, at) or word in words.ROLES:
        return False
    if scan.words[at].shown[0] in "([" and not is_first:
        return False
    others = (
        words.SEX, words.PHONE_WORDS, words.AGE_WORDS, words.NIK_WORDS, words.NICKNAME_WORDS, words.FORBIDDING,
        words.ALLOWING, words.CODE_WORDS, words.FROM_WORDS, words.AT_WORDS, words.REPORTER_WORDS, words.BIRTH_WORDS,
        words.CONNECTING, words.URGENCIES, words.NAME_WORDS, words.YEARS, words.MONTHS, words.ENDS_NAME, words.EITHER,
    )  # fmt: skip
    if any(word in table for table in others) and not (
        (is_first or is_capital) and len(word) > 3 and word in words.LONG_SEX  # "Contoh Putri Melati"
    ):
        return False
    if is_capital:
        return True
    if word in name_words.EVERYDAY_WORDS or (_VERB.fullmatch(word) and not name_words.LIKE_VERBS.fullmatch(word)):
        return False
    return is_first or (word not in words.RELATIONS and places.known_place(scan, at) is None)


def _is_danger_from(scan: Scan, at: int) -> bool:
    """Whether words of danger begin here: *diancam*, *pengen mati*."""
    ends = range(at + 1, min(scan.clause_end(at), at + LONGEST_DANGER) + 1)
    return any(is_danger(" ".join(scan.plain(place) for place in range(at, end))) for end in ends)


def offer_place(scan: Scan, about: int, first: int, end: int) -> None:
    """Offer a place that is written like part of the name: *Darma Siak* may come from Siak."""
    if about < 0:
        return
    for at in range(first, end):
        found = places.known_place(scan, at)
        if found and found[1] <= end:
            answers = {"origin_region": found[0].label}
            scan.reading.pieces.append(Piece("origin", about, answers, at, found[1], doubt=Doubt.PART_OF_NAME))
            return
