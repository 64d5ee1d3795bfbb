"""Long lists with many filters: four in a row, the others on demand, kept under names, one of them opened first."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.functional import cached_property

from taskforces.access.bases import ScopedListView
from taskforces.choices import SavedList
from taskforces.models import SavedView
from taskforces.paging import KeyPaginator

EVERY_FILTER = "saringan"  # in the address: draw the rarer filters too
AS_IT_IS = "lihat=semua"  # in the address: nothing narrowed, whatever opens first
NOT_FILTERS = ("page", EVERY_FILTER, "lihat")


def same(query: str, other: str) -> bool:
    """Whether two addresses narrow alike, in whatever order their filters stand."""
    return QueryDict(query) == QueryDict(other)


class FilteredList(ScopedListView):
    """A list whose filters stand in its address. ``first_filters`` are always drawn; the rest when asked for.

    A view kept by the person opens first where they chose one and the address says nothing. ``fetch_rows`` and
    ``read_page`` say how rows are read, as ``KeyPaginator`` explains; both are static methods.
    """

    paginator_class = KeyPaginator
    fetch_rows: Callable | None = None
    read_page: Callable | None = None
    of_list: SavedList
    first_filters: Sequence[str] = ()
    parts: Sequence[str] = ()  # filters that are ways of the page itself, not chips

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The list, or where it opens first."""
        first = None if request.GET else next((view for view in self.saved if view.is_first), None)
        if first is not None and first.query:
            return HttpResponseRedirect(f"?{first.query}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def saved(self) -> list[SavedView]:
        """The views of this list the person may open."""
        return SavedView.objects.opened_by(self.request.user, self.of_list)

    @property
    def draws_all(self) -> bool:
        """Whether the rarer filters were asked for."""
        return EVERY_FILTER in self.request.GET

    def get_queryset(self) -> QuerySet:
        """Visible rows, narrowed by the filters of the address."""
        return self.narrowed(super(ScopedListView, self).get_queryset())

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        """The rows the filters of the address leave."""
        drawn = None if self.draws_all else self.first_filters
        self.filterset = self.filterset_class(self.request.GET, queryset=queryset, request=self.request, drawn=drawn)
        return self.filterset.qs

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs) -> KeyPaginator:
        """Pages that read their rows in the way of this list."""
        return super().get_paginator(queryset, per_page, fetch=self.fetch_rows, read=self.read_page, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add the filters in two groups, what of them is in use, and the kept views."""
        return super().get_context_data(**self._filters(), **self._views(), **kwargs)

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

    def _views(self) -> dict:
        query = self.filterset.query()
        shown = [
            {"view": view, "url": f"?{view.query or AS_IT_IS}", "is_current": same(view.query, query)}
            for view in self.saved
        ]
        return {
            "of_list": self.of_list,
            "filter_query": query,
            "saved_views": shown,
            "all_url": f"?{AS_IT_IS}",
            "is_all": not query and not any(view["is_current"] for view in shown),
            "is_kept": any(view["is_current"] for view in shown),
        }

    def _address(self, **more: str) -> str:
        """The filters of the address with what is added, without the page."""
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
        return f"?{AS_IT_IS}" if any(view.is_first for view in self.saved) else self.request.path
