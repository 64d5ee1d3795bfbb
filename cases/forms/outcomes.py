"""Outcomes of a complaint: small forms, one per act."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import workflow
from cases.choices import CaseKind, ComplaintOutcome, HandOverWay, Mode, ViolenceForm
from cases.models import Case, Complaint
from cases.queries.likely_cases import LikelyCase, codes_with
from cases.words import described
from interface.form_fields import MomentField
from interface.search_hits import LONGEST
from safeguards import clock
from taskforces.regions import RegionField

NUMBER = r"^[A-Z]{1,3}-\d{4}-\d{3,}$"


# One key per outcome, the same on the intake page and on the complaint page; zero means "decide later".
KEYS = {
    "": "0",
    ComplaintOutcome.NEW_CASE.value: "1",
    ComplaintOutcome.EXISTING_CASE.value: "2",
    ComplaintOutcome.INFORMATION.value: "3",
    ComplaintOutcome.OTHER_REGION.value: "4",
    ComplaintOutcome.WRONG_NUMBER.value: "5",
    ComplaintOutcome.NOT_A_COMPLAINT.value: "6",
    ComplaintOutcome.SPAM.value: "7",
}
# Outcomes that need no story.
WITHOUT_STORY = frozenset({ComplaintOutcome.WRONG_NUMBER.value, ComplaintOutcome.SPAM.value})


class HandOverForm(forms.Form):
    """The receiver of a complaint, and the way of the hand-over."""

    to_office = forms.CharField(
        label=gettext_lazy("Diserahkan kepada"),
        max_length=160,
        help_text=gettext_lazy("Nama UPTD PPA atau dinas yang menerima, tanpa nama korban"),
        error_messages={"required": gettext_lazy("Tulis kepada siapa pengaduan diserahkan.")},
    )
    way = forms.ChoiceField(label=gettext_lazy("Dengan cara"), choices=HandOverWay.choices)
    to_region = RegionField(label=gettext_lazy("Daerah"), required=False)
    contact_person = forms.CharField(
        label=gettext_lazy("Petugas di sana"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Yang menerima telepon atau surat, bila sudah diketahui"),
    )


class NextStepForm(HandOverForm):
    """The last question of the intake page; it may stay open. A hand-over asks for the receiver on the same page."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil pengaduan"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (ComplaintOutcome.NEW_CASE.value, gettext_lazy("Buka kasus baru")),
            (ComplaintOutcome.EXISTING_CASE.value, ComplaintOutcome.EXISTING_CASE.label),
            (ComplaintOutcome.INFORMATION.value, gettext_lazy("Informasi sudah diberikan")),
            (ComplaintOutcome.OTHER_REGION.value, gettext_lazy("Daerah lain, serahkan")),
            (ComplaintOutcome.WRONG_NUMBER.value, ComplaintOutcome.WRONG_NUMBER.label),
            (ComplaintOutcome.NOT_A_COMPLAINT.value, ComplaintOutcome.NOT_A_COMPLAINT.label),
            (ComplaintOutcome.SPAM.value, ComplaintOutcome.SPAM.label),
            ("", gettext_lazy("Putuskan nanti")),
        ],
        help_text=gettext_lazy(
            "Boleh diisi nanti. Setiap hasil dihitung sebagai beban kerja; hanya korban yang dihitung sebagai korban."
        ),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["to_office"].required = self.fields["way"].required = False
        self.fields["outcome"].option_keys = KEYS

    @property
    def asked_fields(self) -> list:
        """The fields shown only after *Daerah lain, serahkan* is chosen."""
        return [self["to_office"], self["way"]]


class OpenCaseForm(forms.Form):
    """The kind of case, and the fields of that kind."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis kasus"),
        choices=CaseKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih jenis kasus. Jenis dapat diubah kemudian.")},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Modus utama"),
        choices=[(Mode.UNKNOWN.value, Mode.UNKNOWN.label), *(row for row in Mode.choices if row[0] != Mode.UNKNOWN)],
        required=False,
        help_text=gettext_lazy("Untuk TPPO. Boleh diisi setelah skrining"),
    )
    violence_form = forms.ChoiceField(
        label=gettext_lazy("Bentuk kekerasan"),
        choices=[("", gettext_lazy("Pilih bentuk")), *ViolenceForm.offered()],
        required=False,
        help_text=gettext_lazy("Untuk kekerasan lain"),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["kind"].option_hints = {
            CaseKind.TPPO: _("Ada dugaan perekrutan, pengangkutan, atau penampungan untuk eksploitasi."),
            CaseKind.OTHER_VIOLENCE: _("Tetap dalam register yang sama, dan dapat menjadi TPPO tanpa mengisi ulang."),
        }

    def clean(self) -> dict:
        """Other violence needs its form."""
        values = self.cleaned_data
        if values.get("kind") == CaseKind.OTHER_VIOLENCE and not values.get("violence_form"):
            self.add_error("violence_form", _("Pilih bentuk kekerasannya."))
        return values


class AttachForm(forms.Form):
    """Which case a complaint belongs to, and which of its people are new there."""

    number = forms.RegexField(
        label=gettext_lazy("Nomor kasus"),
        regex=NUMBER,
        widget=forms.TextInput({"class": "code", "placeholder": "K-2026-0001", "autofocus": True}),
        help_text=gettext_lazy("Lihat pada berkas kasus, misalnya K-2026-0012"),
        error_messages={
            "required": gettext_lazy("Tulis nomor kasusnya."),
            "invalid": gettext_lazy("Nomor kasus berbentuk seperti K-2026-0012."),
        },
    )
    find = forms.CharField(
        label=gettext_lazy("Cari kasus"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Nomor, nama, NIK, telepon, atau kata dalam ringkasan"),
    )
    new_victims = forms.MultipleChoiceField(
        label=gettext_lazy("Siapa yang belum ada dalam kasus itu?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Yang dicentang menjadi korban dalam kasus itu. Yang sudah ada di sana jangan dicentang."
        ),
    )

    def __init__(self, *args, complaint: Complaint, victims, cases, suggested: Sequence[LikelyCase] = (), **options):
        super().__init__(*args, **options)
        self.cases = cases
        self.fields["new_victims"].choices = [
            (str(row.pk), f"{complaint.number}/{row.position} {described(row)}") for row in victims
        ]
        self.fields["new_victims"].option_hints = {
            str(row.pk): _("Mungkin sudah ada dalam %(cases)s") % {"cases": ", ".join(codes)}
            for row in victims
            if (codes := codes_with(suggested, row.pk))
        }
        if suggested:
            self.fields["new_victims"].label = _("Siapa yang belum ada dalam kasus yang Anda pilih?")
            self.fields["number"].label, self.fields["number"].required = _("Kasus lain, menurut nomornya"), False
            del self.fields["number"].widget.attrs["autofocus"]
        if not victims:
            del self.fields["new_victims"]

    def clean_number(self) -> Case:
        """Return the case, if it is among those the user works on."""
        if not self.cleaned_data["number"]:
            raise forms.ValidationError(self.fields["number"].error_messages["required"])
        case = self.cases.filter(number=self.cleaned_data["number"].upper()).first()
        if case is None:
            raise forms.ValidationError(_("Kasus ini tidak ada dalam register Anda. Periksa nomornya."))
        return case


class ConcludeForm(forms.Form):
    """An end without a case and without a hand-over."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil pengaduan"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih hasil pengaduan.")},
    )

    def __init__(self, *args, current: str, **options):
        super().__init__(*args, **options)
        self.fields["outcome"].choices = ends_after(current)
        self.fields["outcome"].option_keys = KEYS


class ReceiptForm(forms.Form):
    """The other region received it: who took it, or under which number, and when."""

    receiver_name = forms.CharField(label=gettext_lazy("Nama penerima"), required=False, max_length=120)
    receipt_number = forms.CharField(
        label=gettext_lazy("Nomor tanda terima"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Nomor register mereka, bila ada. Nama atau nomor, salah satu cukup"),
    )
    receipt_way = forms.ChoiceField(
        label=gettext_lazy("Tanda terima lewat"), choices=HandOverWay.choices, initial=HandOverWay.PHONE
    )
    received_at = MomentField(label=gettext_lazy("Diterima di sana"))

    def clean_received_at(self):
        """Refuse a future moment."""
        moment = self.cleaned_data["received_at"]
        if moment > clock.now():
            raise forms.ValidationError(_("Waktu ini belum tiba. Periksa tanggal dan jamnya."))
        return moment

    def clean(self) -> dict:
        """Require a name or a number."""
        values = self.cleaned_data
        if not values.get("receiver_name") and not values.get("receipt_number"):
            self.add_error("receiver_name", _("Tulis nama penerima atau nomor tanda terimanya."))
        return values


def ends_after(current: str) -> list[tuple[str, str]]:
    """The outcomes a complaint can get in one step: those without a case and without further questions."""
    allowed = workflow.NEXT_OUTCOMES[ComplaintOutcome(current)] & workflow.ENDS_WITHOUT_CASE
    ends = [row for row in ComplaintOutcome.choices if row[0] in allowed - {ComplaintOutcome.OTHER_REGION}]
    return sorted(ends, key=lambda row: KEYS[row[0]])
