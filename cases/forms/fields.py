"""Days and moments as Indonesian offices type them, beside the browser's own pickers."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
OTHER_BEGINNINGS = {"ags": "agu", "nop": "nov"}
IN_WORDS = re.compile(r"^(\d{1,2})\s+([a-z]{3,})\.?\s+(\d{4})$")
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
MOMENT_FORMATS = [f"{day} {time}" for day in DAY_FORMATS for time in ("%H:%M", "%H.%M")]


def day_in_words(text: str) -> date | None:
    """``12 Agustus 2029`` or ``12 agu 2029``; nothing where the text is no such day."""
    found = IN_WORDS.match(" ".join(text.lower().split()))
    if not found:
        return None
    day, month, year = found.groups()
    month = OTHER_BEGINNINGS.get(month[:3], month[:3])
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


class DayField(forms.DateField):
    """A day: picked, typed with figures, or in words."""

    default_error_messages = {"invalid": _("Tulis tanggal seperti 5/1/2026 atau 5 Januari 2026.")}

    def __init__(self, **options):
        super().__init__(input_formats=DAY_FORMATS, **options)

    def to_python(self, value) -> date | None:
        """Words first, because no format knows them."""
        return (isinstance(value, str) and day_in_words(value)) or super().to_python(value)


class MomentField(forms.DateTimeField):
    """A moment: picked, or typed as ``5/1/2026 09.32``."""

    default_error_messages = {"invalid": _("Tulis tanggal dan jam seperti 5/1/2026 09.32.")}

    def __init__(self, **options):
        super().__init__(input_formats=MOMENT_FORMATS, **options)

    def to_python(self, value):
        """Indonesian clocks write 09.32; the browser's picker writes T between day and time."""
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)
