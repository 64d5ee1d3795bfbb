"""Pages of long lists: the hundredth costs what the first costs.

The keys of a page are read from the index alone, then only its rows are fetched; the count stops at a thousand.
"""

from collections.abc import Callable

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

MOST_COUNTED = 1000
MOST_PAGES = 10_000


class CountedPage(Page):
    """A page that knows whether another follows, because one row more was read."""

    def __init__(self, rows: list, number: int, paginator: "KeyPaginator", *, more: bool):
        super().__init__(rows, number, paginator)
        self.more = more

    def has_next(self) -> bool:
        """Whether a row follows the last one here."""
        return self.more

    def end_index(self) -> int:
        """The place of the last row here, counted from 1."""
        return (self.number - 1) * self.paginator.per_page + len(self.object_list)


class KeyPaginator(Paginator):
    """Pages over a queryset in a fixed order.

    ``fetch`` turns a subquery of keys into the rows of a page, in order; without it rows are read as they are.
    ``known`` is how many rows there are, where the page has counted them for itself.
    """

    def __init__(
        self,
        object_list: QuerySet,
        per_page: int,
        *args,
        fetch: Callable | None = None,
        known: int | None = None,
        **kwargs,
    ):
        super().__init__(object_list, per_page, *args, **kwargs)
        self.known = known
        self.fetch = fetch or self._plain_rows

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: MOST_COUNTED + 1].count()

    @property
    def count(self) -> int:
        """Rows in all; where they are not known, a thousand stands for more."""
        return min(self._counted, MOST_COUNTED) if self.known is None else self.known

    @property
    def count_is_capped(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.known is None and self._counted > MOST_COUNTED

    @property
    def num_pages(self) -> int:
        """Pages there are; where the count stopped early, as many as may be asked for."""
        return MOST_PAGES if self.count_is_capped else super().num_pages

    def page(self, number) -> CountedPage:
        """Read one page and one row beyond it. Raises ``EmptyPage`` where no row is left."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        keys = self.object_list.values("pk")[start : start + self.per_page + 1]
        rows = list(self.fetch(keys))
        if not rows and number > 1:
            raise EmptyPage(_("Halaman ini sudah tidak ada."))
        return CountedPage(rows[: self.per_page], number, self, more=len(rows) > self.per_page)

    def _plain_rows(self, keys: QuerySet) -> QuerySet:
        rows = self.object_list.model._default_manager.filter(pk__in=keys)
        return rows.order_by(*(self.object_list.query.order_by or self.object_list.model._meta.ordering))
