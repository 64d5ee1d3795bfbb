"""Long lists with many filters: some are always shown, the others on demand; each active one is a removable chip."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.views.generic.base import View
from django.views.generic.list import MultipleObjectMixin

from interface.paging import KeyPaginator

EVERY_FILTER = "saringan"  # in the address: draw the rarer filters too
AS_IT_IS = "lihat=semua"  # in the address: show everything, also on a list that opens narrowed
NOT_FILTERS = ("page", EVERY_FILTER, "lihat")


class FilteredListMixin(MultipleObjectMixin, View):
    """A list with its filters in the address. ``first_filters`` are always drawn, the rest on demand.

    The view calls ``narrowed`` with the rows its user may see. ``fetch_rows`` and ``read_page`` decide how rows are
    read, as ``KeyPaginator`` explains; both are static methods.
    """

    filterset_class: Any
    paginator_class = KeyPaginator
    fetch_rows: Callable | None = None
    read_page: Callable | None = None
    first_filters: Sequence[str] = ()
    parts: Sequence[str] = ()  # filters that the page shows as tabs or links, not as chips
    opens_narrowed = False  # whether the address without filters shows less than everything

    @property
    def draws_all(self) -> bool:
        """Whether the address asks for the rarer filters."""
        return EVERY_FILTER in self.request.GET

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        """The rows that match the filters of the address."""
        drawn = None if self.draws_all else self.first_filters
        self.filterset = self.filterset_class(self.request.GET, queryset=queryset, request=self.request, drawn=drawn)
        return self.filterset.qs

    def get_paginator(self, queryset: Any, per_page: int, *args: Any, **kwargs: Any) -> Paginator:
        """A paginator that reads rows with ``fetch_rows`` and ``read_page``."""
        return super().get_paginator(queryset, per_page, *args, fetch=self.fetch_rows, read=self.read_page, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict:
        """Add the filters in two groups, and the active ones as chips."""
        return super().get_context_data(**self._filters(), **kwargs)

    def _filters(self) -> dict:
        active = self.filterset.active()
        drawn = list(self.filterset.drawing(None if self.draws_all else self.first_filters))
        hidden = [] if self.draws_all else [name for name, _words in active if name not in self.first_filters]
        return {
            "first_filters": [entry for entry in drawn if entry["name"] in self.first_filters],
            "more_filters": [entry for entry in drawn if entry["name"] not in self.first_filters],
            "kept_filters": [(name, self.request.GET[name]) for name in hidden],
            "draws_all": self.draws_all,
            "more_url": f"?{self._address(**{EVERY_FILTER: 'semua'})}#saring",
            "fewer_url": f"?{self._address() or AS_IT_IS}",
            "chips": [{"text": text, "url": self._without(name)} for name, text in active if name not in self.parts],
        }

    def _address(self, **more: str) -> str:
        """The filters of the address plus ``more``, without the page number."""
        kept = self.request.GET.copy()
        for name in NOT_FILTERS:
            kept.pop(name, None)
        for name, value in more.items():
            kept[name] = value
        return kept.urlencode()

    def _without(self, name: str) -> str:
        """The address without one filter."""
        kept = self.request.GET.copy()
        for gone in (name, "page", "lihat"):
            kept.pop(gone, None)
        if kept:
            return f"?{kept.urlencode()}"
        return f"?{AS_IT_IS}" if self.opens_narrowed else self.request.path
