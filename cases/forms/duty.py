"""Forms for the duty roster and the list of emergency numbers."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cases.choices import EmergencyContactKind
from cases.forms.fields import office_number
from interface.form_fields import ClockField, DayField, Direction
from safeguards.encryption.forms import KeepsUnreadable
from taskforces.models import User


class TurnForm(forms.Form):
    """Who is on duty, on which day, from when until when. An end before the beginning means the next day."""

    user = forms.ModelChoiceField(
        label=gettext_lazy("Petugas jaga"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Pilih petugas"),
        error_messages={"required": gettext_lazy("Pilih petugasnya.")},
    )
    on = DayField(
        label=gettext_lazy("Hari"),
        direction=Direction.AHEAD,
        error_messages={"required": gettext_lazy("Isi harinya.")},
    )
    starts = ClockField(label=gettext_lazy("Mulai"))
    ends = ClockField(
        label=gettext_lazy("Selesai"),
        help_text=gettext_lazy("Boleh lewat tengah malam"),
    )
    phone = forms.CharField(
        label=gettext_lazy("Nomor jaga"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel"}),
        help_text=gettext_lazy("Nomor dinas, bila ada"),
    )

    def __init__(self, *args, team, **options):
        super().__init__(*args, **options)
        self.fields["user"].queryset = team
        self.fields["user"].label_from_instance = lambda user: user.name

    def clean_phone(self) -> str:
        """The number must be one somebody can dial, or empty."""
        return office_number(self.cleaned_data["phone"])

    def turn(self) -> dict:
        """Values for the action."""
        values = self.cleaned_data
        start = timezone.make_aware(datetime.combine(values["on"], values["starts"]))
        end = timezone.make_aware(datetime.combine(values["on"], values["ends"]))
        end = end if end > start else end + timedelta(days=1)
        return {"user": values["user"], "starts_at": start, "ends_at": end, "phone": values["phone"]}


class EmergencyContactForm(KeepsUnreadable, forms.Form):
    """An office that helps at once."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=EmergencyContactKind.choices)
    name = forms.CharField(
        label=gettext_lazy("Nama unit"), max_length=120, help_text=gettext_lazy("Nama kantor, bukan nama orang")
    )
    phone = forms.CharField(label=gettext_lazy("Telepon"), max_length=40, widget=forms.TextInput({"inputmode": "tel"}))
    hours = forms.CharField(
        label=gettext_lazy("Jam layanan"), required=False, max_length=60, help_text=gettext_lazy("Misalnya 24 jam")
    )
    note = forms.CharField(label=gettext_lazy("Keterangan"), required=False, max_length=160)
    position = forms.IntegerField(label=gettext_lazy("Urutan"), min_value=1, max_value=99, initial=1)
    is_active = forms.BooleanField(label=gettext_lazy("Masih dipakai"), required=False, initial=True)

    FACTS = ("kind", "name", "phone", "hours", "note", "position", "is_active")

    def clean_phone(self) -> str:
        """The number must be one somebody can dial."""
        return office_number(self.cleaned_data["phone"])

    def details(self) -> dict:
        """Values for the action."""
        return {name: self.cleaned_data[name] for name in self.FACTS}
