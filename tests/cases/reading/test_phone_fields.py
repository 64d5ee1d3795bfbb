"""Every row of ``phone_fields.txt`` is read as its right answer, which was written before the reader ran."""

import pytest

from cases.reading import telephone
from tests.right_answers import rows_of

KINDS = {  # words of the sentence that says why a field is doubted
    "several": "lebih dari satu", "unread": "tidak terbaca", "lost": "hilang", "code": "Kode wilayah",
    "carrier": "Awalan 00", "country": "Kode negara", "abroad": "luar negeri", "short_or_long": "terlalu",
    "none": "bukan nomor telepon", "beside": "angka lain", "money": "jumlah uang", "date": "tanggal",
    "other_number": "nomor lain", "turned": "menyangkal",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "dialled", "answer"), rows_of(__file__, "phone_fields.txt", 3))
def test_a_telephone_field_is_read_rightly_or_doubted(typed, dialled, answer):
    field = telephone.read(typed)
    assert [number.dialled for number in telephone.each(typed) if number.dialled] == dialled.split()
    if answer == "sure":
        assert (field.dialled, field.doubt) == (dialled, None)
    else:
        assert field.dialled is None
        assert KINDS[answer] in field.doubt
