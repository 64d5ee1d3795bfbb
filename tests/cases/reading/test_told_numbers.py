"""Numbers in running text, however they are written and whatever stands beside them."""

import pytest

from cases.reading import told_numbers
from cases.reading.accounts import parts_of

PHONE = "6281277889901"
WRITTEN = (
    "081277889901", "0812 7788 9901", "0812-7788-9901", "0812.7788.9901", "+62 812 7788 9901", "+62 0812-7788-9901",
    "(+62) 812-7788-9901", "62812 7788 9901", "0062 812 7788 9901", "812 7788 9901", "０８１２７７８８９９０１",
    "0812\u200b7788\u200b9901", "0812 - 7788 - 9901", "0812\u00a07788\u00a09901",
)  # fmt: skip
AROUND = (
    "{}", "hp {}", "nomornya {}, jangan ditelepon", "dibawa sponsor ({}) ke Batam", "WA:{}", "https://wa.me/{}",
    "umur 19 {}", "{} 2 orang", "12/3/2026 {}", "baris satu\n{}\nbaris tiga", "{}/0813-1111-2222", "hub {} atau 112",
    "No.{}", "[30/11 19.22] {}: halo",
)  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_telephone_number_in_a_story_is_one_key(written, around):
    assert PHONE in told_numbers.phone_keys(around.format(written))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("nomor kantor (0741) 123456", "62741123456"),
        ("di Malaysia +60 12-345 6789 milik agen", "60123456789"),
        ("dari +65 8123 4567 semalam", "6581234567"),
    ],
)
def test_landlines_and_numbers_abroad(text, key):
    assert key in told_numbers.phone_keys(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tanpa nomor",
        "umur 19, tahun 2026",
        "0812 7788 99xx",
        "08127788990…",
        "112 atau 129",
        "jam 08.12",
        "3 pr",
    ],
)
def test_what_is_no_telephone_number(text):
    assert PHONE not in told_numbers.phone_keys(text)
    assert not {key for key in told_numbers.phone_keys(text) if key.startswith("628127788")}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("NIK 1571 0252 0309 0001 katanya", "1571025203090001"),
        ("NIK 1571025203090001.", "1571025203090001"),
        ("transfer ke BCA 123-456-7890", "1234567890"),
        ("paspor X1234567", "1234567"),
        ("rek 1234567890 tgl 3", "1234567890"),
    ],
)
def test_long_numbers(text, digits):
    assert digits in told_numbers.long_numbers(text)


@pytest.mark.parametrize("text", ["umur 19", "tahun 2026", "jam 09.15", ""])
def test_short_numbers_are_not_looked_up(text):
    assert not told_numbers.long_numbers(text)


@pytest.mark.parametrize("text", ["mobil BH 1234 AB", "bh1234ab", "pelat BH-1234-AB hitam", "BH 1234  AB"])
def test_plates(text):
    assert "BH1234AB" in told_numbers.plates(text)


def test_a_long_story_full_of_numbers_is_read_in_a_moment():
    assert len(told_numbers.phone_keys("0812 7788 9901 " * 1300)) < 400


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("IG @kerja.contoh", "kerjacontoh"),
        ("@Kerja_Contoh", "kerjacontoh"),
        ("BCA 1234567890 a.n. Contoh", "1234567890"),
        ("BRI 1234-5678-90", "1234567890"),
        ("https://facebook.com/kerja.contoh", "kerjacontoh"),
        ("FB: kerja contoh", "kerja"),
    ],
)
def test_parts_of_an_account(line, part):
    assert part in parts_of(line)


@pytest.mark.parametrize("line", ["", "IG", "facebook", "https://facebook.com", "a.n."])
def test_platforms_and_banks_alone_are_nobody_s_account(line):
    assert not parts_of(line)
