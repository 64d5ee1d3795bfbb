"""A right receipt works even after others tried wrong ones from the same network, and in every notation."""

import re

import pytest
from django.test import Client

from cases.public.questions import is_answered
from cases.public.receipts import receipt_of, typed_receipt
from cases.public.views.receipt import TRIES
from tests.cases.public.public_steps import Stranger, hidden, unhurried
from tests.cases.public.test_public_pages import sum_in
from tests.factories import PublicFormFactory

pytestmark = pytest.mark.django_db
CODE_PAGE = "/l/kode/"
CARRIER = {"REMOTE_ADDR": "203.0.113.9"}
WRONG = "0" * 20
FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
ARABIC_INDIC = {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)}


@pytest.fixture(autouse=True)
def _form(world, monkeypatch):
    unhurried(monkeypatch)
    PublicFormFactory(task_force=world.jambi)


def send(receipt: str, client: Client | None = None, **typed):
    return (client or Client(**CARRIER)).post(CODE_PAGE, {"receipt": receipt, **typed})


def is_open(page) -> bool:
    return "standing" in (page.context or {})


def try_wrong_ones(times: int) -> None:
    for _time in range(times):
        assert not is_open(send(WRONG))


class TestTheSameCarrier:
    """Many tries from one network, including one right receipt."""

    def test_after_many_wrong_ones_the_right_one_passes_with_the_sum_and_is_told_why(self):
        receipt = Stranger(REMOTE_ADDR="198.51.100.4").report()
        try_wrong_ones(TRIES)
        page = send(receipt)
        said = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
        assert not is_open(page)
        assert "Mungkin bukan oleh Anda" in said
        assert "kode yang benar tetap terbuka" in said
        assert f'value="{receipt}"' in page.content.decode(), "what was typed is kept"
        page = send(receipt, question=hidden(page, "question"), answer=sum_in(page))
        assert is_open(page)

    def test_the_right_one_from_another_network_is_asked_nothing(self):
        receipt = Stranger().report()
        try_wrong_ones(TRIES + 3)
        assert is_open(send(receipt, Client(REMOTE_ADDR="198.51.100.4")))

    def test_one_that_was_opened_here_before_is_asked_nothing(self):
        receipt = Stranger().report()
        assert is_open(send(receipt))
        try_wrong_ones(TRIES + 3)
        assert is_open(send(receipt))

    def test_opening_one_s_own_again_and_again_never_asks_anybody(self):
        mine, other = Stranger().report(), Stranger().report()
        for _time in range(TRIES + 2):
            assert is_open(send(mine))
        assert is_open(send(other))

    def test_an_addition_that_waited_keeps_its_danger(self):
        page = Client().post(CODE_PAGE, {"pass": "terlalu lama", "text": "Cepat", "danger": "on"})
        assert 'name="danger" value="on"' in page.content.decode()
        receipt = Stranger().report()
        page = send(receipt, text="Cepat", danger="on")
        assert re.search(r'name="danger"[^>]* checked', page.content.decode())


class TestDigits:
    """Digits of every keyboard are accepted."""

    @pytest.mark.parametrize("digits", [FULL_WIDTH, ARABIC_INDIC], ids=["full width", "arabic-indic"])
    @pytest.mark.parametrize("gap", ["", " ", "\u3000", "\u2011", " – ", ".", "\u200b", "-", "_", "/"])
    def test_a_right_receipt_is_taken(self, digits, gap):
        receipt = Stranger().report()
        written = gap.join(receipt[start : start + 4] for start in range(0, 20, 4)).translate(digits)
        assert is_open(send(written))

    @pytest.mark.parametrize("junk", ["", "abc", "²" * 20, "½", "x" * 80, "1234 5678", "\x00"])
    def test_junk_is_no_receipt_and_no_error(self, junk):
        assert send(junk).status_code == 422
        assert not typed_receipt(junk).is_well_formed

    def test_letters_are_not_dropped_to_make_a_receipt(self):
        digits = receipt_of(b"uji").digits
        assert typed_receipt(digits).is_well_formed
        assert not typed_receipt(f"{digits[:10]}a{digits[10:]}").is_well_formed

    @pytest.mark.parametrize("typed", ["7", " 7 ", "\uff17", "\u0667", "tujuh", "Tujuh"])
    def test_the_sum_is_right_in_every_script(self, typed):
        assert is_answered([3, 4], typed)

    @pytest.mark.parametrize("typed", ["", "77", "8", "enam", "7a"])
    def test_a_wrong_sum_is_wrong(self, typed):
        assert not is_answered([3, 4], typed)
