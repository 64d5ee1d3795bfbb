"""Forms about one victim: identity and facts, stage, consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.choices import ConsentGiver, Factor, Stage, TerminationReason
from cases.forms.person_forms import PersonForm
from cases.models import Person, Victim
from interface.form_fields import DayField
from safeguards import clock

# Widths of a person's controls on the page; the others have middle width.
SIZES = {"birth_date": "s", "address": "", "accounts": "", "contact_hours": "", "contact_note": ""}


class VictimAddForm(PersonForm):
    """A victim who was not named when the case was opened: the questions of the complaint, without the role."""

    guardian = forms.CharField(label=_("Nama wali"), required=False, max_length=160)
    warnings_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, position=1, **options)
        for name in ("id", "seen_version", "role", "is_unknown", "is_reporter"):
            del self.fields[name]
        self.empty_permitted = False

    @property
    def identity_fields(self) -> list[tuple[forms.BoundField, str]]:
        """The identity controls, each with its width."""
        return [(self[name], SIZES.get(name, "m")) for name in Person.IDENTITY]

    @property
    def identity_labels(self) -> str:
        """The labels of the identity controls in one line."""
        return Person.identity_in_words()

    @property
    def contact_fields(self) -> list[tuple[forms.BoundField, str]]:
        """The safe-contact controls, each with its width."""
        return [(self[name], SIZES.get(name, "m")) for name in Person.CONTACT]

    def details(self) -> dict:
        """Values for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "warnings_seen"}


class VictimEditForm(VictimAddForm):
    """The same questions with known facts filled in. Identity stays hidden; a field left empty keeps its value.

    ``stored`` names the identifying fields with a stored value.
    """

    main_factor = forms.ChoiceField(label=_("Faktor utama"), choices=Factor.choices)
    factors = forms.MultipleChoiceField(
        label=_("Faktor yang berperan"), choices=Factor.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    special_needs = forms.CharField(
        label=_("Kebutuhan khusus"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    person_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    OWN = ("sex", "age_is_estimated", "origin_region", "main_factor", "factors", "special_needs")

    def __init__(self, *args, victim: Victim, **options):
        facts = {name: getattr(victim, name) for name in self.OWN}
        contact = {name: getattr(victim.person, name) for name in Person.CONTACT}
        initial = {**facts, **contact, "age": victim.age_at_event, "version": victim.version}
        initial["person_version"] = victim.person.version
        options["initial"] = {**initial, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        del self.fields["person"]
        self.fields["factors"].choices = [row for row in Factor.choices if row[0] != Factor.UNKNOWN]

    def changes(self) -> dict:
        """Fields of victim and person with their new values; hidden identity left empty is left out."""
        values = {name: self.cleaned_data[name] for name in (*self.OWN, *Person.CONTACT)}
        values["age_at_event"] = self.cleaned_data["age"]
        values.update({name: self.cleaned_data[name] for name in Person.IDENTITY if self.cleaned_data.get(name)})
        return values


class StageForm(forms.Form):
    """The next possible stages, the note, and for an end of services the reason that decides how it is counted."""

    to = forms.ChoiceField(label=_("Tahap berikutnya"), widget=forms.RadioSelect)
    termination_reason = forms.ChoiceField(
        label=_("Alasan terminasi"), choices=[("", _("Pilih alasan")), *TerminationReason.choices], required=False
    )
    note = forms.CharField(label=_("Catatan"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    since = forms.CharField(widget=forms.HiddenInput)  # the stage when the page was opened

    def __init__(self, *args, victim: Victim, may_end: bool, **options):
        options["initial"] = {"since": victim.stage, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.victim = victim
        self.next = [stage for stage in Stage if stage in workflow.NEXT_STAGES[Stage(victim.stage)]]
        open_to_reader = [stage for stage in self.next if may_end or stage != Stage.TERMINATION]
        self.fields["to"].choices = [(stage.value, stage.label) for stage in open_to_reader]
        self.fields["to"].option_hints = {
            stage.value: _("Perlu alasan") for stage in open_to_reader if workflow.needs_reason(victim.stage, stage)
        }
        self.needs_supervisor = Stage.TERMINATION in self.next and not may_end
        coming = workflow.following(Stage(victim.stage))
        if coming in open_to_reader:
            self.initial.setdefault("to", coming.value)
        if Stage.TERMINATION not in open_to_reader:
            del self.fields["termination_reason"]

    def clean(self) -> dict:
        """Report at the field what the step still needs."""
        values = super().clean()
        to = values.get("to")
        if to == Stage.TERMINATION and not values.get("termination_reason"):
            self.add_error("termination_reason", _("Pilih alasan terminasi."))
        elif to and to != Stage.TERMINATION and workflow.needs_reason(self.victim.stage, to) and not values.get("note"):
            self.add_error("note", _("Tulis alasan langkah ini."))
        return values


class ConsentForm(forms.Form):
    """Who consented, and when."""

    given_by = forms.ChoiceField(label=_("Persetujuan"), choices=ConsentGiver.choices, widget=forms.RadioSelect)
    given_on = DayField(label=_("Tanggal"), required=False, help_text=_("Kosong bila persetujuan masih menyusul."))
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, **options):
        options["initial"] = {"given_on": clock.today(), **(options.get("initial") or {})}
        super().__init__(*args, **options)

    def clean(self) -> dict:
        """A consent that was given has its day; one that is to follow has none, whatever stands in the field."""
        cleaned = super().clean()
        if cleaned.get("given_by") == ConsentGiver.URGENT_LATER:
            self.errors.pop("given_on", None)
            cleaned["given_on"] = None
        elif cleaned.get("given_by") and "given_on" not in self.errors and cleaned.get("given_on") is None:
            self.add_error("given_on", _("Isi tanggal persetujuan diberikan."))
        return cleaned
