"""Filtered lists of the rows a user may see, with the user's saved views."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.functional import cached_property

from interface.filtered_list import AS_IT_IS, FilteredListMixin
from taskforces.access.bases import ScopedListView
from taskforces.choices import SavedList
from taskforces.models import SavedView


def same(query: str, other: str) -> bool:
    """Whether two query strings have the same filters, in any order."""
    return QueryDict(query) == QueryDict(other)


class FilteredList(FilteredListMixin, ScopedListView):
    """A filtered list with the user's saved views.

    If the address has no query, the list opens with the view the user chose for this.
    """

    of_list: SavedList

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The list, or a redirect to the view that opens first."""
        first = None if request.GET else next((view for view in self.saved if view.is_first), None)
        if first is not None and first.query:
            return HttpResponseRedirect(f"?{first.query}")
        return super().get(request, *args, **kwargs)

    @cached_property
    def saved(self) -> list[SavedView]:
        """The views of this list that the user may open."""
        return SavedView.objects.opened_by(self.request.user, self.of_list)

    @property
    def opens_narrowed(self) -> bool:
        """Whether one of the saved views opens first."""
        return any(view.is_first for view in self.saved)

    def get_queryset(self) -> QuerySet:
        """Visible rows, narrowed by the filters of the address."""
        return self.narrowed(super().get_queryset())

    def get_context_data(self, **kwargs) -> dict:
        """Add the saved views."""
        return super().get_context_data(**self._views(), **kwargs)

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
