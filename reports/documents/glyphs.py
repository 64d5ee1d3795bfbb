"""The characters that a font can draw. Archival PDF refuses a letter with a character that the font lacks.

Imports nothing from the application, because the typesetter loads it in its own process.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

SUBSTITUTE = "□"
INVISIBLE = {"\u200b"}


def characters(font: Path) -> set[int]:
    """The code points for which the font has a glyph."""
    with TTFont(font, lazy=True) as opened:
        return set(opened.getBestCmap())


def drawable(value: object, covered: set[int]) -> object:
    """The same JSON value, with an empty box for every character that the font cannot draw."""
    if isinstance(value, str):
        return "".join(c if ord(c) in covered or c in INVISIBLE else SUBSTITUTE for c in value)
    if isinstance(value, list):
        return [drawable(item, covered) for item in value]
    if isinstance(value, dict):
        return {key: drawable(item, covered) for key, item in value.items()}
    return value
