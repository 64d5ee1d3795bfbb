"""Days, moments and times as Indonesian offices type them, beside the browser's own pickers."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
CLOCK_FORMATS = ("%H:%M", "%H.%M", "%H:%M:%S")
MOMENT_FORMATS = tuple(f"{day} {clock}" for day in DAY_FORMATS for clock in ("%H:%M", "%H.%M"))


class MomentField(forms.DateTimeField):
    """A moment, picked or typed as ``5/1/2026 09.32``."""

    default_error_messages = {"invalid": _("Tulis tanggal dan jam seperti 5/1/2026 09.32.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=MOMENT_FORMATS, **options)

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        """Accept any spacing: people type ``09.32`` after the day; the browser's picker puts T between day and time."""
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)
