"""Two written names, and what the comparison says of them. A table: positives, negations, limits, traps.

*same* may be called very alike with a telephone or birth date beside it; *alike* agrees but is not surely one person;
*against* speaks against it or says nothing; *none* is no name on one side at least.
"""

import pytest

from cases.matching import Facts, name_comparison
from cases.matching.rarity import Rarity

SAME = """
Siti Nurhayati ~ Siti Nurhayati | SITI NURHAYATI ~ siti nurhayati | Siti Nurhayati ~ Nurhayati Siti
Hj. Siti Aminah ~ Siti Aminah | Siti Aminah, S.Pd ~ Siti Aminah | Ibu Siti Aminah ~ Siti Aminah
Moch. Ali Akbar ~ Muhammad Ali Akbar | Moh. Ali Akbar ~ Mohamad Ali Akbar | Muh Ali Akbar ~ M​uhammad Ali Akbar
Abd. Rahman ~ Abdul Rahman | St. Aminah ~ Siti Aminah | Achmad Fauzi ~ Ahmad Fauzi | Noer Azizah ~ Nur Azizah
Siti Aminah binti Abdul ~ Siti Aminah | Budi bin Hasan ~ Budi | Rini als Rini ~ Rini | Ma'ruf Amin ~ Maruf Amin
Kmg. Pt. Lestarinan ~ Komang Putu Lestarinan | Wyn. Sudarmika ~ Wayan Sudarmika | Ngh. Warnita ~ Nengah Warnita
Nym. Artika ~ Nyoman Artika | Kt. Sulastri ~ Ketut Sulastri | Gd. Aryana ~ Gede Aryana | Lh. Sukarini ~ Luh Sukarini
Md. Sukarini ~ Made Sukarini | Md. Yusran ~ Muhammad Yusran | Dw. Artayasa ~ Dewa Artayasa
Kdk. Arianti ~ Kadek Arianti
Ni Luh Sukarini ~ Luh Sukarini | I Wayan Sudarmika ~ Wayan Sudarmika | Ni Kadek Arianti ~ Kadek Arianti
IA Putriani ~ Ida Ayu Putriani | I.A. Putriani ~ Ida Ayu Putriani | IB Manuarta ~ Ida Bagus Manuarta
A.A. Sagungraka ~ Anak Agung Sagungraka | Gst. Ngr. Wiratma ~ Gusti Ngurah Wiratma | Tjok Raka ~ Cokorda Raka
Ni Md. Pt. Lestarinan ~ Made Putu Lestarinan | I Gd. Kt. Wirasa ~ Gede Ketut Wirasa | Dsk. Putriani ~ Desak Putriani
Rina br. Siregar ~ Rina Siregar | Rina boru Siregar ~ Rina br Siregar | Rina br Siregar ~ Rina Siregar
Lamtiur beru Ginting ~ Lamtiur Ginting | Rina Nst. ~ Rina Nasution | Dina Srg ~ Dina Siregar
Yanti Hrp. ~ Yanti Harahap
Nur Hasanah ~ Nurhasanah | Nur Hasanah Lubis ~ Nurhasanah Lubis | Nur Laila Sari ~ Nurlaila Sari
Kartikalestari Mandauan ~ Kartika Lestari Mandauan | Kartika Lestarimandauan ~ Kartika Lestari Mandauan
Kartikalestari Mandauan ~ Kartika Lestarimandauan | Kartikalestarimandauan ~ Kartika Lestari Mandauan
Nur Hasanah Putrisari ~ Nurhasanah Putri Sari | Srinurhayati ~ Sri Nur Hayati | Sri Nurhayati ~ Sri Nur Hayati
Dewi Sartika ~ Dewisartika | Sukma Wati ~ Sukmawati | Eko Prasetyo Wibowo ~ Ekoprasetyo Wibowo
Siti Nur Hayati ~ Sitti Nurhayati | Korban Siti ~ Korban Siti | Siti  Aminah ~ Siti-Aminah
"""
ALIKE = """
Siti Nurhayati ~ Sitti Noerhajati | Djoemadi ~ Jumadi | Syaifudin ~ Saefuddin | Khairul Anwar ~ Chairul Anwar
Vina Melati ~ Fina Melati | Arief Budiman ~ Arip Budiman | Setyawati ~ Setiawati | Taufik Hidayat ~ Topik Hidayat
Siti Nurhayati ~ Siti Nurhyati | Sukmawati Dewi ~ Sukmawti Dewi | Tumiwarni ~ Tumiwarti | Kartikasari ~ Kartikasar
Siti Nurhayati ~ Nurhayati | Siti Nurhayati ~ Siti | Siti Nurhayati Lubis ~ Siti Lubis | Budi Santoso ~ Budi
Siti Aminah ~ Siti A. | Indah Suryani ~ I. Suryani | Muhammad Yusuf ~ M. Yusuf | Budi Santoso ~ B. Santoso
Rina Siregar ~ R. Siregar
Setyawati ~ Wati | Suryanti ~ Yanti | Saifuddin ~ Udin | Setiawan ~ Iwan | Burhanuddin ~ Din | Fitriani ~ Fitri
Kurniawan ~ Wawan | Khadijah ~ Ijah | Suhartini ~ Titin | Rizki Amelia ~ Kiki Amelia | Aisyah Putri ~ Icha Putri
Nurhayati Lubis ~ Yati Lubis | Sulastri ~ Lastri | Dewi Sartikawati ~ Dewi Sartika | Handayani ~ Yani
Kartika Lestary ~ Kartikalestari | Nur Hasana ~ Nurhasanah | Ni Wayan Sukarni ~ Wyn. Sukarmi
Kmg. Lestarinan ~ Lestarinan
Budi ~ Rudi | Siti Aminah ~ Siti Aminah Putri | Ni Luh Putu Sukarini ~ Luh Sukarini | Rina br. Siregar ~ Rina
"""
AGAINST = """
Dewi Siregar ~ Rahmi Siregar | Gita Wanarejan ~ Sagitarini Wanareja | Siti Aminah ~ Siti Rahmah
Budi Santoso ~ Agus Santoso
Melati ~ Anggrek | Siti ~ Budi | Ahmad Fauzi ~ Muhammad Rizal | Nur Aini ~ Nur Rohmah | Sri Wahyuni ~ Sri Lestari
I Wayan Sudarmi ~ Ni Wayan Sudarmi | IB Putriani ~ IA Putriani | Nur bin Hasan ~ Nur binti Hasan
Ni Made Sukarini ~ I Made Sukarini
Komang Putu Lestarinan ~ Ketut Made Lestarinan | Wayan Sudarmika ~ Nengah Warnita | Made Sukarini ~ Ketut Aryana
Rina Siregar ~ Dewi Nasution | Lamtiur Ginting ~ Ruminah Ginting | Dw. Artayasa ~ Ketut Artayasa
Wyn. Karna ~ Kmg. Karna
Md. Yusran ~ Ketut Yusran | Pt. Lestarinan ~ Kt. Lestarinan | Ida Ayu Putriani ~ Ida Bagus Putriani
Ani ~ Ina | Adi ~ Ali | Dina ~ Rini | Eko ~ Edo | Kartika Lestari ~ Kartini Lastri
Siti Nurjanah ~ Siti Maryam | Aminah binti Hasan ~ Fatimah binti Hasan | Umi Kalsum ~ Umi Habibah
Yusuf Ibrahim ~ Yunus Iskandar | Tono Sutrisno ~ Toni Suharto | Putri Amelia ~ Putra Wijaya | Ratna Sari ~ Ratna Dewi
"""
NONE = """
Mrs. Y ~ Mrs. Y | Korban 2 ~ Korban 2 | NN ~ NN | Tanpa Nama ~ Tanpa Nama | Fulanah ~ Fulanah | X ~ X | Ny. Y ~ Ny. Y
Melati (bukan nama asli) ~ Melati (bukan nama asli) | Hamba Allah ~ Hamba Allah | Tidak Diketahui ~ Tidak Diketahui
Anonim ~ Anonim | Korban perempuan ~ Korban perempuan | Bunga (samaran) ~ Bunga | S.N. ~ S.N. | MR ~ MR
Anak 1 ~ Anak 1
Melati ~ NN | Korban ~ Korban Siti | - ~ - | Siti ~ Tidak diketahui | Inisial S ~ Siti | Ny. X ~ Siti | Fulan ~ Fulani
Nama dirahasiakan ~ Nama dirahasiakan | Orang tidak dikenal ~ Orang tidak dikenal | sebut saja Bunga ~ sebut saja Bunga
"""


def rows(table: str) -> list[tuple[str, str]]:
    pairs = [pair for line in table.strip().splitlines() for pair in line.split(" | ")]
    return [tuple(pair.split(" ~ ")) for pair in pairs]


def verdict(one: str, other: str) -> str:
    """What is said of two names."""
    ours, theirs = Facts(name=one), Facts(name=other)
    if not (ours.name and theirs.name):
        assert name_comparison.compare(ours, theirs, Rarity(100_000)).reason is None
        return "none"
    if name_comparison.is_same(ours.name, theirs.name):
        return "same"
    reason = name_comparison.compare(ours, theirs, Rarity(100_000)).reason
    return "alike" if reason and reason.agrees else "against"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (*pair, said)
        for said, table in (("same", SAME), ("alike", ALIKE), ("against", AGAINST), ("none", NONE))
        for pair in rows(table)
    ],
)
def test_two_names(one, other, said):
    assert verdict(one, other) == said
    assert verdict(other, one) == said


def test_the_table_is_long_enough():
    assert sum(map(len, map(rows, (SAME, ALIKE, AGAINST, NONE)))) >= 150
