"""The shorthand words of caseworkers, as tables: for a new spelling, add a word to a row."""

import re
from itertools import product

from cases.choices import Channel, ContactWay, PersonRole, ReporterKind, Sex, Urgency
from cases.reading import abroad, dates, limits, telephone
from cases.reading.negations import DO_NOT, NEGATING, NOT, NOT_YET
from cases.reading.regional_speech import FEMALE_KIN, KIN, MALE_KIN, Meaning, owned, said
from interface.zones import ZONE_NAMES


def _index(table: dict) -> dict[str, object]:
    return {word.strip(): value for value, words in table.items() for word in words.split("|")}


def _of_victim(words: str) -> str:
    """The words alone, and followed by *korban*."""
    return "|".join(f"{word}|{word} korban" for word in words.split("|"))


SHORT_SEX = _index({Sex.FEMALE: "p|p.|pr|pr.|prp|prmpn|cw", Sex.MALE: "l|l.|lk|lk.|lk2|lki|lk-lk|cwo"})
LONG_SEX = _index(
    {
        Sex.FEMALE: "perempuan|perempuannya|cewek|cewe|wanita|gadis|putri|siswi|remaja putri",
        Sex.MALE: "laki|laki2|laki-laki|lelaki|pria|cowok|cowo|pemuda|siswa|remaja putra",
    }
)
LONG_SEX |= dict.fromkeys(said(Meaning.WOMAN), Sex.FEMALE) | dict.fromkeys(said(Meaning.MAN), Sex.MALE)
SEX = {**SHORT_SEX, **LONG_SEX}
ROLES = _index(
    {
        PersonRole.POSSIBLE_VICTIM: "korban|krb|krbn|klien|ybs|korbannya",
        PersonRole.REPORTED: "terlapor|pelaku|plku|trlpr|terlapornya|pelakunya|tersangka|tsk|terduga|dpo",
        PersonRole.RECRUITER: (
            "perekrut|agen|calo|sponsor|penyalur|mucikari|germo|perekrutnya|agennya|calonya|sponsornya|mucikarinya|"
            "makelar|tekong"
        ),
        PersonRole.WITNESS: "saksi|saksinya",
    }
)
ROLES |= {f"{word}{ending}": role for word, role in ROLES.items() for ending in ("nyo", "nye") if len(word) > 3}
YEARS = {"th", "thn", "tahun", "taun", "tahunan", "yo", "thun"}
MONTHS = {"bln", "bulan", "bl", "bulanan"}
AGE_WORDS = {"umur", "usia", "umurnya", "usianya", "berumur", "berusia", "umr"}
ABOUT = {word for word in limits.ABOUT if " " not in word}
ABOUT_WORDS = limits.ABOUT - ABOUT
NEARLY = limits.NEARLY
NUMBERS = _index(
    {1: "1|satu|seorang", 2: "2|dua", 3: "3|tiga", 4: "4|empat", 5: "5|lima", 6: "6|enam", 7: "7|tujuh", 8: "8|delapan"}
)
CONNECTING = {"&", "+", "dan", "dn", "serta", "-", "/", "|", "lalu"}
HAVING = {"punya", "pny", "mempunyai", "memiliki", "gendong", "menggendong"}  # "punya anak 3 th"
PERSONS, CHILDREN = {"orang", "org"}, {"anak", "ank"} | said(Meaning.CHILD)  # "3 orang perempuan", "3 anak"
UNDER, OVER = limits.UNDER | limits.UP_TO, limits.OVER | limits.FROM
UNDER_AGE = {"di bawah umur", "dibawah umur", "bawah umur", "di bawah usia", "dibawah usia", "dbwh umur", "belasan",
             "belasan tahun", "belasan th", "belum dewasa", "blm dewasa", "masih anak",
             "masih di bawah umur", "anak di bawah umur", "anak dibawah umur", "anak bawah umur"}  # fmt: skip
TO = {
    "-",
    "–",
    "s/d",
    "sd",
    "sampai",
    "atau",
    "ato",
    "atw",
    "apa",
    "apo",
    "hingga",
    "s.d.",
}  # between two numbers of one age
COUNTED = {  # words after a number that is not an age
    "hari", "hr", "minggu", "mgg", "bulan", "bln", "jam", "jm", "menit", "mnt", "kali", "x", "orang", "org", "anak",
    "juta", "jt", "ribu", "rb", "km", "malam", "mlm", "dewasa", "remaja", "balita", "bayi", "lansia", *dates.MONTHS,
}  # fmt: skip
UNKNOWN = ("belum dikenal", "tdk dikenal", "tidak dikenal", "blm dikenal", "tak dikenal", "tidak diketahui namanya")

PHONE_WORDS = _index(
    {
        ContactWay.WHATSAPP: "wa|whatsapp|w.a|w.a.|wa:|no wa|nomor wa|hp/wa|wa/hp|nmr wa",
        "": (
            "sms|chat|hp|telp|tlp|tel|telepon|telpon|tlpn|no hp|nomor hp|no telp|no tlp|nomor|no|no.|nmr|kontak|"
            "hp:|telp:"
        ),
    }
)
NIK_WORDS = {"nik", "nik:", "ktp", "no ktp", "noktp"}
NAME_WORDS = {
    "a.n.", "a.n", "an.", "an", "a/n", "nama", "namanya", "bernama", "nm", "nama:", "atas-nama",
    "namanyo", "namonyo", "jenenge", "jenengnya", "ngaranna", "wastana",
} | said(Meaning.NAME)  # fmt: skip
NICKNAME_WORDS = {"panggilan", "panggilannya", "dipanggil", "alias", "panggil", "pgl", "als", "als."}
BIRTH_WORDS = {"lahir", "ttl", "tgl-lahir", "lhr", "kelahiran", "dilahirkan"}
# "Tempat/Tgl Lahir : Jambi, 12-03-2009"
BEFORE_BIRTH = {"tempat", "tmpt", "tgl", "tanggal", "thn", "tahun", "tempat/tgl", "tmpt/tgl", "tempat/tanggal", "dan"}
REPORTER_WORDS = {"pelapor", "plpr", "pelapornya", "penelepon", "penelpon", "plapor"}
REPORTERS = _index(
    {
        ReporterKind.VICTIM: "korban sendiri|korban|sendiri|ybs|dirinya sendiri",
        ReporterKind.FAMILY: _of_victim(
            "ibu|ayah|bapak|kakak|adik|tante|bibi|paman|keluarga|orang tua|ortu|suami|istri|nenek|kakek|sepupu|anak|"
            "saudara|mama|mertua|ibunya|ayahnya|bapaknya|kakaknya|adiknya|tantenya|pamannya|suaminya|istrinya|wali|"
            + "|".join(owned(said(*KIN)) | {"mak", "mamak", "emak"})
        ),
        ReporterKind.COMMUNITY: (
            "tetangga|tetangga korban|warga|rt|ketua rt|pak rt|bu rt|rw|ketua rw|teman|teman korban|pemilik kos|"
            "ibu kos|tokoh masyarakat|kader|pacar|pacar korban|satpam|security|tukang ojek|ojol|sopir travel|"
            "penjaga kos|pedagang|karyawan hotel|resepsionis|penjaga toko|sopir|supir|sopir angkot|tukang parkir|"
            "tukang becak|pemilik warung|marbot|marbot masjid|ustad|ustadz|kiai|pendeta|pastor|teman sekolah|"
            "teman kerja|teman sekamar|" + "|".join(owned(said(Meaning.FRIEND)))
        ),
        ReporterKind.SCHOOL: "guru|guru korban|guru bk|sekolah|kepala sekolah|kepsek|wali kelas|dosen",
        ReporterKind.POLICE: "polisi|polsek|polres|polresta|polda|bhabinkamtibmas|kepolisian|penyidik|reskrim",
        ReporterKind.AGENCY: (
            "dinas|dinsos|lsm|uptd|instansi|lembaga|puskesmas|rumah sakit|bp3mi|lurah|camat|kelurahan|babinsa|bidan|"
            "bidan desa|dokter|dokter puskesmas|perawat|kades|kepala desa|perangkat desa|pendamping pkh|tksk|peksos|"
            "pekerja sosial|petugas bandara|petugas pelabuhan|imigrasi|satpol pp|kbri|kjri|jaksa|penghulu"
        ),
    }
)
REPORTING = {"lapor", "melapor", "melaporkan", "lapor via", "lapor lewat", "nelpon", "nelpn", "menelepon", "menelpon",
             "telepon", "telpon", "telp", "tlp", "mengadu", "ngadu"}  # fmt: skip
# Relatives and neighbours: a description after such a word may not be the victim's.
RELATIONS = {
    "ibu", "ayah", "bapak", "bpk", "kakak", "adik", "adek", "tante", "bibi", "paman", "keluarga", "suami", "istri",
    "nenek", "kakek", "sepupu", "saudara", "saudari", "mama", "papa", "mak", "mamak", "emak", "mertua", "om", "ipar",
    "menantu", "keponakan", "tetangga", "teman", "kawan", "pacar", "guru", "majikan", "bos", "mandor", "mami", "papi",
    "sopir", "supir", "ortu", "abang",
}  # fmt: skip
RELATIONS = owned(RELATIONS | said(*KIN, Meaning.FRIEND)) | {"wali", "anaknya", "anaknyo"}
# Where such a person is, it happened: "majikannya di dubai".
EMPLOYERS = owned({"majikan", "bos", "mandor", "mami", "papi", "sopir", "supir"})
# Words between a role or relation and a description of the same person: "terlapor ayah tiri lk 50".
OF_RELATION = said(Meaning.CALLER) | owned({"tiri", "kandung", "angkat"}) | {
    "aku", "kami", "mereka", "mata", "kunci", "korban", "krbn",
    "pelapor", "sendiri", "kos", "saya", "sy", "nya", "dia", "satu", "rt", "rw", "lama", "sekolah", "kerja",
    "kantor", "dari", "dr", "di", "asal", "warga", "orang", "si", "nya,", "adalah", "yaitu", "yg", "yang",
    "diduga", "jadi", "sebagai",
}  # fmt: skip
MEN = owned({"ayah", "bapak", "bpk", "suami", "kakek", "paman", "om", "papa", "papi", "abang", "sopir", "supir"}
            | said(*MALE_KIN))  # fmt: skip
WOMEN = owned({"ibu", "istri", "nenek", "tante", "bibi", "mama", "mami", "emak", "mak", "mamak", "mucikari"}
              | said(*FEMALE_KIN))  # fmt: skip
# Words between a relation and *korban*: "teman sekamar korban" is not the victim.
OF_KIND = {"tiri", "kandung", "angkat", "dari", "dr", "si", "sekamar", "sekelas", "sekampung", "serumah", "sekantor",
           "sekolah", "sekerja", "kerja", "kelas", "kos", "kost", "ngaji", "bk", "les", "olahraga", "dekat", "baik",
           "lama", "facebook", "fb", "ig", "medsos", "rt", "rw", "main", "satu"}  # fmt: skip
# Jobs: a description after one is more likely of that person than of a victim: "dijemput oknum polisi l 30".
AT_WORK = {"oknum", "polisi", "aparat", "tentara", "dukun", "ustad", "ustadz", "kiai", "satpam", "pengurus", "kades",
           "lurah", "kepsek", "dosen", "pelatih", "tukang", "pemilik", "juragan", "toke", "tauke", "boss"}  # fmt: skip
# Relatives of the caller: "adik saya p 17" is the victim.
OF_CALLER = {"saya", "sy", "aku", "pelapor", "kami"} | said(Meaning.CALLER)
YOUNGER = {"adik", "anak", "ank", "keponakan", "cucu", "adek", "istri", "sepupu"} | said(
    Meaning.YOUNGER, Meaning.CHILD, Meaning.WIFE
)
# After such a word a person is only mentioned: "ditahan majikan", "oleh pelaku", "rumah bos".
ONLY_MENTIONED = {"oleh", "dengan", "dgn", "sama", "samo", "punya", "milik", "rumah", "ikut", "bersama", "kepada", "ke",
                  "untuk", "utk", "pada", "dr", "dari", "tempat", "karena", "krn", "oknum", "lapor", "cari", "takut",
                  "nomor", "no", "hp", "wa", "telp", "tlp", "ktp", "alamat", "jadi", "kenal", "jgn", "jangan", "hub",
                  "hubungi", "bantu", "istri", "suami", "anak"}  # fmt: skip
BESIDE = {"oleh", "sama", "samo", "dengan", "dgn", "bersama", "bareng", "ikut"}  # "dibawa oleh l 40"
DEEDS = said(Meaning.DEED) | {
    "bawa", "membawa", "jual", "menjual", "sekap", "menyekap", "jemput", "menjemput", "paksa", "memaksa", "pukul",
    "memukul", "ancam", "mengancam", "rekrut", "merekrut", "ajak", "mengajak", "kirim", "mengirim", "perkosa",
    "memperkosa", "culik", "menculik", "tipu", "menipu", "menahan", "tahan", "suruh", "menyuruh", "antar",
    "mengantar", "tawari", "menawari", "menawarkan", "mempekerjakan", "menampung", "tampung", "mengurung",
    "kurung", "aniaya",
}  # fmt: skip
LINKS = {
    "diduga", "jadi", "sebagai", "adalah", "ialah", "merupakan", "yang", "yg", "statusnya", "termasuk", "=",
}  # fmt: skip
PRONOUNS = {"dia", "ia", "beliau", "mereka", "dianya", "dio", "nya", "orangnya", "ybs.", "keduanya"}
CALLER_HERSELF = {"saya", "sy", "aku", "kami"} | said(Meaning.CALLER)
# A number beside such a word may be that person's, not the victim's.
OTHERS = {phrase for phrase, kind in REPORTERS.items() if kind != ReporterKind.VICTIM} | {
    "majikan", "majikannya", "bos", "bosnya", "mami", "papi", "tuan", "nyonya", "pemilik", "mandor", "keluarganya",
    "ortunya", "temannya", "pacarnya", "anaknya", "tetangganya", "om", "pakde", "bude", "uwak", "rekrut", "perekrutnya",
    "agennya", "calonya", "sponsornya", "pelakunya", "travel", "sopir", "supir",
}  # fmt: skip
# A number after such a word is neither NIK nor telephone: family card, bank account, tax, insurance, number plate.
OTHER_NUMBERS = (telephone.OTHER_NUMBERS - {"nik", "ktp"}) | {"kk:", "keluarga", "rek.", "rek:", "sim"}
# Before a number these mean somebody else's number: "diteror nomor 0812…", "dikirim ke dana 0812…".
OF_SENDER = re.compile(
    r"di(?:teror|ancam|hubungi|te?le?pon|tlp|wa|sms|chat|transfer|kirim|tipu|rekrut|tawar|ajak|jemput|peras|setor)\w*"
    r"|peng?ancam\w*|penipu\w*|peneror\w*|dana|ovo|gopay|shopeepay|linkaja|transfer\w*|tf"
)
# Between the word for a number and the number; any other word may name its owner: "no pengurus panti 0812…".
OF_NUMBER = {"baru", "lama", "aktif", "yg", "yang", "bisa", "dihubungi", "hp", "wa", "telp", "dia", "nya", "saya", "sy",
             "kontak", "whatsapp", "telepon", "adalah", "ini", "itu", "satu", "1", "2", "kedua", "lain", "di", "dan",
             "aku", "no", "nomor", "bukan", "tapi", "asal", "tetap", "saja", "aja", "sementara"}  # fmt: skip
VICTIMS = {word for word, role in ROLES.items() if role == PersonRole.POSSIBLE_VICTIM}
SENT_FROM = {"dari", "dr"}  # "sms dari 0812…": the sender is the reporter
OWNING = {"punya", "milik", "nomor", "no", "dari", "itu", "atas", "an", "a.n."}  # "0812… punya majikan"
HONORIFICS = {"pak", "bapak", "bpk", "bu", "ibu", "bang", "mas", "mbak", "mba", "kak", "om", "tante", "koh", "ko", "ci",
              "haji", "hj", "h."}  # fmt: skip
# Words that do not start a person's name.
NO_NAMES = {
    "rumah", "tangga", "kandung", "tiri", "angkat", "kos", "kost", "guru", "sendiri", "itu", "ini", "nya", "muda",
    "tua", "hamil", "satpam", "polisi", "lurah", "camat", "kades", "rt", "rw", "dosen", "ustad", "ustadz",
    "tukang", "pemilik", "bos", "pt", "cv", "ud", "janji", "jalan", "jl", "jl.",
}  # fmt: skip
ANONYMOUS = _index(
    {
        True: (
            "anonim|jangan sebut nama|jgn sebut nama|jgn disebut|minta dirahasiakan|rahasiakan nama|tanpa nama|"
            "minta anonim|ingin anonim"
        )
    }
) | {
    " ".join(filter(None, (no, wants, "disebut", name))): True
    for no, wants, name in product(
        NOT, ("mau", "ingin", "bersedia", "galak", "gelem"), ("", "nama", "namanya", *said(Meaning.NAME))
    )
}
# A name or an identity is not to be known; whose is said by the words before.
UNNAMED = {
    " ".join(phrase)
    for phrase in product(
        ("nama", "namanya", "identitas", "identitasnya", "minta nama", "minta identitas", "minta namanya",
         *said(Meaning.NAME), *(f"minta {word}" for word in said(Meaning.NAME))),
        ("ditutup", "dirahasiakan", "disamarkan", "dirahasiain", "jangan disebut", "jgn disebut", "jangan ditulis",
         "jgn ditulis", "jangan dicatat", "jgn dicatat", "tidak disebut", "tdk disebut"),
    )
}  # fmt: skip
CHANNELS = _index(
    {
        Channel.CALL_CENTRE_112: "112|call center 112|call centre 112",
        Channel.SAPA_129: "129|sapa 129|sapa",
        Channel.UPTD_HOTLINE: "via wa|lewat wa|via whatsapp|lewat telepon uptd|telp uptd|wa uptd|hotline",
        Channel.WALK_IN: "datang langsung|walk in|walk-in|datang sendiri|datang ke kantor|datang",
        Channel.POLICE: "rujukan polisi|rujukan polres|rujukan polresta|dari polres|dari polsek",
        Channel.OUTREACH: "penjangkauan|hasil razia",
        Channel.SP4N_LAPOR: "sp4n|sp4n-lapor|sp4n lapor",
        Channel.LETTER: "via surat|lewat surat",
        Channel.MEDIA: "via media|dari berita|via medsos",
    }
)
URGENCIES = _index(
    {
        Urgency.EMERGENCY: "darurat|drrt|emergency|gawat|gawat darurat|urgent sekali",
        Urgency.URGENT: "mendesak|segera|urgent|cito|sgr",
    }
)
FORBIDDING = (
    DO_NOT
    | said(Meaning.DO_NOT_CONTACT)
    | {f"{no} {may}" for no in NOT | NOT_YET for may in ("boleh", "blh", "bole", "oleh", "aman", "mau", "usah")}
    | {f"{no} {may}" for no in ("kurang", "krg", "bukan") for may in ("aman", "boleh")}
    | {"jangan sampai", "jgn sampai", "jangan dulu", "jgn dulu"}
)
ALLOWING = {
    "boleh", "bisa", "blh", "hanya", "hanya boleh", "cuma", "cuma bisa", "hny", "aman", "hubungi lewat", "hubungi via",
    "hub", "hub lewat", "hub via", "kontak lewat",
}  # fmt: skip
CONTACTING = {"dihubungi", "hubungi", "dikontak", "kontak", "menghubungi", "dihub", "hub", "kontak korban"}
WAYS = _index(
    {
        ContactWay.WHATSAPP: "wa|whatsapp|chat|chat wa|wa saja|di wa|diwa|lewat wa|via wa|wa aja|pesan wa",
        ContactWay.CALL: "tlp|telp|telepon|telpon|ditelepon|ditelpon|ditlp|nelpon|telepon saja|ditelp|lewat telepon",
        ContactWay.MESSAGE: "sms|di sms|sms saja",
        ContactWay.IN_PERSON: "bertemu|ketemu|bertemu langsung|ketemu langsung|tatap muka",
    }
)
ONLY = _index(
    {
        ContactWay.WHATSAPP: "lewat wa saja|via wa saja|wa saja|wa aja|lewat wa aja|via wa aja|chat saja|chat aja",
        ContactWay.MESSAGE: "sms saja|sms aja|lewat sms saja|via sms saja",
        ContactWay.CALL: "telepon saja|lewat telepon saja|via telepon saja|telp saja|tlp saja",
    }
)
ONLY_WORDS = {"saja", "aja", "sj", "aj"} | said(Meaning.ONLY)
MESSAGES = {"tinggalkan pesan", "ninggalin pesan", "tinggal pesan", "titip pesan", "kirim pesan", "pesan"}
HOURS = _index(
    {
        "pagi hari": "pagi|pagi hari|pg",
        "siang hari": "siang|siang hari|siang2",
        "sore hari": "sore|sore hari",
        "malam hari": "malam|malam hari|mlm|malam2|malem",
        "hari kerja": "hari kerja|jam kerja|jam kantor",
        "akhir pekan": "akhir pekan|sabtu minggu",
    }
)
CLOCK_WORDS = {"jam", "jm", "pukul", "pkl"}
_ZONES = "|".join(ZONE_NAMES.values()).casefold()
CLOCK = re.compile(rf"\d{{1,2}}(?:[.:]\d{{2}})?(?:[-–]\d{{1,2}}(?:[.:]\d{{2}})?)?(?:{_ZONES})?")
CODE_WORDS = {"sandi", "kode", "kata sandi", "kata pembuka", "kata kode", "sandinya", "kodenya", "password"}
COUNTRIES, TOWNS_ABROAD = abroad.countries(), abroad.towns()
# A number after such a word counts nobody: "tgl 3 p 16", "rt 3 l 40", "anak ke 2 p 16".
NUMBERED = {"tgl", "tgl.", "tanggal", "rt", "rw", "rt.", "rw.", "no", "no.", "nomor", "kelas", "kls", "jam", "jm",
            "pukul", "pkl", "ke", "blok", "lantai", "lt", "lt.", "kamar", "gang", "gg", "lorong", "lrg", "km", "hari",
            "semester", "sem", "blk", "jalur"}  # fmt: skip
# After or before these a number of years is a duration, not an age: "sudah 2 tahun kerja", "p 5 tahun di malaysia".
LASTING_BEFORE = {"selama", "slm", "kontrak", "kerja", "bekerja", "krj", "nikah", "menikah", "kawin", "cerai", "pisah",
                  "tinggal", "merantau", "penjara", "hukuman", "vonis", "setelah", "stlh", "sejak", "dalam", "sekitar",
                  "pacaran", "jadi", "hilang", "disekap", "sudah", "sdh", "udah", "lah", "lama", "lamanya", "baru",
                  "hampir", "lebih"} - limits.ABOUT - limits.NEARLY  # fmt: skip
MAY_BE_AGE = {"sudah", "sdh", "udah", "lah", "baru", "lebih"}  # "sudah 17 th" is an age, "sudah 2 th" is not one
LASTING_BEHIND = {"di", "d", "kerja", "bekerja", "krj", "lamanya", "lebih", "hamil", "penjara", "disekap", "dikurung",
                  "nikah", "menikah", "terakhir", "ini", "tidak", "tdk", "dak", "gak", "belum", "blm", "kontrak",
                  "tinggal", "jadi", "jd", "tanpa", "pulang", "hilang", "pacaran"}  # fmt: skip
# Before an age that may be forged: "di KTP 19 th", "mengaku 18".
CLAIMED = {
    "ktp", "paspor", "pasport", "akta", "ngaku", "ngakunya", "mengaku", "mengakunya", "dipalsukan", "palsu",
    "dituakan", "dimudakan", "dibuat", "diubah", "tertulis",
}  # fmt: skip  # before an age that is perhaps forged
# Before an age at another time: "sejak umur 14", "waktu itu umur 15".
AT_THE_TIME = {
    "nikah", "menikah", "dinikahkan", "kawin", "pertama", "kali", "mulai", "sejak", "sjk", "dari", "dr", "waktu",
    "wkt", "saat", "ketika", "pas", "dulu", "dulunya", "semasa",
}  # fmt: skip
AT_THE_EVENT = {"saat kejadian", "waktu kejadian", "pas kejadian", "saat itu", "waktu itu", "ketika itu"}
EITHER = {"atau", "ato", "/"}
# After these a place is the name of a street; or of a house, a dish or a firm.
SCHOOL_CLASS = {"kelas", "kls", "kelas:", "klas"}
AGE_BEFORE_SCHOOL, LAST_CLASS = 6, 12  # a child is about seven in the first class
# The age before the first class of a kind of school, in years, and how many classes it has.
SCHOOLS = {"sd": 6, "mi": 6, "sdn": 6, "smp": 12, "mts": 12, "smpn": 12, "sma": 15, "smk": 15, "ma": 15, "stm": 15,
           "sman": 15, "smkn": 15, "slta": 15, "sltp": 12}  # fmt: skip
CLASSES_OF = {6: 6, 12: 3, 15: 3}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
         "xii": 12}  # fmt: skip
UNCERTAIN = {"mungkin", "atau berapa", "kalau tidak salah", "kalo gak salah", "klo ga salah", "kalau gak salah",
             "kayaknya", "entah", "kurang tahu", "?"}  # fmt: skip
STREETS = {"jl", "jl.", "jln", "jln.", "jalan", "gang", "gg", "gg.", "lorong", "lrg", "lr", "jl:", "perumahan", "perum",
           "komplek", "kompleks", "blok", "simpang", "jembatan", "sd", "smp", "sma", "smk", "univ",
           "universitas"}  # fmt: skip
HOUSES = {"toko", "kos", "kost", "kosan", "kontrakan", "warung", "rm", "hotel", "wisma", "losmen", "restoran", "depot",
          "nasi", "sate", "soto", "bakso", "pempek", "mie", "bank", "pt", "pt.", "cv", "cv.", "ud", "travel", "bus",
          "kapal", "km", "po", "makan", "bahasa", "suku", "salon", "spa", "bengkel", "apotek", "rs",
          "rsud", "ruko", "mall", "mal"}  # fmt: skip
# A firm or a ship of a country may stand in it; a shop or a dish only bears its name.
FIRMS = {"bank", "pt", "pt.", "cv", "cv.", "ud", "travel", "bus", "kapal", "km", "po", "rs", "rsud"}
ADDRESS_WORDS = {"alamat", "alamatnya", "almt", "tinggal di", "alamat rumah", "alamat:"}
VILLAGE_WORDS = {"kel", "kel.", "kelurahan", "desa", "ds", "ds."}
FROM_WORDS = {"asal", "dari", "dr", "warga", "orang", "org", "ktp", "asli", "domisili", "kelahiran"}
AT_WORDS = {"di", "ke", "d", "tkp", "lokasi", "lewat", "via", "tujuan", "posisi", "skrg di", "sekarang di"}
COMING_BACK = {"pulang", "balik", "kembali", "kabur", "lari", "dipulangkan", "dideportasi", "deportasi", "baru", "telp",
               "telepon", "nelpon", "wa", "tiba", "datang", "dijemput"}  # fmt: skip
NATION_WORDS = {"wn", "wna", "bangsa", "asal", "gaya", "polisi", "pria", "wanita", "laki", "perempuan", "guru",
                "tentara", "investor", "pengusaha", "turis", "bule"}  # fmt: skip
ON_THE_WAY = {"lewat", "via", "tujuan", "transit", "melalui", "mampir", "singgah"}
# Before "ke": somebody has not arrived yet.
DEPARTING = {"berangkat", "brgkt", "berangkatkan", "diberangkatkan", "mau", "akan", "hendak", "rencana", "rencananya",
             "terbang", "nak", "bakal", "tiket", "visa", "paspor", "tawaran", "lowongan"}  # fmt: skip
# Before "kerja di": a place somebody was told of, not where she is.
PROMISED = {"dijanjikan", "dijanjiin", "dijanjikannya", "ditawari", "ditawarin", "ditawarkan", "diiming-imingi",
            "iming-iming", "dijanji", "janjinya", "dijanjiken", "janji", "tawaran", "lowongan"}  # fmt: skip
ENDS_NAME = NEGATING | {
    "pengen", "pengin", "pingin", "pgn", "minum", "coba", "nekat", "yang", "yg", "kerja", "sejak", "umurnya",
    "orangnya", "katanya", "sudah", "sdh", "mau", "ingin", "masih", "sedang", "lagi", "karena", "krn", "ada",
    "hilang", "kabur", "lari", "hp", "wa", "dan", "dn", "juga", "tapi", "dengan", "dgn", "saat", "waktu", "punya",
    "minta", "tolong", "sakit", "takut", "nangis", "menangis", "kena", "kelas", "kls", "siswa", "siswi",
    "mahasiswi",
}  # fmt: skip
# Names of districts that are everyday words: a place only after one of the words above.
EVERYDAY = {
    "baru", "kota", "pasar", "tengah", "utara", "selatan", "timur", "barat", "batu", "mandiri", "makmur", "sari",
    "bangun", "jaya", "sungai", "teluk", "lembah", "gunung", "pulau", "kebun", "rumah", "setia", "kasih", "murni",
}  # fmt: skip
