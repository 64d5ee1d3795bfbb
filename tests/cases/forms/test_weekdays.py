"""A day of the week that does not fit its date: one of them is wrong, and the field says so."""

import pytest
from django.core.exceptions import ValidationError

from cases.forms.fields import SpanField
from interface.form_fields import DayField


@pytest.mark.parametrize("field", [DayField(), SpanField()])
def test_a_day_of_the_week_that_does_not_fit_is_refused(field):
    with pytest.raises(ValidationError, match="Tanggal itu hari Selasa, 10 Februari 2026, bukan Senin"):
        field.clean("Senin, 10 Februari 2026")


@pytest.mark.parametrize("field", [DayField(), SpanField()])
@pytest.mark.parametrize("text", ["Selasa, 10 Februari 2026", "10-2-2026", "kemarin"])
def test_a_day_of_the_week_that_fits_or_is_missing_is_taken(field, text):
    assert field.clean(text)
