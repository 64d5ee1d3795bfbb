"""Words before, after and instead of names in Indonesia: titles, short forms, nicknames, common words."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Dropped at any position.
TITLES = _words(
    "hj dr drg drs dra ir prof ust ustad ustadz ustadzah haji hajjah hajah kyai kiai tn ny nyonya tuan sdr sdri "
    "almarhum almarhumah alm almh ners"
)
# Dropped only in front of the name: later they may be a name.
TITLES_IN_FRONT = _words("h bapak bpk ibu pak bu mbak mas bang kak kh nn an anak r raden rr")
DEGREES = _words(
    "spd spdi spdsd skom sos ssos skep skeb spsi sfarm shum sag ssi skm sked sip sap stp ssn sthi shi "
    "mpd mpdi mkom mkes mkn msi mpsi mhum mag msos mkep mkeb mpa map amd amdkeb amdkep amak"
)
# Degrees only if written with dots: without, they are names or the beginnings of names.
DOTTED_DEGREES = _words("sh se st mm mh mt ma ba apt")
OF_FATHER = _words("bin binti binte bte bt")
OF_CLAN = _words("br boru beru")  # daughter of a Batak clan
BETWEEN = OF_FATHER | OF_CLAN | _words("alias als aka dipanggil panggilan")

# Short and other forms of the commonest names; the first of each line is the normal form.
SHORT_FORMS = (
    "muhammad mohammad muhamad mohamad mochammad mochamad muchammad muchamad mukhammad mohammed muhammed mohamed "
    "muh moh moch much mohd muhd mhd mochd md mhmd mohmad muhmad",
    "siti sitti sti st sit cici",
    "abdul abd abdu abdur abdus abdoel abdoer abdl",
    "ahmad achmad akhmad ach akh ahmed achmed akhmed amat hamad",
    "nur noer nor noor nour nr",
    "sri srie sry",
    "fatimah fatmah patimah fatima",
    "abubakar abubakr abubaker",
    "tri try",
    "dwi dwie dwy",
    "nurul nrl",
    # Bali
    "wayan wyn wy",
    "nengah ngh nngh",
    "nyoman nym nymn nmn",
    "ketut kt ktt ktut",
    "komang kmg kom",
    "kadek kdk kd",
    "putu pt ptu",
    "gede gd gde",
    "luh lh",
    "made mde",
    "dewa dw",
    "gusti gst gsti",
    "ngurah ngr ngrh",
    "cokorda cok tjok tjokorda cokorde cokord",
    "desak dsk",
    "agung agg",
    # clans
    "nasution nst",
    "siregar srg",
    "lubis lbs",
    "harahap hrp",
    "hasibuan hsb",
    "ritonga rtg",
)
# Words in a name that say the sex: in front of it (Bali), and between it and the father's or the clan's.
MEN_IN_FRONT, WOMEN_IN_FRONT = _words("ib"), _words("ni ia dayu")
BALINESE = _words("wayan made nyoman ketut komang kadek putu gede nengah gusti dewa ngurah")  # behind *I*
OF_SON, OF_DAUGHTER = _words("bin"), _words("binti binte bte") | OF_CLAN
# Short forms that stand for more than one name, and the others beside that of ``SHORT_FORMS``.
OTHER_READINGS = {"md": "made", "dw": "dewi dwi", "kd": "kadir"}
# Of Bali, in front of a name, in one word what is two.
IN_FRONT = {"ia": "ida ayu", "ib": "ida bagus", "aa": "anak agung", "igst": "gusti", "dayu": "ida ayu"}

# Nicknames that are neither the beginning nor the end of their name.
NICKNAMES = {
    "iwan": "setiawan kurniawan irawan darmawan gunawan hermawan",
    "wawan": "setiawan kurniawan gunawan hermawan",
    "ucok": "yusuf ucup",
    "ucup": "yusuf",
    "mamat": "muhammad rahmat",
    "memet": "muhammad slamet",
    "mamad": "muhammad ahmad",
    "dul": "abdul abdullah",
    "jek": "zakaria",
    "udin": "burhanuddin",
    "icha": "aisyah annisa raisa",
    "iis": "aisyah istiqomah",
    "ijah": "khadijah",
    "ipah": "latifah syarifah",
    "iim": "ibrahim maryam",
    "imas": "masitoh",
    "itoh": "masitoh",
    "nung": "nurul",
    "neng": "nurhayati",
    "nunung": "nurhayati nurjanah",
    "enung": "nurhayati nurjanah",
    "tatik": "hartati sumiati",
    "titin": "suhartini kartini supartini",
    "wiwik": "pertiwi dwi",
    "yayuk": "rahayu",
    "ayuk": "rahayu",
    "yayan": "yanto suryana",
    "dadang": "darmawan",
    "asep": "yusuf",
    "ajat": "sudrajat",
    "opik": "taufik",
    "acep": "asep",
    "uus": "yusuf kusnadi",
    "eli": "elisabet nurlaila",
    "lala": "nurlaila laila",
    "lela": "laila nurlaila",
    "ani": "handayani suryani",
    "nani": "suryani mulyani",
    "yani": "handayani suryani mulyani",
    "dede": "dedi",
    "kiki": "rizki",
    "riri": "rini rina",
    "vivi": "noviana",
    "nopi": "noviana",
    "titi": "siti",
    "mimin": "aminah",
    "tuti": "hastuti astuti",
}

# Roughly how many of a thousand people have the word in their name; rarer words have ``DEFAULT_SHARE``.
COMMON = {
    "muhammad": 70, "siti": 55, "nur": 35, "abdul": 30, "sri": 25, "ahmad": 25, "dewi": 18, "agus": 12, "putri": 15,
    "tri": 10, "dwi": 12, "eka": 10, "rahmat": 6, "wati": 6, "ni": 10, "made": 10, "wayan": 10, "nyoman": 6, "ketut": 6,
    "maria": 10, "budi": 7, "rizki": 9, "fitri": 8, "yanti": 5, "sari": 10, "lestari": 6, "rahayu": 5, "setiawan": 6,
    "wahyuni": 5, "susanti": 5, "aminah": 4, "fatimah": 4, "aisyah": 4, "hasanah": 5, "saputra": 8, "pratama": 6,
    "wijaya": 4, "hidayat": 6, "kurniawan": 6, "ramadhani": 4, "ayu": 8, "indah": 5, "ratna": 4, "rina": 4, "andi": 5,
    "eko": 5, "joko": 3, "yusuf": 4, "ibrahim": 3, "ali": 5,
}  # fmt: skip
DEFAULT_SHARE = 2  # of a thousand
