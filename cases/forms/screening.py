"""The screening: three lists of the law, a source beside each tick, the status and who decided it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.choices import AnswerSource, Verdict, VictimStatus
from cases.screening_rule import ACT, ELEMENTS, MEANS, PURPOSE, Judgement, judge
from safeguards.identifiers import new_id

LIST_NAMES = {ACT: "acts", MEANS: "means", PURPOSE: "purposes"}
STATUSES = (VictimStatus.SUSPECTED, VictimStatus.CONFIRMED, VictimStatus.NOT_A_VICTIM)


@dataclass(frozen=True)
class Answer:
    """One row of a list: the tick and, beside it, where the answer comes from."""

    name: str
    value: str
    label: str
    is_ticked: bool
    source_name: str
    source: str
    sources: list


class ScreeningForm(forms.Form):
    """Ticks of the three lists; each tick has a source. What is ticked may be judged before a status is chosen."""

    acts = forms.MultipleChoiceField(choices=ELEMENTS[ACT].choices, required=False, label=_("Tindakan"))
    means = forms.MultipleChoiceField(choices=ELEMENTS[MEANS].choices, required=False, label=_("Cara"))
    purposes = forms.MultipleChoiceField(choices=ELEMENTS[PURPOSE].choices, required=False, label=_("Tujuan"))
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
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, age: int | None, agencies: QuerySet, **options):
        options["initial"] = {"key": new_id(), **(options.get("initial") or {})}
        super().__init__(*args, use_required_attribute=False, **options)
        self.age = age
        self.fields["deciding_agency"].queryset = agencies

    def answers(self, element: str) -> list[Answer]:
        """The rows of one list, with what was ticked before or is known from the last screening."""
        ticked = set(self._ticked(element))
        sources = self.initial.get("sources", {}) if not self.is_bound else {}
        rows = []
        for value, label in ELEMENTS[element].choices:
            key = f"{element}.{value}"
            source = (self.data.get(f"source.{key}") if self.is_bound else sources.get(key)) or AnswerSource.VICTIM
            rows.append(
                Answer(LIST_NAMES[element], value, str(label), value in ticked, f"source.{key}", source, SOURCES)
            )
        return rows

    def judgement(self) -> Judgement:
        """What is ticked now amounts to; values that are in no list are left out."""
        return judge(*(self._ticked(element) for element in ELEMENTS), self.age)

    def given_sources(self) -> dict[str, str]:
        """Where each ticked answer comes from."""
        found = {}
        for element in ELEMENTS:
            for answer in self.answers(element):
                if answer.is_ticked:
                    known = answer.source in AnswerSource.values
                    found[f"{element}.{answer.value}"] = str(answer.source if known else AnswerSource.VICTIM.value)
        return found

    def clean(self) -> dict:
        """Something must be known before a status follows; a status against the elements says why."""
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

    def _ticked(self, element: str) -> list[str]:
        name = LIST_NAMES[element]
        given = self.data.getlist(name) if self.is_bound else self.initial.get(name, [])
        return [value for value in given if value in ELEMENTS[element].values]


SOURCES = AnswerSource.choices


def from_draft(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A kept draft as initial values: lists stay lists, sources go back beside their answers."""
    values: dict[str, Any] = {name: as_list(fields.get(name)) for name in LIST_NAMES.values()}
    values["sources"] = {
        name.removeprefix("source."): source for name, source in fields.items() if name.startswith("source.")
    }
    kept = ("status", "deciding_agency", "note", "key")
    return {**values, **{name: fields[name] for name in kept if fields.get(name)}}


def as_list(value: Any) -> list:
    """One tick is kept as text, several as a list."""
    return value if isinstance(value, list) else [value] if value else []
