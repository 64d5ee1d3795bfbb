"""One telephone number in all spellings is dialled and found as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.reading import telephone

ONE = (
    "081277889901", "0812-7788-9901", "0812 7788 9901", "0812.7788.9901", "+62 812 7788 9901", "+6281277889901",
    "+62 0812-7788-9901", "(+62) 0812-7788-9901", "(62) 0812 7788 9901", "+62 (0) 812 7788 9901", "+62(0812)77889901",
    "62-812-7788-9901", "62 0812 7788 9901", "0062 812 7788 9901", "006281277889901", "0062 0812-7788-9901",
    "81277889901", "812 7788 9901", "'081277889901", "81277889901.0", "０８１２７７８８９９０１",
    "＋６２ ０８１２ ７７８８ ９９０１",
    "+62\u200b812\u00a07788\u20119901", "\u202a+62 812-7788-9901\u202c", "٠٨١٢٧٧٨٨٩٩٠١", "0812–7788–9901",
    "WA 0812-7788-9901", "081277889901 (kakak)", "hp ibunya: 0812 7788 9901", "+ 62 812 7788 9901",
)  # fmt: skip


@pytest.mark.parametrize("typed", ONE)
def test_one_number_in_every_spelling(typed):
    number = telephone.read(typed)
    assert (number.as_typed, number.dialled, number.doubt) == (typed, "+6281277889901", None)
    assert number.key == "6281277889901"
    assert (number.grouped, number.masked) == ("0812-7788-9901", "0812-••••-••01")


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+60 12-345 6789", "+60123456789"),
        ("+60 012-345 6789", "+60123456789"),
        ("0060123456789", "+60123456789"),
        ("+966 050 123 4567", "+966501234567"),
        ("+966 50 123 4567", "+966501234567"),
        ("+886 0912 345 678", "+886912345678"),
        ("+855 012 345 678", "+85512345678"),
        ("+39 06 1234 5678", "+390612345678"),  # Italy keeps the zero
        ("(0741) 567802", "+62741567802"),
        ("0741-567802 ext. 12", "+62741567802"),
        ("021 5550 1234", "+622155501234"),
        ("62 741 567802", "+62741567802"),
        ("112", "112"),
        ("129", "129"),
        ("1500 771", "1500771"),
    ],
)
def test_other_numbers_that_can_be_dialled(typed, dialled):
    assert (telephone.read(typed).dialled, telephone.read(typed).doubt) == (dialled, None)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8,12E+10", "hilang"), ("8.12555E+10", "hilang"), ("8,12555e10", "hilang"), ("8E+10", "hilang"),
        ("0812 / 0813", "lebih dari satu"), ("081277889901 / 081377889902", "lebih dari satu"),
        ("081277889901 atau 081377889902", "lebih dari satu"), ("081277889901, 081377889902", "lebih dari satu"),
        ("081277889901\n081377889902", "lebih dari satu"), ("0741 123456/7", "lebih dari satu"),
        ("0812 7788 9901 jam 3", "angka lain"), ("081277889901 (2)", "angka lain"), ("0812 7788 9901 3", "angka lain"),
        ("1. 0812 7788 9901", "Kode wilayah"), ("0812778", "terlalu pendek"), ("0", "terlalu pendek"),
        ("+620", "terlalu pendek"), ("0812778899011234", "terlalu panjang"),
        ("0812 7788 9901 0813 7788 9902", "terlalu panjang"), ("567802", "Kode wilayah"),
        ("60123456789", "Kode wilayah"),
        ("1571025203070001", "Kode wilayah"), ("001 60 12 3456789", "Awalan 00"), ("+999 123456789", "Kode negara"),
        ("+6012", "luar negeri"), ("tidak ada", "bukan nomor"),
        ("0812 345 6789O", "tidak terbaca"), ("O812 3456 7890", "tidak terbaca"), ("08l2 3456 7890", "tidak terbaca"),
        ("0812 3456 78xx", "tidak terbaca"), ("0812 3456 78..", "tidak terbaca"), ("0812 3456 78?0", "tidak terbaca"),
        ("0812-XXXX-9901", "tidak terbaca"), ("0812 3456 78**", "tidak terbaca"),
        ("-", "bukan nomor"), ("lewat Bu Contoh", "bukan nomor"),
    ],
)  # fmt: skip
def test_what_cannot_be_dialled_is_doubted_and_never_completed(typed, why):
    number = telephone.read(typed)
    assert number.dialled is None
    assert why in number.doubt
    assert number.as_typed == number.readable == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("081277889901", "081277889901"),
        ("0812 7788 9901", "0812 7788 9901"),
        ("+62 812 7788 9901", "+62 812 7788 9901"),
        ("+62 0812-7788-9901", "0812-7788-9901"),
        ("62-812-7788-9901", "0812-7788-9901"),
        ("0062 812 7788 9901", "0812-7788-9901"),
        ("+60 012-345 6789", "+60 12-345 6789"),
        ("112", "112"),
    ],
)
def test_what_is_dialled_by_hand_is_as_typed_where_that_works(typed, shown):
    assert telephone.readable(typed) == shown


def test_lost_digits_join_nobody():
    assert telephone.key_of("8,12E+10") == telephone.key_of("8,12E+11") == ""
    assert telephone.keys_of("8,12E+10") == set()


@pytest.mark.parametrize("typed", ["0812 345 6789O", "0812 3456 78xx", "0812 3456 78..", "0812 345 678?9"])
def test_a_number_with_a_figure_nobody_could_read_is_not_the_number_without_it(typed):
    assert telephone.keys_of(typed) == set()


@pytest.mark.parametrize(
    "typed", ["wa.me/6281277889901", "https://api.whatsapp.com/send?phone=6281277889901", "no. 081277889901."]
)
def test_a_link_or_a_full_stop_is_no_figure(typed):
    assert telephone.read(typed).dialled == "+6281277889901"


def test_a_service_is_nobodys_number():
    assert telephone.keys_of("112") == telephone.keys_of("110") == set()


def test_each_number_of_a_field_is_found():
    assert telephone.keys_of("0812-7788-9901 / +62 0813 7788 9902") == {"6281277889901", "6281377889902"}
    assert telephone.masked("0812-7788-9901 / 0813-7788-9902") == "0812-••••-••01, 0813-••••-••02"
    assert telephone.split("8,12E+10") == ["8,12E+10"]


@pytest.mark.parametrize("typed", ["", "  "])
def test_nothing_typed_is_neither_dialled_nor_doubted(typed):
    assert (telephone.read(typed).dialled, telephone.read(typed).doubt) == (None, None)
    assert telephone.masked(typed) == ""


def test_a_number_is_no_word_of_a_log():
    assert "0812" not in repr(telephone.read("081277889901"))


@given(st.text(max_size=40))
def test_anything_is_dialled_or_doubted_or_nothing(typed):
    number = telephone.read(typed)
    assert number.as_typed == typed
    assert not (number.dialled and number.doubt)
    assert number.dialled or number.doubt or not telephone._plain(typed)
    assert telephone.masked(typed) is not None
    assert telephone.keys_of(typed) is not None


@given(st.from_regex("8[0-9]{8,11}", fullmatch=True))
def test_spellings_of_one_number_have_one_key(local):
    spellings = (f"0{local}", f"+62{local}", f"+62 0{local}", f"62{local}", f"0062{local}", f"(+62) 0{local}")
    assert len({telephone.key_of(typed) for typed in spellings}) == 1
    assert {telephone.read(typed).dialled for typed in spellings} == {f"+62{local}"}
