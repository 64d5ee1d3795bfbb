"""Filter a list by a region and everything in it."""

import re

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.filters import GroupedChoice, Groups, Light
from taskforces.choices import RegionLevel
from taskforces.models import Region, TaskForce

CODE = re.compile(r"[0-9.]{2,13}")  # of a region, as the address has it


def region_lookups(column: str, region: Region) -> dict:
    """Lookups for a region and everything in it, whose codes begin with its own.

    They use a range, because a LIKE uses no index under row security.
    """
    return {f"{column}__gte": region.pk, f"{column}__lte": f"{region.pk}.99.99"}


class RegionChoice(GroupedChoice):
    """A field for a region: the address holds its code, the cleaned value is the region."""

    empty_label = gettext_lazy("Semua wilayah")

    def to_python(self, value: str | None) -> Region | None:
        """The region with this code. Raises ``ValidationError`` for an unknown code."""
        if not value:
            return None
        found = Region.objects.filter(pk=value).first() if CODE.fullmatch(value) else None
        if found is None:
            raise forms.ValidationError(_("Wilayah ini tidak dikenal."))
        return found

    def groups(self, request: HttpRequest) -> Groups:
        """The choices of ``region_groups``."""
        return region_groups(request)


class RegionFilter(Light, filters.Filter):
    """Filters rows by a region and everything in it."""

    field_class = RegionChoice

    def filter(self, queryset: QuerySet, value: Region | None) -> QuerySet:
        """The rows in the region; without a region, all rows."""
        return queryset.filter(**region_lookups(self.field_name, value)) if value else queryset


def region_groups(request: HttpRequest) -> Groups:
    """Regions a user may filter by: their own city with its districts, other cities of its province, all provinces."""
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
