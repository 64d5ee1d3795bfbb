"""Filters of long lists. Only filters in use or on the page get form fields, so many filters cost no more than few.

Filter names and values appear in addresses that people share: slugs, days, codes and keys.
"""

import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from interface import days
from interface.form_fields import DayField

Groups = list[tuple[str, list[tuple[str, str]]]]  # label of the group; value and label of each choice


class GroupedChoice(forms.Field):
    """One of many rows, offered under headings."""

    empty_label = ""

    def groups(self, request: HttpRequest) -> Groups:
        """The choices offered to the user of the page. A subclass must override this."""
        raise ImproperlyConfigured(f"{type(self).__name__} offers no groups")


class Light:
    """A filter that is cheap to copy: a copy owns only what a request may change, and shares choices and words.

    django-filter makes a deep copy of all filters of a list for every request; ``__deepcopy__`` is the hook for that.
    """

    extra: dict[str, Any]
    method: Any

    def __deepcopy__(self, memo: dict) -> "Light":
        own = copy.copy(self)
        own.extra = dict(self.extra)
        own.method = self.method  # binds the copy
        return own


class ChoiceFilter(Light, filters.ChoiceFilter):
    """One of several fixed choices."""


class ModelChoiceFilter(Light, filters.ModelChoiceFilter):
    """One of several rows, usually colleagues."""


class DateFilter(Light, filters.DateFilter):
    """A first or last day."""

    field_class = DayField


class OwnFieldsForm(Form):
    """A form whose fields already belong to this request, so none is copied."""

    def __init__(self, fields: dict[str, forms.Field], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = fields


class ListFilter(filters.FilterSet):
    """Filters of a list. The page shows those named in ``drawn`` and those in the address; ``None`` draws all."""

    words: ClassVar[dict[tuple[str, str], tuple]]  # one per class: the choices of its drop-down lists, by language

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.words = {}

    def __init__(
        self, data: Mapping | None = None, *args: Any, drawn: Collection[str] | None = (), **options: Any
    ) -> None:
        super().__init__(data, *args, **options)
        self.wanted = [name for name in self.filters if drawn is None or name in drawn or (data and name in data)]

    def get_form_class(self) -> Callable[..., Form]:
        """A form with the wanted filters only; a filter that is not in it does not narrow the list."""
        return partial(OwnFieldsForm, {name: self.filters[name].field for name in self.wanted})

    def active(self) -> list[tuple[str, str]]:
        """Name and text of every active filter, for the chips."""
        found, _errors = [], self.form.errors
        for name in self.wanted:
            if value := self.form.cleaned_data.get(name):
                field = self.form.fields[name]
                shown = dict(getattr(field, "choices", ())).get(value, value) if isinstance(value, str) else value
                found.append((name, f"{field.label}: {chip_words(shown)}"))
        return found

    def query(self) -> str:
        """The query string of the active, valid filters, which may be kept and shared."""
        kept = QueryDict(mutable=True)
        for name, _shown_as in self.active():
            value = self.form.cleaned_data[name]
            kept[name] = value.isoformat() if isinstance(value, date) else self.data.get(name)  # "kemarin" moves on
        return kept.urlencode()

    def drawing(self, names: Collection[str] | None = None) -> Iterator[dict]:
        """What the page needs to draw the named filters, or all filters."""
        for name, field in self.form.fields.items():
            if names is not None and name not in names:
                continue
            entry = {"name": name, "label": field.label, "value": self.data.get(name, "")}
            if isinstance(field, GroupedChoice):
                yield {**entry, "choices": [("", field.empty_label)], "groups": self._grouped(field)}
                continue
            if isinstance(field, DayField):
                shown = self.form.cleaned_data.get(name) if self.form.is_valid() else None
                attrs = {"id": f"id_{name}", "class": "input", "autocomplete": "off"}
                yield {**entry, "control": field.widget.render(name, shown or entry["value"], attrs)}
                continue
            if isinstance(field, ModelChoiceField):  # its own iterator opens a cursor on the server for a few people
                people = ((str(row.pk), str(row)) for row in field.queryset or ())
                yield {**entry, "choices": [("", field.empty_label), *people]}
            else:
                yield {**entry, "choices": self._in_words(name, get_language())}

    def _in_words(self, name: str, language: str) -> tuple[tuple[str, str], ...]:
        """The choices of a drop-down list in the reader's language; translated once, because they never change."""
        key = (name, language)
        if key not in self.words:
            choices = getattr(self.form.fields[name], "choices", ())
            self.words[key] = tuple((str(value), str(label)) for value, label in choices)
        return self.words[key]

    def _grouped(self, field: GroupedChoice) -> Groups:
        """The groups of a grouped choice. Fields of one type share them, so they are read once."""
        if type(field) not in self._groups:
            self._groups[type(field)] = field.groups(self.request)
        return self._groups[type(field)]

    @cached_property
    def _groups(self) -> dict[type, Groups]:
        return {}


def chip_words(value: object) -> str:
    """The value of a filter as its chip shows it."""
    return days.day(value) if isinstance(value, date) else str(value)


def day_begins(day: date) -> datetime:
    """The first moment of a local day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_ends(day: date) -> datetime:
    """The first moment after a local day."""
    return day_begins(day + timedelta(days=1) if day < date.max else day)
