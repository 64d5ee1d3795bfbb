"""Keyed tokens: names and numbers are found again, typos included, and tell nothing without the key."""

import pytest

from safeguards.encryption.key_ring import KeyRing, forget_key_ring, write_key_ring
from safeguards.tokens import exact_token, is_near, name_tokens, search_tokens, words_of


def found(query: str, name: str) -> bool:
    """What the side table would answer."""
    near = set(name_tokens(name).near)
    return all(near & set(word) for word in search_tokens(query))


@pytest.mark.parametrize(
    "query",
    ["Siti", "siti nurhaliza", "NURHALIZA", "nurhalisa", "nurhaliz", "nurhalizza", "nruhaliza", "Siiti"],
)
def test_a_name_is_found_give_or_take_one_letter(query):
    assert found(query, "Siti Nurhaliza")
    assert is_near(query, "Siti Nurhaliza")


@pytest.mark.parametrize("query", ["Budi", "Siti Rahma", "nurhasanah"])
def test_other_names_are_not(query):
    assert not found(query, "Siti Nurhaliza")
    assert not is_near(query, "Siti Nurhaliza")


def test_as_you_type_the_beginning_is_near():
    assert is_near("nurh", "Siti Nurhaliza")


def test_words_lose_case_accents_and_punctuation():
    assert words_of("Ma'ruf  D’Angelo-ÜNAL, ma'ruf") == ["maruf", "dangelo", "unal"]
    assert words_of(" 🙂 ") == []


def test_tokens_fit_a_bigint_and_come_once():
    tokens = name_tokens("Anna Anna Annna")
    assert len(tokens.near) == len(set(tokens.near))
    assert all(-(2**63) <= token < 2**63 for token in tokens.near + tokens.words)


@pytest.mark.parametrize("text", ["0812-3456-789", "+62 812 3456 789", "62 8123456789", "8123456789", "(0812) 3456789"])
def test_one_telephone_number_however_it_is_written(text):
    assert exact_token("phone", text) == exact_token("phone", "08123456789")


def test_numbers_lose_their_punctuation():
    assert exact_token("nik", "157101.450290.0001") == exact_token("nik", "1571014502900001")
    assert exact_token("nik", "1571014502900001") != exact_token("nik", "1571014502900002")


def test_kinds_share_nothing():
    number = "1571014502900001"
    assert len({exact_token(kind, number) for kind in ("nik", "phone", "passport")}) == 3
    words = name_tokens("Siti")
    assert not set(words.words) & set(words.near)


@pytest.mark.parametrize("value", [None, "", "  ", "-"])
def test_nothing_has_no_token(value):
    assert exact_token("nik", value) is None


def test_another_key_gives_other_tokens(ring_file):
    before = exact_token("nik", "1"), name_tokens("Siti")
    write_key_ring(ring_file, KeyRing.generate(), replace_existing=True)
    forget_key_ring()
    assert exact_token("nik", "1") != before[0]
    assert not set(name_tokens("Siti").near) & set(before[1].near)
