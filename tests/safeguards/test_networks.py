"""The name of a network: the same for one household, another for its neighbour, and no address in it."""

import pytest

from safeguards.networks import network_name


def name(address: str, purpose: str = "test") -> str:
    return network_name(address, purpose=purpose)


def test_one_address_has_one_name_of_32_letters_for_one_purpose():
    assert name("198.51.100.7") == name("198.51.100.7")
    assert len(name("198.51.100.7")) == 32
    assert name("198.51.100.7") != name("198.51.100.7", "another")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("198.51.100.7", "198.51.100.8", False),
        ("198.51.100.7", "::ffff:198.51.100.7", True),
        ("2001:db8:0:aa00::1", "2001:db8:0:aaff:9::9", True),
        ("2001:db8:0:aa00::1", "2001:db8:0:ab00::1", False),
        ("2001:db8:0:aa00::1", "2001:db8:1:aa00::1", False),
    ],
)
def test_a_household_of_ipv6_is_the_first_56_bits(one, other, is_same):
    assert (name(one) == name(other)) is is_same


@pytest.mark.parametrize("address", ["", "unix:", "198.51.100", "198.51.100.7:80"])
def test_what_is_no_address_is_unknown(address):
    assert name(address) == "unknown"
