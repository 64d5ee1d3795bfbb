"""Questions about danger: only those the call makes relevant are shown; answers are kept."""

from collections.abc import Mapping

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.choices import Risk, RiskAnswer, Urgency
from cases.intake import risk_prompts
from cases.intake.risk_prompts import PROMPTS, CallFacts, Prompt, Relevant

PREFIX = "risiko"
ASKED = f"{PREFIX}-asked_before"  # questions already shown; they stay until answered


class AskedForm(forms.Form):
    """Hidden field with the risks the page asked about already. It contains their names, nothing of the call."""

    asked_before = forms.CharField(required=False, widget=forms.HiddenInput)


class RisksForm(forms.Form):
    """One optional question for each danger."""

    def __init__(self, data: Mapping | None = None, *, initial: Mapping | None = None, call: CallFacts | None = None):
        super().__init__(data, initial=initial, prefix=PREFIX)
        self.call = call or CallFacts("")
        for prompt in PROMPTS:
            self.fields[prompt.risk.value] = forms.ChoiceField(
                label=prompt.question, choices=_choices(prompt), widget=forms.RadioSelect, required=False
            )
        self.before = AskedForm(data, initial=initial, prefix=PREFIX)

    @cached_property
    def answers(self) -> dict[str, str]:
        """Map of risk to given answer."""
        return {risk: value for risk in Risk.values if (value := self[risk].value()) in RiskAnswer.values}

    @cached_property
    def relevant(self) -> Relevant:
        """The questions that are relevant now."""
        return risk_prompts.relevant(self.call, {*self.answers, *asked_in(self.asked_before.value())})

    @property
    def asked_before(self) -> forms.BoundField:
        """The hidden field with the questions already asked."""
        return self.before["asked_before"]

    @property
    def has_more(self) -> bool:
        """Whether some dangers are not asked about yet."""
        return len(self.relevant.prompts) < len(PROMPTS)

    @property
    def asked(self) -> list:
        """The questions to show, as bound fields."""
        return [self[prompt.risk.value] for prompt in self.relevant.prompts]

    @property
    def mark(self) -> str:
        """The names of the questions shown, without any content of the call."""
        return " ".join(prompt.risk.value for prompt in self.relevant.prompts)

    @property
    def every(self) -> str:
        """All dangers, for the button that asks about each."""
        return " ".join(Risk.values)

    @property
    def headline(self) -> str:
        """Why the questions are asked: ``Anak, jauh dari rumah.``"""
        text = ", ".join(self.relevant.reasons)
        return f"{text[:1].upper()}{text[1:]}." if text else _("Sudah ditanyakan.")

    @property
    def proposed(self) -> Urgency | None:
        """The urgency the answers and a near departure suggest."""
        return risk_prompts.proposed_urgency(self.answers, is_leaving=self.call.is_leaving)


def asked_in(text) -> set[str]:
    """The dangers a page claims to have asked about."""
    return set(str(text or "").split()) & set(Risk.values)


def with_asked(data, risks: str) -> None:
    """Mark dangers as asked in the sent data."""
    asked = asked_in(data.get(ASKED)) | asked_in(risks)
    data[ASKED] = " ".join(risk for risk in Risk.values if risk in asked)


def _choices(prompt: Prompt) -> list[tuple[str, str]]:
    """*Ya* and *Tidak* in this order; for a question that asks about safety, *Ya* means no danger."""
    yes, no = RiskAnswer.YES.value, RiskAnswer.NO.value
    words = ((no, yes) if prompt.asks_safety else (yes, no), (RiskAnswer.YES.label, RiskAnswer.NO.label))
    return [*zip(*words, strict=True), (RiskAnswer.NOT_KNOWN.value, RiskAnswer.NOT_KNOWN.label)]
