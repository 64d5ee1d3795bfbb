"""Asking why an identity is opened: one question for the case file and for the complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import RevealReason
from safeguards.audit.reasons import says_enough


class RevealForm(forms.Form):
    """Why somebody needs to see who a victim is, or the people of a complaint. Nothing is chosen beforehand."""

    reason = forms.ChoiceField(
        label=_("Untuk apa Anda memerlukannya?"),
        choices=RevealReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih untuk apa Anda memerlukannya.")},
    )
    other_reason = forms.CharField(
        label=_("Alasan lain"),
        required=False,
        max_length=400,
        help_text=_("Isi hanya bila Anda memilih “Alasan lain”. Penyelia kasus membacanya."),
    )

    def clean(self) -> dict:
        """A reason of one's own is written down."""
        values = super().clean()
        if values.get("reason") == RevealReason.OTHER and not says_enough(values.get("other_reason")):
            self.add_error("other_reason", _("Tulis alasan Anda dengan satu kalimat."))
        return values
