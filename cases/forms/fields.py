"""Form fields for days in words, spans of days and office numbers; they use ``cases.reading``."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms.written_days import planned_days, refuse_other_weekday, sure_days
from cases.reading import telephone, told_age, told_date
from cases.reading.ages import MOST_YEARS
from cases.reading.dates import Span, is_no_day, words_of
from cases.reading.planned_days import is_impossible
from cases.reading.told_age import Age, AgeDoubt
from cases.reading.told_date import DateDoubt
from interface.form_fields import DayField
from safeguards import clock


class BirthDayField(DayField):
    """A day of birth. Its year must be written, because no birth is meant to be of this year unless it says so."""

    def to_python(self, value) -> date | None:
        """Refuse a day that leaves out its year."""
        born = super().to_python(value)
        if born and isinstance(value, str) and not told_date.writes_year(value):
            raise forms.ValidationError(told_date.SENTENCES[DateDoubt.YEAR])
        return born


class AgeField(forms.IntegerField):
    """An age in full years, as people write it: ``16``, ``16 th``, ``enam belas``, ``±16``; gives an ``int``.

    ``told`` says whether it is an estimate or must be confirmed. A limit or a school class is refused: no age is in it.
    """

    widget = forms.TextInput({"inputmode": "numeric"})
    default_error_messages = {
        "invalid": _("Tulis umur dengan angka, misalnya 16."),
        "min_value": _("Umur tidak kurang dari 0 tahun."),
        "max_value": _("Periksa umur: lebih dari 120 tahun."),
        AgeDoubt.LIMIT: _("Ini batas umur, bukan umur. Tulis perkiraannya dengan angka, misalnya ±16."),
        AgeDoubt.RANGE: _("Ini lebih dari satu umur. Tulis perkiraannya dengan angka, misalnya ±16."),
        AgeDoubt.WORDS: _("Umur ini tanpa angka. Tulis perkiraannya dengan angka, misalnya ±16."),
        AgeDoubt.SCHOOL: _("Ini kelas sekolah, bukan umur. Tulis perkiraannya dengan angka, misalnya ±16."),
        AgeDoubt.PART: _("Hanya sebagian yang dipahami. Tulis umurnya dengan angka, misalnya 16."),
    }

    def __init__(self, *, asks: bool = True, **options):
        self.asks = asks  # whether the form can ask about a doubted age; if not, it is refused
        super().__init__(min_value=0, max_value=MOST_YEARS, **options)

    @staticmethod
    def told(value) -> Age:
        """How a typed or stored value is read; the one reader of ages decides."""
        return told_age.read("" if value is None else str(value))

    def to_python(self, value) -> int | None:
        """Return full years, or raise an error that says how to write them."""
        text = "" if value is None else str(value).strip()
        if not text or re.fullmatch(r"[+-]?\d+", text):
            return super().to_python(text)
        age = self.told(text)
        if age.years is None or (age.doubt and not self.asks):
            code = age.why or "invalid"
            raise forms.ValidationError(self.error_messages[code], code=code)
        return age.years


class SpanField(forms.Field):
    """One day or several, as people say it: ``kemarin``, ``awal Agustus``, ``17-8-24``; gives a ``Span``."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Tulis tanggal seperti 5/1/2026, 5 Januari 2026, “kemarin”, atau “awal Agustus”."),
        "no_day": _("Tanggal ini tidak ada di kalender. Tulis tanggal seperti 5/1/2026 atau 5 Januari 2026."),
    }
    today: date | None = None  # the day words like "kemarin" are counted from; the form sets it

    def prepare_value(self, value):
        """Show a span or a day as people write it; typed text stays as typed."""
        if isinstance(value, date):
            return words_of(Span(value, value))
        return words_of(value) if isinstance(value, Span) else value

    def has_changed(self, initial, data) -> bool:
        """Compare the shown text, so that an untouched field does not count as changed."""
        return (self.prepare_value(initial) or "") != (data or "")

    def to_python(self, value) -> Span | None:
        """Return the span, or raise an error that says how to write it."""
        if isinstance(value, date):
            return Span(value, value)
        text = str(value or "").strip()
        if isinstance(value, Span) or not text:
            return value or None
        span = self.read(text, self.today or clock.today())
        if span is None:
            code = "no_day" if is_no_day(text) or is_impossible(text) else "invalid"
            raise forms.ValidationError(self.error_messages[code], code=code)
        return span

    def read(self, text: str, today: date) -> Span | None:
        """The span a text means, seen from a day; ``None`` if it is no date."""
        return sure_days(text, today)


class PlannedDayField(SpanField):
    """One day ahead: ``besok``, ``tanggal 5``, ``Jumat``, ``17-8-26``; gives a ``date``.

    Several days are refused, because whoever acts on a plan needs the earliest one.
    """

    default_error_messages = {
        "invalid": _("Tulis satu hari seperti 5/1/2026, “besok”, “tanggal 5”, atau “Jumat”."),
        "several": _("Ini dapat berarti beberapa hari: %(days)s. Tulis hari yang paling cepat."),
    }

    def to_python(self, value) -> date | None:
        """Return the day, or raise an error that says how to write it."""
        span = super().to_python(value)
        if span is not None and isinstance(value, str):
            refuse_other_weekday(value, span)
        if span is None or span.is_day:
            return span and span.first
        words = self.error_messages["several"] % {"days": words_of(span)}
        raise forms.ValidationError(words, code="several")

    def read(self, text: str, today: date) -> Span | None:
        """The next such day; a day that has passed is left to the form to refuse."""
        return planned_days(text, today)


def office_number(phone: str) -> str:
    """Return an office number as typed. Raises ``ValidationError`` if nobody could dial it in an emergency."""
    number = telephone.read(phone.strip())
    if number.doubt:
        words = gettext("Tulis nomor yang dapat ditelepon. %(why)s")
        raise forms.ValidationError(words % {"why": number.doubt})
    return number.as_typed
