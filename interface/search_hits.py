"""The search box: the typed text, register numbers in it, and the hits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

LONGEST = 160  # characters
MOST_HITS = 50  # of one kind
# K-2026-0012/1, k 2026 12, 2026/0012, K12, 12: series, year, number and place within the file
NUMBER = re.compile(
    r"(?:(?P<series>[A-Z]{1,3})[\s./-]*)?(?:(?P<year>(?:19|20)\d\d)[\s./-]+)?0*(?P<last>[1-9]\d{0,5})"
    r"(?:\s*/\s*(?P<place>\d{1,2}))?"
)


@dataclass(frozen=True)
class Hit:
    """One result: its code, its address, a description without names, and why it matches.

    ``case_id`` is the key of the case it is in, so that a page can offer that case.
    """

    code: str
    url: str
    about: str
    why: str
    unit: str
    case_id: UUID | None = None


@dataclass(frozen=True)
class RegisterNumber:
    """A register number as typed. Without a series it may belong to any; without a year it is of this year."""

    series: str
    year: int
    last: int

    def among(self, series: Iterable[str]) -> list[str]:
        """The full numbers, one for each of these series that it may belong to."""
        return [f"{own}-{self.year}-{self.last:04d}" for own in series if self.series in ("", own)]


def search_text(data: Mapping[str, str], name: str = "q") -> str:
    """The typed text in one line, cut to ``LONGEST``, without characters that PostgreSQL cannot store."""
    printable = "".join(letter if letter.isprintable() else " " for letter in data.get(name, ""))
    return printable.strip()[:LONGEST]


def register_number(text: str, *, year: int) -> RegisterNumber | None:
    """The register number that a text means, in any spelling; ``None`` if it is not one. ``year`` is this year."""
    found = NUMBER.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    return RegisterNumber(found["series"] or "", int(found["year"] or year), int(found["last"]))
