"""The fields for a day, a moment and a time of day: text, read as Indonesians write it and shown as we write it.

How words are read is not known on this floor: ``settings.DATE_READER`` names the module that knows (docs/adr/0011).
"""

import re
from datetime import date, datetime, time
from enum import StrEnum
from importlib import import_module
from typing import Any, Protocol, cast

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface import days
from interface.zones import split_zone
from safeguards import clock
from safeguards.encryption import Unreadable

CLOCK_FORMATS = ("%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S", "%H")
_CLOCK_WORDS = re.compile(r"^\s*(?:pukul|pkl|jam)\b\.?\s*", re.IGNORECASE)


class Direction(StrEnum):
    """On which side of today a day lies when its writer leaves something out, such as the year."""

    PAST = "past"  # what happened: the latest such day
    AHEAD = "ahead"  # what is planned: the next such day
    EITHER = "either"  # unknown: a missing year is asked for


class DateReader(Protocol):
    """The module that reads days. Both functions raise ``ValidationError`` where the words must be confirmed."""

    def day(self, text: str, today: date, direction: Direction) -> date | None:
        """The day a text means, or ``None`` if it is no date."""

    def moment(self, text: str, today: date, direction: Direction) -> datetime | None:
        """The moment a text means, without a zone, or ``None`` if day or time of day are missing."""


def reader() -> DateReader:
    """The module named in the settings."""
    return cast(DateReader, import_module(settings.DATE_READER))


class _WrittenInput(forms.TextInput):
    """A text input with a calendar beside it and, beneath, what was understood; both need a script."""

    template_name = "components/day_input.html"
    direction: Direction = Direction.PAST
    part = "day"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the script needs, and the weekday of a day that is known."""
        context = super().get_context(name, value, attrs)
        known = value if isinstance(value, date) else None
        context["widget"] |= {
            "direction": self.direction.value,
            "part": self.part,
            "day": (days.local(known) if isinstance(known, datetime) else known) if known else None,
            "echo": days.moment(known) if known else "",
        }
        return context


class DayInput(_WrittenInput):
    """A day in words: ``11 Februari 2026``."""

    def format_value(self, value: Any) -> str | None:
        """A day as we write it; typed text stays as typed."""
        return days.day(value) if isinstance(value, date | Unreadable) else super().format_value(value)


class MomentInput(_WrittenInput):
    """A moment in words: ``11 Februari 2026 09.00 WIB``."""

    part = "moment"

    def format_value(self, value: Any) -> str | None:
        """A moment as we write it, in the office's zone; typed text stays as typed."""
        if not isinstance(value, datetime):
            return super().format_value(value)
        here = value if timezone.is_aware(value) else timezone.make_aware(value)
        return f"{days.day(days.local(here))} {days.clock(here)}"


class ClockInput(forms.TextInput):
    """A time of day with 24 hours: ``09.00``."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """A time as we write it; typed text stays as typed."""
        return days.hour(value) if isinstance(value, time) else super().format_value(value)


class DayField(forms.DateField):
    """A day, as people write it: ``11/2/2026``, ``11 Februari 2026``, ``kemarin``; with ``AHEAD`` also ``Jumat``."""

    widget = DayInput
    default_error_messages = {"invalid": _("Tulis tanggal seperti 5/1/2026 atau 5 Januari 2026.")}

    def __init__(self, *, direction: Direction = Direction.PAST, **options: Any) -> None:
        super().__init__(**options)
        self.direction = direction
        if isinstance(self.widget, _WrittenInput):
            self.widget.direction = direction

    def to_python(self, value: Any) -> date | None:
        """Read the words. Raises ``ValidationError`` for what is no day, or must be confirmed."""
        if isinstance(value, datetime):
            return days.local(value).date()
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        found = reader().day(text, clock.today(), self.direction)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the days, and the shown text, so that an untouched field does not count as changed."""
        shown = initial if isinstance(initial, str) else (DayInput().format_value(initial) if initial else "")
        return (shown or "") != (data or "") and super().has_changed(initial, data)


class MomentField(forms.DateTimeField):
    """A moment, as people write it: ``5/1/2026 09.32``, ``kemarin pukul 15.10``, ``5 Januari 2026 09.32 WITA``.

    Without a zone word the time is the office's.
    """

    widget = MomentInput
    default_error_messages = {"invalid": _("Tulis tanggal dan jam seperti 5/1/2026 09.32, atau 5/1/2026 09.32 WITA.")}

    def __init__(self, *, direction: Direction = Direction.PAST, **options: Any) -> None:
        super().__init__(**options)
        self.direction = direction
        if isinstance(self.widget, _WrittenInput):
            self.widget.direction = direction

    def to_python(self, value: Any) -> datetime | None:
        """Read the words. Raises ``ValidationError`` for what is no moment, or must be confirmed."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        text, zone = split_zone(value)
        found = reader().moment(text, clock.today(), self.direction)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found.replace(tzinfo=zone) if zone else timezone.make_aware(found)


class ClockField(forms.TimeField):
    """A time of day with 24 hours: ``9``, ``09.30``, ``pukul 09:30``."""

    widget = ClockInput
    default_error_messages = {"invalid": _("Tulis jam seperti 09.00 atau 21.30.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=CLOCK_FORMATS, **options)

    def to_python(self, value: Any) -> time | None:
        """Read a time; the word before it may stay."""
        return super().to_python(_CLOCK_WORDS.sub("", value).strip() if isinstance(value, str) else value)
