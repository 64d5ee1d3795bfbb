"""Read where people come from, and where it happened."""

import re
from collections.abc import Mapping

from cases.intake.risk_prompts import is_danger
from cases.reading import abroad
from cases.shorthand import numbers
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, REPORTER
from cases.shorthand.scan import LONGEST_PHRASE, Scan
from taskforces import region_table
from taskforces.choices import RegionLevel
from taskforces.region_table import RegionRow

SHORTEST = 4  # letters of a one-word place; a province may have three behind a word for a place: "dari ntt"
FAR_BEFORE = 3  # words before a place that may say it was only promised
MOST_NAMESAKES = 3  # places of one name that are offered
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
    start = at + 1 if origin or scene else at
    found = known_places(scan, start, is_announced=origin or scene)
    if found is None:
        return None
    rows, end = found
    if _is_street(scan, start):
        return end
    about = None if scene else _whose_origin(scan, at)
    if not (origin or scene) and _goes_on_from_origin(scan, at):
        if any(_holds(row, scan.reading.pieces[-1].answers) for row in rows):
            return end  # "dari telanaipura, kota jambi"
        return scan.note(Doubt.WHO, at, end)  # "dari bungo, tebo dan merangin": whose each is was not said
    is_scene = scene or (not origin and not _is_origin(scan, at, rows[0], about))
    ends = [_give(scan, row, at, start, end, about=FACTS if is_scene else about, is_one=len(rows) == 1) for row in rows]
    return end if any(ends) else None


def _goes_on_from_origin(scan: Scan, at: int) -> bool:
    """Whether a place goes on a list of origins: only a comma or a word like *dan* stands between."""
    before = at - 1 if scan.plain(at - 1) in words.CONNECTING else at
    ends = [piece.end for piece in scan.reading.pieces if piece.kind == "origin"]
    ends += [note.end for note in scan.reading.notes if note.reason == Doubt.WHO]
    is_told = bool(ends) and max(ends) == before
    return is_told and any(scan.plain(piece.start) in words.FROM_WORDS for piece in scan.reading.pieces[-2:])


def _holds(row: RegionRow, answers: Mapping) -> bool:
    """Whether a place only says where the origin before it lies."""
    return str(answers.get("origin_region", "")).endswith(f", {row.label}")


def _give(scan: Scan, row: RegionRow, at: int, start: int, end: int, *, about: int | None, is_one: bool) -> bool:
    """Give a place to the event (``FACTS``) or to the person it belongs to; of several places each is a doubt."""
    doubt = _house(scan, start, row) or _on_the_way(scan, at)
    doubt = doubt or _village(scan, start, end, row) or _namesake(scan, start, end)
    doubt = doubt or ("" if is_one else Doubt.NAMESAKE)
    if about == FACTS:
        doubt = doubt or _whose_place(scan, start)
        return scan.give("scene", FACTS, {"event_region": row.label}, at, end, doubt=doubt) is not None
    about = scan.someone(at) if about is None else about
    if about == REPORTER:
        return True  # the reporter's origin is not the place of the event
    is_far = bool(scan.near) and start == at and not row.code.startswith(scan.near[:2])
    doubt, answers = doubt or (Doubt.FAR if is_far else ""), {"origin_region": row.label}
    taken = [scan.give("origin", one, answers, at, end, doubt=doubt) for one in _together(scan, at, about)]
    return any(taken)


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
    """A doubt where a village near by is called like the city, or a town abroad like a place here: *kajang*."""
    said = " ".join(word.plain for word in scan.words[start:end])
    is_abroad = said in words.TOWNS_ABROAD
    return Doubt.NAMESAKE if is_abroad or is_namesake(region_table.find(said, near=scan.near)) else ""


def _whose_place(scan: Scan, at: int) -> str:
    """A doubt where a relative or friend is spoken of: *ibunya TKW di taiwan* says nothing about the event."""
    if scan.topic is None or scan.topic[1] is not None or not scan.shares_clause(scan.topic[0], at):
        return ""
    spoken, word = scan.topic[0], scan.plain(scan.topic[0])
    is_caller_s = word in words.YOUNGER and scan.plain(spoken + 1) in words.OF_CALLER
    described = any(piece.kind == "person" and spoken < piece.end and not piece.doubt for piece in scan.reading.pieces)
    return "" if described or is_caller_s or word in words.EMPLOYERS else Doubt.WHO


def _on_the_way(scan: Scan, at: int) -> str:
    """A doubt where a place is only passed (*lewat batam*) or not reached yet (*berangkat ke malaysia*)."""
    before = scan.plain(at - 1) if scan.same_clause(at) else ""
    is_ahead = scan.plain(at) == "ke" and before in words.DEPARTING
    is_passed = scan.plain(at) in words.ON_THE_WAY or (scan.plain(at) == "di" and before in words.ON_THE_WAY)
    return Doubt.ON_THE_WAY if is_ahead or is_passed else ""


def _is_promised(scan: Scan, at: int) -> bool:
    """Whether a place abroad was only told of: *dijanjikan kerja di dubai*."""
    before = [scan.plain(place) for place in range(max(at - FAR_BEFORE, 0), at) if scan.shares_clause(place, at)]
    return not words.PROMISED.isdisjoint(before)


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
    """``di malaysia``, ``poipet``: the town is the place of the event; its country is proposed beside it."""
    is_announced = scan.plain(at) in words.AT_WORDS and scan.same_clause(at + 1)
    start = at + 1 if is_announced else at
    found = _abroad(scan, start, is_announced=is_announced)
    if found is None:
        return None
    there, end = found
    if _is_street(scan, start):
        return end
    house = _house(scan, start)
    if house and scan.plain(start - 1) not in words.FIRMS:
        return scan.note(Doubt.NAME_OF_HOUSE, start, end)  # "toko singapura" stands in no country
    doubt = Doubt.ON_THE_WAY if _is_promised(scan, at) else ""
    doubt = house or _on_the_way(scan, at) or doubt or (Doubt.NATION if _is_nation(scan, start) else "")
    is_told = is_announced or scan.plain(start - 1) in words.FROM_WORDS
    doubt = doubt or (Doubt.PART_OF_NAME if there.only == abroad.NAME and not is_told else "")
    doubt = doubt or (Doubt.NAMESAKE if there.only == abroad.BESIDE_COUNTRY else "") or _whose_place(scan, start)
    answers = {"town": {"event_place": there.town}, "country": {"event_country": there.country}}
    news = [(kind, said) for kind, said in answers.items() if _is_new(scan, said)]
    given = [scan.give(kind, FACTS, said, at, end, doubt=doubt) for kind, said in news]
    return next((one for one in given if one is not None), None if given else end)


def _is_new(scan: Scan, said: dict[str, str]) -> bool:
    """Whether an answer says something, and not what the line has said already: *dubai, uni emirat arab*."""
    return all(value and scan.said[FACTS].get(name) != value for name, value in said.items())


def _abroad(scan: Scan, start: int, *, is_announced: bool) -> tuple[abroad.Abroad, int] | None:
    """The town or country abroad whose name begins here, and the end of the name; a town ends behind its country."""
    town = scan.phrase(start, words.TOWNS_ABROAD, 4)
    if town and _is_beside_its_country(scan, start):
        return town[0]._replace(only=""), scan.phrase(town[1], words.COUNTRIES, 3)[1]
    if town and (is_announced or town[0].only != abroad.BESIDE_COUNTRY):
        return town
    return scan.phrase(start, words.COUNTRIES, 3)


def _is_beside_its_country(scan: Scan, at: int) -> bool:
    """Whether a town abroad begins here and its country follows: *kajang malaysia* is not the district Kajang."""
    town = scan.phrase(at, words.TOWNS_ABROAD, 4)
    behind = scan.phrase(town[1], words.COUNTRIES, 3) if town and scan.same_clause(town[1]) else None
    return behind is not None and behind[0].country == town[0].country


def _is_nation(scan: Scan, at: int) -> bool:
    """Whether a country is a nationality: *majikan malaysia*, *warga malaysia*, but not *pulang dari*."""
    before = scan.plain(at - 1) if scan.same_clause(at) else ""
    if before in {"dari", "dr"}:
        return scan.plain(at - 2) not in words.COMING_BACK
    known = (words.FROM_WORDS, words.RELATIONS, words.ROLES, words.OTHERS, words.NATION_WORDS)
    return any(before in table for table in known)


def known_place(scan: Scan, at: int, *, is_announced: bool = False) -> tuple[RegionRow, int] | None:
    """The region whose name begins here, and the end of the name; of several, the first."""
    found = known_places(scan, at, is_announced=is_announced)
    return (found[0][0], found[1]) if found else None


def known_places(scan: Scan, at: int, *, is_announced: bool = False) -> tuple[list[RegionRow], int] | None:
    """The regions whose name begins here, and the end of the name. Several may be meant: *bekasi*, *jambi*.

    Cities and provinces count wherever they lie; a district only near by, or behind a word that announces a place. A
    village of one word is an everyday word too (Harapan, Budiman), so something must announce it.
    """
    if _is_beside_its_country(scan, at):
        return None
    for end in range(min(scan.clause_end(at), at + LONGEST_PHRASE), at, -1):
        said = " ".join(word.plain for word in scan.words[at:end])
        if _may_name(scan, at, end) and (rows := _meant(said, scan.near, is_announced=is_announced)):
            return rows, end
    return None


def _meant(said: str, near: str, *, is_announced: bool) -> list[RegionRow]:
    """The regions a name may mean in a line; none where it is rather another word."""
    rows = region_table.find(said, near=near)
    if " " not in said:
        is_short = len(said) < SHORTEST and not (rows and is_announced and rows[0].level is RegionLevel.PROVINCE)
        if is_short or said in words.EVERYDAY or said in words.STREETS:
            return []
    if said in words.COUNTRIES:  # the district Cina in Bone is not meant
        rows = [row for row in rows if near and row.code.startswith(near[:2])]
    if len(rows) == 2 and is_namesake(rows):
        return [rows[1]]
    rows = [row for row in rows if len(rows) == 1 or _is_wide(row) or (near and row.code.startswith(near[:2]))]
    if len(rows) == 1 and (is_announced or _is_likely(rows[0], said, near)):
        return [*_city_of_its_name(rows[0], said, near), *rows]
    return rows if 1 < len(rows) <= MOST_NAMESAKES and any(map(_is_wide, rows)) else []


def _is_wide(row: RegionRow) -> bool:
    """Whether people know it by its name wherever it lies: a city, a regency, a province."""
    return row.level not in (RegionLevel.DISTRICT, RegionLevel.VILLAGE)


def _city_of_its_name(row: RegionRow, said: str, near: str) -> list[RegionRow]:
    """The own city where the name of its province is said: *jambi* in Kota Jambi means the city as well."""
    own = region_table.row_of(near[:5]) if near and row.level is RegionLevel.PROVINCE else None
    is_called_so = own is not None and own.name.casefold() == f"kota {said}" and own.code.startswith(row.code)
    return [own] if own and is_called_so else []


def is_namesake(rows: list[RegionRow]) -> bool:
    """Whether the first is a village and the last a city or province of the same name."""
    return rows[0].level is RegionLevel.VILLAGE and _is_wide(rows[-1])


def _may_name(scan: Scan, at: int, end: int) -> bool:
    """Whether words can be a place name: letters, then also single digits (*Simpang 3 Sipin*)."""
    bare = [scan.plain(place).replace(".", "").replace("-", "") for place in range(at, end)]
    return bare[0].isalpha() and all(word.isalpha() or (len(word) == 1 and word.isdigit()) for word in bare)


def _is_likely(row: RegionRow, said: str, near: str) -> bool:
    if row.level is RegionLevel.VILLAGE and " " not in said:
        return False
    return _is_wide(row) or (bool(near) and row.code.startswith(near[:2]))


def _whose_origin(scan: Scan, at: int) -> int | None:
    people = scan.reading.people
    before = at - 1
    if scan.same_clause(at) and scan.begins_clause(before) and scan.plain(before) in words.VICTIMS:
        return scan.victim()  # "korban telanaipura"
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
    behind = behind or (scan.plain(at - 1) in words.VICTIMS and scan.same_clause(at) and scan.begins_clause(at - 1))
    is_told = scan.same_clause(at) and not scan.is_understood(at - 1)  # "disekap di kos paal merah"
    return behind or (bool(scan.near) and row.code.startswith(scan.near[:2]) and not is_told)
