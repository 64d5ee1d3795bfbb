"""One pass over the words of a line: where we are, of whom we speak, and what was said already."""

import re
from collections.abc import Mapping, Set
from datetime import date
from functools import cached_property
from typing import Any

from cases.choices import ContactRule, PersonRole
from cases.indonesian_dates import MONTHS
from cases.shorthand.reading import FACTS, REPORTER, Piece, Reading, Word

ADDED_UP = {"contact_ways", "contact_hours", "contact_note"}  # answers that may be given more than once
LONGEST_PHRASE = 5  # words


class Scan:
    """The line, the place in it, and the person it speaks of now."""

    def __init__(self, words: list[Word], *, today: date, near: str):
        self.words, self.today, self.near = words, today, near
        self.reading = Reading(words)
        self.said: dict[int, dict[str, Any]] = {FACTS: {}, REPORTER: {}}
        self.about: int | None = None
        self.group: list[int] = []  # people described together last

    @cached_property
    def is_all_capitals(self) -> bool:
        """Whether capitals say nothing, because every word of the line has one."""
        letters = [word.raw for word in self.words if word.raw[:1].isalpha()]
        return len(letters) > 2 and all(word[0].isupper() for word in letters)

    def plain(self, at: int) -> str:
        """The word at a place, or nothing behind the end."""
        return self.words[at].plain if 0 <= at < len(self.words) else ""

    def clause_end(self, at: int) -> int:
        """The place behind the last word of the clause."""
        while at < len(self.words):
            at += 1
            if self.words[at - 1].ends_clause:
                break
        return at

    def begins_clause(self, at: int) -> bool:
        """Whether the word is the first of the line or stands behind a comma."""
        return at == 0 or self.words[at - 1].ends_clause

    def same_clause(self, at: int) -> bool:
        """Whether the word belongs to the clause of the one before it."""
        return 0 < at < len(self.words) and not self.words[at - 1].ends_clause

    def phrase(self, at: int, table: Mapping[str, Any] | Set[str], longest: int = 4) -> tuple[Any, int] | None:
        """The longest run of words from here, within the clause, that a table has: its value and where it ends."""
        for end in range(min(self.clause_end(at), at + longest), at, -1):
            words = " ".join(word.plain for word in self.words[at:end])
            if words in table:
                return (table[words] if isinstance(table, Mapping) else words), end
        return None

    def skip(self, at: int, words: Set[str], *, begin: int) -> int:
        """Behind a word that may stand here and says nothing; ``begin`` is where the piece began."""
        return at + 1 if self.plain(at) in words and (at == begin or self.same_clause(at)) else at

    def someone(self) -> int:
        """Whom an answer is about that does not say: the reporter or person spoken of, else the first person."""
        if self.about is None:
            self.about = self.new_person() if not self.reading.people else len(self.reading.people) - 1
        return self.about

    def victim(self) -> int:
        """The person of the line last described as a victim, else somebody new: *jangan hubungi korban*."""
        for place in reversed(range(len(self.reading.people))):
            role = self.said[place].get("role", PersonRole.POSSIBLE_VICTIM)
            if role == PersonRole.POSSIBLE_VICTIM:
                return place
        return self.new_person()

    def tears_date(self, start: int, end: int) -> bool:
        """Whether a date would lose a figure it stands with, because the whole is no day: ``29 feb`` of 2009."""
        behind = self.plain(end) if self.same_clause(end) else ""
        before = self.plain(start - 1) if self.same_clause(start) and not self.is_understood(start - 1) else ""
        has_day = self.plain(start).strip(".") in MONTHS and re.fullmatch(r"\d{1,2}", before)
        return bool(re.fullmatch(r"(?:19|20)\d\d", behind) or has_day)

    def is_understood(self, at: int) -> bool:
        """Whether the word belongs to a piece already."""
        return any(at in piece.places for piece in self.reading.pieces)

    def new_person(self) -> int:
        """One person more."""
        self.reading.people.append({})
        place = len(self.reading.people) - 1
        self.said[place] = self.reading.people[place]
        return place

    def give(
        self, kind: str, about: int, answers: Mapping[str, Any], start: int, end: int, *, is_child: bool = False
    ) -> int | None:
        """Take a piece and return where it ends; nothing where it contradicts what was said before."""
        known = self.said[about]
        for name, value in answers.items():
            if name in ADDED_UP or known.get(name, value) == value or ContactRule.NEVER in (value, known[name]):
                continue
            return None
        for name, value in answers.items():
            if name in ADDED_UP:
                known[name] = [*known.get(name, []), *(part for part in value if part not in known.get(name, []))]
            elif known.get(name) != ContactRule.NEVER:
                known[name] = value
        self.reading.pieces.append(Piece(kind, about, answers, start, end, is_child))
        return end
