"""Words around a name, as tables: what may stand between *nama* and the name, whose name it is, where it ends."""

import re

# Between the word that announces a name and the name: "nama lengkap Contoh Ani".
OF_NAME = {"lengkap", "lengkapnya", "asli", "aslinya", "sebenarnya", "adalah", "yaitu", "ialah", "panjang", ":", "="}
# Before it; any other unknown word may name somebody or something else: "kafe bernama …", "rekening atas nama …".
BEFORE_NAME = {"yang", "yg", "atas", "dengan", "dgn", "dan", "dn", "dia", "dio", "beliau", "saya", "sy", "ini", "itu",
               "korban", "klien", "nama", "dipanggil", "biasa", "inisial", "tolong", "catat"}  # fmt: skip
# The name that follows is not the person's own, or not a person's: "nama ibu …", "nama kapal …", "nama palsu …".
OTHER_OWNERS = {
    "ibu", "bapak", "bpk", "ortu", "orang", "orangtua", "anak", "suami", "istri", "sekolah", "sekolahnya", "kampus",
    "kapal", "kapalnya", "pt", "pt.", "cv", "ud", "kafe", "cafe", "kafenya", "bar", "karaoke", "hotel", "hotelnya",
    "toko", "tokonya", "warung", "rumah", "kos", "kost", "akun", "akunnya", "fb", "fbnya", "facebook", "ig",
    "instagram", "tiktok", "telegram", "wa", "grup", "group", "tempat", "tempatnya", "agensi", "agency", "perusahaan",
    "perusahaannya", "yayasan", "lpk", "travel", "travelnya", "kampung", "desa", "jalan", "gang", "kebun", "mobil",
    "aplikasi", "link", "bank", "rekening", "rek", "pemilik", "pemiliknya", "bos", "bosnya", "mami", "tekong",
    "palsu", "palsunya", "samaran", "samarannya", "ktp", "paspor", "di", "pengirim", "penerima", "kontak", "kandung",
    "tiri", "angkat", "asli-asli", "pelatih", "ustad", "dukun", "pamannya", "penjamin", "penanggung",
    "pesawat", "bus", "bis", "pabrik", "mess", "mes", "spa", "salon", "panti", "gereja", "masjid", "pondok",
    "pesantren", "klub", "club",
}  # fmt: skip
# Before the word that announces a name: the person only says or uses it.
CLAIMED_NAME = {"ngaku", "mengaku", "ngakunya", "mengakunya", "ganti", "berganti", "pakai", "pake", "memakai", "makai",
                "gunakan", "menggunakan", "palsu", "ubah", "diubah", "diganti"}  # fmt: skip
# Words of everyday speech that no name goes on with: typed in lower case, nothing else shows where a name ends.
EVERYDAY_WORDS = {
    # verbs without a prefix
    "minggat", "pulang", "pergi", "pigi", "tidur", "makan", "mandi", "balik", "balek", "datang", "dateng", "jatuh",
    "lapar", "haus", "stres", "stress", "trauma", "tinggal", "masuk", "keluar", "naik", "naek", "turun", "bawa",
    "kasih", "kirim", "kenal", "ikut", "ngomong", "ngaku", "cerita", "bilang", "telp", "telpon", "telepon", "nelpon",
    "sembunyi", "tau", "tahu", "lupa", "ingat", "inget", "ketemu", "pisah", "cerai", "nikah", "kawin", "hidup",
    "meninggal", "selamat", "aman", "bebas", "lemas", "pucat", "bingung", "panik", "diam", "pingsan", "gila", "depresi",
    "butuh", "perlu", "suka", "pernah", "sering", "selalu", "terus", "cuma", "hanya", "tetap", "harus", "jadi", "jd",
    "sampai", "sampe", "hendak", "bakal", "tunggu", "nunggu", "jual", "jalan", "jemput", "lihat", "liat", "pakai",
    "pake", "kayak", "kaya", "mirip", "rekrut", "kontrak", "tamat", "lulus", "putus", "sekolah", "kuliah",
    # time and order
    "skrg", "skrng", "sekarang", "skarang", "baru", "udah", "udh", "sdah", "lah", "telah", "tlh", "dulu", "dulunya",
    "tadi", "td", "kemarin", "kmrn", "kemaren", "semalam", "barusan", "nanti", "besok", "lusa", "akhirnya", "lalu",
    "trus", "lantas", "kemudian", "setelah", "stlh", "sesudah", "sebelum", "ketika", "selama", "lg", "lgi", "msh",
    "saat", "pas", "sempat", "hampir", "langsung",
    # joining words and questions
    "bersama", "bareng", "samo", "sama", "atau", "ato", "dgn", "utk", "untuk", "agar", "supaya", "biar", "kalau",
    "kalo", "klo", "kl", "bila", "jika", "tp", "tpi", "namun", "tetapi", "padahal", "malah", "siapa", "siapo", "sapo",
    "sopo", "apa", "apo", "mana", "mano", "kenapa", "gimana", "bagaimana", "berapa", "mungkin", "kayaknya",
    "sepertinya", "kira-kira", "sekitar", "kurang", "lebih", "semua", "seorang", "orang", "org", "itu", "ini", "tu",
    "tuh", "nih", "ya", "yo", "iya", "dong", "deh", "sih", "kan", "pun", "saja", "aja", "sj", "bae", "ajo", "dia",
    "dio", "saya", "sy", "aku", "kami", "mereka", "baik", "jelek", "jelas", "sendiri", "sendirian", "wib", "dll", "dkk",
    # speech of the regions
    "nak", "lari", "lagek", "galak", "idak", "dakdo", "kato", "katonyo", "kecik", "galo", "nian", "pulo",
    "lolo", "pai", "alah", "kini", "kinin", "minggir", "wes", "wis", "arep", "lungo", "mulih", "nangis",
    "ditinggal", "isih", "iseh", "nuju", "keur", "atos", "geus", "teu", "kabur", "hoyong", "hayang", "uwih",
    "ba", "su", "sonde", "pi", "mo", "so",
}  # fmt: skip
# After a role these are no names, even with a capital: "saksi Mata", "agen Travel".
NO_CALLED = {
    "mata", "travel", "facebook", "fb", "ig", "instagram", "tiktok", "telegram", "michat", "online", "tki", "tkw",
    "pmi", "resmi", "ilegal", "illegal", "gelap", "liar", "lokal", "asing", "luar", "dalam", "utama", "kunci", "lain",
    "ahli", "bule", "arab", "cina", "pribumi", "oknum", "warga", "tenaga", "kerja", "judi", "scam", "penipuan",
    "perempuan", "pria", "anak", "dewasa", "kedua", "pertama", "ketiga", "tppo", "kdrt", "mahasiswa", "buruh",
    "nelayan", "petani", "preman", "germo", "calo", "bos", "ketua",
}  # fmt: skip
# Given names that begin like verbs: Dianita, Melinda, Berliana, Teresia, Ngatini.
LIKE_VERBS = re.compile(
    r"(?:dia[nr]|din[adi]|dit[ai]|dimas|dic?k[iy]|didi[kn]|dirga|divi|dwi|dewi|meli[ns]|meri|mery|merl|merc|melan|"
    r"melat|meil|mend[ry]|berlia|berna|bert[hoi]|beren|teres|terr|tery|ngat[imen]|ngad[ie]|ngasi|ngurah|mela[tw]i|"
    r"dinar|diah|dyah)\w*"
)
# Lower-case words inside a name.
PARTICLES = {"bin", "binti", "bt", "bt.", "b.", "br", "br.", "boru", "van", "al", "el", "de", "da", "dos", "dg", "dg.",
             "daeng"}  # fmt: skip
