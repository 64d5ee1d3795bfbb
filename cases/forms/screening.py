"""The screening form: per question an answer, sources and a note; the signs; the status and who decided it.

The conversation, sheet and verdict pages use the same form, built from one list of questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.actions.screenings import MOST_NOTE
from cases.choices import AnswerSource, ScreeningAnswer, ScreeningOccasion, Verdict, VictimStatus
from cases.models import Screening, Victim
from cases.models.draft import DraftForm
from cases.screening import indicators as signs
from cases.screening import questions as screening_questions
from cases.screening.findings import Findings
from cases.screening.questions import Question
from cases.screening.rule import PURPOSE, Judgement
from safeguards.encryption.forms import KeepsUnreadable
from safeguards.identifiers import new_id
from taskforces.access.permissions import Permission

STATUSES = (VictimStatus.SUSPECTED, VictimStatus.CONFIRMED, VictimStatus.NOT_A_VICTIM)
NONE_SEEN = "-"  # form value for "no earlier screening"
LISTS = ("indicators",)  # multi-value fields besides the sources
DECISION = ("occasion", "status", "deciding_agency", "note")


@dataclass(frozen=True)
class Asked:
    """One question with its three bound fields, for every page."""

    question: Question
    ask: str
    position: int  # from one, over all questions
    answer: BoundField
    sources: BoundField
    note: BoundField

    @property
    def given(self) -> str:
        """The answer so far."""
        return str(self.answer.value() or ScreeningAnswer.NOT_ASKED)

    @property
    def in_words(self) -> str:
        """The answer so far, in words."""
        return str(dict(ScreeningAnswer.choices).get(self.given, ""))


class ScreeningForm(KeepsUnreadable, forms.Form):
    """Answers can be judged before a status is chosen. ``version`` is the newest screening the user saw."""

    kept_as = DraftForm("screening", Permission.VICTIM_SCREEN, "cases:screening", _("Skrining korban"), file=Victim)

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Tanda yang teramati"), required=False, widget=forms.CheckboxSelectMultiple
    )
    occasion = forms.ChoiceField(label=_("Alasan skrining"), required=False, choices=ScreeningOccasion.choices)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(status.value, status.label) for status in STATUSES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih status yang ditetapkan.")},
    )
    deciding_agency = forms.ModelChoiceField(label=_("Ditetapkan oleh"), queryset=None, empty_label=_("Pilih instansi"))
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Perlu bila status berbeda dari kesimpulan unsur."),
    )

    def __init__(self, *args, victim: Victim, newest: Screening | None, agencies: QuerySet, **options):
        first = ScreeningOccasion.FIRST if newest is None else _occasion_after(newest)
        seen = str(newest.pk) if newest else NONE_SEEN
        options["initial"] = {"key": new_id(), "version": seen, "occasion": first, **(options.get("initial") or {})}
        super().__init__(*args, use_required_attribute=False, **options)
        self.victim = victim
        self.fields["deciding_agency"].queryset = agencies
        sent = self.data.get("occasion")  # a colleague may have saved first: the conflict then says so
        self.fields["occasion"].choices = [
            (value, label)
            for value, label in ScreeningOccasion.choices
            if (value == ScreeningOccasion.FIRST) is (newest is None) or value == sent
        ]
        self.fields["indicators"].choices = list(signs.words_of().items())
        for question in screening_questions.questions():
            self._add(question)

    def _add(self, question: Question) -> None:
        self.fields[f"answer.{question.key}"] = forms.ChoiceField(
            label=question.label,
            required=False,
            choices=ScreeningAnswer.choices,
            initial=ScreeningAnswer.NOT_ASKED,
            widget=forms.RadioSelect,
        )
        self.fields[f"source.{question.key}"] = forms.MultipleChoiceField(
            label=_("Sumber"), required=False, choices=AnswerSource.choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields[f"note.{question.key}"] = forms.CharField(
            label=format_lazy(_("Catatan singkat untuk “{question}”"), question=question.label),
            required=False,
            max_length=MOST_NOTE,
        )

    def asked(self, question: Question, *, for_child: bool) -> Asked:
        """One question with its fields and spoken wording."""
        key = question.key
        bound = (self[f"{kind}.{key}"] for kind in ("answer", "source", "note"))
        position = screening_questions.all_keys().index(key) + 1
        return Asked(question, question.words(for_child=for_child), position, *bound)

    def findings(self) -> Findings:
        """The current answers. Unknown values are left out, and so are sources and notes without an answer."""
        answers = {}
        for key in screening_questions.all_keys():
            given = self[f"answer.{key}"].value()
            if given in ScreeningAnswer.values and given != ScreeningAnswer.NOT_ASKED:
                answers[key] = given
        return Findings(
            answers=answers,
            sources={key: found for key in answers if (found := self._known(f"source.{key}", AnswerSource.values))},
            notes={key: text for key in answers if (text := (self[f"note.{key}"].value() or "").strip()[:MOST_NOTE])},
            indicators=tuple(self._known("indicators", signs.words_of())),
        )

    def _known(self, name: str, allowed) -> list[str]:
        """Ticked values that are allowed; a draft stores a single tick as text."""
        given = self[name].value() or []
        given = [given] if isinstance(given, str) else given
        return [value for value in allowed if value in given]

    def judgement(self) -> Judgement:
        """The verdict on the current answers."""
        return self.findings().judged_at(self.victim.age_at_event, is_estimated=self.victim.age_is_estimated)

    def kinds(self) -> list[signs.Kind]:
        """The lists of signs relevant to this case; a list with a tick stays visible."""
        purposes = self.findings().said_yes(PURPOSE)
        shown = signs.kinds_for(self.victim.case.mode, purposes)
        ticked = set(self._known("indicators", signs.words_of()))
        kept = [kind for kind in signs.KINDS if ticked & {sign.slug for sign in kind.signs}]
        return [kind for kind in signs.KINDS if kind in shown or kind in kept]

    def clean(self) -> dict:
        """A status that contradicts the elements needs a note."""
        values = super().clean()
        judgement, status = self.judgement(), values.get("status")
        against = (status == VictimStatus.CONFIRMED and not judgement.is_met) or (
            status == VictimStatus.NOT_A_VICTIM and judgement.is_met
        )
        if against and not (values.get("note") or "").strip():
            self.add_error(
                "note",
                _("Status ini berbeda dari kesimpulan unsur (%(verdict)s). Tulis dasarnya.")
                % {"verdict": Verdict(judgement.verdict).label},
            )
        return values


def _occasion_after(newest: Screening) -> ScreeningOccasion:
    return ScreeningOccasion.REVIEW if newest.is_automatic else ScreeningOccasion.NEW_FACTS


def from_screening(screening: Screening, agency_id) -> dict[str, Any]:
    """Initial values from the last screening; the status is asked again."""
    values: dict[str, Any] = {f"answer.{key}": answer for key, answer in screening.answers.items()}
    values |= {f"source.{key}": sources for key, sources in screening.sources.items()}
    values |= {f"note.{key}": text for key, text in screening.notes.items()}
    return {**values, "indicators": screening.indicators, "deciding_agency": agency_id}


def from_draft(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as initial values: multi-value fields become lists again."""
    several = {name for name in fields if name.startswith("source.") or name in LISTS}
    return {name: as_list(value) if name in several else value for name, value in fields.items()}


def as_list(value: Any) -> list:
    """A draft stores one tick as text, several as a list; return a list."""
    return value if isinstance(value, list) else [value] if value else []
