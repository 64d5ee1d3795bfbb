"""Texts of figures that may be hidden, and texts that must fit on paper. ``interface`` writes numbers and days."""

import unicodedata

from django.utils.translation import gettext as _

from interface import days
from interface.numbers import NOTHING, number
from reports.summary_shape import Cell, Period, is_hidden

LONGEST_RUN = 28  # characters without a space that a narrow cell can hold


def period(value: Period) -> str:
    """``Januari–Agustus 2022``; ``Maret 2022``; ``5 November 2021–20 Maret 2022`` if the months are not whole."""
    return days.period(value.start, value.end)


def cell(value: Cell) -> str:
    """A count, its marker, or the dash for a gap."""
    return number(value)


def difference(now: Cell, before: Cell) -> str:
    """``+44``; hidden if one of the two is hidden."""
    if is_hidden(now) or is_hidden(before):
        return "*"
    if now is None or before is None:
        return NOTHING
    change = int(now) - int(before)
    return ("+" if change > 0 else "") + number(change)


def out_of(kept: Cell, due: Cell) -> str:
    """``18 dari 21``; hidden if one of the two is hidden."""
    if is_hidden(kept) or is_hidden(due):
        return "*"
    if kept is None or not due:
        return NOTHING
    return _("%(part)s dari %(whole)s") % {"part": number(int(kept)), "whole": number(int(due))}


def clean(text: object, most: int = 300) -> str:
    """One line of text: no control characters, no repeated spaces, cut at a word with an ellipsis."""
    if text is None:
        return ""
    kept = "".join(" " if c.isspace() else c for c in str(text) if c.isspace() or _printable(c))
    line = " ".join(kept.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > most * 2 // 3 else cut).rstrip(" ,;:.-") + "…"


def balanced(text: str, most: int = 44) -> tuple[str, ...]:
    """A name in one line, or in two of similar length, with the break before a DAN near the middle, if any."""
    words = text.split(" ")
    if len(text) <= most or len(words) < 3:
        return (text,)
    breaks = range(1, len(words))

    def uneven(at: int) -> int:
        first, second = len(" ".join(words[:at])), len(" ".join(words[at:]))
        return max(first, second) - (8 if words[at] == "DAN" else 0) + (20 if words[at - 1] == "DAN" else 0)

    at = min(breaks, key=uneven)
    return (" ".join(words[:at]), " ".join(words[at:]))


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Cf"}


def breakable(text: str) -> str:
    """The text with invisible break points in words that are too long for a table cell."""
    words = []
    for word in text.split(" "):
        if len(word) > LONGEST_RUN:
            word = "\u200b".join(word[i : i + LONGEST_RUN // 2] for i in range(0, len(word), LONGEST_RUN // 2))
        words.append(word)
    return " ".join(words)
