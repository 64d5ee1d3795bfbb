"""Numbers in words, as they are read: ``empat belas``, ``empatbelas``, ``dua puluh satu``."""

import re

from interface.numbers import SMALL_NUMBERS


def _all() -> dict[str, int]:
    """One to ninety-nine."""
    ones = SMALL_NUMBERS[1:10]
    found = {word: number for number, word in enumerate(SMALL_NUMBERS) if number}
    for tens, ten in enumerate(ones[1:], start=2):
        found[f"{ten} puluh"] = tens * 10
        found |= {f"{ten} puluh {one}": tens * 10 + number for number, one in enumerate(ones, start=1)}
    joined = {word.replace(" belas", "belas").replace(" puluh", "puluh"): number for word, number in found.items()}
    return found | joined


NUMBER_WORDS = _all()
_IN_TEXT = re.compile(rf"\b(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})(an)?\b")


def in_figures(text: str) -> str:
    """A text in lower case with its numbers in figures: ``14 tahun``, ``20an``."""
    return _IN_TEXT.sub(lambda found: f"{NUMBER_WORDS[found[0].removesuffix(found[1] or '')]}{found[1] or ''}", text)
