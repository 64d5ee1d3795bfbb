"""A planned departure: ``besok berangkat``, ``akan diberangkatkan tanggal 5``, ``dikirim ke Malaysia minggu depan``."""

from cases.reading.dates import Span, other_weekday, words_of
from cases.reading.negations import FAILED, NEGATING
from cases.reading.planned_days import is_ambiguous, is_impossible, read_planned_day
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, words_in
from cases.shorthand.scan import Scan

LONGEST_DAY = 6  # words
SOONER_THAN = 60  # days; a day without a year that lies farther ahead has passed already
GOING = frozenset({
    "berangkat", "brgkt", "brangkat", "brkt", "brgkat", "berangkatnya", "berangkatkan", "diberangkatkan",
    "diberangkatin", "terbang", "diterbangkan", "dikirim", "dikirimkan", "dibawa", "dipindah", "dipindahkan",
    "diseberangkan", "nyeberang", "menyeberang", "pergi", "pegi", "lunga", "budal", "mangkat", "keberangkatan",
    "penerbangan", "dijual", "dinikahkan", "dikawinkan", "dideportasi", "dipulangkan",
})  # fmt: skip
DONE_TO = frozenset(word for word in GOING if word.startswith("di"))
WILL = frozenset({
    "akan", "akn", "bakal", "mau", "hendak", "nak", "rencana", "rencananya", "dijadwalkan", "jadwal", "arep",
    "dijanjikan", "ka", "bade",
})  # fmt: skip
SINCE = frozenset({"sejak", "sjk", "semenjak"})
DONE = frozenset({"sudah", "sdh", "udah", "udh", "telah", "lah", "uwis", "wis", "tadi", "kemarin", "lalu"})


def planned_day(scan: Scan, at: int) -> int | None:
    """The day of a departure somebody plans; the words around it stay in the story."""
    clause = _clause(scan, at)
    going = [place for place in clause if scan.plain(place) in GOING]
    if not going or (scan.same_clause(at) and scan.plain(at - 1) in SINCE):
        return None
    for end in range(min(clause.stop, at + LONGEST_DAY), at, -1):
        if any(at <= place < end for place in going) or scan.plain(end - 1) in WILL:
            continue
        said = " ".join(word.shown for word in scan.words[at:end])
        if is_impossible(said):
            return scan.note(Doubt.NO_DAY, at, end)
        span = read_planned_day(said, scan.today)
        if span is None or scan.tears_date(at, end):
            continue
        return _give(scan, clause, said, span, at, end)
    return None


def plans_in(text: str, today) -> list[str]:
    """The words of every planned departure in a story, as written: ``besok``."""
    scan = Scan(words_in(text), today=today, near="")
    at = 0
    while at < len(scan.words):
        at = planned_day(scan, at) or at + 1
    return [scan.reading.source_of(piece) for piece in scan.reading.pieces]


def _clause(scan: Scan, at: int) -> range:
    first = at
    while first and scan.same_clause(first):
        first -= 1
    return range(first, scan.clause_end(at))


def _give(scan: Scan, clause: range, said: str, span: Span, at: int, end: int) -> int | None:
    words = [scan.plain(place) for place in clause]
    is_announced, is_far = bool(WILL.intersection(words)), (span.first - scan.today).days > SOONER_THAN
    if span.first < scan.today:
        return None  # "dibawa tgl 12 agustus 2025": what happened
    may_be_past = is_ambiguous(said, scan.today) and (is_far or not is_announced)
    if may_be_past and not is_announced and all(word in DONE_TO for word in GOING.intersection(words)):
        return None  # "dibawa tgl 5": nothing says that it is still to come
    if may_be_past and not is_announced and (is_far or DONE.intersection(words)):
        return None
    if (NEGATING | FAILED).intersection(words[: at - clause.start]):
        return scan.note(Doubt.DENIED, at, end)
    doubt = Doubt.PASSED if may_be_past else "" if span.is_day else Doubt.SOMETIME
    doubt = Doubt.WEEKDAY if other_weekday(said, span) else doubt
    return scan.give("plan", FACTS, {"planned_on": words_of(Span(span.first, span.first))}, at, end, doubt=doubt)
