"""Which characters a TrueType font can draw: archival PDF refuses a letter with a character it cannot show.

Imports nothing of the application: the typesetter loads it beside itself.
"""

import struct
from pathlib import Path

SUBSTITUTE = "□"
INVISIBLE = {"\u200b"}


def characters(font: Path) -> set[int]:
    """Code points in the Unicode tables (formats 4 and 12) of the font."""
    data = font.read_bytes()
    tables = struct.unpack(">H", data[4:6])[0]
    cmap = 0
    for entry in range(12, 12 + 16 * tables, 16):
        if data[entry : entry + 4] == b"cmap":
            cmap = struct.unpack(">L", data[entry + 8 : entry + 12])[0]
    covered: set[int] = set()
    for record in range(struct.unpack(">H", data[cmap + 2 : cmap + 4])[0]):
        at = cmap + struct.unpack(">L", data[cmap + 8 + 8 * record : cmap + 12 + 8 * record])[0]
        kind = struct.unpack(">H", data[at : at + 2])[0]
        if kind == 12:
            covered |= _long_groups(data, at)
        elif kind == 4:
            covered |= _segments(data, at)
    return covered


def _long_groups(data: bytes, at: int) -> set[int]:
    covered: set[int] = set()
    count = struct.unpack(">L", data[at + 12 : at + 16])[0]
    for group in range(at + 16, at + 16 + 12 * count, 12):
        first, last = struct.unpack(">LL", data[group : group + 8])
        covered |= set(range(first, last + 1))
    return covered


def _segments(data: bytes, at: int) -> set[int]:
    """Format 4; a segment may hold a few undrawn points where its glyphs are listed one by one: those are left out."""
    double = struct.unpack(">H", data[at + 6 : at + 8])[0]
    ends, starts = at + 14, at + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    covered: set[int] = set()
    for step in range(0, double, 2):
        last, first = (struct.unpack(">H", data[base + step : base + step + 2])[0] for base in (ends, starts))
        delta = struct.unpack(">H", data[deltas + step : deltas + step + 2])[0]
        offset = struct.unpack(">H", data[offsets + step : offsets + step + 2])[0]
        for point in range(first, min(last, 0xFFFE) + 1):
            where = offsets + step + offset + 2 * (point - first)
            glyph = struct.unpack(">H", data[where : where + 2])[0] if offset else (point + delta) & 0xFFFF
            if glyph:
                covered.add(point)
    return covered


def drawable(value: object, covered: set[int]) -> object:
    """The same JSON value with every character the font cannot draw replaced by an empty box."""
    if isinstance(value, str):
        return "".join(c if ord(c) in covered or c in INVISIBLE else SUBSTITUTE for c in value)
    if isinstance(value, list):
        return [drawable(item, covered) for item in value]
    if isinstance(value, dict):
        return {key: drawable(item, covered) for key, item in value.items()}
    return value
