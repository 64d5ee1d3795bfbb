"""The result of reading a line: its words, the understood pieces, and the rest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cases.choices import PersonRole
from cases.reading import telephone
from cases.reading.visible import visible
from taskforces.villages import SHORT_FORMS

VICTIM = PersonRole.POSSIBLE_VICTIM
FACTS, REPORTER = -1, -2  # values of ``Piece.about`` for pieces about nobody in the list of people
TELLING = frozenset({"scene", "town", "country", "since", "day", "plan"})  # pieces that also stay in their sentence

_ABBREVIATED = {"an.", "a.n.", "no.", "jl.", "tgl.", "kec.", "kab.", "prov.", "hp.", "tlp.", "telp.", "th.", "thn.",
                "bln.", "jam.", "dr.", "sdr.", "nm.", "umr.", "kel.", "ds.", "dsn.", "dusun.", "gg.", "rt.", "rw.",
                "lrg.", "perum.", "komp.", "jln.", "bpk.", "ny.", "tn.", "nn.", "drs.", "hj.", "muh.", "moh.",
                "sdri.", "br.", "bt.", "kp.", *(f"{word}." for word in SHORT_FORMS)}  # fmt: skip
# "R.A.", "Ngh.", "Kmg.": initials, and short forms of names without a vowel.
_SHORT_NAME = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z][b-df-hj-np-tv-z]{1,3}\.")
# A quotation is one word, and so is everything else between blanks; signs that end a clause are separate words.
_TOKEN = re.compile(r"\b\d{1,2},\d(?= ?(?:th|thn|tahun)\b)|“[^”]*”|\"[^\"]*\"|[,;\n]|[^\s,;“\"]+|[“\"]")


@dataclass(frozen=True)
class Word:
    """One word of the line: as written, as a reader sees it, and its form for comparing."""

    raw: str
    plain: str
    ends_clause: bool = False  # a comma, a semicolon, or a full stop follows
    shown: str = ""

    @property
    def digits(self) -> str:
        """The digits of the word, if it has only digits and separators."""
        return telephone.digits_of(self.shown)


@dataclass(frozen=True)
class Piece:
    """An understood piece: its words, its person, and its answers."""

    kind: str
    about: int  # index in ``LineReading.people``, or FACTS or REPORTER
    answers: Mapping[str, Any]
    start: int  # first word
    end: int  # after the last word
    is_child: bool = False  # called a child without an age; only the story says so, no answer
    doubt: str = ""  # a name in ``doubts.Doubt``: the answers are only offered

    @property
    def places(self) -> range:
        """The positions of its words."""
        return range(self.start, self.end)


@dataclass(frozen=True)
class Note:
    """Words that look like an answer but are not: *bukan korban*, *ibu korban p 45*. They are shown, never offered."""

    reason: str  # a name in ``doubts.Doubt``
    start: int
    end: int
    age: int | None = None  # an age in these words; a child leads to a question, whoever it is

    @property
    def places(self) -> range:
        """The positions of its words."""
        return range(self.start, self.end)


@dataclass
class LineReading:
    """The whole line. Every word is in a piece, a connecting word between pieces, or in the rest."""

    words: Sequence[Word]
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    connecting: set[int] = field(default_factory=set)
    people: list[dict] = field(default_factory=list)  # the answers of all pieces, per person

    @property
    def rest(self) -> list[str]:
        """Runs of words that were not understood, as written.

        Place and time also stay in their sentence: *dibawa ke batam sejak Senin*, not *dibawa*.
        """
        used = {place for piece in self.pieces for place in piece.places} | self.connecting
        left = {place for place in range(len(self.words)) if place not in used}
        for piece in self.pieces:
            if piece.kind in TELLING and self._is_told_beside(piece, left):
                left |= set(piece.places)
        return self.runs_of(sorted(left))

    def _is_told_beside(self, piece: Piece, left: set[int]) -> bool:
        """Whether words of the story are directly before or after a piece, in the same clause."""
        before = piece.start - 1 in left and not self.words[piece.start - 1].ends_clause
        return before or (piece.end in left and not self.words[piece.end - 1].ends_clause)

    @property
    def ages(self) -> list[int]:
        """Every age that may be a victim's, also doubtful ones, because danger to a child is asked about first."""
        found = [
            piece.answers["age"]
            for piece in self.pieces
            if "age" in piece.answers and (piece.doubt or self._is_victim(piece.about))
        ]
        return [*found, *(note.age for note in self.notes if note.age is not None)]

    def _is_victim(self, about: int) -> bool:
        return about >= 0 and self.people[about].get("role", VICTIM) == VICTIM

    def source_of(self, piece: "Piece | Note") -> str:
        """The words of a piece, as written."""
        return " ".join(self.words[place].raw for place in piece.places)

    def runs_of(self, places: Sequence[int]) -> list[str]:
        """The words at these positions; neighbours in one clause are joined."""
        runs: list[list[str]] = []
        last = None
        for place in places:
            if last is None or place != last + 1 or self.words[last].ends_clause:
                runs.append([])
            runs[-1].append(self.words[place].raw)
            last = place
        return [" ".join(run) for run in runs]


def _is_abbreviated(raw: str) -> bool:
    return raw.casefold() in _ABBREVIATED or _SHORT_NAME.fullmatch(raw) is not None


def words_in(text: str) -> list[Word]:
    """The words of a line."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw in {",", ";", "\n"}:
            if found:
                found[-1] = replace(found[-1], ends_clause=True)
            continue
        if raw in {":", "="} and found and not found[-1].ends_clause:  # "Nama : Contoh Melati"
            found[-1] = replace(found[-1], raw=f"{found[-1].raw} {raw}", shown=f"{found[-1].shown} {raw}")
            continue
        shown = visible(raw)
        stop = shown.endswith((".", "!", "?", ":")) and len(shown) > 2 and not _is_abbreviated(shown)
        bare = shown.rstrip(".!?:") if stop else shown
        plain = bare.casefold().replace("’", "'")
        plain = plain.strip("()[]") or plain  # "(p 16)", "Bunga (bukan nama sebenarnya)"
        found.append(Word(raw, plain, ends_clause=stop and shown[-1] != ":", shown=shown))
    return found
