"""What is written where no name is known is no name; what only looks like it stays one. A table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matching import Facts
from cases.matching.spelling import words_of
from cases.reading.placeholders import is_placeholder, says_nothing

NO_NAMES = """
Mrs. Y|Ny. Y|Ny. X|Tn. B|Nn.|Nn. A|Mr. X|Mr X (DPO)|Miss X|Ibu X|Bpk. A|Hj. X|H. A.|Sdri. M|Pak RT
Korban|Korban 2|Korban II|korban A|KORBAN 3|Korban ke-2|Korban no. 3|Korban perempuan|Korban TPPO|Korban SA|Anak Korban
Ibu korban|Bayi Ny. X|Anak 1|Anak di bawah umur|Perempuan 1|Laki-laki|Pelaku 1|terlapor|Saksi 3|Klien 4|PMI 12|Ibu
Ayah
Tanpa Nama|tanpa nama|Tanpa Identitas|Tidak Diketahui|Tdk diketahui namanya|Belum diketahui|Belum ada nama
tidak ada nama
Tidak tahu|Orang tidak dikenal|OTK|Seseorang|Tidak mau disebutkan namanya|Tidak mau menyebutkan nama|dirahasiakan
Rahasia
Nama dirahasiakan|Identitas disembunyikan|Hamba Allah|hamba alloh|NN|N.N.|N N|n n|Ｎ．Ｎ|Anonim|anonymous|Unknown
No Name
John Doe|Fulanah|Fulan bin Fulan|Fulanah binti Fulan|Si Fulan|samaran|Melati (bukan nama asli)|Bunga (samaran)
Mawar (nama samaran)|Bunga [disamarkan]|sebut saja Bunga|Melati, bukan nama sebenarnya|Melati (bkn nama yg asli)
Inisial S|inisial MR|X|Y.|x|A.B.|S.N.|MR|AR|Ny. AR|RN|rn|X alias Y|xxx|XX|-|--|???|...|n/a|nihil|kosong|
"""
NAMES = """
Melati|Bunga|Mawar|Bunga Citra|Siti A.|X. Maria|M. Yusuf|R.A. Kartini|Korban Siti|Ibu Siti|Ny. Siti|Bayi Ny. Siti
Budi (ayah korban)|Siti (istri pelaku)|Melati (panggilan)|Anak Agung Ayu|Ani|Al|Yu|Bo|Ai|ANI|YUNI|SRI|Tri|Dwi|Sry|Ng Siu
Hj.|Md.|St.|St. A.|Abd.|Wyn.|Ngh.|Muh|Moh.|Kmg. Pt.|I Gede|Ni Luh|Putri|Gadis|Nana|Nina|Nanny|Xaverius|Fulanto|Samara
Anonia|Rahasiawati|Dewi 2|Lima Sari|Hamba|Tidar|Nur|Nurul|Korbani|Satuman|Titi|Mamat|Ucok|Upik|Dini|Kak Nia|Doe|Yy Sari
"""


def rows(table: str) -> list[str]:
    return [name for line in table.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("name", rows(NO_NAMES))
def test_this_is_no_name(name):
    assert is_placeholder(name)
    assert words_of(name) == ()
    assert Facts(name=name, nickname=name, guardian=name) == Facts()


@pytest.mark.parametrize("name", rows(NAMES))
def test_this_is_a_name(name):
    assert not is_placeholder(name)
    assert words_of(name)
    assert Facts(name=name).name == name


@pytest.mark.parametrize("sign", ["\u200b", "\u200e", "\u202a", "\ufeff"])
def test_signs_nobody_sees_make_no_name(sign):
    assert is_placeholder(f"N{sign}N")
    assert not is_placeholder(f"Me{sign}lati")


@given(st.text(max_size=60))
def test_whatever_is_written_is_answered(text):
    assert is_placeholder(text) in (True, False)
    assert not says_nothing(text) or is_placeholder(text)
