"""The fields of a day, a moment and a time of day: values that are no text, and other widgets."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms

from interface.form_fields import ClockField, ClockInput, DayField, DayInput, Direction, MomentField, MomentInput

NEW_YEAR_IN_JAMBI = datetime(2025, 12, 31, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "day"),
    [(NEW_YEAR_IN_JAMBI, date(2026, 1, 1)), (date(2026, 2, 11), date(2026, 2, 11)), ("", None), (None, None)],
)
def test_a_day_that_is_one_already_is_taken(given, day):
    assert DayField(required=False).to_python(given) == day


@pytest.mark.parametrize("given", [NEW_YEAR_IN_JAMBI, None, ""])
def test_a_moment_that_is_one_already_is_taken(given):
    assert MomentField(required=False).to_python(given) == (given or None)


@pytest.mark.parametrize("field", [DayField, MomentField])
def test_another_widget_knows_no_direction(field):
    plain = field(widget=forms.TextInput, direction=Direction.AHEAD)
    assert not hasattr(plain.widget, "direction")
    assert field(direction=Direction.AHEAD).widget.direction is Direction.AHEAD


def test_an_untouched_field_has_not_changed():
    field = DayField(required=False)
    assert not field.has_changed(date(2026, 2, 11), "11 Februari 2026")
    assert not field.has_changed(date(2026, 2, 11), "11/2/2026")
    assert field.has_changed(date(2026, 2, 11), "12/2/2026")
    assert not field.has_changed(None, "")
    assert not field.has_changed("11/2/2026", "11/2/2026")


@pytest.mark.parametrize(
    ("widget", "value", "shown"),
    [
        (DayInput(), date(2026, 2, 11), "11 Februari 2026"),
        (DayInput(), "entah", "entah"),
        (MomentInput(), NEW_YEAR_IN_JAMBI, "1 Januari 2026 01.00 WIB"),
        (MomentInput(), datetime(2026, 1, 1, 9, 5), "1 Januari 2026 09.05 WIB"),  # noqa: DTZ001 (as forms give it)
        (MomentInput(), "entah", "entah"),
        (ClockInput(), time(9, 5), "09.05"),
        (ClockInput(), "9", "9"),
    ],
)
def test_a_value_is_shown_as_we_write_it_and_text_as_typed(widget, value, shown):
    assert widget.format_value(value) == shown


@pytest.mark.parametrize(
    ("text", "found"), [("9", time(9)), ("09.30", time(9, 30)), ("pukul 21:05", time(21, 5)), (time(7), time(7))]
)
def test_a_time_of_day(text, found):
    assert ClockField().to_python(text) == found


def test_no_such_time():
    with pytest.raises(forms.ValidationError, match="Tulis jam seperti"):
        ClockField().to_python("25.00")
