"""Where names begin and end, held against a table. The right answers were written before the reader was run.

All people are invented. A name that is not sure is offered with a doubt or stays in the story; it is never taken.
"""

from datetime import date

import pytest

from cases.choices import PersonRole
from cases.shorthand import REPORTER, read

TODAY, JAMBI = date(2026, 2, 10), "15.71"
PHONE = "081200000027"
WHO = {
    PersonRole.POSSIBLE_VICTIM: "victim", PersonRole.REPORTED: "reported", PersonRole.RECRUITER: "recruiter",
    PersonRole.WITNESS: "witness",
}  # fmt: skip


def names(text: str, field: str = "name") -> list[tuple[str, str]]:
    """Whose names a line says for sure, in the order of the line."""
    reading = read(text, today=TODAY, near=JAMBI)
    found = []
    for piece in sorted(reading.pieces, key=lambda piece: piece.start):
        if field in piece.answers and not piece.doubt:
            role = reading.people[piece.about].get("role", PersonRole.POSSIBLE_VICTIM) if piece.about >= 0 else None
            found.append((WHO[role] if role else "reporter" if piece.about == REPORTER else "facts",
                          piece.answers[field]))  # fmt: skip
    return found


# The victim's name, sure, and nothing more than it.
NAMED = [
    # lower case behind capitals
    ("p 16 nama Contoh Melati tinggal di telanaipura", "Contoh Melati"),
    ("p 16 nama Contoh Melati kabur dari mes", "Contoh Melati"),
    ("p 16 namanya Contoh Melati asal bungo", "Contoh Melati"),
    ("korban bernama Contoh Melati dari tebo", "Contoh Melati"),
    ("l 20 nama Contoh Raka disuruh ngemis", "Contoh Raka"),
    ("l 20 nama Contoh Raka ditipu agen", "Contoh Raka"),
    ("l 20 nama Contoh Raka kerja di kebun", "Contoh Raka"),
    ("p 18 nama Contoh Ayu nangis terus", "Contoh Ayu"),
    ("p 18 nama Contoh Ayu belum makan", "Contoh Ayu"),
    ("p 18 nama Contoh Ayu dak biso balik", "Contoh Ayu"),
    ("p 18 nama Contoh Ayu idak boleh keluar", "Contoh Ayu"),
    ("p 18 nama Contoh Ayu katanya sakit", "Contoh Ayu"),
    ("p 18 nama Contoh Ayu nik 1571025203090001", "Contoh Ayu"),
    ("p 17 nama Contoh Sri lapar", "Contoh Sri"),
    ("p 17 nama Contoh Sri minta dijemput", "Contoh Sri"),
    ("nama Contoh Tari umur 15", "Contoh Tari"),
    ("nama Contoh Tari usia 15 tahun", "Contoh Tari"),
    ("nama Contoh Tari, 15 th", "Contoh Tari"),
    ("nama Contoh Tari 15 th", "Contoh Tari"),
    ("nama Contoh Tari (15 th)", "Contoh Tari"),
    ("nama Contoh Tari p15", "Contoh Tari"),
    ("Nama : Contoh Tari", "Contoh Tari"),
    ("nama: Contoh Tari; p 15", "Contoh Tari"),
    ("nama Contoh Tari. Umur 15", "Contoh Tari"),
    # lower case alone
    ("nama siti aminah umur 17", "siti aminah"),
    ("nama siti aminah p 17", "siti aminah"),
    ("nama siti rekaan kerja di kafe", "siti rekaan"),
    ("nama budi contoh lk 20", "budi contoh"),
    ("nama budi hp 081200000027", "budi"),
    ("nama dewi contoh dari bungo", "dewi contoh"),
    ("nama dewi contoh warga tebo", "dewi contoh"),
    ("nama dewi contoh dibawa agen", "dewi contoh"),
    ("nama dewi contoh minggat", "dewi contoh"),
    ("nama dewi contoh pulang sendiri", "dewi contoh"),
    ("nama dewi contoh pergi ke batam", "dewi contoh"),
    ("nama dewi contoh tidur di terminal", "dewi contoh"),
    ("nama dewi contoh nangis", "dewi contoh"),
    ("nama dewi contoh dak tau jalan balik", "dewi contoh"),
    ("nama dewi contoh lg hamil", "dewi contoh"),
    ("nama dewi contoh blm balik", "dewi contoh"),
    ("nama dewi contoh skrg di batam", "dewi contoh"),
    ("nama dewi contoh sekarang sakit", "dewi contoh"),
    ("nama dewi contoh telp ibunya", "dewi contoh"),
    ("nama dewi contoh baru 15", "dewi contoh"),
    ("nama dewi contoh udah 3 hari hilang", "dewi contoh"),
    ("nama dewi contoh lah 3 hari dak balik", "dewi contoh"),
    ("nama dewi contoh bersama adiknya", "dewi contoh"),
    ("nama dewi contoh usianya 16", "dewi contoh"),
    # names that begin like verbs
    ("nama siti dianita p 17", "siti dianita"),
    ("nama maria teresia p 17", "maria teresia"),
    ("nama siti melinda p 17", "siti melinda"),
    ("nama sri ngatini p 40", "sri ngatini"),
    ("nama intan berliana p 17", "intan berliana"),
    ("nama ayu merliana p 17", "ayu merliana"),
    ("nama rina bernadeta p 17", "rina bernadeta"),
    ("nama eko dirgantara l 17", "eko dirgantara"),
    # titles
    ("p 40 nama Hj. Contoh Aminah", "Hj. Contoh Aminah"),
    ("l 60 nama H. Contoh Rahman", "H. Contoh Rahman"),
    ("l 60 nama Haji Contoh Rahman", "Haji Contoh Rahman"),
    ("p 17 nama Mbak Contoh", "Mbak Contoh"),
    ("l 30 nama dr. Contoh Budi", "dr. Contoh Budi"),
    ("l 30 nama Drs. Contoh Budi", "Drs. Contoh Budi"),
    ("l 30 nama Contoh Budi, S.Pd", "Contoh Budi"),
    ("p 16 nama sdri. Contoh Melati", "sdri. Contoh Melati"),
    # son and daughter of
    ("nama Siti binti Rekaan p 17", "Siti binti Rekaan"),
    ("nama Budi bin Contoh lk 30", "Budi bin Contoh"),
    ("nama siti binti rekaan p 17", "siti binti rekaan"),
    ("nama Siti Bt. Rekaan", "Siti Bt. Rekaan"),
    ("nama Ali bin Abu Contoh l 30", "Ali bin Abu Contoh"),
    ("a.n. Contoh Ali al Rekaan l 30", "Contoh Ali al Rekaan"),
    # Bali
    ("nama I Wayan Contoh l 20", "I Wayan Contoh"),
    ("nama Ni Luh Contoh p 17", "Ni Luh Contoh"),
    ("nama I Gusti Ngurah Contoh", "I Gusti Ngurah Contoh"),
    ("nama Ida Bagus Contoh", "Ida Bagus Contoh"),
    ("nama Ida Ayu Putu Contoh", "Ida Ayu Putu Contoh"),
    ("nama Ni Kadek Contoh dari buleleng", "Ni Kadek Contoh"),
    ("nama Kmg. Contoh Lestari", "Kmg. Contoh Lestari"),
    ("nama Ngh. Contoh l 30", "Ngh. Contoh"),
    ("nama ni luh contoh p 17", "ni luh contoh"),
    ("nama i wayan contoh l 20", "i wayan contoh"),
    ("nama Desak Made Contoh p 20", "Desak Made Contoh"),
    # Batak, Minang, Bugis, NTT
    ("nama Tiurma br Contoh p 17", "Tiurma br Contoh"),
    ("nama Tiurma boru Contoh p 17", "Tiurma boru Contoh"),
    ("nama Tiurma br. Contoh p 17", "Tiurma br. Contoh"),
    ("nama tiurma br contoh p 17", "tiurma br contoh"),
    ("nama Andi Contoh Tenri p 17", "Andi Contoh Tenri"),
    ("nama Dg. Contoh l 40", "Dg. Contoh"),
    ("nama Daeng Contoh l 40", "Daeng Contoh"),
    ("nama Uda Contoh l 40", "Uda Contoh"),
    ("nama Yohanes Contoh de Rekaan l 20", "Yohanes Contoh de Rekaan"),
    ("nama Maria da Contoh p 20", "Maria da Contoh"),
    ("nama Baiq Contoh p 20", "Baiq Contoh"),
    # initials and signs
    ("nama M. Contoh Rizki l 20", "M. Contoh Rizki"),
    ("nama Muh. Contoh l 20", "Muh. Contoh"),
    ("nama Moh. Contoh Amin l 20", "Moh. Contoh Amin"),
    ("nama A. Contoh Rahman", "A. Contoh Rahman"),
    ("nama Contoh S. p 17", "Contoh S"),
    ("nama R.A. Contoh p 20", "R.A. Contoh"),
    ("nama Nur'aini Contoh p 17", "Nur'aini Contoh"),
    ("nama Nur’aini Contoh p 17", "Nur’aini Contoh"),
    ("nama Siti Nur-Aini p 17", "Siti Nur-Aini"),
    ("nama Ma'ruf Contoh l 17", "Ma'ruf Contoh"),
    ("nama “Contoh Melati” p 17", "Contoh Melati"),
    # names that are places, months, numbers, sexes, everyday words
    ("nama Contoh Siak l 20", "Contoh Siak"),
    ("nama Contoh Bungo l 20", "Contoh Bungo"),
    ("nama Padang Contoh l 20", "Padang Contoh"),
    ("nama Contoh Malaysia l 20", "Contoh Malaysia"),
    ("nama Agus Contoh l 20", "Agus Contoh"),
    ("nama agus contoh l 20", "agus contoh"),
    ("nama April Contoh p 20", "April Contoh"),
    ("nama Mei Contoh p 20", "Mei Contoh"),
    ("nama Putri Contoh", "Putri Contoh"),
    ("nama Putri p 17", "Putri"),
    ("nama Gadis Contoh p 17", "Gadis Contoh"),
    ("nama Bujang Contoh l 17", "Bujang Contoh"),
    ("nama Bunga Contoh p 17", "Bunga Contoh"),
    ("nama Contoh Ahad l 17", "Contoh Ahad"),
    ("nama Jumat Contoh l 17", "Jumat Contoh"),
    ("nama Contoh Sakti l 17", "Contoh Sakti"),
    ("nama Dina Contoh p 17", "Dina Contoh"),
    ("nama Contoh Berlian p 17", "Contoh Berlian"),
    ("nama Abang Contoh l 17", "Abang Contoh"),
    ("nama Contoh Wali l 17", "Contoh Wali"),
    ("nama Raja Contoh l 17", "Raja Contoh"),
    ("nama Tuan Contoh l 17", "Tuan Contoh"),
    # with numbers
    (f"nama Contoh Ani {PHONE}", "Contoh Ani"),
    (f"nama Contoh Ani hp {PHONE}", "Contoh Ani"),
    (f"nama Contoh Ani no wa {PHONE}", "Contoh Ani"),
    (f"a.n. Contoh Ani ({PHONE})", "Contoh Ani"),
    ("nama Contoh Ani nik 1571025203090001", "Contoh Ani"),
    ("nama Contoh Ani ttl Jambi, 12-3-2009", "Contoh Ani"),
    # the words that announce a name
    ("an. Contoh Ani p 17", "Contoh Ani"),
    ("a/n Contoh Ani p 17", "Contoh Ani"),
    ("a.n Contoh Ani p 17", "Contoh Ani"),
    ("nm Contoh Ani p 17", "Contoh Ani"),
    ("p 17 atas nama Contoh Ani", "Contoh Ani"),
    ("nama lengkap Contoh Ani p 17", "Contoh Ani"),
    ("nama lengkapnya Contoh Ani p 17", "Contoh Ani"),
    ("nama korban Contoh Ani p 17", "Contoh Ani"),
    ("nama asli Contoh Ani p 17", "Contoh Ani"),
    ("nama aslinya Contoh Ani p 17", "Contoh Ani"),
    ("p 17 namanyo Contoh Ani", "Contoh Ani"),
    ("p 17 jenenge Contoh Ani", "Contoh Ani"),
    ("namanya adalah Contoh Ani p 17", "Contoh Ani"),
    ("korban Contoh Ani p 17", "Contoh Ani"),
    ("korban: Contoh Ani, p 17", "Contoh Ani"),
    ("p 17 yang bernama Contoh Ani", "Contoh Ani"),
    ("NAMA CONTOH ANI UMUR 17", "CONTOH ANI"),
]

# Somebody else's name.
OF_OTHERS = [
    ("pelaku lk 40 namanya Contoh Budi", [("reported", "Contoh Budi")]),
    ("pelaku Contoh Budi lk 40", [("reported", "Contoh Budi")]),
    ("terlapor pak budi lk 40", [("reported", "pak budi")]),
    ("agen Rudi dari batam", [("recruiter", "Rudi")]),
    (f"sponsor Bu Yanti {PHONE}", [("recruiter", "Bu Yanti")]),
    ("perekrut nama Contoh Cempaka", [("recruiter", "Contoh Cempaka")]),
    ("saksi bu Rina p 40", [("witness", "bu Rina")]),
    ("agen Koh Aliong l 50", [("recruiter", "Koh Aliong")]),
    ("terlapor a.n. Contoh Budi bin Rekaan", [("reported", "Contoh Budi bin Rekaan")]),
    ("pelapor tetangga nama Contoh Ani", [("reporter", "Contoh Ani")]),
    ("pelapor bernama Contoh Ani", [("reporter", "Contoh Ani")]),
    ("p 17 nama Contoh Ayu, pelaku nama Contoh Budi", [("victim", "Contoh Ayu"), ("reported", "Contoh Budi")]),
    ("pelaku Contoh Budi bawa sajam", [("reported", "Contoh Budi")]),
    ("agen Contoh Rudi diancam polisi", [("recruiter", "Contoh Rudi")]),
]

# Nobody's name, or not clear whose or how long: at most offered.
NOT_SURE = [
    # two people, or one of two
    "p 17 nama Ani dan Budi",
    "p 17 nama Ani & Budi",
    "p 17 nama Contoh Ani/Contoh Budi",
    "p 17 nama Contoh Ani / Contoh Budi",
    "p 17 nama Ani atau Anti",
    "nama contoh ani dan contoh budi",
    # relatives and other owners
    "p 17 nama ibu Contoh Ani",
    "p 17 nama ibunya Contoh Ani",
    "p 17 nama ibu kandung Contoh Ani",
    "p 17 nama ayah Contoh Budi",
    "p 17 nama bapak Contoh Budi",
    "p 17 nama ortu Contoh Budi",
    "p 17 nama orang tua Contoh Budi",
    "p 17 nama wali Contoh Budi",
    "p 17 nama suami Contoh Budi",
    "p 17 nama majikan Contoh Budi",
    "p 17 nama pacarnya Contoh Budi",
    "p 17 nama guru Contoh Budi",
    "p 17 rekening atas nama Contoh Budi",
    "p 17 transfer ke rek bri an Contoh Budi",
    "p 17 tiket atas nama Contoh Budi",
    "p 17 mobil atas nama Contoh Budi",
    "p 17 ibunya namanya Contoh Siti",
    "p 17 kerja sama orang namanya Contoh Budi",
    "p 17 dibawa orang bernama Contoh Budi",
    "p 17 dijemput laki laki bernama Contoh Budi",
    # things
    "p 17 nama sekolah Contoh Jaya",
    "p 17 nama kapal Contoh Jaya",
    "p 17 nama PT Contoh Jaya",
    "p 17 nama kafe Contoh Melati",
    "p 17 kafe bernama Contoh Melati",
    "p 17 nama akun Contoh Ayu",
    "p 17 nama fb Contoh Ayu",
    "p 17 nama tempat Contoh Jaya",
    "p 17 nama grup Contoh Jaya",
    "p 17 nama agensi Contoh Jaya",
    "p 17 kapal a.n. Contoh Jaya",
    # denied, claimed, changed, unknown
    "p 17 nama bukan Contoh Ani",
    "p 17 bukan nama Contoh Ani",
    "p 17 namanya bukan Contoh Ani",
    "p 17 ngaku bernama Contoh Ani",
    "p 17 mengaku namanya Contoh Ani",
    "p 17 nama di ktp Contoh Ani",
    "p 17 nama di paspor Contoh Ani",
    "p 17 nama palsu Contoh Ani",
    "p 17 ganti nama jadi Contoh Ani",
    "p 17 nama samaran Bunga",
    "p 17 nama Bunga (samaran)",
    "p 17 nama tidak tahu",
    "p 17 nama dak tau",
    "p 17 nama lupa",
    "p 17 nama belum tahu",
    "p 17 namanya siapa",
    "p 17 nama siapo dak tau",
    "p 17 nama NN",
    "p 17 nama mirip Contoh Ani",
    "p 17 nama mungkin Contoh Ani",
    "p 17 nama kalau tidak salah Contoh Ani",
    "p 17 nama sama dengan kakaknya",
    "p 17 nama baik keluarga",
    "p 17 namanya juga anak-anak",
    "p 17 nama dicatut agen",
    # roles without a name
    "p 17, agen Malaysia",
    "p 17, agen Kamboja",
    "p 17, agen Facebook",
    "p 17, pelaku Orang Medan",
    "p 17, pelaku Warga Bungo",
    "p 17, agen Travel",
    "p 17, agen PT Contoh Jaya",
    "p 17, saksi Mata",
    "p 17, pelaku Tidak dikenal",
    "p 17, pelaku Bapak tiri",
    "p 17, pelaku Polisi",
    "p 17, agen TKI ilegal",
    "p 17, pelaku Naik motor",
    "p 17. Korban Bilang takut",
    "p 17. Korban Tidak Mau pulang",
    "p 17. Korban Nangis terus",
    "p 17. Korban Saat ini di batam",
    "p 17. Pelaku Sering datang",
    "p 17. Pelaku Masih bebas",
    "p 17. Korban Hanya tamat sd",
    "p 17. Korban Dulu kerja di batam",
    "p 17. Korban Baru pulang",
    "p 17. Korban Lalu dibawa ke batam",
    "p 17. Korban Akhirnya kabur",
    "p 17. Korban Pernah dipukul",
    "p 17. Korban Ingin pulang",
    "p 17. Korban Tanpa paspor",
    # lower case that does not show its end
    "nama dewi contoh rekaan utama jaya",
]

NICKNAMES = [
    ("p 17 panggilan Ayu", [("victim", "Ayu")]),
    ("p 17 nama Contoh Ayu alias Ayi", [("victim", "Ayi")]),
    ("p 17 nama Contoh Ayu panggilan Ayi", [("victim", "Ayi")]),
    ("p 17 biasa dipanggil Ayu", [("victim", "Ayu")]),
    ("p 17 nama panggilan Ayu", [("victim", "Ayu")]),
    ("p 17 nama panggilannya Ayu", [("victim", "Ayu")]),
    ("p 17 dipanggil polisi", []),
    ("p 17 dipanggil bos", []),
    ("p 17 dipanggil ke kantor", []),
    ("p 17 dipanggil mami", []),
    ("p 17 dapat panggilan kerja di batam", []),
    ("p 17 dapat panggilan interview", []),
    ("p 17 panggilan darurat", []),
    ("p 17 panggil ambulans", []),
    ("p 17 panggil ibunya", []),
    ("p 17 dipanggil kepala sekolah", []),
    ("p 17 dapat panggilan dari agen", []),
    ("p 17 dipanggil menghadap", []),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_the_name_of_the_victim_is_read_to_its_end(text, name):
    assert names(text) == [("victim", name)]


@pytest.mark.parametrize(("text", "found"), OF_OTHERS)
def test_a_name_is_that_of_the_person_it_is_about(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", NOT_SURE)
def test_no_name_is_taken_that_is_not_sure(text):
    assert names(text) == []


@pytest.mark.parametrize(("text", "found"), NICKNAMES)
def test_nicknames(text, found):
    assert names(text, "nickname") == found
