"""Long lists with many filters: four in a row, the others on demand, each in use a chip that removes itself."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet

from interface.paging import KeyPaginator

EVERY_FILTER = "saringan"  # in the address: draw the rarer filters too
AS_IT_IS = "lihat=semua"  # in the address: nothing narrowed, whatever opens first
NOT_FILTERS = ("page", EVERY_FILTER, "lihat")


class FilteredListMixin:
    """A list whose filters stand in its address. ``first_filters`` are always drawn; the rest when asked for.

    The view beside it calls ``narrowed`` with the rows its reader may see. ``fetch_rows`` and ``read_page`` say how
    rows are read, as ``KeyPaginator`` explains; both are static methods.
    """

    paginator_class = KeyPaginator
    fetch_rows: Callable | None = None
    read_page: Callable | None = None
    first_filters: Sequence[str] = ()
    parts: Sequence[str] = ()  # filters that are ways of the page itself, not chips
    opens_narrowed = False  # whether the bare address shows less than everything

    @property
    def draws_all(self) -> bool:
        """Whether the rarer filters were asked for."""
        return EVERY_FILTER in self.request.GET

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        """The rows the filters of the address leave."""
        drawn = None if self.draws_all else self.first_filters
        self.filterset = self.filterset_class(self.request.GET, queryset=queryset, request=self.request, drawn=drawn)
        return self.filterset.qs

    def get_paginator(self, queryset: QuerySet, per_page: int, **kwargs) -> KeyPaginator:
        """Pages that read their rows in the way of this list."""
        return super().get_paginator(queryset, per_page, fetch=self.fetch_rows, read=self.read_page, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        """Add the filters in two groups and what of them is in use."""
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
        return f"?{AS_IT_IS}" if self.opens_narrowed else self.request.path
