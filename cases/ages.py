"""Age in full years, on a day. The law asks for the age at the event, never for the age today."""

from datetime import date

MOST_YEARS = 120


def full_years(born: date, on: date) -> int:
    """Years completed on a day; negative where somebody was not born yet.

    Somebody born on 29 February is a year older on 1 March.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def stored_date(text: str) -> date | None:
    """A date kept as encrypted ISO text, or nothing."""
    return date.fromisoformat(text) if text else None
