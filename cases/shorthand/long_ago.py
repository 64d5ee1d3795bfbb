"""An age stated today about an old event may be the age then or now. It decides who is a child, so it is asked."""

import re
from dataclasses import replace
from datetime import date

from cases.reading.ages import ADULT_AGE
from cases.reading.dates import Span
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import Piece
from cases.shorthand.scan import Scan

DAYS_A_YEAR = 365.25
SHORTEST = 60  # days; for a more recent event the difference is too small to ask
_BEFORE_AGE = words.AGE_WORDS | {"masih", "baru", "dia", "korban", "sudah"}
LONG_AGO = 2  # years; from here on the ages differ enough to ask, even if neither is a child's


def age_then(age: int, event: Span | None, today: date) -> int | None:
    """The age at the event of somebody with this age today, if that has to be asked; else ``None``."""
    days = (today - event.first).days if event else 0
    if days < SHORTEST:
        return None
    then = int(age + 0.5 - days / DAYS_A_YEAR)  # on average half a year after the last birthday
    is_child_then = then < ADULT_AGE <= age or (age == ADULT_AGE)
    if then < 0 or not (is_child_then or days >= LONG_AGO * DAYS_A_YEAR):
        return None
    return min(then, ADULT_AGE - 1) if age == ADULT_AGE else then


def age_at_event(scan: Scan, at: int) -> int | None:
    """``waktu kejadian 15``, ``saat itu umur 15``: the age then is offered, and an age of today needs confirming."""
    found = scan.phrase(at, words.AT_THE_EVENT, 2)
    if not found or not scan.victims():
        return None
    here = found[1]
    while scan.same_clause(here) and scan.plain(here) in _BEFORE_AGE:
        here += 1
    said = scan.plain(here) if scan.same_clause(here) else ""
    end = scan.skip(here + 1, words.YEARS, begin=-1)
    behind = scan.plain(end) if scan.same_clause(end) else ""
    if not re.fullmatch(r"\d{1,2}", said) or behind in words.COUNTED | words.PERSONS | words.SEX.keys():
        return None
    about = scan.victims()[-1]
    scan.ages_then.add(about)
    return scan.give("age", about, {"age": int(said)}, at, end, doubt=Doubt.AGE_THEN)


def doubt_old_ages(scan: Scan) -> None:
    """Offer both ages of every victim if the event is long ago; accept neither."""
    pieces: list[Piece] = []
    for piece in scan.reading.pieces:
        pieces += _both(scan, piece)
    scan.reading.pieces[:] = pieces


def _both(scan: Scan, piece: Piece) -> list[Piece]:
    age = piece.answers.get("age")
    is_sure = piece.kind == "person" and age is not None and not piece.answers.get("age_is_estimated")
    then = age_then(age, scan.event, scan.today) if is_sure and scan.is_victim(piece.about) else None
    is_told = is_sure and not piece.doubt and piece.about in scan.ages_then
    if then is None and not is_told:
        return [piece]
    scan.said[piece.about].pop("age", None)
    if is_told:
        rest = {name: value for name, value in piece.answers.items() if name not in ("age", "age_is_estimated")}
        now = replace(piece, kind="age", answers={"age": age}, doubt=Doubt.AGE_NOW)
        return [*([replace(piece, answers=rest)] if rest else []), now]
    rest = {name: value for name, value in piece.answers.items() if name not in ("age", "age_is_estimated")}
    said = replace(piece, kind="age", answers={"age": age}, doubt=Doubt.AGE_THEN)
    today = replace(piece, kind="age", answers={"age": then, "age_is_estimated": True}, doubt=Doubt.AGE_NOW)
    return [*([replace(piece, answers=rest)] if rest else []), said, today]
