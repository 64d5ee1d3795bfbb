"""The intake page: what the caller reported, and the people it is about.

Two or three answers are enough to save. Doubts (``warnings``) are shown once and never block: a second submit saves
anyway.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Channel, ContactRule, ContactWay, ReporterKind, Urgency
from cases.forms.fields import PlannedDayField, SpanField
from cases.forms.intake.risk_facts import call_facts
from cases.forms.intake.risks import PREFIX as RISKS
from cases.forms.intake.risks import RisksForm
from cases.forms.person_forms import PersonForms
from cases.intake import risk_prompts
from cases.models.draft import CALLS, DraftForm
from cases.reading import summaries, telephone
from cases.reading.planned_days import FARTHEST_DAYS
from cases.shorthand.plans import plans_in
from interface import days
from interface.form_fields import MomentField
from safeguards import clock
from safeguards.encryption.forms import KeepsUnreadable
from safeguards.identifiers import new_id
from taskforces.access.permissions import Permission
from taskforces.regions import RegionField

LONGEST_NARRATIVE = 20_000  # characters
EARLIEST_EVENT = date(1950, 1, 1)
FAR_PLAN_DAYS = 183  # "9/2" typed on 10 February is a year ahead: half a year or more is asked about
REPORTERS = [
    (ReporterKind.UNKNOWN.value, ReporterKind.UNKNOWN.label),
    *(row for row in ReporterKind.choices if row[0] != ReporterKind.UNKNOWN),
]
CONTACT_RULES = [
    (rule.value, rule.label) for rule in (ContactRule.CONDITIONAL, ContactRule.NEVER, ContactRule.NOT_ASKED)
]
# Nothing is preset: a call whose channel nobody named must not be counted as a call to 112.
CHANNELS = [
    (Channel.UNKNOWN.value, gettext_lazy("Tidak disebut")),
    *(row for row in Channel.choices if row[0] != Channel.UNKNOWN),
]
URGENCIES = (Urgency.ORDINARY, Urgency.URGENT, Urgency.EMERGENCY, Urgency.UNKNOWN)


class ComplaintForm(KeepsUnreadable, forms.Form):
    """What was reported, by whom, through which channel."""

    submission_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    warnings_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    shorthand = forms.CharField(
        label=gettext_lazy("Catat singkat"),
        required=False,
        help_text=gettext_lazy("Tulis seperti di buku catatan, lalu tekan Enter. Percakapan juga dapat ditempel."),
        widget=forms.Textarea(attrs={"rows": 1}),  # a textarea keeps the line breaks of pasted text
    )

    channel = forms.ChoiceField(
        label=gettext_lazy("Kanal"),
        choices=CHANNELS,
        required=False,
        initial=Channel.UNKNOWN,
        widget=forms.Select({"data-expected": gettext_lazy("Kanal tidak disebut")}),
    )
    received_at = MomentField(label=gettext_lazy("Diterima"), required=False)
    narrative = forms.CharField(
        label=gettext_lazy("Cerita kejadian, dengan kata-kata pelapor"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_NARRATIVE,
        error_messages={"required": gettext_lazy("Tulis apa yang terjadi, satu kalimat sudah cukup.")},
    )
    summary = forms.CharField(
        label=gettext_lazy("Ringkasan tanpa identitas"),
        required=False,
        max_length=summaries.LONGEST,
        help_text=gettext_lazy("Satu kalimat tanpa nama dan nomor. Kata-katanya dapat dicari."),
    )
    event_on = SpanField(
        label=gettext_lazy("Tanggal kejadian"),
        required=False,
        help_text=gettext_lazy("5/1/2026, atau “kemarin”, “Senin lalu”, “awal Agustus”"),
    )
    event_date_is_unknown = forms.BooleanField(label=gettext_lazy("Tanggal tidak diketahui"), required=False)
    planned_on = PlannedDayField(
        label=gettext_lazy("Hari keberangkatan atau rencana lain"),
        required=False,
        help_text=gettext_lazy("Hari yang akan datang, paling cepat: “besok”, “tanggal 5”, “Jumat”"),
    )
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
    reporter_contact_rule = forms.ChoiceField(
        label=gettext_lazy("Bolehkah pelapor dihubungi?"),
        choices=CONTACT_RULES,
        widget=forms.RadioSelect,
        required=False,
        initial=ContactRule.NOT_ASKED,
    )
    reporter_contact_ways = forms.MultipleChoiceField(
        label=gettext_lazy("Dengan cara"),
        choices=ContactWay.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reporter_contact_hours = forms.CharField(label=gettext_lazy("Waktu aman"), required=False, max_length=120)
    reporter_code_word = forms.CharField(label=gettext_lazy("Kata pembuka"), required=False, max_length=120)
    reporter_contact_note = forms.CharField(label=gettext_lazy("Catatan kontak"), required=False, max_length=400)
    reporter_may_leave_message = forms.BooleanField(label=gettext_lazy("Boleh meninggalkan pesan"), required=False)
    urgency = forms.ChoiceField(
        label=gettext_lazy("Seberapa cepat harus ditangani?"),
        choices=[(urgency.value, urgency.label) for urgency in URGENCIES],
        widget=forms.RadioSelect,
        required=False,
        initial=Urgency.UNKNOWN,
    )

    SECTIONS: ClassVar[dict[str, tuple[str, ...]]] = {  # folded sections of the page, and their fields
        "channel": ("channel", "received_at"),
        "story": ("narrative", "summary"),
        "place": ("event_on", "event_date_is_unknown", "planned_on", "event_region", "event_country", "event_place"),
        "reporter": (
            "reporter_kind",
            "reporter_is_anonymous",
            "reporter_name",
            "reporter_phone",
            "reporter_contact_rule",
            "reporter_contact_ways",
            "reporter_contact_hours",
            "reporter_code_word",
            "reporter_contact_note",
            "reporter_may_leave_message",
        ),
        "urgency": ("urgency",),
    }
    FACTS = tuple(chain.from_iterable(SECTIONS.values()))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("event_on", "planned_on"):
            self.fields[name].today = self._received_on()

    def _received_on(self) -> date | None:
        """The day of the call: *besok* in a draft of yesterday is today. ``None`` if the page does not say it."""
        bound = self["received_at"]
        try:
            moment = bound.field.clean(bound.value())
        except (forms.ValidationError, TypeError, ValueError):
            return None
        if moment is None or (timezone.is_aware(moment) and moment > clock.now()):
            return None
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()

    def set_longest_story(self, most: int | None) -> None:
        """Set the greatest length of the story in characters; ``None`` means any length."""
        story = self.fields["narrative"]
        story.validators = [rule for rule in story.validators if not isinstance(rule, MaxLengthValidator)]
        if most is not None:
            story.validators.append(MaxLengthValidator(most))

    def clean_received_at(self):
        """Default to now; refuse a future moment."""
        moment = self.cleaned_data["received_at"] or clock.now()
        if moment > clock.now():
            raise forms.ValidationError(_("Waktu ini belum tiba. Periksa tanggal dan jamnya."))
        return moment

    def clean_channel(self) -> str:
        """Not said is unknown."""
        return self.cleaned_data["channel"] or Channel.UNKNOWN

    def clean_reporter_kind(self) -> str:
        """Not asked is unknown."""
        return self.cleaned_data["reporter_kind"] or ReporterKind.UNKNOWN

    def clean_reporter_contact_rule(self) -> str:
        """An empty answer means NOT_ASKED."""
        return self.cleaned_data["reporter_contact_rule"] or ContactRule.NOT_ASKED

    def clean_summary(self) -> str:
        """Make the summary one line, and refuse telephone numbers and the like."""
        summary = " ".join(self.cleaned_data["summary"].split())
        if found := summaries.refusals(summary):
            raise forms.ValidationError(found)
        return summary

    def clean_urgency(self) -> str:
        """Not asked is unknown."""
        return self.cleaned_data["urgency"] or Urgency.UNKNOWN

    def clean(self) -> dict:
        """Refuse an impossible day of the event, and a plan of the past."""
        span, planned_on = self.cleaned_data.get("event_on"), self.cleaned_data.get("planned_on")
        received_on = timezone.localdate(self.cleaned_data.get("received_at") or clock.now())
        if planned_on and planned_on < received_on:
            self.add_error(
                "planned_on",
                _("Hari ini sudah lewat saat pengaduan diterima. Yang sudah terjadi ditulis di “Tanggal kejadian”."),
            )
        elif planned_on and (planned_on - received_on).days > FARTHEST_DAYS:
            self.add_error("planned_on", _("Rencana ini terlalu jauh ke depan. Periksa tahunnya."))
        if span is not None:
            self._check_event(span.first, received_on)
        return self.cleaned_data

    def _check_event(self, event_on: date, received_on: date) -> None:
        if self.cleaned_data.get("event_date_is_unknown"):
            self.add_error("event_on", _("Kosongkan tanggal ini, atau hapus centang “Tanggal tidak diketahui”."))
        elif event_on > received_on:
            self.add_error(
                "event_on",
                _("Tanggal kejadian sesudah pengaduan diterima. Periksa tahunnya, atau tulis di “Hari keberangkatan”."),
            )
        elif event_on < EARLIEST_EVENT:
            self.add_error("event_on", _("Tanggal kejadian terlalu jauh di masa lalu. Periksa tahunnya."))

    def details(self) -> dict:
        """Values for the action. The name of a reporter who wants to stay anonymous is dropped."""
        values = {name: self.cleaned_data[name] for name in self.FACTS if name in self.fields}
        span = values["event_on"]
        values["event_on"] = span.first if span else None
        values["event_until"] = None if span is None or span.is_day else span.last
        if values.get("reporter_is_anonymous"):
            values["reporter_name"] = ""
        return values


class Intake:
    """The whole page as one form: ``facts``, ``people``, the doubts, and whether they were shown before."""

    facts_class = ComplaintForm
    kept_as = DraftForm(
        CALLS.rstrip(":"), Permission.COMPLAINT_LOG, "cases:complaint-log", gettext_lazy("Pengaduan baru")
    )

    def __init__(self, data: Mapping | None = None, *, initial: Mapping | None = None, people=(), near: str = ""):
        self.facts = self.facts_class(data, initial=initial)
        self.facts.fields["event_region"].near = near
        self.people = PersonForms(data, initial=people, near=near)
        self.near = near
        answered = risk_prompts.answers_in((initial or {}).get("risks", ""))
        self.risks = RisksForm(data, initial={**answered, **_risks_among(initial)}, call=call_facts(self))
        self.warnings: dict[str, str] = {}

    @property
    def is_bound(self) -> bool:
        """Whether the page was submitted."""
        return self.facts.is_bound

    @property
    def forms(self) -> list[forms.Form]:
        """Every form of the page in reading order, for the error summary."""
        return [self.facts, *self.people.forms]

    def __iter__(self):
        """Every control of the page, for a page that sends all of it again."""
        for form in (self.facts, self.people.count_form, self.risks, self.risks.before, *self.people.forms):
            yield from form

    def is_valid(self) -> bool:
        """Whether facts and people are valid, and nobody is born after the event."""
        valid = self.facts.is_valid()
        valid = self.people.are_valid(self.event_day()) and self.risks.is_valid() and valid
        valid = valid and self._summary_names_nobody()
        if valid:
            self.warnings = self._doubts()
        return valid

    def details(self) -> dict:
        """Values for the action, with the answers about danger."""
        return {**self.facts.details(), "risks": risk_prompts.stored(self.risks.cleaned_data)}

    def _summary_names_nobody(self) -> bool:
        """Refuse a summary with a word of a name typed on this page, because the summary is not encrypted."""
        names = [self.facts.cleaned_data["reporter_name"]]
        names += [form.cleaned_data.get(name, "") for form in self.people.filled for name in ("name", "nickname")]
        found = summaries.doubts(self.facts.cleaned_data["summary"], names)
        if found:
            self.facts.add_error("summary", found)
        return not found

    def add_error(self, field: str | None, message: str) -> None:
        """Add an error to the whole page, or to one of its facts."""
        self.facts.add_error(field, message)

    @property
    def has_new_warnings(self) -> bool:
        """Whether there is a doubt the user has not seen yet."""
        return bool(self.warnings) and self.facts.cleaned_data["warnings_seen"] != self.warnings_mark

    @property
    def warnings_mark(self) -> str:
        """A short hash of the doubts now shown, sent back by the form. It contains no typed text."""
        text = "\n".join(f"{target}={words}" for target, words in sorted(self.warnings.items()))
        return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""

    def event_day(self) -> tuple[date, bool]:
        """The day ages are counted on, and whether it is the day of the event."""
        facts = getattr(self.facts, "cleaned_data", {})
        span = facts.get("event_on")
        event_on = span.first if span else None
        return event_on or timezone.localdate(facts.get("received_at") or clock.now()), event_on is not None

    def _doubts(self) -> dict[str, str]:
        found = self.people.doubts(self.event_day()[0])
        facts = self.facts.cleaned_data
        if facts.get("reporter_is_anonymous") and facts.get("reporter_name"):
            found[self.facts["reporter_name"].id_for_label] = _(
                "Pelapor tidak ingin disebut namanya, jadi nama ini tidak akan disimpan."
            )
        found.update(self._doubts_of_plan(facts))
        found.update(self._doubts_of_reporter(facts))
        if about_phone := telephone.read(facts.get("reporter_phone") or "").doubt:
            found[self.facts["reporter_phone"].id_for_label] = about_phone
        return found

    def _doubts_of_reporter(self, facts: Mapping) -> dict[str, str]:
        """Differing answers about a reporter who is the victim, or several victims of whom one reports."""
        is_victim, block = facts.get("reporter_kind") == ReporterKind.VICTIM, self.people.reporter
        kind = self.facts["reporter_kind"].id_for_label
        if block is None:
            several = is_victim and self.people.filled
            return {kind: _("Tandai siapa di antara para korban yang melapor sendiri.")} if several else {}
        if not is_victim:
            words = _("Orang %(position)s ditandai melapor sendiri, tetapi pelapornya ditulis lain.")
            return {kind: words % {"position": block.position}}
        values, where = block.cleaned_data, self.facts["reporter_phone"].id_for_label
        numbers = [telephone.read(phone or "") for phone in (facts.get("reporter_phone"), values["phone"])]
        if all(numbers) and numbers[0].international != numbers[1].international:
            return {where: _("Nomor pelapor lain daripada nomor korban yang melapor sendiri. Keduanya disimpan.")}
        rules = {facts.get("reporter_contact_rule"), values["contact_rule"]} - {ContactRule.NOT_ASKED}
        if len(rules) > 1:
            where = self.facts["reporter_contact_rule"].id_for_label
            return {where: _("Aturan kontak pelapor lain daripada aturan kontak korban, padahal satu orang.")}
        return {}

    def _doubts_of_plan(self, facts: Mapping) -> dict[str, str]:
        """A plan far ahead, and one the new words of the story name while the field is empty."""
        received_on, planned_on = timezone.localdate(facts["received_at"]), facts.get("planned_on")
        where = self.facts["planned_on"].id_for_label
        if planned_on and (planned_on - received_on).days > FAR_PLAN_DAYS:
            words = _("Rencana ini baru %(day)s. Periksa tahunnya.") % {"day": days.day(planned_on)}
            return {where: words}
        told = plans_in(facts.get("narrative") or "", received_on) if "narrative" in self.facts.changed_data else []
        if planned_on or not told:
            return {}
        return {where: _("Cerita menyebut rencana: “%(words)s”. Isi harinya bila benar.") % {"words": told[0]}}


def _risks_among(fields: Mapping | None) -> dict:
    """The answers about danger in a draft."""
    head = f"{RISKS}-"
    return {name.removeprefix(head): value for name, value in (fields or {}).items() if name.startswith(head)}


def new_initial(*, key=None) -> dict:
    """Initial values of a new page: the moment is now, the channel is not said yet."""
    return {
        "submission_key": key or new_id(),
        "received_at": clock.now().replace(second=0, microsecond=0),
    }
