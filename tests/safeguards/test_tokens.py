"""Keyed tokens: they find numbers and words, and mean nothing without the key."""

import pytest

from safeguards.encryption.key_ring import KeyRing, forget_key_ring, write_key_ring
from safeguards.tokens import exact_token, form_tokens


def test_numbers_lose_their_punctuation():
    assert exact_token("nik", "157101.450290.0001") == exact_token("nik", "1571014502900001")
    assert exact_token("nik", "1571014502900001") != exact_token("nik", "1571014502900002")


def test_an_account_is_one_however_it_is_written():
    assert exact_token("account", "@Melati.Contoh_") == exact_token("account", "melati contoh")


def test_kinds_and_scopes_share_nothing():
    number = "1571014502900001"
    assert len({exact_token(kind, number) for kind in ("nik", "phone", "passport")}) == 3
    assert len({exact_token("nik", number, scope) for scope in ("", "a", "b")}) == 3
    assert not set(form_tokens("near", ["siti"], "a")) & set(form_tokens("near", ["siti"], "b"))
    assert not set(form_tokens("near", ["siti"])) & set(form_tokens("whole", ["siti"]))


def test_forms_are_taken_as_a_set_and_fit_a_bigint():
    tokens = form_tokens("near", ["siti", "sti", "siti"])
    assert tokens == form_tokens("near", ["sti", "siti"])
    assert len(tokens) == 2
    assert all(-(2**63) <= token < 2**63 for token in tokens)


@pytest.mark.parametrize("value", [None, "", "  ", "-"])
def test_nothing_has_no_token(value):
    assert exact_token("nik", value) is None


def test_another_key_gives_other_tokens(ring_file):
    before = exact_token("nik", "1"), form_tokens("near", ["siti"])
    write_key_ring(ring_file, KeyRing.generate(), replace_existing=True)
    forget_key_ring()
    assert exact_token("nik", "1") != before[0]
    assert form_tokens("near", ["siti"]) != before[1]
