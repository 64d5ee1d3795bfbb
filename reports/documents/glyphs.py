"""Which characters a font can draw: archival PDF refuses a letter with a character it cannot show.

Imports nothing of the application: the typesetter loads it beside itself.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

SUBSTITUTE = "□"
INVISIBLE = {"\u200b"}


def characters(font: Path) -> set[int]:
    """Code points the font has a glyph for."""
    with TTFont(font, lazy=True) as opened:
        return set(opened.getBestCmap())


def drawable(value: object, covered: set[int]) -> object:
    """The same JSON value with every character the font cannot draw replaced by an empty box."""
    if isinstance(value, str):
        return "".join(c if ord(c) in covered or c in INVISIBLE else SUBSTITUTE for c in value)
    if isinstance(value, list):
        return [drawable(item, covered) for item in value]
    if isinstance(value, dict):
        return {key: drawable(item, covered) for key, item in value.items()}
    return value
