"""One field for a day everywhere: text, read by one reader, never the browser's own month and day order."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms
from django.conf import settings

from interface.form_fields import ClockField, ClockInput, DayField, DayInput, MomentField, MomentInput
from tests.architecture.sources import PACKAGES

OURS = {
    forms.DateField: (DayField, (DayInput, forms.TextInput)),
    forms.DateTimeField: (MomentField, (MomentInput,)),
    forms.TimeField: (ClockField, (ClockInput,)),
}
NATIVE = re.compile(r"""type=["'](?:date|datetime-local|time|month|week)["']""")


def all_forms() -> Iterator[type[forms.BaseForm]]:
    """Every form of ours."""
    import_module(settings.ROOT_URLCONF)
    waiting = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.partition(".")[0] in PACKAGES:
            yield form


def test_every_day_and_time_is_our_field():
    found = []
    for form in all_forms():
        for name, field in getattr(form, "base_fields", {}).items():
            for theirs, (ours, widgets) in OURS.items():
                if isinstance(field, theirs) and not (isinstance(field, ours) and isinstance(field.widget, widgets)):
                    found.append(f"{form.__module__}.{form.__name__}.{name}: {type(field).__name__}")
    assert found == []


def test_the_forms_are_found():
    names = {form.__name__ for form in all_forms()}
    assert {"SendForm", "MeetingForm", "DecreeForm", "TurnForm", "SummaryForm"} <= names


@pytest.mark.parametrize("field", [forms.DateField(), forms.DateTimeField(), forms.TimeField()])
def test_a_field_of_djangos_would_be_seen(field):
    ours, widgets = OURS[type(field)]
    assert not (isinstance(field, ours) and isinstance(field.widget, widgets))


def test_no_template_draws_a_native_picker():
    pages = [path for path in (settings.BASE_DIR / "templates").rglob("*.html") if NATIVE.search(path.read_text())]
    assert pages == []
