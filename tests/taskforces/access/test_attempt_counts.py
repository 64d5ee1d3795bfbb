"""The counts behind sign-in, number by number: how many, within how long, and for whom."""

from datetime import UTC, datetime, timedelta

import pytest

from safeguards import clock
from taskforces.access import attempts
from taskforces.access.attempts import AttemptPlace, Step

BEGAN = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


def count(seconds: float, *, window: int = 300, most: int = 3, name: str = "") -> int:
    """Count one failure so many seconds after the beginning."""
    with clock.at(BEGAN + timedelta(seconds=seconds)):
        return attempts._count("test", "somebody", window, most, name=name)


def wait(seconds: float, *, window: int = 300, most: int = 3) -> float:
    """What is left to wait so many seconds after the beginning."""
    with clock.at(BEGAN + timedelta(seconds=seconds)):
        return attempts._wait("test", "somebody", window, most)


def test_the_wait_ends_when_the_first_of_the_last_three_leaves_the_window():
    assert [count(second) for second in (0, 10, 20)] == [1, 2, 3]
    assert wait(20) == 280
    assert wait(299) == 1
    assert wait(300) == 0, "the first is out"


def test_fewer_than_the_most_wait_for_nothing():
    count(0)
    count(0)
    assert wait(1) == 0
    assert wait(1, most=2) == 299


def test_no_more_are_kept_than_are_asked_for_and_the_newest_of_them():
    assert [count(second) for second in (0, 10, 20, 30)] == [1, 2, 3, 3]
    assert wait(30) == 280, "counted from the second"


def test_one_name_counts_once_and_with_its_last_moment():
    assert [count(second, name="siti") for second in (0, 10)] == [1, 1]
    assert count(20, name="ratna") == 2
    assert wait(20, most=2) == 290


def test_of_names_too_the_newest_are_kept_whatever_they_are_called():
    assert [count(second, most=2, name=name) for second, name in ((0, "z"), (10, "a"), (20, "b"))] == [1, 2, 2]
    assert wait(20, most=2) == 290


def test_a_moment_that_lies_ahead_is_forgotten():
    count(100)
    assert count(0) == 1


def test_failures_of_one_person_do_not_count_for_another():
    count(0)
    with clock.at(BEGAN):
        assert attempts._count("test", "another-one", 300, 3) == 1
        assert attempts._count("another", "somebody", 300, 3) == 1


@pytest.mark.parametrize(("step", "most"), [(Step.PASSWORD, 60), (Step.CODE, 20)])
def test_strangers_have_fewer_guesses_at_a_code(step, most):
    assert attempts._most_by_strangers(step) == most


def test_the_same_place_waits_for_each_of_its_counts():
    """Five here within five minutes; thirty accounts of this network within an hour; sixty by strangers."""
    place = AttemptPlace("account", "network", "")
    whose = {
        "here": ("password:account:network", attempts.SHORT, 5),
        "accounts": ("password:network", attempts.HOUR, 30),
        "strangers": ("password:account", attempts.HOUR, 60),
    }
    with clock.at(BEGAN):
        for number, (what, (whom, window, most)) in enumerate(whose.items()):
            assert max(attempts._waits(place, Step.PASSWORD)) == 0
            for _time in range(most - 1):
                attempts._count(what, whom, window, most)
            assert attempts._waits(place, Step.PASSWORD)[number] == 0
            attempts._count(what, whom, window, most)
            assert attempts._waits(place, Step.PASSWORD)[number] == window
            assert max(attempts._waits(place, Step.CODE)) == 0
            attempts.cache.clear()


def test_a_known_device_has_a_count_of_its_own_and_no_other():
    place = AttemptPlace("account", "network", "device")
    with clock.at(BEGAN):
        for _time in range(5):
            attempts._count("here", "password:account:network", attempts.SHORT, 5)
        assert attempts._waits(place, Step.PASSWORD) == [0]
        for _time in range(10):
            attempts._count("device", "password:account:device", attempts.SHORT, 10)
        assert attempts._waits(place, Step.PASSWORD) == [300]
        assert attempts._waits(place, Step.CODE) == [0]


def test_letters_are_five_within_an_hour_for_one_address_however_it_is_typed():
    with clock.at(BEGAN):
        assert [attempts.is_letter_due("siti@uji.contoh") for _time in range(6)] == [True] * 5 + [False]
        assert not attempts.is_letter_due(" Siti@uji.contoh ")
        assert attempts.is_letter_due("ratna@uji.contoh")
    with clock.at(BEGAN + timedelta(minutes=59)):
        assert not attempts.is_letter_due("siti@uji.contoh")
    with clock.at(BEGAN + timedelta(hours=1)):
        assert attempts.is_letter_due("siti@uji.contoh")
