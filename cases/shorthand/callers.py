"""Read who calls: ``pelapor ibu korban``, ``tetangga lapor``, ``ibu korban wa 0812…``, ``tdk mau disebut namanya``."""

from cases.choices import ReporterKind
from cases.reading.negations import IS_NOT
from cases.shorthand import numbers
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, REPORTER
from cases.shorthand.scan import Scan


def reporter(scan: Scan, at: int) -> int | None:
    """``pelapor ibu korban``: later numbers and rules are the reporter's, until somebody else is described."""
    if scan.plain(at) not in words.REPORTER_WORDS:
        return None
    scan.about = REPORTER
    denied = scan.phrase(at + 2, words.REPORTERS, 3) if scan.same_clause(at + 1) and scan.same_clause(at + 2) else None
    if denied and scan.plain(at + 1) in IS_NOT:  # "pelapor bukan keluarga"
        scan.give("reporter", REPORTER, {}, at, at + 1)
        return scan.note(Doubt.DENIED, at + 1, denied[1])
    found = scan.phrase(at + 1, words.REPORTERS, 3) if scan.same_clause(at + 1) else None
    answers = {"kind": found[0]} if found else {}
    return scan.give("reporter", REPORTER, answers, at, found[1] if found else at + 1)


def caller(scan: Scan, at: int) -> int | None:
    """``tetangga lapor``, ``ibu korban nelpon``; a later number is the caller's if nobody else was mentioned."""
    begins = scan.begins_clause(at) or (scan.is_understood(at - 1) and scan.reading.pieces[-1].about == FACTS)
    found = scan.phrase(at, words.REPORTERS, 3) if begins else None
    if not found:
        return None
    kind, end = found
    reports = scan.phrase(end, words.REPORTING, 2) if scan.same_clause(end) else None
    if reports and not numbers.has_number(scan, end):
        scan.about = REPORTER
        return scan.give("reporter", REPORTER, {"kind": kind}, at, reports[1])
    is_caller = kind != ReporterKind.VICTIM and not (scan.said[REPORTER] or scan.reading.people)
    if not is_caller or not scan.same_clause(end) or not numbers.has_number(scan, end):
        return None
    scan.about = REPORTER
    return scan.give("reporter", REPORTER, {"kind": kind}, at, end)


def caller_of_number(scan: Scan, at: int) -> int | None:
    """``wa 0812… ibu korban``: a line that starts with a number and its owner."""
    end = numbers.end_of_number(scan, at)
    if at or end is None or not scan.same_clause(end):
        return None
    found = scan.phrase(end, words.REPORTERS, 3)
    if not found or found[0] == ReporterKind.VICTIM or scan.clause_end(end) != found[1]:
        return None
    scan.about = REPORTER
    numbers.take(scan, at)
    return scan.give("reporter", REPORTER, {"kind": found[0]}, end, found[1])


def anonymous(scan: Scan, at: int) -> int | None:
    """``tdk mau disebut namanya``: always about the reporter, whoever was mentioned last."""
    found = scan.phrase(at, words.ANONYMOUS, 4)
    if found:
        return scan.give("reporter", REPORTER, {"is_anonymous": True}, at, found[1])
    unnamed = scan.phrase(at, words.UNNAMED, 4)
    if not unnamed or not (scan.about == REPORTER or scan.begins_clause(at)) or scan.plain(unnamed[1]) in words.VICTIMS:
        return None
    doubt = Doubt.WHO if scan.about != REPORTER and scan.reading.people else ""
    return scan.give("reporter", REPORTER, {"is_anonymous": True}, at, unnamed[1], doubt=doubt)
