"""Forms of the old register: the file, the columns, the answers to doubts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.choices import CaseKind, ViolenceForm
from cases.register import file_reader
from cases.register.column_meanings import RegisterField
from cases.register.columns import SURE, Layout


class UploadForm(forms.Form):
    """Which file."""

    file = forms.FileField(
        label=_("Berkas register"),
        allow_empty_file=True,  # refused with its remedy
        help_text=_("XLSX, XLS, ODS, atau CSV, seperti yang Anda simpan sekarang. Tidak perlu dirapikan dahulu."),
        error_messages={"required": _("Pilih berkasnya dahulu.")},
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )

    def __init__(self, *args, is_too_large: bool = False, **options):
        super().__init__(*args, **options)
        self.is_too_large = is_too_large

    def clean(self) -> dict:
        """An upload that was cut off at the limit says so instead of "choose a file"."""
        if self.is_too_large:
            self._errors.pop("file", None)
            raise forms.ValidationError(str(file_reader.FileRefused("size")))
        return super().clean()


class ColumnsForm(forms.Form):
    """What each column means, and what rows are that do not say their kind."""

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
        """Each column with its field, its letter in the sheet and what its cells look like."""
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
        """Whether any column is marked to be looked at."""
        return not all(column["is_sure"] for column in self.columns)

    @property
    def left_out(self) -> list[str]:
        """Names of columns that hold something and are not carried over, without anybody having said so."""
        names = []
        for index, column in enumerate(self.layout.columns):
            is_left = self[f"column-{index}"].value() == RegisterField.IGNORE
            if is_left and column.samples and column.confidence < SURE:
                names.append(column.label or _("Kolom %s, tanpa judul") % _letter(index))
        return names

    @property
    def chosen(self) -> list[str]:
        """The meanings in the order of the columns."""
        return [self.cleaned_data[f"column-{index}"] for index in range(len(self.layout.columns))]


def answers_in(data) -> dict[int, str]:
    """The answers of a page: fields named ``row-<number>``; anything else is left alone."""
    found = {}
    for name in data:
        number = name.removeprefix("row-")
        if name.startswith("row-") and number.isdecimal() and len(number) < 9:
            found[int(number)] = data[name]
    return found


def _letter(index: int) -> str:
    """``A``, ``B``, … ``AA``: how spreadsheets call a column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
