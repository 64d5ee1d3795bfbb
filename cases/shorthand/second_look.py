"""Look again at what was read: unread words beside a sure answer may take it back or say whose it is.

The rules read from left to right and do not see what follows. A sure answer whose neighbours were not understood is
offered with a reason: *0812… diblokir*, *lk 50 bosnya*, *p 19 aslinya 16*, *jangan telepon kecuali malam*.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from cases.intake.risk_prompts import is_danger
from cases.reading.ages import is_known_child
from cases.reading.dates import MONTHS
from cases.reading.negations import NEGATING
from cases.shorthand import neighbours
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import VICTIM, Piece
from cases.shorthand.scan import Scan

HEDGED = {Doubt.UNCERTAIN, Doubt.UNSURE}
FAR_BACK = 6  # words before an answer that are looked at
FAR_AHEAD = 3  # words behind an answer that may correct it
OLDEST_LIKELY = 100  # years; a higher number is a slip of the finger
FEWEST_YEARS = 12  # a smaller number before "anak" counts children
_ACTIVE = re.compile(r"(?:me|nge?|ny)\w{3,}|punya")


def look_again(scan: Scan) -> None:
    """Turn sure answers into offers where words beside them leave a doubt."""
    read = {place for piece in scan.reading.pieces for place in piece.places} | scan.reading.connecting
    pieces: list[Piece] = []
    doubted: dict[int, str] = {}
    for piece in scan.reading.pieces:
        beside = _Beside(scan, piece, read)
        doubt = "" if piece.doubt else next(filter(None, (check(beside) for check in _CHECKS.get(piece.kind, ()))), "")
        if doubt and piece.kind == "person":
            doubted[piece.about] = doubt
        why = piece.doubt or doubt or ("" if piece.about < 0 else doubted.get(piece.about, ""))
        pieces += _with_doubt(scan, replace(piece, doubt=why), _age_doubt(beside) if not why else "")
    scan.reading.pieces[:] = _doubt_second_ages(scan, pieces)


def _doubt_second_ages(scan: Scan, pieces: list[Piece]) -> list[Piece]:
    """*p 16 mungkin 17*: where one age was told with a doubt, another one is not sure either."""
    told = {piece.about: piece.doubt for piece in pieces if piece.kind == "age" and piece.doubt in HEDGED}
    found: list[Piece] = []
    for piece in pieces:
        is_second = "age" in piece.answers and not piece.doubt and piece.about in told
        found += _with_doubt(scan, piece, told[piece.about] if is_second else "")
    return found


class _Beside:
    """A piece and the words around it; a word is empty if it is in another clause or was understood."""

    def __init__(self, scan: Scan, piece: Piece, read: set[int]):
        self.scan, self.piece, self.read = scan, piece, read
        last = max(piece.start - FAR_BACK, 0)
        self.before: list[str] = []  # unread words of the clause, nearest first
        here = piece.start - 1
        while here >= last and scan.same_clause(here + 1) and here not in read:
            self.before.append(scan.plain(here))
            here -= 1

    @property
    def previous(self) -> str:
        """The unread word directly before."""
        return self.before[0] if self.before else ""

    def behind(self, step: int = 0) -> str:
        """An unread word behind, in the same clause."""
        place = self.piece.end + step
        is_near = all(self.scan.same_clause(one) for one in range(self.piece.end, place + 1))
        return self.scan.plain(place) if is_near and place not in self.read else ""

    def ahead(self) -> list[str]:
        """The next unread words, also of the next clause."""
        places = range(self.piece.end, min(self.piece.end + FAR_AHEAD, len(self.scan.words)))
        return [self.scan.plain(place) for place in places if place not in self.read]

    @property
    def is_victims(self) -> bool:
        """Whether it is about somebody who is a victim by default or by a word."""
        return self.scan.is_victim(self.piece.about)

    @property
    def source(self) -> str:
        """The words of the piece."""
        return self.scan.reading.source_of(self.piece).casefold()


def _number(beside: _Beside) -> str:
    """``0812… diblokir``, ``nomor saya 0812…``, ``0812 0000 00..``."""
    behind = beside.behind()
    if beside.source.endswith(("..", "…")):
        return Doubt.NUMBER
    is_to_call = any(one.kind == "urgency" and one.end == beside.piece.start for one in beside.scan.reading.pieces)
    if is_to_call or (beside.piece.about >= 0 and beside.previous in words.CALLER_HERSELF):
        return Doubt.WHOSE  # "kontak darurat 0812…"
    is_open = behind and behind not in neighbours.AFTER_NUMBER and not is_danger(behind)
    return Doubt.WHOSE if is_open else ""


def _identity(beside: _Beside) -> str:
    """``hp 1571…``: sixteen digits behind the word for a telephone."""
    return Doubt.NUMBER if beside.previous in words.PHONE_WORDS else ""


def _somebody_else(beside: _Beside) -> str:
    """Words around a description that say who it is: *lk 50 bosnya*, *yang bawa lk 35*, *saya p 30*."""
    if not beside.is_victims:
        is_both = beside.previous in neighbours.ALSO and any(word in words.ROLES for word in beside.before)
        return Doubt.ROLE if is_both else ""
    if beside.previous in neighbours.NEAR_VICTIM and beside.scan.plain(beside.piece.start) in words.VICTIMS:
        return Doubt.RELATIVE
    if not {"sex", "age"} & set(beside.piece.answers):
        return ""
    if beside.behind() in words.VICTIMS:  # "p 16 korban", but not "pak kyai 55 th korban santri p 14"
        return _said_before(beside) if words.HONORIFICS.intersection(beside.before) else ""
    return _said_behind(beside) or _said_before(beside) or _said_in_last_clause(beside)


def _said_behind(beside: _Beside) -> str:
    behind, following = beside.behind(), beside.behind(1)
    is_adult = not is_known_child(beside.piece.answers.get("age"))
    if behind in {"yang", "yg"} and _is_deed(following):
        return Doubt.ROLE
    if behind in neighbours.DEEDS or (is_adult and _is_somebody(behind)):
        return Doubt.ROLE
    return ""


def _said_before(beside: _Beside) -> str:
    word, *further = [*beside.before, "", ""]
    base = word.removesuffix("nya")
    is_at_work = any(one.removesuffix("nya") in neighbours.AT_WORK for one in (word, further[0]) if not _is_deed(word))
    if is_at_work or (word != base and word not in neighbours.OF_VICTIM and base.isalpha()):
        return Doubt.ROLE
    if _is_deed(word) and (further[0] in {"yang", "yg", ""} or further[0] in words.ROLES):
        return Doubt.ROLE
    if word in words.RELATIONS and (further[0] in words.ONLY_MENTIONED or further[0] in words.BESIDE):
        return Doubt.RELATIVE
    if words.HONORIFICS.intersection(beside.before) and not is_known_child(beside.piece.answers.get("age")):
        return Doubt.RELATIVE  # "anak ibu contoh umur 40"
    is_hers = word in words.CALLER_HERSELF and not (further[0] in words.RELATIONS or further[0] in words.YOUNGER)
    first = next((one for one in reversed(beside.before)), "")
    is_adult = not is_known_child(beside.piece.answers.get("age"))
    is_told = (
        first in words.CALLER_HERSELF
        and is_adult
        and beside.scan.begins_clause(beside.piece.start - len(beside.before))
    )
    return Doubt.ROLE if is_hers or (is_told and not set(beside.before) & words.YOUNGER) else ""


def _said_in_last_clause(beside: _Beside) -> str:
    """``pelaku residivis, umur 40``: the clause before is about a suspect nobody described."""
    scan, start = beside.scan, beside.piece.start - len(beside.before)
    if (
        start == 0
        or not scan.begins_clause(start)
        or set(beside.before) - neighbours.OF_LAST
        or is_known_child(beside.piece.answers.get("age"))
    ):
        return ""
    here = start - 1
    roles = []
    while here >= 0 and (here == start - 1 or scan.same_clause(here + 1)):
        if here not in beside.read:
            roles.append(words.ROLES.get(scan.plain(here)))
        here -= 1
    return Doubt.ROLE if any(role not in (None, VICTIM) for role in roles) else ""


def _is_somebody(word: str) -> bool:
    base = word.removesuffix("nya")
    if base in words.YOUNGER or word in words.YOUNGER:
        return False
    known = words.RELATIONS | words.OTHERS | neighbours.AT_WORK
    return bool(word) and (word in known or base in known)


def _is_deed(word: str) -> bool:
    return word in neighbours.DEEDS or _ACTIVE.fullmatch(word) is not None


def _age_doubt(beside: _Beside) -> str:
    """Why the age of a sure description is not sure: *p 18 kurang*, *p 19 aslinya 16*, *p 12 agustus*."""
    piece, age = beside.piece, beside.piece.answers.get("age")
    if piece.kind != "person" or age is None:
        return ""
    behind, following, ahead = beside.behind(), beside.behind(1), beside.ahead()
    plain_behind = beside.scan.plain(piece.end) if beside.scan.same_clause(piece.end) else ""
    source = beside.source
    if age > OLDEST_LIKELY or re.search(r"\b0\d*$", source) or behind in MONTHS or behind in neighbours.MEASURES:
        return Doubt.COUNT
    if beside.scan.same_clause(piece.start) and beside.scan.plain(piece.start - 1) in words.SHORT_SEX:
        return Doubt.COUNT  # "p l6"
    if age < FEWEST_YEARS and (behind in words.CHILDREN or re.search(r"\b(?:anak|ank) \d+$", source)):
        return Doubt.COUNT
    is_in_months = any(month in source.split() for month in words.MONTHS)
    if _is_of_thing(beside) or (is_in_months and plain_behind in words.LASTING_BEHIND):
        return Doubt.LASTING
    if re.fullmatch(r"(?:19|20)\d\d", behind):
        return Doubt.AGE_THEN
    if behind in neighbours.LESS and (not following or following in neighbours.OF_LIMIT or following.isdecimal()):
        return Doubt.LIMIT
    if neighbours.CORRECTING.intersection(ahead) or _says_another_age(beside):
        return Doubt.CLAIMED
    if behind in neighbours.HEDGES and (not following or any(word.isdecimal() for word in ahead)):
        return Doubt.UNSURE
    return Doubt.COUNT if ahead and _is_number_alone(beside) else ""


def _is_of_thing(beside: _Beside) -> bool:
    """Whether an unread word stands between *umur* and the number: *umur perusahaan 15 th*, but not *umur dia 15*."""
    word, before = [*beside.before, "", ""][:2]
    people = words.PRONOUNS | words.CHILDREN | words.RELATIONS | words.VICTIMS | words.YOUNGER | words.OF_CALLER
    is_described = "sex" in beside.piece.answers
    return (
        not is_described
        and before in words.AGE_WORDS
        and word not in people | words.SEX.keys() | neighbours.BEFORE_PERSON
    )


def _says_another_age(beside: _Beside) -> bool:
    end = beside.piece.end
    return any(beside.scan.plain(place) in neighbours.OTHER_AGE for place in range(end, end + FAR_AHEAD))


def _is_number_alone(beside: _Beside) -> bool:
    """Whether an unread number alone follows: *p 1 6*, *p 16? 18?*."""
    place = beside.piece.end
    word = beside.scan.plain(place)
    return place not in beside.read and bool(re.fullmatch(r"\d{1,2}", word)) and not beside.behind(1)


def _rule(beside: _Beside) -> str:
    """``jangan telepon kecuali malam``, ``boleh telepon seminggu sekali``: the rule goes on, or is none."""
    behind = beside.behind()
    return Doubt.CONTACT if behind and behind not in neighbours.AFTER_RULE else ""


def _code(beside: _Beside) -> str:
    """``kode pos 36122``, ``sandi hp diganti``: not a word to begin a call with."""
    first = beside.source.split()[1:2]
    return Doubt.CONTACT if first and first[0] in neighbours.NO_CODES else ""


def _scene(beside: _Beside) -> str:
    """``nanti ke batam``, ``kirim uang ke bungo``, ``tki malaysia``, ``ke batam tapi nolak``."""
    if neighbours.NOT_THERE.intersection(beside.before) or _is_planned(beside):
        return Doubt.ON_THE_WAY
    if _is_hedged(beside):
        return Doubt.UNSURE
    if beside.previous in neighbours.NATION or _is_in_a_story(beside):
        return Doubt.NATION
    return Doubt.DENIED if neighbours.REFUSED.intersection(beside.ahead()) else ""


def _is_planned(beside: _Beside) -> bool:
    """``lusa dibawa ke batam``: the clause tells a plan, and nothing says that somebody is there."""
    scan, piece = beside.scan, beside.piece
    plans = [one for one in scan.reading.pieces if one.kind == "plan"]
    is_there = scan.plain(piece.start) in words.AT_WORDS - {"ke"}
    return not is_there and any(scan.clause_end(one.start) == scan.clause_end(piece.start) for one in plans)


def _is_in_a_story(beside: _Beside) -> bool:
    """Whether an unknown word, and none for a place, comes before: *wong plaju*, *terakhir karo pacarnya*."""
    is_announced = beside.scan.plain(beside.piece.start) in words.AT_WORDS
    is_region = beside.piece.kind == "scene" and not is_announced
    return is_region and bool(beside.previous) and beside.previous not in neighbours.WORKPLACES


def _origin(beside: _Beside) -> str:
    """``dibawa orang medan``, ``kabur dari batam``: somebody else's origin, or where she was."""
    if _is_hedged(beside):
        return Doubt.UNSURE
    if beside.behind() in NEGATING and not beside.behind(1):
        return Doubt.DENIED
    head = beside.scan.plain(beside.piece.start)
    if head in {"orang", "org", "warga"} and beside.previous and beside.previous not in words.VICTIMS:
        return Doubt.WHO
    is_way = head in {"dari", "dr"} and (beside.previous in words.COMING_BACK or beside.previous.startswith("di"))
    return Doubt.NATION if is_way else ""


def _day(beside: _Beside) -> str:
    """``paspor terbit 3 maret``, ``gajian tgl 1``: the day of something else; a bare day that fits her birth."""
    before = {word.removesuffix("nya") for word in beside.before} | set(beside.before)
    if neighbours.OTHER_EVENTS & before:
        return Doubt.OTHER_DAY
    if _is_hedged(beside):
        return Doubt.UNSURE
    year = re.search(r"(?:19|20)\d\d$", str(beside.piece.answers.get("event_on", "")))
    is_bare = beside.scan.plain(beside.piece.start)[:1].isdecimal()
    ages = [one.answers["age"] for one in beside.scan.reading.pieces if "age" in one.answers]
    born = int(year[0]) if year and is_bare else 0
    return Doubt.OTHER_DAY if any(abs(beside.scan.today.year - born - age) <= 1 for age in ages) else ""


def _urgency(beside: _Beside) -> str:
    """``kontak darurat``: a word for somebody to call."""
    if beside.previous in words.PHONE_WORDS:
        return Doubt.WHOSE
    return Doubt.UNSURE if _is_hedged(beside) else ""


def _channel(beside: _Beside) -> str:
    """``112 tidak diangkat``, ``sudah lapor 112``: another call, not the channel of this one."""
    is_other = beside.behind() in NEGATING or neighbours.CALLED_BEFORE.intersection(beside.before)
    return Doubt.UNSURE if is_other else ""


def _reporter(beside: _Beside) -> str:
    """``anonim tidak``, ``tidak mau disebut tapi boleh``."""
    if beside.behind() in NEGATING and not beside.behind(1):
        return Doubt.DENIED
    return Doubt.UNSURE if beside.behind() in neighbours.BUT else ""


def _is_hedged(beside: _Beside) -> bool:
    """Whether the teller is not sure: *mungkin di batam*, *bungo atau tebo*, *kemarin mungkin*."""
    behind = beside.behind()
    is_either = behind in words.EITHER or (behind in neighbours.HEDGES and not beside.behind(1))
    return is_either or not (neighbours.HEDGES | words.EITHER).isdisjoint(beside.before)


def _both_sexes(beside: _Beside) -> str:
    """``p l 16``, ``l, eh p 16``: two sexes of one person, or two people."""
    scan, piece = beside.scan, beside.piece
    if "sex" not in piece.answers:
        return ""
    behind, before = piece.end, piece.start - 1
    behind += scan.plain(behind) in neighbours.CORRECTING
    before -= scan.plain(before) in neighbours.CORRECTING
    is_first = _is_bare_sex(scan, piece) and scan.plain(behind) in words.SEX
    is_second = scan.plain(piece.start) in words.SEX and any(
        one.end == before + 1 and _is_bare_sex(scan, one) for one in scan.reading.pieces
    )
    return Doubt.UNSURE if is_first or is_second else ""


def _is_bare_sex(scan: Scan, piece: Piece) -> bool:
    return all(scan.plain(place) in words.SEX for place in piece.places)


_CHECKS: dict[str, tuple[Callable[[_Beside], str], ...]] = {
    "phone": (_number,), "whatsapp": (_number,), "nik": (_identity, _number), "person": (_both_sexes, _somebody_else),
    "contact": (_rule,), "code_word": (_code,), "scene": (_scene,), "town": (_scene,),
    "country": (_scene,), "origin": (_origin,),
    "day": (_day,), "since": (_day,), "urgency": (_urgency,),
    "channel": (_channel,), "reporter": (_reporter,),
}  # fmt: skip


def _with_doubt(scan: Scan, piece: Piece, age_doubt: str) -> list[Piece]:
    """The piece; if only its age is doubted, the rest of it stays sure."""
    if not age_doubt:
        return [piece]
    known = scan.said[piece.about]
    offered = {name: value for name, value in piece.answers.items() if name in ("age", "age_is_estimated")}
    rest = {name: value for name, value in piece.answers.items() if name not in offered}
    for name in offered:
        known.pop(name, None)
    age = replace(piece, kind="age", answers=offered, doubt=age_doubt)
    return [replace(piece, answers=rest), age] if rest else [age]
