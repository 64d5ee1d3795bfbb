"""The words that stand in the place of a value nobody can read: true, empty for code, equal to nothing but itself."""

import copy
import logging

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from safeguards.encryption import unreadable
from safeguards.encryption.unreadable import (
    MARK,
    Unreadable,
    is_written_out,
    readable,
    readable_json,
    record_once,
)

VALUE = Unreadable(b"\x01\x02", b"cases_person.name")


def test_it_is_there_for_people_and_empty_for_code():
    assert bool(VALUE)
    assert str.__str__(VALUE) == ""
    assert str(VALUE) == f"{VALUE}" == VALUE.__html__() == f"{MARK}tidak terbaca"
    assert f"di {MARK}tidak terbaca" == "di " + VALUE
    assert f"{MARK}tidak terbaca!" == VALUE + "!"
    assert repr(VALUE) == "<Unreadable cases_person.name>"


def test_it_equals_only_the_same_stored_value_of_the_same_purpose():
    assert Unreadable(b"\x01\x02", b"cases_person.name") == VALUE
    assert hash(Unreadable(b"\x01\x02", b"cases_person.name")) == hash(VALUE)
    assert Unreadable(b"\x01\x03", b"cases_person.name") != VALUE
    assert Unreadable(b"\x01\x02", b"cases_person.nik") != VALUE
    assert VALUE != ""
    assert copy.copy(VALUE) == VALUE


def test_code_that_computes_gets_nothing():
    assert readable(VALUE) == readable(None) == ""
    assert readable("Siti") == "Siti"
    assert readable_json(VALUE, 5) == readable_json("", 5) == readable_json(None, 5) == 5
    assert readable_json("[1]", 5) == [1]


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        (str(VALUE), True),
        (f"nama: {VALUE}.", True),
        ('{"name": "\\u2060tidak terbaca"}', True),
        ("tidak terbaca", False),
        (MARK, False),
        ("", False),
    ],
)
def test_the_words_are_known_by_their_mark(text, is_it):
    assert is_written_out(text) is is_it


@pytest.fixture
def recorded(monkeypatch) -> list:
    """What is recorded; nothing is known yet."""
    found: list = []
    monkeypatch.setattr(unreadable, "_record", lambda *place: found.append(place))
    monkeypatch.setattr(unreadable, "_known", set())
    return found


def test_a_place_is_recorded_once_for_a_process_and_once_for_all(recorded, monkeypatch):
    record_once(b"a", "cases_person", "name", 7)
    record_once(b"a", "cases_person", "name", 7)
    monkeypatch.setattr(unreadable, "_known", set())
    record_once(b"a", "cases_person", "name", 7)
    assert recorded == [("cases_person", "name", 7)]
    record_once(b"a", "cases_person", "nik", 7)
    record_once(b"b", "cases_person", "name", 8)
    assert recorded[1:] == [("cases_person", "nik", 7), ("cases_person", "name", 8)]


def test_a_process_asks_the_cache_once_and_remembers_no_more_than_it_may(recorded, monkeypatch):
    monkeypatch.setattr(unreadable, "MOST_KNOWN", 1)
    record_once(b"a", "cases_person", "name", 7)
    record_once(b"b", "cases_person", "name", 8)
    assert len(unreadable._known) == 1
    cache.clear()
    record_once(b"a", "cases_person", "name", 7)
    assert len(recorded) == 2, "known here"
    record_once(b"b", "cases_person", "name", 8)
    assert len(recorded) == 3, "too many to be known here"


def test_what_could_not_be_recorded_is_tried_again_and_stops_nobody(recorded, monkeypatch, caplog):
    def refuse(*_place):
        raise DatabaseError("away: Siti")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(unreadable, "_record", refuse)
        record_once(b"a", "cases_person", "name", 7)
    assert "cases_person.name could not be recorded: DatabaseError" in caplog.text
    assert "Siti" not in caplog.text
    record_once(b"a", "cases_person", "name", 7)
    assert len(recorded) == 1
