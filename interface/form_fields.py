"""Days, moments and times as Indonesian offices type them, beside the browser's own pickers."""

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.zones import split_zone

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
CLOCK_FORMATS = ("%H:%M", "%H.%M", "%H:%M:%S")
MOMENT_FORMATS = tuple(f"{day} {clock}" for day in DAY_FORMATS for clock in ("%H:%M", "%H.%M"))


_CLOCK_WORDS = re.compile(r",?\s*\b(?:pukul|pkl|jam)\b\.?\s*", re.IGNORECASE)


class MomentField(forms.DateTimeField):
    """A moment, picked or typed as ``5/1/2026 09.32``; a zone behind it counts: ``5/1/2026 pukul 09.32 WITA``."""

    default_error_messages = {"invalid": _("Tulis tanggal dan jam seperti 5/1/2026 09.32, atau 5/1/2026 09.32 WITA.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=MOMENT_FORMATS, **options)

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        """Accept any spacing: people type ``09.32`` after the day; the browser's picker puts T between day and time.

        Without a zone word the time is the office's.
        """
        if not isinstance(value, str):
            return super().to_python(value)
        text, zone = split_zone(value)
        text = text if text.strip() else value  # a zone alone is no moment
        moment = super().to_python(" ".join(_CLOCK_WORDS.sub(" ", text).split()))
        return moment.replace(tzinfo=zone) if moment and zone else moment
