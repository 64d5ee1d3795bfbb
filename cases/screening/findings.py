"""The findings of one screening, before they are judged or stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cases.choices import ScreeningAnswer
from cases.models import Screening
from cases.screening.rule import ELEMENTS, Judgement, judge


@dataclass(frozen=True)
class Findings:
    """Answers and signs. Keys are those of the questions, such as ``act.recruitment``.

    ``answers`` has the asked questions (yes, no, not known); ``sources`` the sources of each answer; ``notes`` a few
    words on an answer; ``indicators`` the noticed signs.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Collection[str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    indicators: Collection[str] = ()

    def said_yes(self, element: str) -> list[str]:
        """The values of an element with the answer *ya*, in the law's order."""
        return [v for v in ELEMENTS[element].values if self.answers.get(f"{element}.{v}") == ScreeningAnswer.YES]

    def judged_at(self, age: int | None, *, is_estimated: bool = False) -> Judgement:
        """The judgement on these findings for somebody of this age (years at the event)."""
        acts, means, purposes = (self.said_yes(element) for element in ELEMENTS)
        return judge(acts, means, purposes, age, age_is_estimated=is_estimated)

    @property
    def open_count(self) -> int:
        """The number of questions without *ya* or *tidak*."""
        settled = (ScreeningAnswer.YES, ScreeningAnswer.NO)
        return sum(len(values) for values in ELEMENTS.values()) - sum(v in settled for v in self.answers.values())

    @classmethod
    def of(cls, screening: Screening) -> "Findings":
        """The findings of a stored screening."""
        return cls(screening.answers, screening.sources, screening.notes, tuple(screening.indicators))
