"""Age in full years, on a day. The law uses the age at the event, never the age today."""

from datetime import date

from django.utils.translation import gettext as _

from safeguards.encryption import readable
from safeguards.errors import WorkflowRefused

MOST_YEARS = 120
ADULT_AGE = 18  # years; UU 21/2007 Pasal 1 angka 5 and Perpres 55/2024 Pasal 1


def is_child(age: int | None) -> bool:
    """The rule of who is a child: under 18 at the event, or of unknown age, until shown otherwise."""
    return age is None or age < ADULT_AGE


def is_known_child(age: int | None) -> bool:
    """Whether the stated age is under 18. For texts about statements; ``is_child`` decides protection."""
    return age is not None and age < ADULT_AGE


def full_years(born: date, on: date) -> int:
    """Completed years on a day; negative before the birth.

    Somebody born on 29 February is a year older on 1 March.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def stored_date(text: str) -> date | None:
    """A date stored as encrypted ISO text; ``None`` if it is empty or unreadable."""
    return date.fromisoformat(text) if readable(text) else None


def age_at_event(*, birth_date: date | None, event_on: date, age: int | None = None) -> int | None:
    """The age in full years on the day of the event: from the birth date if known, else the stated age.

    Raises ``WorkflowRefused`` for somebody born after the event, or more than ``MOST_YEARS`` before it.
    """
    if not birth_date:
        return age
    years = full_years(birth_date, event_on)
    if years < 0:
        raise WorkflowRefused(_("Korban belum lahir pada tanggal kejadian. Periksa tahunnya."))
    if years > MOST_YEARS:
        raise WorkflowRefused(_("Periksa tahun lahir: umurnya menjadi lebih dari 120 tahun."))
    return years
