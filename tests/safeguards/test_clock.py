"""The moment of a story, and the hours at which workers wake."""

from datetime import UTC, date, datetime

import pytest

from safeguards import clock


def test_a_story_has_its_own_moment_and_then_the_present_is_back():
    evening = datetime(2022, 3, 1, 18, 30, tzinfo=UTC)
    with clock.at(evening):
        assert clock.now() == evening
        assert clock.today() == date(2022, 3, 2), "half past one at night in Jakarta"
    assert clock.now() > evening


def test_a_moment_without_a_zone_is_none():
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2022, 3, 1, 18, 30)):  # noqa: DTZ001
        pass


@pytest.mark.parametrize(
    ("zone", "hour", "minute", "line"),
    [
        ("Asia/Jakarta", 2, 5, "5 19 * * *"),
        ("Asia/Jakarta", 7, 0, "0 0 * * *"),
        ("Asia/Jayapura", 23, 59, "59 14 * * *"),
        ("Asia/Kolkata", 1, 15, "45 19 * * *"),
    ],
)
def test_a_night_here_is_written_in_utc(settings, zone, hour, minute, line):
    settings.TIME_ZONE = zone
    assert clock.nightly(hour, minute) == line
