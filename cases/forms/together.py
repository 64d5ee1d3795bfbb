"""Acts on several victims at once: first *untuk siapa*, then what is the same for all of them."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.choices import ConsentGiver, Stage, TerminationReason
from cases.forms.victims import ConsentForm
from cases.models import Case, Victim
from cases.words import among_others


class ForWhomForm(forms.Form):
    """The victims of a case with a tick each. ``offered`` are those the act is possible for."""

    victims = forms.MultipleChoiceField(
        label=_("Untuk siapa?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Centang paling sedikit satu korban.")},
    )

    def __init__(self, *args, case: Case, offered: Sequence[Victim], **options):
        super().__init__(*args, **options)
        self.case, self.offered = case, {str(victim.pk): victim for victim in offered}
        field = self.fields["victims"]
        field.choices = [(key, among_others(victim)) for key, victim in self.offered.items()]
        field.option_hints = {key: victim.get_stage_display() for key, victim in self.offered.items()}

    def clean_victims(self) -> list[Victim]:
        """The ticked victims, in their order."""
        return [victim for key, victim in self.offered.items() if key in self.cleaned_data["victims"]]


class StageTogetherForm(ForWhomForm):
    """The next stage of several victims; the one most of them come to next is chosen beforehand."""

    to = forms.ChoiceField(label=_("Tahap berikutnya"), widget=forms.RadioSelect)
    termination_reason = forms.ChoiceField(
        label=_("Alasan terminasi"), choices=[("", _("Pilih alasan")), *TerminationReason.choices], required=False
    )
    note = forms.CharField(label=_("Catatan"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, may_end: bool, **options):
        super().__init__(*args, **options)
        stages = [Stage(victim.stage) for victim in self.offered.values()]
        possible = {stage for each in stages for stage in workflow.NEXT_STAGES[each]}
        possible -= set() if may_end else {Stage.TERMINATION}
        self.fields["to"].choices = [(stage.value, stage.label) for stage in Stage if stage in possible]
        if not self.is_bound:
            coming = [stage for each in stages if (stage := workflow.following(each)) in possible]
            self.initial.setdefault("to", max(coming, key=coming.count, default=None))
        if Stage.TERMINATION not in possible:
            del self.fields["termination_reason"]
        for key, victim in self.offered.items():
            name = f"since-{key}"
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=victim.stage, required=False)

    @property
    def since(self) -> list:
        """The hidden fields with the stage each victim had when the page was opened."""
        return [self[f"since-{key}"] for key in self.offered]

    def stages_seen(self) -> dict:
        """By victim, the stage the page showed."""
        return {
            each.pk: self.cleaned_data.get(f"since-{each.pk}") or each.stage for each in self.cleaned_data["victims"]
        }

    def clean(self) -> dict:
        """Report at the field what the step still needs, of whichever victim."""
        values = super().clean()
        to = values.get("to")
        stages = [victim.stage for victim in values.get("victims", [])]
        if to == Stage.TERMINATION and not values.get("termination_reason"):
            self.add_error("termination_reason", _("Pilih alasan terminasi."))
        needs_note = to and to != Stage.TERMINATION and any(workflow.needs_reason(stage, to) for stage in stages)
        if needs_note and not values.get("note"):
            self.add_error("note", _("Tulis alasan langkah ini."))
        return values


class ConsentTogetherForm(ForWhomForm, ConsentForm):
    """The same consent of several victims. Where all are children, none is asked whether she consents alone."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if all(victim.is_child for victim in self.offered.values()):
            alone = ConsentGiver.VICTIM
            self.fields["given_by"].choices = [row for row in ConsentGiver.choices if row[0] != alone]
