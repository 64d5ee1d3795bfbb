"""Read a birth: a day, or only a year; a year gives an estimated age to confirm."""

import re
from datetime import date

from cases.reading import told_date
from cases.reading.ages import ADULT_AGE, full_years
from cases.reading.dates import Precision, Span, read_day
from cases.shorthand import vocabulary as words
from cases.shorthand.ages import OLDEST
from cases.shorthand.doubts import Doubt
from cases.shorthand.event_days import REASONS
from cases.shorthand.line_reading import REPORTER
from cases.shorthand.scan import Scan

LONGEST_HEAD = 4  # words before *lahir*
_BEHIND_HEAD = {"-", "tgl", "tgl.", "tanggal", "pada"}
LONGEST_BIRTHPLACE = 3  # words between *lahir* and the date
_SHORT_YEAR = re.compile(r"['’](\d\d)")


def birth(scan: Scan, at: int) -> int | None:
    """``lahir 12-3-2009``, ``ttl Jambi, 12 Maret 2009``, ``kelahiran 2009``.

    A birth without a day must not become the day of the event: its year gives an age to confirm.
    """
    head = _end_of_head(scan, at)
    if head is None:
        return None
    for start in range(head, min(head + LONGEST_BIRTHPLACE + 1, len(scan.words))):
        for end in range(min(scan.clause_end(start), start + 4), start, -1):
            said = " ".join(word.shown for word in scan.words[start:end])
            told = told_date.whole(_SHORT_YEAR.sub(r"\1", said), scan.today)
            span = told.span or _short_year(said, scan.today)
            if span is None or (scan.plain(start).isalpha() and end == start + 1):
                continue
            if scan.tears_date(start, end):
                return None
            if span.precision is not Precision.YEAR and not told_date.writes_year(_SHORT_YEAR.sub(r"\1", said)):
                return scan.note(Doubt.NO_YEAR, at, end)
            return _take(scan, span, at, end, REASONS.get(told.doubt, ""))
        if not scan.plain(start).isalpha():
            return None
    return None


def _end_of_head(scan: Scan, at: int) -> int | None:
    """The position after the words that announce a birth, with those of a form: ``Tempat, Tgl. Lahir :``."""
    here = at
    while here - at < LONGEST_HEAD and scan.plain(here).rstrip(".") in words.BEFORE_BIRTH:
        here += 1
    if scan.plain(here).rstrip(".:") not in words.BIRTH_WORDS:
        return None
    here += 1
    return here + (scan.plain(here) in _BEHIND_HEAD)


def _take(scan: Scan, span: Span, at: int, end: int, doubt: str) -> int | None:
    if span.first > scan.today or scan.someone(at) == REPORTER:
        return end
    if span.is_day:
        return scan.give("birth", scan.someone(at), {"birth_date": span.first.isoformat()}, at, end, doubt=doubt)
    return take_year(scan, span, at, end)


def take_year(scan: Scan, born: Span, at: int, end: int) -> int | None:
    """Offer the age from a span of births, at the event or today. Near 18 it is the child's age."""
    on = scan.event.first if scan.event else scan.today
    least, most = full_years(born.last, on), full_years(born.first, on)
    if most < 0 or least > OLDEST:
        return end
    age = min(least, ADULT_AGE - 1) if least < ADULT_AGE <= most else most
    about = scan.someone(at)
    if abs(scan.said[about].get("age", OLDEST * 2) - age) <= 1:
        return end  # already known more exactly
    answers = {"age": max(age, 0), "age_is_estimated": True}
    return scan.give("age", about, answers, at, end, doubt=Doubt.BIRTH_YEAR)


def _short_year(said: str, today: date) -> Span | None:
    """``lahir '09``."""
    found = _SHORT_YEAR.fullmatch(said)
    if not found:
        return None
    year = today.year // 100 * 100 + int(found[1])
    return read_day(str(year if year <= today.year else year - 100), today)
