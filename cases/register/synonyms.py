"""Words of old registers for today's code lists. Keys are stored values; words are normalised (``normal``).

``coding.code_of`` reads them: a pattern counts as a whole word with its usual endings, unless it is denied.
"""

import re

from cases.choices import (
    CaseKind,
    Channel,
    ComplaintOutcome,
    Mode,
    ReporterKind,
    Sex,
    Stage,
    TerminationReason,
    Urgency,
    ViolenceForm,
)
from cases.reading import placeholders
from cases.reading.negations import pattern_of
from cases.reading.regional_speech import KIN, owned, said
from cases.register.column_meanings import F, normal

SEX = {
    Sex.FEMALE: "p pr perempuan prp wanita w f female cewek per pere puan",
    Sex.MALE: "l lk laki laki-laki lelaki pria m male cowok laki2 lak lakilaki",
}
# kind and, for other violence, its form; searched in this order
KINDS: tuple[tuple[str, str, str], ...] = (
    (r"tppo|(?:human )?traf+ic?k+(?:ing|king)?|perdagangan (?:orang|manusia|anak|perempuan)", CaseKind.TPPO, ""),
    (r"(?:penjualan|jual(?: beli)?|perdagangan) (?:bayi|organ|ginjal|anak|orang|gadis|perempuan)|adopsi ilegal|"
     r"(?:bayi|anak|orang|gadis|perempuan) (?:yang )?di ?jual", CaseKind.TPPO, ""),
    (r"(?:pmi|tki|tkw|pekerja migran) (?:non ?prosedural|unprosedural|ilegal)|penempatan ilegal", CaseKind.TPPO, ""),
    (r"(?:kekerasan |pelecehan |kdrt )?seksual(?: non ?fisik)?|pencabulan|cabul|perkosaan|pemerkosaan|"
     r"persetubuhan|pelecehan|sodomi|^ks$|pornografi|rudapaksa|tpks|sekstorsi|sextortion|revenge porn|"
     r"(?:(?:pemerasan|penyebaran|sebar|ancaman sebar) )?(?:foto|video) (?:bugil|telanjang|syur|asusila|porno)",
     CaseKind.OTHER_VIOLENCE, ViolenceForm.SEXUAL),
    (r"(?:kekerasan |kdrt )?fisik|penganiayaan|pukul|pemukulan|pengeroyokan",
     CaseKind.OTHER_VIOLENCE, ViolenceForm.PHYSICAL),
    (r"(?:kekerasan |kdrt )?(?:psikis|mental|verbal)|ancaman|pengancaman|bullying|perundungan|kbgo|"
     r"kekerasan (?:berbasis )?(?:gender )?(?:online|daring|siber)",
     CaseKind.OTHER_VIOLENCE, ViolenceForm.PSYCHOLOGICAL),
    (r"penelantaran|ditelantarkan|(?:anak|bayi|balita|lansia|istri) (?:yang )?terlantar|"
     r"(?:perebutan )?hak asuh|(?:perebutan|rebutan|berebut) anak",
     CaseKind.OTHER_VIOLENCE, ViolenceForm.NEGLECT),
    (r"eksploitasi", CaseKind.OTHER_VIOLENCE, ViolenceForm.EXPLOITATION),
    (r"kdrt|kekerasan|^kta$|^ktp$|abh|anak berhadapan(?: (?:dengan|dgn) hukum)?|lainnya|lain lain",
     CaseKind.OTHER_VIOLENCE, ViolenceForm.OTHER),
)  # fmt: skip
CHANNELS: tuple[tuple[str, str], ...] = (
    (r"\b129\b|sapa", Channel.SAPA_129),
    (r"\b112\b|call ?cent", Channel.CALL_CENTRE_112),
    (r"lapor(?:!| sp4n)|sp4n", Channel.SP4N_LAPOR),
    (r"polisi|polres|polda|polsek|kepolisian|polri", Channel.POLICE),
    (r"langsung|lgsg|lgsng|lsg|datang|dtg|kantor|walk", Channel.WALK_IN),
    (r"hotline|tele?pon|telfon|telp|tlpn?|whatsapp|\bwa\b|\bhp\b|sms", Channel.UPTD_HOTLINE),
    (r"jangkau|razia|operasi|outreach", Channel.OUTREACH),
    (r"media|berita|koran|medsos|facebook|instagram|tiktok", Channel.MEDIA),
    (r"surat|nota dinas", Channel.LETTER),
    (r"dinas|dinsos|satpol|rumah sakit|rsud|\brs\b|puskesmas|imigrasi|bp[23]mi|lsm|lbh|yayasan|rujukan|instansi|"
     r"kelurahan|camat|kejaksaan|pengadilan|lembaga|\brt\b|\buptd\b|uptd ppa", Channel.AGENCY),
    (r"formulir|website|online|daring", Channel.PUBLIC_FORM),
)  # fmt: skip
URGENCIES: tuple[tuple[str, str], ...] = (
    (r"darurat|emergency|sangat tinggi|gawat", Urgency.EMERGENCY),
    (r"mendesak|segera|tinggi|urgent", Urgency.URGENT),
    (r"biasa|normal|sedang|rendah|(?:tidak|tdk|bukan) (?:mendesak|segera|urgent)", Urgency.ORDINARY),
)
MODES: tuple[tuple[str, str], ...] = (
    (r"judi(?: online| daring)?|scam|penipuan (?:daring|online)|kamboja|myanmar", Mode.ONLINE_SCAM),
    (r"michat|aplikasi|prostitusi (?:online|daring)|open bo", Mode.PROSTITUTION_ONLINE),
    (r"prostitusi|pelacuran|psk|eksploitasi seksual|mucikari", Mode.PROSTITUTION),
    (r"pengantin|kawin kontrak", Mode.ORDERED_BRIDE),
    (r"bayi|adopsi", Mode.BABY_SALE),
    (r"organ|ginjal", Mode.ORGAN),
    (r"umrah|umroh|haji|ziarah|kedok wisata|berobat", Mode.PILGRIMAGE_COVER),
    (r"\babk\b|(?:kapal|perahu)(?: (?:ikan|nelayan|penangkap ikan))?|nelayan|pelaut", Mode.FISHING_CREW),
    (r"magang|beasiswa|ferienjob|\bpkl\b", Mode.INTERNSHIP),
    (
        r"(?:pmi|tki|tkw|pekerja migran) (?:non ?prosedural|tanpa dokumen|tidak resmi|ilegal)|"
        r"\bpmi\b|\btki\b|\btkw\b|luar negeri|malaysia|migran|(?:arab )?saudi|arab|taiwan|"
        r"singapura|hong ?kong|suriah|turki|brunei",
        Mode.FOREIGN_JOB,
    ),
    (r"rumah tangga|\bprt\b|\bart\b|pembantu", Mode.DOMESTIC_WORK),
    (r"utang|hutang|ijon", Mode.DEBT),
    (r"mengemis|mengamen|pengemis|pengamen|anjal|anak jalanan", Mode.CHILD_BEGGING),
    (r"buruh anak|pekerja anak|kerja anak", Mode.CHILD_LABOUR),
    (r"\blc\b|karaoke|kafe|hiburan|pemandu lagu|diskotek", Mode.NIGHT_ENTERTAINMENT),
    (r"^lain", Mode.OTHER),
)
REPORTERS: tuple[tuple[str, str], ...] = (
    (r"(?:ibu|bapak)(?! (?:guru|rt|rw|lurah|kepala|kepsek|polisi|camat|bidan|dokter|kos|kost))|ayah|orang ?tua|ortu|"
     r"kakak|adik|paman|bibi|tante|om|nenek|kakek|keluarga|suami|istri|anak|saudara|wali|"
     r"ipar|mertua|menantu|keponakan|ponakan|sepupu|\b(?:mama|bapa)\b(?: (?:kecil|besar|ade|tua)\b)?|"
     rf"\b(?:{pattern_of(owned(said(*KIN) | {'mak', 'mamak', 'emak'}))})\b",
     ReporterKind.FAMILY),
    (r"guru(?: bk)?|(?:kepala )?sekolah|kepsek|wali kelas", ReporterKind.SCHOOL),
    (r"polisi|polres|polsek|polda|penyidik", ReporterKind.POLICE),
    (r"dinas|dinsos|satpol|rumah sakit|rsud|puskesmas|lsm|lbh|yayasan|instansi|lembaga|imigrasi|bp[23]mi|babinsa|"
     r"bidan(?: desa)?|dokter|perawat|kades|kepala desa|peksos|pekerja sosial|tksk|(?:pendamping )?pkh|"
     r"^petugas(?: (?:jaga|piket|lapangan))?$",
     ReporterKind.AGENCY),
    (r"warga|tetangga|(?:ketua )?\b(?:rt|rw)\b|masyarakat|teman|kawan|lurah|tokoh|satpam|security|ojol|pedagang|"
     r"pendeta|ustadz?|relawan|kader|pastor|romo(?: (?:paroki|pastor))?|suster|bruder|frater|biarawan|biarawati|"
     r"(?:ibu|bapak|mbak|pemilik|penjaga|tante|om) kost?(?:an)?",
     ReporterKind.COMMUNITY),
    # the word alone: "ibu korban" is not the victim
    (r"^(?:(?:si )?(?:korban|ppks|pmks)(?: (?:sendiri|langsung|ybs))?|"
     r"(?:(?:diri|saya|datang|dtg|lapor|melapor) )?sendiri|klien(?: sendiri)?|penyintas|ybs|yang bersangkutan)$|"
     r"^korban(?= (?:dan|bersama|dengan|dgn|didampingi|diantar|ditemani) )",
     ReporterKind.VICTIM),
)  # fmt: skip
# the last stage in the register, and why services ended
STATUSES: tuple[tuple[str, str, str], ...] = (
    (r"bukan tppo|bukan kasus|tidak terbukti", Stage.NOT_TPPO, ""),
    (r"belum(?: \w+){0,2}|proses|berjalan|dalam proses|lanjut|aktif|sidang|penyidikan|penyelidikan|lidik|sidik|spdp|"
     r"p ?(?:18|19|21)|tahap (?:i|ii|1|2)|penuntutan",
     Stage.COMPLAINT, ""),
    (r"as+es+men[t]?", Stage.ASSESSMENT, ""),
    (r"(?:(?:dalam|proses|masih|sedang) )*(?:pendampingan|didampingi)|dalam layanan|konseling|dilayani|"
     r"masih di (?:sini|shelter|selter|panti|rumah (?:aman|singgah))",
     Stage.SERVICE, ""),
    (r"monitoring|monev|pemantauan|dipantau", Stage.MONITORING, ""),
    (r"limpah|rujuk|pindah|diserahkan|transfer", Stage.TRANSFERRED, ""),
    (r"dicabut|cabut|mundur|damai|mediasi|permintaan|(?:tidak|tdk|tak|dak) (?:mau|bersedia|lanjut)"
     r"(?! (?:ber|di|men|me)?(?:damai|cabut|mundur|mediasi|pindah|pulang|rujuk))", Stage.TERMINATION,
     TerminationReason.VICTIM_REQUEST),
    (r"hilang kontak|tidak dapat dihubungi|tidak bisa dihubungi", Stage.TERMINATION, TerminationReason.UNREACHABLE),
    (r"meninggal(?: dunia)?", Stage.TERMINATION, TerminationReason.DECEASED),
    (r"reintegrasi|dipulangkan|pulang|kembali ke keluarga|"
     r"(?:pulang|kembali|di ?(?:serahkan|kembalikan|jemput|antar|pulangkan)) (?:(?:ke|kepada|oleh|pada) )?(?:pihak )?"
     r"(?:keluarga|orang ?tua|ortu|rumah|kampung(?: halaman)?)", Stage.TERMINATION, TerminationReason.REINTEGRATED),
    (r"selesai|tutup|closed|terminasi|tuntas|inkracht|inkrah|vonis|putus", Stage.TERMINATION,
     TerminationReason.GOALS_REACHED),
)  # fmt: skip
# what a complaint was about that is no case, and how it ended
WITHOUT_CASE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bsalah (?:sambung|nomor)\b"), ComplaintOutcome.WRONG_NUMBER.value),
    (re.compile(r"\b(?:iseng|prank|spam)\b"), ComplaintOutcome.SPAM.value),
    (re.compile(r"\bbukan pengaduan\b"), ComplaintOutcome.NOT_A_COMPLAINT.value),
    (re.compile(
        r"^(?:(?:mau|ingin|hanya|cuma|sekadar|sekedar|sdr|ybs) )*"
        r"(?:(?:ber|me|menanya?)?tanya(?:kan)?|menanyakan|nanya|konsul(?:tasi)?|(?:minta|mencari|cari) (?:\w+ )?"
        r"(?:info\w*|prosedur|bansos|surat\w*|layanan|jadwal|alamat|nomor)|info(?:rmasi)?\b)"
    ), ComplaintOutcome.INFORMATION.value),
)  # fmt: skip
# the words of such a complaint, and what may be asked for without anybody being in need
ASKING = re.compile(
    r"\b(?:salah (?:sambung|nomor)|iseng|prank|spam|bukan pengaduan|(?:ber|me|menanya?)?tanya(?:kan)?|menanyakan|nanya|"
    r"konsul(?:tasi)?|minta|mencari|cari|mau|ingin|hanya|cuma|sekadar|sekedar|tentang|soal|mengenai|cara|telepon|telp)\b"
)
_ASKED_FOR = """
    info informasi prosedur bansos bantuan sosial pkh bpjs blt kks surat surat2 keterangan pengantar layanan jadwal
    sidang alamat nomor syarat persyaratan biaya akta akte kelahiran ktp kk paspor perceraian cerai gugat pendamping
    pendampingan hukum nikah waris
"""
ASKED_FOR = frozenset(_ASKED_FOR.split())
# a status that says that information was all there was to give
TOLD_ONLY = re.compile(
    r"\b(?:informasi|info|penjelasan|edukasi) (?:\w+ )?di ?beri(?:kan)?\b"
    r"|\bdi ?beri(?:kan)? (?:info|penjelasan|edukasi)|\b(?:hanya|cuma) (?:konsul|tanya|informasi)"
)
# values without new information beside another one in the cell: *kekerasan* beside *fisik*
WEAK: dict[str, frozenset[str]] = {
    F.MODE: frozenset([Mode.OTHER.value, Mode.FOREIGN_JOB.value]),  # where, beside what: *ART di Malaysia*
    F.CHANNEL: frozenset([Channel.UPTD_HOTLINE.value, Channel.WALK_IN.value, Channel.AGENCY.value]),
    F.STATUS: frozenset([TerminationReason.GOALS_REACHED.value]),
}
# small words that make a value about somebody else, or a doubt
TURNING: dict[str, frozenset[str]] = {
    F.STATUS: frozenset({
        "ibu", "bapak", "bpk", "ayah", "suami", "istri", "kakak", "adik", "nenek", "kakek", "paman", "bibi", "wali",
        "pelaku", "terlapor", "tersangka",
    }),
    F.KIND: frozenset({"informasi", "info"}),
}  # fmt: skip
_DOER = re.compile(r"(?i)\boleh(?: (?!bukan|tidak|tdk)[^\W\d]+){1,3}(?=\s*(?:$|[,;/()\n]))")
_MODE = re.compile(
    "|".join(rf"\b(?:{pattern})\b" for pattern, _mode in MODES if not pattern.startswith("^"))
    + r"|\b(?:kerja paksa|dipaksa (?:be)?kerja|perekrutan|penjeratan utang)\b"
)
# small words that say no more in one column: where somebody watches, that a mode is work
SMALL: dict[str, frozenset[str]] = {
    F.MODE: frozenset({
        "kerja", "bekerja", "dipekerjakan", "sebagai", "jadi", "menjadi", "dijanjikan", "ditawari", "diajak",
    }),
    F.REPORTER_KIND: frozenset({
        "terminal", "pasar", "pelabuhan", "bandara", "stasiun", "paroki", "gereja", "masjid", "kampung", "kompleks",
        "perumahan", "kampus", "pabrik", "toko", "warung", "hotel", "mal", "kecil", "besar",
    }),
}  # fmt: skip


def says_nothing(text: str) -> bool:
    """Whether a cell only says that nothing is known."""
    return placeholders.says_nothing(text) or placeholders.says_nothing(normal(text))


def without_doer(kind: str) -> str:
    """A kind without the words for who did it, which do not change it: *kekerasan fisik oleh majikan*."""
    return _DOER.sub(" ", kind)


def without_mode(kind: str) -> str:
    """A kind without the words for how it was done: *kerja paksa di kapal ikan (TPPO)*."""
    return _MODE.sub(" ", kind.casefold())


def sex_of(text: str) -> str | None:
    """The sex a word means, or ``None``."""
    words = normal(text)
    for value, known in SEX.items():
        if words in {normal(word) for word in known.split()} or words.replace(" ", "") in known.split():
            return value.value
    return Sex.UNKNOWN.value if words in {"l p", "p l"} else None


def labelled(choices, text: str) -> str | None:
    """The value whose label or slug the cell repeats exactly, as in the template's drop-downs."""
    words = normal(text)
    return next((value for value, label in choices.choices if words in {normal(str(label)), normal(value)}), None)
