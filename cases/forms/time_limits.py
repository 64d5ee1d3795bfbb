"""The form for a time limit: a number of hours or days, the first day, and the basis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import LimitSource
from cases.models.time_limit import LONGEST_HOURS
from cases.queries.time_limits import check_start, check_terms
from interface.form_fields import DayField, Direction
from safeguards import clock
from safeguards.errors import WorkflowRefused

OWN, HOUSE = "own", "house"
UNITS = (("1", _("jam")), ("24", _("hari (24 jam)")))


class TimeLimitForm(forms.Form):
    """One limit, or a return to the house limit. ``previewed`` is what was shown last: only that can be saved."""

    follows = forms.ChoiceField(
        label=_("Batas"),
        choices=((OWN, _("Batas sendiri")), (HOUSE, _("Batas bawaan"))),
        widget=forms.RadioSelect,
        initial=OWN,
    )
    length = forms.IntegerField(
        label=_("Paling lama"),
        required=False,
        min_value=1,
        max_value=LONGEST_HOURS,
        error_messages={
            "invalid": _("Tulis bilangan bulat, misalnya 24."),
            "min_value": _("Paling pendek 1 jam."),
            "max_value": _("Paling lama 365 hari."),
        },
    )
    unit = forms.ChoiceField(label=_("Satuan"), choices=UNITS, initial="1", required=False)
    starts_on = DayField(
        direction=Direction.AHEAD,
        label=_("Berlaku mulai"),
        error_messages={"required": _("Isi hari mulainya.")},
        help_text=_("Paling awal hari ini. Berlaku sampai ditetapkan lagi."),
    )
    source = forms.ChoiceField(
        label=_("Sumber"),
        choices=LimitSource.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=LimitSource.PRACTICE,
    )
    basis = forms.CharField(
        label=_("Dasar"),
        required=False,
        max_length=200,
        help_text=_("Peraturan dan pasalnya, atau keputusan rapat. Jangan menulis nama orang atau kasus."),
    )
    is_verified = forms.BooleanField(
        label=_("Dasarnya sudah saya periksa"),
        required=False,
        help_text=_("Nama Anda dan waktunya dicatat. Biarkan kosong bila Anda belum membaca sumbernya."),
    )
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args, duty: str, house: str, **options):
        """``house`` is the house limit in words."""
        super().__init__(*args, **options)
        self.duty = duty
        self.fields["follows"].choices = ((OWN, _("Batas sendiri")), (HOUSE, _("Batas bawaan: %s") % house))
        self.fields["starts_on"].initial = clock.today

    def clean(self) -> dict:
        """Report at the field what the act would refuse."""
        values = super().clean()
        if values.get("starts_on"):
            self._ask("starts_on", check_start, values["starts_on"])
        if values.get("follows") != OWN:
            return values
        if not values.get("length") and "length" not in self.errors:
            self.add_error("length", _("Tulis berapa lama."))
        if not values.get("source") and "source" not in self.errors:
            self.add_error("source", _("Pilih sumbernya."))
        if not self.errors:
            terms = self.terms()
            if terms["hours"] > LONGEST_HOURS:
                self.add_error("length", _("Paling lama 365 hari."))
            elif not terms["basis"] and (terms["source"] == LimitSource.LAW or terms["is_verified"]):
                self._ask("basis", check_terms, self.duty, terms, values["starts_on"])
            else:
                self._ask("length", check_terms, self.duty, terms, values["starts_on"])
        return values

    def _ask(self, field: str, check, *values) -> None:
        try:
            check(*values)
        except WorkflowRefused as refusal:
            self.add_error(field, str(refusal))

    def terms(self) -> dict | None:
        """Values for the act; ``None`` means the house limit."""
        values = self.cleaned_data
        if values["follows"] == HOUSE:
            return None
        return {
            "hours": values["length"] * int(values["unit"] or 1),
            "source": values["source"],
            "basis": values["basis"],
            "is_verified": values["is_verified"],
        }

    def preview_key(self) -> str:
        """A key of the previewed values; another key means a new preview."""
        terms = self.terms()
        return f"{terms['hours'] if terms else HOUSE}:{self.cleaned_data['starts_on']:%Y-%m-%d}"
