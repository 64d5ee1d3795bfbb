"""Read where people come from, and where it happened."""

import re

from cases.intake.risk_prompts import is_danger
from cases.shorthand import numbers
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, REPORTER
from cases.shorthand.scan import LONGEST_PHRASE, Scan
from taskforces import region_table
from taskforces.choices import RegionLevel
from taskforces.region_table import RegionRow

SHORTEST = 4  # letters of a one-word place
_ENDS_ADDRESS = (
    words.BIRTH_WORDS | words.NAME_WORDS | words.AGE_WORDS | words.REPORTER_WORDS | words.ROLES.keys()
    | words.NEGATING | words.RELATIONS | {"sejak", "kerja", "bersama", "dengan", "dgn", "sama", "serumah"}
)  # fmt: skip
_NO_ADDRESS = {"rumah", "kos", "kost", "kontrakan", "tempat", "sana", "situ", "sini", "mess", "mes"}  # "rumah bos"
_BEFORE_LETTER = {"blok", "gang", "gg", "gg.", "lorong", "lrg", "no", "no.", "kav", "kavling", "jalur"}
_DESCRIBED = re.compile(r"(?:p|pr|prp|l|lk)[./:]?[<>±~]?\d{1,3}(?:th|thn)?")


def place(scan: Scan, at: int) -> int | None:
    """``jambi selatan`` is the origin, ``di batam`` the place of the event; each once."""
    origin = scan.plain(at) in words.FROM_WORDS and scan.same_clause(at + 1)
    scene = scan.plain(at) in words.AT_WORDS and scan.same_clause(at + 1)
    found = known_place(scan, at + 1, is_announced=True) if origin or scene else known_place(scan, at)
    if found is None:
        return None
    row, end = found
    start = at + 1 if origin or scene else at
    if _is_street(scan, start):
        return end
    about = None if scene else _whose_origin(scan, at)
    doubt = _house(scan, start, row) or _on_the_way(scan, at)
    doubt = doubt or _village(scan, start, end, row) or _namesake(scan, start, end)
    if scene or (not origin and not _is_origin(scan, at, row, about)):
        doubt = doubt or ("" if scene else _in_a_story(scan, at))
        return scan.give("scene", FACTS, {"event_region": row.label}, at, end, doubt=doubt)
    about = scan.someone(at) if about is None else about
    if about == REPORTER:
        return end  # the reporter's origin is not the place of the event
    is_far = bool(scan.near) and not origin and not row.code.startswith(scan.near[:2])
    doubt, answers = doubt or (Doubt.FAR if is_far else ""), {"origin_region": row.label}
    taken = [scan.give("origin", one, answers, at, end, doubt=doubt) for one in _together(scan, at, about)]
    return end if any(taken) else None


def _is_street(scan: Scan, start: int) -> bool:
    """Whether a place name is that of a street, a quarter or a school, which can be anywhere."""
    return scan.same_clause(start) and scan.plain(start - 1) in words.STREETS


def _house(scan: Scan, start: int, row: RegionRow | None = None) -> str:
    """A doubt if a place may be the name of a house, a dish or a firm, unless it is in the own city."""
    is_own = row is not None and bool(scan.near) and row.code.startswith(scan.near[:5])
    return (
        Doubt.NAME_OF_HOUSE if scan.same_clause(start) and scan.plain(start - 1) in words.HOUSES and not is_own else ""
    )


def _village(scan: Scan, start: int, end: int, row: RegionRow) -> str:
    """A doubt about a village without a word for it, if it is in another city or has one word (*Budiman*)."""
    if row.level is not RegionLevel.VILLAGE or scan.plain(start) in words.VILLAGE_WORDS:
        return ""
    is_own = bool(scan.near) and row.code.startswith(scan.near[:5])
    return Doubt.VILLAGE if end == start + 1 or not is_own else ""


def _namesake(scan: Scan, start: int, end: int) -> str:
    """A doubt where a village near by is called like the city."""
    said = " ".join(word.plain for word in scan.words[start:end])
    return Doubt.NAMESAKE if is_namesake(region_table.find(said, near=scan.near)) else ""


def _on_the_way(scan: Scan, at: int) -> str:
    """A doubt where a place is only passed (*lewat batam*) or not reached yet (*berangkat ke malaysia*)."""
    is_ahead = scan.plain(at) == "ke" and scan.same_clause(at) and scan.plain(at - 1) in words.DEPARTING
    return Doubt.ON_THE_WAY if is_ahead or scan.plain(at) in words.ON_THE_WAY else ""


def _in_a_story(scan: Scan, at: int) -> str:
    """A doubt where an unknown word, and none for a place, comes before: *wong plaju*, *terakhir karo pacarnya*."""
    is_told = scan.same_clause(at) and not scan.is_understood(at - 1) and scan.plain(at - 1) not in words.WORKPLACES
    return Doubt.NATION if is_told else ""


def address(scan: Scan, at: int) -> int | None:
    """``alamat jl. Sudirman 12 rt 3``: up to the end of the clause, a number or a birth."""
    head = scan.phrase(at, words.ADDRESS_WORDS, 2)
    end = head[1] if head else at
    while head and scan.same_clause(end) and not _ends_address(scan, end):
        end += 1
    if not head or end == head[1] or scan.plain(head[1]) in words.OTHERS or scan.someone(at) == REPORTER:
        return None
    said = " ".join(scan.words[place].shown for place in range(head[1], end)).rstrip(".,;")
    if said.casefold() in _NO_ADDRESS:
        return None
    return scan.give("address", scan.someone(at), {"address": said}, at, end)


def _ends_address(scan: Scan, at: int) -> bool:
    """Whether a number, a birth or somebody's description begins: ``tinggal di jelutung l 33``."""
    if numbers.begins_number(scan, at) or scan.plain(at) in _ENDS_ADDRESS or is_danger(scan.plain(at)):
        return True
    if scan.plain(at - 1) in _BEFORE_LETTER:
        return False  # "blok p 16"
    is_glued = _DESCRIBED.fullmatch(scan.plain(at)) is not None
    behind = scan.plain(at + 1) if scan.same_clause(at + 1) else ""
    return is_glued or (
        scan.plain(at) in words.SEX and (not behind or behind[:1] in "0123456789<>±~" or len(behind) > 2)
    )


def country(scan: Scan, at: int) -> int | None:
    """``di malaysia``, ``phnom penh``."""
    start = at + 1 if scan.plain(at) in words.AT_WORDS and scan.same_clause(at + 1) else at
    found = scan.phrase(start, words.COUNTRIES, 3)
    if not found:
        return None
    if _is_street(scan, start):
        return found[1]
    doubt = _house(scan, start) or _on_the_way(scan, at)
    doubt = doubt or (Doubt.NATION if _is_nation(scan, start) else "")
    return scan.give("country", FACTS, {"event_country": found[0]}, at, found[1], doubt=doubt)


def _is_nation(scan: Scan, at: int) -> bool:
    """Whether a country is a nationality: *majikan malaysia*, *warga malaysia*, but not *pulang dari*."""
    before = scan.plain(at - 1) if scan.same_clause(at) else ""
    if before in {"dari", "dr"}:
        return scan.plain(at - 2) not in words.COMING_BACK
    known = (words.FROM_WORDS, words.RELATIONS, words.ROLES, words.OTHERS, words.NATION_WORDS)
    return any(before in table for table in known)


def known_place(scan: Scan, at: int, *, is_announced: bool = False) -> tuple[RegionRow, int] | None:
    """The region whose name begins here, and the end of the name.

    Cities and provinces count wherever they lie; a district only near by, or behind a word that announces a place. A
    village of one word is an everyday word too (Harapan, Budiman), so something must announce it.
    """
    for end in range(min(scan.clause_end(at), at + LONGEST_PHRASE), at, -1):
        said = " ".join(word.plain for word in scan.words[at:end])
        if not _may_name(scan, at, end):
            continue
        if end == at + 1 and (len(said) < SHORTEST or said in words.EVERYDAY):
            continue
        rows = region_table.find(said, near=scan.near)
        if len(rows) == 2 and is_namesake(rows):
            return rows[1], end
        if len(rows) == 1 and (is_announced or _is_likely(rows[0], said, scan.near)):
            return rows[0], end
    return None


def is_namesake(rows: list[RegionRow]) -> bool:
    """Whether the first is a village and the last a city or province of the same name."""
    small = (RegionLevel.DISTRICT, RegionLevel.VILLAGE)
    return rows[0].level is RegionLevel.VILLAGE and rows[-1].level not in small


def _may_name(scan: Scan, at: int, end: int) -> bool:
    """Whether words can be a place name: letters, then also single digits (*Simpang 3 Sipin*)."""
    bare = [scan.plain(place).replace(".", "").replace("-", "") for place in range(at, end)]
    return bare[0].isalpha() and all(word.isalpha() or (len(word) == 1 and word.isdigit()) for word in bare)


def _is_likely(row: RegionRow, said: str, near: str) -> bool:
    if row.level is RegionLevel.VILLAGE and " " not in said:
        return False
    is_small = row.level in (RegionLevel.DISTRICT, RegionLevel.VILLAGE)
    return not is_small or (bool(near) and row.code.startswith(near[:2]))


def _whose_origin(scan: Scan, at: int) -> int | None:
    people = scan.reading.people
    if scan.is_other_between(at) and scan.topic and scan.shares_clause(scan.topic[0], at):
        return scan.someone(at)
    if scan.about is not None and scan.about >= 0:
        return scan.about
    return len(people) - 1 if people else None


def _together(scan: Scan, at: int, about: int) -> list[int]:
    """Whose origin it is: that of the whole group directly before it, otherwise of the person mentioned."""
    said = scan.reading.pieces[-1] if scan.reading.pieces else None
    is_behind = said is not None and said.kind == "person" and said.end == at and said.about in scan.group
    return scan.group if is_behind else [about]


def _is_origin(scan: Scan, at: int, row: RegionRow, about: int | None) -> bool:
    """Whether a place is the person's origin: directly after the description, or nearby, and only once."""
    if about is None or "origin_region" in scan.said[about]:
        return False
    behind = any(piece.kind == "person" and piece.end == at for piece in scan.reading.pieces)
    is_told = scan.same_clause(at) and not scan.is_understood(at - 1)  # "disekap di kos paal merah"
    return behind or (bool(scan.near) and row.code.startswith(scan.near[:2]) and not is_told)
