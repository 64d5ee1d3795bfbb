"""Reading what caseworkers scribble during a call: ``p 16 jambi selatan, sejak awal jan, wa 0812… jgn malam``.

Pure: text, the day it is written on and the code of the place in; what was understood and what was not out.
"""

from cases.shorthand.doubts import Doubt
from cases.shorthand.line_reading import FACTS, REPORTER, LineReading, Note, Piece
from cases.shorthand.pasted import is_pasted
from cases.shorthand.reader import read

__all__ = ["FACTS", "REPORTER", "Doubt", "LineReading", "Note", "Piece", "is_pasted", "read"]
