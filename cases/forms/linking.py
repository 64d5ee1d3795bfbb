"""The form that dismisses a link without meaning."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DismissForm(forms.Form):
    """Why a value links nobody."""

    dismissed_reason = forms.CharField(
        label=_("Mengapa ini bukan kaitan?"),
        max_length=400,
        help_text=_("Misalnya: telepon rumah aman, alamat kantor desa. Jangan tulis nama."),
        error_messages={"required": _("Tulis mengapa ini bukan kaitan.")},
    )
