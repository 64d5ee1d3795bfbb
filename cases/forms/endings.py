"""Asking for the end of services, and the supervisor's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import EndingAnswer, TerminationReason


class AskEndingForm(forms.Form):
    """Why services end, and what the supervisor should know."""

    termination_reason = forms.ChoiceField(
        label=_("Alasan terminasi"), choices=TerminationReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Keterangan untuk penyelia"),
        help_text=_("Apa yang tercapai, dan mengapa yang masih terbuka tidak lagi perlu. Jangan tulis nama."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class DecideEndingForm(forms.Form):
    """Approve, or return with a word."""

    answer = forms.ChoiceField(label=_("Keputusan"), choices=EndingAnswer.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Yang masih perlu"),
        help_text=_("Wajib bila dikembalikan. Dibaca yang meminta; jangan tulis nama."),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict:
        """A return without a word helps nobody."""
        cleaned = super().clean()
        if cleaned.get("answer") == EndingAnswer.RETURNED and not cleaned.get("note"):
            self.add_error("note", _("Tulis apa yang masih perlu."))
        return cleaned
