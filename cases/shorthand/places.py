"""Where somebody comes from, and where it happened."""

from cases.shorthand import numbers
from cases.shorthand import vocabulary as words
from cases.shorthand.reading import FACTS, REPORTER
from cases.shorthand.scan import LONGEST_PHRASE, Scan
from taskforces import region_table
from taskforces.choices import RegionLevel
from taskforces.region_table import RegionRow

SHORTEST = 4  # letters of a place of one word
_ENDS_ADDRESS = words.BIRTH_WORDS | words.NAME_WORDS | words.AGE_WORDS | words.REPORTER_WORDS


def place(scan: Scan, at: int) -> int | None:
    """``jambi selatan`` is where she comes from, ``di batam`` where it happened; each once."""
    origin = scan.plain(at) in words.FROM_WORDS and scan.same_clause(at + 1)
    scene = scan.plain(at) in words.AT_WORDS and scan.same_clause(at + 1)
    found = known_place(scan, at + 1, is_announced=True) if origin or scene else known_place(scan, at)
    if found is None:
        return None
    row, end = found
    about = _whose_origin(scan)
    if scene or (not origin and not _is_origin(scan, at, row, about)):
        return scan.give("scene", FACTS, {"event_region": row.label}, at, end)
    about = scan.someone() if about is None else about
    if about == REPORTER:
        return None
    answers = {"origin_region": row.label}
    taken = [scan.give("origin", one, answers, at, end) for one in _together(scan, at, about)]
    return end if any(taken) else None


def address(scan: Scan, at: int) -> int | None:
    """``alamat jl. Sudirman 12 rt 3``: to the end of the clause, or to a number or a birth."""
    head = scan.phrase(at, words.ADDRESS_WORDS, 2)
    end = head[1] if head else at
    while head and scan.same_clause(end) and not (numbers.begins_number(scan, end) or scan.plain(end) in _ENDS_ADDRESS):
        end += 1
    if not head or end == head[1] or scan.plain(head[1]) in words.OTHERS or scan.someone() == REPORTER:
        return None
    said = " ".join(scan.words[place].raw for place in range(head[1], end)).rstrip(".,;")
    return scan.give("address", scan.someone(), {"address": said}, at, end)


def country(scan: Scan, at: int) -> int | None:
    """``di malaysia``, ``phnom penh``."""
    start = at + 1 if scan.plain(at) in words.AT_WORDS and scan.same_clause(at + 1) else at
    found = scan.phrase(start, words.COUNTRIES, 3)
    return scan.give("country", FACTS, {"event_country": found[0]}, at, found[1]) if found else None


def known_place(scan: Scan, at: int, *, is_announced: bool = False) -> tuple[RegionRow, int] | None:
    """The region whose name begins here, and where the name ends.

    Cities and provinces count wherever they lie; a district only near by, or behind a word that announces a place.
    """
    for end in range(min(scan.clause_end(at), at + LONGEST_PHRASE), at, -1):
        said = " ".join(word.plain for word in scan.words[at:end])
        if not said.replace(" ", "").replace(".", "").replace("-", "").isalpha():
            continue
        if end == at + 1 and (len(said) < SHORTEST or said in words.EVERYDAY):
            continue
        rows = region_table.find(said, near=scan.near)
        if len(rows) == 1 and (is_announced or _is_likely(rows[0], scan.near)):
            return rows[0], end
    return None


def _is_likely(row: RegionRow, near: str) -> bool:
    return row.level is not RegionLevel.DISTRICT or (bool(near) and row.code.startswith(near[:2]))


def _whose_origin(scan: Scan) -> int | None:
    people = scan.reading.people
    if scan.about is not None and scan.about >= 0:
        return scan.about
    return len(people) - 1 if people else None


def _together(scan: Scan, at: int, about: int) -> list[int]:
    """Whose origin it is: everybody's of a group that stands right before it, otherwise the one's spoken of."""
    said = scan.reading.pieces[-1] if scan.reading.pieces else None
    is_behind = said is not None and said.kind == "person" and said.end == at and said.about in scan.group
    return scan.group if is_behind else [about]


def _is_origin(scan: Scan, at: int, row: RegionRow, about: int | None) -> bool:
    """A place right behind somebody's description, or near by, is where they come from, once."""
    if about is None or "origin_region" in scan.said[about]:
        return False
    behind = any(piece.kind == "person" and piece.end == at for piece in scan.reading.pieces)
    is_told = scan.same_clause(at) and not scan.is_understood(at - 1)  # "disekap di kos paal merah"
    return behind or (bool(scan.near) and row.code.startswith(scan.near[:2]) and not is_told)
