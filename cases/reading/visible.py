"""Text as a reader sees it: without invisible characters, with ordinary letters and digits.

Chats and copied pages contain zero-width and direction marks, wide digits and split accents. A word with one of them
is the same word for every reader; what is stored stays as it was typed.
"""

import unicodedata


def visible(text: str) -> str:
    """The text in one normal form (NFKC), without invisible characters, every digit as 0 to 9."""
    if text.isascii():
        return text
    shown = unicodedata.normalize("NFKC", text)
    return "".join(_sign(sign) for sign in shown if unicodedata.category(sign) != "Cf")


def _sign(sign: str) -> str:
    return sign if sign.isascii() or not sign.isdecimal() else str(unicodedata.decimal(sign))
