"""Suggestions while a user types a region. The data is public, but the page is only for signed-in users."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from interface.search_hits import search_text
from taskforces import region_table
from taskforces.choices import RegionLevel


class RegionSuggestView(View):
    """A short list of regions for ``?q=``; ``level`` (several) limits, ``near`` puts regions of one place first."""

    for_everybody_signed_in = True
    http_method_names = ("get",)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with a fragment of a list; empty if nothing fits."""
        levels = [level for level in request.GET.getlist("level") if level in RegionLevel.values]
        near = request.GET.get("near", "")[:8]
        found = region_table.suggest(search_text(request.GET), levels=levels, near=near)
        return render(request, "taskforces/parts/region_suggestions.html", {"found": found})
