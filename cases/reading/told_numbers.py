"""Find the numbers in running text: telephone numbers, other long numbers, number plates.

People write a number with blanks, dots or dashes, and beside other numbers (``umur 19 0812 3456 7890``). So every
sequence of neighbouring groups of digits is tried. That finds a few numbers nobody meant; they are only looked up,
never stored or shown.
"""

import re
import unicodedata
from collections.abc import Iterator

from cases.reading import telephone

MOST_GROUPS = 8  # of digits in one number
LENGTHS = range(6, 21)  # digits of a number that is looked up
PHONE_LENGTHS = range(8, 17)
_RUN = re.compile(r"[+(]*\d(?:[\d \t().\-‐-―+]*\d)?")
_UNSURE = re.compile(r"[ \-]?[*?#_…xX]|\.{2,}")  # the last digits cannot be read: "0812 3456 78xx"
_PLATE = re.compile(r"\b([A-Z]{1,2})[ .\-]{0,2}(\d{1,4})[ .\-]{0,2}([A-Z]{1,3})\b")


def phone_keys(text: str) -> set[str]:
    """The keys (see ``Telephone.key``) of all numbers in a text that can be dialled."""
    found = set()
    for groups in _sequences(text):
        number = "".join(groups)
        if len(number.lstrip("+")) in PHONE_LENGTHS:
            found.add(telephone.read(number).international.removeprefix("+"))
    return found - {""}


def long_numbers(text: str) -> set[str]:
    """The digits of all long numbers in a text: NIK, bank accounts, passports."""
    joined = ("".join(groups).replace("+", "") for groups in _sequences(text))
    return {digits for digits in joined if is_long(digits)}


def is_long(digits: str) -> bool:
    """Whether these are digits of a long number."""
    return digits.isdecimal() and len(digits) in LENGTHS


def plates(text: str) -> set[str]:
    """The number plates in a text, without blanks: ``BH1234AB``."""
    return {"".join(found.groups()) for found in _PLATE.finditer(_plain(text).upper())}


def _sequences(text: str) -> Iterator[list[str]]:
    """Neighbouring groups of digits, from one group to ``MOST_GROUPS``; a plus stays before its group."""
    plain = _plain(text)
    for run in _RUN.finditer(plain):
        groups = re.findall(r"\+?\d+", run[0])
        if _UNSURE.match(plain, run.end()):
            del groups[-1]
        for first in range(len(groups)):
            for end in range(first + 1, min(first + MOST_GROUPS, len(groups)) + 1):
                if end == first + 1 or "+" not in groups[end - 1]:
                    yield groups[first:end]
                else:
                    break


def _plain(text: str) -> str:
    """In ordinary digits, without invisible characters."""
    shown = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in shown)
