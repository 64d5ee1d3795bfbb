"""The form that selects a summary: task force, period, variant, and the meeting it is for."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.form_fields import DayField, Direction
from reports.choices import Variant
from reports.summary_shape import Period
from safeguards import clock

LONGEST_YEARS = 5
SHORTEST_DAYS_BELOW = 28  # for a task force below the user's own: one day of a city is close to one person's file
FIRST_YEAR = 2007  # UU 21/2007: before it, nothing counted as TPPO


class SummaryForm(forms.Form):
    """A period of whole days, both included. At most five years, so that the year before stays comparable."""

    dari = DayField(label=_("Dari"), direction=Direction.EITHER)
    sampai = DayField(label=_("Sampai"), direction=Direction.EITHER)
    varian = forms.ChoiceField(label=_("Varian"), choices=Variant.choices)
    gugus = forms.ModelChoiceField(label=_("Gugus tugas"), queryset=None, empty_label=None)
    rapat = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, task_forces, meetings, own=()):
        super().__init__(data)
        self.own = set(own)
        self.fields["gugus"].queryset = task_forces
        self.fields["rapat"].queryset = meetings

    def clean(self) -> dict:
        """The period must run forward, begin after the law and be short enough to compare."""
        cleaned = super().clean()
        meeting, task_force = cleaned.get("rapat"), cleaned.get("gugus")
        if meeting and task_force and meeting.task_force_id != task_force.pk:
            cleaned["rapat"] = None  # a letter about one task force may not name another one's meeting
        start, end = cleaned.get("dari"), cleaned.get("sampai")
        if start and start.year < FIRST_YEAR:
            self.add_error("dari", _("Isi tanggal sejak tahun 2007."))
        if end and end > clock.today():
            self.add_error("sampai", _("Tanggal ini belum tiba. Isi tanggal paling akhir hari ini."))
        if start and end and end < start:
            self.add_error("sampai", _("Tanggal akhir lebih awal daripada tanggal awal. Tukar keduanya."))
        elif start and end and end.year - start.year >= LONGEST_YEARS:
            self.add_error("sampai", _("Pilih periode paling lama lima tahun."))
        elif start and end and self._is_below(cleaned) and (end - start).days + 1 < SHORTEST_DAYS_BELOW:
            self.add_error("sampai", _("Untuk gugus tugas di bawah Anda, pilih periode sedikitnya 28 hari."))
        return cleaned

    def _is_below(self, cleaned: dict) -> bool:
        return cleaned.get("gugus") is not None and cleaned["gugus"].pk not in self.own

    @property
    def period(self) -> Period:
        """The period, if the form is valid."""
        return Period(self.cleaned_data["dari"], self.cleaned_data["sampai"])


def default_period(today: date, meeting_day: date | None = None) -> Period:
    """From January to the end of the month before the meeting; for January, the previous year. No meeting: to today."""
    day = min(meeting_day or today, today)
    if meeting_day is None:
        return Period(date(today.year, 1, 1), today)
    if day.month == 1:
        return Period(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))
    return Period(date(day.year, 1, 1), date.fromordinal(date(day.year, day.month, 1).toordinal() - 1))
