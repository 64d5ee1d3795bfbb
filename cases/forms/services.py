"""Forms about one service of a victim."""

from datetime import date, datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from cases.choices import PauseReason
from interface.form_fields import DayField, Direction
from safeguards import clock


class PauseForm(forms.Form):
    """Why a service stands still, perhaps until when. The agency reads both; the note stays with the case team."""

    reason = forms.ChoiceField(
        label=_("Alasan"),
        choices=PauseReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Dibaca juga oleh instansi penerima rujukan."),
        error_messages={"required": _("Pilih alasan penundaan.")},
    )
    until_on = DayField(
        direction=Direction.AHEAD,
        label=_("Ditunda sampai"),
        required=False,
        help_text=_("Pada hari itu muncul tugas untuk memutuskan kelanjutannya. Kosongkan bila belum diketahui."),
    )
    note = forms.CharField(
        label=_("Catatan untuk tim kasus"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tidak dibaca oleh instansi."),
    )

    def clean_until_on(self) -> date | None:
        """After today; empty is until somebody resumes it."""
        until_on = self.cleaned_data["until_on"]
        if until_on is not None and until_on <= clock.today():
            raise forms.ValidationError(_("Tanggalnya harus sesudah hari ini, atau kosongkan."))
        return until_on

    def clean(self) -> dict:
        """Another reason is written down for the colleagues."""
        values = super().clean()
        if values.get("reason") == PauseReason.OTHER and not values.get("note") and "note" not in self.errors:
            self.add_error("note", _("Tulis alasannya, agar rekan Anda dapat mengikutinya."))
        return values


class ResumeForm(forms.Form):
    """Nothing to fill: it says which pause was seen."""

    paused_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_paused_at(self) -> datetime | None:
        """The moment as the page wrote it; anything else is no pause that was seen."""
        try:
            return parse_datetime(self.cleaned_data["paused_at"])
        except ValueError:
            return None
