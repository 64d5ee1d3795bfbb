"""Bring typed signs to one form: no invisible characters, full-width digits as digits, one apostrophe, one hyphen."""

import unicodedata

_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "\u2010": "-", "\u2011": "-", "−": "-"})


def visible(text: str) -> str:
    """The text in NFKC form without invisible characters such as zero-width spaces and direction marks."""
    shown = unicodedata.normalize("NFKC", text.translate(_SAME))
    return "".join(sign for sign in shown if unicodedata.category(sign) != "Cf").translate(_SAME)


def plain(text: str) -> str:
    """The visible text in lower case, with single blanks."""
    return " ".join(visible(text).casefold().split())
