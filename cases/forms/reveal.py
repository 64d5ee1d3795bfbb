"""The form that asks why an identity is opened, for the case file and the complaint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import RevealReason
from safeguards.audit.reasons import says_enough


class RevealForm(forms.Form):
    """Why the user needs to see the identity of a victim or of a complaint's people. There is no default."""

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
        """Require the user's own words for "other"."""
        values = super().clean()
        if values.get("reason") == RevealReason.OTHER and not says_enough(values.get("other_reason")):
            self.add_error("other_reason", _("Tulis alasan Anda dengan satu kalimat."))
        return values
