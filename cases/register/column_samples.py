"""Sample cells of a column for the page that asks what it means; they identify nobody. Pure."""

import re

from cases.reading.dates import MONTHS
from cases.register import cell_values

_NUMBER = re.compile(r"\+?\d(?:[ ().-]{0,2}\d){5,}")
_KEPT_WORD = re.compile(r"(?i)^(?:l|p|lk|pr|th|thn|tahun|rp|dan|±|ya|tidak|laki|perempuan|-|/|\W+)$")


def masked(cell: object) -> str:
    """A sample of a cell that identifies nobody: first letters, and long numbers without their middle."""
    text = _NUMBER.sub(_hidden, cell_values.text_of(cell).split("\n")[0])
    words = []
    for word in text.split()[:6]:
        letters = word.strip(".,;:()")
        is_short = len(letters) <= 2 or _KEPT_WORD.match(letters) or letters.casefold() in MONTHS
        words.append(word if is_short or re.search(r"[\d•]", word) else f"{word[0]}…")
    return " ".join(words)


def _hidden(found: re.Match) -> str:
    """Mask a long number except its last two digits; days and amounts stay."""
    digits = re.sub(r"\D", "", found[0])
    is_day = re.match(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{2,4}\b", found[0])
    is_money = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", found[0])
    if is_day or is_money:
        return found[0]
    return "•" * (len(digits) - 2) + digits[-2:]


def plain(cell: object) -> str:
    """The beginning of a cell, for columns that only contain a kind, a place or a state."""
    return cell_values.text_of(cell).split("\n")[0][:40]
