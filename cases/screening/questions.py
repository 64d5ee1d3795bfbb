"""Identification as questions a caseworker can ask aloud: one definition for conversation, sheet and paper.

Each question belongs to one legal element (tindakan, cara, tujuan). ``ask`` is for adults, ``ask_child`` for people
under the child rule. *Ya* means that the element was present. No question is leading, and every question may stay
unanswered. ``listen`` tells the caseworker what counts; it is not read aloud.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from cases.choices import TraffickingAct as A
from cases.choices import TraffickingMeans as M
from cases.choices import TraffickingPurpose as P
from cases.screening.rule import ACT, ELEMENTS, MEANS, PURPOSE


@dataclass(frozen=True)
class Question:
    """One question: its legal element and value, its words, and what counts as *ya*."""

    element: str
    value: str
    ask: str
    ask_child: str
    listen: str

    @property
    def key(self) -> str:
        """The key in answers, sources and notes: ``act.recruitment``."""
        return f"{self.element}.{self.value}"

    @property
    def label(self) -> str:
        """The legal term: ``Perekrutan``."""
        return str(ELEMENTS[self.element](self.value).label)

    def words(self, *, for_child: bool) -> str:
        """The spoken words."""
        return str(self.ask_child if for_child else self.ask)


@dataclass(frozen=True)
class Part:
    """One of the three elements with its questions, in the order of the law."""

    element: str
    name: str
    title: str
    hint: str
    questions: tuple[Question, ...]


_ACTS = {
    A.RECRUITMENT: (
        _("Bagaimana awalnya? Apakah ada orang yang mengajak, menawari, atau mendaftarkan Anda?"),
        _("Boleh ceritakan bagaimana awalnya? Apakah ada orang yang mengajak kamu?"),
        _("Ajakan kenalan, iklan kerja, tawaran kepada orang tua, pendaftaran lewat penyalur."),
    ),
    A.TRANSPORT: (
        _("Apakah ada orang yang membawa atau mengantar Anda ke tempat lain? Dengan apa dan lewat mana?"),
        _("Apakah ada orang yang mengantar kamu ke tempat lain? Naik apa waktu itu?"),
        _("Dijemput kendaraan, dibelikan tiket, diantar ke terminal, pelabuhan, atau bandara."),
    ),
    A.HARBOURING: (
        _("Di mana Anda tinggal waktu itu? Apakah ada orang yang menyediakan tempatnya?"),
        _("Waktu itu kamu tidur di mana? Apakah ada orang yang menyiapkan tempatnya?"),
        _("Rumah singgah, mes, kamar kos, atau gudang yang disediakan. Bukan rumah aman layanan."),
    ),
    A.SENDING: (
        _("Apakah ada orang yang memberangkatkan Anda ke orang atau tempat lain?"),
        _("Apakah ada orang yang menyuruh kamu berangkat ke tempat lain?"),
        _("Diberangkatkan penyalur, dititipkan kepada sopir atau awak kapal."),
    ),
    A.TRANSFER: (
        _("Apakah Anda pernah dipindahkan dari satu orang, majikan, atau tempat ke yang lain?"),
        _("Apakah kamu pernah dipindahkan ke tempat atau orang lain?"),
        _("Pindah majikan, pindah penampungan, atau diserahkan di tengah perjalanan."),
    ),
    A.RECEIPT: (
        _("Setelah tiba, apakah ada orang yang menerima atau menjemput Anda?"),
        _("Waktu sampai, apakah ada orang yang menunggu kamu?"),
        _("Majikan, pengelola tempat, agen di tempat tujuan, atau keluarga angkat."),
    ),
}
_MEANS = {
    M.THREAT: (
        _("Apakah ada orang yang mengancam Anda atau orang yang Anda sayangi?"),
        _("Apakah ada orang yang mengatakan sesuatu yang membuat kamu takut?"),
        _("Ancaman disakiti, dilaporkan, disebarkan fotonya, atau keluarganya dicelakai."),
    ),
    M.FORCE: (
        _("Apakah ada orang yang menyakiti tubuh Anda? Anda boleh tidak menjawab."),
        _("Apakah ada orang yang menyakiti badan kamu? Kamu boleh tidak menjawab."),
        _("Dipukul, didorong, diikat, dipaksa minum sesuatu. Catat bekas luka sebagai pengamatan."),
    ),
    M.ABDUCTION: (
        _("Apakah Anda pernah dibawa pergi tanpa Anda kehendaki?"),
        _("Apakah ada orang yang membawa kamu pergi saat kamu tidak mau?"),
        _("Diambil dari rumah, sekolah, atau jalan tanpa persetujuan."),
    ),
    M.CONFINEMENT: (
        _("Apakah ada waktu ketika Anda tidak dapat keluar atau menghubungi keluarga?"),
        _("Apakah ada waktu ketika kamu tidak boleh keluar atau menelepon keluarga?"),
        _("Pintu dikunci, dijaga, ponsel atau dokumen dipegang orang lain."),
    ),
    M.FORGERY: (
        _("Apakah ada surat tentang Anda yang isinya tidak sesuai, misalnya nama atau umur?"),
        _("Apakah ada orang yang mengganti nama atau umurmu di surat atau kartu?"),
        _("KTP, KK, akta, paspor, atau ijazah dengan data yang diubah."),
    ),
    M.DECEPTION: (
        _("Apakah yang disampaikan kepada Anda berbeda dari yang Anda alami? Apa bedanya?"),
        _("Apakah yang dikatakan kepadamu berbeda dari yang terjadi? Apa bedanya?"),
        _("Jenis pekerjaan, upah, tempat, sekolah, atau pernikahan yang ternyata lain."),
    ),
    M.ABUSE_OF_POWER: (
        _("Apakah ada orang yang berkedudukan di atas Anda dan memakai kedudukannya agar Anda menurut?"),
        _("Apakah ada orang dewasa yang kamu ikuti karena kamu harus menurut kepadanya?"),
        _("Atasan, guru, tokoh, pejabat, orang tua, atau wali."),
    ),
    M.VULNERABILITY: (
        _("Bagaimana keadaan Anda waktu itu? Apakah ada orang yang memanfaatkan keadaan itu?"),
        _("Bagaimana keadaanmu dan keluargamu waktu itu? Apakah ada orang yang memanfaatkannya?"),
        _("Kesulitan uang, hamil, sakit, penyandang disabilitas, tanpa keluarga, tanpa dokumen."),
    ),
    M.DEBT_BONDAGE: (
        _("Apakah Anda diminta melunasi utang atau biaya dengan bekerja? Apakah jumlahnya jelas?"),
        _("Apakah ada orang yang bilang kamu atau keluargamu berutang, lalu kamu harus bekerja?"),
        _("Utang yang bertambah terus, biaya keberangkatan yang dipotong dari upah."),
    ),
    M.PAYMENT: (
        _("Apakah ada uang atau barang yang diberikan kepada orang lain supaya Anda ikut?"),
        _("Apakah ada orang di keluargamu yang diberi uang atau barang waktu itu?"),
        _("Pemberian kepada orang tua, wali, suami, atau orang yang memegang kendali."),
    ),
}
_PURPOSES = {
    P.PROSTITUTION: (
        _("Apakah ada permintaan untuk layanan seksual dengan bayaran? Anda boleh tidak menjawab."),
        _("Apakah ada orang yang meminta kamu menemani orang lain, dan ada yang dibayar? Kamu boleh diam."),
        _("Bayaran kepada siapa pun. Bagi anak, tanyakan dengan pendamping; saksi atau dokumen juga cukup."),
    ),
    P.FORCED_LABOUR: (
        _("Pekerjaan apa yang Anda lakukan? Apakah Anda dapat menolak atau berhenti?"),
        _("Apa yang kamu kerjakan di sana? Apakah ada pekerjaan yang tidak boleh kamu tolak?"),
        _("Catat ya bila tidak dapat menolak atau berhenti tanpa akibat."),
    ),
    P.SLAVERY: (
        _("Apakah ada orang yang menentukan seluruh hidup Anda, seakan Anda miliknya?"),
        _("Apakah ada orang yang mengatur semua yang kamu lakukan setiap hari?"),
        _("Diperjualbelikan, diwariskan, atau tidak diakui sebagai orang merdeka."),
    ),
    P.SIMILAR_TO_SLAVERY: (
        _("Apakah Anda bekerja atau menikah karena kesepakatan orang lain, tanpa dapat pergi?"),
        _("Apakah ada orang lain yang memutuskan kamu harus bekerja atau menikah?"),
        _("Pernikahan sebagai pelunas utang, penghambaan, penyerahan anak untuk bekerja."),
    ),
    P.OPPRESSION: (
        _("Bagaimana Anda diperlakukan sehari-hari: upah, makan, istirahat?"),
        _("Bagaimana sehari-hari di sana: makan, tidur, istirahat?"),
        _("Catat ya bila upah ditahan, makan dibatasi, atau bekerja tanpa istirahat."),
    ),
    P.EXTORTION: (
        _("Apakah ada orang yang meminta atau mengambil uang, barang, atau hasil kerja Anda?"),
        _("Apakah ada orang yang mengambil uang atau barang yang kamu dapat?"),
        _("Setoran harian, potongan sepihak, permintaan uang tebusan."),
    ),
    P.PHYSICAL_USE: (
        _("Apakah tubuh Anda dipakai untuk keuntungan orang lain, di luar kesanggupan Anda?"),
        _("Apakah kamu pernah diminta melakukan sesuatu yang terlalu berat untuk badanmu?"),
        _("Pekerjaan berbahaya, beban berlebih, percobaan terhadap tubuh."),
    ),
    P.SEXUAL_USE: (
        _("Apakah ada orang yang memakai tubuh, foto, atau video Anda secara seksual? Anda boleh tidak menjawab."),
        _("Apakah ada yang membuat badanmu atau fotomu terasa tidak aman? Kamu boleh diam atau berhenti."),
        _("Perbuatan seksual, pornografi, siaran langsung. Bagi anak, jangan diulang bila sudah tercatat."),
    ),
    P.REPRODUCTIVE_ORGANS: (
        _("Apakah ada permintaan menyangkut kehamilan atau alat reproduksi Anda untuk orang lain?"),
        _("Apakah ada orang yang membawamu ke dokter tanpa menjelaskan untuk apa?"),
        _("Sewa rahim, pengambilan sel telur, kehamilan untuk diserahkan."),
    ),
    P.ORGAN_TRANSPLANT: (
        _("Apakah ada permintaan atau tindakan mengambil organ atau jaringan tubuh Anda?"),
        _("Apakah kamu pernah dioperasi atau diperiksa tanpa dijelaskan untuk apa?"),
        _("Ginjal, hati, kornea, kulit; periksa bekas operasi sebagai pengamatan."),
    ),
    P.LABOUR_OR_ABILITY: (
        _("Apakah tenaga atau kemampuan Anda dipakai orang lain untuk mendapat keuntungan?"),
        _("Apakah kamu pernah diminta mencari uang? Uangnya untuk siapa?"),
        _("Mengemis, mengamen, berjualan, penipuan daring, judi daring, tampil di pertunjukan."),
    ),
}


def _questions(element: str, texts: dict) -> tuple[Question, ...]:
    """The questions of an element in the order of the law's list; every value has one."""
    return tuple(Question(element, value, *texts[value]) for value in ELEMENTS[element])


@cache
def parts() -> tuple[Part, ...]:
    """The three elements in order."""
    return (
        Part(
            ACT,
            _("Tindakan"),
            _("1. Tindakan: apa yang dilakukan terhadap korban?"),
            _("Catat jawaban dan sumbernya. Yang belum ditanyakan dibiarkan."),
            _questions(ACT, _ACTS),
        ),
        Part(
            MEANS,
            _("Cara"),
            _("2. Cara: bagaimana korban dikuasai?"),
            _("Bagi orang dewasa sedikitnya satu cara harus ada. Bagi anak cara tidak disyaratkan."),
            _questions(MEANS, _MEANS),
        ),
        Part(
            PURPOSE,
            _("Tujuan"),
            _("3. Tujuan atau akibat: untuk apa korban dimanfaatkan?"),
            _("Yang sudah terjadi maupun yang dituju. Persetujuan korban tidak menghapus unsur ini."),
            _questions(PURPOSE, _PURPOSES),
        ),
    )


def questions() -> Iterator[Question]:
    """All questions, in the order of conversation, sheet and paper."""
    for part in parts():
        yield from part.questions


@cache
def all_keys() -> tuple[str, ...]:
    """The keys of all questions, in order."""
    return tuple(question.key for question in questions())
