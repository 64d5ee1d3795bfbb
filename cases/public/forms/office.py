"""Forms of the office: answers to reporters, and the settings of a task force's public form."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.forms.fields import office_number
from cases.models import PublicForm
from cases.models.public_report import RESERVED_CODES, code_rule
from safeguards.identifiers import new_id

LONGEST_ANSWER = 2000  # characters
SHORTEST_NAME = 4  # letters; shorter words are too often ordinary ones
WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"(?:\d[ .\-]?){8,}")


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


class AnswerForm(forms.Form):
    """An answer to a reporter. Anybody with the receipt can read it, so it must name nobody."""

    text = forms.CharField(
        label=_("Jawaban untuk pelapor"),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=LONGEST_ANSWER,
        error_messages={"required": _("Tulis jawaban Anda.")},
        help_text=_(
            "Jangan menulis nama, nomor, atau alamat. Siapa yang memegang kode atau ponsel pelapor membacanya."
        ),
    )
    is_checked = forms.BooleanField(
        label=_("Sudah saya periksa: tidak ada yang dapat dikenali dari jawaban ini"), required=False
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args, names: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {word for name in names for word in _words(name) if len(word) >= SHORTEST_NAME}

    def clean(self) -> dict:
        """Warn once about words of people's names and about long numbers; the officer decides."""
        values = super().clean()
        said = values.get("text", "")
        if said and not values.get("is_checked") and (self.names & _words(said) or NUMBER.search(said)):
            raise ValidationError(
                _("Jawaban ini memuat nama dari pengaduan atau nomor panjang. Hapus, atau centang sudah diperiksa.")
            )
        return values


class PublicFormForm(forms.Form):
    """The settings of a task force's form: texts, open or closed, and when it starts asking questions."""

    is_open = forms.BooleanField(
        label=_("Formulir dibuka"),
        required=False,
        help_text=_("Bila ditutup, halaman hanya menampilkan nomor layanan. Kode yang sudah diberikan tetap berlaku."),
    )
    code = forms.CharField(
        label=_("Kode alamat"),
        max_length=20,
        validators=[code_rule],
        help_text=_("Bagian alamat setelah /l/. Pakai nama kota, bukan kata yang menyebut perkaranya."),
    )
    title = forms.CharField(
        label=_("Judul halaman"),
        max_length=60,
        initial="Layanan warga",
        help_text=_("Terlihat di riwayat ponsel. Pilih yang tidak menyebut perkaranya."),
    )
    emergency_number = forms.CharField(label=_("Nomor darurat"), max_length=20, required=False, initial="112")
    unit_name = forms.CharField(label=_("Nama layanan"), max_length=120, required=False)
    unit_phone = forms.CharField(label=_("Telepon layanan"), max_length=40, required=False)
    unit_whatsapp = forms.CharField(label=_("WhatsApp layanan"), max_length=40, required=False)
    unit_hours = forms.CharField(label=_("Jam layanan"), max_length=120, required=False)
    unit_address = forms.CharField(label=_("Alamat layanan"), max_length=240, required=False)
    ask_after = forms.IntegerField(
        label=_("Pertanyaan setelah"),
        min_value=1,
        max_value=100,
        initial=5,
        help_text=_(
            "Laporan dari satu jaringan dalam satu jam. Setelah itu pelapor menjawab satu pertanyaan. "
            "Yang dalam bahaya sekarang tidak ditanya."
        ),
    )
    fold_after = forms.IntegerField(
        label=_("Dilipat setelah"),
        min_value=5,
        max_value=1000,
        initial=20,
        help_text=_(
            "Laporan dari satu jaringan dalam satu hari. Yang berikutnya dilipat dalam daftar, tidak dibuang. "
            "Yang darurat tidak pernah dilipat."
        ),
    )
    busy_after = forms.IntegerField(
        label=_("Pertanyaan untuk semua setelah"),
        min_value=10,
        max_value=1000,
        initial=60,
        help_text=_("Laporan untuk gugus tugas ini dalam satu jam."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(form: PublicForm) -> dict:
        """The stored values."""
        return {name: getattr(form, name) for name in (*PublicForm.EDITABLE, "version")}

    def channels(self) -> list:
        """Bound fields of the channels."""
        return [self[name] for name in PublicForm.CHANNELS]

    def limits(self) -> list:
        """Bound fields of the limits."""
        return [self[name] for name in PublicForm.LIMITS]

    def clean_code(self) -> str:
        """Refuse codes that are paths of our own pages."""
        code = self.cleaned_data["code"]
        if code in RESERVED_CODES:
            raise ValidationError(_("Kode ini dipakai halaman lain. Pilih yang lain."))
        return code

    def clean_emergency_number(self) -> str:
        """A number a stranger can dial."""
        return office_number(self.cleaned_data["emergency_number"])

    def clean_unit_phone(self) -> str:
        """A number a stranger can dial."""
        return office_number(self.cleaned_data["unit_phone"])

    def clean_unit_whatsapp(self) -> str:
        """The number must be one the public can write to."""
        return office_number(self.cleaned_data["unit_whatsapp"])

    def details(self) -> dict:
        """Cleaned values for the action."""
        return {name: self.cleaned_data[name] for name in PublicForm.EDITABLE}
