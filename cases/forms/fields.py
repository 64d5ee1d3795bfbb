"""Form fields for days in words, spans of days and office numbers; they use ``cases.reading``."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.reading import telephone
from cases.reading.dates import Span, other_weekday, read_day, words_of
from interface import days
from interface.form_fields import DAY_FORMATS
from safeguards import clock


def day_in_words(text: str) -> date | None:
    """The one day a text means: ``12 Agustus 2029``, ``12-8-24``, ``kemarin``; ``None`` if it is not one single day."""
    span = read_day(text, clock.today())
    if span:
        refuse_other_weekday(text, span)
    return span.first if span and span.is_day else None


def refuse_other_weekday(text: str, span: Span) -> None:
    """Raise ``ValidationError`` if the day of the week in a text is not that of its date: one of them is wrong."""
    if said := other_weekday(text, span):
        words = gettext("Tanggal itu hari %(day)s, bukan %(said)s. Perbaiki salah satunya.")
        raise forms.ValidationError(words % {"day": days.day(span.first, weekday=True), "said": said.capitalize()})


class DayField(forms.DateField):
    """A day: picked, typed with figures, or in words."""

    default_error_messages = {"invalid": _("Tulis tanggal seperti 5/1/2026 atau 5 Januari 2026.")}

    def __init__(self, **options):
        super().__init__(input_formats=DAY_FORMATS, **options)

    def to_python(self, value) -> date | None:
        """Try words first, because no date format covers them."""
        return (isinstance(value, str) and day_in_words(value)) or super().to_python(value)


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
        span = read_day(text, clock.today())
        if span is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        refuse_other_weekday(text, span)
        return span


def office_number(phone: str) -> str:
    """Return an office number as typed. Raises ``ValidationError`` if nobody could dial it in an emergency."""
    number = telephone.read(phone.strip())
    if number.doubt:
        words = gettext("Tulis nomor yang dapat ditelepon. %(why)s")
        raise forms.ValidationError(words % {"why": number.doubt})
    return number.as_typed
