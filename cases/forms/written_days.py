"""How the fields of ``interface.form_fields`` read days and moments (``settings.DATE_READER``)."""

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext

from cases.reading import clocks, told_date
from cases.reading.dates import Span, is_no_day, other_weekday, read_day, words_of
from cases.reading.planned_days import is_impossible, read_planned_day
from cases.reading.told_date import DateDoubt
from interface import days
from interface.form_fields import Direction


def day(text: str, today: date, direction: Direction = Direction.PAST) -> date | None:
    """The day a text means, or ``None`` if it is no date.

    Raises ``ValidationError`` where something must be confirmed: a missing year, a weekday that does not fit, several
    days.
    """
    text = text.strip()
    span = planned_days(text, today) if direction is Direction.AHEAD else sure_days(text, today)
    if direction is Direction.EITHER:
        span = span or planned_days(text, today)
        if span and not (told_date.writes_year(text) or told_date.is_counted_from_today(text)):
            raise forms.ValidationError(told_date.SENTENCES[DateDoubt.YEAR])
    if span is None:
        if is_no_day(text) or is_impossible(text):
            raise forms.ValidationError(told_date.SENTENCES[DateDoubt.IMPOSSIBLE])
        return None
    refuse_other_weekday(text, span)
    if not span.is_day:
        words = gettext("Ini dapat berarti beberapa hari: %(days)s. Tulis satu hari.")
        raise forms.ValidationError(words % {"days": words_of(span)})
    return span.first


def moment(text: str, today: date, direction: Direction = Direction.PAST) -> datetime | None:
    """The moment a text means, without a zone; ``None`` where it names no day or no time of day."""
    found = clocks.at_end(text)
    if found is None:
        return None
    words, hour = found
    on = day(words, today, direction) if words else None
    return datetime.combine(on, hour) if on else None


def sure_days(text: str, today: date) -> Span | None:
    """The days a text means; ``None`` if it is not a date. Raises ``ValidationError`` if they must be confirmed."""
    told = told_date.whole(text, today)
    if told.doubt is None or (told.doubt is DateDoubt.VAGUE and told.span):  # a rough span is what was meant
        return told.span
    if told.doubt is DateDoubt.WEEKDAY and told.span:
        refuse_other_weekday(text, told.span)
    if told.doubt is DateDoubt.IMPOSSIBLE:
        raise forms.ValidationError(gettext("Tanggal ini tidak ada di kalender. Tulis tanggal seperti 5/1/2026."))
    raise forms.ValidationError(told_date.SENTENCES[told.doubt])


def planned_days(text: str, today: date) -> Span | None:
    """The next such days, or the days a text writes whole, which may have passed; ``None`` if it is not a date."""
    return read_planned_day(text, today) or read_day(text, today)


def refuse_other_weekday(text: str, span: Span) -> None:
    """Raise ``ValidationError`` if the text names a weekday that the day is not."""
    if said := other_weekday(text, span):
        words = gettext("Tanggal itu hari %(day)s, bukan %(said)s. Perbaiki salah satunya.")
        raise forms.ValidationError(words % {"day": days.day(span.first, weekday=True), "said": said.capitalize()})
