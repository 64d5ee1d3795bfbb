"""A day in a form is taken only if it is sure; otherwise the field says what to write."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.forms.fields import BirthDayField, SpanField
from cases.reading.told_date import SENTENCES, DateDoubt
from interface.form_fields import DayField

TODAY = date(2026, 2, 10)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("safeguards.clock.today", lambda: TODAY)


@pytest.mark.parametrize("field", [DayField(), SpanField(), BirthDayField()])
@pytest.mark.parametrize(
    ("text", "doubt"),
    [("9 juni", DateDoubt.YEAR), ("29 feb", DateDoubt.YEAR), ("7/19/2023", DateDoubt.TURNED),
     ("12-8-27", DateDoubt.CENTURY), ("10.11", DateDoubt.CLOCK), ("tgl 5", DateDoubt.MONTH),
     ("12 dan 14 agustus 2025", DateDoubt.SEVERAL), ("bukan 12 agustus 2025", DateDoubt.DENIED),
     ("sebelum 12 agustus 2025", DateDoubt.LIMIT)],
)  # fmt: skip
def test_a_doubted_day_is_refused_with_its_reason(field, text, doubt):
    with pytest.raises(ValidationError, match=str(SENTENCES[doubt])):
        field.clean(text)


@pytest.mark.parametrize("field", [DayField(), SpanField()])
def test_a_day_no_calendar_has_is_said(field):
    with pytest.raises(ValidationError, match=r"tidak ada di kalender\. Tulis tanggal seperti"):
        field.clean("30/2/2025")


@pytest.mark.parametrize("text", ["5 februari", "5/2", "kemarin", "selasa lalu"])
def test_a_birth_needs_its_year_even_if_it_is_near(text):
    assert DayField().clean(text)
    with pytest.raises(ValidationError):
        BirthDayField().clean(text)


@pytest.mark.parametrize("text", ["12-8-2009", "12/8/09", "12 agustus 2009", "Selasa, 5 Mei 2009", "2009-08-12"])
def test_a_whole_birth_is_taken(text):
    assert BirthDayField().clean(text).year == 2009


def test_a_time_beside_a_day_changes_nothing():
    assert SpanField().clean("12 Agustus 2025 pkl 14.30 WITA").first == date(2025, 8, 12)


def test_a_rough_time_is_its_days():
    assert SpanField().clean("beberapa hari lalu")[:2] == (date(2026, 2, 4), date(2026, 2, 8))
