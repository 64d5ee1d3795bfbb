"""Words that negate the next word: *bukan korban*, *tidak darurat*, *dak boleh pulang*.

One list for every reader. It contains the written language, typed short forms, and the speech of Jambi
(*dak, indak, idak*), Palembang, Padang and Java.
"""

import re

NOT = frozenset({
    "tidak", "tdk", "tida", "tak", "tk", "gak", "ga", "gk", "nggak", "ngga", "ngak", "enggak", "engga", "ndak", "ngk",
    "dak", "dk", "indak", "idak", "dakdo", "ora", "ndk", "kagak", "kaga",
})  # fmt: skip
NOT_YET = frozenset({"belum", "blm", "belom", "blum", "blom", "durung"})
IS_NOT = frozenset({"bukan", "bkn", "bukannya", "bukanlah", "dudu", "non", "non-"})
FAILED = frozenset({"gagal", "batal", "nyaris", "digagalkan", "dibatalkan", "dicegah", "dicegat"})
WITHOUT = FAILED | frozenset({"tanpa", "tnp", "hampir", "ditolak", "menolak", "kurang", "krg", "sulit", "susah"})
# In a register cell these negate the words beside them; in speech they are verbs with their own object.
REVOKED = frozenset({
    "tidaklah", "tiada", "batalkan", "tolak", "selain", "kecuali", "bantah", "dibantah",
    "membantah",
})  # fmt: skip
DO_NOT = frozenset({"jangan", "jgn", "jng", "jangn", "jan", "ojo", "dilarang", "jangan pernah"})
NEGATING = NOT | NOT_YET | IS_NOT | WITHOUT | DO_NOT

# Words between a negation and what it denies: *tidak jadi ke Malaysia*, *bukan dari Jambi*.
BETWEEN = frozenset({
    "di", "ke", "dari", "dr", "jadi", "sampai", "mau", "ada", "termasuk", "pernah", "sebagai", "lagi", "yang", "yg",
    "terlalu", "begitu", "sangat", "dalam", "keadaan", "perlu", "tergolong", "lewat", "via", "oleh", "dengan", "sama",
    "kasus", "si", "sang", "seorang", "berangkat", "brgkt", "pergi", "tiba", "sedang", "masih", "nomor", "no",
    "dikirim", "masuk", "dibawa", "diberangkatkan", "terbang", "jalan",
})  # fmt: skip

# After a negation these deny or leave open what follows, also a person: *belum tentu korban*.
UNSURE = frozenset({
    "tentu", "jelas", "pasti", "yakin", "terbukti", "termasuk", "tergolong", "dianggap", "merupakan", "diduga",
})  # fmt: skip


def pattern_of(*sets: frozenset[str]) -> str:
    """A regular expression for any word of the sets, longest first."""
    return "|".join(re.escape(word) for word in sorted(frozenset().union(*sets), key=len, reverse=True))
