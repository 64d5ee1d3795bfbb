"""Words beside an answer, as tables: those that say nothing against it, and those that take it back or name another."""

from cases.shorthand import vocabulary as words
from interface.zones import ZONE_NAMES

_ZONES = {name.casefold() for name in ZONE_NAMES.values()}

# Behind a number, and nothing against it.
AFTER_NUMBER = {"bisa", "boleh", "aktif", "ya", "bu", "pak", "kak", "dia", "nya", "korban", "korbannya", "jgn",
                "jangan", "hanya", "cuma", "saat", "setelah", "whatsapp", "wa", "hp", "kerja", "tinggal", "asal",
                "nama", "namanya", "umur", "-", "yang", "yg", "(wa)", "(hp)", "telepon", "janji"}  # fmt: skip
# Behind a contact rule, and nothing against it: the reason, or a word of politeness.
AFTER_RULE = _ZONES | {
    "ya", "yo", "bu", "pak", "kak", "mbak", "dulu", "aja", "saja", "bae", "sj", "karena", "krn", "takut", "nanti",
    "biar", "supaya", "soalnya", "sebab", "ketahuan", "bahaya", "ada", "dia", "sudah", "sdh", "korban", "pelapor",
    "saya", "-", "hp", "hpnya", "tolong", "minta",
}  # fmt: skip
# No words to begin a call with: "kode pos", "sandi hp", "password fb".
NO_CODES = {"pos", "otp", "verifikasi", "wifi", "hp", "hpnya", "fb", "facebook", "ig", "akun", "akunnya", "atm", "bank",
            "pin", "email", "booking", "qr", "referral", "voucher", "area", "wilayah", "negara", "agen", "etik",
            "keras", "dalam", "nomor", "barang", "produk", "gmail", "brimo", "dana"}  # fmt: skip
# Behind an age: another one is the right one, or it is only claimed.
CORRECTING = {"eh", "ralat", "salah", "padahal", "aslinya", "sebenarnya", "sebenernya", "maksudnya", "koreksi", "palsu",
              "katanya", "kato", "ngakunya", "asline", "aslinyo", "bukan", "nyatanya", "faktanya",
              "dipalsukan"}  # fmt: skip
OTHER_AGE = {"umurnya", "usianya"}  # "p 16 kata tetangga umurnya 18"
LESS = {"kurang", "krg", "belum", "blm", "lewat", "lebih"}
OF_LIMIT = {"lebih", "genap", "sampai", "cukup", "dikit", "sedikit", "beberapa", "umur", "tahun", "th", "thn"}
# The teller is not sure.
HEDGES = {"mungkin", "mgkn", "menurut", "kayaknya", "kyknya", "sepertinya", "kira2", "kira-kira", "kurleb", "entah",
          "diduga", "antara", "dugaan", "konon", "barangkali", "katanya", "kabarnya", "isunya"}  # fmt: skip
BUT = {"tapi", "tp", "tpi", "tetapi", "namun"}
# Before a channel: a call made before this one.
CALLED_BEFORE = {"sudah", "sdh", "udah", "udh", "lapor", "telp", "tlp", "telepon", "nelpon", "hubungi", "disuruh",
                 "coba", "nyoba", "mau", "pernah", "hub", "menghubungi", "kemarin"}  # fmt: skip
MEASURES = _ZONES | {"kg", "kilo", "cm", "m", "meter", "%", "persen", "tingkat", "lantai", "kamar", "unit",
            "buah", "ekor", "lembar", "gram", "gr", "liter"}  # fmt: skip
# Who acts is not the victim: "yang jual p 40", "2 lk jaga pintu".
DEEDS = words.DEEDS | {"jaga", "ngawasi", "awasi", "nyuruh", "nyuruhnya", "ngajak", "ngawal", "kawal", "dampingi",
                       "kendalikan", "urus", "ngurus", "lapor", "beli", "sewa", "tipu", "peras", "teror", "nampung",
                       "nyekap", "nganter", "ngantar", "bayar", "punya", "gaji", "dagang", "kelola"}  # fmt: skip
AT_WORK = words.AT_WORK | {
    "kapten", "nakhoda", "tamu", "pelanggan", "napi", "narapidana", "pendamping", "psikolog", "perawat",
    "dokter", "bidan", "relawan", "petugas", "pegawai", "otak", "dalang", "sopir", "supir", "kernet", "mandor", "om-om",
    "om2", "duda", "janda", "bandar", "preman", "centeng", "penjaga", "kurir", "tekong", "cukong", "rentenir", "debt",
    "manajer", "manager", "kasir", "germo", "muncikari", "tetangga", "pemilik", "bos",
}  # fmt: skip
# "-nya" words before a description that do not name another person.
OF_VICTIM = {"umurnya", "usianya", "korbannya", "anaknya", "adiknya", "adeknya", "cucunya", "keponakannya", "aslinya",
             "namanya", "sisanya", "lainnya", "perempuannya", "lakinya", "totalnya", "semuanya", "jumlahnya", "isinya",
             "katanya", "orangnya", "satunya", "keduanya", "ceweknya", "gadisnya", "harinya", "kondisinya",
             "sekarangnya", "alamatnya", "yaitunya"}  # fmt: skip
NEAR_VICTIM = {"mantan", "bekas", "eks", "pendamping", "pengacara", "kuasa", "kerabat", "kenalan", "penolong", "pacar",
               "mertua", "saksi"}  # fmt: skip
OF_LAST = {"yang", "yg", "terakhir", "orangnya", "satunya"}  # begin a clause about somebody of the last one
ALSO = {"juga", "sekaligus", "merangkap"}
NOT_THERE = {"nanti", "besok", "bsk", "lusa", "uang", "duit", "transfer", "belum"}
NATION = {"tki", "tkw", "pmi", "bos", "bosnya", "majikannya", "keturunan", "blasteran", "eks", "ala", "produk", "film",
          "drama", "restoran"}  # fmt: skip
REFUSED = {"nolak", "menolak", "ditolak", "batal", "gagal", "nolaknya"}
# A day behind one of these is that of something else.
OTHER_EVENTS = {"ultah", "ulang", "lahir", "lahirnya", "ktp", "paspor", "pasport", "visa", "berlaku", "terbit", "habis",
              "kedaluwarsa", "menikah", "nikah", "meninggal", "wafat", "lapor", "melapor", "gajian", "haid", "mens",
              "terakhir", "kontrak", "lulus", "sidang", "surat", "cerai", "vonis", "putusan", "ayah", "ibu", "bapak",
              "imunisasi", "operasi", "akta", "kk", "cicilan", "jatuh"}  # fmt: skip
# Before *korban*; any other unknown word may be somebody of hers: "teteh korban 0812…".
BEFORE_VICTIM = words.CONNECTING | {
    "nama", "no", "nomor", "hp", "wa", "telp", "tlp", "kontak", "data", "identitas", "satu", "ada", "yaitu", "adalah",
    "jadi", "sebagai", "para", "calon", "diduga", "si",
}  # fmt: skip
# Directly before a second description these do not say who it is.
BEFORE_PERSON = words.CONNECTING | words.AGE_WORDS | words.ABOUT | words.UNDER | words.OVER | words.VICTIMS | {
    "ada", "lagi", "juga", "yaitu", "adalah", "satu", "seorang", "dua", "tiga", "sisanya", "lain", "lainnya", "plus",
    "kerja", "sekarang", "umurnya", "aslinya", "masih", "baru", "anak", "adik", "korbannya",
}  # fmt: skip
# Before a place these say where somebody is, without "di": "kerja kafe batam".
WORKPLACES = words.HOUSES | {
    "kerja", "krj", "kerjo", "kafe", "cafe", "kebun", "pabrik", "mess", "mes", "pelabuhan", "pasar", "terminal",
    "bandara", "karaoke", "panti", "polsek", "polres", "tambang", "proyek", "lokalisasi",
}  # fmt: skip
