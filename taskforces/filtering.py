"""Filters of long lists: only those that are asked about or drawn are made, so that many cost no more than a few.

The names of filters and their values stand in a shared address: slugs, days, codes of regions and keys of colleagues.
"""

import copy
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import ClassVar

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms import Form, ModelChoiceField
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from taskforces.choices import RegionLevel
from taskforces.models import Region, TaskForce

CODE = re.compile(r"[0-9.]{2,8}")  # of a region, as the address has it


class ListFilter(filters.FilterSet):
    """Filters of a list. ``drawn`` names those the page shows besides the ones in the address; ``None`` draws all."""

    words: ClassVar[dict[tuple[str, str], tuple]]  # of the class: what its drop-down lists offer, by language

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.words = {}

    def __init__(self, data: Mapping | None = None, *args, drawn: Collection[str] | None = (), **options):
        self.wanted = [name for name in self.base_filters if drawn is None or name in drawn or (data and name in data)]
        every, self.base_filters = self.base_filters, {}
        try:
            super().__init__(data, *args, **options)
        finally:
            del self.base_filters
        self.filters = {name: self._own(every[name]) for name in self.wanted}

    def _own(self, declared: filters.Filter) -> filters.Filter:
        """A filter of this request alone; what it was declared with is shared."""
        own = copy.copy(declared)
        own.model, own.parent, own.extra = self.queryset.model, self, dict(declared.extra)
        own.method = declared.method
        return own

    @cached_property
    def form(self) -> Form:
        """The filters' own fields belong to this request already: no class is made of them, and none is copied."""
        form = Form(self.data if self.is_bound else None, prefix=self.form_prefix)
        form.fields = {name: declared.field for name, declared in self.filters.items()}
        return form

    def active(self) -> list[tuple[str, str]]:
        """Name and words of every filter in use, for the chips."""
        found, _errors = [], self.form.errors
        for name in self.filters:
            if value := self.form.cleaned_data.get(name):
                field = self.form.fields[name]
                shown = dict(getattr(field, "choices", ())).get(value, value) if isinstance(value, str) else value
                found.append((name, f"{field.label}: {_shown(shown)}"))
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
            if isinstance(field, RegionChoice):
                yield {**entry, "choices": [("", field.empty_label)], "groups": self.regions}
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

    @cached_property
    def regions(self) -> list:
        """The regions to choose from, read once."""
        return region_groups(self.request)


def _shown(value) -> str:
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value)


def day_begins(day: date) -> datetime:
    """The first moment of a local day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def day_ends(day: date) -> datetime:
    """The first moment after a local day."""
    return day_begins(day + timedelta(days=1) if day < date.max else day)


def region_lookups(column: str, region: Region) -> dict:
    """Lookups for a region and all that lies in it, whose codes begin with its own.

    A range, because under row security a LIKE uses no index.
    """
    return {f"{column}__gte": region.pk, f"{column}__lte": f"{region.pk}.99.99"}


class RegionChoice(forms.Field):
    """The code of a region in the address; cleaned it is the region."""

    empty_label = gettext_lazy("Semua wilayah")

    def to_python(self, value: str | None) -> Region | None:
        """The region of a code. Raises for a code that is none."""
        if not value:
            return None
        found = Region.objects.filter(pk=value).first() if CODE.fullmatch(value) else None
        if found is None:
            raise forms.ValidationError(_("Wilayah ini tidak dikenal."))
        return found


class RegionFilter(filters.Filter):
    """Rows of a region and of what lies in it."""

    field_class = RegionChoice

    def filter(self, queryset: QuerySet, value: Region | None) -> QuerySet:
        """Nothing asked, nothing narrowed."""
        return queryset.filter(**region_lookups(self.field_name, value)) if value else queryset


def region_groups(request) -> list[tuple[str, list[tuple[str, str]]]]:
    """Regions a list is narrowed to: one's own city with its districts, the cities beside it, all provinces."""
    own_ids = {m.task_force_id for m in request.user.current_memberships}
    own = set(TaskForce.objects.filter(pk__in=own_ids, region__isnull=False).values_list("region_id", flat=True))
    provinces = {code.partition(".")[0] for code in own}
    rows = Region.objects.filter(Q(level=RegionLevel.PROVINCE) | Q(parent_id__in=provinces | own) | Q(pk__in=own))
    groups: dict[str, list] = {_("Wilayah gugus tugas"): [], _("Kota dan kabupaten lain"): [], _("Provinsi"): []}
    here, beside, elsewhere = groups.values()
    for code, name, level in rows.order_by("name").values_list("pk", "name", "level"):
        if code in own:
            here.insert(0, (code, name))
        elif level == RegionLevel.PROVINCE:
            elsewhere.append((code, name))
        else:
            (here if level == RegionLevel.DISTRICT else beside).append((code, name))
    return [(label, found) for label, found in groups.items() if found]
