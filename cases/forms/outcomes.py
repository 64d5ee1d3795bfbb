"""What becomes of a complaint: small forms, one per act."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import workflow
from cases.choices import CaseKind, ComplaintOutcome, Mode, ViolenceForm
from cases.models import Case, Complaint
from cases.words import described

NUMBER = r"^[A-Z]{1,3}-\d{4}-\d{3,}$"


class NextStepForm(forms.Form):
    """The last question of the intake page; it may stay open."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil pengaduan"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("Putuskan nanti")),
            (ComplaintOutcome.NEW_CASE.value, gettext_lazy("Buka kasus baru")),
            (ComplaintOutcome.EXISTING_CASE.value, ComplaintOutcome.EXISTING_CASE.label),
            (ComplaintOutcome.INFORMATION.value, ComplaintOutcome.INFORMATION.label),
            (ComplaintOutcome.OTHER_REGION.value, ComplaintOutcome.OTHER_REGION.label),
            (ComplaintOutcome.WRONG_NUMBER.value, ComplaintOutcome.WRONG_NUMBER.label),
            (ComplaintOutcome.NOT_A_COMPLAINT.value, ComplaintOutcome.NOT_A_COMPLAINT.label),
        ],
        help_text=gettext_lazy(
            "Boleh diisi nanti. Setiap hasil dihitung sebagai beban kerja; hanya korban yang dihitung sebagai korban."
        ),
    )


class OpenCaseForm(forms.Form):
    """Kind of case, and what belongs to the kind."""

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
        choices=[("", gettext_lazy("Pilih bentuk")), *ViolenceForm.choices],
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
        """Other violence names its form."""
        values = self.cleaned_data
        if values.get("kind") == CaseKind.OTHER_VIOLENCE and not values.get("violence_form"):
            self.add_error("violence_form", _("Pilih bentuk kekerasannya."))
        return values


class AttachForm(forms.Form):
    """Which case a complaint belongs to, and who of its people is new there."""

    number = forms.RegexField(
        label=gettext_lazy("Nomor kasus"),
        regex=NUMBER,
        widget=forms.TextInput({"class": "code", "placeholder": "K-2026-0001"}),
        help_text=gettext_lazy("Lihat pada berkas kasus, misalnya K-2026-0012"),
        error_messages={
            "required": gettext_lazy("Tulis nomor kasusnya."),
            "invalid": gettext_lazy("Nomor kasus berbentuk seperti K-2026-0012."),
        },
    )
    new_victims = forms.MultipleChoiceField(
        label=gettext_lazy("Siapa yang belum ada dalam kasus itu?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Yang dicentang menjadi korban dalam kasus itu. Yang sudah ada di sana jangan dicentang."
        ),
    )

    def __init__(self, *args, complaint: Complaint, victims, cases, **options):
        super().__init__(*args, **options)
        self.cases = cases
        self.fields["new_victims"].choices = [
            (str(row.pk), f"{complaint.number}/{row.position} {described(row)}") for row in victims
        ]
        if not victims:
            del self.fields["new_victims"]

    def clean_number(self) -> Case:
        """The case itself, among those the person works on."""
        case = self.cases.filter(number=self.cleaned_data["number"].upper()).first()
        if case is None:
            raise forms.ValidationError(_("Kasus ini tidak ada dalam register Anda. Periksa nomornya."))
        return case


class ConcludeForm(forms.Form):
    """An end without a case."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil pengaduan"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih hasil pengaduan.")},
    )
    handed_to = forms.CharField(
        label=gettext_lazy("Diserahkan kepada"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Untuk daerah lain: nama UPTD PPA atau dinas yang menerima, tanpa nama korban"),
    )

    def __init__(self, *args, current: str, **options):
        super().__init__(*args, **options)
        allowed = workflow.NEXT_OUTCOMES[ComplaintOutcome(current)] & workflow.ENDS_WITHOUT_CASE
        self.fields["outcome"].choices = [row for row in ComplaintOutcome.choices if row[0] in allowed]

    def clean(self) -> dict:
        """Handing over says to whom."""
        values = self.cleaned_data
        if values.get("outcome") == ComplaintOutcome.OTHER_REGION and not values.get("handed_to", "").strip():
            self.add_error("handed_to", _("Tulis kepada siapa pengaduan diserahkan."))
        return values
