"""The five steps of the public form, and the forms for a reporter who comes back. Words for a twelve-year-old."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.choices import ContactRule, ContactWay, ReporterKind, Sex
from cases.forms.fields import AgeField
from cases.reading.told_age import AgeDoubt
from interface.form_fields import DayField
from interface.numbers import number
from safeguards import clock

LONGEST_STORY, LONGEST_ADDITION = 4000, 2000  # characters
TOO_LONG = _("Terlalu panjang. Tulis paling banyak {most} huruf; sisanya dapat ditambahkan nanti.")


def text(label, limit: int, *, hint: str = "", rows: int = 0, **options) -> forms.CharField:
    """A text field; ``rows`` makes it a text area of so many lines."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    field = forms.CharField(label=label, help_text=hint, required=False, widget=widget, **options)
    too_long = format_lazy(TOO_LONG, most=lazy(number, str)(limit))
    field.validators.append(MaxLengthValidator(limit, too_long))  # no maxlength: browsers cut pasted text
    return field


def choice(label, choices, *, required_words: str = "", hint: str = "") -> forms.ChoiceField:
    """A choice between a few radio buttons."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=hint,
        required=bool(required_words),
        error_messages={"required": required_words, "invalid_choice": _("Pilih salah satu jawaban di bawah ini.")},
    )


class HappenedForm(forms.Form):
    """Step 1: what happened, and whether somebody is in danger now."""

    danger = choice(
        _("Apakah ada yang dalam bahaya sekarang?"),
        [("yes", _("Ya, sekarang")), ("no", _("Tidak")), ("unknown", _("Saya tidak tahu"))],
        required_words=_("Pilih salah satu. Bila ragu, pilih “Saya tidak tahu”."),
    )
    story = text(
        _("Apa yang terjadi?"), LONGEST_STORY, rows=6, hint=_("Tulis dengan kata-kata Anda sendiri. Boleh singkat.")
    )
    story.required = True
    story.error_messages["required"] = _("Tulis sedikit tentang apa yang terjadi. Satu kalimat sudah cukup.")


class AboutForm(forms.Form):
    """Step 2: the person it is about, as much as the reporter wants to say."""

    who = choice(
        _("Siapa yang mengalami?"),
        [
            (ReporterKind.VICTIM, _("Saya sendiri")),
            (ReporterKind.FAMILY, _("Keluarga saya")),
            (ReporterKind.SCHOOL, _("Murid atau teman sekolah")),
            (ReporterKind.COMMUNITY, _("Orang lain")),
        ],
    )
    name = text(_("Namanya, bila boleh disebut"), 120)
    age = AgeField(
        label=_("Umurnya"),
        required=False,
        asks=False,
        help_text=_("Dalam tahun. Kira-kira saja boleh."),
        error_messages={
            "min_value": _("Tulis umur antara 0 dan 120."),
            "max_value": _("Tulis umur antara 0 dan 120."),
            **dict.fromkeys(("invalid", *AgeDoubt), _("Tulis umur dengan satu angka, misalnya 15.")),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sex = choice(
        _("Perempuan atau laki-laki?"),
        [(Sex.FEMALE, _("Perempuan")), (Sex.MALE, _("Laki-laki")), (Sex.UNKNOWN, _("Tidak tahu"))],
    )
    others = text(
        _("Apakah ada orang lain yang juga mengalaminya?"), 500, rows=2, hint=_("Misalnya: ada tiga anak lain di sana.")
    )
    suspects = text(
        _("Siapa yang melakukan atau mengajak?"),
        1000,
        rows=3,
        hint=_("Nama, panggilan, nomor telepon, akun, atau ciri-cirinya. Boleh kosong."),
    )


class PlaceForm(forms.Form):
    """Step 3: where and when."""

    place = text(
        _("Di mana terjadinya?"),
        500,
        rows=3,
        hint=_("Kota, jalan, nama tempat, atau tanda di dekatnya. Tulis yang Anda tahu."),
    )
    when = text(_("Kapan?"), 160, hint=_("Misalnya: 12/8/2026, kemarin malam, sejak bulan lalu, masih berlangsung."))


class ContactForm(forms.Form):
    """Step 4: how to contact the reporter safely, or not at all."""

    rule = choice(
        _("Bolehkah kami menghubungi Anda?"),
        [
            (ContactRule.NEVER, _("Jangan hubungi saya. Saya akan membaca balasan dengan kode.")),
            (ContactRule.CONDITIONAL, _("Boleh, dengan cara yang saya tulis di bawah.")),
        ],
        required_words=_("Pilih salah satu."),
    )
    rule.initial = ContactRule.NEVER  # nobody is called by mistake
    name = text(_("Nama Anda"), 120, hint=_("Boleh kosong, boleh nama panggilan."))
    phone = text(_("Nomor telepon atau WhatsApp"), 40)
    phone.widget.attrs["inputmode"] = "tel"
    ways = forms.MultipleChoiceField(
        label=_("Dengan cara apa?"),
        choices=[(way, way.label) for way in (ContactWay.CALL, ContactWay.WHATSAPP, ContactWay.MESSAGE)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Pilih dari cara yang ada di bawah ini.")},
    )
    hours = choice(
        _("Kapan aman bagi Anda?"),
        [
            ("", _("Kapan saja")),
            ("Pagi", _("Pagi")),
            ("Siang", _("Siang")),
            ("Sore", _("Sore")),
            ("Malam", _("Malam")),
        ],
    )
    code_word = text(
        _("Kata pembuka"), 60, hint=_("Kata yang kami ucapkan lebih dulu, supaya Anda tahu ini kami. Boleh kosong.")
    )
    note = text(_("Hal lain yang harus kami jaga"), 300, rows=2, hint=_("Misalnya: ponsel ini dipakai bersama."))
    may_leave_message = forms.BooleanField(label=_("Boleh meninggalkan pesan"), required=False)

    def clean(self) -> dict:
        """A reporter who allows contact must give a number."""
        values = super().clean()
        if values.get("rule") == ContactRule.CONDITIONAL and not (values.get("phone") or "").strip():
            self.add_error("phone", _("Tulis nomornya, atau pilih “Jangan hubungi saya”."))
        return values


class CheckForm(forms.Form):
    """Step 5: nothing more to fill in except the question, if there is a reason to ask it."""

    answer = text(_("Jawaban"), 20, hint=_("Tulis dengan angka atau kata."))


class CodeForm(forms.Form):
    """The receipt, typed by a reporter who comes back."""

    receipt = text(_("Kode 20 angka"), 80, hint=_("Spasi boleh ditulis, boleh tidak."))
    receipt.widget.attrs["inputmode"] = "numeric"
    answer = text(_("Jawaban"), 20, hint=_("Tulis dengan angka atau kata."))


class AdditionForm(forms.Form):
    """A reporter's addition. With the danger box ticked, no text is needed."""

    danger = forms.BooleanField(label=_("Ada yang dalam bahaya sekarang"), required=False)
    text = text(_("Tambahan atau pertanyaan Anda"), LONGEST_ADDITION, rows=5)

    def clean(self) -> dict:
        """Require a text or the danger box."""
        values = super().clean()
        if "text" in values and not values["text"] and not values.get("danger"):
            self.add_error("text", _("Tulis dahulu yang ingin Anda sampaikan."))
        return values


STEPS: tuple[type[forms.Form], ...] = (HappenedForm, AboutForm, PlaceForm, ContactForm, CheckForm)


def day_said(words: str):
    """The day of a typed text, if it is one day and not in the future; otherwise ``None``."""
    try:
        day = DayField(required=False).clean(words.strip())
    except ValidationError:
        return None
    return day if day and day.year >= 1990 and day <= clock.today() else None
