"""The possible meanings of a column in an old register, and the headings offices use for them."""

import re
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterField(models.TextChoices):
    """The meaning of one column."""

    IGNORE = "ignore", _("Tidak dibawa")
    OLD_NUMBER = "old_number", _("Nomor register lama")
    REPORTED_ON = "reported_on", _("Tanggal pengaduan")
    EVENT_ON = "event_on", _("Tanggal kejadian")
    NAME = "name", _("Nama korban")
    NIK = "nik", _("NIK korban")
    SEX = "sex", _("Jenis kelamin korban")
    MALE = "male", _("Korban laki-laki: umur atau tanda")
    FEMALE = "female", _("Korban perempuan: umur atau tanda")
    AGE = "age", _("Umur korban")
    BIRTH_DATE = "birth_date", _("Tanggal lahir korban")
    PHONE = "phone", _("Telepon korban")
    ADDRESS = "address", _("Alamat korban")
    ORIGIN = "origin", _("Daerah asal korban")
    GUARDIAN = "guardian", _("Nama wali")
    VICTIM_COUNT = "victim_count", _("Jumlah korban")
    KIND = "kind", _("Jenis kasus")
    KIND_TICK = "kind_tick", _("Jenis kasus: tanda di kolom ini")
    MODE = "mode", _("Modus")
    URGENCY = "urgency", _("Tingkat kedaruratan")
    CHANNEL = "channel", _("Kanal pengaduan")
    REGION = "region", _("Wilayah kejadian")
    PLACE = "place", _("Tempat kejadian")
    NARRATIVE = "narrative", _("Kronologi")
    REPORTER_NAME = "reporter_name", _("Nama pelapor")
    REPORTER_PHONE = "reporter_phone", _("Telepon pelapor")
    REPORTER_KIND = "reporter_kind", _("Hubungan pelapor")
    REPORTED_NAME = "reported_name", _("Nama terlapor")
    STATUS = "status", _("Status penanganan")
    LOSS = "loss", _("Kerugian (rupiah)")
    NOTE = "note", _("Catatan, masuk ke cerita")


F = RegisterField
# meanings several columns may have; village, district and regency in columns of their own are one place
MANY = frozenset({F.IGNORE, F.NOTE, F.KIND_TICK, F.REGION, F.ORIGIN})
OF_VICTIMS = (F.NAME, F.NIK, F.SEX, F.AGE, F.BIRTH_DATE, F.PHONE, F.ADDRESS, F.ORIGIN, F.GUARDIAN)
# Normalised words of a heading; the longest match wins. Group words ("korban", "pelapor") come from merged cells.
HEADINGS: dict[str, tuple[str, ...]] = {
    F.OLD_NUMBER: ("no register", "nomor register", "no reg", "no registrasi", "nomor registrasi", "no kasus",
                   "nomor kasus", "no pengaduan", "no klien", "kode kasus", "nomor pengaduan", "no laporan",
                   "nomor register lama", "no perkara", "register", "no aduan", "nomor aduan", "kode", "kode klien",
                   "kode korban", "no lp", "nomor lp", "no laporan polisi", "nomor laporan polisi", "no berkas",
                   "nomor berkas", "id kasus", "kode register"),
    F.REPORTED_ON: ("tanggal lapor", "tanggal pengaduan", "tanggal laporan", "tanggal", "tanggal masuk", "tgl lapor",
                    "tanggal register", "tanggal terima", "tanggal diterima", "hari tanggal", "waktu pengaduan",
                    "tanggal melapor", "tanggal aduan", "waktu lapor", "hari tanggal lapor", "hari tanggal pengaduan",
                    "tanggal tiba", "tanggal kedatangan", "tanggal kepulangan", "tanggal pemulangan"),
    F.EVENT_ON: ("tanggal kejadian", "waktu kejadian", "tanggal peristiwa", "hari kejadian"),
    F.NAME: ("nama korban", "nama", "korban", "nama klien", "nama penerima manfaat", "identitas korban", "korban nama",
             "nama lengkap", "inisial", "inisial korban", "nama lengkap korban", "klien", "penyintas",
             "nama penyintas", "nama ppks", "nama pmks", "ppks", "nama korban klien", "nama anak", "nama korban anak",
             "nama pasien", "pasien", "nama pmi", "nama tki", "nama tamu", "nama umur", "nama usia", "nama dan umur",
             "nama dan usia", "nama umur korban", "nama korban umur"),
    F.NIK: ("nik", "nik korban", "no ktp", "nomor ktp", "nomor induk kependudukan", "no identitas", "korban nik",
            "nik ktp", "nomor nik", "no nik", "nik ktp korban"),
    F.SEX: ("jenis kelamin", "l p", "jk", "kelamin", "sex", "gender", "jenis kelamin korban", "korban jenis kelamin",
            "korban l p", "korban jk", "p l"),
    F.AGE: ("umur", "usia", "usia ttl", "umur ttl", "umur tanggal lahir", "usia tanggal lahir", "ttl umur", "ttl usia",
            "tanggal lahir umur", "tanggal lahir usia", "umur tempat tanggal lahir", "umur jk", "usia jk", "jk umur",
            "jk usia", "umur l p", "usia l p", "l p umur", "l p usia", "umur jenis kelamin", "usia jenis kelamin",
            "jenis kelamin umur", "jenis kelamin usia", "umur kelamin", "umur sex", "sex umur",
            "umur korban", "usia korban", "korban umur", "korban usia", "umur th", "usia tahun",
            "umur tahun", "usia th", "umur thn"),
    F.BIRTH_DATE: ("tanggal lahir", "tempat tanggal lahir", "ttl", "lahir", "korban tanggal lahir",
                   "tanggal lahir korban", "tmp tanggal lahir", "korban ttl"),
    F.PHONE: ("no hp", "no telepon", "telepon", "no telp", "hp", "nomor hp", "no hp korban", "kontak", "telp",
              "no wa", "whatsapp", "no kontak", "korban no hp", "kontak korban", "nomor telepon", "telepon korban",
              "korban telepon", "hp korban", "korban hp", "korban no telp"),
    F.ADDRESS: ("alamat", "alamat korban", "korban alamat", "domisili", "alamat domisili", "alamat lengkap",
                "alamat ktp", "tempat tinggal"),
    F.ORIGIN: ("daerah asal", "asal", "asal korban", "asal daerah", "korban asal", "kota asal", "kabupaten asal",
               "kecamatan asal", "korban daerah asal", "daerah asal korban", "asal kecamatan", "asal kota",
               "asal kabupaten", "asal wilayah", "asal desa", "asal kelurahan", "desa asal",
               "kelurahan asal", "tempat asal", "asal provinsi", "provinsi asal", "asal kabupaten kota",
               "kabupaten kota asal", "asal kab kota"),
    F.GUARDIAN: ("nama wali", "wali", "orang tua", "nama orang tua", "nama ortu", "orang tua wali", "ibu kandung"),
    F.VICTIM_COUNT: ("jumlah korban", "jml korban", "banyak korban", "korban jumlah", "jumlah orang"),
    F.KIND: ("jenis kasus", "bentuk kekerasan", "kategori", "kategori kasus", "jenis kekerasan", "kasus",
             "jenis perkara", "bentuk kasus", "perkara", "jenis pengaduan", "jenis aduan", "kategori kekerasan",
             "jenis tindak pidana", "klasifikasi", "jenis", "jenis masalah", "diagnosis kasus", "dx kasus"),
    F.MODE: ("modus", "modus operandi", "modus tppo", "bentuk eksploitasi", "modus utama"),
    F.URGENCY: ("sifat", "sifat aduan", "sifat laporan", "kedaruratan", "tingkat kedaruratan", "urgensi", "prioritas"),
    F.CHANNEL: ("kanal", "kanal pengaduan", "sumber", "sumber pengaduan", "sumber laporan", "media pengaduan",
                "cara lapor", "sumber informasi", "saluran", "saluran pengaduan", "cara melapor",
                "rujukan dari", "asal laporan", "jalur pengaduan", "melalui", "aduan melalui",
                "lapor melalui", "pengaduan melalui", "cara pengaduan", "sarana pengaduan"),
    F.REGION: ("wilayah", "kelurahan", "desa", "kelurahan desa", "desa kelurahan", "kecamatan",
               "kecamatan kejadian", "kota kejadian", "wilayah kejadian", "kab kota",
               "kabupaten kota", "kec", "kabupaten", "kab", "kota", "kota kabupaten", "provinsi", "kelurahan kejadian",
               "desa kejadian", "kabupaten kejadian", "provinsi kejadian", "kel desa", "desa kel"),
    F.PLACE: ("tempat kejadian", "tkp", "lokasi kejadian", "lokasi", "tempat kejadian perkara"),
    F.NARRATIVE: ("kronologi", "kronologis", "uraian", "uraian kasus", "uraian kejadian", "ringkasan kasus",
                  "kronologi singkat", "deskripsi", "cerita", "duduk perkara", "uraian singkat", "isi pengaduan",
                  "permasalahan", "kasus posisi", "kronologi kejadian", "kronologis kejadian"),
    F.REPORTER_NAME: ("nama pelapor", "pelapor", "pelapor nama", "pengadu", "nama pengadu", "pelapor nama lengkap"),
    F.REPORTER_PHONE: ("no hp pelapor", "telepon pelapor", "kontak pelapor", "pelapor no hp", "pelapor telepon",
                       "hp pelapor", "no telp pelapor", "pelapor no telp", "pelapor kontak", "pelapor hp"),
    F.REPORTER_KIND: ("hubungan pelapor", "hubungan dengan korban", "pelapor hubungan", "status pelapor",
                      "hubungan dengan klien", "hubungan pelapor dengan korban", "hubungan pelapor dengan klien",
                      "hubungan pelapor korban", "hubungan dengan penyintas", "hubungan dengan ppks", "diantar oleh",
                      "diantar", "pengantar", "yang mengantar", "yang antar", "siapa yang antar",
                      "siapa yang mengantar"),
    F.REPORTED_NAME: ("terlapor", "nama terlapor", "pelaku", "nama pelaku", "terlapor nama", "pelaku nama",
                      "tersangka", "nama tersangka"),
    F.STATUS: ("status", "tahap", "tahapan", "status kasus", "status penanganan", "perkembangan", "hasil",
               "hasil akhir",
               "keterangan status", "proses", "penyelesaian", "tindak lanjut akhir", "progres", "progress",
               "keadaan akhir", "kondisi akhir", "posisi kasus", "keadaan pulang", "keluar ke", "keluar ke mana",
               "pulang ke", "penanganan terakhir", "status terakhir", "perkembangan terakhir", "perkembangan kasus",
               "kondisi terakhir", "hasil penanganan", "tahapan penanganan"),
    F.LOSS: ("kerugian", "kerugian rp", "jumlah kerugian", "nilai kerugian", "restitusi", "kerugian materi"),
    F.NOTE: ("keterangan", "ket", "catatan", "layanan", "layanan yang diberikan", "jenis layanan", "tindak lanjut",
             "tindakan", "penanganan", "pendidikan", "pekerjaan", "agama", "status perkawinan", "hubungan",
             "hubungan pelaku", "rujukan", "pendamping", "petugas", "instansi rujukan", "pelaku umur", "pelaku usia",
             "terlapor umur", "layanan diberikan", "terlapor alamat", "pelaku alamat", "pelapor alamat",
             "terlapor usia", "pelaku jenis kelamin", "terlapor jenis kelamin", "pekerjaan korban"),
    F.IGNORE: ("no", "nomor", "no urut", "nomor urut", "urut"),
}  # fmt: skip
# village, district or regency below the merged heading of an address
_OF_ADDRESS = re.compile(
    r"(?:alamat|domisili|tempat tinggal)(?: \w+){0,2} (?:kelurahan|kelamin|desa|kecamatan|kabupaten|kota|provinsi)"
    r"(?: (?:desa|kelurahan|kota))?"
)
SPACED_LETTERS = 3  # a word written letter by letter has at least so many
_MALE = r"l|lk|laki|laki laki|lelaki|pria"
_FEMALE = r"p|pr|wanita|perempuan"
_SEXED = re.compile(
    r"(?:(?:umur|usia|jenis kelamin|jk|kelamin|l p|korban|klien|penyintas|th|tahun) )*"
    rf"(?:(?P<male>{_MALE})|(?P<female>{_FEMALE}))(?: (?:umur|usia|th|tahun))*"
)
GROUPS = frozenset(["korban", "pelapor", "terlapor", "pelaku", "identitas", "kejadian", "klien", "tersangka"])
OPENERS = frozenset(["identitas", "data", "biodata", "profil", "informasi", "keterangan"])
_SHORT = {"tgl": "tanggal", "tangal": "tanggal", "jml": "jumlah", "nmr": "no", "almt": "alamat", "telpon": "telepon",
          "telp": "telp", "handphone": "hp", "ponsel": "hp", "kel": "kelamin", "kronologs": "kronologis",
          "thn": "tahun", "tmpt": "tempat", "kec": "kecamatan", "hub": "hubungan", "dgn": "dengan",
          "dg": "dengan", "kab": "kabupaten", "prov": "provinsi"}  # fmt: skip


def normal(label: str) -> str:
    """A heading in lower case, without punctuation, with short forms written out; ``N A M A`` is ``nama``."""
    words = re.sub(r"[^\w\s]", " ", label.casefold().replace("_", " ")).split()
    if len(words) >= SPACED_LETTERS and all(len(word) == 1 for word in words):
        parts = re.split(r"\s{2,}", re.sub(r"[^\w\s]", " ", label.casefold()).strip())
        words = ["".join(part.split()) for part in parts]
    return " ".join(_SHORT.get(word, word) for word in words)


def bare(label: str) -> str:
    """A normalised heading without the words that only start a group: ``Identitas Korban NIK`` is ``korban nik``."""
    words = normal(label)
    first, _blank, rest = words.partition(" ")
    return rest if rest and first in OPENERS and words not in _exact() else words


def meaning_of(label: str) -> tuple[str, float]:
    """The field a heading means, and how sure that is, from 0 to 1. A field's name in the template is certain."""
    words = bare(label)
    if not words:
        return F.IGNORE, 0.0
    if words in _exact():
        return _exact()[words], 1.0
    if sexed := _SEXED.fullmatch(words):
        return (F.MALE if sexed["male"] else F.FEMALE).value, 1.0
    if _OF_ADDRESS.fullmatch(words):
        return F.ORIGIN.value, 0.9
    inside = [(len(known), name) for known, name in _exact().items() if len(known) > 3 and _holds(words, known)]
    if not inside:
        return F.IGNORE, 0.0
    length, name = max(inside)
    return name, round(0.5 + 0.4 * length / len(words), 2)


def is_heading(text: str) -> bool:
    """Whether a text is exactly a heading offices use."""
    return normal(text) in _exact() or _SEXED.fullmatch(normal(text)) is not None


@cache
def _exact() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, headings in HEADINGS.items():
        for heading in headings:
            found[normal(heading)] = RegisterField(name).value
    for item in RegisterField:
        found.setdefault(normal(str(item.label)), item.value)
    return found


def _holds(words: str, known: str) -> bool:
    return f" {known} " in f" {words} "
