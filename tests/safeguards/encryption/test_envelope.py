"""Envelopes: data sent through a browser comes back unchanged, or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguards.encryption import DecryptionError
from safeguards.encryption.derived import derived_key
from safeguards.encryption.envelope import LONGEST, seal, unseal

TYPED = st.dictionaries(
    st.text(max_size=8), st.text(max_size=60) | st.lists(st.text(max_size=8), max_size=3), max_size=4
)


@given(TYPED)
def test_what_is_sealed_comes_back(content):
    opened = unseal("uji", seal("uji", content))
    assert opened.content == json.loads(json.dumps(content))
    assert 0 <= opened.age < 60


def test_it_opens_for_its_purpose_alone():
    with pytest.raises(DecryptionError):
        unseal("lain", seal("uji", {"a": 1}))


def test_any_changed_letter_is_noticed():
    envelope = seal("uji", {"a": "rahasia"})
    for place in range(0, len(envelope) - 4, 7):
        other = "A" if envelope[place] != "A" else "B"
        with pytest.raises(DecryptionError):
            unseal("uji", envelope[:place] + other + envelope[place + 1 :])


@given(st.text(max_size=200))
def test_anything_else_is_no_envelope(text):
    with pytest.raises(DecryptionError):
        unseal("uji", text)


def test_what_is_too_long_is_not_even_decoded():
    with pytest.raises(DecryptionError, match="too long"):
        unseal("uji", "A" * (LONGEST + 1))


def test_nothing_of_it_can_be_read_and_little_of_its_length():
    assert "rahasia" not in seal("uji", {"a": "rahasia"})
    assert len(seal("uji", {"a": ""})) == len(seal("uji", {"a": "abcdefgh" * 4}))
    assert seal("uji", {"a": 1}) != seal("uji", {"a": 1})


def test_keys_of_different_purposes_have_nothing_in_common():
    assert derived_key("a") == derived_key("a") != derived_key("b")
    assert len(derived_key("a")) == 32


@pytest.mark.parametrize(
    "spelt", [lambda text: text + "!", lambda text: text + "\n", lambda text: text[:9] + "*" + text[9:]]
)
def test_an_envelope_has_one_spelling(spelt):
    """A used envelope is remembered by its exact text."""
    with pytest.raises(DecryptionError):
        unseal("uji", spelt(seal("uji", {"a": 1})))
