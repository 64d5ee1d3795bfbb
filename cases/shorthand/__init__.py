"""Read the shorthand caseworkers type during a call: ``p 16 jambi selatan, sejak awal jan, wa 0812… jgn malam``.

Pure. Input: the text, the day of writing, the region code. Output: what was understood and what was not.
"""

from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, REPORTER, LineReading, Note, Piece
from cases.shorthand.pasted import is_pasted
from cases.shorthand.reader import read

__all__ = ["FACTS", "REPORTER", "Doubt", "LineReading", "Note", "Piece", "is_pasted", "read"]
