"""Forms for the steps of an open emergency, and for its end."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import EmergencyResult
from cases.models import EmergencyContact
from interface.form_fields import MomentField
from safeguards import clock


class StepForm(forms.Form):
    """Who was called, when, and what they said."""

    contact = forms.ModelChoiceField(
        label=gettext_lazy("Siapa yang dihubungi"),
        queryset=EmergencyContact.objects.none(),
        required=False,
        empty_label=gettext_lazy("Lainnya, saya tulis"),
    )
    whom = forms.CharField(
        label=gettext_lazy("Lainnya"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Isi bila tidak ada dalam daftar"),
    )
    note = forms.CharField(
        label=gettext_lazy("Apa katanya"), required=False, max_length=600, widget=forms.Textarea({"rows": 2})
    )
    happened_at = MomentField(
        label=gettext_lazy("Waktu"), required=False, help_text=gettext_lazy("Kosongkan bila baru saja")
    )

    def __init__(self, *args, contacts, **options):
        super().__init__(*args, **options)
        self.fields["contact"].queryset = contacts

    def clean_happened_at(self):
        """Default to now; refuse a future moment."""
        moment = self.cleaned_data["happened_at"] or clock.now()
        if moment > clock.now():
            raise forms.ValidationError(_("Waktu ini belum tiba. Periksa jamnya."))
        return moment

    def clean(self) -> dict:
        """Require the office or the person who was called."""
        values = self.cleaned_data
        if not values.get("contact") and not values.get("whom"):
            self.add_error("whom", _("Pilih siapa yang dihubungi, atau tulis sendiri."))
        return values


class EndForm(forms.Form):
    """The result: one choice and a sentence."""

    result = forms.ChoiceField(
        label=gettext_lazy("Bagaimana hasilnya?"),
        choices=EmergencyResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih hasilnya.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Keterangan"), required=False, max_length=600, widget=forms.Textarea({"rows": 2})
    )


class ContactResultForm(forms.Form):
    """The result of trying to contact somebody."""

    result = forms.ChoiceField(
        label=gettext_lazy("Bagaimana hasilnya?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih hasilnya.")},
    )

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["result"].choices = choices


class ContactWayForm(forms.Form):
    """Which of the allowed ways is used."""

    way = forms.ChoiceField(
        label=gettext_lazy("Dengan cara apa?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih caranya.")},
    )

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["way"].choices = choices
        if len(choices) == 1:
            self.fields["way"].initial = choices[0][0]
