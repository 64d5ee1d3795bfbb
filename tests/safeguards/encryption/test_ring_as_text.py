"""The text of a key ring: read as it was written, and refused where one letter is not what it should be."""

import json

import pytest

from safeguards.encryption import KeyRing, KeyRingError

RING = KeyRing.generate()


def content(**changes) -> str:
    return json.dumps({**json.loads(RING.to_json()), **changes})


def test_a_ring_comes_back_as_it_was():
    again = KeyRing.from_json(RING.to_json())
    assert (again.active, again.keys, again.index_key) == (RING.active, RING.keys, RING.index_key)
    assert again.continues(RING)
    assert not KeyRing.generate().continues(RING)


@pytest.mark.parametrize("name", ["keys", "index_key", "active"])
def test_a_part_that_is_missing_is_no_ring(name):
    left = {key: value for key, value in json.loads(RING.to_json()).items() if key != name}
    with pytest.raises(KeyRingError):
        KeyRing.from_json(json.dumps(left))


def test_a_stray_letter_in_a_key_is_refused_and_not_passed_over():
    said = json.loads(RING.to_json())
    (number, key), *_ = said["keys"].items()
    for spoiled in (
        content(keys={number: f"!{key}"}),
        content(index_key=f"{said['index_key'][:4]} {said['index_key'][4:]}"),
    ):
        with pytest.raises(KeyRingError):
            KeyRing.from_json(spoiled)


@pytest.mark.parametrize("changes", [{"active": "one"}, {"keys": []}, {"keys": {"one": ""}}, {"index_key": 5}])
def test_values_of_another_kind_are_refused(changes):
    with pytest.raises(KeyRingError):
        KeyRing.from_json(content(**changes))
