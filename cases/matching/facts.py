"""Input and output of matching: the known facts, and who it may be, how sure that is, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy

from cases.reading import telephone
from cases.reading.nik import NikReading, digits_of, may_identify, read
from cases.reading.placeholders import is_placeholder
from interface.marks import Badge
from safeguards import clock
from safeguards.encryption import readable
from safeguards.tokens import normalise


@dataclass(frozen=True)
class Facts:
    """The known facts of the person searched for; any may be missing.

    ``age`` is in full years on the day ``age_on`` (default: today); ``origin`` is the code of a region,
    ``sex`` a value of ``Sex``, ``accounts`` are names or numbers of accounts of any kind.
    """

    name: str = ""
    nickname: str = ""
    nik: str = ""
    phones: tuple[str, ...] = ()
    birth_date: date | None = None
    age: int | None = None
    sex: str = ""
    guardian: str = ""
    accounts: tuple[str, ...] = ()
    age_on: date | None = None
    origin: str = ""

    def __post_init__(self):
        """Treat unreadable values and placeholders for a name (*Korban 2*) as unknown."""
        object.__setattr__(self, "nik", readable(self.nik))
        for name in ("name", "nickname", "guardian"):
            text = readable(getattr(self, name))
            object.__setattr__(self, name, "" if is_placeholder(text) else text)

    def __repr__(self) -> str:
        return "<Facts>"

    @cached_property
    def digits(self) -> str:
        """The NIK without blanks and dots."""
        return digits_of(self.nik)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Telephone numbers in their form for comparing."""
        return frozenset(telephone.key_of(phone) for phone in self.phones) - {""}

    @cached_property
    def account_names(self) -> frozenset[str]:
        """Accounts in their form for comparing."""
        return frozenset(normalise("account", account) for account in self.accounts) - {""}

    @cached_property
    def read_nik(self) -> NikReading | None:
        """What the NIK says of sex and birth."""
        return read(self.nik, today=clock.today()) if self.nik else None

    @cached_property
    def has_sure_nik(self) -> bool:
        """Whether the NIK may serve as a key, because nothing about it is doubted. See ``cases.reading.nik``."""
        return may_identify(self.nik, today=clock.today(), sex=self.sex, birth_date=self.birth_date)

    @property
    def born(self) -> date | None:
        """The birth date, or that of a sure NIK."""
        if self.birth_date or not self.has_sure_nik:
            return self.birth_date
        return self.read_nik.birth_date if self.read_nik else None


class Reason(NamedTuple):
    """The result for one field: its name, a slug of the result, and the sentence users read, without the value."""

    field: str
    how: str
    words: str
    agrees: bool = True


class Likelihood(IntEnum):
    """How likely two records are one person, as shown on a card."""

    ALIKE = 1
    MAYBE = 2
    VERY = 3

    @property
    def badge(self) -> Badge:
        """How it is shown."""
        return LIKELIHOODS[self]


LIKELIHOODS = {
    Likelihood.ALIKE: Badge("ring", gettext_lazy("Agak mirip")),
    Likelihood.MAYBE: Badge("half", gettext_lazy("Mungkin sama")),
    Likelihood.VERY: Badge("done", gettext_lazy("Sangat mirip")),
}
FROM_MAYBE = 0.5  # a smaller chance is shown as "Agak mirip"


@dataclass(frozen=True)
class Match:
    """A known person who may be the one searched for. ``score`` is the chance, from 0 to 1."""

    person_id: UUID
    score: float
    is_same: bool
    reasons: tuple[Reason, ...]

    @property
    def likelihood(self) -> Likelihood:
        """How likely it is the same person."""
        if self.is_same:
            return Likelihood.VERY
        return Likelihood.MAYBE if self.score >= FROM_MAYBE else Likelihood.ALIKE

    @property
    def order(self) -> tuple[int, float]:
        """Sort key of cards, the greatest first: the word shown, then the chance."""
        return self.likelihood, self.score

    @property
    def agreeing(self) -> str:
        """The fields that agree, as sentences; empty if there are none."""
        return _sentences(reason.words for reason in self.reasons if reason.agrees)

    @property
    def against(self) -> str:
        """The fields that disagree, as sentences."""
        return _sentences(reason.words for reason in self.reasons if not reason.agrees)

    def doubted(self, reason: Reason) -> "Match":
        """The match with a reason against it; it is no longer certain."""
        return replace(self, is_same=False, reasons=(*self.reasons, reason))


def _sentences(words: Iterable[str]) -> str:
    """Join short reasons as sentences: ``NIK sama. Umur cocok.``"""
    return " ".join(f"{word}." for word in words)
