"""Signs of exploitation by kind: a working list from practice, not law. They support a finding and decide nothing.

The wording is ours, based on common operational checklists: documents, money, freedom, working and living conditions,
the body. A slug is stored, so that a reworded sign stays the same sign; slugs are never reused.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from cases.choices import Mode
from cases.choices import TraffickingPurpose as P


@dataclass(frozen=True)
class Indicator:
    """One sign, as a caseworker would notice or hear it."""

    slug: str
    words: str


@dataclass(frozen=True)
class Kind:
    """A kind of exploitation: the modes and purposes that show its list, and the signs."""

    slug: str
    name: str
    modes: frozenset
    purposes: frozenset
    signs: tuple[Indicator, ...]


def _kind(slug: str, name: str, signs: tuple, *, modes: tuple = (), purposes: tuple = ()) -> Kind:
    listed = tuple(Indicator(f"{slug}_{short}", words) for short, words in signs)
    return Kind(slug, name, frozenset(modes), frozenset(purposes), listed)


GENERAL = "general"
KINDS: tuple[Kind, ...] = (
    _kind(
        GENERAL,
        _("Umum"),
        (
            ("papers_kept", _("KTP, paspor, atau ponselnya dipegang orang lain")),
            ("spoken_for", _("Ada orang yang menjawab untuknya atau tidak mau meninggalkannya")),
            ("same_story", _("Ceritanya terdengar dihafal, atau sama persis dengan orang lain")),
            ("fears_officers", _("Tampak takut kepada petugas atau kepada orang yang menunggunya")),
            ("no_address", _("Tidak tahu alamat tempat tinggal atau tempat kerjanya")),
            ("untreated", _("Ada luka atau penyakit yang tidak dirawat")),
        ),
    ),
    _kind(
        "sexual",
        _("Eksploitasi seksual"),
        (
            ("handler", _("Janji temu dan uangnya diatur orang lain")),
            ("moved_often", _("Berpindah-pindah penginapan atau kota dalam waktu singkat")),
            ("quota", _("Ada target jumlah tamu atau setoran")),
            ("images_used", _("Foto atau video dipakai untuk menekan atau menawarkan")),
            ("age_hidden", _("Diminta mengaku lebih tua, atau umurnya disamarkan")),
        ),
        modes=(Mode.PROSTITUTION, Mode.PROSTITUTION_ONLINE, Mode.NIGHT_ENTERTAINMENT),
        purposes=(P.PROSTITUTION, P.SEXUAL_USE),
    ),
    _kind(
        "labour",
        _("Kerja paksa"),
        (
            ("wage_withheld", _("Upah ditahan, dipotong sepihak, atau tidak pernah dilihat")),
            ("no_contract", _("Tanpa perjanjian kerja, atau perjanjiannya diganti setelah berangkat")),
            ("long_hours", _("Bekerja sangat lama tanpa hari libur")),
            ("lives_at_work", _("Tinggal di tempat kerja dan tidak bebas keluar")),
            ("fines", _("Didenda atau dihukum bila target tidak tercapai")),
            ("debt_grows", _("Utang keberangkatan bertambah walau sudah bekerja")),
        ),
        modes=(Mode.FOREIGN_JOB, Mode.DEBT, Mode.INTERNSHIP, Mode.CHILD_LABOUR, Mode.PILGRIMAGE_COVER),
        purposes=(P.FORCED_LABOUR, P.OPPRESSION, P.EXTORTION, P.SLAVERY),
    ),
    _kind(
        "domestic",
        _("Kerja rumah tangga"),
        (
            ("no_room", _("Tidak punya tempat tidur atau waktu sendiri")),
            ("never_out", _("Tidak pernah keluar rumah majikan sendirian")),
            ("food_limited", _("Makanan dibatasi atau berbeda dari penghuni lain")),
            ("cut_off", _("Hubungan dengan keluarga diputus atau diawasi majikan")),
            ("insulted", _("Sering direndahkan atau disakiti penghuni rumah")),
        ),
        modes=(Mode.DOMESTIC_WORK,),
    ),
    _kind(
        "begging",
        _("Anak mengemis, mengamen, atau bekerja"),
        (
            ("deposit", _("Menyetor hasil kepada orang dewasa")),
            ("watched", _("Diawasi dari dekat saat meminta atau berjualan")),
            ("school_left", _("Tidak bersekolah pada jam sekolah dan tidak tahu kapan kembali")),
            ("not_family", _("Tinggal dengan orang yang bukan keluarganya")),
            ("late_night", _("Berada di jalan sampai larut malam")),
        ),
        modes=(Mode.CHILD_BEGGING, Mode.CHILD_LABOUR),
        purposes=(P.LABOUR_OR_ABILITY,),
    ),
    _kind(
        "organ",
        _("Organ tubuh"),
        (
            ("scar", _("Ada bekas operasi yang tidak dapat dijelaskan")),
            ("tests", _("Pemeriksaan darah atau organ dibiayai orang yang tidak dikenal")),
            ("paid_trip", _("Perjalanan berobat dengan imbalan uang")),
            ("no_records", _("Tidak memegang satu pun berkas medisnya sendiri")),
        ),
        modes=(Mode.ORGAN,),
        purposes=(P.ORGAN_TRANSPLANT, P.REPRODUCTIVE_ORGANS),
    ),
    _kind(
        "bride",
        _("Pengantin pesanan"),
        (
            ("broker", _("Pernikahan diatur perantara dengan imbalan")),
            ("short_meeting", _("Menikah setelah sangat singkat mengenal calon pasangan")),
            ("no_language", _("Tidak mengerti bahasa pasangan atau isi surat yang ditandatangani")),
            ("isolated", _("Setelah menikah tidak boleh keluar rumah atau menghubungi keluarga")),
            ("family_paid", _("Keluarga menerima uang untuk pernikahan itu")),
        ),
        modes=(Mode.ORDERED_BRIDE,),
        purposes=(P.SIMILAR_TO_SLAVERY,),
    ),
    _kind(
        "scam",
        _("Penipuan atau judi daring"),
        (
            ("compound", _("Bekerja di gedung tertutup dengan penjaga")),
            ("script", _("Diberi naskah dan target untuk menipu orang lain")),
            ("ransom", _("Diminta uang tebusan untuk boleh pulang")),
            ("sold_on", _("Dipindahkan ke kelompok lain dengan harga")),
            ("tourist_visa", _("Berangkat kerja dengan visa kunjungan")),
        ),
        modes=(Mode.ONLINE_SCAM, Mode.FOREIGN_JOB),
        purposes=(P.LABOUR_OR_ABILITY,),
    ),
    _kind(
        "fishing",
        _("Awak kapal perikanan"),
        (
            ("at_sea", _("Berbulan-bulan di laut tanpa boleh turun atau berganti kapal")),
            ("sea_book", _("Buku pelaut atau paspor dipegang nakhoda atau agen")),
            ("no_care", _("Sakit atau cedera di kapal tanpa perawatan")),
            ("pay_home", _("Upah yang dijanjikan untuk keluarga tidak sampai")),
        ),
        modes=(Mode.FISHING_CREW,),
    ),
    _kind(
        "baby",
        _("Penjualan bayi atau adopsi ilegal"),
        (
            ("birth_paid", _("Biaya kelahiran ditanggung orang yang kemudian membawa bayi")),
            ("false_birth", _("Surat kelahiran memuat nama ibu yang lain")),
            ("handed_over", _("Bayi diserahkan tanpa penetapan pengadilan atau dinas sosial")),
        ),
        modes=(Mode.BABY_SALE,),
    ),
)


def kinds_for(mode: str, purposes: Collection[str]) -> list[Kind]:
    """The lists for a case: the general one, then those of its mode and of the purposes answered *ya*."""
    given = set(purposes)
    return [kind for kind in KINDS if kind.slug == GENERAL or mode in kind.modes or given & kind.purposes]


@cache
def words_of() -> dict[str, str]:
    """Every sign by its slug."""
    return {sign.slug: sign.words for kind in KINDS for sign in kind.signs}
