"""Numbers and money as an Indonesian office writes them: ``1.234``, ``0,5``, ``−3``, ``Rp1.500.000``, ``tiga``."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NOTHING = "–"  # shown for an unknown value
# The Indonesian words. Code that reads text compares with them; code that writes text translates them.
SMALL_NUMBERS = (
    gettext_noop("nol"),
    gettext_noop("satu"),
    gettext_noop("dua"),
    gettext_noop("tiga"),
    gettext_noop("empat"),
    gettext_noop("lima"),
    gettext_noop("enam"),
    gettext_noop("tujuh"),
    gettext_noop("delapan"),
    gettext_noop("sembilan"),
    gettext_noop("sepuluh"),
    gettext_noop("sebelas"),
    gettext_noop("dua belas"),
    gettext_noop("tiga belas"),
    gettext_noop("empat belas"),
    gettext_noop("lima belas"),
    gettext_noop("enam belas"),
    gettext_noop("tujuh belas"),
    gettext_noop("delapan belas"),
    gettext_noop("sembilan belas"),
)
MOST_IN_WORDS = 10  # larger numbers are read faster in figures


def number(value: object) -> str:
    """``1.234``, ``0,5`` and ``−3`` with a typographic minus sign.

    Text such as ``*`` or ``<5`` (a hidden cell) passes unchanged, ``None`` becomes a dash. Fractions have at most two
    digits.
    """
    if value is None:
        return NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    plain = value if isinstance(value, int) else f"{value:.2f}".rstrip("0").rstrip(".")
    return number_format(plain, force_grouping=True).replace("-", "−")


def rupiah(value: object) -> str:
    """``Rp1.500.000``; sen are not written."""
    return "" if value is None or value == "" else f"Rp{number(int(Decimal(str(value))))}"


def spelled(value: int) -> str:
    """``tiga belas`` for 13. Raises ``IndexError`` above nineteen."""
    return _(SMALL_NUMBERS[value])


def in_words(value: int) -> str:
    """``tiga`` for 3; figures above ten."""
    return spelled(value) if 0 <= value <= MOST_IN_WORDS else number(value)


def count_word(value: int) -> str:
    """``Tiga`` for 3, for the start of a sentence; figures above ten."""
    return capfirst(in_words(value))
