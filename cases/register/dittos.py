"""Words and signs that repeat the cell above: ``dto``, ``sda``, ``idem``, ``"``, ``-"-``, ``〃``. Pure."""

import re

_WORDS = frozenset({
    "dto", "ditto", "dito", "dtto", "dtt", "do", "sda", "s.d.a", "s.d.a.", "idem", "ibid", "ibid.", "ibidem", "id.",
    "sama", "sama.", "sama2", "sdanya",
})  # fmt: skip
_SIGNS = re.compile(r"""[-=~–—_.\s]*(?:["“”„″〃‟]|''|’’|‘‘|´´|``|,,|//)[-=~–—_.\s"“”„″〃'’/]*""")
_AS_ABOVE = re.compile(
    r"(?:sama|idem|sda|seperti|spt|sesuai|lihat|ikut|mengikuti)\b(?: (?:saja|juga|dengan|dgn|dg|seperti|spt|yang|yg))*"
    r" (?:di ?|yang |yg )*(?:atas|atasnya|sebelumnya)"
)


def is_ditto(cell: object) -> bool:
    """Whether a cell only says: as in the cell above."""
    if not isinstance(cell, str) or len(cell) > 40:
        return False
    words = " ".join(cell.casefold().split()).strip(" ()")
    return words in _WORDS or bool(_SIGNS.fullmatch(words) or _AS_ABOVE.fullmatch(words))
