"""Texts that explain to the call taker why something read from a line must be confirmed."""

from django.utils.translation import gettext_lazy as _

from cases.reading.told_date import SENTENCES, DateDoubt
from cases.shorthand import Doubt

DOUBTS = {
    Doubt.DENIED: _("Ada kata yang menyangkal, seperti “bukan” atau “tidak”."),
    Doubt.LIMIT: _("Yang disebut batas umur. Umur pastinya belum diketahui."),
    Doubt.RANGE: _("Umurnya disebut kira-kira. Umur pastinya belum diketahui."),
    Doubt.BIRTH_YEAR: _("Hanya tahun atau bulan lahir yang disebut. Umur ini perkiraan."),
    Doubt.AGE_THEN: _("Centang bila umur yang disebut itu umurnya saat kejadian."),
    Doubt.AGE_NOW: _("Centang bila umur yang disebut itu umurnya sekarang."),
    Doubt.SCHOOL: _("Umur dihitung dari kelas sekolah. Tanyakan umurnya."),
    Doubt.WEEKDAY: SENTENCES[DateDoubt.WEEKDAY],
    Doubt.NAMESAKE: _("Ada beberapa tempat bernama demikian. Pastikan yang dimaksud."),
    Doubt.NO_DAY: SENTENCES[DateDoubt.IMPOSSIBLE],
    Doubt.NO_YEAR: SENTENCES[DateDoubt.YEAR],
    Doubt.NO_MONTH: SENTENCES[DateDoubt.MONTH],
    Doubt.CENTURY: SENTENCES[DateDoubt.CENTURY],
    Doubt.TURNED: SENTENCES[DateDoubt.TURNED],
    Doubt.BOUND: SENTENCES[DateDoubt.LIMIT],
    Doubt.TWO_DAYS: _("Ada lebih dari satu tanggal. Pilih tanggal kejadiannya."),
    Doubt.WHICH_DAY: SENTENCES[DateDoubt.SEVERAL],
    Doubt.ROUGH_DAY: SENTENCES[DateDoubt.VAGUE],
    Doubt.HOLIDAY: SENTENCES[DateDoubt.HOLIDAY],
    Doubt.DOCUMENT: _("Dapat berarti tanggal surat atau dokumen, bukan kejadian."),
    Doubt.FORMER: _("Umur pada waktu lain."),
    Doubt.COUNT: _("Angka ini dapat berarti umur atau jumlah orang."),
    Doubt.MISSING: _("Jumlah orang yang disebut belum semuanya terbaca. Tambahkan yang kurang."),
    Doubt.LASTING: _("Angka ini dapat berarti umur atau lamanya."),
    Doubt.NUMBER: _("Nomor ini tidak dapat ditelepon. Periksa."),
    Doubt.WHOSE: _("Belum jelas nomor siapa ini. Tanyakan sebelum menghubungi."),
    Doubt.CLAIMED: _("Umur menurut dokumen atau pengakuan. Umur sebenarnya mungkin lain."),
    Doubt.NATION: _("Dapat berarti asal orangnya, bukan tempat kejadian."),
    Doubt.GROUP: _("Orangnya lebih banyak daripada yang dapat diisi sekaligus."),
    Doubt.WHO: _("Ada orang lain yang disebut sebelumnya. Pastikan ini tentang siapa."),
    Doubt.RELATIVE: _("Yang disebut keluarga, teman, atau tetangga. Belum tentu korban."),
    Doubt.ROLE: _("Perannya belum jelas dari kalimat ini."),
    Doubt.CONTACT: _("Belum jelas siapa yang dimaksud. Tanyakan sebelum menghubungi."),
    Doubt.NAME: _("Belum jelas di mana nama ini berakhir."),
    Doubt.WHOSE_NAME: _("Belum jelas apakah ini nama orangnya sendiri."),
    Doubt.PART_OF_NAME: _("Dapat juga bagian dari nama."),
    Doubt.NAME_OF_HOUSE: _("Dapat juga nama tempat usaha, bukan wilayah."),
    Doubt.ON_THE_WAY: _("Mungkin hanya dilewati atau baru dituju."),
    Doubt.FAR: _("Wilayah di provinsi lain. Pastikan tempat ini yang dimaksud."),
    Doubt.VILLAGE: _("Dibaca sebagai kelurahan atau desa. Pastikan tempat ini yang dimaksud."),
}
