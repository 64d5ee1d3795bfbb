"""Words that negate the next word: *bukan korban*, *tidak darurat*, *dak boleh pulang*.

One list for every reader. The written language and typed short forms stand here, the regions' words (*dak, kagak, ora,
teu*) in ``regional_speech``.
"""

import re

from cases.reading.regional_speech import Meaning, said

NOT = frozenset({"tidak", "tdk", "tida", "tak", "tk"}) | said(Meaning.NOT)
NOT_YET = frozenset({"belum", "blm"}) | said(Meaning.NOT_YET)
IS_NOT = frozenset({"bukan", "bkn", "bukannya", "non", "non-"}) | said(Meaning.IS_NOT)
FAILED = frozenset({"gagal", "batal", "nyaris", "digagalkan", "dibatalkan", "dicegah", "dicegat"})
WITHOUT = FAILED | frozenset({"tanpa", "tnp", "hampir", "ditolak", "menolak", "kurang", "krg", "sulit", "susah"})
# In a register cell these negate the words beside them; in speech they are verbs with their own object.
REVOKED = frozenset({
    "tidaklah", "tiada", "batalkan", "tolak", "selain", "kecuali", "bantah", "dibantah",
    "membantah",
})  # fmt: skip
DO_NOT = frozenset({"jangan", "jgn", "jng", "jangn", "dilarang", "jangan pernah"}) | said(Meaning.DO_NOT)
NEGATING = NOT | NOT_YET | IS_NOT | WITHOUT | DO_NOT

# Words between a negation and what it denies: *tidak jadi ke Malaysia*, *bukan dari Jambi*.
BETWEEN = frozenset({
    "di", "ke", "dari", "dr", "jadi", "sampai", "mau", "ada", "termasuk", "pernah", "sebagai", "lagi", "yang", "yg",
    "terlalu", "begitu", "sangat", "dalam", "keadaan", "perlu", "tergolong", "lewat", "via", "oleh", "dengan", "sama",
    "kasus", "si", "sang", "seorang", "berangkat", "brgkt", "pergi", "tiba", "sedang", "masih", "nomor", "no",
    "dikirim", "masuk", "dibawa", "diberangkatkan", "terbang", "jalan",
    "sampe", "smpe", "smpai", "nyampe", "sampek", "in", "to", "at",
})  # fmt: skip

# After a negation these deny or leave open what follows, also a person: *belum tentu korban*.
UNSURE = frozenset({
    "tentu", "jelas", "pasti", "yakin", "terbukti", "termasuk", "tergolong", "dianggap", "merupakan", "diduga",
})  # fmt: skip


def pattern_of(*sets: frozenset[str]) -> str:
    """A regular expression for any word of the sets, longest first."""
    return "|".join(re.escape(word) for word in sorted(frozenset().union(*sets), key=len, reverse=True))
