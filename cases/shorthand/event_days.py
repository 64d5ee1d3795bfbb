"""Read when it happened: a day, some days, or a time that is no day until somebody says it."""

import re

from cases.reading import told_date
from cases.reading.dates import MONTHS, WEEKDAYS, Precision, Span, other_weekday, words_of
from cases.reading.number_words import NUMBER_WORDS
from cases.reading.told_date import DateDoubt, ToldDate
from cases.shorthand import vocabulary as words
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS
from cases.shorthand.scan import Scan

LONGEST_DATE = 8  # words
EARLIEST_YEAR = 1950
FAR_BACK = 4  # words before a date that may say it is the date of a paper
_ALONE = {"kemarin", "kmrn", "kmarin", "kemaren", "kmren", "semalam", "semalem", "smalam", "barusan", "selumbari"}
_WEEKDAYS = {word for word in WEEKDAYS if len(word) > len("sen")} - {"minggu", "mnggu"}
_DAY_WORDS = {"tgl", "tgl.", "tg", "tanggal", "hari", "hr"}
_BEFORE = {"pada", "kejadian", "sejak", "lahir", *_DAY_WORDS}
_SINCE = ("sejak", "sjk", "mulai", "semenjak")
_WRITTEN = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}/\d{4}")
_AHEAD = {"depan", "dpn", "mendatang", "nanti", "nnti"}  # "senin depan" has not happened
_MONEY = {"juta", "jt", "ribu", "rb", "persen", "%"}
# Before a number that is no date: "rt 03/04", "jalan 17 agustus", "no 12/5".
_NO_DATE_AFTER = (words.NUMBERED - _DAY_WORDS) | words.STREETS | {"hp", "wa", "nik", "rp", "gaji", "lp", "pasal"}
_PAPERS = {"surat", "lp", "paspor", "visa", "tiket", "akta", "kontrak", "sk", "putusan", "kwitansi", "bap", "ktp"}
_NUMBER_OF_PAPER = re.compile(r"(?:lp|sp|sprin|stpl|sk|br)[/.]\w*/?\d*")  # "LP/B/45/II/2026/SPKT"
_SEASON_AFTER = {
    "habis", "abis", "hbs", "setelah", "stlh", "sesudah", "sebelum", "sblm", "sejak", "sjk", "pas", "waktu", "saat",
    "malam", "bulan", "awal", "akhir", "menjelang", "usai", "pasca", "sampai",
}  # fmt: skip
# A date begins with one of these, or with a figure; everything else is not tried.
_FIRST = (
    _ALONE | _BEFORE | set(MONTHS) | set(WEEKDAYS) | set(_SINCE) | _SEASON_AFTER
    | {word.split()[0] for word in NUMBER_WORDS}
    | {"tadi", "td", "tdi", "malem", "mlm", "pagi", "pg", "pgi", "siang", "sore", "petang", "subuh", "sbh", "dini",
       "baru", "jam", "jm", "pukul", "pkl", "beberapa", "bbrp", "seminggu", "sebulan", "setahun", "sehari", "tahun",
       "thn", "th", "bln", "awl", "pertengahan", "tengah", "akhr", "sekitar", "kira-kira", "kira2", "kurang", "krg",
       "dari", "hingga", "bukan", "tidak", "tdk", "sekarang", "magrib", "maghrib", "mlam", "siank", "kejadiannya"}
)  # fmt: skip
REASONS = {
    DateDoubt.YEAR: Doubt.NO_YEAR,
    DateDoubt.MONTH: Doubt.NO_MONTH,
    DateDoubt.CENTURY: Doubt.CENTURY,
    DateDoubt.CLOCK: Doubt.WHICH_DAY,
    DateDoubt.WEEKDAY: Doubt.WEEKDAY,
    DateDoubt.TURNED: Doubt.TURNED,
    DateDoubt.VAGUE: Doubt.ROUGH_DAY,
    DateDoubt.LIMIT: Doubt.BOUND,
    DateDoubt.SEVERAL: Doubt.WHICH_DAY,
}


def event_day(scan: Scan, at: int) -> int | None:
    """The time of the event: the longest date from here that is not in the future."""
    if not _may_begin(scan, at):
        return None
    for end in range(min(scan.clause_end(at), at + LONGEST_DATE), at, -1):
        told = _date(scan, at, end)
        if told is None:
            continue
        if told.doubt is DateDoubt.DENIED:
            return scan.note(Doubt.DENIED, at, end)
        return None if scan.tears_date(at, end) else _give(scan, told, at, end)
    return None


def impossible_day(scan: Scan, at: int) -> int | None:
    """``30/2``, ``31 april``: a day no calendar has is said, and stays in the story."""
    if not scan.begins_clause(at) and scan.plain(at - 1) not in _BEFORE:
        return None  # "lantai 30/2"
    for end in range(min(scan.clause_end(at), at + LONGEST_DATE), at, -1):
        if told_date.whole(_said(scan, at, end), scan.today).doubt is DateDoubt.IMPOSSIBLE:
            return scan.note(Doubt.NO_DAY, at, end)
    return None


def holiday(scan: Scan, at: int) -> int | None:
    """``habis lebaran``, ``sejak idul adha``: a feast has no day until somebody says it."""
    if scan.plain(at) not in _SEASON_AFTER or not scan.same_clause(at + 1):
        return None
    for end in (at + 3, at + 2):
        if end <= scan.clause_end(at) and told_date.is_holiday(_said(scan, at + 1, end)):
            return scan.note(Doubt.HOLIDAY, at, end)
    return None


def _date(scan: Scan, at: int, end: int) -> ToldDate | None:
    """The date of these words, if they are one and it may be when something happened."""
    is_alone = end == at + 1
    if (is_alone and not _is_date_alone(scan.plain(at))) or _is_weekday_of_date(scan, end - 1):
        return None
    if scan.same_clause(end) and scan.plain(end) in _AHEAD | _MONEY:
        return None
    told = told_date.whole(_said(scan, at, end), scan.today)
    span = told.span
    if span is None or span.first > scan.today or span.first.year < EARLIEST_YEAR:
        return None
    return None if span.precision is Precision.YEAR and is_alone else told


def _give(scan: Scan, told: ToldDate, at: int, end: int) -> int | None:
    """Give the day; a second day makes both doubtful."""
    said, span = _said(scan, at, end), told.span
    kind = "since" if said.casefold().startswith(_SINCE) else "day"
    doubt = REASONS[told.doubt] if told.doubt else _doubt(scan, at, end, span)
    known = scan.said[FACTS].get("event_on")
    if not doubt and known not in (None, words_of(span)):
        doubt = Doubt.TWO_DAYS
        scan.doubt_pieces({"day", "since"}, doubt)
    given = scan.give(kind, FACTS, {"event_on": words_of(span)}, at, end, doubt=doubt)
    if given is not None and scan.said[FACTS].get("event_on") == words_of(span):
        scan.event = span
    return given


def _doubt(scan: Scan, at: int, end: int, span: Span) -> Doubt | None:
    """Why words beside a date make it doubtful."""
    if other_weekday(_with_weekday(scan, at, end), span):
        return Doubt.WEEKDAY
    before = [scan.plain(place) for place in range(max(at - FAR_BACK, 0), at) if scan.shares_clause(place, at)]
    is_of_paper = not _PAPERS.isdisjoint(before) or any(
        _NUMBER_OF_PAPER.match(word) for word in _clause_before(scan, at)
    )
    return Doubt.DOCUMENT if is_of_paper else None


def _clause_before(scan: Scan, at: int) -> list[str]:
    return [scan.plain(place) for place in range(at) if scan.shares_clause(place, at)]


def _may_begin(scan: Scan, at: int) -> bool:
    """Whether a date may begin with this word, here."""
    word = scan.plain(at).rstrip(".,:")
    if not (word[:1].isdecimal() or word[:1] in "±+~" or word in _FIRST or word.startswith("se")):
        return False
    before = [scan.plain(place) for place in (at - 1, at - 2) if place >= 0 and scan.shares_clause(place, at)]
    is_numbered = bool(before) and (before[0] in _NO_DATE_AFTER or (before[1:] == ["blok"] and word[:1].isdecimal()))
    return not (is_numbered and word[:1].isdecimal())


def _said(scan: Scan, at: int, end: int) -> str:
    return " ".join(word.shown for word in scan.words[at:end])


def _with_weekday(scan: Scan, at: int, end: int) -> str:
    """A date with the weekday in front of it: *hari Selasa, tanggal 10 Februari 2026*."""
    while at and scan.plain(at - 1) in _WEEKDAYS | _DAY_WORDS:
        at -= 1
    return _said(scan, at, end)


def _is_weekday_of_date(scan: Scan, at: int) -> bool:
    """Whether a weekday belongs to the date after it: *hari Selasa, tanggal 10 Februari 2026*."""
    if scan.plain(at) not in _WEEKDAYS:
        return False
    start = at + 1 + (scan.plain(at + 1) in {"tgl", "tgl.", "tanggal"})
    ends = range(start + 1, start + 4)
    return scan.plain(start)[:1].isdecimal() and any(
        told_date.whole(_said(scan, start, end), scan.today).span for end in ends
    )


def _is_date_alone(word: str) -> bool:
    return word in _ALONE or word in _WEEKDAYS or _WRITTEN.fullmatch(word) is not None
