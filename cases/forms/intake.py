"""The one page on which a complaint is written down: what was told, and the people it is about.

Two or three answers are enough to save; nothing here saves anything. Doubts (``warnings``) are shown once and never
stand in the way: pressing the button again keeps what was typed.
"""

import hashlib
from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel, ReporterKind, Urgency
from cases.forms.fields import DayField, MomentField
from cases.forms.people import People
from safeguards import clock
from safeguards.identifiers import new_id
from taskforces.regions import RegionField

LONGEST_NARRATIVE = 20_000  # characters
EARLIEST_EVENT = date(1950, 1, 1)
REPORTERS = [
    (ReporterKind.UNKNOWN.value, ReporterKind.UNKNOWN.label),
    *(row for row in ReporterKind.choices if row[0] != ReporterKind.UNKNOWN),
]
URGENCIES = (Urgency.ORDINARY, Urgency.URGENT, Urgency.EMERGENCY, Urgency.UNKNOWN)


class ComplaintForm(forms.Form):
    """What was told, by whom, through which channel."""

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    warnings_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    channel = forms.ChoiceField(label=gettext_lazy("Kanal"), choices=Channel.choices)
    received_at = MomentField(label=gettext_lazy("Diterima"), required=False)
    narrative = forms.CharField(
        label=gettext_lazy("Cerita kejadian, dengan kata-kata pelapor"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_NARRATIVE,
        error_messages={"required": gettext_lazy("Tulis apa yang terjadi, satu kalimat sudah cukup.")},
    )
    event_on = DayField(label=gettext_lazy("Tanggal kejadian"), required=False)
    event_date_is_unknown = forms.BooleanField(label=gettext_lazy("Tanggal tidak diketahui"), required=False)
    event_region = RegionField(
        label=gettext_lazy("Wilayah kejadian"),
        required=False,
        help_text=gettext_lazy("Kecamatan, kota atau kabupaten, atau provinsi. Misalnya “Kota Batam”"),
    )
    event_country = forms.CharField(label=gettext_lazy("Negara, bila di luar negeri"), required=False, max_length=60)
    event_place = forms.CharField(
        label=gettext_lazy("Tempat kejadian"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Sejauh diketahui: nama tempat, alamat, atau patokan"),
    )
    reporter_kind = forms.ChoiceField(
        label=gettext_lazy("Siapa yang melapor"), choices=REPORTERS, required=False, initial=ReporterKind.UNKNOWN
    )
    reporter_is_anonymous = forms.BooleanField(
        label=gettext_lazy("Pelapor tidak ingin disebut namanya"), required=False
    )
    reporter_name = forms.CharField(label=gettext_lazy("Nama pelapor"), required=False, max_length=160)
    reporter_phone = forms.CharField(
        label=gettext_lazy("Telepon pelapor"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel"}),
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Seberapa cepat harus ditangani?"),
        choices=[(urgency.value, urgency.label) for urgency in URGENCIES],
        widget=forms.RadioSelect,
        required=False,
        initial=Urgency.UNKNOWN,
    )

    FACTS = (
        "channel",
        "received_at",
        "narrative",
        "event_on",
        "event_date_is_unknown",
        "event_region",
        "event_country",
        "event_place",
        "reporter_kind",
        "reporter_is_anonymous",
        "reporter_name",
        "reporter_phone",
        "urgency",
    )

    def clean_received_at(self):
        """Now, where nothing was typed; never later than now."""
        moment = self.cleaned_data["received_at"] or clock.now()
        if moment > clock.now():
            raise forms.ValidationError(_("Waktu ini belum tiba. Periksa tanggal dan jamnya."))
        return moment

    def clean_reporter_kind(self) -> str:
        """Not asked is unknown."""
        return self.cleaned_data["reporter_kind"] or ReporterKind.UNKNOWN

    def clean_urgency(self) -> str:
        """Not asked is unknown."""
        return self.cleaned_data["urgency"] or Urgency.UNKNOWN

    def clean(self) -> dict:
        """What cannot be true of the day of the event."""
        event_on = self.cleaned_data.get("event_on")
        if event_on is None:
            return self.cleaned_data
        received = self.cleaned_data.get("received_at") or clock.now()
        if self.cleaned_data.get("event_date_is_unknown"):
            self.add_error("event_on", _("Kosongkan tanggal ini, atau hapus centang “Tanggal tidak diketahui”."))
        elif event_on > timezone.localdate(received):
            self.add_error("event_on", _("Tanggal kejadian sesudah pengaduan diterima. Periksa tahunnya."))
        elif event_on < EARLIEST_EVENT:
            self.add_error("event_on", _("Tanggal kejadian terlalu jauh di masa lalu. Periksa tahunnya."))
        return self.cleaned_data

    def details(self) -> dict:
        """Values for the action. A reporter who does not want to be named is not named."""
        values = {name: self.cleaned_data[name] for name in self.FACTS if name in self.fields}
        if values.get("reporter_is_anonymous"):
            values["reporter_name"] = ""
        return values


class Intake:
    """The whole page as one form: ``facts``, ``people``, what is doubtful, and whether it was shown before."""

    facts_class = ComplaintForm

    def __init__(self, data: Mapping | None = None, *, initial: Mapping | None = None, people=(), near: str = ""):
        self.facts = self.facts_class(data, initial=initial)
        self.facts.fields["event_region"].near = near
        self.people = People(data, initial=people, near=near)
        self.warnings: dict[str, str] = {}

    @property
    def is_bound(self) -> bool:
        """Whether it was sent."""
        return self.facts.is_bound

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the page in reading order, for the error summary."""
        return [self.facts, *self.people.forms]

    def __iter__(self):
        """Every control of the page, for a page that sends it all once more."""
        for form in (self.facts, self.people.count_form, *self.people.forms):
            yield from form

    def is_valid(self) -> bool:
        """Valid facts, valid people, and nobody born after what happened to them."""
        valid = self.facts.is_valid()
        valid = self.people.are_valid(self._event_day()) and valid
        if valid:
            self.warnings = self._doubts()
        return valid

    def add_error(self, field: str | None, message: str) -> None:
        """An error of the whole page, or of one of its facts."""
        self.facts.add_error(field, message)

    @property
    def has_new_warnings(self) -> bool:
        """Whether there is a doubt the person has not yet seen."""
        return bool(self.warnings) and self.facts.cleaned_data["warnings_seen"] != self.warnings_mark

    @property
    def warnings_mark(self) -> str:
        """A short mark of the doubts now shown, sent back by the form. It holds nothing of what was typed."""
        text = "\n".join(f"{target}={words}" for target, words in sorted(self.warnings.items()))
        return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""

    def _event_day(self) -> tuple[date, bool]:
        """The day ages are counted on, and whether it is the event's own."""
        facts = getattr(self.facts, "cleaned_data", {})
        event_on = facts.get("event_on")
        return event_on or timezone.localdate(facts.get("received_at") or clock.now()), event_on is not None

    def _doubts(self) -> dict[str, str]:
        found = self.people.doubts(self._event_day()[0])
        facts = self.facts.cleaned_data
        if facts.get("reporter_is_anonymous") and facts.get("reporter_name"):
            found[self.facts["reporter_name"].id_for_label] = _(
                "Pelapor tidak ingin disebut namanya, jadi nama ini tidak akan disimpan."
            )
        return found


def new_initial(channel: str = Channel.CALL_CENTRE_112) -> dict:
    """What a fresh page starts with: the phone at the keyboard's side, and this minute."""
    return {"submission_key": new_id(), "channel": channel, "received_at": clock.now().replace(second=0, microsecond=0)}
