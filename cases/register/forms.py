"""Forms of the old register: the file, the columns, the answers to doubts."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import CaseKind, ViolenceForm
from cases.register import file_reader
from cases.register.column_meanings import RegisterField
from cases.register.columns import SURE, Layout

ANSWERED, SHOWN = "row-", "was-"  # prefixes of the fields of a row


class UploadForm(forms.Form):
    """The file to upload, or a table pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("Berkas register"),
        required=False,
        allow_empty_file=True,  # refused later, with the remedy
        help_text=_("XLSX, XLS, ODS, atau CSV, seperti yang Anda simpan sekarang. Tidak perlu dirapikan dahulu."),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )
    pasted = forms.CharField(
        label=_("Atau tempel tabelnya"),
        required=False,
        strip=False,  # an empty first cell is a blank
        help_text=_("Salin dari aplikasi tabel bersama judulnya. Tabel yang sangat besar dikirim sebagai berkas."),
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
    )

    def __init__(self, *args, is_too_large: bool = False, **options):
        super().__init__(*args, **options)
        self.is_too_large = is_too_large

    def clean(self) -> dict:
        """Say that an upload was cut off at the limit, instead of "choose a file"."""
        if self.is_too_large:
            self._errors.pop("file", None)
            raise forms.ValidationError(str(file_reader.FileRefused("size")))
        values = super().clean()
        has_paste = bool(values.get("pasted", "").strip())
        if values.get("file") is None and not has_paste and "file" not in self._errors:
            self.add_error("file", _("Pilih berkasnya dahulu, atau tempel tabelnya."))
        if values.get("file") is not None and has_paste:
            self.add_error("pasted", _("Berkas dan tempelan sekaligus: kosongkan salah satunya."))
        return values

    @property
    def table(self) -> tuple[str, bytes]:
        """The name and the content to store; a paste has no name of a file."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.name, file.read()
        return str(_("tempelan")), self.cleaned_data["pasted"].encode()


class ApprovalForm(forms.Form):
    """The approval; ``seen`` is the moment since which the answers stood as the page showed them."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def seen_at(self) -> datetime | None:
        """The moment, or ``None`` if the page did not say one."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None


class ReturnForm(forms.Form):
    """What to mend before the register is handed in again."""

    reason = forms.CharField(
        label=_("Yang perlu diperbaiki"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Sebut nomor barisnya. Hanya terlihat di halaman register ini."),
        error_messages={"required": _("Tulis apa yang perlu diperbaiki.")},
    )


class UndoForm(forms.Form):
    """Whether the meaning of the columns goes as well; not asked where the office remembers none."""

    forget_columns = forms.BooleanField(
        label=_("Juga lupakan susunan kolomnya"),
        required=False,
        help_text=_("Berkas berikutnya dengan judul kolom yang sama ditanyakan lagi dari awal."),
    )

    def __init__(self, *args, is_remembered: bool, **options):
        super().__init__(*args, **options)
        if not is_remembered:
            del self.fields["forget_columns"]


class ColumnsForm(forms.Form):
    """The meaning of each column, and the kind of rows without one."""

    default_kind = forms.ChoiceField(
        label=_("Jenis kasus bila baris tidak menyebutnya"), choices=CaseKind.choices, widget=forms.RadioSelect
    )
    default_form = forms.ChoiceField(
        label=_("Bentuk kekerasan bila tidak disebut"),
        choices=[("", _("Pilih bentuk")), *ViolenceForm.offered()],
        required=False,
        help_text=_("Hanya untuk kekerasan lain."),
    )

    def __init__(self, *args, layout: Layout, **options):
        super().__init__(*args, **options)
        self.layout = layout
        for index, column in enumerate(layout.columns):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=column.label or _("Kolom %s, tanpa judul") % _letter(index),
                choices=RegisterField.choices,
                initial=column.field,
            )

    @property
    def columns(self) -> list[dict]:
        """Each column with its field, its letter in the sheet, and sample cells."""
        return [
            {
                "bound": self[f"column-{index}"],
                "letter": _letter(index),
                "samples": column.samples,
                "is_sure": column.confidence >= SURE or (column.field == RegisterField.IGNORE and not column.samples),
            }
            for index, column in enumerate(self.layout.columns)
        ]

    @property
    def has_doubtful(self) -> bool:
        """Whether any column is marked as doubtful."""
        return not all(column["is_sure"] for column in self.columns)

    @property
    def left_out(self) -> list[str]:
        """Names of filled columns whose meaning nobody knows or decided: their cells only go into the story."""
        names = []
        for index, column in enumerate(self.layout.columns):
            is_left = self[f"column-{index}"].value() in (RegisterField.IGNORE, RegisterField.NOTE)
            if is_left and column.samples and column.confidence < SURE:
                names.append(column.label or _("Kolom %s, tanpa judul") % _letter(index))
        return names

    @property
    def chosen(self) -> list[str]:
        """The chosen meanings, in the order of the columns."""
        return [self.cleaned_data[f"column-{index}"] for index in range(len(self.layout.columns))]


def answers_in(data, prefix: str = ANSWERED) -> dict[int, str]:
    """The answers of a page: fields named ``row-<number>``, or with ``SHOWN`` what it showed; others are ignored."""
    found = {}
    for name in data:
        number = name.removeprefix(prefix)
        if name.startswith(prefix) and number.isdecimal() and len(number) < 9:
            found[int(number)] = data[name]
    return found


def _letter(index: int) -> str:
    """``A``, ``B``, … ``AA``: the column name in spreadsheets."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
