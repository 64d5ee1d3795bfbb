"""Forms of referrals: they turn input into cleaned values, never save and never use the user."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import ConsentGiver
from cases.models import Victim
from cases.models.draft import DraftForm
from interface.form_fields import DayField, Direction, MomentField
from referrals import slip
from referrals.actions.referrals import NEED_MAX
from referrals.choices import DeclineReason, OutcomeKind, SlipExtra
from safeguards import clock
from taskforces.access.permissions import Permission
from taskforces.choices import ServiceLine

NEW_CONSENT = "new:"  # prefix of the value of a consent that is recorded together with the referral
REASON = "reason_"


class Asking:
    """Marks options that open another question (``data-asks``, for style sheets), and disables those in ``blocked``."""

    asking: tuple[str, ...] = ("",)  # prefixes of the values that open a question; the empty prefix matches all
    blocked: frozenset = frozenset()

    def create_option(self, name, value, *args, **kwargs) -> dict:
        """The option with its attributes."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value).startswith(self.asking):
            option["attrs"]["data-asks"] = ""
        if str(value) in self.blocked:
            option["attrs"]["disabled"] = True
        return option


class AskingRadios(Asking, forms.RadioSelect):
    """Radio buttons; a new consent asks for its day, unless it is still to follow."""

    asking = tuple(NEW_CONSENT + giver for giver in ConsentGiver if giver != ConsentGiver.URGENT_LATER)


class AskingBoxes(Asking, forms.CheckboxSelectMultiple):
    """Check boxes; each asks for its reason."""


class SendForm(forms.Form):
    """The sender's form. ``agency_choices`` are (id, label), ``consent_choices`` are (value, label)."""

    kept_as = DraftForm("referral", Permission.REFERRAL_SEND, "referrals:referral-send", _("Rujukan"), file=Victim)

    service_lines = forms.MultipleChoiceField(
        label=_("Layanan yang diminta"), choices=ServiceLine.choices, widget=forms.CheckboxSelectMultiple
    )
    agency = forms.ChoiceField(label=_("Kirim kepada"), widget=forms.RadioSelect)
    need = forms.CharField(
        label=_("Apa yang diminta"),
        help_text=_("Kebutuhannya, bukan ceritanya. Penerima hanya membaca kalimat ini."),
        max_length=NEED_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.ChoiceField(label=_("Persetujuan"), widget=AskingRadios)
    consent_given_on = DayField(
        label=_("Tanggal persetujuan"),
        help_text=_("Hari korban, wali, atau petugas negara menyetujuinya."),
        required=False,
    )
    extras = forms.MultipleChoiceField(
        label=_("Tambahkan ke slip"), choices=SlipExtra.choices, required=False, widget=AskingBoxes
    )
    answer_due_at = MomentField(label=_("Batas jawaban"), required=False, direction=Direction.AHEAD)
    others = forms.MultipleChoiceField(
        label=_("Kirim juga untuk"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        agency_choices=(),
        consent_choices=(),
        subject: slip.Subject,
        agency_lines=None,
        other_choices=(),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = other_choices
        if not other_choices:
            del self.fields["others"]
        self.subject, self.agency_lines = subject, agency_lines or {}
        self.fields["agency"].choices = agency_choices
        self.fields["agency"].error_messages["required"] = _("Pilih instansi penerima.")
        self.fields["service_lines"].error_messages["required"] = _("Pilih paling sedikit satu layanan.")
        self.fields["need"].error_messages["required"] = _("Tulis apa yang diminta dalam satu kalimat.")
        self.fields["consent"].choices = consent_choices
        self.fields["consent"].error_messages["required"] = _(
            "Pilih persetujuan. Tanpa persetujuan tidak ada yang dibagikan."
        )
        self.blocked = {kind.value: slip.extra_refusal(kind, "-", subject) for kind in SlipExtra}
        self.fields["extras"].widget.blocked = frozenset(kind for kind, why in self.blocked.items() if why)
        for kind in SlipExtra:
            self.fields[REASON + kind.value] = forms.CharField(
                label=_("Alasan"), required=False, max_length=160, widget=forms.TextInput
            )

    @property
    def extra_rows(self) -> list[dict]:
        """Each extra with its check box, its reason field, and why it cannot be added, if so."""
        boxes = {box.data["value"]: box for box in self["extras"].subwidgets}
        return [
            {
                "kind": kind.value,
                "label": kind.label,
                "box": boxes[kind.value],
                "reason": self[REASON + kind.value],
                "blocked": self.blocked[kind.value],
            }
            for kind in SlipExtra
        ]

    def clean_need(self) -> str:
        """The sentence; refused if it names somebody."""
        need = self.cleaned_data["need"]
        leak = slip.leak_in(need, self.subject)
        if leak:
            raise forms.ValidationError(leak)
        return need

    def clean_answer_due_at(self):
        """The deadline, which must be in the future; empty means the agency's promise."""
        due = self.cleaned_data["answer_due_at"]
        if due is not None and due <= clock.now():
            raise forms.ValidationError(_("Pilih batas sesudah saat ini."))
        return due

    def clean(self) -> dict:
        """The agency must offer the lines, a new consent needs its day, and every extra needs a valid reason."""
        cleaned = super().clean()
        self._clean_agency(cleaned)
        self._clean_consent(cleaned)
        reasons = {kind: cleaned.get(REASON + kind) or "" for kind in cleaned.get("extras", [])}
        for kind, reason in reasons.items():
            refusal = slip.extra_refusal(kind, reason, self.subject)
            if refusal:
                self.add_error(REASON + kind, refusal)
        cleaned["reasons"] = reasons
        return cleaned

    def _clean_agency(self, cleaned: dict) -> None:
        offered = self.agency_lines.get(cleaned.get("agency"))
        missing = [line for line in cleaned.get("service_lines", []) if offered is not None and line not in offered]
        if missing:
            words = slip.services_words(slip.in_order(missing)).lower()
            self.add_error("agency", _("Instansi ini tidak menawarkan %(lines)s. Pilih yang lain.") % {"lines": words})

    def _clean_consent(self, cleaned: dict) -> None:
        chosen = str(cleaned.get("consent", ""))
        if chosen == NEW_CONSENT + ConsentGiver.URGENT_LATER:
            self.errors.pop("consent_given_on", None)
            cleaned["consent_given_on"] = None  # nobody consented yet; the file keeps asking for it
        if not chosen.startswith(AskingRadios.asking) or self.errors.get("consent_given_on"):
            return
        given_on = cleaned.get("consent_given_on")
        if given_on is None:
            self.add_error("consent_given_on", _("Isi tanggal persetujuan diberikan."))
        elif given_on > clock.today():
            self.add_error("consent_given_on", _("Tanggal persetujuan tidak dapat di masa depan."))


def new_consent_choices(*, is_child: bool, beside_others: bool) -> list[tuple[str, str]]:
    """Choices of consents to record with the referral; a child cannot consent alone."""
    givers = [giver for giver in ConsentGiver if not (is_child and giver == ConsentGiver.VICTIM)]
    words = _("Catat baru: %(giver)s") if beside_others else "%(giver)s"
    return [(NEW_CONSENT + giver.value, words % {"giver": giver.label}) for giver in givers]


class AcceptForm(forms.Form):
    """Accepting, with the day the service begins."""

    first_service_on = DayField(
        label=_("Layanan pertama"),
        required=False,
        direction=Direction.AHEAD,
        help_text=_("Boleh menyusul. Kosongkan bila harinya belum pasti."),
    )


class DeclineForm(forms.Form):
    """Declining, with a reason."""

    reason = forms.ChoiceField(
        label=_("Mengapa tidak dapat dilayani?"), choices=DeclineReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Keterangan"),
        help_text=_("Dibaca pengirim. Jangan tulis nama atau alamat."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = _("Pilih alasan, agar pengirim tahu langkah berikutnya.")

    def clean(self) -> dict:
        """``OTHER`` needs a written reason."""
        cleaned = super().clean()
        if cleaned.get("reason") == DeclineReason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Tulis alasannya."))
        return cleaned


class CompleteForm(forms.Form):
    """The outcome of each service line, for the sender."""

    note = forms.CharField(
        label=_("Keterangan hasil"),
        help_text=_("Apa yang diberikan dan apa yang masih perlu. Dibaca pengirim; jangan tulis nama atau alamat."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, service_lines: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(service_lines)
        self.fields["note"].error_messages["required"] = _("Tulis hasilnya dalam satu atau dua kalimat.")
        for line in self.lines:
            label = ServiceLine(line).label if len(self.lines) > 1 else _("Hasil layanan")
            field = forms.ChoiceField(label=label, choices=OutcomeKind.choices, widget=forms.RadioSelect)
            field.error_messages["required"] = _("Pilih hasil layanan.")
            self.fields[self._name(line)] = field

    def _name(self, line: str) -> str:
        """One line keeps the plain name; several are told apart."""
        return f"outcome-{line}" if len(self.lines) > 1 else "outcome"

    @property
    def outcome_fields(self) -> list:
        """The fields of the outcomes, in the order of the slip."""
        return [self[self._name(line)] for line in self.lines]

    def clean(self) -> dict:
        """Give the outcomes by service line."""
        cleaned = super().clean()
        cleaned["outcomes"] = {line: cleaned.pop(self._name(line), "") for line in self.lines}
        return cleaned


class AskForm(forms.Form):
    """A message to the other side."""

    text = forms.CharField(
        label=_("Tulis pertanyaan"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_text(self) -> str:
        """Refuse an empty text. The field is not marked (wajib), because nobody has to write a message."""
        text = self.cleaned_data["text"]
        if not text:
            raise forms.ValidationError(_("Tulis pertanyaan atau jawaban Anda."))
        return text


class SettleForm(forms.Form):
    """What was arranged after a withdrawn consent closed the referral, for the case file."""

    note = forms.CharField(
        label=_("Apa yang sudah diatur"),
        help_text=_(
            "Kapan layanan berhenti, siapa yang melanjutkan, dan bahwa instansi tidak lagi memakai datanya. "
            "Jangan tulis nama atau alamat."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].error_messages["required"] = _("Tulis apa yang sudah diatur dalam satu atau dua kalimat.")


class WithdrawForm(forms.Form):
    """A form without fields: the page explains the effect beside the button."""
