"""Forms of merging two people and of undoing it: one choice per field that differs."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.merging import field_choices
from cases.merging.field_choices import BOTH, GONE, KEPT, ComparedField
from cases.merging.undo_plan import UndoPlan
from cases.models import Person

CHOICE = "pilih_"


class MergeForm(forms.Form):
    """For each field that differs: left, right, or both. Contains no field values."""

    opened = forms.CharField(widget=forms.HiddenInput)  # proof of who opened both identities, and when
    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    gone_version = forms.IntegerField(widget=forms.HiddenInput)
    close_doubles = forms.BooleanField(
        label=gettext_lazy("Tutup baris korban yang berulang sebagai duplikat"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan penggabungan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Disimpan tersandi pada penggabungan ini."),
    )

    def __init__(self, *args, kept: Person, gone: Person, codes: dict, crosses: bool, has_doubles: bool, **options):
        super().__init__(*args, use_required_attribute=False, **options)
        self.kept, self.gone = kept, gone
        self.rows = [row for row in field_choices.compare_fields(kept, gone) if row.differs]
        for row in self.rows:
            self.fields[CHOICE + row.name] = self._choice(row, codes)
        self.fields["reason"].required = crosses
        if not crosses:
            del self.fields["reason"]
        if not has_doubles:
            del self.fields["close_doubles"]

    @staticmethod
    def _choice(row: ComparedField, codes: dict[str, str]) -> forms.ChoiceField:
        """A choice between both values, each labelled with the code of its file."""
        choices = [(KEPT, row.left), (GONE, row.right)]
        if row.may_keep_both:
            choices.append((BOTH, _("Simpan keduanya")))
        field = forms.ChoiceField(
            label=row.label,
            choices=choices,
            initial=row.default,
            widget=forms.RadioSelect,
            error_messages={"required": _("Pilih salah satu.")},
        )
        field.option_hints = {KEPT: codes["code"], GONE: codes["other"]}
        return field

    @property
    def choices(self) -> dict[str, str]:
        """Map of field to chosen side, for the action."""
        return {row.name: self.cleaned_data[CHOICE + row.name] for row in self.rows}

    @property
    def asked(self) -> list:
        """The bound fields that ask for a side, in the order of the forms."""
        return [self[CHOICE + row.name] for row in self.rows]


class UndoForm(forms.Form):
    """The open decisions of an undo plan: rows that came later, and fields with two candidate values."""

    digest = forms.CharField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)  # proof that the values were opened
    to_gone = forms.MultipleChoiceField(
        label=gettext_lazy("Yang datang setelah penggabungan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Yang tidak dicentang tetap pada catatan yang bertahan."),
    )
    put_back_fields = forms.MultipleChoiceField(
        label=gettext_lazy("Isian yang diubah setelah penggabungan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Yang tidak dicentang tetap memakai perubahan terbaru."),
    )

    def __init__(self, *args, plan: UndoPlan, later: list[tuple[str, str]], **options):
        options["initial"] = {"digest": plan.digest, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["to_gone"].choices = later
        self.fields["put_back_fields"].choices = [(name, field_choices.label_of(name)) for name in plan.conflicts]
        if not later:
            del self.fields["to_gone"]
        if not plan.conflicts:
            del self.fields["put_back_fields"]


class SideForm(forms.Form):
    """A form with only a button."""
