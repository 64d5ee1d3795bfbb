"""What one screening found, before it is judged or written down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cases.choices import ScreeningAnswer
from cases.models import Screening
from cases.screening.rule import ELEMENTS, Judgement, judge


@dataclass(frozen=True)
class Findings:
    """What was asked and noticed. Keys are those of the questions, such as ``act.recruitment``.

    ``answers`` holds what was asked (yes, no, not known); ``sources`` where each comes from, several at a time;
    ``notes`` a few words beside an answer; ``indicators`` the signs that were noticed.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Collection[str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    indicators: Collection[str] = ()

    def said_yes(self, element: str) -> list[str]:
        """The values of an element that were answered *ya*, in the law's order."""
        return [v for v in ELEMENTS[element].values if self.answers.get(f"{element}.{v}") == ScreeningAnswer.YES]

    def judged_at(self, age: int | None, *, is_estimated: bool = False) -> Judgement:
        """What these findings amount to for somebody of that age (years at the event)."""
        acts, means, purposes = (self.said_yes(element) for element in ELEMENTS)
        return judge(acts, means, purposes, age, age_is_estimated=is_estimated)

    @property
    def open_count(self) -> int:
        """How many questions have no *ya* or *tidak* yet."""
        settled = (ScreeningAnswer.YES, ScreeningAnswer.NO)
        return sum(len(values) for values in ELEMENTS.values()) - sum(v in settled for v in self.answers.values())

    @classmethod
    def of(cls, screening: Screening) -> "Findings":
        """What a screening found, as it is stored."""
        return cls(screening.answers, screening.sources, screening.notes, tuple(screening.indicators))
