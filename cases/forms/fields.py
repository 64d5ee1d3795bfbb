"""Form fields for days in words, spans of days and office numbers; they use ``cases.reading``."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.reading import telephone, told_date
from cases.reading.dates import Span, other_weekday, words_of
from cases.reading.told_date import DateDoubt
from interface import days
from interface.form_fields import DAY_FORMATS
from safeguards import clock


def sure_days(text: str) -> Span | None:
    """The days a text means; ``None`` if it is not a date. Raises ``ValidationError`` if they must be confirmed."""
    told = told_date.whole(text, clock.today())
    if told.doubt is None or (told.doubt is DateDoubt.VAGUE and told.span):  # a rough span is what was meant
        return told.span
    if told.doubt is DateDoubt.WEEKDAY and told.span:
        words = gettext("Tanggal itu hari %(day)s, bukan %(said)s. Perbaiki salah satunya.")
        said = str(other_weekday(text, told.span)).capitalize()
        raise forms.ValidationError(words % {"day": days.day(told.span.first, weekday=True), "said": said})
    if told.doubt is DateDoubt.IMPOSSIBLE:
        raise forms.ValidationError(gettext("Tanggal ini tidak ada di kalender. Tulis tanggal seperti 5/1/2026."))
    raise forms.ValidationError(told_date.SENTENCES[told.doubt])


class DayField(forms.DateField):
    """A day: picked, typed with figures, or in words."""

    default_error_messages = {"invalid": _("Tulis tanggal seperti 5/1/2026 atau 5 Januari 2026.")}

    def __init__(self, **options):
        super().__init__(input_formats=DAY_FORMATS, **options)

    def to_python(self, value) -> date | None:
        """Try words first, because no date format covers them."""
        span = sure_days(value) if isinstance(value, str) else None
        return span.first if span and span.is_day else super().to_python(value)


class BirthDayField(DayField):
    """A day of birth. Its year must be written, because no birth is meant to be of this year unless it says so."""

    def to_python(self, value) -> date | None:
        """Refuse a day that leaves out its year."""
        born = super().to_python(value)
        if born and isinstance(value, str) and not told_date.writes_year(value):
            raise forms.ValidationError(told_date.SENTENCES[DateDoubt.YEAR])
        return born


class SpanField(forms.Field):
    """One day or several, as people say it: ``kemarin``, ``awal Agustus``, ``17-8-24``; gives a ``Span``."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Tulis tanggal seperti 5/1/2026, 5 Januari 2026, “kemarin”, atau “awal Agustus”.")
    }

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
        span = sure_days(text)
        if span is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return span


def office_number(phone: str) -> str:
    """Return an office number as typed. Raises ``ValidationError`` if nobody could dial it in an emergency."""
    number = telephone.read(phone.strip())
    if number.doubt:
        words = gettext("Tulis nomor yang dapat ditelepon. %(why)s")
        raise forms.ValidationError(words % {"why": number.doubt})
    return number.as_typed
