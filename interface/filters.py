"""Filters of long lists: fields are made only for those asked about or drawn, so that many cost no more than a few.

The names of filters and their values stand in a shared address: slugs, days, codes and keys.
"""

import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import ClassVar

import django_filters as filters
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from interface import days

Groups = list[tuple[str, list[tuple[str, str]]]]  # label of the group; value and label of each choice


class GroupedChoice(forms.Field):
    """One of many rows, offered under headings."""

    empty_label = ""

    def groups(self, request: HttpRequest) -> Groups:
        """What the reader of the page may choose. A subclass says it."""
        raise ImproperlyConfigured(f"{type(self).__name__} offers no groups")


class Light:
    """A filter that is cheap to copy: only what a request may change is its own, choices and words are shared.

    django-filter gives every request a deep copy of all filters of a list; this is Python's own hook for that.
    """

    def __deepcopy__(self, memo: dict) -> "Light":
        own = copy.copy(self)
        own.extra = dict(self.extra)
        own.method = self.method  # binds the copy
        return own


class ChoiceFilter(Light, filters.ChoiceFilter):
    """One of some words."""


class ModelChoiceFilter(Light, filters.ModelChoiceFilter):
    """One of some rows, as a rule colleagues."""


class DateFilter(Light, filters.DateFilter):
    """From or until a day."""


class OwnFieldsForm(Form):
    """A form of fields that belong to this request already: none is copied."""

    def __init__(self, fields: dict[str, forms.Field], *args, **options):
        super().__init__(*args, **options)
        self.fields = fields


class ListFilter(filters.FilterSet):
    """Filters of a list. ``drawn`` names those the page shows besides the ones in the address; ``None`` draws all."""

    words: ClassVar[dict[tuple[str, str], tuple]]  # of the class: what its drop-down lists offer, by language

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.words = {}

    def __init__(self, data: Mapping | None = None, *args, drawn: Collection[str] | None = (), **options):
        super().__init__(data, *args, **options)
        self.wanted = [name for name in self.filters if drawn is None or name in drawn or (data and name in data)]

    def get_form_class(self) -> Callable[..., Form]:
        """A form of the wanted filters alone: what is not in it does not narrow the list either."""
        return partial(OwnFieldsForm, {name: self.filters[name].field for name in self.wanted})

    def active(self) -> list[tuple[str, str]]:
        """Name and words of every filter in use, for the chips."""
        found, _errors = [], self.form.errors
        for name in self.wanted:
            if value := self.form.cleaned_data.get(name):
                field = self.form.fields[name]
                shown = dict(getattr(field, "choices", ())).get(value, value) if isinstance(value, str) else value
                found.append((name, f"{field.label}: {chip_words(shown)}"))
        return found

    def query(self) -> str:
        """The address' part of the filters in use, each valid: what may be kept and shared."""
        kept = QueryDict(mutable=True)
        for name, _shown_as in self.active():
            kept[name] = self.data.get(name)
        return kept.urlencode()

    def drawing(self, names: Collection[str] | None = None) -> Iterator[dict]:
        """What the page needs to draw these filters, or all."""
        for name, field in self.form.fields.items():
            if names is not None and name not in names:
                continue
            entry = {"name": name, "label": field.label, "value": self.data.get(name, "")}
            if isinstance(field, GroupedChoice):
                yield {**entry, "choices": [("", field.empty_label)], "groups": self._grouped(field)}
                continue
            if isinstance(field, ModelChoiceField):  # its own iterator opens a cursor on the server for a few people
                people = ((str(row.pk), str(row)) for row in field.queryset)
                yield {**entry, "choices": [("", field.empty_label), *people]}
            else:
                yield {**entry, "choices": self._in_words(name, get_language())}

    def _in_words(self, name: str, language: str) -> tuple[tuple[str, str], ...]:
        """What a drop-down list offers, in the reader's language; translated once, because it never changes."""
        key = (name, language)
        if key not in self.words:
            choices = getattr(self.form.fields[name], "choices", ())
            self.words[key] = tuple((str(value), str(label)) for value, label in choices)
        return self.words[key]

    def _grouped(self, field: GroupedChoice) -> Groups:
        """What a grouped choice offers the reader; fields of one kind offer the same, which is read once."""
        if type(field) not in self._groups:
            self._groups[type(field)] = field.groups(self.request)
        return self._groups[type(field)]

    @cached_property
    def _groups(self) -> dict[type, Groups]:
        return {}


def chip_words(value: object) -> str:
    """The value of a filter as its chip says it."""
    return days.day(value) if isinstance(value, date) else str(value)


def day_begins(day: date) -> datetime:
    """The first moment of a local day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_ends(day: date) -> datetime:
    """The first moment after a local day."""
    return day_begins(day + timedelta(days=1) if day < date.max else day)
