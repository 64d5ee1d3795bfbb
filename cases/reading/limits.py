"""Words before an age that make it a limit or an estimate. One list for every reader of ages.

``UNDER`` and ``OVER`` exclude the number (*di bawah 18*), ``UP_TO`` and ``FROM`` include it (*maksimal 17*).
"""

UNDER = frozenset({
    "<", "di bawah", "dibawah", "dbwh", "dibwh", "di bwh", "bawah", "under", "masih di bawah", "masih dibawah",
    "kurang dari", "krg dari", "krang dari", "kurang dr", "krg dr",
    "belum", "blm", "belum genap", "blm genap", "belum sampai", "blm sampai", "belum cukup", "blm cukup",
    "belum berumur", "belum umur", "belum ada", "blm ada", "tidak sampai", "tdk sampai", "dak sampai",
})  # fmt: skip
UP_TO = frozenset({
    "<=", "≤", "maksimal", "maks", "max", "paling tua", "paling tinggi", "paling banyak",
    "tidak lebih dari", "tdk lebih dari", "gak lebih dari", "dak lebih dari", "tidak lebih dr", "tdk lebih dr",
})  # fmt: skip
OVER = frozenset({
    ">", "di atas", "diatas", "sudah di atas", "sudah diatas", "lebih dari", "lbh dari", "lebih dr", "sudah lewat",
})  # fmt: skip
FROM = frozenset({
    ">=", "≥", "minimal", "min", "paling muda", "paling rendah", "paling sedikit",
    "tidak kurang dari", "tdk kurang dari", "tidak kurang dr",
})  # fmt: skip
NEARLY = frozenset({"hampir", "hmpr", "mau", "jalan", "jelang", "menjelang"})  # "hampir 18" is not 18 yet
ABOUT = frozenset({
    "±", "+/-", "+-", "~", "≈", "sekitar", "sekitaran", "sktr", "skitar", "kira-kira", "kira2", "kira kira", "kira",
    "kurleb", "kurang lebih", "kurang-lebih", "krg lebih", "krg lbh", "krng lbh", "lebih kurang", "kisaran",
    "perkiraan", "estimasi", "taksiran", "mungkin", "kayaknya", "kyknya", "sepertinya", "spertinya", "kayanya",
})  # fmt: skip
