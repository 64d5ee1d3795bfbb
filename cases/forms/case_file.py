"""Forms about a case as a whole: its facts, its kind, its criminal track."""

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.choices import CaseKind, LegalStage, Mode, Urgency, ViolenceForm
from cases.forms.fields import SpanField
from cases.models import Case, Proceeding
from cases.reading import summaries
from interface.form_fields import DayField
from safeguards import clock
from safeguards.audit.reasons import SHORTEST_REASON


class CaseForm(forms.Form):
    """The facts a caseworker keeps up to date: one-sentence summary, responsible person, urgency, mode."""

    summary = forms.CharField(
        label=_("Ringkasan tanpa identitas"),
        required=False,
        max_length=summaries.LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Satu atau dua kalimat tanpa nama dan nomor. Kata-katanya dapat dicari."),
    )
    responsible = forms.ModelChoiceField(label=_("Penanggung jawab"), queryset=None, empty_label=None)
    urgency = forms.ChoiceField(label=_("Tingkat kedaruratan"), choices=Urgency.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("Modus utama"), choices=Mode.choices)
    event_on = SpanField(
        label=_("Tanggal kejadian"),
        required=False,
        help_text=_("Boleh perkiraan, misalnya “1–10 September 2026”. Umur korban dihitung pada hari pertamanya."),
    )
    simfoni_number = forms.CharField(label=_("Nomor SIMFONI PPA"), required=False, max_length=40)
    simfoni_entered_on = DayField(label=_("Tanggal masuk SIMFONI PPA"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    FACTS = ("summary", "responsible", "urgency", "mode", "event_on", "simfoni_number", "simfoni_entered_on")

    def __init__(self, *args, case: Case, colleagues: QuerySet, names: Sequence[str] = (), **options):
        facts = {name: getattr(case, name) for name in self.FACTS} | {"event_on": case.event_span}
        options["initial"] = {**facts, "version": case.version, **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self.fields["responsible"].queryset = colleagues
        self.names = names
        if case.kind != CaseKind.TPPO:
            del self.fields["mode"]

    def clean_summary(self) -> str:
        """Make the summary one line, and refuse anything that identifies a person."""
        summary = " ".join(self.cleaned_data["summary"].split())
        if found := summaries.objections(summary, self.names):
            raise forms.ValidationError(found)
        return summary

    def clean_event_on(self):
        """Not in the future."""
        span = self.cleaned_data["event_on"]
        _past(span and span.first)
        return span

    def clean_simfoni_entered_on(self):
        """Not in the future."""
        return _past(self.cleaned_data["simfoni_entered_on"])

    def changes(self) -> dict:
        """Fields of the case and their new values."""
        values = {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}
        if "event_on" in values:
            span = values["event_on"]
            values["event_on"] = span and span.first
            values["event_until"] = span.last if span and not span.is_day else None
        return values


class KindForm(forms.Form):
    """TPPO or other violence, and why; nothing is typed again."""

    kind = forms.ChoiceField(label=_("Jenis kasus"), choices=CaseKind.choices, widget=forms.RadioSelect)
    violence_form = forms.ChoiceField(
        label=_("Bentuk kekerasan"),
        choices=[("", _("Pilih bila kekerasan lain")), *ViolenceForm.offered()],
        required=False,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=400,
        min_length=SHORTEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Misalnya hasil skrining atau keterangan penyidik. Jangan tulis nama."),
        error_messages={"min_length": _("Tulis alasannya dengan satu kalimat.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, **options):
        initial = {"kind": case.kind, "violence_form": case.violence_form, "version": case.version}
        if case.kind_is_doubtful:
            initial |= {"kind": None, "violence_form": ""}  # no default: the caseworker decides
        options["initial"] = {**initial, **(options.get("initial") or {})}
        super().__init__(*args, **options)

    def clean(self) -> dict:
        """Other violence needs its form."""
        values = super().clean()
        if values.get("kind") == CaseKind.OTHER_VIOLENCE and not values.get("violence_form"):
            self.add_error("violence_form", _("Pilih bentuk kekerasannya."))
        return values


class ProceedingForm(forms.Form):
    """One dated step of the criminal track; only what may follow is offered."""

    police_report_number = forms.CharField(
        label=_("Nomor laporan polisi"), required=False, max_length=60, widget=forms.TextInput({"class": "code"})
    )
    police_reported_on = DayField(label=_("Tanggal laporan polisi"), required=False)
    stage = forms.ChoiceField(label=_("Tahap hukum"), widget=forms.RadioSelect)
    happened_on = DayField(label=_("Tanggal tahap ini"))
    note = forms.CharField(label=_("Catatan"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, proceeding: Proceeding | None, **options):
        super().__init__(*args, **options)
        self.proceeding = proceeding
        current = proceeding.stage if proceeding else ""
        offered = [stage for stage in LegalStage if stage in workflow.next_legal_stages(current)]
        choices = [(stage.value, stage.label) for stage in offered]
        if proceeding is None:
            self.fields["stage"].initial = choices[0][0]
        elif current not in dict(choices):
            label = _("Tetap pada %(stage)s, perbaiki laporan polisi") % {"stage": proceeding.get_stage_display()}
            choices = [*choices, (current, label)]
        self.fields["stage"].choices = choices
        if proceeding is not None:
            self.fields["police_reported_on"].initial = proceeding.police_reported_on
            self.fields["happened_on"].required = False

    def clean_happened_on(self):
        """Not in the future."""
        return _past(self.cleaned_data["happened_on"])

    def clean_police_reported_on(self):
        """Not in the future."""
        return _past(self.cleaned_data["police_reported_on"])

    def clean(self) -> dict:
        """A correction keeps the stage's day; a new step needs its own day; the first step needs the police report."""
        values = super().clean()
        if self.proceeding is not None and values.get("stage") == self.proceeding.stage:
            values["happened_on"] = values.get("happened_on") or self.proceeding.stage_on
        elif not values.get("happened_on") and "happened_on" not in self.errors:
            self.add_error("happened_on", _("Isi tanggal tahap ini."))
        if self.proceeding is None and not values.get("police_report_number"):
            self.add_error("police_report_number", _("Isi nomor laporan polisi."))
        return values


def _past(day):
    if day is not None and day > clock.today():
        raise forms.ValidationError(_("Tanggal ini belum terjadi. Isi tanggal hari ini atau sebelumnya."))
    return day
