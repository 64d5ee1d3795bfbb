"""Forms of coordination: a meeting with attendances and decisions, and the state of a decision."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models.draft import DraftForm
from coordination import workflow
from coordination.actions.meetings import DETAILS
from coordination.choices import DecisionState
from coordination.models import Decision, Meeting
from interface.form_fields import ClockField, DayField, Direction
from safeguards import clock
from safeguards.identifiers import new_id
from taskforces.access.permissions import Permission

FIRST_YEAR = 2007  # UU 21/2007: no task force met before it
DAYS_AHEAD = 366
COUNT = "decision_count"
MOST_DECISIONS = 40
FRESH_ROWS = 2
MOST_PEOPLE = 500


class DecisionForm(forms.Form):
    """One decision. An empty row is ignored."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Keputusan"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner_agency = forms.ModelChoiceField(
        label=gettext_lazy("Penanggung jawab"), queryset=None, required=False, empty_label="–"
    )
    due_on = DayField(label=gettext_lazy("Tenggat"), required=False, direction=Direction.AHEAD)

    def __init__(self, *args, agencies, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner_agency"].queryset = agencies
        self.fields["owner_agency"].choices = offered  # read once for all rows of the page

    def clean(self) -> dict:
        """A decision needs an owner and a due day."""
        values = super().clean()
        if not values.get("text"):
            if values.get("owner_agency") or values.get("due_on"):
                self.add_error("text", _("Tulis keputusannya, atau kosongkan penanggung jawab dan tenggatnya."))
            return values
        if not values.get("owner_agency"):
            self.add_error("owner_agency", _("Pilih instansi penanggung jawab."))
        if not values.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Isi tenggatnya."))
        return values

    @property
    def says_something(self) -> bool:
        """Whether the row holds a decision."""
        return bool(self.cleaned_data.get("text"))


class DecisionRows:
    """The rows of decisions on a meeting's page; the error summary treats it as a formset."""

    def __init__(self, forms_: list[DecisionForm]):
        self.forms = forms_

    def is_valid(self) -> bool:
        """Whether every row is valid."""
        return all([form.is_valid() for form in self.forms])  # noqa: C419 - every row, so that each shows its errors

    def items(self) -> list[dict]:
        """The decisions in the form the actions expect."""
        return [dict(form.cleaned_data) for form in self.forms if form.says_something]


class MeetingForm(forms.Form):
    """A meeting, the number of people each agency sent, and the rows of its decisions."""

    kept_as = DraftForm("meeting", Permission.MEETING_MANAGE, "coordination:meeting-record", gettext_lazy("Rapat"))
    change_kept_as = DraftForm(
        "meeting-edit",
        Permission.MEETING_MANAGE,
        "coordination:meeting-edit",
        gettext_lazy("Rapat yang sedang diubah"),
    )

    title = forms.CharField(label=gettext_lazy("Acara"), max_length=200)
    held_on = DayField(label=gettext_lazy("Tanggal"), direction=Direction.EITHER)
    starts_at = ClockField(label=gettext_lazy("Mulai"), required=False)
    ends_at = ClockField(label=gettext_lazy("Selesai"), required=False)
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=160)
    division = forms.ModelChoiceField(
        label=gettext_lazy("Bidang"), queryset=None, required=False, empty_label=gettext_lazy("Seluruh gugus tugas")
    )
    chaired_by = forms.CharField(
        label=gettext_lazy("Pimpinan rapat"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Jabatan, misalnya Sekretaris Daerah."),
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Pokok pembahasan. Jangan menulis nama atau ciri korban."),
    )
    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    decision_count = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, agencies, divisions, initial: Mapping[str, Any] | None = None):
        super().__init__(data, initial=initial)
        self.agencies = list(agencies)
        self.fields["division"].queryset = divisions
        for agency in self.agencies:
            self.fields[f"people_{agency.pk}"] = forms.IntegerField(
                label=agency.name, min_value=0, max_value=MOST_PEOPLE, required=False
            )
        source = data if data is not None else (initial or {})
        rows = range(rows_of(source))
        offered = [("", "–"), *((agency.pk, str(agency)) for agency in self.agencies)]
        self.decisions = DecisionRows(
            [
                DecisionForm(
                    data,
                    prefix=f"decision-{row}",
                    agencies=agencies,
                    offered=offered,
                    initial=_row_initial(source, row),
                )
                for row in rows
            ]
        )

    def __iter__(self):
        """All fields of the page, including those of the decisions, for the error summary and the conflict page."""
        yield from super().__iter__()
        for row in self.decisions.forms:
            yield from row

    @staticmethod
    def fresh() -> dict:
        """Initial values of a new page: today, and a key that reveals a second submit."""
        return {"held_on": clock.today(), "submission_key": new_id(), COUNT: FRESH_ROWS}

    @staticmethod
    def initial_of(meeting: Meeting) -> dict:
        """Initial values from a stored meeting, with one empty row for a decision."""
        values = {name: getattr(meeting, name) for name in DETAILS}
        values |= {f"people_{row.agency_id}": row.people for row in meeting.attendances.all()}
        decisions = list(meeting.decisions.all())
        for row, decision in enumerate(decisions):
            kept = {"id": decision.pk, "text": decision.text, "due_on": decision.due_on}
            kept["owner_agency"] = decision.owner_agency_id
            values |= {f"decision-{row}-{name}": value for name, value in kept.items()}
        return {**values, "version": meeting.version, COUNT: len(decisions) + 1}

    def attendance_fields(self) -> list:
        """The bound fields for the numbers of people."""
        return [self[f"people_{agency.pk}"] for agency in self.agencies]

    def is_valid(self) -> bool:
        """Whether the meeting and every row are valid and their days agree."""
        facts, rows = super().is_valid(), self.decisions.is_valid()
        if facts and rows:
            self._check_due_days()
        return facts and rows and not any(form.errors for form in self.decisions.forms)

    def clean_held_on(self):
        """Refuse days before task forces existed and days more than a year ahead."""
        held_on = self.cleaned_data["held_on"]
        if held_on.year < FIRST_YEAR:
            raise forms.ValidationError(_("Isi tanggal sejak tahun 2007."))
        if (held_on - clock.today()).days > DAYS_AHEAD:
            raise forms.ValidationError(_("Isi tanggal paling jauh setahun dari sekarang."))
        return held_on

    def clean(self) -> dict:
        """The times must be in order; a future meeting has no attendance yet."""
        values = super().clean()
        begins, ends = values.get("starts_at"), values.get("ends_at")
        if ends and not begins and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Isi jam mulai, atau kosongkan jam selesai."))
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("Isi jam yang sesudah jam mulai."))
        if values.get("held_on") and values["held_on"] > clock.today():
            for agency in self.agencies:
                if values.get(f"people_{agency.pk}"):
                    self.add_error(f"people_{agency.pk}", _("Rapat belum berlangsung. Isi daftar hadir sesudahnya."))
        return values

    def details(self) -> dict:
        """The cleaned values in the form the actions expect."""
        return {name: self.cleaned_data[name] for name in DETAILS}

    def attendances(self) -> list[dict]:
        """Agencies that came and how many people each sent."""
        counted = [(agency, self.cleaned_data[f"people_{agency.pk}"]) for agency in self.agencies]
        return [{"agency": agency, "people": people} for agency, people in counted if people]

    def _check_due_days(self) -> None:
        for form in self.decisions.forms:
            if form.says_something and form.cleaned_data["due_on"] < self.cleaned_data["held_on"]:
                form.add_error("due_on", _("Isi tanggal yang tidak mendahului tanggal rapat."))


class DecisionStateForm(forms.Form):
    """The state of a decision; only its current state and those that may follow are offered."""

    state = forms.ChoiceField(label=gettext_lazy("Keadaan"), widget=forms.RadioSelect)
    progress_note = forms.CharField(
        label=gettext_lazy("Perkembangan"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Apa yang sudah dikerjakan. Jangan menulis nama atau ciri korban."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, current: str, **kwargs):
        super().__init__(*args, **kwargs)
        offered = {current, *workflow.NEXT_STATES[DecisionState(current)]}
        self.fields["state"].choices = [(state, label) for state, label in DecisionState.choices if state in offered]

    @staticmethod
    def initial_of(decision: Decision) -> dict:
        """The stored values."""
        return {"state": decision.state, "progress_note": decision.progress_note, "version": decision.version}


def rows_of(source: Mapping[str, Any]) -> int:
    """The number of rows for decisions on the page."""
    asked = str(source.get(COUNT, ""))
    return min(max(int(asked), 1), MOST_DECISIONS) if asked.isdecimal() and len(asked) < 4 else 1


def _row_initial(source: Mapping[str, Any], row: int) -> dict:
    """The values of one row; an invalid key of an agency is dropped."""
    values = {name: source.get(f"decision-{row}-{name}") for name in ("id", "text", "owner_agency", "due_on")}
    try:
        values["owner_agency"] = UUID(str(values["owner_agency"])) if values["owner_agency"] else None
    except ValueError:
        values["owner_agency"] = None
    return values
