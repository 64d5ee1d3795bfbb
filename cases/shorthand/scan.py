"""One pass over the words of a line: the position, the current person, and what is known so far."""

import re
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from cases.choices import ContactRule, PersonRole
from cases.reading.dates import MONTHS, NUMBER_WORDS, Span
from cases.reading.negations import BETWEEN, FAILED, IS_NOT, NEGATING, NOT, NOT_YET, UNSURE
from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, REPORTER, VICTIM, LineReading, Note, Piece, Word

ADDED_UP = {"contact_ways", "contact_hours", "contact_note"}  # answers that may have several values
LONGEST_PHRASE = 5  # words
COUNTS = {*NUMBER_WORDS, "beberapa", "bbrp", "brp", "berapa", "sekian", "puluhan", "belasan", "setengah", "satu"}
LONGEST_DENIAL = 3  # words between a negation and what it denies
NOT_OFFERED = {"channel", "urgency", "scene", "town", "country", "since", "day", "reporter", "contact", "code_word",
               "name", "origin", "address", "phone", "whatsapp", "nik", "birth"}  # fmt: skip
PLACES = {"scene", "town", "country"}
ASKED_BACK = {"urgency", "scene", "town", "country", "day", "since", "plan"}  # *darurat? tidak*
DAYS = {"day", "since"}
TAKEN_BACK = {"name", "phone", "whatsapp", "nik", "address"}  # by a denial directly after


class Scan:
    """The line, the position in it, and the current person."""

    def __init__(self, words: list[Word], *, today: date, near: str):
        self.words, self.today, self.near = words, today, near
        self.reading = LineReading(words)
        self.said: dict[int, dict[str, Any]] = {FACTS: {}, REPORTER: {}}
        self.about: int | None = None
        self.group: list[int] = []  # the last people described together
        self.event: Span | None = None  # when it happened, once it is known
        self.ages_then: set[int] = set()  # people whose age at the event was said
        self.doubtful: dict[int, Doubt] = {}  # people who are perhaps not meant
        self.awaited: int | None = None  # a victim with only a contact rule so far
        self.topic: tuple[int, PersonRole | None] | None = None  # somebody only mentioned: position, role

    @cached_property
    def is_all_capitals(self) -> bool:
        """Whether capitals mean nothing, because every word of the line is in capitals."""
        letters = [word.shown for word in self.words if word.shown[:1].isalpha()]
        return len(letters) > 2 and all(word[0].isupper() for word in letters)

    def plain(self, at: int) -> str:
        """The word at a position; empty after the end."""
        return self.words[at].plain if 0 <= at < len(self.words) else ""

    def clause_end(self, at: int) -> int:
        """The position after the last word of the clause."""
        return self._ends[at] if 0 <= at < len(self.words) else at

    @cached_property
    def _ends(self) -> list[int]:
        """For every word the position after its clause."""
        ends, end = [], len(self.words)
        for at in range(len(self.words) - 1, -1, -1):
            end = at + 1 if self.words[at].ends_clause else end
            ends.append(end)
        return ends[::-1]

    def begins_clause(self, at: int) -> bool:
        """Whether the word is the first of the line or follows a comma."""
        return at == 0 or self.words[at - 1].ends_clause

    def same_clause(self, at: int) -> bool:
        """Whether the word is in the same clause as the word before it."""
        return 0 < at < len(self.words) and not self.words[at - 1].ends_clause

    def phrase(self, at: int, table: Mapping[str, Any] | Set[str], longest: int = 4) -> tuple[Any, int] | None:
        """The longest run of words from here, in the clause, that is in a table: its value and its end."""
        for end in range(min(self.clause_end(at), at + longest), at, -1):
            words = " ".join(word.plain for word in self.words[at:end])
            if words in table:
                return (table[words] if isinstance(table, Mapping) else words), end
        return None

    def skip(self, at: int, words: Set[str], *, begin: int) -> int:
        """The position after an optional filler word; ``begin`` is the start of the piece."""
        return at + 1 if self.plain(at) in words and (at == begin or self.same_clause(at)) else at

    def someone(self, at: int) -> int:
        """The person of an answer that does not name one.

        That is the current reporter or person, else the first person. Somebody mentioned in the same clause (*temannya
        dari Merlung*) is a new person, with a doubt whether they are meant.
        """
        topic = self._topic_before(at)
        if topic and topic[1] == VICTIM:
            self.about = self.victim()
        elif topic and self.shares_clause(topic[0], at):
            self._speak_of(*topic)
        elif self.about is None:
            self.about = self.new_person() if not self.reading.people else len(self.reading.people) - 1
        return self.about

    def _speak_of(self, at: int, role: PersonRole | None) -> None:
        """Make somebody mentioned the current person."""
        self.about, self.topic = self.new_person(), None
        if role is None:
            self.doubtful[self.about] = Doubt.RELATIVE
        else:
            self.give("person", self.about, {"role": role}, at, at + 1)

    def _topic_before(self, at: int) -> tuple[int, PersonRole | None] | None:
        """Who was mentioned since the current person was last described."""
        if self.topic is None or self.topic[0] >= at or self.topic[0] < self._last_end(self.about):
            return None
        return self.topic

    def is_other_between(self, at: int) -> bool:
        """Whether somebody else was mentioned since the current person was last described."""
        topic = self._topic_before(at)
        return topic is not None and topic[1] != VICTIM

    def _last_end(self, about: int | None) -> int:
        return max((piece.end for piece in self.reading.pieces if piece.about == about), default=0)

    def shares_clause(self, first: int, second: int) -> bool:
        """Whether no clause ends between two positions."""
        return not any(word.ends_clause for word in self.words[first:second])

    def victims(self) -> list[int]:
        """The people of the line who may be victims; doubtful ones only if there is nobody else."""
        found = [place for place in range(len(self.reading.people)) if self.is_victim(place)]
        return [place for place in found if place not in self.doubtful] or found

    def is_victim(self, about: int) -> bool:
        """Whether somebody is described as a possible victim."""
        return about >= 0 and self.said[about].get("role", VICTIM) == VICTIM

    def victim(self) -> int:
        """The last person described as a victim, else a new person: *jangan hubungi korban*."""
        if found := self.victims():
            return found[-1]
        self.awaited = self.new_person()
        return self.awaited

    def denial(self, start: int, kind: str) -> int | None:
        """The position of the negation that denies the words from here, or ``None``."""
        is_open = kind != "person"  # "tidak p 16" does not deny a person, "belum tentu korban" does
        for before in range(start - 1, max(start - 1 - LONGEST_DENIAL, -1), -1):
            if not self.same_clause(before + 1) or self.is_understood(before):
                return None
            if self.plain(before) in (NEGATING if is_open else IS_NOT):
                return before
            is_open = is_open or self.plain(before) in UNSURE
            if self.plain(before) not in BETWEEN | UNSURE or self.plain(start) in {"dari", "dr"}:
                return None
        return None

    def note(self, reason: Doubt, start: int, end: int, *, age: int | None = None) -> int:
        """Skip words with a remark; they stay in the story. Returns their end."""
        said = Note(reason, start, end, age)
        if said not in self.reading.notes:  # the words may mean several places
            self.reading.notes.append(said)
        return end

    def tears_date(self, start: int, end: int) -> bool:
        """Whether a date would lose a number beside it, because the whole is not a day: ``29 feb`` of 2009."""
        behind = self.plain(end) if self.same_clause(end) else ""
        before = self.plain(start - 1) if self.same_clause(start) and not self.is_understood(start - 1) else ""
        has_day = self.plain(start).strip(".") in MONTHS and re.fullmatch(r"\d{1,2}", before)
        is_counted = before in COUNTS or before.endswith(("belas", "puluh"))  # "dua belas tahun lalu"
        is_of_number = self.plain(start)[:1].isdecimal() and re.fullmatch(
            r"[+\d][\d.-]{2,}", before
        )  # "hp 0812 12 8 2025"
        return bool(re.fullmatch(r"(?:19|20)\d\d", behind) or has_day or is_counted or is_of_number)

    def doubt_pieces(self, kinds: Set[str], doubt: Doubt) -> None:
        """Make the sure pieces of some kinds doubtful, because a later word contradicts them."""
        self.reading.pieces[:] = [
            replace(piece, doubt=str(doubt)) if piece.kind in kinds and not piece.doubt else piece
            for piece in self.reading.pieces
        ]

    def is_understood(self, at: int) -> bool:
        """Whether the word already belongs to a piece."""
        return any(at in piece.places for piece in self.reading.pieces)

    def new_person(self) -> int:
        """Add a person; returns the index."""
        self.reading.people.append({})
        place = len(self.reading.people) - 1
        self.said[place] = self.reading.people[place]
        return place

    def give(
        self,
        kind: str,
        about: int,
        answers: Mapping[str, Any],
        start: int,
        end: int,
        *,
        is_child: bool = False,
        doubt: str = "",
    ) -> int | None:
        """Add a piece and return its end; ``None`` if it contradicts earlier answers.

        Denied words are noted but not added. Doubtful ones are offered and answer nothing yet.
        """
        denied = self.denial(start, kind) if kind in NOT_OFFERED else None
        if denied is not None:
            return self.note(Doubt.DENIED, denied, end)
        if kind in ASKED_BACK and self._is_answered_no(end):
            return self.note(Doubt.DENIED, start, end + 1)
        if kind in PLACES and any(self.plain(place) in FAILED for place in range(end, self.clause_end(end - 1))):
            doubt = Doubt.DENIED  # "ke malaysia tapi gagal"
        if kind in TAKEN_BACK | DAYS and self.plain(end).lstrip("(") in IS_NOT and self.same_clause(end):
            doubt = Doubt.DENIED  # "0812… (bukan nomor korban)"
        doubt = doubt or self._doubt(kind, about, start)
        if (not doubt or about in self.doubtful) and not self._knows(about, answers):
            return None
        self.reading.pieces.append(Piece(kind, about, answers, start, end, is_child, str(doubt)))
        return end

    def _is_answered_no(self, end: int) -> bool:
        """Whether only a negation follows: *darurat? tidak*, *jambi bukan, batam iya*."""
        is_near = self.same_clause(end) or (end < len(self.words) and self.words[end - 1].shown.endswith("?"))
        return is_near and self.plain(end) in IS_NOT | NOT | NOT_YET and self.clause_end(end) == end + 1

    def _knows(self, about: int, answers: Mapping[str, Any]) -> bool:
        """Store answers about somebody, unless they contradict earlier ones."""
        known = self.said[about]
        for name, value in answers.items():
            if name in ADDED_UP or known.get(name, value) == value or ContactRule.NEVER in (value, known[name]):
                continue
            return False
        for name, value in answers.items():
            if name in ADDED_UP:
                known[name] = [*known.get(name, []), *(part for part in value if part not in known.get(name, []))]
            elif known.get(name) != ContactRule.NEVER:
                known[name] = value
        return True

    def _doubt(self, kind: str, about: int, start: int) -> str:
        """Why it is not sure who the words are about: being nearest is not enough."""
        if about in self.doubtful:
            return self.doubtful[about]
        if about < 0 or kind == "person":
            return ""
        topic = self._topic_before(start)
        if self.about == about and topic and not (topic[1] == VICTIM and self.victims() == [about]):
            return Doubt.WHO
        last = self._last_end(about)
        is_apart = last > 0 and not self.shares_clause(last - 1, start)
        return Doubt.WHO if is_apart and not self.is_victim(about) and self.victims() else ""
