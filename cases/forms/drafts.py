"""The form that hands the calls of a shift to a colleague."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class HandOverDraftsForm(forms.Form):
    """One colleague of the same task force."""

    colleague = forms.ModelChoiceField(
        label=_("Kepada siapa"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih rekan yang melanjutkan."), "invalid_choice": _("Pilih salah satu rekan.")},
    )

    def __init__(self, *args, colleagues: QuerySet, **options):
        super().__init__(*args, **options)
        self.fields["colleague"].queryset = colleagues
        self.fields["colleague"].label_from_instance = lambda user: user.name
