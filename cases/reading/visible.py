"""Text as a reader sees it: without invisible characters, with ordinary letters and digits.

Chats and copied pages contain zero-width and direction marks, wide digits and split accents. A word with one of them
is the same word for every reader; what is stored stays as it was typed.
"""

import unicodedata

_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "\u2010": "-", "\u2011": "-", "−": "-"})


def visible(text: str) -> str:
    """The text in one normal form (NFKC), without invisible characters, every digit as 0 to 9."""
    if text.isascii():
        return text
    shown = unicodedata.normalize("NFKC", text.replace("´", "’"))  # NFKC would make a blank and an accent of it
    return "".join(_sign(sign) for sign in shown if unicodedata.category(sign) != "Cf")


def plain(text: str) -> str:
    """The visible text in lower case, with single blanks, one apostrophe and one hyphen."""
    return " ".join(visible(text).translate(_SAME).casefold().split())


def _sign(sign: str) -> str:
    return sign if sign.isascii() or not sign.isdecimal() else str(unicodedata.decimal(sign))
